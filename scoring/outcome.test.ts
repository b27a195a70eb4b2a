import { expect, it } from 'vitest'
import type { ItemId } from '../question-bank/item.ts'
import type { GivenKey, SingleKey, VoidKey, WeightedKey } from '../question-bank/key.ts'
import { maxPoints, scoreItem } from './outcome.ts'

const item = 'i7' as ItemId
const five = { kind: 'correct', points: 5 } as const
const oneToFive = { kind: 'weighted', least: 1, most: 5 } as const
const single = (...correct: string[]): SingleKey => ({ item, version: 1, kind: 'single', correct })
const weighted = (weights: Record<string, number>): WeightedKey => ({ item, version: 1, kind: 'weighted', weights })
const given: GivenKey = { item, version: 2, kind: 'given' }
const voided: VoidKey = { item, version: 2, kind: 'void' }

it.each([
  ['[SC1] correct', scoreItem(five, single('C'), 'C'), { points: 5, state: 'correct' }],
  ['[SC1] wrong', scoreItem(five, single('C'), 'A'), { points: 0, state: 'wrong' }],
  ['[SC3] blank', scoreItem(five, single('C'), null), { points: 0, state: 'blank' }],
  ['[SC5] the second of two correct options', scoreItem(five, single('C', 'D'), 'D'), { points: 5, state: 'correct' }],
  ['[SC5] nothing correct', scoreItem(five, single(), 'A'), { points: 0, state: 'wrong' }],
  ['[SC2] weight', scoreItem(oneToFive, weighted({ A: 3, B: 1 }), 'A'), { points: 3, state: 'weighted' }],
  ['[SC2] worst option', scoreItem(oneToFive, weighted({ A: 3, B: 1 }), 'B'), { points: 1, state: 'weighted' }],
  ['[SC3] weighted blank', scoreItem(oneToFive, weighted({ A: 3, B: 1 }), null), { points: 0, state: 'blank' }],
  ['[RE1] given, answered', scoreItem(five, given, 'Z'), { points: 5, state: 'correct' }],
  ['[RE1] given, blank: still a blank, and paid', scoreItem(five, given, null), { points: 5, state: 'blank' }],
  ['[RE1] given in a weighted section', scoreItem(oneToFive, given, 'B'), { points: 5, state: 'weighted' }],
  ['[RE1] given in a weighted section, blank', scoreItem(oneToFive, given, null), { points: 5, state: 'blank' }],
  ['[RE2] void, answered', scoreItem(five, voided, 'C'), { points: 0, state: 'wrong' }],
  ['[RE2] void, blank', scoreItem(five, voided, null), { points: 0, state: 'blank' }],
  ['[RE2] void in a weighted section', scoreItem(oneToFive, voided, 'A'), { points: 0, state: 'weighted' }],
  ['[RE2] void in a weighted section, blank', scoreItem(oneToFive, voided, null), { points: 0, state: 'blank' }],
])('%s', (_, outcome, expected) => expect(outcome).toEqual(expected))

it('[SC5] the maximum is what the key can give', () => {
  expect(maxPoints(five, single('C', 'D'))).toBe(5)
  expect(maxPoints(five, single())).toBe(0)
  expect(maxPoints(oneToFive, weighted({ A: 4, B: 1 }))).toBe(4)
})

it('[RE1 RE2] the maximum of what is given is the section’s best, of what is void 0', () => {
  const oneToFour = { kind: 'weighted', least: 1, most: 4 } as const
  expect([five, oneToFive, oneToFour].map((rule) => maxPoints(rule, given))).toEqual([5, 5, 4])
  expect([five, oneToFive].map((rule) => maxPoints(rule, voided))).toEqual([0, 0])
})

it.each([
  ['a weighted key in a correct section', five, weighted({ A: 1 })],
  ['a single key in a weighted section', oneToFive, single('A')],
  ['a weight above the most', oneToFive, weighted({ A: 1, B: 6 })],
  ['a weight below the least', oneToFive, weighted({ A: 1, B: 0 })],
  ['half a point', oneToFive, weighted({ A: 1, B: 2.5 })],
  ['no weights', oneToFive, weighted({})],
])('[SC8] throws with the item id on %s', (_, rule, key) => {
  for (const choice of ['A', null]) expect(() => scoreItem(rule, key, choice)).toThrow(/i7/)
  expect(() => maxPoints(rule, key)).toThrow(/i7/)
})

it('[SC8] throws on an option without a weight', () => {
  expect(() => scoreItem(oneToFive, weighted({ A: 1 }), 'Z')).toThrow(/i7.*Z/)
  expect(() => scoreItem(oneToFive, weighted({ A: 1 }), 'constructor')).toThrow(/i7/)
})
