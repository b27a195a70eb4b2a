import fc from 'fast-check'
import { expect, it } from 'vitest'
import { add, compare, divide, exact, multiply, parseExact, rounded } from './exact.ts'

it('[IN2] stands in lowest terms, the sign above the line', () => {
  expect(exact(395, 550)).toEqual({ n: 79n, d: 110n })
  expect(exact(3, -6)).toEqual({ n: -1n, d: 2n })
  expect(exact(0, 7)).toEqual({ n: 0n, d: 1n })
  expect(() => exact(1, 0)).toThrow(/over 0/)
  expect(() => exact(0.5)).toThrow(/0.5 is not a whole number/)
  expect(() => exact(2 ** 53)).toThrow(/whole/)
  expect(() => divide(exact(1), exact(0))).toThrow(/over 0/)
})

it('[IN2] reads decimals with a point or a comma, and nothing else', () => {
  expect(parseExact('3.50')).toEqual({ n: 7n, d: 2n })
  expect(parseExact('87,5')).toEqual({ n: 175n, d: 2n })
  expect(parseExact('0')).toEqual({ n: 0n, d: 1n })
  expect(parseExact('007')).toEqual({ n: 7n, d: 1n })
  for (const text of ['', ' ', '3.', '.5', '-1', '+1', '1e3', '1.000,5', '1 000', '3.5 ', '٣', 'NaN', '9'.repeat(41)])
    expect(parseExact(text), text).toBeNull()
})

it('[IN3] rounds half up, and only when it is shown', () => {
  expect(rounded(exact(778, 11), 3)).toBe('70.727')
  expect(rounded(exact(100), 3)).toBe('100.000')
  expect(rounded(exact(1, 2000), 3)).toBe('0.001')
  expect(rounded(exact(49, 100_000), 3)).toBe('0.000')
  expect(rounded(exact(5, 2), 0)).toBe('3')
  expect(rounded(exact(-1, 2000), 3)).toBe('-0.001')
  expect(rounded(exact(-1, 5000), 3)).toBe('0.000')
  // A double of 1.0005 is below the half and would print 1.000.
  expect(rounded(parseExact('1.0005') ?? exact(0), 3)).toBe('1.001')
})

const fraction = fc.tuple(fc.integer(), fc.integer({ min: 1 })).map(([n, d]) => exact(n, d))

it('[IN2] adds, multiplies, divides and compares as fractions do', () => {
  fc.assert(
    fc.property(fraction, fraction, fraction, (a, b, c) => {
      expect(add(a, b)).toEqual(add(b, a))
      expect(multiply(a, add(b, c))).toEqual(add(multiply(a, b), multiply(a, c)))
      if (b.n !== 0n) expect(multiply(divide(a, b), b)).toEqual(a)
      expect(Math.sign(compare(a, b))).toBe(-Math.sign(compare(b, a)) + 0)
      expect(compare(a, b) === 0).toBe(a.n === b.n && a.d === b.d)
      expect(compare(add(a, c), add(b, c))).toBe(compare(a, b))
    }),
  )
})

it('[IN2] a decimal of k digits comes back from its own text', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 0, max: 6 }), (n, places) => {
      const value = exact(n, 10 ** places)
      expect(parseExact(rounded(value, places))).toEqual(value)
    }),
  )
})
