import type { NewPosition, NewRequest, NewUnit, NewWorkload } from '../needs/needs-sheets.ts'
import type { Duty } from '../protocol/needs.ts'
import type { EducationWanted, Requirements } from '../protocol/recruitment.ts'

/** A needs sheet of units as a regency like Bungo has them; volumes and people are made up. Pure. */
type UnitRow = [code: string, name: string, kind: string, district: string]
const UNITS: UnitRow[] = [
  ['PKM-01', 'Puskesmas Tanah Sepenggal', 'Puskesmas', 'Tanah Sepenggal'],
  ['PKM-02', 'Puskesmas Rantau Pandan', 'Puskesmas', 'Rantau Pandan'],
  ['PKM-03', 'Puskesmas Tanah Tumbuh', 'Puskesmas', 'Tanah Tumbuh'],
  ['PKM-04', 'Puskesmas Muara Bungo I', 'Puskesmas', 'Pasar Muara Bungo'],
  ['PKM-05', 'Puskesmas Pelepat', 'Puskesmas', 'Pelepat'],
  ['SDN-12', 'SDN 12 Pasar Muara Bungo', 'Sekolah', 'Pasar Muara Bungo'],
  ['SDN-40', 'SDN 40 Bathin III Ulu', 'Sekolah', 'Bathin III Ulu'],
  ['KOM', 'Dinas Komunikasi dan Informatika', 'Dinas', 'Rimbo Tengah'],
  ['ARS', 'Dinas Perpustakaan dan Kearsipan', 'Dinas', 'Rimbo Tengah'],
  ['SET', 'Sekretariat Daerah', 'Sekretariat', 'Rimbo Tengah'],
]

const wanted = (level: EducationWanted['level'], ...programmes: string[]): EducationWanted[] => [{ level, programmes }]
type Task = [task: string, product: string, per: Duty['per'], minutes: string]
interface PositionRow {
  code: string
  name: string
  class: number
  education: EducationWanted[]
  summary: string
  tasks: [Task, Task, Task]
}
const POSITIONS: PositionRow[] = [
  {
    ...{ code: 'PRW', name: 'Perawat Terampil', class: 6, education: wanted('d3', 'keperawatan') },
    summary: 'Memberi asuhan keperawatan di puskesmas dan kunjungan rumah.',
    tasks: [
      ['Mengkaji dan merawat pasien rawat jalan', 'catatan asuhan', 'day', '18'],
      ['Kunjungan rumah', 'laporan kunjungan', 'week', '90'],
      ['Menyusun laporan bulanan', 'laporan', 'month', '240'],
    ],
  },
  {
    ...{ code: 'BDN', name: 'Bidan Terampil', class: 6, education: wanted('d3', 'kebidanan') },
    summary: 'Melayani kehamilan, persalinan, nifas dan anak.',
    tasks: [
      ['Memeriksa ibu hamil dan bayi', 'kartu pemeriksaan', 'day', '25'],
      ['Posyandu', 'daftar timbang', 'week', '180'],
      ['Menyusun laporan bulanan', 'laporan', 'month', '240'],
    ],
  },
  {
    ...{ code: 'GRK', name: 'Guru Kelas Ahli Pertama', class: 8, education: wanted('s1', 'pgsd') },
    summary: 'Mendidik dan mengajar satu kelas sekolah dasar.',
    tasks: [
      ['Mengajar', 'jam pelajaran', 'day', '35'],
      ['Menilai hasil belajar', 'daftar nilai', 'week', '120'],
      ['Rapat guru dan orang tua', 'notula', 'month', '180'],
    ],
  },
  {
    ...{ code: 'PKT', name: 'Pranata Komputer Terampil', class: 6, education: wanted('d3', 'informatika') },
    summary: 'Memelihara jaringan, komputer dan layanan digital pemerintah daerah.',
    tasks: [
      ['Menangani gangguan', 'tiket selesai', 'day', '40'],
      ['Memperbarui sistem', 'catatan perubahan', 'week', '240'],
      ['Mencadangkan data', 'berita acara', 'month', '300'],
    ],
  },
  {
    ...{ code: 'ART', name: 'Arsiparis Terampil', class: 6, education: wanted('d3', 'kearsipan') },
    summary: 'Menata, menilai dan melayankan arsip.',
    tasks: [
      ['Menata berkas', 'berkas tertata', 'day', '12'],
      ['Melayani peminjaman', 'kartu pinjam', 'week', '60'],
      ['Menilai arsip inaktif', 'daftar usul musnah', 'month', '480'],
    ],
  },
  {
    ...{ code: 'PLA', name: 'Pengelola Arsip', class: 5, education: wanted('sma') },
    summary: 'Menerima, mencatat dan mengedarkan surat.',
    tasks: [
      ['Mencatat surat', 'agenda', 'day', '8'],
      ['Mengedarkan surat', 'lembar kendali', 'day', '6'],
      ['Menyusun rekap', 'rekap', 'month', '180'],
    ],
  },
]

/** Unit, position, volumes of its three tasks, people in place, proposed, granted. */
type Row = [string, string, [number, number, number], number, number, number]
const ROWS: Row[] = [
  ['PKM-01', 'PRW', [58, 22, 4], 3, 3, 2],
  ['PKM-02', 'PRW', [41, 18, 4], 2, 2, 1],
  ['PKM-03', 'PRW', [52, 20, 4], 1, 4, 2],
  ['PKM-04', 'PRW', [64, 12, 6], 7, 0, 0],
  ['PKM-05', 'PRW', [47, 25, 4], 2, 3, 2],
  ['PKM-01', 'BDN', [20, 4, 3], 2, 1, 0],
  ['PKM-02', 'BDN', [26, 6, 3], 1, 3, 2],
  ['PKM-03', 'BDN', [22, 5, 3], 2, 1, 1],
  ['PKM-05', 'BDN', [24, 5, 3], 1, 2, 2],
  ['SDN-12', 'GRK', [30, 12, 6], 2, 3, 3],
  ['SDN-40', 'GRK', [22, 9, 4], 1, 2, 2],
  ['KOM', 'PKT', [9, 3, 4], 1, 1, 1],
  ['SET', 'PKT', [7, 2, 4], 1, 1, 1],
  ['ARS', 'ART', [26, 14, 2], 1, 1, 1],
  ['SET', 'PLA', [30, 30, 6], 1, 1, 1],
  ['ARS', 'PLA', [18, 10, 4], 2, 0, 0],
]
const DECREE = 'Keputusan Menteri (contoh) 101/2026'

interface Sheets {
  units: NewUnit[]
  positions: NewPosition[]
  workloads: NewWorkload[]
  requests: NewRequest[]
}

export function demoNeeds(): Sheets {
  const position = (code: string) => POSITIONS.find((one) => one.code === code) as PositionRow
  return {
    units: UNITS.map(([code, name, kind, district]) => ({ code, name, kind, district, parent: null })),
    positions: POSITIONS.map(({ code, name, class: its, education, summary, tasks }) => ({
      ...{ code, name, kind: 'fungsional' as const, class: its, education },
      analysis: { summary, duties: tasks.map(([task]) => task).join('; ') },
    })),
    workloads: ROWS.map(([unit, code, volumes, inPlace]) => ({
      ...{ unit, position: code, inPlace },
      duties: position(code).tasks.map(([task, product, per, minutes], at) => ({
        ...{ task, product, per, minutes, volume: String(volumes[at]) },
      })),
    })),
    requests: ROWS.filter(([, , , , proposed]) => proposed > 0).map(([unit, code, , , proposed, granted]) => ({
      ...{ unit, position: code, proposed, granted, decree: granted > 0 ? DECREE : '' },
      reason: 'Beban kerja melampaui pegawai yang ada.',
    })),
  }
}

/** What the demo's vacancies ask, by the code of the position. */
export const demoRequirements = (code: string, needType: string, ageMax: number): Requirements => {
  const { education } = POSITIONS.find((one) => one.code === code) as PositionRow
  const health = code === 'PRW' || code === 'BDN'
  return {
    ...{ education, ageMin: 18, ageMax, ageOn: 'submission' },
    ...(code === 'PLA' ? {} : { gpaMin: '2.75' }),
    ...(needType === 'disabilitas' ? { disability: true } : {}),
    ...(health
      ? {
          others: [
            {
              ...{
                code: 'str',
                id: 'Memiliki Surat Tanda Registrasi (STR) yang berlaku',
                document: 'ijazah',
                needed: true,
              },
              en: 'Holds a valid professional registration (STR)',
            },
          ],
        }
      : {}),
  }
}
