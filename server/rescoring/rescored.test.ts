import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bank, blueprintOf } from '../../question-bank/build.ts'
import { formMaker } from '../../question-bank/form.ts'
import type { ItemId, OptionId } from '../../question-bank/item.ts'
import type { ItemKey } from '../../question-bank/key.ts'
import { scoreAttempt } from '../../scoring/result.ts'
import { skdCpns2024 } from '../../scoring/rule-sets/skd-cpns-2024.ts'
import { isRefusal } from '../protocol/refusals.ts'
import type { KeyWanted } from '../protocol/rescoring.ts'
import { keyWords, nextKey, type Scoring, statedKey } from './key-change.ts'
import { earnedOf, rescorerOf } from './rescored.ts'

const { items, keys } = bank().section('TWK', 12).section('TIU', 12).section('TKP', 12, { kind: 'weighted' }).build()
const keyOf = new Map(keys.map((key) => [key.item, key]))
const draw = formMaker(blueprintOf({ TWK: 8, TIU: 8, TKP: 8 }), items)
const labels = ['A', 'B', 'C', 'D', 'E']

const wantedFor = (kind: 'single' | 'weighted'): fc.Arbitrary<KeyWanted> =>
  fc.oneof(
    fc.constant({ kind: 'given' as const }),
    fc.constant({ kind: 'void' as const }),
    kind === 'single'
      ? fc.subarray(labels, { minLength: 1 }).map((correct) => ({ kind: 'single' as const, correct }))
      : fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 5, maxLength: 5 }).map((weights) => ({
          kind: 'weighted' as const,
          weights: Object.fromEntries(weights.map((weight, at) => [labels[at] as string, weight])),
        })),
  )
const changes = fc.subarray(items, { minLength: 1, maxLength: 6 }).chain((chosen) =>
  fc.tuple(...chosen.map((item) => wantedFor(item.kind))).map((wanted) =>
    chosen.flatMap((item, at) => {
      const before = keyOf.get(item.item.id) as ItemKey
      const after = nextKey(item, before, wanted[at] as KeyWanted, [])
      return isRefusal(after) ? [] : [{ before, after }]
    }),
  ),
)

describe('a result under mended keys', () => {
  it('[RW3] from the responses to the changed items alone is what scoring the whole attempt anew gives', () => {
    fc.assert(
      fc.property(fc.string(), fc.infiniteStream(fc.nat(6)), changes, (seed, picks, mended) => {
        const form = draw(seed)
        const responses = new Map<ItemId, OptionId | null>(
          form.slots.map((slot) => [slot.item, slot.options[picks.next().value as number] ?? null]),
        )
        const before = scoreAttempt(skdCpns2024, form, keyOf, responses)
        const now = new Map(keyOf)
        for (const { after } of mended) now.set(after.item, after)
        const found = mended.map(({ before: { item } }) => {
          const slot = form.slots.find((one) => one.item === item)
          return slot && { section: slot.section, option: responses.get(item) ?? null }
        })
        expect(rescorerOf(skdCpns2024, mended)(earnedOf(before), found)).toEqual(
          earnedOf(scoreAttempt(skdCpns2024, form, now, responses)),
        )
      }),
      { numRuns: 300 },
    )
  })

  it('is the very same object where nothing changes, so that the unchanged cost nothing', () => {
    const form = draw('x')
    const before = earnedOf(scoreAttempt(skdCpns2024, form, keyOf, new Map()))
    const item = form.slots[0]?.item as ItemId
    const key = keyOf.get(item) as ItemKey
    expect(rescorerOf(skdCpns2024, [{ before: key, after: { ...key, version: 2 } }])(before, [undefined])).toBe(before)
  })
})

describe('a mended key', () => {
  const single = items.find((one) => one.section === 'TIU')
  const weighted = items.find((one) => one.section === 'TKP')
  if (!single || !weighted) throw new Error('the bank has both kinds')
  const TKP: Scoring = { kind: 'weighted', least: 1, most: 5 }
  const PPPK: Scoring = { kind: 'weighted', least: 1, most: 4 }
  const mend = (item: typeof single, wanted: KeyWanted, scorings: Scoring[] = []) =>
    nextKey(item, keyOf.get(item.item.id) as ItemKey, wanted, scorings)
  const weights = (e: number) => ({ A: 1, B: 2, C: 3, D: 4, E: e })

  it('[RW1] is the next version, with the options in the order of their source', () => {
    expect(mend(single, { kind: 'single', correct: ['C', 'B'] })).toEqual({
      item: single.item.id,
      version: 2,
      kind: 'single',
      correct: ['B', 'C'],
    })
    expect(mend(weighted, { kind: 'given' })).toEqual({ item: weighted.item.id, version: 2, kind: 'given' })
    expect(mend(single, { kind: 'void' })).toEqual({ item: single.item.id, version: 2, kind: 'void' })
  })

  it('[RW1] takes along what the source named as key beside the weights', () => {
    const stated = Object.assign({}, keyOf.get(weighted.item.id) as ItemKey, { stated: ['E'] })
    expect(nextKey(weighted, stated, { kind: 'weighted', weights: weights(1) }, [TKP])).toMatchObject({ stated: ['E'] })
  })

  it.each([
    ['an option the item does not have', single, { kind: 'single', correct: ['A', 'F'] }, [], 'no-such-option'],
    ['the key it has already', single, { kind: 'single', correct: ['A'] }, [], 'key-unchanged'],
    ['the same, ticked twice over', weighted, { kind: 'weighted', weights: weights(5) }, [], 'key-unchanged'],
    ['weights for an item with one key', single, { kind: 'weighted', weights: weights(5) }, [], 'key-of-other-kind'],
    ['one key for an item with weights', weighted, { kind: 'single', correct: ['A'] }, [], 'key-of-other-kind'],
    [
      'a weight missing',
      weighted,
      { kind: 'weighted', weights: { A: 1, B: 2, C: 3, D: 4 } },
      [TKP],
      'weight-out-of-limits',
    ],
    [
      'a weight of an option that is not there',
      weighted,
      { kind: 'weighted', weights: { ...weights(5), F: 1 } },
      [TKP],
      'no-such-option',
    ],
    ['a weight above the most', weighted, { kind: 'weighted', weights: weights(6) }, [TKP], 'weight-out-of-limits'],
    ['a weight below the least', weighted, { kind: 'weighted', weights: weights(0) }, [TKP], 'weight-out-of-limits'],
    [
      'a weight that one of two tests does not allow',
      weighted,
      { kind: 'weighted', weights: { ...weights(5), A: 2 } },
      [TKP, PPPK],
      'weight-out-of-limits',
    ],
  ] as const)('[RW4] is refused: %s', (_, item, wanted, scorings, refused) => {
    expect(mend(item, wanted as unknown as KeyWanted, [...scorings])).toMatchObject({ refused })
  })

  it('[RW4] may have whole weights from nothing where no test uses the item', () => {
    expect(mend(weighted, { kind: 'weighted', weights: { A: 0, B: 7, C: 3, D: 4, E: 1000 } })).toMatchObject({
      version: 2,
    })
    expect(mend(weighted, { kind: 'weighted', weights: { A: 0, B: 7, C: 3, D: 4, E: 1001 } })).toMatchObject({
      refused: 'weight-out-of-limits',
    })
  })

  it('is worded for a memo in both languages', () => {
    const words = (key: KeyWanted) => Object.values(keyWords(key))
    expect(words({ kind: 'single', correct: ['A', 'B'] })).toEqual(['A atau B', 'A or B'])
    expect(words({ kind: 'weighted', weights: { B: 5, A: 1 } })).toEqual(['A = 1, B = 5', 'A = 1, B = 5'])
    expect(words({ kind: 'given' })).toEqual(['semua mendapat nilai penuh', 'full points for everybody'])
    expect(words({ kind: 'void' })).toEqual(['dibatalkan, tidak dinilai', 'void, not scored'])
    expect(words({ kind: 'single', correct: [] })).toEqual(['tanpa kunci, tidak dinilai', 'no key, not scored'])
    expect(statedKey({ item: single.item.id, version: 3, kind: 'single', correct: ['C', 'A'] })).toEqual({
      kind: 'single',
      correct: ['A', 'C'],
    })
  })
})
