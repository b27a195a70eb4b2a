import type { PublicationRow } from '../../server/protocol/board.ts'
import type { ProposalRow } from '../../server/protocol/http.ts'
import type {
  CaseAttempt,
  CaseFile,
  DecisionPreview,
  DecisionTemplateRow,
  ObjectionRow,
  OwnObjection,
  OwnObjections,
} from '../../server/protocol/objections.ts'
import type { PublicationWindow } from '../committee/screens/objection-windows.tsx'
import { DIGEST, publication, vacancy } from './committee-fixtures.ts'
import { nameOf, numberOf, WALL_NOW } from './staff-fixtures.ts'
import { keyChange } from './stages-fixtures.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const TEXT =
  'Saya dinyatakan TMS karena surat keterangan sehat dianggap tidak ada, padahal surat itu saya serahkan pada hari ujian dan dicatat petugas.\n\nMohon diperiksa kembali.'

const objection = (n: number, change: Partial<ObjectionRow> = {}): ObjectionRow => ({
  id: `o${n}`,
  receipt: `SG-${String(n).padStart(6, '0')}-${['9B04', '7C1E', '02AF', 'E5D1', '61C8'][n % 5]}`,
  publication: 'p9',
  title: 'Hasil integrasi SKD dan SKB CPNS 2024',
  stage: 'integration',
  candidate: `c${n}`,
  number: numberOf(n),
  name: nameOf(n),
  vacancyCode: vacancy(n).code,
  via: 'public',
  filedAt: WALL_NOW - n * 47 * MINUTE,
  answerBy: '2025-11-29',
  daysLeft: 5,
  state: 'received',
  ...change,
})
export const objections: ObjectionRow[] = [
  objection(6, { answerBy: '2025-11-22', daysLeft: -2, stage: 'skd', title: publication(3).title }),
  objection(5, { answerBy: '2025-11-24', daysLeft: 0, state: 'proposed' }),
  objection(4, { answerBy: '2025-11-26', daysLeft: 2, via: 'officer' }),
  objection(3),
  objection(2, { state: 'granted' }),
  objection(1, { state: 'rejected' }),
]

const days = { opensOn: '2025-11-20', closesOn: '2025-11-22', answerBy: '2025-11-29' }
const window = (n: number, change: Partial<PublicationWindow> = {}): PublicationWindow => ({
  publication: `p${n}`,
  window: days,
  suggested: days,
  state: 'closed',
  daysLeft: 5,
  filed: 4,
  undecided: 2,
  toAnnounce: 0,
  summary: publication(n),
  ...change,
})
export const unset = window(4, {
  window: null,
  suggested: { opensOn: '2025-11-25', closesOn: '2025-11-27', answerBy: '2025-12-04' },
  ...{ state: 'none', daysLeft: null, filed: 0, undecided: 0 },
})
export const windows: PublicationWindow[] = [
  window(9, {
    state: 'open',
    window: { opensOn: '2025-11-23', closesOn: '2025-11-25', answerBy: '2025-12-02' },
    daysLeft: 8,
    ...{ filed: 12, undecided: 12 },
    summary: {
      ...publication(9),
      stage: 'integration',
      title: 'Hasil integrasi SKD dan SKB CPNS 2024',
      ...{ vacancyCode: '', position: '', unit: '', vacancies: 57, rows: 412 },
    },
  }),
  window(3, { window: { ...days, answerBy: '2025-11-22' }, daysLeft: -2 }),
  window(5, { state: 'before', filed: 0, undecided: 0, window: unset.suggested }),
  unset,
  window(6, { filed: 2, undecided: 0, toAnnounce: 1, summary: { ...publication(6), replacedBy: 'p1' } }),
]
export const openNow = [{ id: 'p9', title: 'Hasil integrasi SKD dan SKB CPNS 2024' }]

const SECTIONS = [
  { id: 'TWK', title: 'Tes Wawasan Kebangsaan' },
  { id: 'TIU', title: 'Tes Intelegensia Umum' },
  { id: 'TKP', title: 'Tes Karakteristik Pribadi' },
]
const STARTED = WALL_NOW - 20 * DAY
const row: PublicationRow = {
  place: null,
  number: numberOf(3),
  name: nameOf(3),
  points: [95, 125, 178],
  total: 398,
  code: 'TMS',
  reason: {
    id: 'Tidak memenuhi syarat yang ditentukan instansi, sehingga tidak diperingkat.',
    en: "Does not meet the agency's requirements, and so is not ranked.",
  },
}
const attempt: CaseAttempt = {
  id: 's1.c3',
  sitting: { name: 'SKD CPNS 2024 · Sesi 2', venue: 'SMAN 1 Muara Bungo', startsAt: STARTED },
  ...{ room: 'A', station: '07', minutes: 100, startedAt: STARTED, finishedAt: STARTED + 94 * MINUTE },
  ...{ how: 'candidate', leftMs: 6 * MINUTE - 12_000, receipt: '4F7A-91C2-0B3E', chainWhole: true, events: 131 },
  silences: [{ from: STARTED + 31 * MINUTE, to: STARTED + 33 * MINUTE + 20_000 }],
  sections: SECTIONS.map((section, at) => ({
    ...section,
    points: row.points?.[at] ?? 0,
    max: [150, 175, 225][at] ?? 0,
    answered: [29, 35, 45][at] ?? 0,
    blank: [1, 0, 0][at] ?? 0,
  })),
  items: Array.from({ length: 110 }, (_, at) => {
    const blank = at === 17
    const section = at < 30 ? 'TWK' : at < 65 ? 'TIU' : 'TKP'
    return {
      ...{ number: at + 1, section, choice: blank ? null : ('ABCDE'[(at * 7) % 5] ?? 'A') },
      points: blank ? 0 : section === 'TKP' ? 1 + ((at * 3) % 5) : at % 3 === 0 ? 0 : 5,
      at: blank ? null : STARTED + at * 50_000,
      changes: blank ? 0 : 1 + (at % 9 === 0 ? 1 : 0),
    }
  }),
  timeline: [
    {
      at: STARTED - 12 * MINUTE,
      words: { id: 'paket 110 soal ditarik, waktu 100 menit', en: 'a form of 110 items was drawn, 100 minutes' },
    },
    { at: STARTED - 9 * MINUTE, words: { id: 'dikerjakan di ruang A, meja 07', en: 'taken at room A, station 07' } },
    { at: STARTED, words: { id: 'dimulai oleh pengawas', en: 'started by pengawas' } },
    ...Array.from({ length: 30 }, (_, at) => ({
      at: STARTED + at * 50_000,
      words: {
        id: `soal ${at + 1} dijawab ${'ABCDE'[(at * 7) % 5]}`,
        en: `item ${at + 1} answered ${'ABCDE'[(at * 7) % 5]}`,
      },
    })),
    { at: STARTED + 94 * MINUTE, words: { id: 'diselesaikan peserta', en: 'finished by the candidate' } },
  ],
}
export const file: CaseFile = {
  objection: { ...objection(3), text: TEXT, filedBy: `peserta ${numberOf(3)}` },
  publication: {
    id: 'p9',
    title: 'Hasil integrasi SKD dan SKB CPNS 2024',
    digest: DIGEST,
    publishedAt: WALL_NOW - 2 * DAY,
    list: `${vacancy(3).code} ${vacancy(3).position}`,
  },
  row,
  sections: SECTIONS,
  neighbours: [
    { where: 'above', place: 4, number: numberOf(11), total: 401, code: 'P/TL' },
    { where: 'above', place: 5, number: numberOf(8), total: 398, code: 'P/TL' },
    { where: 'below', place: null, number: numberOf(21), total: 371, code: 'P/TH' },
  ],
  attempt,
  standings: [{ code: 'TMS', reason: 'berita acara 12/2025', at: WALL_NOW - 3 * DAY, actor: 'panitia' }],
  audit: [
    { at: STARTED - 30 * MINUTE, actor: 'pengawas', action: 'pin.issue', words: 'PIN diterbitkan' },
    {
      at: WALL_NOW - 141 * MINUTE,
      actor: `peserta ${numberOf(3)}`,
      action: 'objection.file',
      words: 'sanggah masuk',
    },
  ],
  decision: null,
  proposal: null,
}
export const waiting: Partial<CaseFile> = { objection: { ...file.objection, state: 'proposed' }, proposal: 'u1' }
export const fileWaiting: CaseFile = { ...file, ...waiting }
const granted = {
  id: 'Sanggah diterima. Status Anda ditetapkan keliru dan diperbaiki; peringkat formasi dihitung ulang. Surat keterangan sehat ada pada petugas ruang A.',
  en: 'The objection is granted. Your standing was set by mistake and is mended; the vacancy is ranked again. The health certificate was with the officer of room A.',
}
export const decided: Partial<CaseFile> = {
  objection: { ...file.objection, state: 'granted' },
  decision: {
    ...{ verdict: 'granted', template: 'standing-wrong', answer: granted, at: WALL_NOW },
    ...{ proposedBy: 'ratna', approvedBy: 'panitia' },
  },
}
export const fileDecided: CaseFile = { ...file, ...decided }

const template = (id: string, verdict: 'granted' | 'rejected', title: [string, string], text: [string, string]) =>
  ({ id, verdict, title: { id: title[0], en: title[1] }, text: { id: text[0], en: text[1] } }) as DecisionTemplateRow
export const templates: DecisionTemplateRow[] = [
  template(
    'standing-wrong',
    'granted',
    ['Status peserta keliru', 'The standing was wrong'],
    [
      'Sanggah diterima. Status Anda ditetapkan keliru dan diperbaiki; peringkat formasi dihitung ulang. {fill}',
      'The objection is granted. Your standing was set by mistake and is mended; the vacancy is ranked again. {fill}',
    ],
  ),
  template(
    'not-proven',
    'rejected',
    ['Tidak terbukti', 'Not borne out'],
    [
      'Sanggah ditolak. Catatan pengerjaan, nilai dan peringkat Anda diperiksa dan sesuai dengan pengumuman. {fill}',
      'The objection is rejected. Your log, scores and place were examined and agree with the publication. {fill}',
    ],
  ),
]
export const keyChanges: ProposalRow[] = [keyChange]
export const preview: DecisionPreview = {
  answer: granted,
  effect: [
    {
      id: `Status peserta ${numberOf(3)} menjadi tanpa status (sebelumnya TMS).`,
      en: `The standing of ${numberOf(3)} becomes none (it was TMS).`,
    },
    {
      id: `Peringkat SKD formasi ${vacancy(3).code}: 0 peserta bergeser, 0 berganti kode.`,
      en: `SKD ranking of ${vacancy(3).code}: 0 candidates move, 0 of them to another code.`,
    },
    {
      id: 'Integrasi semua formasi: 2 peserta bergeser, 1 berganti kode.',
      en: 'Integration of all vacancies: 2 candidates move, 1 of them to another code.',
    },
  ],
  changes: [
    {
      ...{ list: 'final', number: numberOf(3) },
      ...{ before: { place: null, code: 'TMS' }, after: { place: 5, code: 'P/TL' } },
    },
    { list: 'final', number: numberOf(8), before: { place: 5, code: 'P/TL' }, after: { place: 6, code: 'P/TL' } },
  ],
}

export const own: OwnObjections = {
  number: numberOf(3),
  name: nameOf(3),
  open: [
    {
      ...{ publication: 'p1', title: 'Hasil integrasi SKD dan SKB CPNS 2024', stage: 'integration' },
      ...{ closesOn: '2025-11-25', row, vacancyCode: vacancy(3).code, filed: false },
    },
  ],
  objections: [],
}
const ownOne: OwnObjection = {
  receipt: objection(3).receipt,
  title: 'Hasil integrasi SKD dan SKB CPNS 2024',
  ...{ filedAt: WALL_NOW, text: TEXT, answerBy: '2025-12-02', state: 'received', answer: null, decidedAt: null },
}
const withOne = (change: Partial<OwnObjection>): OwnObjections => ({
  ...own,
  open: own.open.map((one) => ({ ...one, filed: true })),
  objections: [{ ...ownOne, ...change }],
})
export const ownSent = withOne({})
export const ownGranted = withOne({ state: 'granted', answer: granted, decidedAt: WALL_NOW + 3 * DAY })
export const ownRejected = withOne({
  state: 'rejected',
  answer: {
    id: 'Sanggah ditolak. Catatan pengerjaan, nilai dan peringkat Anda diperiksa dan sesuai dengan pengumuman.',
    en: 'The objection is rejected. Your log, scores and place were examined and agree with the publication.',
  },
  decidedAt: WALL_NOW + 3 * DAY,
})
