import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ABSENT, BULK_CODES, type BulkVacancy, DISQUALIFIED, type Population, rankColumns } from './bulk-rank.ts'
import { type RankingEntry, rankVacancy } from './ranking.ts'
import type { RuleSet } from './rule-set.ts'
import { RULE_SETS } from './rule-sets/index.ts'

interface Person {
  vacancy: number
  points: number[]
  total: number | null
  flag: number
}

/** Few values for each section, around the thresholds, so that equals, cuts through equals and failures are common. */
const person = (vacancies: number, values: fc.Arbitrary<number>[]): fc.Arbitrary<Person> =>
  fc.record({
    vacancy: fc.nat({ max: vacancies - 1 }),
    points: fc.tuple(...values),
    total: fc.constant(null),
    flag: fc.nat({ max: 20 }).map((n) => (n <= 3 ? n : 0)),
  })

const vacancyOf = (ruleSet: RuleSet): fc.Arbitrary<BulkVacancy> =>
  fc
    .record({ needType: fc.constantFrom(...ruleSet.needTypes.map(({ id }) => id)), need: fc.nat({ max: 6 }) })
    .chain(({ needType, need }) => {
      const asked = ruleSet.statedByVacancy?.[needType]
      if (!asked) return fc.constant({ needType, need })
      return fc
        .tuple(...asked.map(() => fc.integer({ min: 1, max: 3 })))
        .map((leasts) => ({ needType, need, thresholds: Object.fromEntries(asked.map((on, at) => [on, leasts[at]])) }))
    }) as fc.Arbitrary<BulkVacancy>

const columnsOf = (people: Person[]): Population => ({
  vacancyOf: Int32Array.from(people, ({ vacancy }) => vacancy),
  points: Int32Array.from(people.flatMap(({ points }) => points)),
  flags: Uint8Array.from(people, ({ flag }) => flag),
  ...(people.some(({ total }) => total !== null) ? { totals: Int32Array.from(people, ({ total }) => total ?? 0) } : {}),
})

/** The bulk ranking in the words of `rankVacancy`, with the candidates' numbers as ids. */
function listsOf(ruleSet: RuleSet, vacancies: BulkVacancy[], people: Person[]) {
  const { place, code, order, starts } = rankColumns(ruleSet, vacancies, columnsOf(people))
  return vacancies.map((_, vacancy) =>
    [...order.subarray(starts[vacancy], starts[vacancy + 1])].map((candidate) => ({
      id: idOf(candidate),
      place: place[candidate] || null,
      code: BULK_CODES[code[candidate] as number],
    })),
  )
}

function oneByOne(ruleSet: RuleSet, vacancies: BulkVacancy[], people: Person[]) {
  const entries = people.map(({ points, total, flag }, candidate): RankingEntry => {
    const named = Object.fromEntries(ruleSet.sections.map(({ id }, column) => [id, points[column] as number]))
    const all = { ...named, total: total ?? points.reduce((sum, value) => sum + value, 0) }
    return { id: idOf(candidate), points: flag & ABSENT ? null : all, disqualified: (flag & DISQUALIFIED) > 0 }
  })
  return vacancies.map((vacancy, number) =>
    rankVacancy(
      ruleSet,
      vacancy,
      entries.filter((_, candidate) => people[candidate]?.vacancy === number),
    ).map(({ id, place, code }) => ({ id, place, code })),
  )
}

/** Of one length, so that the order of ids is the order of the columns. */
const idOf = (candidate: number) => String(candidate).padStart(4, '0')
const between = (min: number, max: number, step = 1) => fc.integer({ min, max }).map((value) => value * step)

const near: Record<string, fc.Arbitrary<number>[]> = {
  'skd-cpns-2024': [between(12, 14, 5), between(15, 17, 5), between(165, 167)],
  'skd-cpns-2019': [between(12, 14, 5), between(15, 17, 5), between(125, 127)],
  'pppk-2023': [between(0, 3), between(58, 60), between(58, 59), between(23, 25)],
  'pppk-2024': [between(0, 2), between(58, 60), between(58, 59), between(23, 25)],
}

describe.each(Object.keys(near))('under the rules of %s', (id) => {
  const ruleSet = RULE_SETS[id] as RuleSet
  const values = near[id] as fc.Arbitrary<number>[]

  it('[BU2] the same places, codes and order as one vacancy after another', () => {
    const population = fc
      .array(vacancyOf(ruleSet), { minLength: 1, maxLength: 5 })
      .chain((vacancies) =>
        fc.tuple(fc.constant(vacancies), fc.array(person(vacancies.length, values), { maxLength: 120 })),
      )
    fc.assert(
      fc.property(population, ([vacancies, people]) => {
        expect(listsOf(ruleSet, vacancies, people)).toEqual(oneByOne(ruleSet, vacancies, people))
      }),
    )
  })
})

const skd2024 = RULE_SETS['skd-cpns-2024'] as RuleSet
const one = (need: number) => [{ needType: 'umum', need }]
const skd = (points: number[], total: number | null = null, flag = 0): Person => ({ vacancy: 0, points, total, flag })

it('[BU2] a total that is stated counts as stated, whatever the sections say', () => {
  const people = fc.array(
    fc
      .tuple(person(1, near['skd-cpns-2024'] as fc.Arbitrary<number>[]), between(300, 302))
      .map(([p, total]) => ({ ...p, total })),
    { maxLength: 40 },
  )
  fc.assert(
    fc.property(people, fc.nat({ max: 5 }), (all, need) => {
      expect(listsOf(skd2024, one(need), all)).toEqual(oneByOne(skd2024, one(need), all))
    }),
  )
})

it('[BU2] nobody, a vacancy without anybody, and nobody but absent ones', () => {
  expect(listsOf(skd2024, [], [])).toEqual([])
  expect(listsOf(skd2024, [...one(1), ...one(2)], [])).toEqual([[], []])
  const away = [skd([0, 0, 0], null, ABSENT), skd([0, 0, 0], null, ABSENT | DISQUALIFIED)]
  expect(listsOf(skd2024, one(1), away)).toEqual(oneByOne(skd2024, one(1), away))
})

it('[BU3] figures too wide to be packed: the same lists', () => {
  const huge = fc.constantFrom(300_000_000, 300_000_001, 500_000_000, -7, 0, 166)
  fc.assert(
    fc.property(fc.array(person(2, [huge, huge, huge]), { maxLength: 60 }), fc.nat({ max: 6 }), (people, need) => {
      const vacancies = [...one(need), { needType: 'cumlaude', need }]
      expect(listsOf(skd2024, vacancies, people)).toEqual(oneByOne(skd2024, vacancies, people))
    }),
  )
})

it.each([
  [
    'a vacancy that is not there',
    one(1),
    [{ ...skd([65, 80, 166]), vacancy: 1 }],
    /candidate number 0.*vacancy number 1/,
  ],
  ['an unknown need type', [{ needType: 'atlet', need: 1 }], [], /no need type atlet/],
  ['half a place', one(0.5), [], /need 0.5/],
  ['a negative need', one(-1), [], /need -1/],
  ['a threshold that nobody asks for', [{ ...one(1)[0], thresholds: { TWK: 70 } }], [], /TWK/],
  ['columns of unlike length', one(1), [{ ...skd([65, 80]) }], /points/],
] as [string, BulkVacancy[], Person[], RegExp][])('[BU4] throws on %s', (_, vacancies, people, message) => {
  expect(() => rankColumns(skd2024, vacancies, columnsOf(people))).toThrow(message)
})
