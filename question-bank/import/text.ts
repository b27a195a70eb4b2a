/** UTF-8, or UTF-16 with its mark; XML also in the two old Western pages, when it says so. Null for anything else. */
export function decodeText(bytes: Uint8Array): string | null {
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
  const encoding = marked ?? declared(bytes) ?? 'utf-8'
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return text.includes('\u0000') ? null : text
  } catch {
    return null
  }
}

function declared(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1')
  const named = /^(?:ï»¿)?\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/i.exec(head)?.[1]?.toLowerCase()
  if (named === undefined || named === 'utf-8' || named === 'utf8' || named === 'us-ascii') return null
  // A label nobody here knows makes the decoder refuse, which is what is wanted.
  return named === 'iso-8859-1' || named === 'windows-1252' ? 'windows-1252' : `x-${named}`
}
