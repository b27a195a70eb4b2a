import type { Blueprint } from './blueprint.ts'
import { feeds } from './blueprint.ts'
import type { BankItem } from './item.ts'
import type { Random } from './random.ts'
import { randomFrom } from './random.ts'

/*
 * Which items a form takes. The aim: of all choices of items that obey the blueprint, each is equally likely.
 *
 * 1. Items that the blueprint cannot tell apart form a *group*. A *table* says how many items each section takes
 *    from each group. The tables are counted exactly, weighted by the number of choices behind each, and one is drawn
 *    with that weight; then the items are drawn from each group. This alone is exactly uniform. (Joint quotas
 *    topic x difficulty and an item wanted by two sections are both met here.)
 * 2. A choice in which two enemies meet is thrown away whole and drawn anew. Throwing away keeps it uniform.
 *    Sections that have no item and no enemy in common are drawn, and thrown away, on their own.
 * 3. Only where REJECTED_MAX choices in a row had to be thrown away, or the tables are too many to count, a random
 *    search with backtracking takes over. It obeys every rule, but is no longer exactly uniform.
 * 4. Where that gives up too, the choice which the feasibility check found stands in, stirred by random exchanges.
 *    So: `isFeasible` says yes <=> `drawItems` never fails, whatever the seed.
 */

// These numbers are part of RANDOM_ALGORITHM: with another one, forms already dealt may not be drawn again.

/** Choices thrown away because of enemies before the search takes over. */
export const REJECTED_MAX = 200
/** Steps spent on counting tables before the search takes over: a second and some 30 MB at most, once for each plan. */
export const TABLE_STEPS_MAX = 400_000
/** Items looked at in one search for the stand-in (a step looks at each), and how often it starts again. */
export const SEARCH_LOOKS_MAX = 2_000_000
export const SEARCHES_MAX = 6
/** Steps of one search for one candidate's form, beyond one for each slot: a form may not keep a hall waiting. */
export const FORM_SEARCH_STEPS_SPARE = 100

/** A number that a section must reach exactly: its count, one topic, one difficulty, or the rest of these. */
export interface Margin {
  section: number
  by: 'count' | 'topic' | 'difficulty'
  /** The topic or difficulty; null for all that are not named. */
  value: string | null
  need: number
}

/** One way an item can be used: in this section, counting towards these margins. */
interface Use {
  section: number
  margins: number[]
}

export interface Group {
  items: BankItem[]
  uses: Use[]
}

export interface DrawPlan {
  sections: number
  /** Items in a form. */
  slots: number
  margins: Margin[]
  groups: Group[]
  /** Sets of groups which share no margin; null where the tables were too many to count. */
  tables: (Tables | null)[]
  /** The same, those together whose items have enemies in each other. */
  clusters: (Tables | null)[][]
  /** A choice found once for all, looked for only when needed. */
  witness: () => BankItem[][] | null
}

/** Reads blueprint and pool once; a plan serves any number of forms. The order of the pool has no influence. */
export function planDraw(blueprint: Blueprint, pool: readonly BankItem[]): DrawPlan {
  const { margins, usesOf } = marginsOf(blueprint)
  const groups = new Map<string, Group>()
  for (const bankItem of sortedById(pool)) {
    const uses = usesOf(bankItem)
    if (uses.length === 0) continue
    const mark = uses.map((use) => use.margins.join('.')).join('|')
    const group = groups.get(mark)
    if (group) group.items.push(bankItem)
    else groups.set(mark, { items: [bankItem], uses })
  }
  const inOrder = [...groups.values()].sort(byFirstMargins)
  const needs = margins.map((margin) => margin.need)
  const parts = components(inOrder, margins)
  const tables = parts.map((part) => countTables(part.groups, part.margins, needs))
  let witness: BankItem[][] | null | undefined
  const plan: DrawPlan = {
    sections: blueprint.sections.length,
    slots: blueprint.sections.reduce((sum, section) => sum + section.count, 0),
    margins,
    groups: inOrder,
    tables,
    clusters: linkedByEnemies(tables, parts),
    witness: () => {
      if (witness === undefined) witness = searchAgain(plan, randomFrom('witness'))
      return witness
    },
  }
  return plan
}

/** The drawn items of each section in no particular order, or null when the blueprint cannot be met. */
export function drawItems(plan: DrawPlan, random: Random): BankItem[][] | null {
  if (plan.tables.some((tables) => tables?.ways === 0n)) return null
  const drawn = drawByTables(plan, random)
  if (drawn) return drawn
  const steps = plan.slots + FORM_SEARCH_STEPS_SPARE
  const found = searchOnce(plan, random, steps, false) ?? searchOnce(plan, random, steps, true)
  if (found) return found
  const witness = plan.witness()
  return witness && stirred(plan, witness, random)
}

/** Whether any choice obeys the blueprint. Without enemies and shared items the answer is exact. */
export function isFeasible(plan: DrawPlan): boolean {
  if (plan.tables.some((tables) => tables?.ways === 0n)) return false
  const noEnemies = plan.groups.every((group) => group.items.every((bankItem) => bankItem.enemies.length === 0))
  return (noEnemies && plan.tables.every((tables) => tables !== null)) || plan.witness() !== null
}

/** Whether two of these items share a word of `enemies`. */
export function enemiesMeet(items: readonly BankItem[]): boolean {
  const seen = new Set<string>()
  for (const { enemies } of items) {
    for (const word of new Set(enemies)) {
      if (seen.has(word)) return true
      seen.add(word)
    }
  }
  return false
}

/** By code unit, so that the order is the same on every machine. */
export function sortedById(pool: readonly BankItem[]): BankItem[] {
  return [...pool].sort((a, b) => (a.item.id < b.item.id ? -1 : a.item.id > b.item.id ? 1 : 0))
}

export function marginsOf(blueprint: Blueprint): { margins: Margin[]; usesOf: (bankItem: BankItem) => Use[] } {
  const margins: Margin[] = []
  const bySection = blueprint.sections.map((section, at) => {
    const add = (by: Margin['by'], value: string | null, need: number) => {
      margins.push({ section: at, by, value, need })
      return margins.length - 1
    }
    const classes = (by: 'topic' | 'difficulty', quotas: { value: string; count: number }[]) => {
      const named = new Map(quotas.map((quota) => [quota.value, add(by, quota.value, quota.count)] as const))
      const rest = add(by, null, section.count - quotas.reduce((sum, quota) => sum + quota.count, 0))
      return (value: string) => named.get(value) ?? rest
    }
    const whole = section.topics.length + section.difficulties.length === 0 ? add('count', null, section.count) : -1
    const topic = section.topics.length > 0 ? classes('topic', section.topics) : null
    const difficulty = section.difficulties.length > 0 ? classes('difficulty', section.difficulties) : null
    return (bankItem: BankItem) => {
      const found = whole >= 0 ? [whole] : []
      if (topic) found.push(topic(bankItem.topic))
      if (difficulty) found.push(difficulty(String(bankItem.difficulty ?? '')))
      return found
    }
  })
  const usesOf = (bankItem: BankItem) => {
    const uses: Use[] = []
    blueprint.sections.forEach((section, at) => {
      if (!feeds(section, bankItem)) return
      const touched = bySection[at]?.(bankItem) ?? []
      if (touched.every((margin) => (margins[margin]?.need ?? 0) > 0)) uses.push({ section: at, margins: touched })
    })
    return uses
  }
  return { margins, usesOf }
}

// ---- tables: how many items from which group, counted exactly -------------------------------------------------

interface Tables {
  groups: Group[]
  /** Number of choices of items, enemies not considered. */
  ways: bigint
  /** One table with the weight it deserves: for each group how many items each of its uses takes. */
  draw(random: Random): number[][]
}

/** What one group can give when so many items are still needed. */
interface Choices {
  /** For each use of the group, how many items it takes; one list for each choice. */
  taken: number[][]
  /** Choices of items behind each, from this group and all that follow. */
  weights: bigint[]
  ways: bigint
}

class TooManyTables extends Error {}

function countTables(groups: Group[], ownMargins: number[], allNeeds: number[]): Tables | null {
  const needs = ownMargins.map((margin) => allNeeds[margin] ?? 0)
  const usesOf = groups.map((group) => group.uses.map((use) => use.margins.map((margin) => ownMargins.indexOf(margin))))
  // What the groups from `at` onwards could still give to each margin: a need above it is hopeless.
  const supply: number[][] = [needs.map(() => 0)]
  for (let at = groups.length - 1; at >= 0; at--) {
    const touched = new Set(usesOf[at]?.flat())
    const size = groups[at]?.items.length ?? 0
    supply.unshift((supply[0] as number[]).map((given, margin) => given + (touched.has(margin) ? size : 0)))
  }
  const binomial = binomials()
  const known = groups.map(() => new Map<string, bigint>())
  let stepsLeft = TABLE_STEPS_MAX

  // Only the sums are kept: the choices behind them are many, and working them out again for one form is quick.
  function ways(at: number, left: number[]): bigint {
    if (at === groups.length) return left.every((need) => need === 0) ? 1n : 0n
    const mark = left.join()
    const before = known[at]?.get(mark)
    if (before !== undefined) return before
    const sum = choicesAt(at, left).ways
    known[at]?.set(mark, sum)
    return sum
  }

  function choicesAt(at: number, left: number[]): Choices {
    const uses = usesOf[at] as number[][]
    const later = supply[at + 1] as number[]
    const found: Choices = { taken: [], weights: [], ways: 0n }
    const choose = (nth: number, unused: number, weight: bigint, taken: number[], rest: number[]) => {
      if (stepsLeft-- <= 0) throw new TooManyTables()
      const margins = uses[nth]
      if (margins === undefined) {
        if (rest.some((need, margin) => need > (later[margin] ?? 0))) return
        const all = weight * ways(at + 1, rest)
        if (all === 0n) return
        found.taken.push(taken)
        found.weights.push(all)
        found.ways += all
        return
      }
      let most = unused
      let least = 0
      for (const margin of margins) {
        most = Math.min(most, rest[margin] ?? 0)
        if (nth === uses.length - 1) least = Math.max(least, (rest[margin] ?? 0) - (later[margin] ?? 0))
      }
      for (let count = least; count <= most; count++)
        choose(nth + 1, unused - count, weight * binomial(unused, count), [...taken, count], less(rest, margins, count))
    }
    choose(0, groups[at]?.items.length ?? 0, 1n, [], left)
    return found
  }

  function draw(random: Random): number[][] {
    const table: number[][] = []
    let left = needs
    for (let at = 0; at < groups.length; at++) {
      stepsLeft = TABLE_STEPS_MAX
      const here = choicesAt(at, left)
      // No draw where there is no choice: a blueprint without joint quotas spends no randomness here.
      let lot = here.weights.length > 1 ? random.belowBig(here.ways) : 0n
      const chosen = here.weights.findIndex((weight) => {
        lot -= weight
        return lot < 0n
      })
      const taken = here.taken[chosen] as number[]
      table.push(taken)
      for (const [nth, count] of taken.entries()) left = less(left, usesOf[at]?.[nth] ?? [], count)
    }
    return table
  }

  try {
    return { groups, ways: needs.every((need, m) => need <= (supply[0]?.[m] ?? 0)) ? ways(0, needs) : 0n, draw }
  } catch (error) {
    if (error instanceof TooManyTables) return null
    throw error
  }
}

function less(needs: readonly number[], margins: readonly number[], count: number): number[] {
  const next = needs.slice()
  for (const margin of margins) next[margin] = (next[margin] ?? 0) - count
  return next
}

function drawByTables(plan: DrawPlan, random: Random): BankItem[][] | null {
  const bySection: BankItem[][] = Array.from({ length: plan.sections }, () => [])
  for (const cluster of plan.clusters) {
    const drawn = drawCluster(plan, cluster, random)
    if (!drawn) return null
    for (const [section, items] of drawn.entries()) bySection[section]?.push(...items)
  }
  return bySection
}

function drawCluster(plan: DrawPlan, cluster: (Tables | null)[], random: Random): BankItem[][] | null {
  const counted = cluster.filter((tables) => tables !== null)
  if (counted.length < cluster.length) return null
  for (let rejected = 0; rejected < REJECTED_MAX; rejected++) {
    const drawn = drawOnce(plan, counted, random)
    if (!enemiesMeet(drawn.flat())) return drawn
  }
  return null
}

function drawOnce(plan: DrawPlan, counted: Tables[], random: Random): BankItem[][] {
  const bySection: BankItem[][] = Array.from({ length: plan.sections }, () => [])
  for (const tables of counted) {
    tables.draw(random).forEach((taken, at) => {
      const group = tables.groups[at] as Group
      const drawn = random.sample(
        group.items,
        taken.reduce((sum, count) => sum + count, 0),
      )
      for (const [use, count] of taken.entries())
        bySection[group.uses[use]?.section ?? 0]?.push(...drawn.splice(0, count))
    })
  }
  return bySection
}

function components(groups: Group[], margins: Margin[]): { groups: Group[]; margins: number[] }[] {
  const rootOf = margins.map((_, margin) => margin)
  const root = (margin: number): number => {
    let at = margin
    while (rootOf[at] !== at) at = rootOf[at] as number
    return at
  }
  const join = (touched: number[]) => {
    const first = touched[0]
    if (first !== undefined) for (const margin of touched) rootOf[root(margin)] = root(first)
  }
  for (const { section } of margins) join(margins.flatMap((other, at) => (other.section === section ? [at] : [])))
  for (const group of groups) join(group.uses.flatMap((use) => use.margins))
  const parts = new Map<number, { groups: Group[]; margins: number[] }>()
  margins.forEach((_, margin) => {
    const part = parts.get(root(margin)) ?? { groups: [], margins: [] }
    part.margins.push(margin)
    parts.set(root(margin), part)
  })
  for (const group of groups) parts.get(root(group.uses[0]?.margins[0] ?? 0))?.groups.push(group)
  return [...parts.values()]
}

/** Tables whose items share enemy words are drawn, and if need be thrown away, together; the others on their own. */
function linkedByEnemies(tables: (Tables | null)[], parts: { groups: Group[] }[]): (Tables | null)[][] {
  const clusters: { words: Set<string>; members: number[] }[] = []
  parts.forEach((part, at) => {
    const words = new Set(part.groups.flatMap((group) => group.items.flatMap((bankItem) => bankItem.enemies)))
    const linked = clusters.filter((cluster) => [...words].some((word) => cluster.words.has(word)))
    const joined = {
      words: new Set([...words, ...linked.flatMap((cluster) => [...cluster.words])]),
      members: [...linked.flatMap((cluster) => cluster.members), at],
    }
    for (const cluster of linked) clusters.splice(clusters.indexOf(cluster), 1)
    clusters.push(joined)
  })
  return clusters.map(({ members }) => members.map((member) => tables[member] ?? null))
}

/** n over k; each row is worked out once, as far as it is asked for. */
function binomials(): (n: number, k: number) => bigint {
  const rows = new Map<number, bigint[]>()
  return (n, k) => {
    const row = rows.get(n) ?? [1n]
    rows.set(n, row)
    while (row.length <= k) row.push(((row.at(-1) ?? 1n) * BigInt(n - row.length + 1)) / BigInt(row.length))
    return row[k] ?? 0n
  }
}

// Groups of one topic stand together, so that counting finishes one topic before it begins the next.
function byFirstMargins(a: Group, b: Group): number {
  const marks = (group: Group) => group.uses.flatMap((use) => use.margins)
  const [left, right] = [marks(a), marks(b)]
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

// ---- search: item by item, with backtracking -------------------------------------------------------------------

function searchAgain(plan: DrawPlan, random: Random): BankItem[][] | null {
  const candidates = plan.groups.reduce((sum, group) => sum + group.items.length, 1)
  const steps = plan.slots * 2 + Math.floor(SEARCH_LOOKS_MAX / candidates)
  for (let start = 0; start < SEARCHES_MAX; start++) {
    const found = searchOnce(plan, random, steps, start > 0)
    if (found) return found
  }
  return null
}

/** Fills the margin with the least room first. `gentle` prefers items that shut out few others. */
function searchOnce(plan: DrawPlan, random: Random, steps: number, gentle: boolean): BankItem[][] | null {
  const candidates = plan.groups.flatMap(({ items, uses }) =>
    items.map((bankItem) => ({ bankItem, words: [...new Set(bankItem.enemies)], uses, taken: false })),
  )
  const wordCount = new Map<string, number>()
  for (const { words } of candidates) for (const word of words) wordCount.set(word, (wordCount.get(word) ?? 0) + 1)
  const shutsOut = (words: string[]) => words.reduce((sum, word) => sum + (wordCount.get(word) ?? 1) - 1, 0)

  const left = plan.margins.map((margin) => margin.need)
  const shut = new Set<string>()
  const tried = new Set<string>()
  const chosen: BankItem[][] = Array.from({ length: plan.sections }, () => [])
  let stepsLeft = steps

  interface Move {
    at: number
    use: Use
    mark: string
  }

  // Possible moves by margin, or null when some margin can no longer be filled. Of the items that share their first
  // enemy word at most one can be taken, so they count as one.
  function movesByMargin(): Move[][] | null {
    const moves: Move[][] = left.map(() => [])
    const free = left.map(() => 0)
    const words = left.map(() => new Set<string>())
    candidates.forEach((candidate, at) => {
      if (candidate.taken || candidate.words.some((word) => shut.has(word))) return
      for (const use of candidate.uses) {
        const mark = `${at}.${use.section}`
        if (tried.has(mark) || use.margins.some((margin) => (left[margin] ?? 0) === 0)) continue
        for (const margin of use.margins) {
          moves[margin]?.push({ at, use, mark })
          const word = candidate.words[0]
          if (word === undefined) free[margin] = (free[margin] ?? 0) + 1
          else words[margin]?.add(word)
        }
      }
    })
    const room = left.map((need, margin) => (free[margin] ?? 0) + (words[margin]?.size ?? 0) - need)
    if (room.some((more) => more < 0)) return null
    let tightest = -1
    room.forEach((more, margin) => {
      if ((left[margin] ?? 0) > 0 && (tightest < 0 || more < (room[tightest] ?? 0))) tightest = margin
    })
    return tightest < 0 ? [] : [moves[tightest] ?? []]
  }

  function fill(): boolean {
    if (stepsLeft-- <= 0) return false
    const tightest = movesByMargin()
    if (tightest === null) return false
    const moves = tightest[0]
    if (moves === undefined) return true
    let order = random.shuffle(moves)
    if (gentle) {
      const cost = new Map(order.map((move) => [move, shutsOut(candidates[move.at]?.words ?? [])]))
      order = order.sort((a, b) => (cost.get(a) ?? 0) - (cost.get(b) ?? 0))
    }
    const triedHere: string[] = []
    let done = false
    for (const move of order) {
      const candidate = candidates[move.at]
      if (!candidate) continue
      candidate.taken = true
      for (const word of candidate.words) shut.add(word)
      for (const margin of move.use.margins) left[margin] = (left[margin] ?? 0) - 1
      chosen[move.use.section]?.push(candidate.bankItem)
      if (fill()) {
        done = true
        break
      }
      chosen[move.use.section]?.pop()
      for (const margin of move.use.margins) left[margin] = (left[margin] ?? 0) + 1
      for (const word of candidate.words) shut.delete(word)
      candidate.taken = false
      tried.add(move.mark)
      triedHere.push(move.mark)
      if (stepsLeft <= 0 || movesByMargin() === null) break
    }
    for (const mark of triedHere) tried.delete(mark)
    return done
  }

  return fill() ? chosen : null
}

// Exchanges drawn items for others of the same group wherever no enemies meet: the same for every rule, new to the eye.
function stirred(plan: DrawPlan, start: BankItem[][], random: Random): BankItem[][] {
  const groupOf = new Map(plan.groups.flatMap((group) => group.items.map((bankItem) => [bankItem, group] as const)))
  const drawn = start.map((items) => [...items])
  const inForm = new Set(drawn.flat())
  const places = drawn.flatMap((items, section) => items.map((_, at) => ({ section, at })))
  for (let round = 0; round < places.length * 20; round++) {
    const { section, at } = random.pick(places)
    const old = drawn[section]?.[at] as BankItem
    const fresh = random.pick(groupOf.get(old)?.items ?? [old])
    if (inForm.has(fresh)) continue
    inForm.delete(old)
    if (enemiesMeet([...inForm, fresh])) {
      inForm.add(old)
      continue
    }
    inForm.add(fresh)
    ;(drawn[section] as BankItem[])[at] = fresh
  }
  return drawn
}
