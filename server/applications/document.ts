import type { DocumentRule } from '../protocol/recruitment.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'

/** What may be uploaded, as far as it needs no decoder. Pure; rules DC1 to DC4. */

export const KB = 1024
/** Room for the frame of a multipart message beside the file. */
export const FRAME_BYTES = 16 * KB
/** A letter of 800 KB over a poor line of 60 kbit/s takes less. */
export const UPLOAD_MS = 120_000
/** Pixels that are decoded at most, whatever a period allows: a bomb is small on the wire and large in memory. */
export const PIXELS_MAX = 40_000_000

const kb = (bytes: number): string => String(Math.floor(bytes / KB))

export const tooLarge = ({ id, en, bytesMax }: DocumentRule): Refusal =>
  refuse('document-large', { what: id, 'what:en': en, most: kb(bytesMax) })
export const wrongType = ({ id, en, type }: DocumentRule): Refusal =>
  refuse('document-type', { what: id, 'what:en': en, wanted: type === 'jpeg' ? 'JPG' : 'PDF' })
export const unreadable = ({ id, en }: DocumentRule): Refusal => refuse('document-broken', { what: id, 'what:en': en })
export const empty = ({ id, en }: DocumentRule): Refusal => refuse('document-empty', { what: id, 'what:en': en })
export const active = ({ id, en }: DocumentRule): Refusal => refuse('document-active', { what: id, 'what:en': en })
export const locked = ({ id, en }: DocumentRule): Refusal => refuse('document-locked', { what: id, 'what:en': en })
export const tooManyPages = ({ id, en, pagesMax }: DocumentRule, pages: number): Refusal =>
  refuse('document-pages', { what: id, 'what:en': en, pages: String(pages), most: String(pagesMax) })
export function wrongPixels({ id, en, pixelsMin, pixelsMax }: DocumentRule, width: number, height: number): Refusal {
  const size = `${width} × ${height}`
  const [least, most] = [String(pixelsMin ?? 1), String(pixelsMax ?? '–')]
  return refuse('document-pixels', { what: id, 'what:en': en, size, least, most })
}

/**
 * A name for showing: no path, no control characters, no direction marks, of a length that fits a line, and no number as
 * long as a NIK or a telephone's: people call their scans so, and a name is kept in the clear.
 */
export function cleanName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const clean = last
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}<>:"|?*]/gu, '')
    .replace(/\d(?:[ ._-]?\d){8,}/g, '•••')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\.+/, '')
  return clean === '' ? 'berkas' : clean.slice(-80)
}

/**
 * What these bytes are by their own beginning and end, and nothing else besides: a file that is two kinds at once (an
 * archive behind a picture, a page before a PDF) is neither.
 */
export function kindOf(bytes: Uint8Array): 'jpeg' | 'pdf' | null {
  if (isArchiveToo(bytes)) return null
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return jpegEndsItself(bytes) ? 'jpeg' : null
  if (text(bytes, 0, 5) !== '%PDF-') return null
  // Whatever follows the last end mark is no PDF; blanks and line ends are usual.
  const tail = text(bytes, Math.max(0, bytes.length - 1024), bytes.length)
  return /%%EOF[\s\0]*$/.test(tail) ? 'pdf' : null
}

/** The directory of a ZIP stands at its end, so that one can hide behind anything. */
function isArchiveToo(bytes: Uint8Array): boolean {
  const from = Math.max(0, bytes.length - 66_000)
  for (let at = from; at + 4 <= bytes.length; at += 1)
    if (bytes[at] === 0x50 && bytes[at + 1] === 0x4b && bytes[at + 2] === 0x05 && bytes[at + 3] === 0x06) return true
  return false
}

/** Nothing but a few zeros of padding after the end marker, as some telephones leave. */
function jpegEndsItself(bytes: Uint8Array): boolean {
  let end = bytes.length
  while (end > 2 && bytes[end - 1] === 0 && bytes.length - end < 64) end -= 1
  return bytes[end - 2] === 0xff && bytes[end - 1] === 0xd9
}

const text = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, Math.min(to, from + 1024)))
