import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Form } from '../question-bank/form.ts'
import type { ItemId, OptionId } from '../question-bank/item.ts'
import type { ItemKey } from '../question-bank/key.ts'
import { type BulkItem, pointTable, scoreColumns } from './bulk-score.ts'
import { scoreAttempt } from './result.ts'
import type { RuleSet } from './rule-set.ts'
import { RULE_SETS } from './rule-sets/index.ts'

const skd2024 = RULE_SETS['skd-cpns-2024'] as RuleSet
const pppk2024 = RULE_SETS['pppk-2024'] as RuleSet
/** So many sections of so many points that their sums do not fit beside each other. */
const wide: RuleSet = {
  ...skd2024,
  id: 'wide',
  sections: Array.from({ length: 7 }, (_, n) => ({
    ...{ id: `S${n}`, title: { id: '', en: '' }, items: 1000 },
    scoring: n % 2 === 0 ? { kind: 'correct', points: 1000 - n } : { kind: 'weighted', least: 0, most: 900 },
  })),
}

const options = (count: number) => [...'ABCDE'].slice(0, count) as OptionId[]
const item = (ruleSet: RuleSet, n: number): fc.Arbitrary<BulkItem> =>
  fc
    .record({
      section: fc.constantFrom(...ruleSet.sections),
      labels: fc.integer({ min: 2, max: 5 }).map(options),
      kind: fc.constantFrom('usual', 'usual', 'usual', 'given', 'void'),
      draws: fc.array(fc.nat(), { minLength: 5, maxLength: 5 }),
    })
    .map(({ section: { id, scoring }, labels, kind, draws }) => {
      const named = { item: `i${n}` as ItemId, version: 1 }
      const worth = (at: number) =>
        scoring.kind === 'weighted' ? scoring.least + ((draws[at] as number) % (scoring.most - scoring.least + 1)) : 0
      const key: ItemKey =
        kind === 'given' || kind === 'void'
          ? { ...named, kind }
          : scoring.kind === 'correct'
            ? { ...named, kind: 'single', correct: labels.filter((_, at) => (draws[at] as number) % 3 === 0) }
            : { ...named, kind: 'weighted', weights: Object.fromEntries(labels.map((label, at) => [label, worth(at)])) }
      return { section: id, key, options: labels }
    })

/** A pool, and candidates who each chose something (or nothing) in some of its items, all forms of one length. */
const hall = (ruleSet: RuleSet) =>
  fc.integer({ min: 1, max: 12 }).chain((size) =>
    fc.record({
      pool: fc.tuple(...Array.from({ length: size }, (_, n) => item(ruleSet, n))),
      width: fc.integer({ min: 0, max: size }),
      candidates: fc.array(
        fc.record({
          order: fc.shuffledSubarray([...Array(size).keys()], { minLength: size, maxLength: size }),
          draws: fc.array(fc.nat(), { minLength: size, maxLength: size }),
        }),
        { maxLength: 8 },
      ),
    }),
  )

/** Each candidate the slow way: a form, responses by item, one attempt after another. */
function oneByOne(ruleSet: RuleSet, pool: BulkItem[], forms: number[][], choices: number[][]): number[][] {
  const keys = new Map(pool.map(({ key }) => [key.item, key]))
  return forms.map((form, candidate) => {
    const items = form.map((number) => pool[number] as BulkItem)
    const slots: Form['slots'] = items.map(({ section, key, options: shown }) => ({
      ...{ item: key.item, section, options: shown.toReversed() },
    }))
    const responses = items.map(({ key, options: labels }, place) => {
      const choice = choices[candidate]?.[place] as number
      return [key.item, choice === 0 ? null : (labels[choice - 1] as OptionId)] as const
    })
    const result = scoreAttempt(ruleSet, { slots }, keys, new Map(responses))
    return ruleSet.sections.map(({ id }) => result.sections.find((section) => section.id === id)?.points ?? 0)
  })
}

const chosen = (pool: BulkItem[], form: number[], draws: number[]) =>
  form.map((number, place) => (draws[place] as number) % ((pool[number] as BulkItem).options.length + 1))

describe.each([skd2024, pppk2024, wide])('under the rules of $id', (ruleSet) => {
  it('[BU1] each candidate’s own form: the same points as one attempt after another', () => {
    fc.assert(
      fc.property(hall(ruleSet), ({ pool, width, candidates }) => {
        const forms = candidates.map(({ order }) => order.slice(0, width))
        const choices = candidates.map(({ draws }, at) => chosen(pool, forms[at] as number[], draws))
        const points = scoreColumns(pointTable(ruleSet, pool), {
          ...{ candidates: candidates.length, width },
          choices: Uint8Array.from(choices.flat()),
          items: Uint16Array.from(forms.flat()),
        })
        expect([...points]).toEqual(oneByOne(ruleSet, pool, forms, choices).flat())
      }),
    )
  })

  it('[BU1] one form for all: the same', () => {
    fc.assert(
      fc.property(hall(ruleSet), ({ pool, candidates }) => {
        const forms = candidates.map(() => pool.map((_, number) => number))
        const choices = candidates.map(({ draws }, at) => chosen(pool, forms[at] as number[], draws))
        const answers = { candidates: candidates.length, width: pool.length, choices: Uint8Array.from(choices.flat()) }
        expect([...scoreColumns(pointTable(ruleSet, pool), answers)]).toEqual(
          oneByOne(ruleSet, pool, forms, choices).flat(),
        )
      }),
    )
  })
})

const plain = (n: number, labels = 'ABC'): BulkItem => ({
  section: 'TIU',
  key: { item: `i${n}` as ItemId, version: 1, kind: 'single', correct: ['A'] },
  options: [...labels] as OptionId[],
})
const table = (...pool: BulkItem[]) => pointTable(skd2024, pool)
const score = (choices: number[], items?: number[], pool = [plain(0), plain(1, 'ABCDE'), plain(2)]) =>
  scoreColumns(table(...pool), {
    candidates: 2,
    width: choices.length / 2,
    choices: Uint8Array.from(choices),
    ...(items ? { items: Uint16Array.from(items) } : {}),
  })

it('[BU1] nobody and nothing are no fault', () => {
  expect([...scoreColumns(table(), { candidates: 0, width: 0, choices: new Uint8Array(0) })]).toEqual([])
  expect([...score([], [])]).toEqual([0, 0, 0, 0, 0, 0])
})

it.each([
  ['a fourth option of three', [1, 1, 1, 1, 1, 4], undefined, /candidate number 1, place 2.*no choice 4/],
  ['an option beyond the table', [9, 1, 1, 1, 1, 1], undefined, /candidate number 0, place 0.*no choice 9/],
  ['the same on own forms', [1, 1, 1, 4], [1, 0, 1, 0], /candidate number 1, place 1: item number 0 has no choice 4/],
  [
    'an option so large that it would be another item’s',
    [1, 1, 1, 9],
    [1, 0, 1, 0],
    /place 1: item number 0 has no choice 9/,
  ],
  ['an item beyond the pool', [1, 1, 1, 1], [0, 1, 0, 3], /candidate number 1, place 1: item number 3/],
  ['an item far beyond the pool', [1, 0, 1, 1], [0, 65535, 0, 1], /candidate number 0, place 1: item number 65535/],
  ['an item twice', [1, 1, 1, 1], [0, 1, 2, 2], /candidate number 1, place 1: item number 2 is twice/],
  ['a short row', [1, 1, 1, 1, 1, 1], [0, 1, 2], /2 candidates of 3 answers/],
  ['too few answers to the one form', [1, 1, 1, 1], undefined, /2 answers to 3 items/],
] as const)('[BU4] throws on %s', (_, choices, items, message) => {
  expect(() => score([...choices], items && [...items])).toThrow(message)
})

it('[BU4] throws, naming the item, on a key that does not fit', () => {
  const weighted: ItemKey = { item: 'i9' as ItemId, version: 1, kind: 'weighted', weights: { A: 1, B: 2 } }
  expect(() => table({ ...plain(9), key: weighted })).toThrow(/i9.*weighted key/)
  expect(() => table({ section: 'TKP', key: weighted, options: options(3) })).toThrow(/i9.*no weight for option C/)
  expect(() => table({ ...plain(9), section: 'SKB' })).toThrow(/i9: section SKB/)
  expect(() => table(plain(9), plain(9))).toThrow(/i9: twice/)
})
