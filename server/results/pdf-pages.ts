import type { PublicationRow } from '../protocol/board.ts'
import {
  type Column,
  codesOf,
  columnsOf,
  type ExportList,
  type ExportSource,
  reconciliationLine,
  stageWords,
  wib,
  wibMinute,
} from './export-table.ts'

/** What is drawn, in points from the upper left corner; `y` of a text is its base line. */
export type Mark =
  | { kind: 'text'; x: number; y: number; text: string; bold: boolean; size: number; colour: Colour }
  | { kind: 'fill'; x: number; y: number; width: number; height: number; colour: Colour }
export type Colour = 'ink' | 'quiet' | 'alarm' | 'line' | 'band'

/** Width of a text in points. */
export type Measure = (text: string, bold: boolean, size: number) => number

/** A4 on its side. */
export const PAGE = { width: 841.89, height: 595.28, left: 36, right: 805.89, top: 34, bottom: 504 }

export interface PdfMarks {
  /** Taken back: every page says so. */
  withdrawn?: { at: number; reason: string } | null
  /** A newer publication stands in its place: every page says so. */
  replaced?: boolean
}

/**
 * Lays a publication out, page by page: title, counts, one table for each vacancy under a repeated heading, and room to
 * sign. Each method returns the pages that it filled, so that nobody holds more than one. Run once to count and once to
 * draw, it comes to the same pages. Pure.
 */
export class PageFlow {
  readonly #source: ExportSource
  readonly #measure: Measure
  readonly #wide: (text: string) => number
  readonly #wideSmall: (text: string) => number
  readonly #marks: PdfMarks
  readonly #columns: PlacedColumn[]
  readonly #reasonBelow: boolean
  readonly #heading: string[][]
  readonly #drawn: boolean
  #page: Mark[] = []
  #full: Mark[][] = []
  #y = PAGE.top
  #pages = 0
  #list: ExportList | null = null

  /** `drawn` false: the same pages, empty, for counting them. */
  constructor(source: ExportSource, measure: Measure, marks: PdfMarks = {}, drawn = true) {
    this.#drawn = drawn
    this.#source = source
    this.#measure = measure
    this.#wide = (text) => measure(text, false, SIZE)
    this.#wideSmall = (text) => measure(text, false, SMALL)
    this.#marks = marks
    const { columns, reasonBelow } = placeColumns(columnsOf(source), measure)
    this.#columns = columns
    this.#reasonBelow = reasonBelow
    this.#heading = columns.map(({ title, width }) => wrap(title, width, (text) => measure(text, true, HEAD_SIZE)))
    this.#title()
  }

  /** Begins the table of a vacancy; its heading never stands alone at the foot of a page. */
  list(list: ExportList): Mark[][] {
    const facts = factsOf(list)
    const lines = this.#lines(facts, SIZE)
    const height = 20 + lines.length * LEADING + this.#headHeight() + 3 * ROW_LEAST
    if (this.#y + height > PAGE.bottom) this.#turn()
    this.#list = list
    this.#y += 8
    this.#say(`${list.vacancy.code} · ${list.vacancy.position}`, 11, true)
    for (const line of lines) this.#say(line, SIZE, false, 'quiet')
    this.#y += 3
    this.#tableHead()
    if (list.counts.total === 0) this.#say('Tidak ada peserta.', SIZE, false)
    return this.#taken()
  }

  row(row: PublicationRow): Mark[][] {
    const list = this.#list
    if (!list) throw new Error('bug: a row before its list')
    const cells = this.#columns.map(({ column, width }) => wrap(shown(column, column.of(row, list)), width, this.#wide))
    const from = this.#columns[1]?.x ?? PAGE.left
    const below = this.#reasonBelow ? wrap(row.reason.id, PAGE.right - from, this.#wideSmall) : []
    const lines = Math.max(...cells.map((cell) => cell.length))
    const height = lines * LEADING + below.length * SMALL_LEADING + 4
    if (this.#y + height > PAGE.bottom) {
      this.#turn()
      this.#continued(list)
    }
    for (const [at, cell] of cells.entries()) {
      const { x, width, right } = this.#columns[at] as PlacedColumn
      for (const [line, text] of cell.entries())
        this.#text(
          right ? x + width - this.#measure(text, false, SIZE) : x,
          this.#y + (line + 1) * LEADING - 1,
          text,
          SIZE,
        )
    }
    for (const [line, text] of below.entries())
      this.#text(from, this.#y + lines * LEADING + (line + 1) * SMALL_LEADING - 1, text, SMALL, false, 'quiet')
    this.#y += height
    this.#fill(this.#y - 0.5, 0.5, 'line')
    return this.#taken()
  }

  /** The signatures, all on one page, and what is left of the last page. */
  end(): Mark[][] {
    if (this.#y + SIGNATURE_HEIGHT > PAGE.bottom) this.#turn()
    const top = Math.max(this.#y + 18, PAGE.top)
    const first = 400
    const second = 620
    const blank = '……………………………………'
    this.#text(first, top + 10, `Ditetapkan di ${blank}`, SIGN_SIZE)
    this.#text(second, top + 10, `pada tanggal ${blank}`, SIGN_SIZE)
    this.#text(first, top + 28, 'Panitia Seleksi Instansi', SIGN_SIZE, true)
    for (const [x, office] of [
      [first, 'Ketua,'],
      [second, 'Sekretaris,'],
    ] as const) {
      this.#text(x, top + 42, office, SIGN_SIZE)
      this.#text(x, top + 100, `Nama ${blank}`, SIGN_SIZE)
      this.#text(x, top + 114, `NIP ${blank}`, SIGN_SIZE)
    }
    this.#close()
    return this.#taken()
  }

  #title(): void {
    const { title, stage, ruleSet, publishedAt, replaces, counts, lists, many } = this.#source
    const { withdrawn, replaced } = this.#marks
    this.#say('LAMPIRAN PENGUMUMAN', SIZE, true, 'quiet')
    for (const line of this.#lines(title, 15, true)) this.#say(line, 15, true)
    if (withdrawn)
      for (const line of this.#lines(`DICABUT ${wib(withdrawn.at)}. Alasan: ${withdrawn.reason}`, 10, true))
        this.#say(line, 10, true, 'alarm')
    if (replaced) this.#say('SUDAH DIGANTI oleh pengumuman yang lebih baru.', 10, true, 'alarm')
    const facts = [
      `${stageWords(stage)} · diumumkan ${wib(publishedAt)}${replaces ? ` · menggantikan pengumuman ${replaces}` : ''}`,
      `Dasar: ${ruleSet.title}, ${ruleSet.decree}`,
      ...(many ? [`${lists.length} formasi · ${countsLine(this.#source)}`] : []),
      reconciliationLine(counts).id,
    ]
    for (const fact of facts) for (const line of this.#lines(fact, SIZE)) this.#say(line, SIZE, false)
  }

  #continued(list: ExportList): void {
    const { code, position } = list.vacancy
    this.#say(this.#oneLine(`${code} · ${position} (lanjutan)`, SIZE, true), SIZE, true)
    this.#y += 3
    this.#tableHead()
  }

  #headHeight(): number {
    return Math.max(...this.#heading.map((lines) => lines.length)) * HEAD_LEADING + 6
  }

  #tableHead(): void {
    const height = this.#headHeight()
    this.#fill(this.#y, height, 'band')
    for (const [at, lines] of this.#heading.entries()) {
      const { x, width, right } = this.#columns[at] as PlacedColumn
      for (const [line, text] of lines.entries())
        this.#text(
          right ? x + width - this.#measure(text, true, HEAD_SIZE) : x,
          this.#y + 2 + (line + 1) * HEAD_LEADING,
          text,
          HEAD_SIZE,
          true,
        )
    }
    this.#y += height
  }

  /** Ends a page and begins the next with the name of the whole. */
  #turn(): void {
    this.#close()
    const { withdrawn, replaced } = this.#marks
    const flag = withdrawn ? `DICABUT ${wib(withdrawn.at)} · ` : replaced ? 'SUDAH DIGANTI · ' : ''
    const colour = flag ? 'alarm' : 'quiet'
    this.#say(this.#oneLine(`${flag}${this.#source.title}`, SMALL, false), SMALL, false, colour)
    this.#y += 3
  }

  #close(): void {
    this.#full.push(this.#page)
    this.#pages += 1
    this.#page = []
    this.#y = PAGE.top
  }

  #taken(): Mark[][] {
    const full = this.#full
    this.#full = []
    return full
  }

  #say(text: string, size: number, bold: boolean, colour: Colour = 'ink'): void {
    this.#y += size * 1.28
    this.#text(PAGE.left, this.#y - size * 0.28, text, size, bold, colour)
  }

  #text(x: number, y: number, text: string, size: number, bold = false, colour: Colour = 'ink'): void {
    if (text && this.#drawn) this.#page.push({ kind: 'text', x, y, text, bold, size, colour })
  }

  #fill(y: number, height: number, colour: Colour): void {
    if (this.#drawn) this.#page.push({ kind: 'fill', x: PAGE.left, y, width: PAGE.right - PAGE.left, height, colour })
  }

  #lines(text: string, size: number, bold = false): string[] {
    return wrap(text, PAGE.right - PAGE.left, (part) => this.#measure(part, bold, size))
  }

  #oneLine(text: string, size: number, bold: boolean): string {
    const [first = '', ...more] = this.#lines(text, size, bold)
    return more.length > 0 ? `${first} …` : first
  }
}

const SIZE = 8.5
const LEADING = 11
const SMALL = 7.5
const SMALL_LEADING = 9.5
const HEAD_SIZE = 8
const HEAD_LEADING = 10
const ROW_LEAST = LEADING + 4
const SIGN_SIZE = 9
const SIGNATURE_HEIGHT = 18 + 120
const GAP = 8
/** A reason narrower than this would make every row tall; it goes below its row instead. */
const REASON_LEAST = 170

interface PlacedColumn {
  column: Column
  title: string
  x: number
  width: number
  right: boolean
}

const WIDTHS: Record<string, number> = {
  Peringkat: 38,
  'Nomor Peserta': 92,
  Nama: 140,
  Total: 32,
  'Total SKD': 32,
  Sesi: 70,
  Tempat: 120,
  Ruang: 48,
  Meja: 34,
  'Waktu (WIB)': 68,
  'Formasi yang diisi': 62,
  Keterangan: 48,
}
/** May give room, or take what is left. */
const ELASTIC = ['Nama', 'Sesi', 'Tempat', 'Ruang', 'Formasi yang diisi']

function placeColumns(all: Column[], measure: Measure): { columns: PlacedColumn[]; reasonBelow: boolean } {
  const table = all.filter(({ title }) => title !== 'Alasan')
  const room = PAGE.right - PAGE.left
  const widths = table.map(
    ({ title, kind }) => WIDTHS[title] ?? (kind === 'decimal' ? 40 : sectionWidth(title, measure)),
  )
  // Between a figure on the right of its column and a text on the left of the next there is more room.
  const gaps = table.map((column, at) => {
    const next = table[at + 1]
    return isFigure(column) && !(next && isFigure(next)) ? GAP + 6 : GAP
  })
  const used = widths.reduce((sum, width, at) => sum + width + (gaps[at] as number), 0)
  const reasonBelow = room - used < REASON_LEAST
  if (reasonBelow) {
    const elastic = table.map(({ title }) => ELASTIC.includes(title))
    const soft = widths.reduce((sum, width, at) => sum + (elastic[at] ? width : 0), 0)
    const factor = Math.max(0.4, (soft + room - (used - GAP)) / soft)
    for (const at of widths.keys()) if (elastic[at]) widths[at] = (widths[at] as number) * factor
  }
  let x = PAGE.left
  const columns = table.map((column, at) => {
    const width = widths[at] as number
    const placed = {
      column,
      title: column.title,
      x: x + (at === 0 ? 2 : 0),
      width: width - (at === 0 ? 2 : 0),
      right: isFigure(column),
    }
    x += width + (gaps[at] as number)
    return placed
  })
  const reason = all.find(({ title }) => title === 'Alasan')
  if (!reasonBelow && reason)
    columns.push({ column: reason, title: reason.title, x, width: PAGE.right - x - 2, right: false })
  return { columns, reasonBelow }
}

const isFigure = ({ kind }: Column) => kind === 'number' || kind === 'decimal'
const sectionWidth = (title: string, measure: Measure) => Math.min(64, Math.max(24, measure(title, true, HEAD_SIZE)))

/** As people read it: a decimal comma, since '71.636' with three digits would pass for seventy-one thousand. */
function shown({ kind }: Column, cell: string | number | null): string {
  if (cell === null) return '–'
  if (kind === 'instant') return wibMinute(Number(cell))
  return kind === 'decimal' || kind === 'number' ? String(cell).replace('.', ',') : String(cell)
}

function factsOf({ vacancy, cut, counts }: ExportList): string {
  const { unit, needTypeTitle, need } = vacancy
  return `${unit} · ${needTypeTitle} · kebutuhan ${need}${cut === null ? '' : ` · batas ${cut} peringkat`} · ${countsLine({ counts })}`
}

function countsLine({ counts }: Pick<ExportSource, 'counts'>): string {
  const { total, present, absent, byCode } = counts
  const codes = codesOf(counts).map((code) => `${code} ${byCode[code]}`)
  return [`peserta ${total}`, `hadir ${present}`, `tidak hadir ${absent}`, ...codes].join(' · ')
}

/**
 * Breaks a text into lines: between words, and inside a word that alone is too wide. Always at least one line. Widths
 * add up, since letters are set without kerning.
 */
export function wrap(text: string, width: number, measure: (text: string) => number): string[] {
  if (measure(text) <= width) return [text]
  const space = measure(' ')
  const lines: string[] = []
  let line = ''
  let used = 0
  for (const word of text.split(/\s+/)) {
    const length = measure(word)
    if (line && used + space + length <= width) {
      line += ` ${word}`
      used += space + length
      continue
    }
    if (line) lines.push(line)
    line = word
    used = length
    if (length <= width) continue
    line = ''
    used = 0
    for (const sign of word) {
      const next = measure(sign)
      if (line && used + next > width) {
        lines.push(line)
        line = ''
        used = 0
      }
      line += sign
      used += next
    }
  }
  lines.push(line)
  return lines
}
