import { readAddress } from '../protocol/addresses.ts'
import type { NewAccount } from '../protocol/applications.ts'
import {
  bareDigits,
  birthProblem,
  type FieldProblem,
  kkProblem,
  nameProblem,
  nikProblem,
  passwordProblem,
} from '../protocol/identity.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'

/** A typed account, judged and made one. Pure; rules AC1 to AC4. */
export type ReadAccount = Omit<NewAccount, 'address' | 'gender' | 'regionConfirmed'> & {
  gender: 'female' | 'male'
  channel: 'email' | 'phone'
  address: string
}
export type AccountField = 'name' | 'nik' | 'kk' | 'birthDate' | 'gender' | 'address' | 'password'

export function readAccount(
  typed: NewAccount,
  today: string,
  regionOf: (nik: string) => 'known' | 'province-alone' | 'unknown',
): { account: ReadAccount } | { problems: Partial<Record<AccountField, FieldProblem>> } {
  const nik = bareDigits(typed.nik)
  const kk = bareDigits(typed.kk)
  const address = readAddress(typed.address)
  const birth = birthProblem(typed.birthDate, today)
  const problems: Partial<Record<AccountField, FieldProblem | null>> = {
    name: nameProblem(typed.name),
    birthDate: birth,
    gender: typed.gender === null ? { id: 'Jenis kelamin belum dipilih.', en: 'The sex has not been chosen.' } : null,
    nik:
      nikProblem(nik, birth ? null : typed.birthDate, typed.gender) ??
      regionProblem(nik, typed.regionConfirmed, regionOf),
    kk: kkProblem(kk) ?? (kk === nik ? SAME : null),
    address: address ? null : NO_ADDRESS,
    password: passwordProblem(typed.password),
  }
  const found = Object.entries(problems).filter(([, problem]) => problem !== null)
  if (found.length > 0 || !address || typed.gender === null)
    return { problems: Object.fromEntries(found) as Partial<Record<AccountField, FieldProblem>> }
  const { password, birthDate, language, gender } = typed
  return {
    account: {
      ...{ name: typed.name.trim().replace(/\s+/g, ' '), nik, kk },
      ...{ birthDate, gender },
      ...address,
      password,
      language,
    },
  }
}

const SAME: FieldProblem = {
  id: 'Nomor KK sama dengan NIK. Nomor KK ada di bagian atas kartu keluarga.',
  en: 'The KK number is the same as the NIK. It stands at the top of the family card.',
}
export const NO_ADDRESS: FieldProblem = {
  id: 'Ini bukan alamat surel atau nomor HP Indonesia. Contoh: nama@contoh.id atau 0812 3456 7890.',
  en: 'This is no e-mail address and no mobile number of Indonesia. Such as: name@example.id or 0812 3456 7890.',
}

function regionProblem(
  nik: string,
  confirmed: boolean,
  regionOf: (nik: string) => 'known' | 'province-alone' | 'unknown',
): FieldProblem | null {
  const known = regionOf(nik)
  if (known === 'known' || (known === 'province-alone' && confirmed)) return null
  const code = `${nik.slice(0, 2)}.${nik.slice(2, 4)}.${nik.slice(4, 6)}`
  return known === 'unknown'
    ? {
        id: `Dua angka pertama NIK (${nik.slice(0, 2)}) bukan kode provinsi. Periksa NIK pada KTP.`,
        en: `The first two digits of the NIK (${nik.slice(0, 2)}) are no code of a province. Check the NIK on the identity card.`,
      }
    : {
        id: `Kode wilayah ${code} (enam angka pertama NIK) tidak ada dalam daftar sekarang. Periksa NIK pada KTP; bila memang tertulis begitu, centang pernyataan di bawahnya.`,
        en: `The region code ${code} (first six digits of the NIK) is not in today's list. Check the NIK on the identity card; if it stands there like this, tick the statement below it.`,
      }
}

/** The problems as one refusal: all of them in a sentence, and each under its field's name for the form. */
export function formWrong(wrong: Partial<Record<string, FieldProblem>>): Refusal {
  const all = Object.entries(wrong).flatMap(([field, problem]) => (problem ? [[field, problem] as const] : []))
  const problems = all.map(([, { id }]) => id).join(' ')
  const fields = all.flatMap(([field, { id, en }]) => [
    [`field ${field}`, id],
    [`field ${field}:en`, en],
  ])
  const english = all.map(([, { en }]) => en).join(' ')
  return refuse('form-wrong', { problems, 'problems:en': english, ...Object.fromEntries(fields) })
}
