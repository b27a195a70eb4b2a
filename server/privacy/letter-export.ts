import { fontFile } from '../pdf-font.ts'

/** A letter of plain lines as a PDF, A4: the first line is its title. */
export async function letterOf(text: string): Promise<Buffer> {
  const { default: PDFDocument } = await import('pdfkit')
  const [title = '', ...lines] = text.split('\n')
  const pdf = new PDFDocument({
    size: 'A4',
    margins: { top: 64, bottom: 64, left: 64, right: 64 },
    info: { Title: title, Producer: 'Seleksi' },
  })
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>((resolve) => pdf.on('end', resolve))
  pdf.registerFont('text', fontFile(400)).registerFont('bold', fontFile(700))
  pdf.font('bold').fontSize(14).text(title).moveDown(0.5)
  pdf.font('text').fontSize(11)
  for (const line of lines) {
    if (line.trim() === '') pdf.moveDown(0.6)
    else pdf.text(line.trim(), { indent: 0, paragraphGap: 2 })
  }
  pdf.end()
  await ended
  return Buffer.concat(chunks)
}
