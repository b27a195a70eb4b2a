import { describe, expect, it } from 'vitest'
import { bare, cardText, readCard } from './card.ts'

const SECRET = Buffer.alloc(32, 7)
const CARD = cardText(SECRET, '24-7310-0001', 3)

describe('the card', () => {
  it('[CD2] says number, version and ten signs of a signature over both', () => {
    expect(CARD).toMatch(/^SELEKSI2:24-7310-0001:3:[A-Za-z0-9_-]{10}$/)
    expect(cardText(Buffer.alloc(32, 8), '24-7310-0001', 3)).not.toBe(CARD)
  })

  it.each<[string, string, unknown]>([
    ['as it was printed', CARD, { number: '24-7310-0001', scannedAs: 'signed', version: 3 }],
    ['with what a keyboard scanner adds', ` ${CARD}\r\n`, { number: '24-7310-0001', scannedAs: 'signed', version: 3 }],
    ['a number with a colon in it', cardText(SECRET, 'A:1', 12), { number: 'A:1', scannedAs: 'signed', version: 12 }],
    ['typed', ' 24-7310-0001 ', { number: '24-7310-0001', scannedAs: 'number' }],
    ['somebody else’s number under this signature', CARD.replace('0001', '0002'), 'forged'],
    ['one sign of the signature changed', `${CARD.slice(0, -1)}${CARD.endsWith('A') ? 'B' : 'A'}`, 'forged'],
    ['another version under this signature', CARD.replace(':3:', ':4:'), 'forged'],
    ['a version with a zero before it', CARD.replace(':3:', ':03:'), 'forged'],
    ['of an earlier kind, without a version', 'SELEKSI1:24-7310-0001:AAAAAAAAAA', 'forged'],
    ['without a signature', 'SELEKSI2:24-7310-0001:3', 'forged'],
    ['with an empty one', 'SELEKSI2:24-7310-0001:3:', 'forged'],
    ['letters turned by Caps Lock', CARD.toLowerCase(), 'forged'],
    ['the mark alone', 'SELEKSI2:', 'forged'],
    ['of another server', cardText(Buffer.alloc(32, 8), '24-7310-0001', 3), 'forged'],
  ])('[CD2] [DK12] %s', (_, scanned, expected) => {
    expect(readCard(SECRET, scanned)).toEqual(expected)
  })

  it('[DK13] signs between the digits do not matter', () => {
    expect(['24 7310 0001', '24.7310/0001', '24_7310-0001\n', ' 2473100001'].map(bare)).toEqual(
      Array(4).fill('2473100001'),
    )
    expect(bare('p-01a')).toBe('P01A')
  })
})
