import { withoutLongNumbers } from '../protocol/identity.ts'
import type { ApplicationDraft } from '../protocol/recruitment.ts'
import type { RequirementDecision, Verdict } from '../protocol/verification.ts'
import { hasColumn, readSheet, type Table } from '../recruitment/sheet.ts'
import type { Cells, Problem } from './outside-words.ts'

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

/** Reads every row; each wrong cell is named by row and column, and its row is left out. */
export function readAll<Column extends string, Row>(
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
      void reading.refused.push({ where: `${where}, kolom ${columns[column][0]}`, reason: withoutLongNumbers(reason) })
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
