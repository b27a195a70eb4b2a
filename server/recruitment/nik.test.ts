import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isNik } from './nik.ts'
import { openNik, sealNik } from './nik-seal.ts'

it.each<[string, string, boolean]>([
  ['a man’s', '1508010101900001', true],
  ['a woman’s: 40 more on the day', '1508014101900001', true],
  ['the 31st', '1508013112900001', true],
  ['a woman’s 31st', '1508017112900001', true],
  ['day 0', '1508010001900001', false],
  ['day 32', '1508013201900001', false],
  ['a woman’s day 0', '1508014001900001', false],
  ['day 72', '1508017201900001', false],
  ['month 0', '1508010100900001', false],
  ['month 13', '1508010113900001', false],
  ['15 digits', '150801010190001', false],
  ['17 digits', '15080101019000011', false],
  ['as a spreadsheet ruins it', '1.50801E+15', false],
  ['with blanks', '1508 0101 0190 0001', false],
  ['digits of another script', '١٥٠٨٠١٠١٠١٩٠٠٠٠١', false],
  ['nothing', '', false],
])('%s', (_, nik, good) => expect(isNik(nik)).toBe(good))

describe('sealed', () => {
  const secret = randomBytes(32)
  const nik = '1508010101900001'

  it('opens with its own secret alone, and not when a bit was changed', () => {
    const { nikSealed } = sealNik(secret, nik)
    expect(openNik(secret, nikSealed)).toBe(nik)
    expect(() => openNik(randomBytes(32), nikSealed)).toThrow()
    const bytes = Buffer.from(nikSealed, 'base64url')
    for (const at of [0, 12, 28, bytes.length - 1]) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(() => openNik(secret, changed.toString('base64url'))).toThrow()
    }
  })

  it('is another text each time and the same index each time; under another secret another index', () => {
    const [one, two] = [sealNik(secret, nik), sealNik(secret, nik)]
    expect(one.nikSealed).not.toBe(two.nikSealed)
    expect(one.nikIndex).toBe(two.nikIndex)
    expect(sealNik(randomBytes(32), nik).nikIndex).not.toBe(one.nikIndex)
  })

  it('shows four digits and two', () => {
    expect(sealNik(secret, nik).nikMasked).toBe('1508••••••••••01')
    expect(JSON.stringify(sealNik(secret, nik))).not.toContain(nik.slice(4, 14))
  })
})
