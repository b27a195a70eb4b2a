import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Form } from '../question-bank/form.ts'
import type { ItemId, OptionId } from '../question-bank/item.ts'
import type { ItemKey } from '../question-bank/key.ts'
import { type RankingEntry, rankVacancy } from './ranking.ts'
import {
  compareRuns,
  type KeyChange,
  previewRescore,
  type RescoreChange,
  type RescoreRow,
  type RescoreVacancy,
} from './rescore.ts'
import { pointsOf, scoreAttempt } from './result.ts'
import type { RuleSet } from './rule-set.ts'
import { RULE_SETS } from './rule-sets/index.ts'
import { skd } from './test-paper.ts'

const OPTIONS = ['A', 'B', 'C', 'D', 'E'] as OptionId[]
const PER_SECTION = 4

/** Every section of the rule set with a few items; thresholds brought down to what so few can give. */
const small = (id: string, least: Record<string, number>): RuleSet => {
  const ruleSet = RULE_SETS[id] as RuleSet
  const { thresholds } = ruleSet
  return { ...ruleSet, thresholds: Object.fromEntries(Object.keys(thresholds).map((need) => [need, { least }])) }
}
const skdSmall = small('skd-cpns-2024', { TWK: 10, total: 35 })
const pppkSmall = small('pppk-2024', {})

const keyOf = (ruleSet: RuleSet, section: string, item: ItemId, version: number): fc.Arbitrary<ItemKey> => {
  const rule = ruleSet.sections.find(({ id }) => id === section)?.scoring as RuleSet['sections'][0]['scoring']
  const usual: fc.Arbitrary<ItemKey> =
    rule.kind === 'correct'
      ? fc.subarray(OPTIONS).map((correct) => ({ item, version, kind: 'single', correct }))
      : fc.tuple(...OPTIONS.map(() => fc.integer({ min: rule.least, max: rule.most }))).map((weights) => ({
          ...{ item, version, kind: 'weighted' },
          weights: Object.fromEntries(OPTIONS.map((option, at) => [option, weights[at] as number])),
        }))
  return fc.oneof(
    { weight: 6, arbitrary: usual },
    {
      weight: 1,
      arbitrary: fc.constantFrom<ItemKey>({ item, version, kind: 'given' }, { item, version, kind: 'void' }),
    },
  )
}

/** Candidates with forms of their own out of a small bank, some keys of which are mended. */
const world = (ruleSet: RuleSet) => {
  const bank = ruleSet.sections.flatMap(({ id }) =>
    Array.from({ length: PER_SECTION + 1 }, (_, n) => ({ section: id, item: `${id}-${n}` as ItemId })),
  )
  const person = fc.record({
    vacancy: fc.nat({ max: 2 }),
    /** Of each section the item that is not on the form. */
    left: fc.tuple(...ruleSet.sections.map(() => fc.nat({ max: PER_SECTION }))),
    chose: fc.tuple(...bank.map(() => fc.constantFrom<OptionId | null>('A' as OptionId, 'B' as OptionId, null))),
    absent: fc.nat({ max: 9 }).map((n) => n === 0),
    disqualified: fc.nat({ max: 9 }).map((n) => n === 0),
    birthDate: fc.constantFrom(null, '1990-01-01', '1995-05-05'),
    group: fc.constantFrom(null, ...(ruleSet.ranking.groups ?? [])),
  })
  return fc.record({
    ruleSet: fc.constant(ruleSet),
    bank: fc.constant(bank),
    before: fc.tuple(...bank.map(({ section, item }) => keyOf(ruleSet, section, item, 1))),
    after: fc.tuple(...bank.map(({ section, item }) => keyOf(ruleSet, section, item, 2))),
    changed: fc.subarray([...bank.keys()], { maxLength: 5 }),
    needs: fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 }), fc.nat({ max: 3 })),
    people: fc.array(person, { maxLength: 25 }),
  })
}
type World = typeof world extends (r: RuleSet) => fc.Arbitrary<infer T> ? T : never

/** Everybody scored from the first answer and every vacancy ranked, twice; then compared. */
function slowWay({ ruleSet, bank, before, after, changed, needs, people }: World) {
  const oldKeys = new Map(bank.map(({ item }, at) => [item, before[at] as ItemKey]))
  const newKeys = new Map(oldKeys)
  for (const at of changed) newKeys.set((bank[at] as { item: ItemId }).item, after[at] as ItemKey)
  const vacancies: RescoreVacancy[] = needs.map((need, at) => ({
    ...{ id: `v${at}`, need, needType: ruleSet.needTypes[at % ruleSet.needTypes.length]?.id as string },
  }))
  const all = people.map((person, n) => {
    const form: Form = {
      slots: bank
        .filter(({ section }, at) => {
          const column = ruleSet.sections.findIndex(({ id }) => id === section)
          return at % (PER_SECTION + 1) !== person.left[column]
        })
        .map(({ item, section }) => ({ item, section, options: OPTIONS })),
    }
    const responses = new Map(
      bank.flatMap(({ item }, at) =>
        form.slots.some((slot) => slot.item === item) ? [[item, person.chose[at] as OptionId | null] as const] : [],
      ),
    )
    const score = (keys: Map<ItemId, ItemKey>) =>
      person.absent ? null : pointsOf(scoreAttempt(ruleSet, form, keys, responses))
    const id = `c${(n * 7) % 25}-${n}`
    const { vacancy, disqualified, birthDate, group } = person
    return {
      id,
      vacancy: `v${vacancy}`,
      disqualified,
      birthDate,
      group,
      responses,
      old: score(oldKeys),
      new: score(newKeys),
    }
  })
  const rank = (vacancy: RescoreVacancy, which: 'old' | 'new') =>
    rankVacancy(
      ruleSet,
      vacancy,
      all
        .filter((one) => one.vacancy === vacancy.id)
        .map((one): RankingEntry => {
          const { id, disqualified, birthDate, group } = one
          return { id, disqualified, birthDate, group, points: one[which] }
        }),
    )
  const expected = vacancies.flatMap((vacancy) =>
    compareRuns(rank(vacancy, 'old'), rank(vacancy, 'new')).map((change) => ({ ...change, vacancy: vacancy.id })),
  )
  const rows = all.map(({ id, vacancy, disqualified, birthDate, group, responses, old }): RescoreRow => {
    const chosen = changed.map((at) => (old ? responses.get((bank[at] as { item: ItemId }).item) : undefined))
    return { id, vacancy, disqualified, birthDate, group, points: old, responses: chosen }
  })
  const changes = changed.map(
    (at): KeyChange => ({
      ...(bank[at] as World['bank'][0]),
      before: before[at] as ItemKey,
      after: after[at] as ItemKey,
    }),
  )
  return { vacancies, rows, changes, expected }
}

describe.each([
  ['SKD', skdSmall, false],
  ['PPPK with birth dates and groups', pppkSmall, true],
  ['PPPK without', pppkSmall, false],
] as const)('%s', (_, ruleSet, personal) => {
  it('[RE3 RE4] the preview is what scoring and ranking everybody anew gives', () => {
    fc.assert(
      fc.property(world(ruleSet), (drawn) => {
        const people = drawn.people.map((one) => (personal ? one : { ...one, birthDate: null, group: null }))
        const { vacancies, rows, changes, expected } = slowWay({ ...drawn, people })
        const preview = previewRescore(ruleSet, vacancies, rows, changes)
        expect(preview.changes.map(({ threshold: _t, cut: _c, ...change }) => change)).toEqual(expected)
        expect(preview.unchanged).toBe(rows.length - expected.length)
        for (const effect of preview.byVacancy) expect(effect).toEqual(counted(effect.vacancy, preview.changes, rows))
        const named = new Set(preview.byVacancy.map(({ vacancy }) => vacancy))
        expect(expected.filter(({ vacancy }) => !named.has(vacancy))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})

function counted(vacancy: string, changes: RescoreChange[], rows: RescoreRow[]) {
  const mine = changes.filter((change) => change.vacancy === vacancy)
  const through = ({ code }: { code: string }) => (code.endsWith('/L') ? 2 : code === 'SERI' ? 1 : 0)
  const rises = ({ before, after }: RescoreChange) => through(after) > through(before)
  const falls = ({ before, after }: RescoreChange) => through(after) < through(before)
  return {
    vacancy,
    candidates: rows.filter((row) => row.vacancy === vacancy).length,
    rescored: mine.filter(({ by }) => Object.keys(by).length > 0).length,
    moved: mine.filter(({ before, after }) => before.place !== after.place).length,
    threshold: {
      gained: mine.filter(({ before, after }) => before.code === 'TL' && after.code !== 'TL').length,
      lost: mine.filter(({ before, after }) => before.code !== 'TL' && after.code === 'TL').length,
    },
    cut: { gained: mine.filter(rises).length, lost: mine.filter(falls).length },
  }
}

const skd2024 = RULE_SETS['skd-cpns-2024'] as RuleSet
const item = 'TWK-7' as ItemId
const single = (version: number, ...correct: string[]): ItemKey => ({
  ...{ item, version, kind: 'single', correct: correct as OptionId[] },
})
const mended: KeyChange = { item, section: 'TWK', before: single(1, 'A'), after: single(2, 'B') }
const v: RescoreVacancy[] = [
  { id: 'v', needType: 'umum', need: 1 },
  { id: 'w', needType: 'umum', need: 1 },
]
const row = (id: string, points: number[] | null, response: string | null | undefined, more = {}): RescoreRow => ({
  id,
  vacancy: 'v',
  points: points && skd(...(points as [number, number, number])),
  disqualified: false,
  responses: [response as OptionId],
  ...more,
})

it('[RE4 RE5] names who crosses the threshold, who the cut, and who only moves; other vacancies stay out', () => {
  const rows = [
    row('a', [90, 120, 190], 'C'),
    row('b', [85, 120, 190], 'A'),
    row('c', [80, 120, 190], undefined),
    row('d', [75, 120, 190], 'B'),
    row('e', [60, 150, 200], 'B'),
    row('f', [65, 100, 170], 'A'),
    row('g', null, undefined),
    row('h', [65, 80, 166], 'B', { disqualified: true }),
    row('x', [100, 120, 190], 'C', { vacancy: 'w' }),
  ]
  const preview = previewRescore(skd2024, v, rows, [mended])
  expect(
    preview.changes.map(({ id, by, before, after, threshold, cut }) => [
      id,
      by.total ?? 0,
      `${before.place} ${before.code}`,
      `${after.place} ${after.code}`,
      threshold,
      cut,
    ]),
  ).toEqual([
    ['e', 5, 'null TL', '1 P/L', 'gained', 'gained'],
    ['a', 0, '1 P/L', '2 P/L', null, null],
    // b lost the item, d gained it, c did not have it: all three have 390 now, TKP and TIU equal too.
    ['b', -5, '2 P/L', '3 P/L', null, null],
    ['d', 5, '4 P', '3 P/L', null, 'gained'],
    ['f', -5, '5 P', 'null TL', 'lost', null],
    ['h', 5, 'null DIS', 'null DIS', null, null],
  ])
  expect(preview.byVacancy).toEqual([
    {
      ...{ vacancy: 'v', candidates: 8, rescored: 5, moved: 5 },
      ...{ threshold: { gained: 1, lost: 1 }, cut: { gained: 2, lost: 0 } },
    },
  ])
  expect(preview.unchanged).toBe(3)
})

it('[RE1 RE3] who had the item gets it, blank or not; who did not have it gets nothing', () => {
  const given: KeyChange = { ...mended, after: { item, version: 2, kind: 'given' } }
  const rows = [
    row('a', [90, 120, 190], 'A'),
    row('b', [85, 120, 190], null),
    row('c', [80, 120, 190], 'D'),
    row('d', [75, 120, 190], undefined),
  ]
  const { changes } = previewRescore(skd2024, v, rows, [given])
  expect(changes.map(({ id, by }) => [id, by])).toEqual([
    ['b', { TWK: 5, total: 5 }],
    ['c', { TWK: 5, total: 5 }],
  ])
})

it('[RE5] equal across the last place is neither in nor out', () => {
  const pppk = RULE_SETS['pppk-2024'] as RuleSet
  const points = (teknis: number) => ({
    teknis,
    manajerial: 90,
    'sosial-kultural': 50,
    wawancara: 30,
    total: teknis + 170,
  })
  const teknis = 'teknis-1' as ItemId
  const change: KeyChange = {
    ...{ item: teknis, section: 'teknis' },
    before: { item: teknis, version: 1, kind: 'single', correct: ['A' as OptionId] },
    after: { item: teknis, version: 2, kind: 'single', correct: ['B' as OptionId] },
  }
  const rows = [row('a', null, 'C', { points: points(300) }), row('b', null, 'B', { points: points(295) })]
  const [need] = pppk.needTypes
  const preview = previewRescore(pppk, [{ id: 'v', needType: need?.id as string, need: 1 }], rows, [change])
  expect(preview.changes.map(({ id, after, cut }) => [id, after.place, after.code, cut])).toEqual([
    ['a', 1, 'SERI', 'lost'],
    ['b', 1, 'SERI', 'gained'],
  ])
  // Where age is known, it decides.
  const aged = rows.map((one) => ({ ...one, birthDate: one.id === 'b' ? '1980-01-01' : '1990-01-01' }))
  const known = previewRescore(pppk, [{ id: 'v', needType: need?.id as string, need: 1 }], aged, [change])
  expect(known.changes.map(({ id, after, cut }) => [id, after.place, after.code, cut])).toEqual([
    ['b', 1, 'P/L', 'gained'],
    ['a', 2, 'P', 'lost'],
  ])
})

it('[RE4] no change, no candidate, no response to it: nothing happens', () => {
  expect(previewRescore(skd2024, v, [], [mended])).toEqual({ changes: [], byVacancy: [], unchanged: 0 })
  const rows = [row('a', [90, 120, 190], 'C'), row('b', [90, 120, 190], undefined)]
  expect(previewRescore(skd2024, v, rows, [mended])).toEqual({ changes: [], byVacancy: [], unchanged: 2 })
})

it.each([
  ['an unknown vacancy', [row('a', [90, 120, 190], 'A', { vacancy: 'z' })], [mended], /a: no vacancy z/],
  ['a candidate twice', [row('a', null, undefined), row('a', null, undefined)], [mended], /a is given twice/],
  ['too few responses', [row('a', null, undefined, { responses: [] })], [mended], /a: 0 responses to 1/],
  ['an answer of an absent candidate', [row('a', null, 'A')], [mended], /a is absent.*TWK-7/],
  ['points that cannot hold the old answer', [row('a', [0, 120, 190], 'A')], [mended], /a: 0 points for TWK.*-5/],
  ['no points in the section', [row('a', null, 'A', { points: { TIU: 5, total: 5 } })], [mended], /a had item TWK-7/],
  [
    'no points in another section',
    [row('a', null, 'A', { points: { TWK: 5, total: 5 } })],
    [mended],
    /a: no whole.*TIU/,
  ],
  ['half a point', [row('a', [90, 120.5, 190], 'A')], [mended], /a: no whole points for TIU: 120.5/],
  ['a change twice', [], [mended, mended], /changed twice/],
  ['an unknown section', [], [{ ...mended, section: 'SKB' }], /TWK-7: section SKB/],
  ['the key of another item', [], [{ ...mended, item: 'TWK-8' as ItemId }], /TWK-8: given the key of item TWK-7/],
  ['a key that does not fit', [], [{ ...mended, section: 'TKP' }], /TWK-7: a single key/],
] as [string, RescoreRow[], KeyChange[], RegExp][])('[RE6] throws on %s', (_, rows, changes, message) => {
  expect(() => previewRescore(skd2024, v, rows, changes)).toThrow(message)
})

it('[RE6] throws on a vacancy given twice', () => {
  expect(() => previewRescore(skd2024, [...v, ...v], [], [mended])).toThrow(/vacancy is given twice/)
})
