import { describe, expect, it } from 'vitest'
import { jpeg } from '../testing/jpeg.ts'
import { bare, cardText, readCard } from './card.ts'
import { jpegSize, PHOTO_BYTES_MAX } from './jpeg.ts'

const SECRET = Buffer.alloc(32, 7)
const CARD = cardText(SECRET, '24-7310-0001')

describe('the card', () => {
  it('[DK12] says the number and ten signs of a signature', () => {
    expect(CARD).toMatch(/^SELEKSI1:24-7310-0001:[A-Za-z0-9_-]{10}$/)
    expect(cardText(Buffer.alloc(32, 8), '24-7310-0001')).not.toBe(CARD)
  })

  it.each<[string, string, unknown]>([
    ['as it was printed', CARD, { number: '24-7310-0001', scannedAs: 'signed' }],
    ['with what a keyboard scanner adds', ` ${CARD}\r\n`, { number: '24-7310-0001', scannedAs: 'signed' }],
    ['a number with a colon in it', cardText(SECRET, 'A:1'), { number: 'A:1', scannedAs: 'signed' }],
    ['typed', ' 24-7310-0001 ', { number: '24-7310-0001', scannedAs: 'number' }],
    ['somebody else’s number under this signature', CARD.replace('0001', '0002'), 'forged'],
    ['one sign of the signature changed', `${CARD.slice(0, -1)}${CARD.endsWith('A') ? 'B' : 'A'}`, 'forged'],
    ['without a signature', 'SELEKSI1:24-7310-0001', 'forged'],
    ['with an empty one', 'SELEKSI1:24-7310-0001:', 'forged'],
    ['letters turned by Caps Lock', CARD.toLowerCase(), 'forged'],
    ['the mark alone', 'SELEKSI1:', 'forged'],
    ['of another server', cardText(Buffer.alloc(32, 8), '24-7310-0001'), 'forged'],
  ])('[DK12] %s', (_, scanned, expected) => {
    expect(readCard(SECRET, scanned)).toEqual(expected)
  })

  it('[DK13] signs between the digits do not matter', () => {
    expect(['24 7310 0001', '24.7310/0001', '24_7310-0001\n', ' 2473100001'].map(bare)).toEqual(
      Array(4).fill('2473100001'),
    )
    expect(bare('p-01a')).toBe('P01A')
  })
})

describe('a picture', () => {
  it('[DK11] is measured from its own bytes', () => {
    expect(jpegSize(jpeg({ width: 640, height: 480 }))).toEqual({ width: 640, height: 480 })
    expect(jpegSize(jpeg({ width: 2000, height: 2000 }))).toEqual({ width: 2000, height: 2000 })
    expect(jpegSize(jpeg({ frame: 0xc2 }))).not.toBeNull()
    expect(jpegSize(jpeg({ bytes: PHOTO_BYTES_MAX }))).not.toBeNull()
  })

  it.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['a PNG called JPEG', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['words', Buffer.from('bukan foto')],
    ['too wide', jpeg({ width: 2001 })],
    ['too high', jpeg({ height: 2001 })],
    ['without width', jpeg({ width: 0 })],
    ['one byte past the limit', jpeg({ bytes: PHOTO_BYTES_MAX + 1 })],
    ['cut off on its way', jpeg().subarray(0, -2)],
    ['cut off in its header', jpeg().subarray(0, 12)],
    ['only begun', Buffer.from([0xff, 0xd8, 0xff])],
    ['without a frame', jpeg({ frame: 0xc4 })],
    ['a segment that runs out of the file', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff, 0, 0, 0xff, 0xd9])],
  ])('[DK11] is refused: %s', (_, bytes) => {
    expect(jpegSize(bytes)).toBeNull()
  })
})
