import { describe, expect, it } from 'vitest'
import { amongPairs, chanceOf, isStanding } from './chance.ts'

describe('a chance as a figure that can be taken in', () => {
  it.each([
    [1, { kind: 'usual' }],
    [0.51, { kind: 'usual' }],
    [0.5, { kind: 'one-in', n: 2 }],
    [0.012, { kind: 'one-in', n: 83 }],
    [0.000231, { kind: 'one-in', n: 4300 }],
    [1.04e-6, { kind: 'one-in', n: 960_000 }],
    [3e-15, { kind: 'less-than-one-in', n: 1_000_000_000 }],
    [0, { kind: 'less-than-one-in', n: 1_000_000_000 }],
  ])('%f', (chance, said) => {
    expect(chanceOf(chance)).toEqual(said)
  })
})

describe('a pair among all that were looked at', () => {
  it('stands out only where hardly one such pair would come by chance', () => {
    expect(amongPairs({ chance: 0.001, pairs: 500 })).toBeCloseTo(0.5)
    expect(isStanding({ chance: 0.001, pairs: 500 })).toBe(false)
    expect(isStanding({ chance: 0.001, pairs: 40 })).toBe(true)
    expect(isStanding({ chance: 0.001, pairs: 50 })).toBe(false)
  })
})
