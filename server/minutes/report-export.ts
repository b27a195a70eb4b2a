import { wib } from '../results/export-table.ts'
import { type Mark, wrap } from '../results/pdf-pages.ts'
import { PdfPen } from '../results/pdf-writer.ts'
import { type Block, reportPages, SHEET } from './report-pages.ts'

export interface Report {
  /** Names the document: 'Berita acara'. */
  title: string
  /** The sitting, at the foot of every page. */
  sitting: string
  blocks: Block[]
  /** SHA-256 of what it was made from, and when it was made. */
  digest: string
  at: number
  /** The sitting goes on: every page says that this is not the last word. */
  provisional: boolean
}

/** A report to print and sign: A4, every page with its sitting, number, digest and moment (MN12). */
export async function reportPdf(report: Report): Promise<Buffer> {
  // Loaded when the first PDF is asked for: half a second that no start should pay.
  const { default: PDFDocument } = await import('pdfkit')
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    lang: 'id-ID',
    displayTitle: true,
    info: {
      Title: `${report.title} · ${report.sitting}`,
      Creator: 'Seleksi',
      Producer: 'Seleksi',
      CreationDate: new Date(report.at),
    },
  })
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>((resolve) => pdf.on('end', resolve))
  const pen = new PdfPen(pdf)
  const pages = reportPages(report.blocks, pen.measure)
  for (const [at, marks] of pages.entries()) {
    pdf.addPage()
    pen.begin()
    if (report.provisional) pen.stamp('SEMENTARA', SHEET.width / 2, SHEET.height / 2, 96)
    pen.draw([...marks, ...foot(report, at + 1, pages.length, pen)])
    pen.finish()
  }
  pdf.end()
  await ended
  return Buffer.concat(chunks)
}

function foot({ sitting, digest, at, provisional }: Report, page: number, of: number, pen: PdfPen): Mark[] {
  const line = { kind: 'text', bold: false, size: 8, colour: 'quiet' } as const
  const numbered = `halaman ${page} dari ${of}`
  const [name = ''] = wrap(sitting, SHEET.right - SHEET.left - 100, (part) => pen.measure(part, false, 8))
  const said = provisional ? 'Sementara: sesi belum ditutup. ' : ''
  return [
    { kind: 'fill', x: SHEET.left, y: 784, width: SHEET.right - SHEET.left, height: 0.5, colour: 'line' },
    { ...line, x: SHEET.left, y: 796, text: name },
    { ...line, x: SHEET.right - pen.measure(numbered, true, 8), y: 796, text: numbered, bold: true, colour: 'ink' },
    { ...line, x: SHEET.left, y: 807, text: `${said}Dibuat ${wib(at)} dari data dengan SHA-256` },
    { ...line, x: SHEET.left, y: 818, text: digest },
  ]
}
