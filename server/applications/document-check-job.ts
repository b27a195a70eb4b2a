import { fileTypeFromBuffer } from 'file-type'
import { serveHelper } from '../helper-job.ts'
import type { DocumentRule } from '../protocol/recruitment.ts'
import { hasActiveWords, isActiveName, isLocked } from './pdf-content.ts'

/**
 * The process of `document-checker-job.ts`: decoders of foreign bytes run here and nowhere else.
 */
export interface CheckAsked {
  bytes: Uint8Array
  rule: Pick<DocumentRule, 'type' | 'bytesMax' | 'pagesMax' | 'pixelsMax' | 'pixelsMin'>
  pixelsMax: number
}
export type CheckFound =
  | { kind: 'image'; bytes: Uint8Array; width: number; height: number }
  | { kind: 'pdf'; pages: number }
  | { kind: 'type' | 'broken' | 'active' | 'locked' | 'empty' | 'large' }
  | { kind: 'pages'; pages: number }
  | { kind: 'pixels'; width: number; height: number }

serveHelper<CheckAsked, CheckFound>(check)

async function check({ bytes, rule, pixelsMax }: CheckAsked): Promise<CheckFound> {
  const type = await fileTypeFromBuffer(bytes).catch(() => undefined)
  if (rule.type === 'jpeg')
    return type?.mime === 'image/jpeg' ? await checkImage(bytes, rule, pixelsMax) : { kind: 'type' }
  return type?.mime === 'application/pdf' ? await checkPdf(bytes, rule) : { kind: 'type' }
}

/** Decodes all of it, turns it as the camera meant, and writes a new picture: what was hidden in the old one is gone. */
async function checkImage(bytes: Uint8Array, rule: CheckAsked['rule'], pixelsMax: number): Promise<CheckFound> {
  const { default: sharp } = await import('sharp')
  sharp.cache(false)
  sharp.concurrency(1)
  try {
    const open = () => sharp(bytes, { failOn: 'warning', limitInputPixels: pixelsMax, sequentialRead: true })
    // The head alone, whatever it promises.
    const { width = 0, height = 0 } = await sharp(bytes, { limitInputPixels: false }).metadata()
    const [long, short] = [Math.max(width, height), Math.min(width, height)]
    if (long > (rule.pixelsMax ?? Number.POSITIVE_INFINITY) || short < (rule.pixelsMin ?? 1))
      return { kind: 'pixels', width, height }
    if (isBlank(await open().resize(64, 64, { fit: 'fill' }).greyscale().raw().toBuffer())) return { kind: 'empty' }
    // The new one may come out larger than the old; a little less fine then.
    for (const quality of [90, 82, 72, 60]) {
      const { data, info } = await open()
        .rotate()
        .flatten({ background: '#ffffff' })
        .toColourspace('srgb')
        .jpeg({ quality })
        .toBuffer({ resolveWithObject: true })
      if (data.length <= rule.bytesMax)
        return { kind: 'image', bytes: new Uint8Array(data), width: info.width, height: info.height }
    }
    return { kind: 'large' }
  } catch {
    return { kind: 'broken' }
  }
}

/** One tone throughout, looked at from far away: nothing to be read on it. */
function isBlank(pixels: Uint8Array): boolean {
  let [sum, squares] = [0, 0]
  for (const value of pixels) {
    sum += value
    squares += value * value
  }
  const mean = sum / pixels.length
  return squares / pixels.length - mean * mean < 4
}

/** Parses every object. The file itself is kept as it is: a stamp or a signature in it must stay good. */
async function checkPdf(bytes: Uint8Array, { pagesMax }: CheckAsked['rule']): Promise<CheckFound> {
  if (hasActiveWords(bytes)) return { kind: 'active' }
  if (isLocked(bytes)) return { kind: 'locked' }
  const pdf = await import('@cantoo/pdf-lib')
  const { PDFDict, PDFArray, PDFName, PDFRawStream, PDFStream, PDFDocument, PDFRef } = pdf
  let document: import('@cantoo/pdf-lib').PDFDocument
  try {
    document = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: true })
  } catch {
    return { kind: 'broken' }
  }
  if (document.isEncrypted) return { kind: 'locked' }
  // Direct objects nest; a name counts wherever it stands.
  const isActive = (object: unknown, depth = 0): boolean => {
    if (depth > 60) return true
    if (object instanceof PDFName) return isActiveName(object.decodeText())
    if (object instanceof PDFArray) return object.asArray().some((one) => isActive(one, depth + 1))
    if (object instanceof PDFStream || object instanceof PDFRawStream) return isActive(object.dict, depth + 1)
    if (!(object instanceof PDFDict)) return false
    return object.entries().some(([key, value]) => {
      const name = key.decodeText()
      if (name !== 'OpenAction') return isActiveName(name) || isActive(value, depth + 1)
      // "Open at this page" is what writers put there; anything else acts.
      const opened = value instanceof PDFRef ? document.context.lookup(value) : value
      if (opened instanceof PDFArray) return isActive(opened, depth + 1)
      return (
        !(opened instanceof PDFDict) ||
        opened.get(PDFName.of('S')) !== PDFName.of('GoTo') ||
        isActive(opened, depth + 1)
      )
    })
  }
  try {
    for (const [, object] of document.context.enumerateIndirectObjects())
      if (isActive(object)) return { kind: 'active' }
    const pages = document.getPages()
    if (pages.length === 0) return { kind: 'empty' }
    if (pages.length > (pagesMax ?? Number.POSITIVE_INFINITY)) return { kind: 'pages', pages: pages.length }
    if (pages.every((page) => page.node.Contents() === undefined)) return { kind: 'empty' }
    return { kind: 'pdf', pages: pages.length }
  } catch {
    return { kind: 'broken' }
  }
}
