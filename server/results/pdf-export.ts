import { Readable } from 'node:stream'
import { create } from 'qrcode'
import type { ExportSource } from './export-table.ts'
import { type Mark, PAGE, PageFlow, type PdfMarks } from './pdf-pages.ts'
import { PdfPen } from './pdf-writer.ts'
import { type Progress, RowReader } from './rows-export.ts'

export interface PdfOptions extends PdfMarks {
  progress?: Progress | undefined
  /** Where the public sees this publication, as a URL that ends where the digest follows; null: no such place is known. */
  address?: string | null
}

/**
 * What the code on every page says. With an address, a camera opens the publication and the page compares; without one
 * it is `SELEKSI1 ` and the SHA-256 digest of the canonical publication in 64 small hexadecimal digits (EX5).
 */
export const qrText = (digest: string, address: string | null = null): string =>
  address ? `${address}${digest}` : `SELEKSI1 ${digest}`

/**
 * The publication as a lampiran to sign: A4 on its side, its digest, its code and 'halaman n dari m' on every page.
 * The rows are read twice, first to count the pages; only one page is held at a time.
 */
export function pdfExport(source: ExportSource, options: PdfOptions = {}): Readable {
  return Readable.from(bytes(source, options), { objectMode: false })
}

async function* bytes(source: ExportSource, options: PdfOptions): AsyncGenerator<Buffer> {
  // Loaded when the first PDF is asked for: half a second that no start should pay.
  const { default: PDFDocument } = await import('pdfkit')
  const pdf = new PDFDocument({
    size: 'A4',
    layout: 'landscape',
    margin: 0,
    autoFirstPage: false,
    lang: 'id-ID',
    displayTitle: true,
    info: { Title: source.title, Creator: 'Seleksi', Producer: 'Seleksi', CreationDate: new Date(source.publishedAt) },
  })
  const out = joined(pdf)
  const pen = new PdfPen(pdf)
  const reader = new RowReader(source, options.progress, 2)
  let count = 0
  for await (const _ of pages(source, pen, reader, options, false)) count += 1
  const code = codeObject(pdf, qrText(source.digest, options.address))
  let number = 0
  for await (const marks of pages(source, pen, reader, options, true)) {
    number += 1
    const before = pdf.page as { dictionary: { data: object } } | null
    pdf.addPage()
    // pdfkit keeps what is already written of each page until the end, where it needs no more than its number.
    if (before) before.dictionary.data = {}
    pen.begin()
    if (options.withdrawn) pen.stamp('DICABUT', PAGE.width / 2, PAGE.height / 2)
    else if (options.replaced) pen.stamp('DIGANTI', PAGE.width / 2, PAGE.height / 2)
    pen.draw([...marks, ...foot(source.digest, number, count, pen)])
    pen.place('Sidik', code.object, PAGE.right - CODE_SIDE, CODE_TOP, CODE_SIDE / code.size)
    pen.finish()
    // What is ready is handed on before the next page is begun, so that a slow reader slows the writer.
    if (out.bytes >= BYTES_AT_ONCE) yield out.take()
  }
  pdf.end()
  yield out.take()
}

async function* pages(
  source: ExportSource,
  pen: PdfPen,
  reader: RowReader,
  marks: PdfMarks,
  drawn: boolean,
): AsyncGenerator<Mark[]> {
  const flow = new PageFlow(source, pen.measure, marks, drawn)
  for (const list of source.lists) {
    yield* flow.list(list)
    for await (const row of reader.rows(list)) yield* flow.row(row)
  }
  yield* flow.end()
}

const BYTES_AT_ONCE = 64 * 1024

/**
 * pdfkit pushes every line by itself, and at the end one for each object of the file; as buffers of their own these are
 * larger than what they hold. Here they become one piece.
 */
function joined(pdf: PDFKit.PDFDocument): { readonly bytes: number; take(): Buffer } {
  let page = Buffer.alloc(BYTES_AT_ONCE * 2)
  let used = 0
  const writer = pdf as unknown as { _offset: number; _write(data: string | Uint8Array): void; _root: unknown }
  const add = (data: string | Uint8Array) => {
    const bytes = typeof data === 'string' ? Buffer.from(`${data}\n`, 'latin1') : data
    if (used + bytes.length > page.length) page = Buffer.concat([page], used * 2 + bytes.length)
    page.set(bytes, used)
    used += bytes.length
    writer._offset += bytes.length
  }
  // What was written when the document was made.
  for (let chunk = pdf.read(); chunk !== null; chunk = pdf.read()) {
    page.set(chunk as Buffer, used)
    used += (chunk as Buffer).length
  }
  writer._write = add
  return {
    get bytes() {
      return used
    },
    take() {
      const taken = Buffer.from(page.subarray(0, used))
      used = 0
      return taken
    },
  }
}

const CODE_SIDE = 58
const CODE_TOP = PAGE.height - 24 - CODE_SIDE

function foot(digest: string, number: number, count: number, pen: PdfPen): Mark[] {
  const right = PAGE.right - CODE_SIDE - 12
  const numbered = `halaman ${number} dari ${count}`
  const line = { kind: 'text', bold: false, size: 8, colour: 'quiet' } as const
  return [
    { kind: 'fill', x: PAGE.left, y: CODE_TOP + 12, width: right - PAGE.left, height: 0.5, colour: 'line' },
    { ...line, x: PAGE.left, y: CODE_TOP + 28, text: `SHA-256 ${digest}` },
    { ...line, x: right - pen.measure(numbered, true, 8), y: CODE_TOP + 28, text: numbered, bold: true, colour: 'ink' },
    {
      ...line,
      x: PAGE.left,
      y: CODE_TOP + 41,
      text: 'Lampiran ini sah bila sidik di atas sama dengan sidik pada halaman pengumuman resmi; kode di samping memuat sidik itu.',
    },
  ]
}

/** The code is drawn once and shown on every page: a thousand pages carry it once. */
function codeObject(pdf: PDFKit.PDFDocument, text: string): { object: unknown; size: number } {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const { size } = modules
  const object = pdf.ref({ Type: 'XObject', Subtype: 'Form', BBox: [0, 0, size, size], Resources: {} })
  const dark: string[] = []
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1) {
      const from = x
      while (x < size && modules.get(y, x)) x += 1
      if (x > from) dark.push(`${from} ${y} ${x - from} 1 re`)
    }
  object.end(`0 g\n${dark.join('\n')}\nf`)
  return { object, size }
}
