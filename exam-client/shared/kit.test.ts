import { describe, expect, it } from 'vitest'
import { canonical, sha256 } from '../../server/canonical.ts'
import { canonicalJson, sha256Hex } from './canonical.ts'
import { csv } from './download.ts'
import { age, clockWib, count, dayWib, fromWib, momentWib, timeLeft } from './format.ts'

describe('times and numbers for people', () => {
  const at = Date.parse('2025-11-24T03:41:07Z')
  it('writes WIB with colons, whatever the PC believes', () => {
    expect(clockWib(at)).toBe('10:41:07')
    expect(momentWib(at, 'id')).toBe('24 Nov 2025, 10:41 WIB')
    expect(dayWib(Date.parse('2025-11-24T17:30:00Z'))).toBe('2025-11-25')
  })
  it('reads a date and a time as WIB, and refuses what is none', () => {
    expect(fromWib('2025-11-24', '10:41')).toBe(Date.parse('2025-11-24T03:41:00Z'))
    expect(fromWib('', '10:41')).toBeNull()
  })
  it.each([
    [3_877_000, '1:04:37'],
    [545_000, '09:05'],
    [1, '00:01'],
    [-5, '00:00'],
  ])('time left %i ms is %s', (ms, text) => expect(timeLeft(ms)).toBe(text))
  it('speaks of ages and numbers in the language', () => {
    expect([age(20_000, 'id'), age(61_000, 'en'), count(1284, 'id'), count(1284, 'en')]).toEqual([
      '20 dtk',
      '1 min',
      '1.284',
      '1,284',
    ])
  })
})

describe('files made in the browser', () => {
  it('gives CSV that no spreadsheet runs as a formula', () => {
    expect(
      csv(
        ['Nama', 'n'],
        [
          ['=HYPERLINK("x")', 1],
          ['a;b', null],
        ],
      ),
    ).toBe('\ufeffNama;n\r\n"\'=HYPERLINK(""x"")";1\r\n"a;b";\r\n')
  })
  it('writes canonical JSON and its digest as the server does', async () => {
    const value = { b: [1, null, { z: 'é', a: true }], a: 'x"', aa: {} }
    expect(canonicalJson(value)).toBe(canonical(value))
    expect(await sha256Hex(canonicalJson(value))).toBe(sha256(canonical(value)))
  })
})
