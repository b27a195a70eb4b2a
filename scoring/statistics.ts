import type { OptionId } from '../question-bank/item.ts'

/** One candidate's response to the item under study, in whole points. */
export interface Observation {
  choice: OptionId | null
  /** Earned on this item. */
  points: number
  /** Of the whole section or test, this item included. */
  total: number
}

/**
 * Facility (p-value) of an item: mean points as a share of `max`, from 0 (nobody) to 1 (everybody); null
 * without observations. A figure for a screen: nothing is decided by comparing it. Source: RULES.md ST1.
 */
export function facility(observations: Observation[], max: number): number | null {
  if (observations.length === 0 || max === 0) return null
  return observations.reduce((sum, { points }) => sum + points, 0) / (observations.length * max)
}

/**
 * Discrimination: correlation (-1 to 1) of the item's points with the rest of the total, the item itself taken
 * out, so that a short test does not flatter its items. For right-or-wrong items this is the corrected
 * point-biserial. Null where either side does not vary. Source: RULES.md ST2.
 */
export function discrimination(observations: Observation[]): number | null {
  const n = BigInt(observations.length)
  let [x, y, xx, yy, xy] = [0n, 0n, 0n, 0n, 0n]
  for (const { points, total } of observations) {
    const item = BigInt(points)
    const rest = BigInt(total - points)
    x += item
    y += rest
    xx += item * item
    yy += rest * rest
    xy += item * rest
  }
  // Whole numbers up to here, so "does not vary" is exact and large cohorts lose nothing.
  const itemSpread = n * xx - x * x
  const restSpread = n * yy - y * y
  if (itemSpread === 0n || restSpread === 0n) return null
  return Number(n * xy - x * y) / (Math.sqrt(Number(itemSpread)) * Math.sqrt(Number(restSpread)))
}

/**
 * How many chose each option, in the order of `options`, and how many left it blank (`null`, last). An option
 * nobody took stands there with 0: that is the distractor to look at. Throws on a choice that is not an option.
 * Source: RULES.md ST3.
 */
export function distractorCounts(
  options: OptionId[],
  observations: Observation[],
): { option: OptionId | null; count: number }[] {
  const counts = new Map<OptionId | null, number>([...options, null].map((option) => [option, 0]))
  for (const { choice } of observations) {
    const count = counts.get(choice)
    if (count === undefined) throw new Error(`no option ${choice}`)
    counts.set(choice, count + 1)
  }
  return [...counts].map(([option, count]) => ({ option, count }))
}
