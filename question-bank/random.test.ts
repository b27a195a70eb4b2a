import { describe, expect, it } from 'vitest'
import { randomFrom } from './random.ts'

describe('random', () => {
  it('[F1] gives the same numbers for the same seed, for ever (golden)', () => {
    const random = randomFrom('golden')
    expect(Array.from({ length: 12 }, () => random.below(1000))).toEqual([
      251, 940, 788, 392, 659, 617, 895, 36, 622, 344, 435, 427,
    ])
    expect(random.shuffle(['a', 'b', 'c', 'd', 'e'])).toEqual(['c', 'a', 'b', 'e', 'd'])
    expect(random.belowBig(10n ** 30n)).toEqual(660460061438429404586154853942n)
  })

  it('[F1] different seeds are different, also where seedrandom itself would repeat the key', () => {
    const seeds = ['a', 'aa', 'aaa', '', ' ', 'é', 'ũ', 'é\u0000', 'x'.repeat(300), 'x'.repeat(301)]
    const streams = seeds.map((seed) => {
      const random = randomFrom(seed)
      return Array.from({ length: 4 }, () => random.below(2 ** 32)).join()
    })
    expect(new Set(streams).size).toBe(seeds.length)
  })

  it('[F5] below(n) is uniform (chi-square, 5 degrees of freedom, p = 0.001)', () => {
    const random = randomFrom('die')
    const seen = [0, 0, 0, 0, 0, 0]
    for (let i = 0; i < 60_000; i++) seen[random.below(6)]!++
    expect(seen.reduce((sum, n) => sum + (n - 10_000) ** 2 / 10_000, 0)).toBeLessThan(20.52)
  })

  it('[F5] below(n) has no modulo bias even where n nearly fills the word', () => {
    const random = randomFrom('wide')
    const n = 3 * 2 ** 30
    let low = 0
    for (let i = 0; i < 30_000; i++) if (random.below(n) < n / 3) low++
    expect(Math.abs(low - 10_000)).toBeLessThan(270)
  })

  it('belowBig stays below and reaches both ends', () => {
    const random = randomFrom('big')
    const drawn = Array.from({ length: 500 }, () => random.belowBig(5n))
    expect(new Set(drawn)).toEqual(new Set([0n, 1n, 2n, 3n, 4n]))
    expect(random.belowBig(1n)).toBe(0n)
  })

  it('refuses what has no answer', () => {
    const random = randomFrom('x')
    expect(() => random.below(0)).toThrow(RangeError)
    expect(() => random.below(2.5)).toThrow(RangeError)
    expect(() => random.belowBig(0n)).toThrow(RangeError)
    expect(() => random.pick([])).toThrow(RangeError)
    expect(() => random.sample([1], 2)).toThrow(RangeError)
  })

  it('sample and shuffle leave the given array alone', () => {
    const given = [1, 2, 3, 4]
    randomFrom('x').shuffle(given)
    randomFrom('x').sample(given, 2)
    expect(given).toEqual([1, 2, 3, 4])
  })
})
