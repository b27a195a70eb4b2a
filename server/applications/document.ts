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
const titled = (rule: DocumentRule) => ({ what: rule.id, 'what:en': rule.en })

export const tooLarge = (rule: DocumentRule): Refusal =>
  refuse('document-large', { ...titled(rule), most: kb(rule.bytesMax) })
export const wrongType = (rule: DocumentRule): Refusal =>
  refuse('document-type', { ...titled(rule), wanted: rule.type === 'jpeg' ? 'JPG' : 'PDF' })
export const unreadable = (rule: DocumentRule): Refusal => refuse('document-broken', titled(rule))
export const empty = (rule: DocumentRule): Refusal => refuse('document-empty', titled(rule))
export const active = (rule: DocumentRule): Refusal => refuse('document-active', titled(rule))
export const locked = (rule: DocumentRule): Refusal => refuse('document-locked', titled(rule))
export const tooManyPages = (rule: DocumentRule, pages: number): Refusal =>
  refuse('document-pages', { ...titled(rule), pages: String(pages), most: String(rule.pagesMax) })
export const wrongPixels = (rule: DocumentRule, width: number, height: number): Refusal =>
  refuse('document-pixels', {
    ...titled(rule),
    size: `${width} × ${height}`,
    least: String(rule.pixelsMin ?? 1),
    most: String(rule.pixelsMax ?? '–'),
  })

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
