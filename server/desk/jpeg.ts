/** Whether some bytes are a JPEG that we keep, read from the bytes themselves. Pure; rule DK11. */
export const PHOTO_BYTES_MAX = 200 * 1024
export const PHOTO_SIDE_MAX = 2000

/** Start of frame: every kind of it but the three markers in between that are tables (DHT, JPG, DAC). */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
const SCAN = 0xda
const END = 0xd9

/** Width and height of a whole JPEG within our limits, or null. The picture itself is not decoded. */
export function jpegSize(bytes: Uint8Array): { width: number; height: number } | null {
  if (bytes.length > PHOTO_BYTES_MAX || bytes[0] !== 0xff || bytes[1] !== 0xd8) return null
  let size: { width: number; height: number } | null = null
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1] as number
    // Fill bytes may stand before a marker.
    if (marker === 0xff) {
      at += 1
      continue
    }
    const length = word(bytes, at + 2)
    if (length < 2 || at + 2 + length > bytes.length) return null
    if (marker === SCAN) return size && ends(bytes) ? size : null
    if (isFrame(marker)) {
      if (length < 8) return null
      size = { height: word(bytes, at + 5), width: word(bytes, at + 7) }
      const fits = (side: number) => side >= 1 && side <= PHOTO_SIDE_MAX
      if (!fits(size.width) || !fits(size.height)) return null
    }
    at += 2 + length
  }
  return null
}

const word = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
/** A picture that was cut off on its way has no end marker. */
const ends = (bytes: Uint8Array): boolean => bytes.at(-2) === 0xff && bytes.at(-1) === END
