/** What the first bytes say a picture is; null for anything else, whatever its name. */
export function pictureType(bytes: Uint8Array): string | null {
  const starts = (from: number, ...codes: number[]) => codes.every((code, at) => bytes[from + at] === code)
  if (starts(0, 0x89, 0x50, 0x4e, 0x47)) return 'image/png'
  if (starts(0, 0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (starts(0, 0x47, 0x49, 0x46, 0x38)) return 'image/gif'
  if (starts(0, 0x52, 0x49, 0x46, 0x46) && starts(8, 0x57, 0x45, 0x42, 0x50)) return 'image/webp'
  const start = Buffer.from(bytes.subarray(0, 4_000)).toString('utf8')
  return /^\uFEFF?\s*</.test(start) && /<(?:\w+:)?svg\b/i.test(start) ? 'image/svg+xml' : null
}

/** The picture as an address that carries it, or null when the bytes are no picture. */
export function pictureAddress(bytes: Uint8Array): string | null {
  const type = pictureType(bytes)
  return type === null ? null : `data:${type};base64,${Buffer.from(bytes).toString('base64')}`
}

/** Sound and film by their names: an item that needs them is not whole without them. */
export const isSoundOrFilm = (name: string): boolean =>
  /\.(?:mp3|m4a|aac|ogg|oga|opus|wav|flac|mp4|m4v|webm|ogv|mov|avi|mpe?g|3gp)$/i.test(name)

/** Said of a text whose pictures together are more than `PICTURE_CHARACTERS_MAX`. */
export const TOO_MANY_PICTURES = 'Gambar dalam soal terlalu banyak atau terlalu besar; perkecil gambarnya.'
