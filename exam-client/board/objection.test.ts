import { describe, expect, it } from 'vitest'
import { dayWords, nikOf, openUntil } from './objection.ts'

describe('what a candidate types', () => {
  it.each([
    ['1508010101900003', '1508010101900003'],
    ['1508 0101 0190 0003', '1508010101900003'],
    ['150801.010190.0003', '1508010101900003'],
    ['150801010190000', null],
    ['15080101019000034', null],
    ['15080101019000O3', null],
    ['', null],
  ])('a NIK "%s" is read as %s', (typed, nik) => expect(nikOf(typed)).toBe(nik))
})

describe('the window on a publication', () => {
  it('is shown on its own publication alone, with its last day as it stands in the decree', () => {
    const open = [{ publication: 'p1', closesOn: '2024-09-22' }]
    expect([openUntil(open, 'p1'), openUntil(open, 'p2'), openUntil([], 'p1')]).toEqual(['2024-09-22', null, null])
    expect(dayWords('2024-09-22', 'en')).toMatch(/22 Sept? 2024/)
    expect(dayWords('2024-09-22', 'id')).toContain('22 Sep 2024')
  })
})
