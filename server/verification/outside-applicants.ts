import { bareDigits, birthProblem, kkProblem, nameProblem, nikProblem } from '../protocol/identity.ts'
import type { ApplicationDraft, EducationLevel } from '../protocol/recruitment.ts'
import { findProgramme, OTHER_PROGRAMME } from '../recruitment/education.ts'
import { gpaOf } from '../recruitment/eligibility.ts'
import type { Table } from '../recruitment/sheet.ts'
import { APPLICANT_COLUMNS, type OutsideApplicant, type Reading, readAll } from './outside-sheets.ts'
import { addressProblem, type Cells, dateOf, levelOf, momentOf, splitWords, wholeOf } from './outside-words.ts'

/** The applicants of an office that registers elsewhere, row by row. Pure; VC18. */
const NUMBER = /^[A-Za-z0-9/-]{3,40}$/

export interface KnownApplicants {
  /** Today in WIB. */
  today: string
  vacancies: ReadonlySet<string>
  numbers: ReadonlySet<string>
  /** True where this person has an application of the period already. */
  applied: (nik: string) => boolean
  /** True where the address is the account of another person. */
  addressTaken: (address: string, nik: string) => boolean
  regionKnown: (code: string) => boolean
}

export function readApplicants(table: Table, known: KnownApplicants): Reading<OutsideApplicant> {
  const seen = { numbers: new Set<string>(), niks: new Set<string>(), addresses: new Set<string>() }
  return readAll(table, APPLICANT_COLUMNS, ['number', 'name', 'nik', 'vacancy'], (cells) => {
    const { text, need, problem } = cells
    const number = text('number')
    if (!NUMBER.test(number)) problem('number', 'harus 3 sampai 40 huruf, angka, "-" atau "/"')
    else if (known.numbers.has(number) || seen.numbers.has(number))
      problem('number', `"${number}" sudah ada; satu nomor satu lamaran`)
    seen.numbers.add(number)
    const name = text('name')
    need('name', nameProblem(name)?.id ?? null)
    const birthDate = dateOf(text('birthDate'))
    need(
      'birthDate',
      birthDate === null
        ? 'tidak terbaca; tulis seperti 1996-05-10'
        : (birthProblem(birthDate, known.today)?.id ?? null),
    )
    const gender = genderOf(text('gender'))
    need('gender', gender === null ? 'tulis P (perempuan) atau L (laki-laki)' : null)
    const nik = bareDigits(text('nik'))
    if (!/^\d{16}$/.test(nik)) problem('nik', lengthWords(nik))
    else {
      need('nik', nikProblem(nik, birthDate, gender)?.id ?? null)
      if (known.applied(nik) || seen.niks.has(nik))
        problem('nik', 'sudah dipakai lamaran lain pada periode ini: satu NIK satu lamaran')
    }
    seen.niks.add(nik)
    const kk = bareDigits(text('kk'))
    if (kk !== '' && !/^\d{16}$/.test(kk)) problem('kk', lengthWords(kk))
    else need('kk', kkProblem(kk)?.id ?? null)
    const [email, phone] = (['email', 'phone'] as const).map((column) => {
      const read = addressProblem(column, text(column))
      if (typeof read === 'string') problem(column, read)
      else if (read && (known.addressTaken(read.address, nik) || seen.addresses.has(read.address)))
        problem(column, 'sudah dipakai pelamar lain')
      else if (read) seen.addresses.add(read.address)
      return typeof read === 'string' ? null : (read?.address ?? null)
    })
    if (!known.vacancies.has(text('vacancy')))
      problem(
        'vacancy',
        `formasi "${text('vacancy')}" tidak ada pada periode ini; impor atau terbitkan formasinya dahulu`,
      )
    const region = text('region')
    if (region !== '' && !known.regionKnown(region))
      problem('region', `kode wilayah "${region}" tidak dikenal; tulis kode kecamatan seperti 15.08.01`)
    const education = educationOf(cells, Number(known.today.slice(0, 4)))
    const experience = text('experience') === '' ? 0 : wholeOf(text('experience'), 0, 720)
    need('experience', experience === null ? 'bukan bilangan bulan 0 sampai 720' : null)
    const submittedAt = momentOf(text('submittedAt'), known.today)
    need('submittedAt', submittedAt === null ? 'tidak terbaca atau belum lewat; tulis seperti 2026-09-01 10:30' : null)
    const disability = text('disability')
    const draft: ApplicationDraft = {
      ...(text('birthPlace') && { birthPlace: text('birthPlace') }),
      ...(birthDate && { birthDate }),
      ...(gender && { gender }),
      ...(text('address') && { address: text('address') }),
      ...(region && { region }),
      ...(education && { education }),
      experienceMonths: experience ?? 0,
      disability:
        disability === '' || disability === '-'
          ? null
          : { kind: disability, accommodation: text('accommodation') || null },
      declared: splitWords(text('declared')),
      truthful: true,
    }
    return {
      ...{ number, name: name.trim(), nik, kk, email: email ?? null, phone: phone ?? null, gender: gender ?? 'female' },
      ...{ vacancy: text('vacancy'), draft, submittedAt: submittedAt ?? 0 },
    }
  })
}

/** '15 angka, seharusnya 16' */
const lengthWords = (digits: string): string =>
  digits === ''
    ? 'kosong, seharusnya 16 angka'
    : /^\d+$/.test(digits)
      ? `${digits.length} angka, seharusnya 16 (di lembar kerja, simpan kolomnya sebagai teks)`
      : 'berisi selain angka, seharusnya 16 angka'

const genderOf = (text: string): 'female' | 'male' | null =>
  /^(p|perempuan|wanita|f|female)$/i.test(text)
    ? 'female'
    : /^(l|laki[- ]?laki|pria|m|male)$/i.test(text)
      ? 'male'
      : null

function educationOf(
  { text, problem, need }: Cells<keyof typeof APPLICANT_COLUMNS>,
  thisYear: number,
): ApplicationDraft['education'] | null {
  const level: EducationLevel | null = levelOf(text('level'))
  need(
    'level',
    level === null ? `"${text('level')}" tidak dikenal; tulis SMA, D-III, S-1, Profesi, dan seterusnya` : null,
  )
  const programme = text('programme').toLowerCase()
  const known = findProgramme(programme)
  if (level !== null && programme !== OTHER_PROGRAMME && !known?.levels.includes(level))
    problem(
      'programme',
      `kode "${text('programme')}" tidak ada pada jenjang ini; lihat daftar kode, atau tulis "${OTHER_PROGRAMME}"`,
    )
  const year = wholeOf(text('year'), 1950, thisYear)
  need('year', year === null ? `bukan tahun 1950 sampai ${thisYear}` : null)
  const gpa = text('gpa').replace(',', '.')
  if (gpa !== '' && gpaOf(gpa) === null) problem('gpa', 'bukan bilangan 0 sampai 4, misalnya 3,25')
  if (text('institution').length < 3) problem('institution', 'kosong atau terlalu pendek')
  return level && { level, programme, institution: text('institution'), year: year ?? 0, gpa: gpa === '' ? null : gpa }
}
