import { describe, expect, it } from 'vitest'
import { type Random, randomFrom } from '../../question-bank/random.ts'
import type { RoomPlan } from '../protocol/venues.ts'
import { atLeast, countChoices, type Leaning, leanOf, likenessOf, type Sheet, spreadOf } from './likeness.ts'
import { neighbourPairs } from './neighbours.ts'

const OPTIONS = ['A', 'B', 'C', 'D', 'E']
const ITEMS = 60
/** 0 up to, not including, 1, in steps of a millionth. */
const unit = (random: Random) => random.below(1_000_000) / 1_000_000

type Choose = (random: Random, item: number, able: number) => string
/** Whoever knows takes A, the others one of the rest; items differ in how hard they are. */
const able: Choose = (random, item, skill) => {
  const known = 1 / (1 + Math.exp(((item % 7) - 3) * 0.6 - skill * 1.5))
  if (unit(random) < known) return 'A'
  // Wrong options are not equally tempting.
  return unit(random) < 0.5 ? 'B' : random.pick(['C', 'D', 'E'])
}
const guess: Choose = (random) => random.pick(OPTIONS)

/** `people` sheets over `bank` items of which each has ITEMS, answered independently. */
function crowd(random: Random, people: number, choose: Choose, bank = ITEMS): { chosen: Map<string, string> }[] {
  return Array.from({ length: people }, () => {
    const skill = unit(random) * 4 - 2
    const items = random.sample(
      Array.from({ length: bank }, (_, at) => at),
      ITEMS,
    )
    return { chosen: new Map(items.map((item) => [`i${item}`, choose(random, item, skill)])) }
  })
}

function judge(sheets: Sheet[], pairs: [number, number][]) {
  const counts = countChoices(sheets)
  const leaning = sheets.map((sheet) => ({ ...sheet, lean: leanOf(counts, sheet) }))
  const pair = ([a, b]: [number, number]) => [leaning[a] as Leaning, leaning[b] as Leaning] as const
  const apart = sheets
    .flatMap((_, a) => [2, 3, 5, 7, 11, 13, 17].map((far): [number, number] => [a, a + far]))
    .filter(([, b]) => b < sheets.length)
  const spread = spreadOf(counts, apart.slice(0, 2000).map(pair))
  return pairs.map(([a, b]) => ({ a, b, ...likenessOf(counts, ...pair([a, b]), spread) }))
}
const consecutive = (people: number): [number, number][] => Array.from({ length: people - 1 }, (_, at) => [at, at + 1])

describe('two neighbours who agree', () => {
  it.each([
    ['guess', guess, ITEMS],
    ['are more and less able', able, ITEMS],
    ['are more and less able and have different forms', able, ITEMS * 2],
  ] as const)(
    '[MN7] independent people who %s seldom look alike: at most 2 in 100 below 0.01, in 2,000 pairs',
    (name, choose, bank) => {
      const found = judge(crowd(randomFrom(`crowd ${name}`), 2001, choose, bank), consecutive(2001))
      expect(found).toHaveLength(2000)
      const below = (chance: number) => found.filter((one) => one.chance < chance).length / found.length
      expect(below(0.01)).toBeLessThanOrEqual(0.02)
      expect(below(0.001)).toBeLessThanOrEqual(0.004)
      // And the figure means something: about half of all pairs are in its lower half.
      expect(below(0.5)).toBeGreaterThan(0.3)
      expect(below(0.5)).toBeLessThan(0.6)
      const [same, expected] = [
        found.reduce((n, one) => n + one.same, 0),
        found.reduce((n, one) => n + one.expected, 0),
      ]
      expect(Math.abs(same - expected) / expected).toBeLessThan(0.03)
    },
  )
  it('[MN7] in a small room of 30 as well', () => {
    const found = Array.from({ length: 40 }, (_, room) =>
      judge(crowd(randomFrom(`room ${room}`), 30, able), consecutive(30)),
    ).flat()
    expect(found.filter(({ chance }) => chance < 0.01).length / found.length).toBeLessThanOrEqual(0.03)
  })

  it('[MN7] without the lean two strong candidates would look alike beyond chance: what it is there for', () => {
    const sheets = crowd(randomFrom('plain'), 2001, able)
    const counts = countChoices(sheets)
    const plain = sheets.map((sheet) => ({ ...sheet, lean: 1 }))
    const below = consecutive(2001).filter(
      ([a, b]) => likenessOf(counts, plain[a] as (typeof plain)[0], plain[b] as (typeof plain)[0]).chance < 0.01,
    )
    expect(below.length / 2000).toBeGreaterThan(0.02)
  })

  it.each([
    ['everything', 1, 1e-5],
    ['two answers in three', 0.66, 0.01],
  ])('[MN7] whoever copied %s from her neighbour comes first of 400 pairs', (_, part, bound) => {
    const random = randomFrom('copier')
    const sheets = crowd(random, 401, able)
    const from = sheets[200]?.chosen as Map<string, string>
    for (const [item, option] of from) if (unit(random) < part) sheets[201]?.chosen.set(item, option)
    const [first, second] = judge(sheets, consecutive(401)).sort((a, b) => a.chance - b.chance)
    expect([first?.a, first?.b]).toEqual([200, 201])
    expect(first?.chance).toBeLessThan(bound)
    expect(first?.same).toBeGreaterThan((first?.expected ?? 0) + 6)
    // Agreement on what few others chose is what a copied error looks like.
    expect(first?.rare).toBeGreaterThan(0)
    expect(second?.chance).toBeGreaterThan(1e-5)
  })

  it('[MN7] blanks, items of one alone and items that few others answered are no agreement', () => {
    const one = {
      chosen: new Map([
        ['i1', 'A'],
        ['i2', 'A'],
        ['i3', 'A'],
      ]),
    }
    const other = {
      chosen: new Map([
        ['i1', 'A'],
        ['i3', 'A'],
        ['i4', 'A'],
      ]),
    }
    const others = Array.from({ length: 3 }, () => ({ chosen: new Map([['i1', 'B']]) }))
    expect(judge([one, other, ...others], [[0, 1]])[0]).toMatchObject({ common: 1, same: 1, rare: 1 })
    expect(judge([one, other, ...others.slice(1)], [[0, 1]])[0]).toMatchObject({
      common: 0,
      same: 0,
      expected: 0,
      chance: 1,
    })
    expect(judge([{ chosen: new Map() }, { chosen: new Map() }], [[0, 1]])[0]).toMatchObject({ common: 0, chance: 1 })
  })
})

describe('the tail of unequal chances', () => {
  it('[MN7] is what counting every outcome gives', () => {
    const random = randomFrom('tails')
    for (let round = 0; round < 50; round += 1) {
      const chances = Array.from({ length: 1 + random.below(10) }, () => unit(random))
      const least = random.below(chances.length + 2)
      let sum = 0
      for (let outcome = 0; outcome < 2 ** chances.length; outcome += 1) {
        const yes = chances.map((_, at) => (outcome >> at) % 2 === 1)
        if (yes.filter(Boolean).length < least) continue
        sum += chances.reduce((product, chance, at) => product * (yes[at] ? chance : 1 - chance), 1)
      }
      expect(atLeast(chances, least)).toBeCloseTo(sum, 12)
    }
  })

  it('[MN7] stays true where it is tiny: 110 of 110 at one in ten', () => {
    expect(atLeast(Array(110).fill(0.1), 110) / 1e-110).toBeCloseTo(1, 6)
    expect(atLeast([], 0)).toBe(1)
  })
})

describe('who sits beside whom', () => {
  const at = (room: string, ...stations: string[]) => stations.map((station) => ({ room, station }))
  const names = (people: { station: string }[], pairs: [number, number][]) =>
    pairs.map(([a, b]) => `${people[a]?.station}-${people[b]?.station}`).sort()

  it('[MN6] on a plan: the eight seats around, across an aisle nobody', () => {
    const plan: RoomPlan = {
      rows: 3,
      columns: 5,
      seats: [0, 1, 2].flatMap((row) =>
        [0, 1, 3].map((column, at) => ({ station: `0${row * 3 + at + 1}`, row, column, spare: false })),
      ),
      marks: [],
    }
    const people = at('A', '1', '2', '3', '4', '5', '9')
    expect(names(people, neighbourPairs(people, new Map([['A', plan]])))).toEqual([
      '1-2',
      '1-4',
      '1-5',
      '2-4',
      '2-5',
      '4-5',
    ])
  })

  it('[MN6] without a plan: numbers that follow each other, in the same room and of the same row', () => {
    const people = [...at('A', '09', '10', '12', 'B1', 'B2'), ...at('C', '11', '', 'depan')]
    expect(names(people, neighbourPairs(people, new Map()))).toEqual(['09-10', 'B1-B2'])
  })
})
