import type { Readable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import type { ItemStatistics } from '../../scoring/item-statistics.ts'
import { harmlessCell } from '../harmless-cell.ts'
import { workbook } from '../workbook.ts'
import { flagWords } from './flag-words.ts'
import type { WholeStatistics } from './statistics-view.ts'

type Cell = string | number | null

/** Every item with all its figures, one row each: CSV for Excel, and no cell that a spreadsheet would run. */
export const statisticsCsv = (whole: WholeStatistics): string =>
  stringify([ITEM_HEAD, ...itemRows(whole).map((row) => row.map(harmlessCell))], {
    ...{ bom: true, record_delimiter: 'windows' },
  })

/** Sections, items and options, a sheet each. */
export const statisticsWorkbook = (whole: WholeStatistics, at: number): Readable =>
  workbook(
    [
      { name: 'Subtes', head: SECTION_HEAD, rows: [sectionRows(whole)] },
      { name: 'Soal', head: ITEM_HEAD, rows: [itemRows(whole)] },
      { name: 'Pilihan', head: OPTION_HEAD, rows: [optionRows(whole)] },
    ],
    at,
  )

/** Four decimals, as the figures are checked against other programs. */
const four = (value: number | null): number | null => (value === null ? null : Math.round(value * 1e4) / 1e4)
const seconds = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 100) / 10)

const SECTION_HEAD = [
  ...['Subtes', 'Peserta', 'Soal', 'Soal per paket', 'Rata-rata', 'Simpangan baku', 'Median', 'Terendah', 'Tertinggi'],
  ...['Kemencengan', 'Keruncingan', 'Alpha', 'Galat baku pengukuran'],
]
const sectionRows = ({ view, figures }: WholeStatistics): Cell[][] =>
  view.sections.map((one, at) => {
    const more = figures.statistics.sections[at]
    return [
      ...[one.id, one.candidates, one.items, one.perForm, four(one.mean), four(one.sd), one.median, one.min, one.max],
      ...[four(more?.skewness ?? null), four(more?.kurtosis ?? null), four(one.alpha), four(one.standardError)],
    ]
  })

const ITEM_HEAD = [
  ...['Subtes', 'Kode soal', 'Topik', 'Mendapat soal', 'Dilewati', 'Tidak tercapai', 'Tingkat kemudahan'],
  ...[
    'Simpangan baku',
    'Daya beda (sisa)',
    'Korelasi (total)',
    'Biserial',
    'Kelompok atas 27 %',
    'Kelompok bawah 27 %',
  ],
  ...['Atas - bawah', 'Efisiensi daya beda', 'Bobot efektif', 'Alpha tanpa soal', 'Waktu tengah (detik)'],
  ...['Waktu 90 % (detik)', 'Perubahan kemudahan', 'Tanda'],
]
const itemRows = (whole: WholeStatistics): Cell[][] =>
  inOrder(whole).map(({ row, statistics: one }) => [
    ...[row.section, row.source, row.topic, one.taken, one.omitted, one.notReached, four(one.facility), four(one.sd)],
    ...[four(one.discrimination), four(one.uncorrected), four(one.biserial), four(one.upper), four(one.lower)],
    ...[four(one.upperLower), four(one.efficiency), four(one.weight), four(one.alphaWithout), seconds(one.medianMs)],
    ...[seconds(one.slowMs), four(row.change), row.flags.map(flagWords).join('; ')],
  ])

const OPTION_HEAD = [
  ...['Subtes', 'Kode soal', 'Pilihan', 'Nilai', 'Dipilih', 'Bagian', 'Korelasi (sisa)', 'Korelasi (total)'],
  ...['Rata-rata pemilih', ...[1, 2, 3, 4, 5].map((group) => `Kelompok ${group}`)],
]
const optionRows = (whole: WholeStatistics): Cell[][] =>
  inOrder(whole).flatMap(({ row, statistics, asked }) =>
    statistics.choices.map((option, choice) => [
      ...[row.section, row.source, choice === 0 ? 'kosong' : (asked.labels[choice - 1] ?? '')],
      ...[asked.points[choice] ?? 0, option.count, four(option.share), four(option.withRest), four(option.withTotal)],
      ...[four(option.meanTotal), ...option.curve.map(four)],
    ]),
  )

function inOrder({ view, asked, figures }: WholeStatistics) {
  const numbers = new Map(asked.map((one, number) => [`${one.sectionId}\0${one.item}`, number]))
  return view.rows.map((row) => {
    const number = numbers.get(`${row.section}\0${row.item}`) as number
    return {
      row,
      statistics: figures.statistics.items[number] as ItemStatistics,
      asked: asked[number] as WholeStatistics['asked'][number],
    }
  })
}
