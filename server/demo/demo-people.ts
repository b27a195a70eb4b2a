import type { StaffRole } from '../protocol/roles.ts'
import type { NewCandidate, NewVacancy } from '../recruitment/sheets.ts'

/** Made-up records for trying things out; nobody here exists. Pure. */
export const DEMO_VENUE = 'UPT Contoh Muara Bungo'
export const DEMO_STAFF: { username: string; name: string; role: StaffRole; password: string }[] = [
  { username: 'pengawas', name: 'Pengawas (demo)', role: 'proctor', password: 'pengawas-demo' },
  { username: 'panitia', name: 'Panitia (demo)', role: 'committee', password: 'panitia-demo' },
  // What one person proposes a second approves, so a demo needs two.
  { username: 'ketua', name: 'Ketua panitia (demo)', role: 'committee', password: 'ketua-demo' },
  { username: 'verifikator', name: 'Verifikator (demo)', role: 'verifier', password: 'verifikator-demo' },
  { username: 'penulis', name: 'Penulis soal (demo)', role: 'writer', password: 'penulis-demo' },
  { username: 'admin', name: 'Administrator (demo)', role: 'administrator', password: 'administrator-demo' },
]

export const DEMO_VACANCIES: NewVacancy[] = [
  {
    code: 'BNG-001',
    position: 'Perawat Terampil',
    unit: 'Puskesmas Tanah Sepenggal',
    needType: 'umum',
    need: 2,
    education: 'D-III Keperawatan',
  },
  {
    code: 'BNG-002',
    position: 'Guru Kelas Ahli Pertama',
    unit: 'SDN 12 Pasar Muara Bungo',
    needType: 'umum',
    need: 3,
    education: 'S-1 PGSD',
  },
  {
    code: 'BNG-003',
    position: 'Pranata Komputer Terampil',
    unit: 'Dinas Komunikasi dan Informatika',
    needType: 'umum',
    need: 1,
    education: 'D-III Informatika',
    skbPlan: { extras: [{ kind: 'praktik kerja', weight: 25 }] },
  },
  {
    code: 'BNG-004',
    position: 'Arsiparis Terampil',
    unit: 'Dinas Perpustakaan dan Kearsipan',
    needType: 'disabilitas',
    need: 1,
    education: 'D-III Kearsipan',
  },
  {
    code: 'BNG-005',
    position: 'Bidan Terampil',
    unit: 'Puskesmas Rantau Pandan',
    needType: 'umum',
    need: 2,
    education: 'D-III Kebidanan',
  },
  {
    code: 'BNG-006',
    position: 'Pengelola Arsip',
    unit: 'Sekretariat Daerah',
    needType: 'disabilitas',
    need: 1,
    education: 'SMA',
  },
]

export const DEMO_SESSIONS = ['Sesi 1 (selesai)', 'Sesi 2 (sedang berjalan)', 'Sesi 3 (belum dibuka)'] as const
const PER_SESSION = [36, 16, 20] as const
/** The first session has vacancies of its own, so that their lists can be published while the others go on. */
const OF_FIRST = 4

/** Candidates of the three sessions, the vacancies in turn; in each session some with an accommodation. */
export function demoCandidates(): NewCandidate[] {
  return DEMO_SESSIONS.flatMap((session, s) => {
    const vacancies = s === 0 ? DEMO_VACANCIES.slice(0, OF_FIRST) : DEMO_VACANCIES.slice(OF_FIRST)
    return Array.from({ length: PER_SESSION[s] ?? 0 }, (_, index) => {
      const serial = PER_SESSION.slice(0, s).reduce((total: number, n) => total + n, 0) + index + 1
      const vacancy = vacancies[index % vacancies.length] as NewVacancy
      const digits = (value: number, length: number) => String(value).padStart(length, '0')
      return {
        number: `2411500${digits(serial, 4)}`,
        name: `Peserta Contoh ${digits(serial, 2)}`,
        nik: `150801${digits(1 + (serial % 28), 2)}${digits(1 + (serial % 12), 2)}${90 + (serial % 10)}${digits(serial, 4)}`,
        vacancyCode: vacancy.code,
        accommodation: vacancy.needType === 'disabilitas' && index % 8 === 3 ? 'netra' : null,
        venue: DEMO_VENUE,
        room: index < 20 ? 'A' : 'B',
        station: digits((index % 20) + 1, 2),
        session,
        birthDate: `19${90 + (serial % 10)}-${digits(1 + (serial % 12), 2)}-${digits(1 + (serial % 28), 2)}`,
        gpa: vacancy.education === 'SMA' ? `${75 + (serial % 20)}.5` : `3.${digits((serial * 37) % 60, 2)}`,
      }
    })
  })
}

/** The PIN of a demo candidate: shown on the first page of a demo, and there alone. */
export const demoPin = (number: string): string =>
  String((Number(number.slice(-4)) * 7919 + 123_457) % 1_000_000).padStart(6, '0')
