import type {
  ApplicantMe,
  Choices,
  Outbox,
  OutboxRow,
  OwnApplication,
  OwnDocument,
  OwnNotice,
  Portal,
  PortalVacancy,
} from '../../server/protocol/applications.ts'
import type { DocumentRule } from '../../server/protocol/recruitment.ts'
import type { OwnVerification } from '../../server/protocol/verification.ts'

/** 24 November 2026, 08.00 WIB. */
const AT = Date.UTC(2026, 10, 24, 1)
const KB = 1024

export const me: ApplicantMe = {
  ...{ name: 'Sari Contoh', nik: '1508••••••••••01', email: 's••••@e•••.id', phone: null, language: 'id' },
}
export const portal: Portal = {
  me: null,
  organisation: 'Panitia Seleksi Daerah Kabupaten Contoh',
  today: '2026-11-24',
  period: {
    name: 'Pengadaan CPNS 2026',
    registration: { from: '2026-11-22', until: '2026-12-05' },
    open: true,
    contact: 'panitia@example.go.id',
  },
}

const rule = (kind: string, id: string, en: string, type: 'jpeg' | 'pdf', kb: number, needed = true): DocumentRule => ({
  ...{ kind, id, en, type, needed, bytesMax: kb * KB },
  ...{ hintId: 'Asli, utuh dan terbaca semua hurufnya.', hintEn: 'The original, whole, and every letter legible.' },
  ...(type === 'pdf' && { pagesMax: 10 }),
})
export const rules: DocumentRule[] = [
  rule('pas-foto', 'Pas foto', 'Portrait photo', 'jpeg', 200),
  rule('ktp', 'KTP', 'Identity card', 'jpeg', 200),
  rule('ijazah', 'Ijazah', 'Diploma', 'pdf', 800),
  rule('pendukung', 'Dokumen pendukung lain', 'Other documents', 'pdf', 800, false),
]
export const document = (kind: string): OwnDocument => ({
  ...{ id: kind, kind, name: `${kind} saya.pdf`, type: 'application/pdf', bytes: 181 * KB, pages: 2 },
  ...{ width: null, height: null, digest: 'ab'.repeat(32), createdAt: AT },
})

const stage = (name: string, id: string, en: string, from: string, until: string) =>
  ({ stage: name, id, en, from, until }) as OwnApplication['period']['stages'][number]

export const application: OwnApplication = {
  ...{ id: 'l1', version: 7, state: 'draft', number: null, submittedAt: null, digest: null, announcedAt: null },
  ...{ card: false, canEdit: true, canWithdraw: false, today: '2026-11-24' },
  period: {
    name: 'Pengadaan CPNS 2026',
    contact: 'panitia@example.go.id',
    stages: [
      stage('registration', 'Pendaftaran', 'Registration', '2026-11-22', '2026-12-05'),
      stage('verification', 'Seleksi administrasi', 'Administrative selection', '2026-11-24', '2026-12-12'),
      stage('verification-result', 'Pengumuman hasil', 'Result', '2026-12-14', '2026-12-14'),
      stage('appeal', 'Masa sanggah', 'Objections', '2026-12-15', '2026-12-17'),
      stage('skd', 'Pelaksanaan SKD', 'SKD', '2027-01-12', '2027-01-20'),
    ],
  },
  vacancy: {
    ...{ code: 'F-01', position: 'Perawat Terampil', unit: 'Puskesmas Muara Contoh', place: 'Pasar Contoh' },
    ...{ needType: 'umum', education: 'D-III Keperawatan' },
    requirements: {
      others: [
        {
          code: 'str',
          id: 'STR Perawat yang berlaku',
          en: 'Valid nurse registration',
          document: 'pendukung',
          needed: true,
        },
        { code: 'btcls', id: 'Sertifikat BTCLS', en: 'BTCLS certificate', document: 'pendukung', needed: false },
      ],
    },
  },
  neededDocuments: ['pas-foto', 'ktp', 'ijazah', 'pendukung'],
  draft: {
    ...{ birthDate: '1995-03-05', gender: 'female', birthPlace: 'Muara Contoh', address: 'Jalan Contoh 1, RT 2' },
    ...{ region: '15.08.04', experienceMonths: 12, disability: null, declared: ['str'] },
    education: { level: 'd3', programme: 'keperawatan', institution: 'Poltekkes Contoh', year: 2017, gpa: '3,25' },
  },
  regionName: 'Kec. Jujuhan, Kabupaten Bungo, Jambi',
  documentRules: rules,
  documents: [document('ijazah')],
  unmet: [],
  missing: [
    { step: 'documents', field: 'pas-foto', id: 'Pas foto belum diunggah.', en: 'Portrait photo: not uploaded yet.' },
    { step: 'documents', field: 'ktp', id: 'KTP belum diunggah.', en: 'Identity card: not uploaded yet.' },
  ],
  story: [{ at: AT, kind: 'begun', words: { id: 'Lamaran dibuat', en: 'Application begun' } }],
}
export const whole: OwnApplication = {
  ...application,
  draft: { ...application.draft, truthful: true },
  documents: rules.map(({ kind }) => document(kind)),
  missing: [],
}
export const unmet: OwnApplication = {
  ...application,
  unmet: [
    { code: 'age-max', requirement: 'age', detail: { age: 36, max: 35, on: '2026-11-24' } },
    { code: 'gpa', requirement: 'gpa', detail: { min: '3,00', 'min:en': '3.00', has: '2,9', 'has:en': '2.9' } },
  ],
}
export const sent: OwnApplication = {
  ...whole,
  ...{ state: 'submitted', number: '26-000123-4', submittedAt: AT, digest: '0fae7745c28e'.padEnd(64, '0') },
  ...{ canEdit: false, canWithdraw: true },
  story: [
    ...application.story,
    { at: AT + 3_600_000, kind: 'submitted', words: { id: 'Lamaran dikirim', en: 'Application submitted' } },
  ],
}
export const failed: OwnApplication = { ...sent, state: 'failed', announcedAt: AT, today: '2026-12-15' }
const asked = { id: 'Pendidikan yang diminta: D-III Keperawatan.', en: 'The education asked for: D-III Nursing.' }
export const verification: OwnVerification = {
  result: {
    ...{ verdict: 'TMS', announcedAt: AT, announcement: '/api/verification/announcements/x' },
    requirements: [
      {
        ...{ requirement: 'education', title: { id: 'Pendidikan', en: 'Education' }, asked, verdict: 'MS' },
        ...{ reason: null, text: '' },
      },
      {
        ...{ requirement: 'doc:ktp', title: { id: 'KTP', en: 'Identity card' }, verdict: 'TMS' },
        asked: { id: 'KTP elektronik asli, terbaca.', en: 'The original electronic card, legible.' },
        reason: { id: 'Dokumen tidak terbaca.', en: 'The document is not legible.' },
        text: 'NIK dan nama tertutup pantulan cahaya.',
      },
    ],
  },
  appeal: {
    window: { opensOn: '2026-12-15', closesOn: '2026-12-17', answerBy: '2026-12-24' },
    ...{ state: 'open', open: true, own: null },
  },
}
export const objected: NonNullable<OwnVerification['appeal']> = {
  ...(verification.appeal as NonNullable<OwnVerification['appeal']>),
  open: false,
  own: {
    ...{
      receipt: 'SA-000012-7F3A',
      filedAt: AT,
      answerBy: '2026-12-24',
      state: 'received',
      answer: null,
      decidedAt: null,
    },
    text: 'KTP saya terbaca jelas; mohon diperiksa kembali pada ukuran penuh.',
  },
}

export const vacancies: PortalVacancy[] = [
  {
    ...{ code: 'F-01', position: 'Perawat Terampil', unit: 'Puskesmas Muara Contoh', place: 'Pasar Contoh' },
    ...{ needType: 'umum', need: 4, education: 'D-III Keperawatan', unmet: [] },
  },
  {
    ...{ code: 'F-02', position: 'Penata Laporan Keuangan', unit: 'Badan Keuangan Daerah', place: '' },
    ...{ needType: 'umum', need: 2, education: 'S-1 Akuntansi' },
    unmet: [{ code: 'age-max', requirement: 'age', detail: { age: 36, max: 35, on: '2026-11-24' } }],
  },
]
export const programmes: Choices['programmes'] = [
  { code: 'keperawatan', id: 'Keperawatan', en: 'Nursing', levels: ['d3', 'd4', 's1'] },
  { code: 'kebidanan', id: 'Kebidanan', en: 'Midwifery', levels: ['d3', 'd4'] },
]
export const notices: OwnNotice[] = [
  {
    ...{ id: 'n1', kind: 'submitted', subject: 'Lamaran 26-000123-4 diterima', createdAt: AT, read: false },
    body: 'Lamaran Anda untuk Perawat Terampil, Puskesmas Muara Contoh, telah kami terima.\n\nPantau statusnya di portal.',
  },
  {
    ...{ id: 'n2', kind: 'password', subject: 'Kata sandi diganti', createdAt: AT - 86_400_000, read: true },
    body: 'Kata sandi akun Anda baru saja diganti.',
  },
]

const message = (id: string, change: Partial<OutboxRow>): OutboxRow => ({
  ...{ id, kind: 'code', channel: 'email', to: 's••••@e•••.id', subject: 'Kode verifikasi', state: 'waiting' },
  ...{ tries: 0, nextTryAt: null, error: null, createdAt: AT, sentAt: null },
  ...change,
})
export const outbox: Outbox = {
  ...{ smtp: false, page: 1, pages: 3, counts: { waiting: 2, failed: 1, sent: 140, shown: 12 } },
  rows: [
    message('m1', {}),
    message('m2', { channel: 'phone', to: '+628••••••890' }),
    message('m3', {
      kind: 'submitted',
      subject: 'Lamaran 26-000123-4 diterima',
      state: 'failed',
      tries: 8,
      error: 'EENVELOPE 550',
    }),
    message('m4', { subject: 'Jadwal ujian Anda', tries: 2, nextTryAt: AT + 300_000, error: 'ECONNECTION' }),
    message('m5', { state: 'sent', tries: 1, sentAt: AT }),
    message('m6', { state: 'shown', sentAt: AT }),
  ],
}
