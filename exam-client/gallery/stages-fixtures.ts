import type {
  PublicationDocument,
  PublicationList,
  PublicationRow,
  PublicationSummary,
} from '../../server/protocol/board.ts'
import type { ImportReport, ProposalRow } from '../../server/protocol/http.ts'
import type { OutsideScoreRow, StagePreview, StageRow, StandingRow } from '../../server/protocol/results.ts'
import type { Checked } from '../committee/check-many.ts'
import { DIGEST, publication, rankingRows, vacancy } from './committee-fixtures.ts'
import { nameOf, numberOf, WALL_NOW } from './staff-fixtures.ts'

const HOUR = 3_600_000
const SECTIONS = ['TWK', 'TIU', 'TKP'].map((id) => ({ id, title: id }))

export const proposal = (n: number, change: Partial<ProposalRow> = {}): ProposalRow => ({
  id: `u${n}`,
  kind: 'publish',
  subject: 'skd',
  title: { id: 'Pengumuman hasil SKD untuk 12 formasi', en: 'Publication of SKD results for 12 vacancies' },
  effect: [
    { id: '684 baris akan terlihat oleh siapa pun, tanpa masuk.', en: '684 rows will be visible to anyone.' },
    { id: '72 berkode P/L, 402 P, 190 TL, 20 TH.', en: '72 with code P/L, 402 P, 190 TL, 20 TH.' },
    { id: 'Menggantikan 1 pengumuman yang berlaku.', en: 'Replaces 1 publication in force.' },
  ],
  digest: DIGEST.replace(/^./, String(n % 10)),
  reason: 'Berita acara rapat panitia nomor 12/BA-SKD/2025, 24 November 2025.',
  proposedBy: 'ketua',
  proposedAt: WALL_NOW - n * HOUR,
  state: 'open',
  decidedBy: null,
  decidedAt: null,
  note: null,
  ...change,
})
const decided = (n: number, state: ProposalRow['state'], change: Partial<ProposalRow> = {}) =>
  proposal(n, { state, decidedBy: 'panitia', decidedAt: WALL_NOW - n * HOUR + 600_000, ...change })

export const keyChange = proposal(2, {
  kind: 'key-change',
  title: { id: 'Perubahan kunci 1 soal', en: 'Key change of 1 item' },
  effect: [
    { id: 'Soal TIU-014: kunci C menjadi D.', en: 'Item TIU-014: key C becomes D.' },
    {
      id: '212 peserta berubah nilai; 3 melewati nilai ambang batas.',
      en: '212 candidates change; 3 cross a threshold.',
    },
  ],
  reason: 'Telaah panel ahli, berita acara 14/BA-SOAL/2025.',
})
export const own = proposal(3, {
  kind: 'tie',
  title: { id: 'Urutan 2 peserta seri, formasi 61010002', en: 'Order of 2 equal candidates, vacancy 61010002' },
  effect: [{ id: 'Kursi terakhir diisi peserta 24-61-000003.', en: 'The last place goes to 24-61-000003.' }],
  reason: 'Undian di depan saksi; berita acara 15/BA-UNDI/2025.',
  proposedBy: 'panitia',
})
export const history: ProposalRow[] = [
  decided(30, 'approved'),
  decided(28, 'declined', { kind: 'withdraw', note: 'Salah formasi; yang dimaksud 61010004.' }),
  decided(26, 'taken-back', { proposedBy: 'panitia', note: 'Pratinjau lama.' }),
]

/** The code of the nth row of a list with two places. */
const FINAL_CODES = ['P/L', 'P/L', 'P/TL', 'P/TL', 'P/L-1', 'P/TL', 'P/TH', 'APS']
const finalRow = (n: number): PublicationRow => {
  const code = FINAL_CODES[n] ?? 'P/TL'
  const out = code === 'P/TH' || code === 'APS'
  const total = 455 - n * 9
  return {
    place: out ? null : n + 1,
    number: numberOf(n),
    name: nameOf(n),
    points: [110 - n * 5, 145 - n, 200 - n * 3],
    total,
    code,
    reason: out
      ? code === 'APS'
        ? { id: 'Mengundurkan diri; tempatnya diisi peringkat berikut.', en: 'Resigned; the next one takes the place.' }
        : { id: 'Tidak hadir pada SKB CAT.', en: 'Absent from the SKB CAT.' }
      : {
          id: `Nilai akhir ${(74.611 - n * 1.255).toFixed(3).replace('.', ',')}; peringkat ${n + 1} dari 2 kebutuhan.`,
          en: `Final score ${(74.611 - n * 1.255).toFixed(3)}; place ${n + 1} for a need of 2.`,
        },
    final: out
      ? null
      : {
          skd100: (82.727 - n * 1.636).toFixed(3),
          skdPart: (33.091 - n * 0.655).toFixed(3),
          skb100: (69.2 - n).toFixed(3),
          skbPart: (41.52 - n * 0.6).toFixed(3),
          final: (74.611 - n * 1.255).toFixed(3),
        },
    ...(code === 'P/L-1' ? { seat: '61010009' } : {}),
  }
}
const seatRow = (n: number): PublicationRow => ({
  place: null,
  number: numberOf(n),
  name: nameOf(n),
  points: null,
  total: null,
  code: 'P/L',
  reason: { id: 'Berkode P/L pada pengumuman SKD yang berlaku.', en: 'Code P/L in the SKD publication in force.' },
  sitting:
    n === 5
      ? null
      : {
          name: 'SKB CAT · Sesi 1',
          venue: 'BKN Kantor Regional I Yogyakarta',
          room: 'A',
          station: String(n + 1).padStart(2, '0'),
          startsAt: WALL_NOW + 20 * 24 * HOUR,
        },
})
const skdRow = (row: ReturnType<typeof rankingRows>[number]): PublicationRow => ({
  place: row.place,
  number: row.number,
  name: row.name,
  points: row.points ? SECTIONS.map(({ id }) => row.points?.[id] ?? 0) : null,
  total: row.total,
  code: row.code,
  reason: row.reason,
})

const countsOf = (rows: PublicationRow[]) => {
  const byCode: Record<string, number> = {}
  for (const row of rows) byCode[row.code] = (byCode[row.code] ?? 0) + 1
  const absent = (byCode['TH'] ?? 0) + (byCode['P/TH'] ?? 0)
  return { total: rows.length, present: rows.length - absent, absent, byCode }
}
const list = (n: number, rows: PublicationRow[], cut: number | null): PublicationList => {
  const { code, position, unit, needType } = vacancy(n)
  return {
    vacancy: { code, position, unit, needType, needTypeTitle: needType === 'umum' ? 'Umum' : 'Disabilitas', need: 2 },
    cut,
    rows,
    counts: countsOf(rows),
  }
}
const HEAD = {
  ruleSet: { id: 'skd-cpns-2024', title: 'SKD CPNS 2024', decree: 'KepmenPANRB 321/2024' },
  publishedAt: 0,
  replaces: null,
  sections: SECTIONS,
  digest: '',
}
const many = (stage: PublicationDocument['stage'], title: string, lists: PublicationList[]): PublicationDocument => ({
  v: 2,
  stage,
  title,
  ...HEAD,
  lists,
  counts: countsOf(lists.flatMap((one) => one.rows)),
})
const finalDocument = (vacancies: number) =>
  many(
    'integration',
    'Hasil integrasi SKD dan SKB CPNS 2024',
    Array.from({ length: vacancies }, (_, n) =>
      list(
        n,
        Array.from({ length: 8 }, (_, at) => finalRow(at)),
        null,
      ),
    ),
  )

const preview = (change: Partial<StagePreview>): StagePreview => ({
  stage: 'integration',
  scope: '*',
  document: finalDocument(6),
  previewDigest: DIGEST,
  changed: true,
  blockedBy: [],
  undecided: [],
  reconciliation: {
    holds: true,
    sentences: [],
  },
  notes: [],
  replaces: null,
  changes: [],
  changesTotal: 0,
  ...change,
})
export const integration = preview({})
export const integrationChanged = preview({
  replaces: summary('integration', 'Hasil integrasi SKD dan SKB CPNS 2024', 6),
  notes: [
    {
      id: 'IPK peserta 24-61-000005 belum diisi; urutannya diputus oleh usia.',
      en: 'The IPK of 24-61-000005 is missing; age decides.',
    },
  ],
  changes: [
    { number: numberOf(1), before: { place: 2, code: 'P/L' }, after: { place: null, code: 'APS' } },
    { number: numberOf(2), before: { place: 3, code: 'P/TL' }, after: { place: 3, code: 'P/L' } },
    { number: numberOf(40), before: null, after: { place: 7, code: 'P/TL' } },
  ],
  changesTotal: 3,
})
export const integrationBlocked = preview({
  blockedBy: [
    { id: 'Pengumuman peserta SKB belum ada.', en: 'SKB participants are not published yet.' },
    { id: 'Sesi "SKB CAT · Sesi 1" belum ditutup.', en: 'Sitting "SKB CAT · Sesi 1" is not closed.' },
  ],
  document: many('integration', 'Hasil integrasi', []),
  reconciliation: { holds: true, sentences: [] },
})
export const tie: StagePreview['undecided'][number] = {
  vacancy: { id: 'v1', code: vacancy(1).code, position: vacancy(1).position },
  candidates: [1, 2, 3].map((n) => ({ candidate: `c${n}`, number: numberOf(n), name: nameOf(n) })),
  why: {
    id: 'Nilai akhir, SKD, TKP, TIU, TWK, dan IPK sama; tanggal lahir salah satunya belum diisi. Kebutuhan 2, tersisa 1.',
    en: 'Final score, SKD, TKP, TIU, TWK and IPK are the same; one birth date is missing. Need 2, one place left.',
  },
}
export const integrationTied = preview({
  undecided: [tie],
  blockedBy: [{ id: 'Ada 1 kelompok seri yang belum diputuskan.', en: '1 group of equals is not decided.' }],
})
export const integrationSame = preview({
  changed: false,
  replaces: summary('integration', 'Hasil integrasi SKD dan SKB CPNS 2024', 6),
})
export const integrationWrong = preview({
  reconciliation: {
    holds: false,
    sentences: [
      {
        id: 'Hadir 41 + tidak hadir 6 = 47, padahal peserta 48.',
        en: 'Present 41 + absent 6 = 47, but there are 48 candidates.',
      },
    ],
  },
})
export const participants = preview({
  stage: 'skb-participants',
  document: many('skb-participants', 'Peserta SKB CPNS 2024', [
    list(0, [0, 1, 2, 3, 4, 5].map(seatRow), null),
    list(2, [6, 7, 8].map(seatRow), null),
  ]),
  notes: [{ id: '1 peserta belum terjadwal.', en: '1 participant is not scheduled.' }],
})
export const skd = (size = 57, change: Partial<StagePreview> = {}): StagePreview =>
  preview({
    stage: 'skd',
    scope: 'v1',
    document: {
      v: 1,
      stage: 'skd',
      title: `Hasil SKD CPNS 2024 · ${vacancy(1).position}`,
      ...HEAD,
      ...list(1, rankingRows(size).map(skdRow), 6),
    },
    ...change,
  })

function summary(stage: PublicationSummary['stage'], title: string, vacancies: number): PublicationSummary {
  return { ...publication(1), id: `p-${stage}`, stage, title, vacancies, rows: vacancies * 8, vacancyCode: '' }
}
export const publications: PublicationSummary[] = [
  summary('integration', 'Hasil integrasi SKD dan SKB CPNS 2024', 6),
  { ...summary('skb-participants', 'Peserta SKB CPNS 2024', 6), publishedAt: WALL_NOW - 30 * HOUR },
  { ...publication(1), rows: 57 },
  publication(2, 'p1'),
  {
    ...publication(3),
    withdrawn: { at: WALL_NOW - HOUR, reason: 'Kunci soal TIU-014 keliru; hasil dihitung ulang.' },
  },
]

const row = (stage: StageRow['stage'], change: Partial<StageRow> = {}): StageRow => ({
  stage,
  blockedBy: [],
  current: null,
  changed: false,
  vacancies: null,
  ...change,
})
export const stagesMiddle: StageRow[] = [
  row('skd', {
    vacancies: { total: 120, inForce: 118, changed: 1 },
    changed: true,
    blockedBy: [
      { id: 'Sesi "SKD CPNS 2024 · Sesi 9" masih berlangsung.', en: 'Sitting "SKD CPNS 2024 · Sesi 9" is running.' },
    ],
  }),
  row('skb-participants', { current: summary('skb-participants', 'Peserta SKB CPNS 2024', 118), changed: true }),
  row('integration', {
    blockedBy: [
      { id: 'Sesi "SKB CAT · Sesi 1" belum ditutup.', en: 'Sitting "SKB CAT · Sesi 1" is not closed.' },
      { id: 'Nilai praktik kerja 14 peserta belum diimpor.', en: 'Scores of praktik kerja are missing for 14.' },
    ],
  }),
  row('final', { blockedBy: [{ id: 'Hasil integrasi belum diumumkan.', en: 'Integration is not published yet.' }] }),
]
export const stagesEmpty: StageRow[] = [
  row('skd', { vacancies: { total: 0, inForce: 0, changed: 0 } }),
  row('skb-participants', {
    blockedBy: [{ id: 'Hasil SKD belum ada yang diumumkan.', en: 'No SKD results published.' }],
  }),
  row('integration', { blockedBy: [{ id: 'Peserta SKB belum diumumkan.', en: 'No SKB participants published.' }] }),
  row('final', { blockedBy: [{ id: 'Hasil integrasi belum diumumkan.', en: 'Integration is not published yet.' }] }),
]
export const stagesDone: StageRow[] = [
  row('skd', { vacancies: { total: 120, inForce: 120, changed: 0 } }),
  row('skb-participants', { current: summary('skb-participants', 'Peserta SKB CPNS 2024', 118) }),
  row('integration', { current: summary('integration', 'Hasil integrasi SKD dan SKB CPNS 2024', 118) }),
  row('final', { current: summary('final', 'Hasil akhir CPNS 2024 setelah sanggah', 118) }),
]

export const checked = (n: number, change: Partial<Checked> = {}): Checked => ({
  vacancy: vacancy(n),
  previewDigest: DIGEST,
  rows: 40 + n,
  byCode: { 'P/L': 6, P: 20 + n, TL: 12, TH: 2 },
  blockedBy: [],
  replaces: null,
  changes: 0,
  ...change,
})
export const checkedBlocked = checked(4, {
  blockedBy: [
    { id: 'Sesi "SKD CPNS 2024 · Sesi 2" belum ditutup.', en: 'Sitting "SKD CPNS 2024 · Sesi 2" is not closed.' },
  ],
})

const standing = (n: number, change: Partial<StandingRow> = {}): StandingRow => ({
  candidate: `c${n}`,
  number: numberOf(n),
  name: nameOf(n),
  vacancyCode: vacancy(n % 6).code,
  code: 'APS',
  nipIssued: false,
  reason: 'Surat pengunduran diri bermeterai 3 Desember 2025.',
  at: WALL_NOW - n * HOUR,
  actor: 'panitia',
  ...change,
})
export const standings: StandingRow[] = [
  standing(1, { nipIssued: true }),
  standing(3, { code: 'TMS', reason: 'Akreditasi program studi tidak sesuai pengumuman; nota verifikasi 88/2025.' }),
  standing(5, { code: 'TMS-1', reason: 'Tidak memenuhi syarat tes kesamaptaan.' }),
  standing(7, { code: 'none', reason: 'Keberatan diterima; TMS dicabut.' }),
  standing(7, { code: 'TMS', reason: 'Ijazah belum dilegalisasi.', at: WALL_NOW - 90 * HOUR }),
]
export const outsideScores: OutsideScoreRow[] = [0, 1, 2, 3].flatMap((n) =>
  ['skb-cat', 'praktik kerja'].map((test) => ({
    candidate: `c${n}`,
    number: numberOf(n),
    name: nameOf(n),
    vacancyCode: vacancy(n % 2).code,
    test,
    points: test === 'skb-cat' ? String(355 - n * 15) : (86.5 - n * 3.25).toFixed(2),
    most: test === 'skb-cat' ? '500' : '100',
    source: test === 'skb-cat' ? 'hasil-skb-cat-bkn-kabupaten.xlsx' : 'praktik-kerja.csv',
    at: WALL_NOW - n * HOUR,
    actor: 'panitia',
  })),
)
export const outsideReport: ImportReport = {
  committed: false,
  files: [
    {
      file: 'praktik-kerja.csv',
      format: 'CSV',
      taken: 58,
      refused: [
        { where: 'baris 12', reason: 'Nilai 104 lebih besar dari maksimum 100.' },
        { where: 'baris 40', reason: 'Formasi 61010004 tidak menyatakan tes "psikotes".' },
      ],
      warnings: [],
    },
  ],
}
