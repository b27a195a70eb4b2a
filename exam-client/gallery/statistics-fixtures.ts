import type {
  StatisticsFlag,
  StatisticsItem,
  StatisticsOption,
  StatisticsRow,
  StatisticsSitting,
  StatisticsView,
} from '../../server/protocol/item-statistics.ts'
import { items } from './committee-fixtures.ts'
import { WALL_NOW } from './staff-fixtures.ts'

/** Made-up figures for the stories of the item statistics. */
const DAY = 86_400_000
export const sitting: StatisticsSitting = {
  ...{ id: 's2', name: 'SKD CPNS 2024 · Sesi 2', test: 'SKD CPNS 2024', venue: 'Gedung Serbaguna Muara Bungo' },
  startsAt: WALL_NOW - DAY,
}
export const sittings: StatisticsSitting[] = [
  sitting,
  { ...sitting, id: 's1', name: 'SKD CPNS 2024 · Sesi 1', startsAt: WALL_NOW - 2 * DAY },
]

const SECTIONS = ['TWK', 'TIU', 'TKP']
const FLAGS: Record<number, StatisticsFlag[]> = {
  2: [{ flag: 'too-easy', options: [] }],
  4: [
    { flag: 'key-doubtful', options: ['D'] },
    { flag: 'too-hard', options: [] },
    { flag: 'harder-than-before', options: [] },
  ],
  7: [
    { flag: 'negative', options: [] },
    { flag: 'idle-option', options: ['A', 'E'] },
  ],
  9: [{ flag: 'weak', options: [] }],
  13: [{ flag: 'weights-disordered', options: ['B'] }],
  15: [{ flag: 'many-blank', options: [] }],
  16: [{ flag: 'easier-than-before', options: [] }],
}

const row = (nth: number): StatisticsRow => {
  const section = SECTIONS[Math.floor(nth / 6)] as string
  const flags = FLAGS[nth] ?? []
  const bad = flags.some(({ flag }) => flag === 'negative' || flag === 'key-doubtful')
  return {
    ...{ item: `i${nth}`, source: `${section}-${String((nth % 6) * 7 + 4).padStart(3, '0')}`, section },
    topic: ['Pilar negara', 'Deret bilangan', 'Pelayanan publik'][Math.floor(nth / 6)] as string,
    ...{ taken: 1204 - nth * 3, omitted: nth % 5, notReached: nth === 15 ? 131 : nth % 4 },
    facility: bad ? 0.18 : flags.some(({ flag }) => flag === 'too-easy') ? 0.96 : 0.42 + (nth % 5) * 0.08,
    discrimination: bad ? -0.214 : 0.21 + (nth % 4) * 0.07,
    upperLower: bad ? -0.17 : 0.28 + (nth % 4) * 0.08,
    medianMs: 31_000 + nth * 2700,
    change: nth === 4 ? -0.23 : nth === 16 ? 0.19 : (nth % 5) * 0.01 - 0.02,
    flags,
    look: flags.some(({ flag }) => !['too-easy', 'weak', 'idle-option'].includes(flag)),
  }
}

export const view = (change: Partial<StatisticsView> = {}): StatisticsView => ({
  ...{ sitting, candidates: 1204, late: 0, rows: Array.from({ length: 18 }, (_, nth) => row(nth)) },
  sections: SECTIONS.map((id, at) => ({
    ...{ id, title: ['Wawasan Kebangsaan', 'Intelegensia Umum', 'Karakteristik Pribadi'][at] as string },
    ...{ candidates: 1204, items: 6, perForm: [30, 35, 45][at] as number, sameItems: at !== 1 },
    ...{ mean: [81.4, 92.75, 176.1][at] as number, sd: [21.7, 29.3, 14.8][at] as number },
    ...{ median: 85, min: 20, max: 150, alpha: [0.74, 0.83, 0.69][at] as number },
    ...{ standardError: [11.07, 12.08, 8.24][at] as number, toLookAt: [1, 1, 3][at] as number },
  })),
  earlier: [{ id: 's1', name: 'SKD CPNS 2024 · Sesi 1' }],
  ...change,
})

export const fine = view({
  rows: view().rows.map((one) => ({
    ...one,
    flags: [],
    look: false,
    facility: 0.6,
    discrimination: 0.34,
    upperLower: 0.4,
  })),
  sections: view().sections.map((one) => ({ ...one, toLookAt: 0 })),
  earlier: [],
})
export const small = view({
  ...{ candidates: 12, late: 3, earlier: [] },
  rows: view().rows.map((one) => ({
    ...{ ...one, taken: 12, omitted: 0, notReached: 1, change: null, medianMs: null },
    ...{ look: false, flags: [{ flag: 'few-takers', options: [] }] },
  })),
  sections: view().sections.map((one) => ({ ...one, candidates: 12, alpha: null, standardError: null, toLookAt: 0 })),
})

const option = (
  label: string | null,
  points: number,
  keyed: boolean,
  count: number,
  withRest: number | null,
  curve: (number | null)[],
): StatisticsOption => ({
  ...{ label, points, keyed, count, share: count / 1204, withRest, curve },
  ...{
    withTotal: withRest === null ? null : withRest + 0.03,
    meanTotal: count === 0 ? null : 90 + (withRest ?? 0) * 40,
  },
})

function item(at: number, from: number, options: StatisticsOption[]): StatisticsItem {
  const shown = items.rows[at]
  if (!shown) throw new Error('no such item')
  return {
    ...{ sitting, row: { ...row(from), source: shown.source, section: shown.section }, shown, options },
    ...{ bankName: 'SKD contoh 2024', key: { kind: 'single', correct: ['C'] } },
    ...{ sd: 1.93, uncorrected: -0.16, biserial: -0.31, upper: 0.09, lower: 0.26, efficiency: -0.29, weight: 0.012 },
    ...{ alpha: 0.83, alphaWithout: 0.84, slowMs: 96_000 },
    sittings: [
      { id: 's1', name: 'SKD CPNS 2024 · Sesi 1', startsAt: sitting.startsAt - DAY, taken: 1187, facility: 0.41 },
      { id: 's2', name: sitting.name, startsAt: sitting.startsAt, taken: 1204, facility: 0.18 },
    ],
  }
}

/** Its key is C, and the strong choose D. */
export const doubtful = item(0, 4, [
  option(null, 0, false, 37, -0.08, [0.06, 0.04, 0.03, 0.02, 0.01]),
  option('A', 0, false, 84, -0.11, [0.12, 0.09, 0.07, 0.04, 0.03]),
  option('B', 0, false, 102, -0.14, [0.16, 0.11, 0.08, 0.05, 0.02]),
  option('C', 5, true, 220, -0.21, [0.31, 0.24, 0.18, 0.12, 0.07]),
  option('D', 0, false, 689, 0.38, [0.25, 0.45, 0.59, 0.74, 0.86]),
  option('E', 0, false, 72, -0.06, [0.1, 0.07, 0.05, 0.03, 0.01]),
])
export const good: StatisticsItem = {
  ...item(0, 6, [
    option(null, 0, false, 11, -0.05, [0.02, 0.01, 0.01, 0.01, 0]),
    option('A', 0, false, 144, -0.15, [0.24, 0.16, 0.1, 0.06, 0.04]),
    option('B', 0, false, 132, -0.12, [0.2, 0.14, 0.1, 0.07, 0.03]),
    option('C', 5, true, 689, 0.41, [0.25, 0.45, 0.59, 0.74, 0.86]),
    option('D', 0, false, 120, -0.14, [0.16, 0.13, 0.1, 0.07, 0.04]),
    option('E', 0, false, 108, -0.13, [0.13, 0.11, 0.1, 0.05, 0.03]),
  ]),
  ...{ uncorrected: 0.44, biserial: 0.52, upper: 0.84, lower: 0.3, efficiency: 0.55, alphaWithout: 0.82 },
  sittings: [],
}
export const weighted: StatisticsItem = {
  ...item(1, 13, [
    option(null, 0, false, 3, -0.04, [0.01, 0, 0, 0, 0]),
    option('A', 2, false, 120, -0.11, [0.18, 0.12, 0.09, 0.07, 0.04]),
    option('B', 3, false, 421, 0.27, [0.22, 0.3, 0.36, 0.41, 0.46]),
    option('C', 5, false, 402, 0.16, [0.24, 0.3, 0.34, 0.37, 0.42]),
    option('D', 1, false, 58, -0.2, [0.14, 0.07, 0.03, 0.01, 0]),
    option('E', 4, false, 200, -0.05, [0.21, 0.21, 0.18, 0.14, 0.08]),
  ]),
  ...{ key: { kind: 'weighted', weights: { A: 2, B: 3, C: 5, D: 1, E: 4 } }, biserial: null },
}
