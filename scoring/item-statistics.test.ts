import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { type Answered, itemStatistics, type StudiedItem } from './item-statistics.ts'

/** Response data with the figures that other programs give for them: R (psych, CTT, base) and Moodle. */
const DATA = join(import.meta.dirname, '../../shared/data/d-irt')
const SETS = ['CTTdata', 'GMAT', 'HCItest', 'LSAT6', 'LSAT7', 'MathExam14W', 'SAT12']
const rowsOf = (file: string): string[][] => parse(readFileSync(join(DATA, file), 'utf8'))
const table = (file: string) => {
  const [head = [], ...rows] = rowsOf(file)
  return { head, rows }
}

/** Everybody has the same items; each item's marks come from what was given for it. */
function sameForm(given: string[][], worth: (item: number, cell: string) => number, max: number) {
  const width = given[0]?.length ?? 0
  const labels = Array.from({ length: width }, (_, item) =>
    [...new Set(given.map((row) => row[item] as string))].sort(),
  )
  const items: StudiedItem[] = labels.map((cells, item) => ({
    ...{ section: 0, max },
    points: [0, ...cells.map((cell) => worth(item, cell))],
  }))
  const answered: Answered = {
    starts: Uint32Array.from({ length: given.length + 1 }, (_, candidate) => candidate * width),
    items: Uint16Array.from(given.flatMap((row) => row.map((_, item) => item))),
    choices: Uint8Array.from(given.flatMap((row) => row.map((cell, item) => 1 + (labels[item] ?? []).indexOf(cell)))),
  }
  return { labels, ...itemStatistics(items, 1, answered) }
}
const near = (is: number | null | undefined, expected: number) => expect(is ?? Number.NaN).toBeCloseTo(expected, 4)

interface Expected {
  ctt: Record<string, number> & {
    score_freq: Record<string, number>
    items: ({ item: string } & Record<string, number>)[]
  }
  distractors?: {
    item: number
    option: string
    n: number
    p: number
    r_with_total: number | null
    r_with_rest: number | null
    mean_total_of_choosers: number
  }[]
}
const expectedOf = (set: string) => JSON.parse(readFileSync(join(DATA, set, 'expected_ctt.json'), 'utf8')) as Expected

describe.skipIf(!existsSync(DATA))('the figures of other programs, to four decimals', () => {
  it.each(SETS)('[ST1] [ST2] [ST4] [ST5] [ST8] %s: items and reliability', (set) => {
    const { ctt } = expectedOf(set)
    const { rows } = table(`${set}/scored.csv`)
    const { items, sections } = sameForm(rows, (_, cell) => Number(cell), 1)
    const [section] = sections
    expect(section?.candidates).toBe(ctt['n_persons'])
    near(section?.mean, ctt['score_mean'] as number)
    near(section?.sd, ctt['score_sd_n_minus_1'] as number)
    near(section?.alpha, ctt['alpha_psych_raw'] as number)
    near(section?.alpha, ctt['kr20_population_variance'] as number)
    near(section?.standardError, ctt['sem_from_alpha'] as number)
    expect(Object.fromEntries((section?.scores ?? []).map(({ score, count }) => [score, count]))).toEqual(
      ctt.score_freq,
    )
    expect(items).toHaveLength(ctt.items.length)
    for (const [at, wanted] of ctt.items.entries()) {
      const item = items[at]
      near(item?.facility, wanted['p'] as number)
      near(item?.sd, wanted['sd_n_minus_1'] as number)
      near(item?.uncorrected, wanted['r_point_biserial_uncorrected'] as number)
      near(item?.discrimination, wanted['r_point_biserial_corrected'] as number)
      near(item?.biserial, wanted['bis_CTT'] as number)
      near(item?.alphaWithout, wanted['alpha_if_deleted_psych'] as number)
      near(item?.upperLower, wanted['upper_lower_27_stable_order'] as number)
    }
  })

  it.each(['CTTdata', 'HCItest', 'SAT12'])('[ST3] [ST6] %s: every option', (set) => {
    const { distractors = [] } = expectedOf(set)
    const { rows } = table(`${set}/raw_responses.csv`)
    const key = table(`${set}/key.csv`).rows.map(([, option]) => option)
    const { items, labels } = sameForm(rows, (item, cell) => (cell === key[item] ? 1 : 0), 1)
    expect(distractors.length).toBe(labels.flat().length)
    for (const wanted of distractors) {
      const option = items[wanted.item - 1]?.choices[1 + (labels[wanted.item - 1] ?? []).indexOf(wanted.option)]
      expect(option?.count).toBe(wanted.n)
      near(option?.share, wanted.p)
      if (wanted.r_with_total !== null) near(option?.withTotal, wanted.r_with_total)
      if (wanted.r_with_rest !== null) near(option?.withRest, wanted.r_with_rest)
      near(option?.meanTotal, wanted.mean_total_of_choosers)
    }
  })

  it('[ST1] [ST2] [ST5] [ST8] [ST10] Moodle, marks in parts of a point', () => {
    const quiz = JSON.parse(readFileSync(join(DATA, 'moodle_quiz_statistics/expected_quiz00.json'), 'utf8')).quiz
    const { head, rows } = table('moodle_quiz_statistics/results00.csv')
    const slots = head.flatMap((name, at) => (name.startsWith('slots.') ? [at] : []))
    const { items, sections } = sameForm(
      rows.map((row) => slots.map((at) => row[at] as string)),
      (_, cell) => Number(cell),
      1,
    )
    const [section] = sections
    near(section?.mean, quiz.allattemptsavg)
    near(section?.median, quiz.median)
    near(section?.sd, quiz.standarddeviation)
    near(section?.skewness, quiz.skewness)
    near(section?.kurtosis, quiz.kurtosis)
    near((section?.alpha ?? 0) * 100, quiz.cic_percent)
    near(section?.standardError, quiz.standarderror)
    const stats = table('moodle_quiz_statistics/qstats00.csv')
    const column = (row: string[], name: string) => Number(row[stats.head.indexOf(name)])
    const whole = stats.rows.filter((row) => row[1] === '' && row[2] === '')
    expect(whole).toHaveLength(items.length)
    for (const [at, row] of whole.entries()) {
      const item = items[at]
      near(item?.facility, column(row, 'facility'))
      near(item?.sd, column(row, 'sd'))
      near((item?.weight ?? 0) * 100, column(row, 'effectiveweight'))
      near((item?.discrimination ?? 0) * 100, column(row, 'discriminationindex'))
      near((item?.efficiency ?? 0) * 100, column(row, 'discriminativeefficiency'))
    }
  })
})
