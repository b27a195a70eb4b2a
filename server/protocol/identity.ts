/**
 * What an applicant types about herself, judged before it is sent and again when it arrives: the same sentences on both
 * sides. Pure; rules AC1 to AC4. Each check gives what is wrong and what to change, or null.
 */
export interface FieldProblem {
  id: string
  en: string
}
export type Gender = 'female' | 'male'

/** The numbers of an identity card as they are typed, without the blanks and dots that people put between. */
export const bareDigits = (typed: string): string => typed.replace(/[\s.-]/g, '')

/** Sixteen digits: region (6), birth date (6, for women 40 more on the day), serial (4). */
export function nikProblem(typed: string, birthDate: string | null, gender: Gender | null): FieldProblem | null {
  const nik = bareDigits(typed)
  const form = sixteen(nik, 'NIK')
  if (form) return form
  if (nik.endsWith('0000'))
    return {
      id: 'Empat angka terakhir NIK tidak pernah 0000. Periksa NIK pada KTP.',
      en: 'The last four digits of a NIK are never 0000. Check the NIK on the identity card.',
    }
  const [day, month, year] = [Number(nik.slice(6, 8)), Number(nik.slice(8, 10)), nik.slice(10, 12)]
  const inNik = day > 40 ? day - 40 : day
  if (month < 1 || month > 12 || inNik < 1 || inNik > daysIn(month, year))
    return {
      id: `Angka ke-7 sampai ke-12 NIK (${nik.slice(6, 12)}) bukan tanggal lahir yang ada. Periksa NIK pada KTP.`,
      en: `Digits 7 to 12 of the NIK (${nik.slice(6, 12)}) are no birth date that exists. Check the NIK on the identity card.`,
    }
  if (birthDate !== null && birthDate !== '') {
    const typedDate = `${birthDate.slice(8, 10)}${birthDate.slice(5, 7)}${birthDate.slice(2, 4)}`
    const shown = `${two(inNik)}${two(month)}${year}`
    if (typedDate !== shown)
      return {
        id: `Menurut NIK tanggal lahirnya ${spaced(shown)}, sedangkan yang diisi ${spaced(typedDate)}. Periksa keduanya pada KTP.`,
        en: `By the NIK the birth date is ${spaced(shown)}, but ${spaced(typedDate)} was entered. Check both on the identity card.`,
      }
  }
  if (gender !== null && (gender === 'female') !== day > 40)
    return gender === 'female'
      ? {
          id: 'NIK perempuan memuat tanggal lahir ditambah 40 pada angka ke-7 dan ke-8. NIK ini tidak; periksa NIK dan jenis kelamin pada KTP.',
          en: 'The NIK of a woman holds the day of birth plus 40 in digits 7 and 8. This one does not; check the NIK and the sex on the identity card.',
        }
      : {
          id: 'NIK ini milik perempuan (angka ke-7 dan ke-8 di atas 40). Periksa NIK dan jenis kelamin pada KTP.',
          en: 'This is the NIK of a woman (digits 7 and 8 are above 40). Check the NIK and the sex on the identity card.',
        }
  return null
}

export const kkProblem = (typed: string): FieldProblem | null => sixteen(bareDigits(typed), 'nomor KK', 'KK number')

function sixteen(digits: string, id: string, en = id): FieldProblem | null {
  const name = `${id[0]?.toUpperCase()}${id.slice(1)}`
  if (digits === '') return { id: `${name} belum diisi.`, en: `The ${en} is missing.` }
  if (!/^\d*$/.test(digits))
    return {
      id: `${name} hanya berisi angka. Hapus huruf dan tanda yang lain.`,
      en: `A ${en} has digits alone. Remove letters and other signs.`,
    }
  if (digits.length !== 16)
    return {
      id: `${name} berisi ${digits.length} angka, seharusnya 16. Periksa dan lengkapi.`,
      en: `The ${en} has ${digits.length} digits and should have 16. Check it and complete it.`,
    }
  if (/^(\d)\1{15}$/.test(digits))
    return {
      id: `${name} tidak mungkin enam belas angka yang sama. Salin dari kartunya.`,
      en: `The ${en} cannot be the same digit sixteen times. Copy it from the card.`,
    }
  return null
}

/** As it stands on the diploma: letters, and what names are written with. */
export function nameProblem(typed: string): FieldProblem | null {
  const name = typed.trim()
  if (name === '') return { id: 'Nama belum diisi.', en: 'The name is missing.' }
  if (/\d/.test(name))
    return {
      id: 'Nama tidak memuat angka. Tulis seperti pada KTP.',
      en: 'A name has no digits. Write it as on the identity card.',
    }
  if (name.length > 120 || !/^[\p{L}\p{M}][\p{L}\p{M} .,'’()/-]*$/u.test(name))
    return {
      id: 'Nama hanya memuat huruf, spasi, titik, koma, petik dan garis, paling panjang 120. Tulis seperti pada KTP.',
      en: 'A name has letters, blanks, dots, commas, quotes and hyphens, 120 at most. Write it as on the identity card.',
    }
  return null
}

/** `today`: ISO date in WIB. Age limits are the vacancy's matter; this is about days that cannot be. */
export function birthProblem(day: string, today: string): FieldProblem | null {
  if (day === '') return { id: 'Tanggal lahir belum diisi.', en: 'The birth date is missing.' }
  const at = Date.parse(`${day}T00:00:00.000Z`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(at) || !new Date(at).toISOString().startsWith(day))
    return {
      id: 'Tanggal lahir ini tidak ada pada kalender. Perbaiki.',
      en: 'This birth date is not in the calendar. Correct it.',
    }
  if (day >= today)
    return {
      id: 'Tanggal lahir ini belum lewat. Periksa tahunnya.',
      en: 'This birth date has not passed yet. Check the year.',
    }
  if (Number(today.slice(0, 4)) - Number(day.slice(0, 4)) > 100)
    return {
      id: 'Tanggal lahir ini lebih dari 100 tahun yang lalu. Periksa tahunnya.',
      en: 'This birth date is more than 100 years ago. Check the year.',
    }
  return null
}

export const APPLICANT_PASSWORD_MIN = 10
export function passwordProblem(password: string): FieldProblem | null {
  if (password.length < APPLICANT_PASSWORD_MIN)
    return {
      id: `Kata sandi paling sedikit ${APPLICANT_PASSWORD_MIN} huruf atau angka; ini baru ${password.length}. Beberapa kata yang Anda ingat sudah cukup.`,
      en: `A password has at least ${APPLICANT_PASSWORD_MIN} characters; this has ${password.length}. A few words that you remember are enough.`,
    }
  if (password.length > 200 || /^(.)\1*$/u.test(password) || /^\d+$/.test(password))
    return {
      id: 'Kata sandi ini terlalu mudah ditebak. Pakai beberapa kata, bukan angka saja.',
      en: 'This password is too easy to guess. Use a few words, not digits alone.',
    }
  return null
}

/** A text in which no number stands that is as long as a NIK: what was typed into the wrong place is often one. */
export const withoutLongNumbers = (text: string): string => text.replace(/\d(?:[ ._-]?\d){13,}/g, '•••')

const two = (value: number): string => String(value).padStart(2, '0')
/** '05-03-95': as the NIK writes it. */
const spaced = (ddmmyy: string): string => `${ddmmyy.slice(0, 2)}-${ddmmyy.slice(2, 4)}-${ddmmyy.slice(4)}`
/** 29 February passes where either century had it: the NIK does not say which. */
function daysIn(month: number, year: string): number {
  if (month === 2) return Number(year) % 4 === 0 ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}
