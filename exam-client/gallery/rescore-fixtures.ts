import type {
  ChangedRow,
  ItemStudy,
  KeyWanted,
  RescoreItem,
  RescoreItems,
  RescorePreview,
  RescoringRow,
  VacancyEffect,
} from '../../server/protocol/rescoring.ts'
import type { Draft } from '../committee/rescore-draft.ts'
import { items } from './committee-fixtures.ts'
import { LONG_NAME, nameOf, numberOf, WALL_NOW } from './staff-fixtures.ts'
import { keyChange, own } from './stages-fixtures.ts'

/** Made-up items, figures and changes for the stories of the re-score workbench. */
const DAY = 86_400_000
const DIGEST = '5f0c3b9d2a7e41860b1f6c8d9e2a4b7c5d3e1f0a9b8c7d6e5f4a3b2c1d0e9f8a'
export const C: KeyWanted = { kind: 'single', correct: ['C'] }
export const D: KeyWanted = { kind: 'single', correct: ['D'] }
const WEIGHTS: KeyWanted = { kind: 'weighted', weights: { A: 2, B: 3, C: 5, D: 1, E: 4 } }
const OTHER_WEIGHTS: KeyWanted = { kind: 'weighted', weights: { A: 2, B: 4, C: 5, D: 1, E: 4 } }

const rows: RescoreItem[] = items.rows.map((row, at) => ({
  ...{ id: row.id, bank: 'b1', bankName: 'SKD contoh 2024', source: row.source, section: row.section },
  ...{ topic: row.topic, stem: row.stem, keyVersion: row.keyVersion },
  key: row.kind === 'weighted' ? WEIGHTS : at === 0 ? C : { kind: 'given' },
}))
export const found: RescoreItems = { rows, total: 420, page: 1, pageSize: 50 }
export const byNumber: RescoreItems = {
  rows: rows.slice(0, 1).map((row) => ({ ...row, found: { sitting: 'SKD CPNS 2024 · Sesi 2', number: 41 } })),
  ...{ total: 1, page: 1, pageSize: 1 },
}

export const draft: Draft = [
  { item: 'i1', source: 'TIU-014', bank: 'b1', bankName: 'SKD contoh 2024', before: C, after: D },
  {
    ...{ item: 'i2', source: 'TKP-003', bank: 'b1', bankName: 'SKD contoh 2024' },
    ...{ before: WEIGHTS, after: OTHER_WEIGHTS },
  },
  {
    ...{ item: 'i3', source: 'TWK-101', bank: 'b1', bankName: 'SKD contoh 2024' },
    ...{ before: { kind: 'single', correct: ['C'] } as KeyWanted, after: { kind: 'given' } as KeyWanted },
  },
]

export function study(nth: number, change: Partial<ItemStudy> = {}): ItemStudy {
  const item = items.rows[nth]
  if (!item) throw new Error('no such item')
  const key = item.kind === 'weighted' ? WEIGHTS : C
  return {
    item,
    bank: { id: 'b1', name: 'SKD contoh 2024' },
    key,
    versions: [
      {
        ...{ version: 1, key, reason: '', at: WALL_NOW - 30 * DAY },
        ...{ proposedBy: 'penulis', approvedBy: null, proposal: null },
      },
    ],
    limits: item.kind === 'weighted' ? { least: 1, most: 5 } : null,
    figures: {
      ...{ had: 1204, blank: 37, facility: 0.183, discrimination: -0.214 },
      options: [
        { label: 'A', count: 84 },
        { label: 'B', count: 102 },
        { label: 'C', count: 220 },
        { label: 'D', count: 689 },
        { label: 'E', count: 72 },
      ],
    },
    sittings: [
      { id: 's1', name: 'SKD CPNS 2024 · Sesi 1', state: 'closed', stage: 'skd', had: 600 },
      { id: 's2', name: 'SKD CPNS 2024 · Sesi 2', state: 'closed', stage: 'skd', had: 604 },
      { id: 's3', name: 'SKD CPNS 2024 · Sesi 3', state: 'running', stage: 'skd', had: 0 },
    ],
    proposal: null,
    ...change,
  }
}

const [first] = items.rows
if (!first) throw new Error('no items')
export const mended = study(0, {
  item: {
    ...{ ...first, keyVersion: 2 },
    options: first.options.map((option) => ({ ...option, correct: option.label === 'D' })),
  },
  key: D,
  versions: [
    {
      ...{
        version: 2,
        key: D,
        reason: 'Telaah panel ahli: bilangan kelima adalah 32, bukan 30 (berita acara 14/BA-SOAL/2025).',
      },
      ...{ at: WALL_NOW - DAY, proposedBy: 'panitia', approvedBy: 'ketua', proposal: 'k2' },
    },
    {
      ...{ version: 1, key: C, reason: '', at: WALL_NOW - 30 * DAY },
      ...{ proposedBy: 'penulis', approvedBy: null, proposal: null },
    },
  ],
})

const vacancy = (n: number, stage: VacancyEffect['stage'] = 'skd'): VacancyEffect => ({
  ...{
    id: `v${n}`,
    code: `6101000${n}`,
    position: 'AHLI PERTAMA - GURU KELAS',
    unit: `SD Negeri ${n} Tanah Sepenggal`,
  },
  ...{ stage, people: 57, had: 51, changed: 19 + n, raised: 12 + n, lowered: 7 },
  ...{ thresholdIn: n === 1 ? 2 : 0, thresholdOut: n === 2 ? 1 : 0, cutIn: n, cutOut: n, placeOnly: 11 },
})

function changed(n: number, skb = false): ChangedRow {
  const by = n % 3 === 1 ? -5 : 5
  const before = 340 - n
  const threshold = !skb && n === 0
  const cut = n < 3
  const side = (total: number, place: number | null, code: string, max: number, final?: string) => ({
    ...{ points: { TWK: 75, TIU: total - 241, TKP: 166 }, total, max, place, code },
    ...(final && { final }),
  })
  const placeOnly = n > 16
  return {
    ...{ number: numberOf(n), name: n === 3 ? LONG_NAME : nameOf(n), vacancy: `6101000${(n % 3) + 1}` },
    stage: skb ? 'skb' : 'skd',
    before: side(
      before,
      threshold ? null : n + 2,
      threshold ? 'TL' : skb ? (cut ? 'P/TL' : 'P/L') : cut ? 'P' : 'P/L',
      550,
      skb ? `7${n % 10}.818` : undefined,
    ),
    after: side(
      placeOnly ? before : before + by,
      n + 1,
      skb ? (cut ? 'P/L' : 'P/TL') : cut ? 'P/L' : n < 5 ? 'P' : 'P/L',
      550,
      skb ? `7${n % 10}.109` : undefined,
    ),
    crosses: [...(threshold ? (['threshold'] as const) : []), ...(cut || n < 5 ? (['cut'] as const) : []), 'place'],
  }
}

export const preview = (change: Partial<RescorePreview> = {}): RescorePreview => ({
  previewDigest: DIGEST,
  bank: { id: 'b1', name: 'SKD contoh 2024' },
  items: draft.map((one, at) => ({
    ...{ id: one.item, source: one.source, section: one.source.slice(0, 3), stem: '', version: 2 },
    ...{ before: one.before, after: one.after, had: [1204, 980, 1004][at] ?? 0 },
  })),
  closed: [{ id: 's1', name: 'SKD CPNS 2024 · Sesi 1', stage: 'skd', had: 600 }],
  waiting: [{ id: 's3', name: 'SKD CPNS 2024 · Sesi 3', state: 'running', finished: 12 }],
  sections: ['TWK', 'TIU', 'TKP'],
  counts: {
    ...{ had: 1270, changed: 912, raised: 700, lowered: 212 },
    ...{ thresholdIn: 14, thresholdOut: 3, cutIn: 6, cutOut: 6, placeOnly: 188 },
  },
  sentences: [
    {
      id: '1.270 peserta mendapat soal ini; nilai 912 orang berubah: 700 naik, 212 turun.',
      en: '1,270 candidates had these items; 912 change: 700 up, 212 down.',
    },
    {
      id: '14 orang menjadi memenuhi nilai ambang batas, 3 orang tidak lagi memenuhinya.',
      en: '14 reach the threshold now, 3 no longer do.',
    },
    {
      id: '6 orang masuk batas kelulusan, 6 orang keluar dari batas itu.',
      en: '6 come within the cut, 6 fall out of it.',
    },
    {
      id: 'Sesi "SKD CPNS 2024 · Sesi 3" belum ditutup dan tidak dihitung di sini: pesertanya dinilai dengan kunci baru saat selesai, dan 12 yang sudah selesai dinilai ulang saat usulan disetujui.',
      en: 'Sitting "SKD CPNS 2024 · Sesi 3" is not closed and not counted here: its candidates are scored with the new key when they finish, and 12 who have finished are scored anew at the approval.',
    },
  ],
  vacancies: [1, 2, 3].map((n) => vacancy(n)),
  publications: [
    {
      ...{ id: 'p1', title: 'Hasil SKD CPNS 2024 · AHLI PERTAMA - GURU KELAS · SD Negeri 1 Tanah Sepenggal' },
      ...{ stage: 'skd', publishedAt: WALL_NOW - DAY, replacedBy: null, withdrawn: false },
    },
    {
      ...{ id: 'p9', title: 'Peserta SKB · CPNS 2024', stage: 'skb-participants' },
      ...{ publishedAt: WALL_NOW - DAY / 2, replacedBy: null, withdrawn: false },
    },
  ],
  rows: Array.from({ length: 24 }, (_, n) => changed(n)),
  matching: 1100,
  ...change,
})

export const skbPreview = preview({
  vacancies: [vacancy(1, 'skb')],
  rows: Array.from({ length: 8 }, (_, n) => changed(n, true)),
  matching: 8,
})
export const nobody = preview({
  ...{ closed: [], waiting: [], vacancies: [], publications: [], rows: [], matching: 0 },
  counts: {
    ...{ had: 0, changed: 0, raised: 0, lowered: 0 },
    ...{ thresholdIn: 0, thresholdOut: 0, cutIn: 0, cutOut: 0, placeOnly: 0 },
  },
  sentences: [
    {
      id: 'Belum ada peserta sesi yang sudah ditutup yang mendapat soal ini; tidak ada nilai yang berubah.',
      en: 'No candidate of a closed sitting had these items; no score changes.',
    },
  ],
})

export const history: RescoringRow[] = [
  {
    proposal: { ...keyChange, id: 'k3' },
    items: [{ source: 'TIU-021', before: C, after: { kind: 'void' } }],
    ...{ memo: null, publications: [] },
  },
  {
    proposal: {
      ...{ ...keyChange, id: 'k2', state: 'approved' as const },
      ...{ decidedBy: 'ketua', decidedAt: WALL_NOW - DAY / 2, note: '' },
    },
    items: [{ source: 'TIU-014', before: C, after: D }],
    memo: '2/2025',
    publications: [
      {
        ...{ id: 'p1', title: 'Hasil SKD CPNS 2024 · AHLI PERTAMA - GURU KELAS · SD Negeri 1 Tanah Sepenggal' },
        ...{ stage: 'skd', publishedAt: WALL_NOW - DAY, replacedBy: 'p2', withdrawn: false },
      },
      {
        ...{ id: 'p9', title: 'Peserta SKB · CPNS 2024', stage: 'skb-participants' },
        ...{ publishedAt: WALL_NOW - DAY / 2, replacedBy: null, withdrawn: false },
      },
    ],
  },
  {
    proposal: {
      ...{ ...keyChange, id: 'k1', state: 'declined' as const },
      ...{ decidedBy: 'ketua', decidedAt: WALL_NOW - 2 * DAY, note: 'Panel belum bersidang.' },
    },
    items: [{ source: 'TKP-003', before: WEIGHTS, after: OTHER_WEIGHTS }],
    ...{ memo: null, publications: [] },
  },
]

export const proposed = { ...own, kind: 'key-change' as const }
