import { describe, expect, it } from 'vitest'
import { middleOf, within } from './picture-size.ts'
import { type Burst, NO_BURST, takeKey, tidyScan } from './scanner.ts'

/** Presses keys `gap` ms apart; what was scanned, in order. */
function press(keys: string[], gap: number | ((n: number) => number), from: Burst = NO_BURST): string[] {
  let burst = from
  let at = 1000
  return keys.flatMap((key, n) => {
    at += typeof gap === 'number' ? gap : gap(n)
    const taken = takeKey(burst, key, at)
    burst = taken.burst
    return taken.scan === null ? [] : [taken.scan]
  })
}
const card = 'SELEKSI1:24-61-000001:AbC_dE-123'

describe('a keyboard scanner', () => {
  it.each([0, 5, 40])('is heard whole with %d ms between its keys', (gap) => {
    expect(press([...card, 'Enter'], gap)).toEqual([card])
  })

  it('sends Shift between its letters', () => {
    expect(press([...'SELEKSI1:A'].flatMap((key) => ['Shift', key]).concat('Enter'), 8)).toEqual(['SELEKSI1:A'])
  })

  it('is heard after a hand has typed, and twice in a row', () => {
    const keys = ['a', 'b', ...'24610001', 'Enter', ...'24610002', 'Enter']
    expect(press(keys, (n) => (n <= 2 ? 400 : 3))).toEqual(['24610001', '24610002'])
  })

  it('is not what a hand types, whose Enter then is its own', () => {
    expect(press([...'24610001', 'Enter'], 120)).toEqual([])
    expect(press(['Enter'], 500)).toEqual([])
  })

  it('has ended when Enter comes late, and is more than a few letters', () => {
    expect(press([...'24610001', 'Enter'], (n) => (n === 8 ? 300 : 3))).toEqual([])
    expect(press([...'24610', 'Enter'], 3)).toEqual([])
  })

  it('was not scanning when an arrow or Escape came between', () => {
    expect(press([...'246', 'Escape', ...'10001', 'Enter'], 3)).toEqual([])
  })

  it('is cleared of signs around its text', () => {
    expect(tidyScan('\u0002 24-61-000001\r\n')).toBe('24-61-000001')
    expect(tidyScan(' \t ')).toBe('')
    expect(tidyScan('x'.repeat(1000))).toHaveLength(300)
  })
})

describe('the size of a picture', () => {
  it.each([
    [1280, 720, 640, 360],
    [720, 1280, 360, 640],
    [320, 240, 320, 240],
    [10_000, 3, 640, 1],
  ])('%d × %d is kept as %d × %d', (width, height, w, h) => {
    expect(within({ width, height }, 640)).toEqual({ width: w, height: h })
  })

  it.each([
    [1280, 720, { width: 540, height: 720, x: 370, y: 0 }],
    [600, 800, { width: 600, height: 800, x: 0, y: 0 }],
    [600, 1200, { width: 600, height: 800, x: 0, y: 200 }],
  ])('a portrait is cut from the middle of %d × %d', (width, height, cut) => {
    expect(middleOf({ width, height }, 3 / 4)).toEqual(cut)
  })
})
