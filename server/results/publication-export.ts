import { createRequire } from 'node:module'
import { utils, write } from '@e965/xlsx'
import { stringify } from 'csv-stringify/sync'
import type { PublicationDocument } from '../protocol/board.ts'

/** One table for CSV, XLSX and PDF, from the publication alone (RS6). */
function table(document: PublicationDocument): { head: string[]; rows: (string | number | null)[][] } {
  return {
    head: [
      'Peringkat',
      'Nomor Peserta',
      'Nama',
      ...document.sections.map((section) => section.id),
      'Total',
      'Keterangan',
      'Alasan',
    ],
    rows: document.rows.map((row) => [
      row.place,
      row.number,
      row.name,
      ...(row.points ?? document.sections.map(() => null)),
      row.total,
      row.code,
      row.reason.id,
    ]),
  }
}

/** A cell that a spreadsheet would run as a formula is written as text. */
const harmless = (cell: string | number | null) =>
  typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell

export function publicationCsv(document: PublicationDocument): string {
  const { head, rows } = table(document)
  return stringify([head, ...rows.map((row) => row.map(harmless))], { bom: true, record_delimiter: 'windows' })
}

export function publicationXlsx(document: PublicationDocument): Buffer {
  const { head, rows } = table(document)
  const sheet = utils.aoa_to_sheet([
    [document.title],
    [`Aturan: ${document.ruleSet.title} (${document.ruleSet.decree})`],
    [`Diumumkan: ${wib(document.publishedAt)}`],
    [`SHA-256: ${document.digest}`],
    [],
    head,
    ...rows,
  ])
  sheet['!cols'] = head.map((name) => ({
    wch: name === 'Nama' ? 32 : name === 'Alasan' ? 80 : name === 'Nomor Peserta' ? 20 : 12,
  }))
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, 'Hasil')
  return write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer
}

const FONT = createRequire(import.meta.url).resolve(
  '@fontsource/source-sans-3/files/source-sans-3-latin-400-normal.woff',
)
const FONT_BOLD = createRequire(import.meta.url).resolve(
  '@fontsource/source-sans-3/files/source-sans-3-latin-700-normal.woff',
)

/** A4 on its side, every page numbered and carrying the digest, so that a loose sheet names its list. */
export async function publicationPdf(document: PublicationDocument): Promise<Buffer> {
  // Loaded when the first PDF is asked for: half a second that no start should pay.
  const { default: PDFDocument } = await import('pdfkit')
  const pdf = new PDFDocument({
    size: 'A4',
    layout: 'landscape',
    margins: { top: 40, bottom: 50, left: 40, right: 40 },
    bufferPages: true,
    info: { Title: document.title, Producer: 'Seleksi', CreationDate: new Date(document.publishedAt) },
  })
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>((resolve) => pdf.on('end', resolve))
  pdf.registerFont('text', FONT)
  pdf.registerFont('bold', FONT_BOLD)
  pdf.font('bold').fontSize(15).text(document.title)
  pdf
    .font('text')
    .fontSize(9.5)
    .text(
      `Kode formasi ${document.vacancy.code} · ${document.vacancy.needTypeTitle} · kebutuhan ${document.vacancy.need}${document.cut === null ? '' : ` · batas ${document.cut}`}`,
    )
    .text(`Aturan ${document.ruleSet.title} (${document.ruleSet.decree}) · diumumkan ${wib(document.publishedAt)}`)
    .text(
      `Peserta ${document.counts.total} · hadir ${document.counts.present} · tidak hadir ${document.counts.absent} · ${Object.entries(
        document.counts.byCode,
      )
        .map(([code, n]) => `${code} ${n}`)
        .join(' · ')}`,
    )
    .moveDown(0.8)
  const { head, rows } = table(document)
  const sections = document.sections.length
  pdf.fontSize(8.5)
  pdf.table({
    columnStyles: [48, 98, 138, ...document.sections.map(() => Math.min(52, 160 / sections)), 40, 60, '*'],
    defaultStyle: { border: { top: 0, right: 0, bottom: 0.5, left: 0 }, borderColor: '#c3c9c4', padding: [3, 4, 3, 4] },
    rowStyles: (row) => (row === 0 ? { backgroundColor: '#e3efec' } : {}),
    data: [head, ...rows].map((row) => row.map((cell) => (cell === null ? '–' : String(cell)))),
  })
  const { count } = pdf.bufferedPageRange()
  for (let page = 0; page < count; page += 1) {
    pdf.switchToPage(page)
    // Text below the bottom margin would begin a new page.
    pdf.page.margins.bottom = 0
    pdf.fontSize(7.5).text(`SHA-256 ${document.digest} · halaman ${page + 1} dari ${count}`, 40, pdf.page.height - 34, {
      lineBreak: false,
    })
  }
  pdf.end()
  await ended
  return Buffer.concat(chunks)
}

const wib = (at: number): string =>
  `${new Intl.DateTimeFormat('id-ID', { dateStyle: 'long', timeStyle: 'medium', timeZone: 'Asia/Jakarta' }).format(at)} WIB`
