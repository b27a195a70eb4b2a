import type { ItemStatistics } from './item-statistics.ts'

/** What a person should look at, in the order of how much it matters. */
export const ITEM_FLAGS = [
  'key-doubtful',
  'negative',
  'weights-disordered',
  'too-hard',
  'too-easy',
  'weak',
  'many-blank',
  'harder-than-before',
  'easier-than-before',
  'idle-option',
  'few-takers',
] as const
export type ItemFlagName = (typeof ITEM_FLAGS)[number]

export interface ItemFlag {
  flag: ItemFlagName
  /** Choices it is about: 1 is the first option. */
  choices: number[]
}

/** Of use when the item is used again; nothing to settle before ranks appear. */
const FOR_LATER: readonly ItemFlagName[] = ['too-easy', 'weak', 'idle-option', 'few-takers']

/** Whether somebody should look at the item before ranks appear. Source: RULES.md ST16. */
export const needsLook = (flags: readonly ItemFlag[]): boolean => flags.some(({ flag }) => !FOR_LATER.includes(flag))

/** Below this many takers a figure says little, and nothing else is flagged. */
export const TAKERS_MIN = 30
const HARD_BELOW = 0.2
const EASY_ABOVE = 0.9
const WEAK_BELOW = 0.15
/** An option that fewer take parts nobody from anybody. */
const IDLE_BELOW = 0.05
/** Of those who had it, left blank by choice or for want of time. */
const BLANK_ABOVE = 0.1
/** An option chosen by fewer says too little to doubt a key. */
const DOUBT_SHARE = 0.1
/** Difference of facility that matters, and how many standard errors make it more than chance. */
const DRIFT_AT_LEAST = 0.1
const DRIFT_ERRORS = 3

/** What an item earned before, on all earlier sittings that are compared. */
export interface Before {
  facility: number
  sd: number
  taken: number
}

/**
 * Change of facility beyond that of the items that both sittings share, so that a stronger group of candidates does
 * not make every item look easier. `usual`: the mean change of these. Null where it is not more than chance, or small.
 * Source: RULES.md ST15.
 */
export function drift(
  now: Pick<ItemStatistics, 'facility' | 'sd' | 'taken'>,
  before: Before,
  usual: number,
  max: number,
): { change: number; marked: boolean } | null {
  if (now.facility === null || now.sd === null || now.taken < TAKERS_MIN || before.taken < TAKERS_MIN) return null
  const change = now.facility - before.facility - usual
  const error = Math.sqrt((now.sd / max) ** 2 / now.taken + (before.sd / max) ** 2 / before.taken)
  const marked = Math.abs(change) >= DRIFT_AT_LEAST && Math.abs(change) > DRIFT_ERRORS * error
  return { change, marked }
}

/**
 * Everything that is unusual about an item, the most serious first. `points`: of each choice, the blank first; all
 * the same (a withdrawn item, or one given to everybody) has nothing to say. Source: RULES.md ST12 to ST15.
 */
export function itemFlags(
  item: ItemStatistics,
  points: readonly number[],
  drifted: { change: number; marked: boolean } | null,
): ItemFlag[] {
  const worths = points.slice(1)
  if (item.taken === 0 || new Set(worths).size < 2) return []
  if (item.taken < TAKERS_MIN) return [{ flag: 'few-takers', choices: [] }]
  const found: ItemFlag[] = []
  const flag = (name: ItemFlagName, choices: number[] = []) => found.push({ flag: name, choices })
  const best = Math.max(...worths)
  const weighted = worths.some((worth) => worth > 0 && worth < best)
  const doubtful = weighted ? [] : doubtfulKey(item, points)
  if (doubtful.length > 0) flag('key-doubtful', doubtful)
  else if (item.discrimination !== null && item.discrimination < 0) flag('negative')
  const disordered = weighted ? disorderedWeights(item, points) : []
  if (disordered.length > 0) flag('weights-disordered', disordered)
  const reached = reachedShare(item, worths, best)
  if (reached !== null && reached < HARD_BELOW) flag('too-hard')
  if (reached !== null && reached > EASY_ABOVE) flag('too-easy')
  else if (item.discrimination !== null && item.discrimination >= 0 && item.discrimination < WEAK_BELOW) flag('weak')
  if ((item.omitted + item.notReached) / item.taken > BLANK_ABOVE) flag('many-blank')
  if (drifted?.marked) flag(drifted.change < 0 ? 'harder-than-before' : 'easier-than-before')
  const idle = reached !== null && reached > EASY_ABOVE ? [] : idleOptions(item, points, best, weighted)
  if (idle.length > 0) flag('idle-option', idle)
  return found.sort((a, b) => ITEM_FLAGS.indexOf(a.flag) - ITEM_FLAGS.indexOf(b.flag))
}

/** How far from the worst option's points to the best's: a weight of 1 is no achievement. */
function reachedShare({ facility }: ItemStatistics, worths: number[], best: number): number | null {
  const worst = Math.min(...worths)
  return facility === null ? null : (facility * best - worst) / (best - worst)
}

/** Options that many take, and the stronger candidates rather than the weaker, more so than the key. */
function doubtfulKey({ choices }: ItemStatistics, points: readonly number[]): number[] {
  const keyed = choices.flatMap(({ withRest }, choice) => ((points[choice] ?? 0) > 0 ? [withRest ?? 0] : []))
  const ofKey = Math.max(...keyed)
  return choices.flatMap(({ share, withRest }, choice) =>
    choice > 0 && points[choice] === 0 && share >= DOUBT_SHARE && withRest !== null && withRest > Math.max(0, ofKey)
      ? [choice]
      : [],
  )
}

/** Options whose choosers do better on the rest than those of an option that is worth more. */
function disorderedWeights({ choices }: ItemStatistics, points: readonly number[]): number[] {
  const told = choices.flatMap(({ share, count, meanRest }, choice) =>
    choice > 0 && share >= IDLE_BELOW && count >= 10 && meanRest !== null ? [{ choice, meanRest }] : [],
  )
  return told.flatMap(({ choice, meanRest }) =>
    told.some((other) => (points[other.choice] ?? 0) > (points[choice] ?? 0) && other.meanRest < meanRest)
      ? [choice]
      : [],
  )
}

function idleOptions(item: ItemStatistics, points: readonly number[], best: number, weighted: boolean): number[] {
  return item.choices.flatMap(({ share, count }, choice) => {
    if (choice === 0) return []
    if (weighted) return count === 0 ? [choice] : []
    return points[choice] !== best && share < IDLE_BELOW ? [choice] : []
  })
}
