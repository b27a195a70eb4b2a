import { randomBytes } from 'node:crypto'
import sharp from 'sharp'

/** Real files, as applicants have them. */

/** A picture that decodes: soft colours, with something in it. */
export async function photoJpeg({ width = 400, height = 600, quality = 80, noise = false } = {}): Promise<Buffer> {
  const small = Buffer.from(Array.from({ length: 48 }, (_, at) => (at * 53) % 256))
  const picture = noise
    ? sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } })
    : sharp(small, { raw: { width: 4, height: 4, channels: 3 } }).resize(width, height, {
        kernel: 'cubic',
        fit: 'fill',
      })
  return await picture.jpeg({ quality }).toBuffer()
}

/** A letter that any reader opens. */
export async function letterPdf({ pages = 1, text = 'Surat lamaran' } = {}): Promise<Buffer> {
  const { default: PDFDocument } = await import('pdfkit')
  const pdf = new PDFDocument({ size: 'A4' })
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>((resolve) => pdf.on('end', resolve))
  for (let page = 1; page <= pages; page += 1) {
    if (page > 1) pdf.addPage()
    pdf.text(`${text}, halaman ${page}`)
  }
  pdf.end()
  await ended
  return Buffer.concat(chunks)
}
