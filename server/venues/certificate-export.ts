import { fontFile } from '../pdf-font.ts'
import type { RoomDetail, StationFault, StationRow } from '../protocol/venues.ts'
import { MARKS } from './plan.ts'
import { browserName } from './station-check.ts'

const stamp = new Intl.DateTimeFormat('id-ID', { dateStyle: 'full', timeStyle: 'medium', timeZone: 'Asia/Jakarta' })
const short = new Intl.DateTimeFormat('id-ID', { dateStyle: 'short', timeStyle: 'short', timeZone: 'Asia/Jakarta' })

const FAULT_WORDS: Record<StationFault, string> = {
  unchecked: 'belum diperiksa',
  stale: 'pemeriksaan sudah lewat 12 jam',
  slow: 'sambungan ke server lambat',
  clock: 'jam komputer berbeda lebih dari 1 menit',
  screen: 'layar terlalu kecil',
  storage: 'penyimpanan peramban tidak cukup',
  browser: 'peramban terlalu lama',
  'no-socket': 'sambungan langsung tertutup',
  'old-page': 'halaman versi lama',
  'not-enrolled': 'belum didaftarkan',
}

const [LEFT, TOP, BOTTOM] = [42, 40, 46]
const [INK, QUIET, LINE, GOOD, BAD, BARE] = ['#17201d', '#55605b', '#9aa39e', '#e3f0ea', '#fbe6e4', '#ffffff']
const PLAN_HEIGHT = 190

/** What stands at a station, in one word of the record. */
const verdictOf = (one: StationRow): 'fit' | 'unfit' | 'open' =>
  one.faults.length === 0
    ? 'fit'
    : one.faults.every((fault) => fault === 'not-enrolled' || fault === 'unchecked')
      ? 'open'
      : 'unfit'
const VERDICT = { fit: 'layak', unfit: 'periksa', open: 'belum' } as const

/**
 * The room certificate (VN9), A4 in Indonesian as the committee files it: plan, every station with what it measured and
 * the verdict, counts, the moment, and where to sign. `at` is wall clock in ms.
 */
export async function certificatePdf({
  room,
  address,
  organisation,
  at,
}: {
  room: RoomDetail
  address: string
  organisation: string
  at: number
}): Promise<Buffer> {
  const { default: PDFDocument } = await import('pdfkit')
  const pdf = new PDFDocument({
    size: 'A4',
    margins: { top: TOP, bottom: BOTTOM, left: LEFT, right: LEFT },
    bufferPages: true,
    info: { Title: `Sertifikat ruang ${room.name}`, Producer: 'Seleksi' },
  })
  const chunks: Buffer[] = []
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>((resolve) => pdf.on('end', resolve))
  pdf.registerFont('text', fontFile(400)).registerFont('bold', fontFile(700))

  heading(pdf, room, address, organisation, at)
  drawPlan(pdf, room)
  drawTable(pdf, room.stations)
  signatures(pdf)

  const { count } = pdf.bufferedPageRange()
  for (let page = 0; page < count; page += 1) {
    pdf.switchToPage(page)
    // Text below the bottom margin would begin a new page.
    pdf.page.margins.bottom = 0
    pdf
      .font('text')
      .fontSize(7.5)
      .fillColor(QUIET)
      .text(
        `${room.venue.name} · ruang ${room.name} · ${short.format(at)} WIB · halaman ${page + 1} dari ${count}`,
        LEFT,
        pdf.page.height - 32,
        { lineBreak: false },
      )
  }
  pdf.end()
  await ended
  return Buffer.concat(chunks)
}

type Pdf = PDFKit.PDFDocument
const widthOf = (pdf: Pdf) => pdf.page.width - 2 * LEFT

function heading(pdf: Pdf, room: RoomDetail, address: string, organisation: string, at: number): void {
  pdf.fillColor(QUIET).font('text').fontSize(9).text(organisation)
  pdf.fillColor(INK).font('bold').fontSize(17).text(`Sertifikat ruang ${room.name}`)
  pdf
    .font('text')
    .fontSize(9.5)
    .text([room.venue.name, address].filter((part) => part !== '').join(' · '))
    .text(`Keadaan pada ${stamp.format(at)} WIB`)
  const [fit, unfit, open] = (['fit', 'unfit', 'open'] as const).map(
    (verdict) => room.stations.filter((one) => verdictOf(one) === verdict).length,
  )
  const spares = room.stations.filter((one) => one.spare).length
  pdf
    .moveDown(0.4)
    .font('bold')
    .fontSize(10.5)
    .text(
      `${room.stations.length} meja (${spares} cadangan): ${fit} layak, ${unfit} perlu diperiksa, ${open} belum didaftarkan atau belum diperiksa`,
    )
    .moveDown(0.5)
}

/** The grid as large as the page lets it be. The verdict is a word too where there is room: not every printer has colours. */
function drawPlan(pdf: Pdf, { plan, stations }: RoomDetail): void {
  const cell = Math.min(40, widthOf(pdf) / plan.columns, PLAN_HEIGHT / plan.rows)
  const verdicts = new Map(stations.map((one) => [one.name, verdictOf(one)]))
  const top = pdf.y
  const at = (row: number, column: number) => [LEFT + column * cell, top + row * cell] as const
  const box = (row: number, column: number, colour: string, words: string, second: string) => {
    const [x, y] = at(row, column)
    pdf
      .lineWidth(0.5)
      .rect(x + 0.75, y + 0.75, cell - 1.5, cell - 1.5)
      .fillAndStroke(colour, LINE)
    const put = (text: string, face: string, size: number, down: number) => {
      if (size < 3.2 || text === '') return
      pdf.font(face).fontSize(size)
      const fitting = Math.min(size, (size * (cell - 3)) / Math.max(1, pdf.widthOfString(text)))
      pdf
        .fontSize(fitting)
        .fillColor(INK)
        .text(text, x, y + down, { width: cell, align: 'center', lineBreak: false })
    }
    put(words, 'bold', cell * 0.32, cell * (second === '' ? 0.3 : 0.14))
    put(second, 'text', cell * 0.21, cell * 0.58)
  }
  for (const mark of plan.marks) box(mark.row, mark.column, '#eceeec', '', MARKS[mark.kind].id)
  for (const seat of plan.seats) {
    const verdict = verdicts.get(seat.station) ?? 'open'
    const word = seat.spare ? `${VERDICT[verdict]} · cad.` : VERDICT[verdict]
    box(seat.row, seat.column, { fit: GOOD, unfit: BAD, open: BARE }[verdict], seat.station, word)
  }
  pdf.x = LEFT
  pdf.y = top + plan.rows * cell + 10
}

/** Head, width in points (null takes what is left), and what a station shows there. */
const COLUMNS: [string, number | null, (one: StationRow) => string][] = [
  ['Meja', 58, (one) => `${one.name}${one.spare ? ' (cad.)' : ''}`],
  ['Server', 40, ({ check }) => (check ? `${Math.round(check.serverMs)} ms` : '–')],
  ['Selisih jam', 50, ({ check }) => (check ? amount(check.clockOffMs) : '–')],
  ['Layar', 52, ({ check }) => (check ? `${check.width}x${check.height}` : '–')],
  ['Simpanan', 48, ({ check }) => (check ? storage(check) : '–')],
  ['Peramban', 66, ({ check }) => (check ? (browserName(check.browser) ?? 'tidak dikenal') : '–')],
  ['Diperiksa', 62, ({ checkedAt }) => (checkedAt === null ? '–' : short.format(checkedAt))],
  [
    'Hasil',
    null,
    (one) => (one.faults.length === 0 ? 'layak' : one.faults.map((fault) => FAULT_WORDS[fault]).join('; ')),
  ],
]
const amount = (ms: number) =>
  Math.abs(ms) < 1000
    ? '< 1 dtk'
    : Math.abs(ms) < 120_000
      ? `${Math.round(ms / 1000)} dtk`
      : `${Math.round(ms / 60_000)} mnt`
const storage = ({ storage: has, freeMb }: NonNullable<StationRow['check']>) =>
  has
    ? freeMb === null
      ? 'ada'
      : freeMb >= 1000
        ? `${(freeMb / 1000).toFixed(1).replace('.', ',')} GB`
        : `${Math.round(freeMb)} MB`
    : 'tidak ada'

function drawTable(pdf: Pdf, stations: readonly StationRow[]): void {
  const SIZE = 7.5
  const fixed = COLUMNS.reduce((sum, [, width]) => sum + (width ?? 0), 0)
  const columns = COLUMNS.map(([head, width, words]) => ({ head, words, width: width ?? widthOf(pdf) - fixed }))
  let y = pdf.y
  const row = (texts: string[], face: 'text' | 'bold', band: string | null) => {
    pdf.font(face).fontSize(SIZE)
    const height =
      Math.max(...texts.map((text, at) => pdf.heightOfString(text, { width: (columns[at]?.width ?? 0) - 6 }))) + 2.4
    if (y + height > pdf.page.height - BOTTOM) {
      pdf.addPage()
      y = TOP
      if (face === 'text')
        row(
          columns.map((one) => one.head),
          'bold',
          '#e3efec',
        )
      pdf.font(face).fontSize(SIZE)
    }
    if (band) pdf.rect(LEFT, y, widthOf(pdf), height).fill(band)
    let x = LEFT
    for (const [at, text] of texts.entries()) {
      const width = columns[at]?.width ?? 0
      pdf.fillColor(INK).text(text, x + 3, y + 1.2, { width: width - 6 })
      x += width
    }
    y += height
    pdf
      .lineWidth(0.4)
      .moveTo(LEFT, y)
      .lineTo(LEFT + widthOf(pdf), y)
      .stroke(LINE)
  }
  row(
    columns.map((one) => one.head),
    'bold',
    '#e3efec',
  )
  for (const one of stations)
    row(
      columns.map((column) => column.words(one)),
      'text',
      verdictOf(one) === 'unfit' ? BAD : null,
    )
  pdf.x = LEFT
  pdf.y = y
}

function signatures(pdf: Pdf): void {
  const HEIGHT = 74
  if (pdf.y + HEIGHT > pdf.page.height - BOTTOM) pdf.addPage()
  const top = pdf.y + 10
  const half = widthOf(pdf) / 2
  for (const [at, who] of ['Teknisi ruang', 'Koordinator Tim Pelaksana'].entries()) {
    const x = LEFT + at * half
    pdf
      .font('text')
      .fontSize(9.5)
      .fillColor(INK)
      .text(who, x, top, { width: half - 20 })
    pdf
      .lineWidth(0.6)
      .moveTo(x, top + 46)
      .lineTo(x + half - 40, top + 46)
      .stroke(INK)
    pdf
      .fontSize(8)
      .fillColor(QUIET)
      .text('Nama, tanggal, tanda tangan', x, top + 49, { width: half - 40 })
  }
}
