import type { OptionId } from '../question-bank/item.ts'
import type { ItemKey } from '../question-bank/key.ts'
import { maxPoints, scoreItem } from './outcome.ts'
import type { RuleSet } from './rule-set.ts'

/** One item of the pool: choice 1 is `options[0]`, choice 2 `options[1]` …, in whatever order a form shows them. */
export interface BulkItem {
  section: string
  key: ItemKey
  options: OptionId[]
}

/** What every option of every item is worth, so that an answer costs one look-up. Made by `pointTable`. */
export interface PointTable {
  /** Section ids in the rule set's order: the columns of the points. */
  sections: string[]
  /** How many items; their numbers are 0 … `items - 1`, in the order given. */
  items: number
  /** Whole points of a choice at `item << shift | choice`; NaN where there is no such item or option. */
  cells: Float64Array
  shift: number
  /** Column of the item's section. */
  sectionOf: Uint8Array
}

/** The answers of many candidates, one row of `width` after another. */
export interface Answers {
  candidates: number
  /** Items on each form. */
  width: number
  /** 0 is blank, 1 the item's first option. */
  choices: Uint8Array
  /** Which item of the table stands there. Left out: all forms hold the items of the table in their order. */
  items?: Uint16Array
}

export const BULK_ITEMS_MAX = 65_536
export const BULK_OPTIONS_MAX = 255
/** Whole numbers below 2 to this power are exact in a double, and so are their sums. */
const EXACT_BITS = 53

/**
 * The table of one pool under one version of the keys. Throws, naming the item, where a key does not fit: as
 * `scoreItem` does, for every option of it. Source: RULES.md BU1, BU4.
 */
export function pointTable(ruleSet: RuleSet, pool: BulkItem[]): PointTable {
  if (pool.length > BULK_ITEMS_MAX) throw new Error(`${pool.length} items are more than ${BULK_ITEMS_MAX}`)
  const sections = ruleSet.sections.map(({ id }) => id)
  const shift = bitsFor(pool.reduce((most, { options }) => Math.max(most, options.length), 0) + 1)
  const cells = new Float64Array(Math.max(1, pool.length) << shift).fill(Number.NaN)
  const sectionOf = new Uint8Array(pool.length)
  const seen = new Set<string>()
  for (const [index, { section, key, options }] of pool.entries()) {
    const column = sections.indexOf(section)
    const rule = ruleSet.sections[column]?.scoring
    if (!rule) throw new Error(`item ${key.item}: section ${section} is not in rule set ${ruleSet.id}`)
    if (seen.has(key.item)) throw new Error(`item ${key.item}: twice in the pool`)
    if (options.length > BULK_OPTIONS_MAX) throw new Error(`item ${key.item}: ${options.length} options`)
    maxPoints(rule, key)
    seen.add(key.item)
    sectionOf[index] = column
    for (const [choice, option] of [null, ...options].entries())
      cells[(index << shift) | choice] = scoreItem(rule, key, option).points
  }
  return { sections, items: pool.length, cells, shift, sectionOf }
}

/**
 * Section points of each candidate in whole points, one row of `table.sections` after another; a section without an
 * item on the form has 0. The same as `scoreAttempt`, at hundreds of millions of answers a second. Throws, naming the
 * candidate's number and the place, on a choice or item that does not exist and on an item twice on one form.
 * Source: RULES.md BU1, BU4.
 */
export function scoreColumns(table: PointTable, answers: Answers): Int32Array {
  const { candidates, width, choices, items } = answers
  if (choices.length !== candidates * width || (items && items.length !== choices.length))
    throw new Error(`${candidates} candidates of ${width} answers, and ${choices.length} choices`)
  if (!items && width !== table.items) throw new Error(`${width} answers to ${table.items} items`)
  const points = new Int32Array(candidates * table.sections.length)
  for (const lanes of lanesOf(table, width))
    if (items) addForms(points, table, answers, items, lanes)
    else addOneForm(points, table, answers, lanes)
  return points
}

/**
 * Several sections in one double: an answer is then one addition, whatever its section. Most rule sets need one round;
 * sections that do not fit beside the others wait for the next.
 */
interface Lanes {
  /** As `PointTable.cells`, each in the lane of its section; 0 for a section of another round. */
  cells: Float64Array
  /** The columns in this round, lowest lane first, and what separates two lanes. */
  columns: number[]
  base: number
}

function lanesOf({ sections, cells, shift, sectionOf, items }: PointTable, width: number): Lanes[] {
  let most = 0
  for (const points of cells) if (points > most) most = points
  if (width * most >= 2 ** 31) throw new Error(`${width} answers of ${most} points are too many`)
  const bits = bitsFor(width * most + 1)
  const base = 2 ** bits
  const together = bits === 0 ? sections.length : Math.floor(EXACT_BITS / bits)
  const rounds: Lanes[] = []
  for (let from = 0; from < sections.length; from += together) {
    const columns = sections.map((_, column) => column).slice(from, from + together)
    const lanes = { cells: cells.slice(), columns, base }
    for (let item = 0; item < items; item += 1) {
      const lane = columns.indexOf(sectionOf[item] as number)
      const factor = lane < 0 ? 0 : base ** lane
      for (let at = item << shift; at < (item + 1) << shift; at += 1) (lanes.cells[at] as number) *= factor
    }
    rounds.push(lanes)
  }
  return rounds
}

/** Everybody has the same form. */
function addOneForm(points: Int32Array, { sections, shift }: PointTable, answers: Answers, lanes: Lanes): void {
  const { candidates, width, choices } = answers
  const { cells } = lanes
  for (let candidate = 0; candidate < candidates; candidate += 1) {
    const at = candidate * width
    let sum = 0
    let seen = 0
    for (let place = 0; place < width; place += 1) {
      const choice = choices[at + place] as number
      sum += cells[(place << shift) | choice] as number
      seen |= choice
    }
    // What does not exist is NaN, and makes the whole sum so.
    if (!(sum >= 0) || seen >> shift) throw fault(answers, candidate, cells, shift)
    spread(points, candidate * sections.length, sum, lanes)
  }
}

/** Each candidate has a form of her own. */
function addForms(points: Int32Array, table: PointTable, answers: Answers, items: Uint16Array, lanes: Lanes): void {
  const { sections, shift } = table
  const { candidates, width, choices } = answers
  const { cells } = lanes
  /** The last candidate, counted from 1, on whose form an item was. */
  const lastOn = new Int32Array(BULK_ITEMS_MAX)
  for (let candidate = 0, at = 0; candidate < candidates; candidate += 1) {
    const end = at + width
    let sum = 0
    let seen = 0
    let twice = false
    for (; at < end; at += 1) {
      const item = items[at] as number
      const choice = choices[at] as number
      sum += cells[(item << shift) | choice] as number
      if (lastOn[item] === candidate + 1) twice = true
      lastOn[item] = candidate + 1
      seen |= choice
    }
    if (!(sum >= 0) || seen >> shift || twice) throw fault(answers, candidate, cells, shift)
    spread(points, candidate * sections.length, sum, lanes)
  }
}

function spread(points: Int32Array, row: number, sum: number, { columns, base }: Lanes): void {
  let rest = sum
  for (let lane = 0; lane < columns.length; lane += 1) {
    const above = Math.floor(rest / base)
    points[row + (columns[lane] as number)] = rest - above * base
    rest = above
  }
}

/** What is wrong with a candidate's row, found in the loop only as "something". */
function fault({ width, choices, items }: Answers, candidate: number, cells: Float64Array, shift: number): Error {
  const onForm = new Set<number>()
  for (let place = 0; place < width; place += 1) {
    const choice = choices[candidate * width + place] as number
    const item = items?.[candidate * width + place] ?? place
    const where = `candidate number ${candidate}, place ${place}: item number ${item}`
    if (onForm.has(item)) return new Error(`${where} is twice on the form`)
    onForm.add(item)
    if (choice >> shift || !((cells[(item << shift) | choice] ?? Number.NaN) >= 0))
      return new Error(`${where} has no choice ${choice}`)
  }
  return new Error(`candidate number ${candidate}: cannot be scored`)
}

/** Bits that number `count` things. */
function bitsFor(count: number): number {
  return count <= 1 ? 0 : 32 - Math.clz32(count - 1)
}
