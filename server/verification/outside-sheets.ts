import { bareDigits, birthProblem, kkProblem, nameProblem, nikProblem } from '../protocol/identity.ts'
import type { ApplicationDraft, DocumentRule, EducationLevel } from '../protocol/recruitment.ts'
import type { RequirementDecision, RequirementToJudge, Verdict } from '../protocol/verification.ts'
import { type ReasonCode, reasonsFor } from '../protocol/verification-words.ts'
import { findProgramme, OTHER_PROGRAMME } from '../recruitment/education.ts'
import { gpaOf } from '../recruitment/eligibility.ts'
import { hasColumn, readSheet, type Table } from '../recruitment/sheet.ts'
import {
  addressProblem,
  type Cells,
  dateOf,
  levelOf,
  momentOf,
  type Problem,
  splitWords,
  wholeOf,
} from './outside-words.ts'

/** What the sheets of an office that registers elsewhere mean. Pure; VC18 and VC19. */

export const APPLICANT_COLUMNS = {
  number: ['nomor', 'nomor_lamaran', 'nomor pendaftaran', 'number'],
  name: ['nama', 'nama lengkap', 'name'],
  nik: ['nik', 'nomor ktp'],
  kk: ['kk', 'nomor_kk', 'no kk'],
  email: ['email', 'surel', 'e-mail'],
  phone: ['telepon', 'hp', 'nomor hp', 'phone'],
  birthPlace: ['tempat_lahir', 'birth_place'],
  birthDate: ['tanggal_lahir', 'tgl lahir', 'birth_date'],
  gender: ['jenis_kelamin', 'kelamin', 'gender', 'sex'],
  address: ['alamat', 'address'],
  region: ['kode_wilayah', 'kode kecamatan', 'region'],
  vacancy: ['kode_formasi', 'formasi', 'vacancy'],
  level: ['jenjang', 'level'],
  programme: ['program_studi', 'kode prodi', 'programme'],
  institution: ['institusi', 'perguruan tinggi', 'sekolah', 'institution'],
  year: ['tahun_lulus', 'year'],
  gpa: ['ipk', 'gpa'],
  experience: ['pengalaman_bulan', 'experience_months'],
  disability: ['disabilitas', 'disability'],
  accommodation: ['akomodasi', 'accommodation'],
  declared: ['pernyataan', 'declared'],
  submittedAt: ['dikirim_wib', 'dikirim (WIB)', 'submitted'],
} as const
export const DOCUMENT_COLUMNS = {
  number: APPLICANT_COLUMNS.number,
  kind: ['jenis_dokumen', 'jenis', 'document'],
  name: ['nama_berkas', 'berkas', 'file'],
  digest: ['sha256', 'digest'],
  bytes: ['byte', 'ukuran', 'bytes'],
  pages: ['halaman', 'pages'],
} as const
export const RESULT_COLUMNS = {
  number: APPLICANT_COLUMNS.number,
  verdict: ['hasil', 'putusan', 'result'],
  requirement: ['syarat', 'kode_syarat', 'requirement'],
  reason: ['alasan', 'kode_alasan', 'reason'],
  text: ['keterangan', 'note'],
} as const

export interface OutsideApplicant {
  number: string
  name: string
  nik: string
  kk: string
  email: string | null
  phone: string | null
  gender: 'female' | 'male'
  vacancy: string
  draft: ApplicationDraft
  submittedAt: number
}
export interface OutsideDocument {
  number: string
  kind: string
  name: string
  digest: string
  bytes: number
  pages: number | null
}
export interface OutsideResult {
  number: string
  verdict: Verdict
  /** The requirements that are not met; all others are. */
  failed: Omit<RequirementDecision, 'verdict'>[]
}
export interface Reading<Row> {
  format: string
  rows: Row[]
  refused: Problem[]
  warnings: Problem[]
}

export type SheetKind = 'applicants' | 'documents' | 'results'
/** Which sheet it is, by what only that one has; null: none of ours. */
export function kindOf(table: Table): SheetKind | null {
  if (hasColumn(table, APPLICANT_COLUMNS.nik)) return 'applicants'
  if (hasColumn(table, DOCUMENT_COLUMNS.digest)) return 'documents'
  return hasColumn(table, RESULT_COLUMNS.verdict) ? 'results' : null
}

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

export function readDocuments(
  table: Table,
  known: {
    numbers: ReadonlySet<string>
    rules: readonly DocumentRule[]
    has: (number: string, kind: string) => boolean
  },
): Reading<OutsideDocument> {
  const seen = new Set<string>()
  return readAll(table, DOCUMENT_COLUMNS, ['number', 'kind', 'digest'], ({ text, problem, need }) => {
    const [number, kind] = [text('number'), text('kind').toLowerCase()]
    if (!known.numbers.has(number)) problem('number', `lamaran "${number}" tidak ada pada periode ini`)
    const rule = known.rules.find((one) => one.kind === kind || one.id.toLowerCase() === kind)
    if (!rule)
      problem(
        'kind',
        `"${text('kind')}" tidak dikenal; tulis salah satu: ${known.rules.map((one) => one.kind).join(', ')}`,
      )
    const key = `${number}\0${rule?.kind ?? kind}`
    if (seen.has(key) || (rule && known.has(number, rule.kind)))
      problem('kind', 'sudah ada untuk lamaran ini; satu dokumen tiap jenis')
    seen.add(key)
    const digest = text('digest').toLowerCase()
    if (!/^[0-9a-f]{64}$/.test(digest)) problem('digest', `${digest.length} huruf, seharusnya 64 huruf heksadesimal`)
    const bytes = wholeOf(text('bytes'), 1, 100_000_000)
    need('bytes', bytes === null ? 'bukan bilangan byte yang sah' : null)
    const pages = text('pages') === '' ? null : wholeOf(text('pages'), 1, 1000)
    if (text('pages') !== '' && pages === null) problem('pages', 'bukan bilangan halaman 1 sampai 1000')
    const name = text('name') || `${rule?.kind ?? kind}.${rule?.type ?? 'pdf'}`
    return { number, kind: rule?.kind ?? kind, name: name.slice(0, 120), digest, bytes: bytes ?? 0, pages }
  })
}

export interface KnownResults {
  /** Numbers of applications that wait for a verdict. */
  waiting: ReadonlySet<string>
  /** What is judged of an application; asked only of waiting ones. */
  requirements: (number: string) => readonly Pick<RequirementToJudge, 'requirement' | 'title' | 'needed'>[]
}

/** One row for an application that is MS; for one that is TMS, a row for each requirement that is not met. */
export function readResults(table: Table, known: KnownResults): Reading<OutsideResult> {
  const results = new Map<string, OutsideResult>()
  const bad = new Set<string>()
  const reading = readAll(table, RESULT_COLUMNS, ['number', 'verdict'], ({ text, problem, wrong }) => {
    const number = text('number')
    const verdict = text('verdict').toUpperCase()
    if (!known.waiting.has(number)) problem('number', `lamaran "${number}" tidak ada atau sudah diputus`)
    if (verdict !== 'MS' && verdict !== 'TMS') problem('verdict', `"${text('verdict')}" bukan MS atau TMS`)
    const before = results.get(number)
    if (before && (before.verdict !== verdict || verdict === 'MS'))
      problem('number', `lamaran "${number}" sudah ada di baris lain dalam berkas ini`)
    const result = before ?? { number, verdict: verdict as Verdict, failed: [] }
    if (verdict === 'TMS' && known.waiting.has(number)) {
      const failed = failedOf(text, problem, known.requirements(number))
      if (failed) result.failed.push(failed)
    }
    if (wrong()) bad.add(number)
    results.set(number, result)
    return null
  })
  for (const { number, verdict, failed } of results.values()) {
    if (verdict !== 'TMS' || bad.has(number)) continue
    const needed = known.requirements(number).filter((one) => one.needed)
    if (needed.some(({ requirement }) => failed.some((one) => one.requirement === requirement))) continue
    bad.add(number)
    const reason = 'TMS, tetapi tidak ada syarat wajib yang gagal; tulis syaratnya, atau MS'
    reading.refused.push({ where: `lamaran ${number}, kolom ${RESULT_COLUMNS.verdict[0]}`, reason })
  }
  // A row that is wrong takes the other rows of its application with it: half a verdict is none.
  return { ...reading, rows: [...results.values()].filter(({ number }) => !bad.has(number)) }
}

function failedOf(
  text: (column: keyof typeof RESULT_COLUMNS) => string,
  problem: (column: keyof typeof RESULT_COLUMNS, reason: string) => void,
  requirements: readonly Pick<RequirementToJudge, 'requirement' | 'title'>[],
): OutsideResult['failed'][number] | null {
  const wanted = text('requirement').toLowerCase()
  const found = requirements.find(
    ({ requirement, title }) => requirement === wanted || title.id.toLowerCase() === wanted,
  )
  if (!found) {
    problem(
      'requirement',
      `"${text('requirement')}" bukan persyaratan lamaran ini; tulis salah satu: ${requirements.map(({ requirement }) => requirement).join(', ')}`,
    )
    return null
  }
  const reason = text('reason').toLowerCase() as ReasonCode
  const fitting = reasonsFor(found.requirement)
  if (!fitting.includes(reason)) {
    problem('reason', `"${text('reason')}" bukan kode alasan untuk syarat ini; tulis salah satu: ${fitting.join(', ')}`)
    return null
  }
  if (reason === 'other' && text('text').length < 4) {
    problem('text', 'alasan lain perlu keterangan, paling sedikit 4 huruf')
    return null
  }
  return { requirement: found.requirement, reason, text: text('text') }
}

/** Reads every row; each wrong cell is named by row and column, and its row is left out. */
function readAll<Column extends string, Row>(
  table: Table,
  columns: Record<Column, readonly string[]>,
  needed: readonly NoInfer<Column>[],
  read: (cells: Cells<Column>) => Row | null,
): Reading<Row> {
  const sheet = readSheet(table, columns, needed)
  const reading: Reading<Row> = {
    format: sheet.format,
    rows: [],
    refused: [...sheet.problems],
    warnings: sheet.warnings,
  }
  for (const { where, cells } of sheet.rows) {
    const before = reading.refused.length
    const problem = (column: Column, reason: string) =>
      void reading.refused.push({ where: `${where}, kolom ${columns[column][0]}`, reason })
    const row = read({
      text: (column) => cells[column],
      problem,
      need: (column, reason) => (reason === null ? undefined : problem(column, reason)),
      wrong: () => reading.refused.length > before,
    })
    if (row !== null && reading.refused.length === before) reading.rows.push(row)
  }
  return reading
}
