import { expect, it } from 'vitest'
import { discrimination, distractorCounts, facility, type Observation } from './statistics.ts'

/** Five candidates, one point for a right answer: item 1 1 1 0 0, rest 4 3 2 2 1. */
const five: Observation[] = [
  { choice: 'A', points: 1, total: 5 },
  { choice: 'A', points: 1, total: 4 },
  { choice: 'A', points: 1, total: 3 },
  { choice: 'C', points: 0, total: 2 },
  { choice: null, points: 0, total: 1 },
]

it('[ST1] facility, by hand', () => {
  expect(facility(five, 1)).toBe(0.6)
  expect(
    facility(
      [
        { choice: 'B', points: 3, total: 3 },
        { choice: 'A', points: 4, total: 4 },
      ],
      5,
    ),
  ).toBe(0.7)
  expect(facility([], 5)).toBeNull()
  expect(facility(five, 0)).toBeNull()
})

it('[ST2] discrimination, by hand', () => {
  // n 5, x 3, y 12, xx 3, yy 34, xy 9: (5*9 - 3*12) / sqrt((5*3 - 9) * (5*34 - 144)) = 9 / sqrt(6 * 26) = 0.7206
  expect(discrimination(five)).toBeCloseTo(9 / Math.sqrt(156), 12)
  expect(discrimination(five)).toBeCloseTo(0.7206, 4)
})

it('[ST2] the item itself is taken out', () => {
  // Item 1 1 0 0, total 2 1 1 0: rest 1 0 1 0 is unrelated, though the total rises with the item.
  const four = [
    { choice: 'A', points: 1, total: 2 },
    { choice: 'A', points: 1, total: 1 },
    { choice: 'B', points: 0, total: 1 },
    { choice: 'B', points: 0, total: 0 },
  ]
  expect(discrimination(four)).toBe(0)
})

it('[ST2] a key that is the wrong way round shows as a negative figure', () => {
  const upsideDown = five.map(({ points, total }) => ({
    choice: 'A',
    points: 1 - points,
    total: total - points + 1 - points,
  }))
  expect(discrimination(upsideDown)).toBeCloseTo(-9 / Math.sqrt(156), 12)
})

it('[ST2] none where one side does not vary', () => {
  expect(discrimination([])).toBeNull()
  expect(discrimination(five.map((one) => ({ ...one, points: 0 })))).toBeNull()
  expect(discrimination(five.map((one) => ({ ...one, total: one.points })))).toBeNull()
})

it('[ST3] counts every option, blanks last', () => {
  expect(distractorCounts(['A', 'B', 'C'], five)).toEqual([
    { option: 'A', count: 3 },
    { option: 'B', count: 0 },
    { option: 'C', count: 1 },
    { option: null, count: 1 },
  ])
  expect(() => distractorCounts(['A'], five)).toThrow(/no option C/)
})
