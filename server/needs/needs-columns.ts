import type { AnalysisPart, DutyPeriod, PositionKind } from '../protocol/needs.ts'

/** For a reader's eye beside the codes; not read. */
const NAMES = { unitName: ['unit_kerja', 'nama_unit'], positionName: ['jabatan', 'nama_jabatan'] } as const
const UNIT = ['kode_unit', 'kode unit kerja', 'unit_code']
const POSITION = ['kode_jabatan', 'position_code']

/** Elements of the analysis as the sheet of positions names them. */
export const ANALYSIS_COLUMNS: Record<AnalysisPart, readonly string[]> = {
  identity: ['identitas_jabatan', 'identitas'],
  summary: ['ikhtisar_jabatan', 'ikhtisar'],
  qualification: ['kualifikasi_jabatan', 'kualifikasi'],
  duties: ['tugas_pokok'],
  results: ['hasil_kerja'],
  materials: ['bahan_kerja'],
  tools: ['perangkat_kerja'],
  responsibility: ['tanggung_jawab'],
  authority: ['wewenang'],
  relations: ['korelasi_jabatan'],
  environment: ['kondisi_lingkungan_kerja', 'kondisi lingkungan'],
  risk: ['risiko_bahaya'],
  conditions: ['syarat_jabatan'],
  achievement: ['prestasi_kerja'],
}

/** The columns of the four sheets: the first name of each is the one we write, the others are read too. */
export const COLUMNS = {
  units: {
    code: UNIT,
    name: ['nama_unit', 'unit_kerja', 'nama unit kerja', 'unit_name'],
    kind: ['jenis_unit', 'jenis', 'kind'],
    district: ['kecamatan', 'district'],
    parent: ['kode_induk', 'induk', 'parent_code'],
  },
  positions: {
    code: POSITION,
    name: ['nama_jabatan', 'jabatan', 'position_name'],
    kind: ['jenis_jabatan', 'jenis', 'kind'],
    class: ['kelas_jabatan', 'kelas', 'class'],
    education: ['pendidikan', 'kualifikasi_pendidikan', 'education'],
    ...ANALYSIS_COLUMNS,
  },
  workloads: {
    ...{ unit: UNIT, position: POSITION, ...NAMES },
    task: ['uraian_tugas', 'tugas', 'task'],
    product: ['hasil', 'hasil_kerja', 'satuan_hasil', 'product'],
    volume: ['volume', 'beban', 'jumlah_hasil'],
    per: ['per', 'periode', 'period'],
    minutes: ['norma_menit', 'norma_waktu', 'waktu_menit', 'minutes'],
    inPlace: ['pegawai_ada', 'bezetting', 'in_place'],
  },
  requests: {
    ...{ unit: UNIT, position: POSITION, ...NAMES },
    proposed: ['diusulkan', 'usulan', 'proposed'],
    reason: ['alasan', 'reason'],
    granted: ['ditetapkan', 'penetapan', 'granted'],
    decree: ['keputusan', 'nomor_keputusan', 'decree'],
  },
} as const
export type SheetKind = keyof typeof COLUMNS

export const NEEDED: { [Kind in SheetKind]: (keyof (typeof COLUMNS)[Kind])[] } = {
  units: ['code', 'name', 'kind'],
  positions: ['code', 'name', 'kind'],
  workloads: ['unit', 'position'],
  requests: ['unit', 'position'],
}

/** By what a sheet is known, in this order: a workload names tasks, a request numbers, a unit and a position names. */
export const MARKS: [SheetKind, readonly string[]][] = [
  ['workloads', [...COLUMNS.workloads.task, ...COLUMNS.workloads.inPlace]],
  ['requests', [...COLUMNS.requests.proposed, ...COLUMNS.requests.granted]],
  ['units', COLUMNS.units.name],
  ['positions', COLUMNS.positions.name],
]

export const SHEET_NAMES: Record<SheetKind, string> = {
  ...{ units: 'Unit', positions: 'Jabatan', workloads: 'ABK', requests: 'Usulan' },
}

/** Of an exported workbook: the analysis worked out, and of a template: how to fill it in. */
export const RESULT_SHEET = 'Hasil'
export const NOTES_SHEET = 'Petunjuk'

/** Words for how often, as sheets write them; the first is the one we write. */
export const PER_WORDS: Record<DutyPeriod, readonly string[]> = {
  day: ['hari', 'harian', 'day'],
  week: ['minggu', 'mingguan', 'week'],
  month: ['bulan', 'bulanan', 'month'],
  year: ['tahun', 'tahunan', 'year'],
}
export const KIND_WORDS: Record<string, PositionKind> = {
  ...{ struktural: 'struktural', fungsional: 'fungsional', pelaksana: 'pelaksana' },
  ...{ 'jabatan fungsional': 'fungsional', 'jabatan pelaksana': 'pelaksana', structural: 'struktural' },
}
