import { thresholdOf } from './result.ts'
import { type RankingKey, type RuleSet, termsOf } from './rule-set.ts'

export interface BulkVacancy {
  needType: string
  need: number
  /** What the vacancy states itself, where the rule set says so (`statedByVacancy`). */
  thresholds?: Record<string, number>
}

/** Candidates in columns, in order of id. */
export interface Population {
  /** Of each candidate, the number of her vacancy in the list given. */
  vacancyOf: Int32Array
  /** Whole points, one row of the rule set's sections after another. Of absent and disqualified ones they are not used. */
  points: Int32Array
  /** Where the total is stated and need not be the sum. Left out: it is the sum. */
  totals?: Int32Array
  /** `ABSENT` and `DISQUALIFIED`. Left out: nobody is either. */
  flags?: Uint8Array
}

export const ABSENT = 1
export const DISQUALIFIED = 2

export const BULK_CODES = ['P/L', 'P', 'SERI', 'TL', 'TH', 'DIS'] as const

export interface BulkRanking {
  /** From 1, on the list of the vacancy; 0: none. */
  place: Int32Array
  /** Position in `BULK_CODES`. */
  code: Uint8Array
  /** The candidates, vacancy after vacancy, each in the order of its list. */
  order: Int32Array
  /** Where the list of each vacancy begins in `order`, and the end of the last. */
  starts: Int32Array
}

/**
 * Ranks many vacancies at once: the same places, codes and order as `rankVacancy`, for a million candidates in a fraction
 * of a second. Equals stand in the order of the columns. It knows no birth dates and no priority groups: where a rule
 * set asks for them and they are known, `rankVacancy` must do it. Throws on a vacancy, need type
 * or need that cannot be. Source: RULES.md BU2 to BU4, RK1 to RK8.
 */
export function rankColumns(ruleSet: RuleSet, vacancies: BulkVacancy[], population: Population): BulkRanking {
  refuseMisfits(ruleSet, vacancies, population)
  const keys = ruleSet.ranking.keys.map((key) => columnsOf(ruleSet, key))
  const lists = listAll(ruleSet, vacancies, population)
  const equals = sortPacked(lists, keys, population) ?? sortCompared(lists, keys, population)
  return placeAll(ruleSet, vacancies, lists, equals)
}

function refuseMisfits(ruleSet: RuleSet, vacancies: BulkVacancy[], population: Population): void {
  const { vacancyOf, points, totals, flags } = population
  const count = vacancyOf.length
  for (const [name, length] of Object.entries({
    points: points.length / ruleSet.sections.length,
    totals: totals?.length ?? count,
    flags: flags?.length ?? count,
  }))
    if (length !== count) throw new Error(`${name} of ${length} candidates, not ${count}`)
  for (let candidate = 0; candidate < count; candidate += 1) {
    const vacancy = vacancyOf[candidate] as number
    if (vacancy < 0 || vacancy >= vacancies.length)
      throw new Error(`candidate number ${candidate}: no vacancy number ${vacancy}`)
  }
}

/** The columns behind a key or threshold: sections, or the total, which stands after the last section. */
function columnsOf({ id, sections }: RuleSet, key: RankingKey): number[] {
  return termsOf(key).map((term) => {
    const column = term === 'total' ? sections.length : sections.findIndex((section) => section.id === term)
    if (column < 0) throw new Error(`rule set ${id} has no section ${term}`)
    return column
  })
}

/** The points of a candidate with the total after them, always in the same array. */
function rowReader({ points, totals, vacancyOf }: Population): { row: Int32Array; read: (candidate: number) => void } {
  const width = vacancyOf.length === 0 ? 0 : points.length / vacancyOf.length
  const row = new Int32Array(width + 1)
  const read = (candidate: number) => {
    let sum = 0
    for (let column = 0, at = candidate * width; column < width; column += 1, at += 1) {
      row[column] = points[at] as number
      sum += points[at] as number
    }
    row[width] = totals ? (totals[candidate] as number) : sum
  }
  return { row, read }
}

function sumOf(row: Int32Array, columns: number[]): number {
  let sum = 0
  for (let at = 0; at < columns.length; at += 1) sum += row[columns[at] as number] as number
  return sum
}

/** The parts of one vacancy's list, in their order. */
const PASSED = 0
const SHORT = 1
const AWAY = 2
const OUT = 3
const PARTS = 4

interface Lists {
  /** By vacancy, then by part, then as given. Sorting then moves candidates within the first two parts. */
  order: Int32Array
  /** Part p of vacancy v begins at v × PARTS + p; one more at the end. */
  starts: Int32Array
}

function listAll(ruleSet: RuleSet, vacancies: BulkVacancy[], population: Population): Lists {
  const { vacancyOf, flags } = population
  const count = vacancyOf.length
  const thresholds = thresholdsOf(ruleSet, vacancies)
  const { row, read } = rowReader(population)
  const partOf = new Int32Array(count)
  const starts = new Int32Array(vacancies.length * PARTS + 1)
  for (let candidate = 0; candidate < count; candidate += 1) {
    const vacancy = vacancyOf[candidate] as number
    const flag = flags ? (flags[candidate] as number) : 0
    let part = flag & DISQUALIFIED ? OUT : flag & ABSENT ? AWAY : PASSED
    if (part === PASSED) {
      read(candidate)
      for (const { columns, least } of thresholds[vacancy] as Least[]) if (sumOf(row, columns) < least) part = SHORT
    }
    part += vacancy * PARTS
    partOf[candidate] = part
    ;(starts[part + 1] as number) += 1
  }
  for (let part = 1; part < starts.length; part += 1) (starts[part] as number) += starts[part - 1] as number
  const next = starts.slice()
  const order = new Int32Array(count)
  for (let candidate = 0; candidate < count; candidate += 1) {
    const part = partOf[candidate] as number
    order[next[part] as number] = candidate
    ;(next[part] as number) += 1
  }
  return { order, starts }
}

interface Least {
  columns: number[]
  least: number
}

/** By vacancy; thousands of vacancies share a few thresholds. */
function thresholdsOf(ruleSet: RuleSet, vacancies: BulkVacancy[]): Least[][] {
  const known = new Map<string, Least[]>()
  return vacancies.map(({ needType, thresholds = {} }) => {
    const mark = JSON.stringify([needType, thresholds])
    let leasts = known.get(mark)
    if (!leasts) {
      leasts = thresholdOf(ruleSet, needType, thresholds).map(([on, least]) => ({
        columns: columnsOf(ruleSet, on),
        least,
      }))
      known.set(mark, leasts)
    }
    return leasts
  })
}

/**
 * Marks who is equal to the one before in the same part: 1. All keys and the position in the part are packed into one
 * whole number below 2^53, best smallest, so that sorting compares plain numbers. Null where they do not fit.
 */
function sortPacked({ order, starts }: Lists, keys: number[][], population: Population): Uint8Array | null {
  const ranges = keys.map(rangesOf(population))
  const positions = 2 ** bitsFor(longestOf(starts))
  if (ranges.reduce((product, { span }) => product * span, positions) > Number.MAX_SAFE_INTEGER) return null
  const values = valuesOf(keys, ranges, population)
  const packed = new Float64Array(longestOf(starts))
  const equals = new Uint8Array(order.length)
  for (let part = 0; part < starts.length - 1; part += 1) {
    if (part % PARTS > SHORT) continue
    const start = starts[part] as number
    const length = (starts[part + 1] as number) - start
    for (let at = 0; at < length; at += 1) packed[at] = (values[order[start + at] as number] as number) * positions + at
    sortNumbers(packed.subarray(0, length))
    const candidates = order.slice(start, start + length)
    let before = -1
    for (let at = 0; at < length; at += 1) {
      const value = Math.floor((packed[at] as number) / positions)
      order[start + at] = candidates[(packed[at] as number) - value * positions] as number
      if (value === before) equals[start + at] = 1
      before = value
    }
  }
  return equals
}

function valuesOf(keys: number[][], ranges: Range[], population: Population): Float64Array {
  const { row, read } = rowReader(population)
  const values = new Float64Array(population.vacancyOf.length)
  for (let candidate = 0; candidate < values.length; candidate += 1) {
    read(candidate)
    let value = 0
    for (let key = 0; key < keys.length; key += 1) {
      const { most, span } = ranges[key] as Range
      value = value * span + (most - sumOf(row, keys[key] as number[]))
    }
    values[candidate] = value
  }
  return values
}

interface Range {
  most: number
  /** How many values there can be. */
  span: number
}

/** Between which points a key can lie, from the least and most of each column. */
function rangesOf(population: Population): (columns: number[]) => Range {
  const { row, read } = rowReader(population)
  const least = new Float64Array(row.length).fill(Number.POSITIVE_INFINITY)
  const most = new Float64Array(row.length).fill(Number.NEGATIVE_INFINITY)
  const { vacancyOf, flags } = population
  for (let candidate = 0; candidate < vacancyOf.length; candidate += 1) {
    if (flags && flags[candidate] !== 0) continue
    read(candidate)
    for (let column = 0; column < row.length; column += 1) {
      const value = row[column] as number
      if (value < (least[column] as number)) least[column] = value
      if (value > (most[column] as number)) most[column] = value
    }
  }
  return (columns) => {
    const up = columns.reduce((sum, column) => sum + (most[column] as number), 0)
    const down = columns.reduce((sum, column) => sum + (least[column] as number), 0)
    return { most: up, span: up - down + 1 }
  }
}

const FEW = 24

/** A part has a few candidates or many: a call of the engine's sort costs more than sorting a few by insertion. */
function sortNumbers(values: Float64Array): void {
  if (values.length > FEW) {
    values.sort()
    return
  }
  for (let at = 1; at < values.length; at += 1) {
    const value = values[at] as number
    let to = at
    for (; to > 0 && (values[to - 1] as number) > value; to -= 1) values[to] = values[to - 1] as number
    values[to] = value
  }
}

/** The same for any figures: compares key by key. */
function sortCompared({ order, starts }: Lists, keys: number[][], population: Population): Uint8Array {
  const { row, read } = rowReader(population)
  const values = new Float64Array(population.vacancyOf.length * keys.length)
  for (let candidate = 0; candidate < population.vacancyOf.length; candidate += 1) {
    read(candidate)
    for (let key = 0; key < keys.length; key += 1)
      values[candidate * keys.length + key] = sumOf(row, keys[key] as number[])
  }
  const compare = (a: number, b: number) => {
    for (let key = 0; key < keys.length; key += 1) {
      const difference = (values[b * keys.length + key] as number) - (values[a * keys.length + key] as number)
      if (difference !== 0) return difference
    }
    return 0
  }
  const equals = new Uint8Array(order.length)
  for (let part = 0; part < starts.length - 1; part += 1) {
    if (part % PARTS > SHORT) continue
    const candidates = order.subarray(starts[part], starts[part + 1])
    // Candidates stand as given, and sorting is stable, so equals keep the order of the columns.
    candidates.sort(compare)
    for (let at = 1; at < candidates.length; at += 1)
      if (compare(candidates[at - 1] as number, candidates[at] as number) === 0)
        equals[(starts[part] as number) + at] = 1
  }
  return equals
}

function placeAll(
  ruleSet: RuleSet,
  vacancies: BulkVacancy[],
  { order, starts }: Lists,
  equals: Uint8Array,
): BulkRanking {
  const { cutTimesNeed } = ruleSet.ranking
  const place = new Int32Array(order.length)
  const code = new Uint8Array(order.length)
  const [through, beyond, undecided, short, away, out] = BULK_CODES.keys()
  for (const [vacancy, { need }] of vacancies.entries()) {
    const places = need * (cutTimesNeed ?? 1)
    if (!Number.isSafeInteger(places) || places < 0)
      throw new Error(`vacancy number ${vacancy}: need ${need} is not a whole number`)
    const from = starts[vacancy * PARTS + PASSED] as number
    const to = starts[vacancy * PARTS + SHORT] as number
    for (let start = from, end = from; start < to; start = end) {
      end += 1
      while (end < to && equals[end] === 1) end += 1
      const its = start - from + 1
      const standing = its > places ? beyond : end - from > places && cutTimesNeed === null ? undecided : through
      for (let at = start; at < end; at += 1) {
        place[order[at] as number] = its
        code[order[at] as number] = standing as number
      }
    }
    for (let part = SHORT; part < PARTS; part += 1)
      for (
        let at = starts[vacancy * PARTS + part] as number;
        at < (starts[vacancy * PARTS + part + 1] as number);
        at += 1
      )
        code[order[at] as number] = [short, away, out][part - SHORT] as number
  }
  return { place, code, order, starts: starts.filter((_, part) => part % PARTS === 0) }
}

function longestOf(starts: Int32Array): number {
  let longest = 0
  for (let part = 1; part < starts.length; part += 1)
    longest = Math.max(longest, (starts[part] as number) - (starts[part - 1] as number))
  return longest
}

/** Bits that number `count` things. */
function bitsFor(count: number): number {
  return count <= 1 ? 0 : 32 - Math.clz32(count - 1)
}
