import type {
  AnnouncementPreview,
  AnnouncementSummary,
  AppealCase,
  AppealRow,
  ApplicationDetail,
  ApplicationRow,
  DeskCase,
  DeskCounts,
  DeskDocument,
  DeskRound,
  OfficerFigures,
  RequirementToJudge,
} from '../../server/protocol/verification.ts'
import { DIGEST } from './committee-fixtures.ts'
import { nameOf, WALL_NOW } from './staff-fixtures.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
export const periods = [
  { id: 'p1', name: 'CPNS 2025' },
  { id: 'p2', name: 'PPPK 2025' },
]
const number = (n: number) => `26-${String(n).padStart(6, '0')}-${n % 10}`

export const requirements: RequirementToJudge[] = [
  {
    requirement: 'education',
    title: { id: 'Kualifikasi pendidikan', en: 'Education' },
    asked: { id: 'D-III Keperawatan; Profesi Ners', en: 'Diploma III Nursing; Professional degree Ners' },
    said: {
      id: 'D-III Keperawatan, Poltekkes Kemenkes Contoh, lulus 2018',
      en: 'Diploma III Nursing, Poltekkes Kemenkes Contoh, graduated 2018',
    },
    needed: true,
    documents: ['ijazah'],
    hint: null,
  },
  {
    requirement: 'gpa',
    title: { id: 'IPK', en: 'Grade point average' },
    asked: { id: 'Paling rendah 3,00', en: 'At least 3.00' },
    said: { id: 'IPK 2,91', en: 'Average 2.91' },
    needed: true,
    documents: ['transkrip'],
    hint: { code: 'gpa', requirement: 'gpa', detail: { min: '3,00', 'min:en': '3.00', has: '2,91', 'has:en': '2.91' } },
  },
  {
    requirement: 'age',
    title: { id: 'Usia', en: 'Age' },
    asked: { id: '18–35 tahun pada 5 Oktober 2025', en: '18–35 years on 5 October 2025' },
    said: { id: '29 tahun pada hari itu', en: '29 years on that day' },
    needed: true,
    documents: ['ktp'],
    hint: null,
  },
  {
    requirement: 'str',
    title: { id: 'Surat tanda registrasi (STR) yang masih berlaku', en: 'Valid professional registration (STR)' },
    asked: { id: 'Wajib dipenuhi', en: 'Must be met' },
    said: { id: 'Dinyatakan terpenuhi', en: 'Declared as met' },
    needed: true,
    documents: ['pendukung'],
    hint: null,
  },
  {
    requirement: 'bahasa',
    title: { id: 'Menguasai bahasa setempat', en: 'Speaks the local language' },
    asked: { id: 'Tidak wajib; tidak menggugurkan', en: 'Not required; does not disqualify' },
    said: { id: 'Tidak dinyatakan', en: 'Not declared' },
    needed: false,
    documents: [],
    hint: null,
  },
  ...(
    [
      ['pas-foto', 'Pas foto', 'Portrait photo'],
      ['ktp', 'KTP', 'Identity card'],
      ['surat-lamaran', 'Surat lamaran', 'Letter of application'],
      ['ijazah', 'Ijazah', 'Diploma'],
      ['transkrip', 'Transkrip nilai', 'Transcript'],
    ] as const
  ).map(([kind, id, en]) => ({
    requirement: `doc:${kind}`,
    title: { id, en },
    asked: { id: 'Asli, berwarna, semua huruf terbaca.', en: 'The original, in colour, every letter legible.' },
    said: null,
    needed: true,
    documents: [kind],
    hint: null,
  })),
]

const paper = (kind: string, id: string, en: string, change: Partial<DeskDocument> = {}): DeskDocument => ({
  ...{ id: `d-${kind}`, kind, title: { id, en }, type: 'jpeg', name: `${kind}.jpg`, bytes: 180_000, pages: null },
  hint: { id: 'Asli, berwarna, semua huruf terbaca.', en: 'The original, in colour, every letter legible.' },
  ...{ digest: DIGEST, here: true, ...change },
})
export const documents: DeskDocument[] = [
  paper('pas-foto', 'Pas foto', 'Portrait photo'),
  paper('ktp', 'KTP', 'Identity card'),
  paper('surat-lamaran', 'Surat lamaran', 'Letter of application'),
  paper('ijazah', 'Ijazah', 'Diploma'),
  paper('transkrip', 'Transkrip nilai', 'Transcript'),
]
export const elsewhere = documents.map((one) => ({ ...one, here: false }))

/** A made-up paper to look at: nothing of it is anybody's. */
export const paperUrl = (id: string): string =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="900"><rect width="640" height="900" fill="#f6f2e6"/><rect x="24" y="24" width="592" height="852" fill="none" stroke="#8a948f"/><text x="320" y="120" font-size="34" text-anchor="middle" font-family="serif">CONTOH DOKUMEN</text><text x="320" y="170" font-size="22" text-anchor="middle" font-family="serif">${id}</text>${Array.from({ length: 14 }, (_, n) => `<rect x="80" y="${230 + n * 40}" width="${480 - (n % 4) * 60}" height="10" fill="#c9c4b4"/>`).join('')}</svg>`,
  )}`

const failed = (requirement: string, reason: 'gpa-low' | 'not-proven', text = '') => ({
  ...{ requirement, verdict: 'TMS' as const, reason, text },
})
export const round = (change: Partial<DeskRound> = {}): DeskRound => ({
  round: 1,
  verdict: 'TMS',
  decisions: requirements.map(({ requirement }) =>
    requirement === 'gpa'
      ? failed('gpa', 'gpa-low', 'IPK 2,91')
      : { requirement, verdict: 'MS', reason: null, text: '' },
  ),
  officer: 'verifikator',
  at: WALL_NOW - 3 * 60 * MINUTE,
  check: null,
  ...change,
})

export const file: DeskCase = {
  lease: { application: 'a1', task: 'decide', fence: 1, expiresAt: WALL_NOW + 10 * MINUTE },
  number: number(123),
  submittedAt: WALL_NOW - 12 * DAY,
  frozenDigest: DIGEST,
  vacancy: { code: 'BNG-001', position: 'Perawat Terampil', unit: 'Puskesmas Tanah Sepenggal' },
  person: {
    ...{ name: nameOf(3), nik: '1508••••••••••17', kk: '1508••••••••••02', email: 's••••@e•••.org' },
    ...{ phone: '+628••••••321', birth: '••-••-1996', address: 'Jal••••' },
  },
  requirements,
  documents,
  rounds: [],
}
export const returned = round({
  check: {
    outcome: 'returned',
    officer: 'ketua',
    note: 'Transkrip halaman 2 memuat IPK 3,01; periksa kembali.',
    at: WALL_NOW - 60 * MINUTE,
  },
})
export const whole = {
  ...{ name: nameOf(3), nik: '1508014503960017', kk: '1508010101090002', email: 'contoh@example.org' },
  ...{ phone: '+628123456321', birth: '1996-03-05', address: 'Jalan Contoh 7, Muara Bungo' },
}

export const counts: DeskCounts = {
  period: { id: 'p1', name: 'CPNS 2025' },
  ...{ waiting: 1284, toCheck: 37, returned: 4 },
  held: [
    { officer: 'verifikator', number: number(120), since: WALL_NOW - 3 * MINUTE },
    { officer: 'verifikator-2', number: number(121), since: WALL_NOW - 8 * MINUTE },
  ],
  decided: { MS: 3120, TMS: 604 },
  announced: { MS: 0, TMS: 0 },
  vacancies: [
    { id: 'v1', code: 'BNG-001', position: 'Perawat Terampil', waiting: 612 },
    { id: 'v2', code: 'BNG-002', position: 'Guru Kelas Ahli Pertama', waiting: 672 },
  ],
  mine: null,
}
export const officers: OfficerFigures[] = [
  { officer: 'verifikator', decided: 1840, returned: 12, tms: 301, checked: 40, meanMs: 141_000 },
  { officer: 'verifikator-2', decided: 1884, returned: 7, tms: 303, checked: 22, meanMs: 96_000 },
  { officer: 'ketua', decided: 0, returned: 0, tms: 0, checked: 91, meanMs: null },
]

export const preview: AnnouncementPreview = {
  draft: { kind: 'result', names: 'masked', leaveOut: false },
  ...{ MS: 3120, TMS: 604, open: [], openTotal: 0 },
  window: { opensOn: '2025-11-25', closesOn: '2025-11-27', answerBy: '2025-12-04' },
  first: Array.from({ length: 6 }, (_, n) => ({
    ...{ number: number(n + 1), name: 'S•• W••••••', vacancy: 'BNG-001', verdict: n === 2 ? 'TMS' : 'MS' },
  })),
  previewDigest: DIGEST,
}
export const blocked: AnnouncementPreview = {
  ...preview,
  open: [
    { number: number(120), why: 'undecided' },
    { number: number(121), why: 'unchecked' },
    { number: number(122), why: 'returned' },
  ],
  openTotal: 1325,
}
export const announced: AnnouncementSummary[] = [
  {
    ...{ id: 'n1', period: { id: 'p1', name: 'CPNS 2025' }, kind: 'result', ordinal: 1, digest: DIGEST },
    title: { id: 'Hasil seleksi administrasi', en: 'Result of the administrative selection' },
    announcedAt: WALL_NOW - 5 * DAY,
    window: preview.window,
    ...{ MS: 3120, TMS: 604, proposedBy: 'panitia', approvedBy: 'ketua' },
  },
]

const appeal = (n: number, change: Partial<AppealRow> = {}): AppealRow => ({
  ...{
    id: `s${n}`,
    receipt: `SA-${String(n).padStart(6, '0')}-${['9B04', '7C1E', '02AF'][n % 3]}`,
    application: `a${n}`,
  },
  ...{ number: number(n * 7), name: nameOf(n), vacancyCode: 'BNG-001', filedAt: WALL_NOW - 3 * DAY },
  ...{ answerBy: '2025-12-04', daysLeft: 10, state: 'received', ...change },
})
export const appeals: AppealRow[] = [
  appeal(1, { answerBy: '2025-11-21', daysLeft: -3 }),
  appeal(2, { daysLeft: 1 }),
  appeal(3, { state: 'proposed' }),
  appeal(4, { state: 'granted' }),
  appeal(5, { state: 'rejected' }),
]
export const appealFile: AppealCase = {
  appeal: {
    ...appeal(2, { daysLeft: 1 }),
    text: 'Transkrip yang saya unggah memuat IPK 3,01 pada halaman kedua. Mohon diperiksa kembali, karena di pengumuman tertulis IPK 2,91.',
  },
  requirements,
  documents,
  rounds: [round()],
  templates: [
    {
      ...{
        id: 'officer-mistaken',
        verdict: 'granted',
        title: { id: 'Pemeriksa keliru', en: 'The officer was mistaken' },
      },
      text: {
        id: 'Sanggah diterima. Dokumen yang Anda unggah diperiksa kembali dan memenuhi persyaratan. {fill}',
        en: 'The objection is granted. The documents you uploaded were examined again and meet the requirements. {fill}',
      },
    },
    {
      ...{
        id: 'not-met',
        verdict: 'rejected',
        title: { id: 'Persyaratan tetap tidak terpenuhi', en: 'Still not met' },
      },
      text: { id: 'Sanggah ditolak. {fill}', en: 'The objection is rejected. {fill}' },
    },
  ],
  decision: null,
  proposal: null,
}

const applicant = (n: number, change: Partial<ApplicationRow> = {}): ApplicationRow => ({
  ...{ id: `a${n}`, number: number(n), name: nameOf(n), nik: `1508••••••••••${String(10 + n)}` },
  ...{ vacancyCode: 'BNG-001', position: 'Perawat Terampil', state: 'submitted', announced: false },
  ...{ submittedAt: WALL_NOW - (40 - n) * 60 * MINUTE, officer: null, check: 'none', candidate: null, ...change },
})
export const applicants: ApplicationRow[] = [
  applicant(1, {
    state: 'passed',
    officer: 'verifikator',
    check: 'confirmed',
    announced: true,
    candidate: '2600000015',
  }),
  applicant(2, { state: 'failed', officer: 'verifikator-2', announced: true }),
  applicant(3),
  applicant(4, { state: 'submitted', officer: 'verifikator', check: 'returned' }),
  applicant(5, { state: 'passed', officer: 'verifikator', check: 'due' }),
  applicant(6, { state: 'withdrawn' }),
  applicant(7, { state: 'draft', number: null, submittedAt: null, vacancyCode: null, position: null }),
]
export const record: ApplicationDetail = {
  row: applicant(2, { state: 'failed', officer: 'verifikator', announced: true }),
  person: file.person,
  vacancy: file.vacancy,
  requirements,
  documents,
  rounds: [round({ check: { outcome: 'confirmed', officer: 'ketua', note: '', at: WALL_NOW - DAY } })],
  story: [
    { at: WALL_NOW - 12 * DAY, actor: 'applicant', kind: 'submitted' },
    { at: WALL_NOW - 6 * DAY, actor: 'verifikator', kind: 'decided' },
    { at: WALL_NOW - 5 * DAY, actor: 'system', kind: 'announced' },
  ],
}
