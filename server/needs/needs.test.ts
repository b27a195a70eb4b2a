import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Duty, DutyPeriod } from '../protocol/needs.ts'
import { decimalOf, dutyLoad, EFFECTIVE_MINUTES, efficiencyOf, loadOf, loadWords, needOf, totalsOf } from './needs.ts'

const duty = (volume: string, per: DutyPeriod, minutes: string): Pick<Duty, 'volume' | 'per' | 'minutes'> => ({
  ...{ volume, per, minutes },
})
const minutes = (value: number) => loadOf([duty(String(value), 'year', '1')])

describe('the load', () => {
  it.each<[string, DutyPeriod, string, string]>([
    ['1200', 'year', '30', '36000'],
    ['12', 'year', '1200', '14400'],
    ['20', 'month', '60', '14400'],
    ['1', 'week', '90', '4500'],
    ['3', 'day', '7.5', '5625'],
    ['0,5', 'day', '0.0001', '0.0125'],
    ['0', 'day', '30', '0'],
  ])('[ND1] %s each %s × %s minutes is %s minutes a year', (volume, per, norm, load) =>
    expect(loadWords(dutyLoad(duty(volume, per, norm)))).toBe(load),
  )

  it('[ND1] the worked example of the decree: 69,300 minutes are 0.924, and one person', () => {
    const load = loadOf([
      ...[duty('1200', 'year', '30'), duty('12', 'year', '1200')],
      ...[duty('20', 'month', '60'), duty('1', 'week', '90')],
    ])
    expect(loadWords(load)).toBe('69300')
    expect(efficiencyOf(load, 1, EFFECTIVE_MINUTES)).toEqual({ ej: '0.9240', band: 'B' })
    expect(needOf(load, EFFECTIVE_MINUTES)).toBe(1)
  })

  it('[ND1] a thousand tenths are a hundred: no binary fraction creeps in', () => {
    expect(loadWords(loadOf(Array.from({ length: 1000 }, () => duty('0.1', 'year', '1'))))).toBe('100')
  })

  it('reads decimals with comma or point, and nothing else', () => {
    expect(['7', '7.5', '7,25', '0.0001'].map(decimalOf)).toEqual([70_000n, 75_000n, 72_500n, 1n])
    expect(['', '-1', '1.00001', '1e3', '1.000,5', '١', '1234567890'].map(decimalOf)).toEqual(Array(7).fill(null))
  })
})

describe('the need', () => {
  it.each([
    [187_500, 3],
    [187_499, 2],
    [112_500, 2],
    [112_499, 1],
    [37_500, 1],
    [37_499, 0],
    [0, 0],
  ])('[ND2] %d minutes are %d people', (load, people) => expect(needOf(minutes(load), EFFECTIVE_MINUTES)).toBe(people))

  it('[ND2] the effective minutes are the year’s: the older 72,000 give another need', () => {
    expect([72_000, 74_760, 75_000].map((effective) => needOf(minutes(108_000), effective))).toEqual([2, 1, 1])
  })

  it('[ND2] is never more than half a person away from the exact one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), fc.integer({ min: 1, max: 525_600 }), (load, effective) => {
        const away = needOf(minutes(load), effective) * effective - load
        expect(2 * away <= effective && 2 * away > -effective).toBe(true)
      }),
    )
  })
})

describe('efficiency', () => {
  it.each([
    [187_500, 2, '1.2500', 'A'],
    [187_500, 4, '0.6250', 'D'],
    [75_001, 1, '1.0000', 'A'],
    [75_000, 1, '1.0000', 'B'],
    [67_500, 1, '0.9000', 'B'],
    [67_499, 1, '0.8999', 'C'],
    [52_500, 1, '0.7000', 'C'],
    [52_499, 1, '0.6999', 'D'],
    [37_500, 1, '0.5000', 'D'],
    [37_499, 1, '0.4999', 'E'],
    [0, 3, '0.0000', 'E'],
  ])('[ND3] %d minutes with %d people: %s, %s', (load, people, ej, band) =>
    expect(efficiencyOf(minutes(load), people, EFFECTIVE_MINUTES)).toEqual({ ej, band }),
  )
  it('[ND3] nobody in place has none', () => expect(efficiencyOf(minutes(1), 0, EFFECTIVE_MINUTES)).toBeNull())
})

describe('totals', () => {
  it('[ND4] three too many in one unit fill no place in another', () => {
    expect(
      totalsOf([
        { need: 2, inPlace: 5 },
        { need: 4, inPlace: 1 },
        { need: 1, inPlace: 1 },
      ]),
    ).toEqual({ need: 7, inPlace: 7, lacks: 3, surplus: 3 })
  })
})
