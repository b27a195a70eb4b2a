import { fontFile } from '../pdf-font.ts'
import type { RescoreStage } from '../protocol/rescoring.ts'
import { keyWords } from './key-change.ts'
import { type Memo, type MemoRow, memoLabel } from './memo.ts'

/** Rows of one table in the PDF; the frozen memo and its CSV hold all of them. */
const ROWS_MAX = 3000
const MARGIN = 50

/** The memo to sign: A4, every page numbered and carrying the digest, so that a loose sheet names its memo (RW8). */
export async function memoPdf(memo: Memo, digest: string): Promise<Buffer> {
  // Loaded when the first PDF is asked for: half a second that no start should pay.
  const { default: PDFDocument } = await import('pdfkit')
  const label = memo.number === null ? 'KONSEP, BELUM DISETUJUI' : `Nomor ${memoLabel(memo.number, memo.at)}`
  const pdf = new PDFDocument({
    size: 'A4',
    margins: { top: MARGIN, bottom: 60, left: MARGIN, right: MARGIN },
    bufferPages: true,
    info: { Title: `Memo penilaian ulang ${label}`, Producer: 'Seleksi', CreationDate: new Date(memo.at) },
  })
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>((resolve) => pdf.on('end', resolve))
  pdf.registerFont('text', fontFile(400))
  pdf.registerFont('bold', fontFile(700))

  const heading = (words: string) => {
    if (pdf.y > pdf.page.height - 150) pdf.addPage()
    pdf.moveDown(0.9).font('bold').fontSize(11.5).text(words, MARGIN).font('text').fontSize(9.5).moveDown(0.3)
  }
  const fact = (name: string, value: string) =>
    pdf.font('bold').text(`${name}: `, MARGIN, undefined, { continued: true }).font('text').text(value)
  const table = (head: string[], rows: (string | number | null)[][], widths: number[]) =>
    drawTable(pdf, head, rows, widths)

  pdf.font('text').fontSize(10).text(memo.organisation)
  pdf.font('bold').fontSize(16).text('Memo penilaian ulang')
  pdf.fontSize(11).text(label).moveDown(0.5).fontSize(9.5)
  fact(memo.number === null ? 'Diusulkan' : 'Disetujui', wib(memo.at))
  fact('Bank soal', memo.bank)
  fact('Alasan', memo.reason)
  fact('Pengusul', `${memo.proposed.by.name} (${memo.proposed.by.username}), ${wib(memo.proposed.at)}`)
  fact(
    'Penyetuju',
    memo.approved
      ? `${memo.approved.by.name} (${memo.approved.by.username}), ${wib(memo.approved.at)}`
      : 'belum ada; konsep ini dibuat dari pratinjau',
  )

  heading('1. Soal dan kunci')
  table(
    ['Soal', 'Subtes', 'Kunci lama', 'Kunci baru', 'Versi', 'Peserta'],
    memo.items.map((item) => [
      ...[item.source, item.section || '–', keyWords(item.before).id, keyWords(item.after).id],
      ...[item.version, item.had],
    ]),
    [94, 46, 130, 130, 40, 55],
  )

  heading('2. Akibat')
  for (const { id } of memo.sentences) pdf.text(`•  ${id}`, { indent: 0, paragraphGap: 2 })
  if (memo.sittings.length > 0)
    pdf.text(`•  Sesi yang dinilai ulang: ${memo.sittings.map(({ name, had }) => `${name} (${had})`).join(', ')}.`)

  if (memo.vacancies.length > 0) {
    heading('3. Formasi yang terkena')
    table(
      ['Kode', 'Jabatan dan unit', 'Tahap', 'Berubah', 'Ambang +/−', 'Batas +/−', 'Bergeser'],
      memo.vacancies.map((one) => [
        ...[one.code, `${one.position}, ${one.unit}`, STAGE[one.stage], one.changed],
        `${one.thresholdIn} / ${one.thresholdOut}`,
        `${one.cutIn} / ${one.cutOut}`,
        one.placeOnly,
      ]),
      [70, 159, 46, 50, 62, 58, 50],
    )
  }

  heading('4. Pengumuman yang harus diganti')
  if (memo.publications.length === 0) pdf.text('Tidak ada pengumuman yang berlaku yang berubah.')
  else
    table(
      ['Pengumuman', 'Terbit', 'Nomor'],
      memo.publications.map((one) => [one.title, wib(one.publishedAt), one.id]),
      [225, 130, 140],
    )

  const people = (rows: MemoRow[]) => {
    table(
      ['Nomor', 'Nama', 'Formasi', 'Total', 'Peringkat', 'Kode'],
      rows
        .slice(0, ROWS_MAX)
        .map(([number, name, vacancy, stage, oldTotal, newTotal, oldPlace, newPlace, oldCode, newCode]) => [
          ...[number, name, `${vacancy}${stage === 'skb' ? ' (SKB)' : ''}`],
          ...[fromTo(oldTotal, newTotal), fromTo(oldPlace, newPlace), fromTo(oldCode, newCode)],
        ]),
      [92, 127, 66, 76, 66, 68],
    )
    if (rows.length > ROWS_MAX)
      pdf.text(
        `Ditampilkan ${ROWS_MAX} dari ${rows.length} baris. Daftar lengkap ada pada berkas CSV memo ini dan tercakup dalam sidiknya.`,
      )
  }
  const code = memo.rows.filter((row) => row[8] !== row[9])
  heading('5. Peserta yang kodenya berubah')
  if (code.length === 0) pdf.text('Tidak ada.')
  else people(code)

  if (pdf.y > pdf.page.height - 230) pdf.addPage()
  heading('6. Tanda tangan')
  const top = pdf.y + 4
  for (const [nth, [role, who]] of (
    [
      ['Pengusul', memo.proposed.by],
      ['Penyetuju', memo.approved?.by],
    ] as const
  ).entries()) {
    const x = MARGIN + nth * 255
    pdf.text(`${role},`, x, top)
    pdf
      .moveTo(x, top + 74)
      .lineTo(x + 210, top + 74)
      .strokeColor('#555')
      .lineWidth(0.6)
      .stroke()
    pdf.text(who ? `${who.name} (${who.username})` : 'nama', x, top + 78)
    pdf.text('NIP                                   tanggal', x, top + 92)
  }

  if (memo.rows.length > 0) {
    pdf.addPage()
    heading(`Lampiran: semua peserta yang berubah (${memo.rows.length})`)
    people(memo.rows)
  }
  const { count } = pdf.bufferedPageRange()
  for (let page = 0; page < count; page += 1) {
    pdf.switchToPage(page)
    // Text below the bottom margin would begin a new page.
    pdf.page.margins.bottom = 0
    pdf
      .font('text')
      .fontSize(7.5)
      .text(`Memo penilaian ulang · ${label} · halaman ${page + 1} dari ${count}`, MARGIN, pdf.page.height - 44, {
        lineBreak: false,
      })
      .text(`SHA-256 ${digest}`, MARGIN, pdf.page.height - 32, { lineBreak: false })
  }
  pdf.end()
  await ended
  return Buffer.concat(chunks)
}

type Pdf = InstanceType<typeof import('pdfkit')>
const SIZE = 8.5
const PAD = 4

/**
 * A table over as many pages as it needs, its head on each. Drawn by hand, since pdfkit's own measures every cell
 * several times and takes a minute for what takes a second here. `widths` fill the page, in points.
 */
function drawTable(pdf: Pdf, head: string[], rows: (string | number | null)[][], widths: number[]): void {
  pdf.fontSize(SIZE)
  const line = pdf.currentLineHeight(true)
  const bottom = pdf.page.height - 62
  let y = pdf.y
  const draw = (cells: string[], font: 'bold' | 'text') => {
    pdf.font(font)
    const inner = widths.map((width) => width - 2 * PAD)
    const heights = cells.map((cell, at) =>
      pdf.widthOfString(cell) <= (inner[at] ?? 0) ? line : pdf.heightOfString(cell, { width: inner[at] }),
    )
    const height = Math.max(...heights) + 6
    if (y + height > bottom) {
      pdf.addPage()
      y = MARGIN
      if (font === 'text') draw(head, 'bold')
      pdf.font(font)
    }
    const whole = widths.reduce((sum, width) => sum + width, 0)
    if (font === 'bold') pdf.rect(MARGIN, y, whole, height).fill('#e3efec').fillColor('black')
    let x = MARGIN
    for (const [at, cell] of cells.entries()) {
      const wraps = (heights[at] ?? line) > line
      pdf.text(cell, x + PAD, y + 3, wraps ? { width: inner[at] } : { lineBreak: false })
      x += widths[at] ?? 0
    }
    y += height
    pdf
      .moveTo(MARGIN, y)
      .lineTo(MARGIN + whole, y)
      .lineWidth(0.5)
      .strokeColor('#c3c9c4')
      .stroke()
  }
  draw(head, 'bold')
  for (const row of rows)
    draw(
      row.map((cell) => (cell === null ? '–' : String(cell))),
      'text',
    )
  pdf.x = MARGIN
  pdf.y = y + 4
  pdf.font('text').fontSize(9.5)
}

const STAGE: Record<RescoreStage, string> = { skd: 'SKD', skb: 'SKB', single: 'Tunggal' }
const fromTo = (before: string | number | null, after: string | number | null): string =>
  before === after ? String(before ?? '–') : `${before ?? '–'} menjadi ${after ?? '–'}`

const wib = (at: number): string =>
  `${new Intl.DateTimeFormat('id-ID', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Asia/Jakarta' }).format(at)} WIB`
