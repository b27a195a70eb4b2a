/**
 * Do two neighbours agree more than chance? Figures for people to judge, never a verdict (MN7). No key is used or
 * needed: what others chose says how likely two people agree without looking at each other. Pure.
 */
export interface Sheet {
  /** Option chosen, by item; blanks are not in it. */
  chosen: ReadonlyMap<string, string>
}
/** How many chose each option of each item. */
export type Counts = ReadonlyMap<string, ReadonlyMap<string, number>>

export interface Likeness {
  /** Items that both answered and enough others did. */
  common: number
  same: number
  /** Of those that agree, how many on an option that few others chose. */
  rare: number
  expected: number
  /** How seldom as much or more would come by chance. */
  chance: number
}

/** An option is rare where fewer of the others chose it. */
export const RARE_SHARE = 0.25
/** An item that fewer others answered says nothing about chance. */
export const OTHERS_LEAST = 3
/** A share of nothing would make an agreement impossible; half a voice for each option keeps it possible. */
const HALF_VOICE = 0.5
/** How far one may lean; beyond it shares no longer change what comes out. */
const LEAN_MAX = 8
/** Halvings: to a thousandth, finer than the choices of one person can tell. */
const LEAN_STEPS = 13

export function countChoices(sheets: Iterable<Sheet>): Counts {
  const counts = new Map<string, Map<string, number>>()
  for (const { chosen } of sheets)
    for (const [item, option] of chosen) {
      const options = counts.get(item) ?? new Map<string, number>()
      options.set(option, (options.get(option) ?? 0) + 1)
      counts.set(item, options)
    }
  return counts
}

/**
 * How much a person leans to what most people choose: with shares to this power, as many of the others agree with her
 * as really do. About 1 for somebody like the others, more for the strong, 0 for whoever guesses. Without it two strong
 * candidates, who both choose the right options, would look alike beyond chance.
 */
export function leanOf(counts: Counts, sheet: Sheet): number {
  const seen: number[][] = []
  let agreed = 0
  for (const [item, option] of sheet.chosen) {
    const shares = sharesWithout(counts, item, [option])
    if (!shares) continue
    seen.push([...shares.values()])
    agreed += shares.get(option) as number
  }
  if (seen.length === 0) return 1
  /** Grows with `lean`: the weight moves to options with larger shares. */
  const expected = (lean: number) => {
    let sum = 0
    for (const shares of seen) {
      let [both, ofHers] = [0, 0]
      for (const share of shares) {
        const weight = share ** lean
        both += weight * share
        ofHers += weight
      }
      sum += both / ofHers
    }
    return sum
  }
  let [low, high] = [0, LEAN_MAX]
  if (expected(low) >= agreed) return low
  if (expected(high) <= agreed) return high
  for (let step = 0; step < LEAN_STEPS; step += 1) {
    const middle = (low + high) / 2
    if (expected(middle) < agreed) low = middle
    else high = middle
  }
  return (low + high) / 2
}

export type Leaning = Sheet & { lean: number }

/**
 * How far people who cannot have seen each other stray from what is expected, 1 = as far as chance alone would have
 * it. More where there is something that shares and lean do not know, such as errors that the weak have in common; in
 * that measure the neighbours' surplus counts for less. `apart`: pairs that did not sit beside each other.
 */
export function spreadOf(counts: Counts, apart: readonly (readonly [Leaning, Leaning])[]): number {
  const squares = apart.flatMap(([a, b]) => {
    const { chances, same } = agreements(counts, a, b)
    const variance = chances.reduce((sum, chance) => sum + chance * (1 - chance), 0)
    return variance > 0 ? [(same - total(chances)) ** 2 / variance] : []
  })
  return squares.length < APART_LEAST ? 1 : Math.max(1, Math.sqrt(total(squares) / squares.length))
}
/** Fewer pairs say nothing about how people stray. */
const APART_LEAST = 30

/** The agreement of two sheets, with the two left out of what they are compared with. */
export function likenessOf(counts: Counts, a: Leaning, b: Leaning, spread = 1): Likeness {
  const { chances, same, rare } = agreements(counts, a, b)
  const expected = total(chances)
  // A rounding error must not push a whole number to the next.
  const least = same <= expected ? same : Math.ceil(expected + (same - expected) / spread - 1e-9)
  return { common: chances.length, same, rare, expected, chance: atLeast(chances, least) }
}

function agreements(counts: Counts, a: Leaning, b: Leaning): { chances: number[]; same: number; rare: number } {
  const chances: number[] = []
  let [same, rare] = [0, 0]
  for (const [item, mine] of a.chosen) {
    const theirs = b.chosen.get(item)
    if (theirs === undefined) continue
    const shares = sharesWithout(counts, item, [mine, theirs])
    if (!shares) continue
    chances.push(agreement([...shares.values()], a.lean, b.lean))
    if (mine !== theirs) continue
    same += 1
    if ((shares.get(mine) as number) < RARE_SHARE) rare += 1
  }
  return { chances, same, rare }
}

const total = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0)

/**
 * Shares of an item's options among all but those who chose `left` (one entry for each person left out); null where
 * too few others answered it.
 */
function sharesWithout(counts: Counts, item: string, left: string[]): ReadonlyMap<string, number> | null {
  const options = counts.get(item)
  if (!options) return null
  const others = [...options].map(([option, n]) => [option, n - left.filter((one) => one === option).length] as const)
  const all = others.reduce((sum, [, n]) => sum + n, 0)
  if (all < OTHERS_LEAST) return null
  const whole = all + HALF_VOICE * others.length
  return new Map(others.map(([option, n]) => [option, (n + HALF_VOICE) / whole]))
}

/** The chance that two who lean so choose the same option. */
function agreement(shares: number[], leanA: number, leanB: number): number {
  let [both, ofA, ofB] = [0, 0, 0]
  for (const share of shares) {
    const [a, b] = [share ** leanA, share ** leanB]
    both += a * b
    ofA += a
    ofB += b
  }
  return both / (ofA * ofB)
}

/**
 * Chance of at least `least` successes in independent trials with these chances, exactly (Poisson binomial): each
 * trial in turn, keeping how likely each number of successes is. Only sums of positive terms, so small tails are true.
 */
export function atLeast(chances: readonly number[], least: number): number {
  const likely = new Float64Array(chances.length + 1)
  likely[0] = 1
  for (const [done, chance] of chances.entries())
    for (let n = done + 1; n >= 0; n -= 1)
      likely[n] = (likely[n] as number) * (1 - chance) + (n > 0 ? (likely[n - 1] as number) * chance : 0)
  let tail = 0
  for (let n = chances.length; n >= Math.max(0, least); n -= 1) tail += likely[n] as number
  return Math.min(1, tail)
}
