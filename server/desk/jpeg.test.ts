import { describe, expect, it } from 'vitest'
import { jpeg } from '../testing/jpeg.ts'
import { jpegSize, PHOTO_BYTES_MAX } from './jpeg.ts'

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
