import { fontFile } from '../pdf-font.ts'
import type { SittingSummary } from '../protocol/proctor.ts'
import { closingMoment } from '../scheduling/pin-window.ts'
import { policyOf } from '../scheduling/policy.ts'
import { type SeatRow, seatsOf, sittingRow } from '../scheduling/sitting-store.ts'
import type { Services } from '../services.ts'
import { cardText } from './card.ts'

/** Millimetres on A4: two columns of four cards, with lines to cut along. */
const MM = 72 / 25.4
const COLUMNS = 2
const ROWS = 4
const CARD = { width: 90 * MM, height: 66 * MM }
const EDGE = { left: 15 * MM, top: 16.5 * MM }
const PAD = 5 * MM
const QR_SIDE = 27 * MM

const start = new Intl.DateTimeFormat('id-ID', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Asia/Jakarta',
})

const hour = new Intl.DateTimeFormat('id-ID', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Jakarta' })

/** The cards of a sitting, eight to a sheet, in order of number (DK16). The QR is what the desk scans. */
export async function cardsPdf(
  services: Pick<Services, 'store' | 'secret' | 'config'>,
  sitting: SittingSummary,
): Promise<Buffer> {
  const [{ default: PDFDocument }, { default: QRCode }] = await Promise.all([import('pdfkit'), import('qrcode')])
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    info: { Title: `Kartu peserta ${sitting.name}`, Producer: 'Seleksi' },
  })
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>((resolve) => pdf.on('end', resolve))
  pdf.registerFont('text', fontFile(400)).registerFont('bold', fontFile(700))

  const seats = (await seatsOf(services, { sitting: sitting.id })).sort((a, b) => (a.number < b.number ? -1 : 1))
  const { organisation } = services.config
  const policy = policyOf((await sittingRow(services, sitting.id))?.policy ?? '{}')
  const closes = hour.format(closingMoment(sitting.startsAt, policy))
  for (const [at, seat] of seats.entries()) {
    const place = at % (COLUMNS * ROWS)
    if (place === 0) {
      // A sheet is some 20 ms of work: others take their exam on this server meanwhile.
      await new Promise(setImmediate)
      pdf.addPage()
    }
    card(EDGE.left + (place % COLUMNS) * CARD.width, EDGE.top + Math.floor(place / COLUMNS) * CARD.height, seat)
  }
  if (seats.length === 0) pdf.addPage().font('text').fontSize(12).text('Sesi ini belum mempunyai peserta.', 60, 60)
  pdf.end()
  await ended
  return Buffer.concat(chunks)

  function card(x: number, y: number, seat: SeatRow): void {
    pdf.rect(x, y, CARD.width, CARD.height).lineWidth(0.4).dash(2, { space: 2 }).stroke('#8a938d').undash()
    const inner = CARD.width - 2 * PAD
    const beside = inner - QR_SIDE - 3 * MM
    let top = y + PAD
    const line = (words: string, size: number, weight: 'text' | 'bold', width: number, lines = 1, gap = 1.5) => {
      pdf.font(weight).fontSize(size).fillColor('#16211c')
      const height = pdf.currentLineHeight(true) * lines
      pdf.text(words, x + PAD, top, { width, height, ellipsis: true, lineGap: 0 })
      top += Math.min(height, pdf.heightOfString(words, { width })) + gap
    }
    line(organisation, 7.5, 'text', inner)
    line('KARTU PESERTA SELEKSI', 9, 'bold', inner, 1, 5)
    // The number is what is typed where no scanner works: made smaller, never cut.
    const wide = pdf.font('bold').fontSize(15).widthOfString(seat.number)
    line(seat.number, Math.min(15, (15 * (beside - 1)) / wide), 'bold', beside)
    line(seat.name, 10.5, 'bold', beside, 2, 3)
    line(`${seat.position} · ${seat.unit}`, 8, 'text', beside, 3)
    top = Math.max(top, y + PAD + 12 * MM + QR_SIDE)
    line(sitting.name, 8, 'text', inner, 1, 1)
    line(`${start.format(sitting.startsAt)} WIB`, 8, 'bold', inner, 1, 1)
    if (seat.venue) line(seat.venue, 8, 'text', inner)
    line(`Bawa kartu ini dan KTP-el asli. Registrasi ditutup pukul ${closes} WIB.`, 7.5, 'text', inner, 2)
    qr(x + CARD.width - PAD - QR_SIDE, y + PAD + 10 * MM, cardText(services.secret, seat.number))
  }

  /** Drawn as bars and not as a picture: sharp in print, and small. */
  function qr(x: number, y: number, text: string): void {
    const { size, data } = QRCode.create(text, { errorCorrectionLevel: 'M' }).modules
    const side = QR_SIDE / size
    for (let row = 0; row < size; row += 1)
      for (let column = 0; column < size; ) {
        let end = column
        while (end < size && data[row * size + end]) end += 1
        if (end > column) pdf.rect(x + column * side, y + row * side, (end - column) * side, side)
        column = Math.max(end, column + 1)
      }
    pdf.fill('#000000')
  }
}
