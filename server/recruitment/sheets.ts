import { withoutLongNumbers } from '../protocol/identity.ts'
import { isNik } from './nik.ts'
import { readSheet, type Sheet } from './sheet.ts'

/** What a committee's sheets mean. Pure; columns as SSCASN-like exports word them, in Indonesian or English. */
export interface NewVacancy {
  code: string
  position: string
  unit: string
  needType: string
  need: number
  education: string
  /** The extra test of the SKB with its weight in per cent; left out: none. */
  skbPlan?: { extras: { kind: string; weight: number }[] }
  /** Thresholds that this vacancy states itself, by section; left out: none. */
  thresholds?: Record<string, number>
}
export interface NewCandidate {
  number: string
  name: string
  nik: string
  vacancyCode: string
  accommodation: string | null
  venue: string
  room: string
  station: string
  session: string
  /** ISO date; left out: not known. */
  birthDate?: string | null
  /** IPK or diploma mean as written, with a decimal point. */
  gpa?: string | null
  /** PPPK: R2, R3, R4. */
  priorityGroup?: string | null
}
export interface SheetReading<Row> {
  format: string
  rows: { where: string; row: Row }[]
  refused: { where: string; reason: string }[]
  warnings: { where: string; reason: string }[]
}

const VACANCY_COLUMNS = {
  code: ['kode_formasi', 'kode', 'kode formasi', 'code', 'vacancy', 'vacancy_code', 'id'],
  position: ['jabatan', 'nama_jabatan', 'formasi', 'position'],
  unit: ['unit', 'unit_kerja', 'unit penempatan', 'lokasi', 'unit kerja penempatan', 'lokasi formasi', 'location'],
  needType: [
    'jenis_kebutuhan',
    'jenis formasi',
    'kebutuhan_jenis',
    'jenis',
    'need_type',
    'kind_of_need',
    'kind of need',
  ],
  need: ['jumlah', 'kebutuhan', 'jumlah_kebutuhan', 'alokasi', 'need', 'number', 'count'],
  education: ['pendidikan', 'kualifikasi', 'kualifikasi_pendidikan', 'education'],
  extraKind: ['tes_tambahan', 'skb tambahan', 'extra_test'],
  extraWeight: ['bobot_tambahan', 'bobot tes tambahan', 'extra_weight'],
  thresholds: ['ambang_batas', 'nab', 'thresholds'],
} as const

const CANDIDATE_COLUMNS = {
  number: ['nomor_peserta', 'no_peserta', 'no peserta', 'nomor', 'number', 'card_number', 'candidate_number'],
  name: ['nama', 'nama_peserta', 'nama lengkap', 'name'],
  nik: ['nik', 'no_ktp', 'nomor ktp'],
  vacancyCode: ['kode_formasi', 'formasi', 'kode formasi', 'vacancy', 'vacancy_code', 'lowongan'],
  needType: ['jenis_kebutuhan', 'jenis formasi', 'need_type', 'kind_of_need', 'kind of need'],
  accommodation: ['akomodasi', 'accommodation', 'accommodations', 'disabilitas'],
  venue: ['titik_lokasi', 'tilok', 'lokasi ujian', 'lokasi', 'venue'],
  room: ['ruang', 'ruangan', 'room'],
  station: ['meja', 'komputer', 'nomor meja', 'no meja', 'station', 'seat'],
  session: ['sesi', 'session', 'sitting'],
  birthDate: ['tanggal_lahir', 'tgl lahir', 'birth_date', 'birthdate', 'date of birth'],
  gpa: ['ipk', 'nilai ijazah', 'ipk_atau_nilai_ijazah', 'gpa'],
  priorityGroup: ['prioritas', 'kelompok', 'kategori pelamar', 'priority'],
} as const

/** Words people write for a kind of need, to the rule set's name of it. */
const NEED_TYPES: Record<string, string> = {
  umum: 'umum',
  general: 'umum',
  cumlaude: 'cumlaude',
  'lulusan terbaik': 'cumlaude',
  'putra putri lulusan terbaik': 'cumlaude',
  'dengan pujian': 'cumlaude',
  disabilitas: 'disabilitas',
  'penyandang disabilitas': 'disabilitas',
  disability: 'disabilitas',
  diaspora: 'diaspora',
  papua: 'putra-putri-papua',
  'putra putri papua': 'putra-putri-papua',
  kalimantan: 'putra-putri-kalimantan',
  'putra putri kalimantan': 'putra-putri-kalimantan',
  'daerah tertinggal': 'putra-putri-daerah-tertinggal',
  'putra putri daerah tertinggal': 'putra-putri-daerah-tertinggal',
}
const words = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')
    .replace(/\bkhusus\b|\bkebutuhan\b/g, '')
    .replace(/\s+/g, ' ')
    .trim()
const needTypeOf = (text: string, known: ReadonlySet<string> = new Set()): string | null =>
  NEED_TYPES[words(text)] ?? (known.has(text.trim().toLowerCase()) ? text.trim().toLowerCase() : null)
const NEED_TYPE_WORDS =
  'umum, cumlaude, disabilitas, diaspora, putra/putri Papua, putra/putri Kalimantan, putra/putri daerah tertinggal'

/** @param needTypes ids of the kinds of need that any rule set here knows, beside the words people write for them */
export function readVacancies(
  bytes: Uint8Array,
  known: ReadonlySet<string>,
  needTypes: ReadonlySet<string> = new Set(),
): SheetReading<NewVacancy> {
  const sheet = readSheet(bytes, VACANCY_COLUMNS, ['code', 'position', 'unit', 'needType', 'need'])
  const seen = new Set<string>()
  return readRows(sheet, (cells) => {
    if (cells.code === '') return 'kode formasi kosong'
    if (seen.has(cells.code)) return `kode formasi "${cells.code}" berulang dalam berkas ini`
    seen.add(cells.code)
    if (known.has(cells.code)) return `kode formasi "${cells.code}" sudah ada; berkas ini mungkin sudah pernah diimpor`
    if (cells.position === '' || cells.unit === '') return 'jabatan atau unit kosong'
    const needType = needTypeOf(cells.needType, needTypes)
    if (!needType) return `jenis kebutuhan "${cells.needType}" tidak dikenal; tulis salah satu: ${NEED_TYPE_WORDS}`
    if (!/^[1-9]\d{0,4}$/.test(cells.need))
      return `jumlah kebutuhan "${cells.need}" bukan bilangan bulat 1 sampai 99999`
    const skbPlan = extraOf(cells.extraKind, cells.extraWeight)
    if (typeof skbPlan === 'string') return skbPlan
    const thresholds = thresholdsOf(cells.thresholds)
    if (typeof thresholds === 'string') return thresholds
    return {
      code: cells.code,
      position: cells.position,
      unit: cells.unit,
      needType,
      need: Number(cells.need),
      education: cells.education,
      skbPlan,
      thresholds,
    }
  })
}

function extraOf(kind: string, weight: string): NonNullable<NewVacancy['skbPlan']> | string {
  if (kind === '' && weight === '') return { extras: [] }
  if (kind === '' || weight === '') return 'tes tambahan dan bobotnya harus diisi dua-duanya, atau tidak sama sekali'
  const percent = weight.replace(/\s*%$/, '')
  if (!/^[1-9]\d?$/.test(percent)) return `bobot tes tambahan "${weight}" bukan bilangan bulat 1 sampai 99 (persen)`
  return { extras: [{ kind: kind.toLowerCase(), weight: Number(percent) }] }
}

/** 'teknis 200; wawancara 24' */
function thresholdsOf(text: string): Record<string, number> | string {
  const parts = text
    .split(/[;,]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const read = parts.map((part) => /^([A-Za-z][\w+-]*)[\s:=]+(\d{1,4})$/.exec(part))
  const wrong = parts[read.indexOf(null)]
  if (wrong !== undefined)
    return `ambang batas "${wrong}" tidak terbaca; tulis subtes dan nilainya, misalnya "teknis 200"`
  return Object.fromEntries(read.map((found) => [found?.[1] ?? '', Number(found?.[2])]))
}

export interface KnownPeople {
  vacancies: ReadonlyMap<string, { needType: string }>
  numbers: ReadonlySet<string>
  /** True where a candidate with this NIK is stored already. */
  hasNik: (nik: string) => boolean
}

/** Accommodations we know: what a sheet may say, to the name in the blueprint. */
const ACCOMMODATIONS: Record<string, string | null> = {
  '': null,
  '-': null,
  tidak: null,
  'tidak ada': null,
  none: null,
  no: null,
  netra: 'netra',
  tunanetra: 'netra',
  'sensorik netra': 'netra',
  'disabilitas sensorik netra': 'netra',
  'disabilitas netra': 'netra',
  blind: 'netra',
}

export function readCandidates(bytes: Uint8Array, known: KnownPeople): SheetReading<NewCandidate> {
  const sheet = readSheet(bytes, CANDIDATE_COLUMNS, ['number', 'name', 'nik', 'vacancyCode'])
  const numbers = new Set<string>()
  const niks = new Set<string>()
  const seats = new Set<string>()
  return readRows(sheet, (cells) => {
    if (!/^[A-Za-z0-9/-]{3,40}$/.test(cells.number))
      return `nomor peserta "${cells.number}" harus 3 sampai 40 huruf, angka, "-" atau "/"`
    if (numbers.has(cells.number)) return `nomor peserta "${cells.number}" berulang dalam berkas ini`
    numbers.add(cells.number)
    if (known.numbers.has(cells.number))
      return `nomor peserta "${cells.number}" sudah ada; berkas ini mungkin sudah pernah diimpor`
    if (cells.name === '') return 'nama kosong'
    // A NIK that came as a number from a spreadsheet has lost its last digits; a person must mend the sheet.
    if (!isNik(cells.nik))
      return `NIK peserta ${cells.number} bukan 16 angka yang sah (di lembar kerja, simpan kolom NIK sebagai teks)`
    if (niks.has(cells.nik) || known.hasNik(cells.nik))
      return `NIK peserta ${cells.number} sudah dipakai peserta lain: satu NIK satu lamaran`
    niks.add(cells.nik)
    const vacancy = known.vacancies.get(cells.vacancyCode)
    if (!vacancy) return `formasi "${cells.vacancyCode}" belum ada; impor formasi terlebih dahulu`
    if (cells.needType !== '' && needTypeOf(cells.needType) !== vacancy.needType)
      return `jenis kebutuhan "${cells.needType}" tidak sama dengan formasi ${cells.vacancyCode} (${vacancy.needType})`
    const birthDate = dateOf(cells.birthDate)
    if (birthDate === undefined)
      return `tanggal lahir peserta ${cells.number} tidak terbaca; tulis seperti 1996-05-10 atau 10-05-1996`
    const gpa = cells.gpa === '' ? null : cells.gpa.replace(',', '.')
    if (gpa !== null && !/^(?:100(?:\.0+)?|\d{1,2}(?:\.\d{1,4})?)$/.test(gpa))
      return `IPK atau nilai ijazah "${cells.gpa}" bukan bilangan 0 sampai 100`
    const accommodation = ACCOMMODATIONS[cells.accommodation.toLowerCase()]
    if (accommodation === undefined)
      return `akomodasi "${cells.accommodation}" tidak dikenal; tulis "netra" atau kosongkan`
    const seat = `${cells.session}\0${cells.venue}\0${cells.room}\0${cells.station}`
    if (cells.station !== '' && seats.has(seat))
      return `ruang ${cells.room} meja ${cells.station} dipakai dua kali pada sesi yang sama`
    if (cells.station !== '') seats.add(seat)
    return {
      number: cells.number,
      name: cells.name,
      nik: cells.nik,
      vacancyCode: cells.vacancyCode,
      accommodation,
      venue: cells.venue,
      room: cells.room,
      station: cells.station,
      session: cells.session,
      birthDate,
      gpa,
      priorityGroup: cells.priorityGroup === '' ? null : cells.priorityGroup.toUpperCase(),
    }
  })
}

/** ISO date, null when empty, undefined when it is no date. */
function dateOf(text: string): string | null | undefined {
  if (text === '') return null
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  const local = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$/.exec(text)
  const [year, month, day] = iso ? iso.slice(1, 4).map(Number) : local ? local.slice(1, 4).reverse().map(Number) : []
  if (year === undefined || month === undefined || day === undefined) return undefined
  const date = new Date(Date.UTC(year, month - 1, day))
  if (year < 1900 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  return date.toISOString().slice(0, 10)
}

/** Each row as `read` makes of it; a text in its place is why it is refused. */
export function readRows<Column extends string, Row>(
  sheet: Sheet<Column>,
  read: (cells: Record<Column, string>, where: string) => Row | string,
): SheetReading<Row> {
  const reading: SheetReading<Row> = {
    format: sheet.format,
    rows: [],
    refused: [...sheet.problems],
    warnings: sheet.warnings,
  }
  for (const { where, cells } of sheet.rows) {
    const row = read(cells, where)
    if (typeof row === 'string') reading.refused.push({ where, reason: withoutLongNumbers(row) })
    else reading.rows.push({ where, row })
  }
  if (reading.rows.length === 0 && reading.refused.length === 0)
    reading.refused.push({ where: 'berkas', reason: 'tidak ada baris data' })
  return reading
}

export const VACANCY_TEMPLATE =
  'kode_formasi,jabatan,unit_kerja,jenis_kebutuhan,jumlah,pendidikan,tes_tambahan,bobot_tambahan,ambang_batas\r\n'
export const CANDIDATE_TEMPLATE =
  'nomor_peserta,nama,nik,kode_formasi,jenis_kebutuhan,akomodasi,titik_lokasi,ruang,meja,sesi,tanggal_lahir,ipk,prioritas\r\n'
