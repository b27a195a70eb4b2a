import { fontFile } from '../pdf-font.ts'
import type { Services } from '../services.ts'
import { cardText } from './card.ts'
import { cardDetails, type ExamCard } from './card-store.ts'

/** A4 in millimetres. */
const MM = 72 / 25.4
const [LEFT, RIGHT, TOP] = [16 * MM, 194 * MM, 14 * MM]
const WIDTH = RIGHT - LEFT
const PHOTO = { width: 30 * MM, height: 40 * MM }
const QR_SIDE = 34 * MM
const [INK, QUIET, LINE] = ['#16211c', '#4b5650', '#8a938d']

/** So many bytes may wait for a slow reader before the next card is drawn. */
const WAITING_BYTES_MAX = 1024 * 1024

const format = (more: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('id-ID', { ...more, timeZone: 'Asia/Jakarta' })
const day = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
const hour = format({ hour: '2-digit', minute: '2-digit' })

const COME_BEFORE_MS = 60 * 60_000
/** Source: domain notes A.3 and A.4. */
const rulesOfTheDay = (card: ExamCard): string[] => [
  card.place
    ? `Datang paling lambat pukul ${hour.format(card.place.startsAt - COME_BEFORE_MS)} WIB, 60 menit sebelum mulai. Registrasi ditutup pukul ${hour.format(card.place.closesAt)} WIB; sesudah itu tidak ada PIN dan peserta dianggap gugur.`
    : 'Waktu dan tempat ujian diumumkan tersendiri; cetak kartu ini sekali lagi sesudahnya.',
  'Bawa kartu ini dan KTP-el asli, atau surat keterangan pengganti KTP-el yang masih berlaku, atau kartu keluarga asli atau salinan yang dilegalisasi.',
  'PIN registrasi hanya diberikan pada hari ujian, setelah identitas dan wajah diperiksa. Jangan melaminasi kartu ini.',
  'Tidak diperkenankan masuk dengan kaus, celana jin, atau sandal. Buku, catatan, jam tangan, perhiasan, ikat pinggang, kalkulator, telepon, kamera, dan alat elektronik lain dititipkan.',
  'Duduk di tempat yang ditentukan, dengarkan pengarahan, dan laporkan keluhan kesehatan kepada pengawas.',
]

/**
 * Exam cards (CD1): one A4 page each, in the order given, drawn while they are read, so that ten thousand take no more
 * memory than ten. The QR is what the desk scans (CD2).
 */
export async function cardsPdf(
  services: Pick<Services, 'store' | 'secret' | 'config' | 'log'>,
  cards: readonly ExamCard[],
  title: string,
): Promise<NodeJS.ReadableStream> {
  const [{ default: PDFDocument }, { default: QRCode }] = await Promise.all([import('pdfkit'), import('qrcode')])
  const pdf = new PDFDocument({
    ...{ size: 'A4', margin: 0, autoFirstPage: false, lang: 'id-ID', displayTitle: true },
    info: { Title: title, Producer: 'Seleksi' },
  })
  pdf.registerFont('text', fontFile(400)).registerFont('bold', fontFile(700))
  const draw = async () => {
    for (const card of cards) {
      // Others take their exam on this server meanwhile; and whoever reads may have gone.
      await new Promise(setImmediate)
      while (pdf.readableLength > WAITING_BYTES_MAX && !pdf.destroyed)
        await new Promise((resolve) => setTimeout(resolve, 10))
      if (pdf.destroyed) return
      page(card, await cardDetails(services, card))
    }
    if (cards.length === 0)
      pdf.addPage().font('text').fontSize(12).text('Belum ada peserta di sini.', LEFT, 60, { width: WIDTH })
    pdf.end()
  }
  draw().catch((error: unknown) => pdf.destroy(error instanceof Error ? error : new Error(String(error))))
  return pdf

  function page(card: ExamCard, { education, photo }: { education: string; photo: Buffer | null }): void {
    pdf.addPage()
    let y = TOP
    text(services.config.organisation, LEFT, y, WIDTH, 10, 'text', QUIET)
    text('KARTU PESERTA SELEKSI', LEFT, y + 13, WIDTH, 17, 'bold')
    text(`Versi ${card.version}`, LEFT, y + 18, WIDTH, 9, 'text', QUIET, 'right')
    y += 13 * MM
    rule(y)
    y += 5 * MM

    const beside = LEFT + PHOTO.width + 6 * MM
    const middle = RIGHT - QR_SIDE - 5 * MM - beside
    face(photo, LEFT, y)
    qr(RIGHT - QR_SIDE, y, cardText(services.secret, card.number, card.version))
    // The number is what is typed where no scanner works: made smaller, never cut.
    const wide = pdf.font('bold').fontSize(20).widthOfString(card.number)
    let down = text(card.number, beside, y, middle, Math.min(20, (20 * (middle - 1)) / wide), 'bold') + 2
    down = text(card.name, beside, down, middle, 13, 'bold', INK, 'left', 2) + 5
    for (const [name, value] of [
      ['Formasi', card.position],
      ['Unit kerja', card.unit],
      ['Pendidikan', education],
    ] as const)
      if (value !== '') {
        down = text(name, beside, down, middle, 8, 'text', QUIET)
        down = text(value, beside, down, middle, 10.5, 'text', INK, 'left', 2) + 3
      }
    y = Math.max(down, y + PHOTO.height, y + QR_SIDE) + 5 * MM
    rule(y)
    y = when(card, y + 4 * MM)
    rule(y)
    y = pinBoxes(y + 4 * MM)
    rule(y)
    y = text('Pada hari ujian', LEFT, y + 4 * MM, WIDTH, 11, 'bold') + 3
    for (const [at, words] of rulesOfTheDay(card).entries()) {
      text(`${at + 1}.`, LEFT, y, 14, 9.5, 'text')
      y = text(words, LEFT + 14, y, WIDTH - 14, 9.5, 'text', INK, 'left', 4) + 3
    }
    strip(card)
  }

  function when({ place }: ExamCard, y: number): number {
    if (!place) return text('Jadwal ujian belum ditetapkan.', LEFT, y, WIDTH, 11, 'bold') + 4 * MM
    const half = WIDTH / 2 - 4 * MM
    text('Waktu', LEFT, y, half, 8, 'text', QUIET)
    let left = text(day.format(place.startsAt), LEFT, y + 11, half, 12, 'bold', INK, 'left', 2)
    left = text(`mulai pukul ${hour.format(place.startsAt)} WIB`, LEFT, left, half, 12, 'bold') + 2
    left = text(place.sitting, LEFT, left, half, 8.5, 'text', QUIET, 'left', 2)
    const x = LEFT + WIDTH / 2 + 4 * MM
    text('Tempat', x, y, half, 8, 'text', QUIET)
    let right = text(place.venue || 'titik lokasi', x, y + 11, half, 12, 'bold', INK, 'left', 2)
    right = text(`Ruang ${place.room}`, x, right, half, 12, 'bold') + 2
    if (place.address !== '') right = text(place.address, x, right, half, 9, 'text', QUIET, 'left', 3)
    return Math.max(left, right) + 4 * MM
  }

  /** Six boxes: written by hand at the desk. */
  function pinBoxes(y: number): number {
    text('PIN registrasi', LEFT, y, 60 * MM, 8, 'text', QUIET)
    text('ditulis petugas pada hari ujian', LEFT, y + 11, 60 * MM, 8.5, 'text', QUIET)
    const side = 9 * MM
    for (let at = 0; at < 6; at += 1)
      pdf
        .rect(LEFT + 48 * MM + at * (side + 1.5 * MM), y, side, side)
        .lineWidth(0.6)
        .stroke(LINE)
    const x = LEFT + 48 * MM + 6 * (side + 1.5 * MM) + 6 * MM
    pdf
      .moveTo(x, y + side)
      .lineTo(RIGHT, y + side)
      .lineWidth(0.5)
      .stroke(LINE)
    text('Tanda tangan peserta', x, y + side + 2, RIGHT - x, 8, 'text', QUIET)
    return y + side + 6 * MM
  }

  /** The committee's part, torn off at the desk. */
  function strip(card: ExamCard): void {
    const y = 262 * MM
    pdf.moveTo(LEFT, y).lineTo(RIGHT, y).lineWidth(0.5).dash(3, { space: 3 }).stroke(LINE).undash()
    text('Bagian panitia', LEFT, y + 6, WIDTH, 8, 'text', QUIET)
    text(card.number, LEFT, y + 18, 80 * MM, 12, 'bold')
    text(card.name, LEFT, y + 34, 80 * MM, 10, 'text')
    for (const [at, who] of ['Peserta', 'Petugas registrasi'].entries()) {
      const x = LEFT + 88 * MM + at * 46 * MM
      pdf
        .moveTo(x, y + 46)
        .lineTo(x + 42 * MM, y + 46)
        .lineWidth(0.5)
        .stroke(LINE)
      text(who, x, y + 49, 42 * MM, 8, 'text', QUIET)
    }
  }

  function face(photo: Buffer | null, x: number, y: number): void {
    pdf.rect(x, y, PHOTO.width, PHOTO.height).lineWidth(0.5).stroke(LINE)
    if (photo)
      pdf
        .save()
        .rect(x, y, PHOTO.width, PHOTO.height)
        .clip()
        .image(photo, x, y, { cover: [PHOTO.width, PHOTO.height], align: 'center', valign: 'center' })
        .restore()
    else text('Tempel pas foto 3×4', x + 4, y + PHOTO.height / 2 - 10, PHOTO.width - 8, 8.5, 'text', QUIET, 'center', 2)
  }

  /** Writes at most so many lines; returns where it ended. */
  function text(
    words: string,
    x: number,
    y: number,
    width: number,
    size: number,
    weight: 'text' | 'bold',
    colour = INK,
    align: 'left' | 'right' | 'center' = 'left',
    lines = 1,
  ): number {
    pdf.font(weight).fontSize(size).fillColor(colour)
    const height = pdf.currentLineHeight(true) * lines + 0.5
    pdf.text(words, x, y, { width, height, ellipsis: true, align })
    return y + Math.min(height, pdf.heightOfString(words, { width }))
  }

  function rule(y: number): void {
    pdf.moveTo(LEFT, y).lineTo(RIGHT, y).lineWidth(0.5).stroke(LINE)
  }

  /** Drawn as bars and not as a picture: sharp in print, and small. */
  function qr(x: number, y: number, words: string): void {
    const { size, data } = QRCode.create(words, { errorCorrectionLevel: 'M' }).modules
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
