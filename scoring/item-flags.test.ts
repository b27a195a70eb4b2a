import { expect, it } from 'vitest'
import { drift, type ItemFlagName, itemFlags, needsLook } from './item-flags.ts'
import { type Answered, itemStatistics, type StudiedItem } from './item-statistics.ts'

/** Rows of choices, everybody with the same items. */
const answeredBy = (rows: number[][], spentMs?: number[]): Answered => ({
  starts: Uint32Array.from({ length: rows.length + 1 }, (_, at) => at * (rows[0]?.length ?? 0)),
  items: Uint16Array.from(rows.flatMap((row) => row.map((_, item) => item))),
  choices: Uint8Array.from(rows.flat()),
  ...(spentMs && { spentMs: Uint32Array.from(spentMs) }),
})
const right = (options = 4, key = 1): StudiedItem => ({
  ...{ section: 0, max: 5 },
  points: [0, ...Array.from({ length: options }, (_, at) => (at + 1 === key ? 5 : 0))],
})
/** `n` candidates by strength, the weakest first; the item under study stands before nine that tell them apart. */
function study(n: number, choiceOf: (strength: number, nth: number) => number, item = right()) {
  const rows = Array.from({ length: n }, (_, nth) => {
    const strength = nth / n
    return [choiceOf(strength, nth), ...Array.from({ length: 9 }, (_, at) => (strength > at / 10 ? 1 : 2))]
  })
  const [first] = itemStatistics([item, ...Array.from({ length: 9 }, () => right())], 1, answeredBy(rows)).items
  if (!first) throw new Error('no item')
  return first
}
const names = (n: number, choiceOf: (strength: number, nth: number) => number, item = right()) =>
  itemFlags(study(n, choiceOf, item), item.points, null).map(({ flag, choices }) => [flag, ...choices])
const spread = (_: number, nth: number) => 2 + (nth % 3)

it('[ST12] below thirty takers only that is said, and a void item says nothing', () => {
  expect(names(29, () => 2)).toEqual([['few-takers']])
  expect(names(60, () => 2, { section: 0, max: 0, points: [0, 0, 0, 0, 0] })).toEqual([])
  expect(names(60, () => 2, { section: 0, max: 5, points: [5, 5, 5, 5, 5] })).toEqual([])
})

it('[ST13] a key that is the wrong way round is in doubt, and the option to look at is named', () => {
  expect(names(100, (strength, nth) => (strength > 0.5 ? 3 : ([1, 2, 4][nth % 3] as number)))).toEqual([
    ['key-doubtful', 3],
    ['too-hard'],
  ])
})

it('[ST13] fewer right among the stronger, without an option that draws them, is a negative figure', () => {
  expect(names(120, (strength) => (strength < 0.5 ? 1 : 0))[0]).toEqual(['negative'])
})

it('[ST13] weights in disorder', () => {
  const weights: StudiedItem = { section: 0, max: 5, points: [0, 5, 4, 3, 2, 1] }
  const ordered = (strength: number) => 5 - Math.min(4, Math.floor(strength * 5))
  expect(names(100, ordered, weights)).toEqual([])
  const swapped = (strength: number) => ({ 1: 2, 2: 1 })[ordered(strength)] ?? ordered(strength)
  expect(names(100, swapped, weights)).toEqual([['weights-disordered', 2]])
})

it('[ST14] hard, easy, weak, blanks and idle options', () => {
  const good = (strength: number, nth: number) => (strength > 0.45 ? 1 : spread(strength, nth))
  expect(names(120, good)).toEqual([])
  expect(names(120, (strength, nth) => (strength > 0.85 ? 1 : spread(strength, nth)))).toEqual([['too-hard']])
  expect(names(120, (strength, nth) => (strength > 0.05 ? 1 : spread(strength, nth)))).toEqual([['too-easy']])
  expect(names(120, (_, nth) => (nth % 2 ? 1 : 2 + ((nth / 2) % 3)))).toEqual([['weak']])
  expect(names(120, (strength) => (strength > 0.45 ? 1 : 0))).toEqual([['many-blank'], ['idle-option', 2, 3, 4]])
  expect(names(120, (strength, nth) => (strength > 0.45 ? 1 : 2 + (nth % 2)))).toEqual([['idle-option', 4]])
})

it('[ST15] drift is what a change has beyond the usual one, and more than chance', () => {
  const now = { facility: 0.8, sd: 2, taken: 400 }
  expect(drift(now, { facility: 0.6, sd: 2.4, taken: 400 }, 0, 5)).toEqual({
    change: expect.closeTo(0.2),
    marked: true,
  })
  expect(drift(now, { facility: 0.6, sd: 2.4, taken: 400 }, 0.15, 5)?.marked).toBe(false)
  expect(drift({ ...now, taken: 40 }, { facility: 0.68, sd: 2.4, taken: 40 }, 0, 5)?.marked).toBe(false)
  expect(drift({ ...now, taken: 29 }, { facility: 0.1, sd: 2, taken: 400 }, 0, 5)).toBeNull()
  const item = study(120, (strength, nth) => (strength > 0.45 ? 1 : spread(strength, nth)))
  expect(itemFlags(item, right().points, { change: -0.3, marked: true })).toEqual([
    { flag: 'harder-than-before', choices: [] },
  ])
  expect(itemFlags(item, right().points, { change: 0.3, marked: true })[0]?.flag).toBe('easier-than-before')
})

it('[ST16] what is only for the next use of an item need not be looked at before ranks appear', () => {
  const flagged = (...flags: ItemFlagName[]) => needsLook(flags.map((flag) => ({ flag, choices: [] })))
  expect(flagged()).toBe(false)
  expect(flagged('too-easy', 'weak', 'idle-option', 'few-takers')).toBe(false)
  for (const flag of ['key-doubtful', 'negative', 'weights-disordered', 'too-hard', 'many-blank'] as const)
    expect([flag, flagged('weak', flag)]).toEqual([flag, true])
  expect(flagged('harder-than-before') && flagged('easier-than-before')).toBe(true)
})

it('[ST7] the curve: five groups, equal scores together', () => {
  const { choices } = study(100, (strength, nth) => (strength > 0.5 ? 1 : spread(strength, nth)))
  expect(choices[1]?.curve).toHaveLength(5)
  expect(choices[1]?.curve[0]).toBe(0)
  expect(choices[1]?.curve[4]).toBe(1)
  for (let group = 0; group < 5; group += 1)
    expect(choices.reduce((sum, { curve }) => sum + (curve[group] ?? 0), 0)).toBeCloseTo(1)
  const equal = itemStatistics([right()], 1, answeredBy(Array.from({ length: 9 }, () => [1])))
  expect(equal.items[0]?.choices[1]?.curve).toEqual([null, null, 1, null, null])
})

it('[ST11] omitted, not reached, and the time it took', () => {
  const rows = [
    [1, 0, 1, 0],
    [0, 2, 0, 0],
    [0, 0, 0, 0],
    [1, 1, 1, 1],
  ]
  const spent = [9, 0, 5, 0, 0, 7, 0, 0, 0, 0, 0, 0, 11, 3, 1, 2].map((s) => s * 1000)
  const { items } = itemStatistics(
    Array.from({ length: 4 }, () => right()),
    1,
    answeredBy(rows, spent),
  )
  expect(items.map(({ omitted, notReached }) => [omitted, notReached])).toEqual([
    [1, 1],
    [1, 1],
    [0, 2],
    [0, 3],
  ])
  expect(items.map(({ medianMs }) => medianMs)).toEqual([11_000, 7000, 5000, 2000])
})

it('[ST9] drawn forms: no alpha without an item, and the difficulty of a form is not reliability', () => {
  // Two forms of two items each; the second is harder by a point for everybody. Nobody is better than anybody.
  const items: StudiedItem[] = Array.from({ length: 4 }, () => ({ section: 0, max: 1, points: [0, 1, 0] }))
  const rows = Array.from({ length: 80 }, (_, nth) => {
    const hard = nth % 2 === 1
    const [a, b] = [(nth >> 1) % 2, (nth >> 2) % 2]
    return { items: hard ? [2, 3] : [0, 1], choices: hard ? [2, b ? 1 : 2] : [1, a ? 1 : 2] }
  })
  const { sections, items: studied } = itemStatistics(items, 1, {
    starts: Uint32Array.from({ length: 81 }, (_, at) => at * 2),
    items: Uint16Array.from(rows.flatMap((row) => row.items)),
    choices: Uint8Array.from(rows.flatMap((row) => row.choices)),
  })
  expect(sections[0]?.sameItems).toBe(false)
  expect(sections[0]?.alpha).toBeCloseTo(0)
  expect(studied.every(({ alphaWithout, weight }) => alphaWithout === null && weight === null)).toBe(true)
})

it('[ST1] one pass over 5,000 candidates with 110 of 300 items stays well under a second', () => {
  const pool = Array.from({ length: 300 }, (_, at): StudiedItem => ({ ...right(5, 1 + (at % 5)), section: at % 3 }))
  const [candidates, width] = [5000, 110]
  let state = 1
  const chance = () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
  const items = new Uint16Array(candidates * width)
  const choices = new Uint8Array(candidates * width)
  for (let candidate = 0; candidate < candidates; candidate += 1) {
    const from = Math.floor(chance() * 300)
    for (let at = 0; at < width; at += 1) {
      items[candidate * width + at] = (from + at) % 300
      choices[candidate * width + at] = Math.floor(chance() * 6)
    }
  }
  const starts = Uint32Array.from({ length: candidates + 1 }, (_, at) => at * width)
  const before = performance.now()
  const { items: studied } = itemStatistics(pool, 3, { starts, items, choices })
  const took = performance.now() - before
  expect(studied).toHaveLength(300)
  expect(took).toBeLessThan(1000)
})
