import type { Mark, Measure } from '../results/pdf-pages.ts'
import { wrap } from '../results/pdf-pages.ts'

/** A document as what stands in it, one thing under the other; `report-pages` finds the place of each. */
export type Block =
  | { kind: 'title'; text: string; below: string[] }
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: string; quiet?: boolean }
  /** Name and value, one line each. */
  | { kind: 'facts'; rows: [string, string][] }
  | { kind: 'table'; columns: ReportColumn[]; rows: string[][]; empty: string; least?: number }
  | { kind: 'signatures'; place: string; offices: { title: string; office: string }[] }
  /** What follows begins on a new page. */
  | { kind: 'turn' }
export interface ReportColumn {
  title: string
  /** Share of the width. */
  part: number
}

/** A4 upright, in points from the upper left corner. */
export const SHEET = { width: 595.28, height: 841.89, left: 48, right: 547.28, top: 44, bottom: 772 }

const SIZE = 9.5
const LEADING = 12.5
const CELL = 8.5
const CELL_LEADING = 11
const HEAD_HEIGHT = CELL_LEADING + 6
const GAP = 8
const LABEL = 150
const SIGN_HEIGHT = 128

/**
 * Lays blocks out on pages: a heading never stands alone at the foot of one, a table repeats its head, a row and the
 * signatures are never cut. A page that goes on says with what at its head. Pure.
 */
export function reportPages(blocks: readonly Block[], measure: Measure): Mark[][] {
  const sheet = new Sheet(measure)
  for (const [at, block] of blocks.entries()) sheet.put(block, blocks[at + 1])
  return sheet.pages()
}

class Sheet {
  #running = ''
  readonly #measure: Measure
  #pages: Mark[][] = [[]]
  #y = SHEET.top

  constructor(measure: Measure) {
    this.#measure = measure
  }

  pages = () => this.#pages

  put(block: Block, next: Block | undefined): void {
    switch (block.kind) {
      case 'turn':
        // What comes has a title of its own.
        this.#running = ''
        if (!this.#isFresh()) this.#turn()
        return
      case 'title':
        this.#lines(block.text, 15, 19, { bold: true })
        for (const line of block.below) this.#lines(line, SIZE, LEADING, { bold: false })
        this.#running = [`${block.text} (lanjutan)`, ...block.below].join(' · ')
        this.#y += 6
        return
      case 'heading': {
        // With what it is about: the head of a table and one row, or two lines.
        const least = next?.kind === 'table' ? HEAD_HEIGHT + (next.least ?? 0) + 2 * CELL_LEADING : 2 * LEADING
        this.#room(14 + 13 + least)
        this.#y += this.#isFresh() ? 0 : 10
        this.#lines(block.text, 11, 14, { bold: true })
        this.#y += 2
        return
      }
      case 'text':
        this.#lines(block.text, SIZE, LEADING, { bold: false, quiet: block.quiet ?? false })
        this.#y += 3
        return
      case 'facts':
        for (const [name, value] of block.rows) this.#fact(name, value)
        this.#y += 4
        return
      case 'table':
        this.#table(block)
        return
      case 'signatures':
        this.#signatures(block)
    }
  }

  #fact(name: string, value: string): void {
    const wide = (text: string) => this.#measure(text, false, SIZE)
    const lines = wrap(value, SHEET.right - SHEET.left - LABEL, wide)
    this.#room(lines.length * LEADING)
    this.#text(SHEET.left, this.#y + LEADING - 3, name, SIZE, { quiet: true })
    for (const [at, line] of lines.entries())
      this.#text(SHEET.left + LABEL, this.#y + (at + 1) * LEADING - 3, line, SIZE, {})
    this.#y += lines.length * LEADING
  }

  #table({ columns, rows, empty, least = 0 }: Block & { kind: 'table' }): void {
    if (rows.length === 0) {
      this.#lines(empty, SIZE, LEADING, {})
      return
    }
    const whole = columns.reduce((sum, { part }) => sum + part, 0)
    const width = SHEET.right - SHEET.left - 4
    let x = SHEET.left + 2
    const placed = columns.map(({ title, part }) => {
      const one = { title, x, width: (width * part) / whole - GAP }
      x += (width * part) / whole
      return one
    })
    const head = () => {
      this.#fill(HEAD_HEIGHT, 'band')
      for (const one of placed) this.#text(one.x, this.#y + CELL_LEADING, one.title, CELL, { bold: true })
      this.#y += HEAD_HEIGHT
    }
    const wide = (text: string) => this.#measure(text, false, CELL)
    const most = Math.floor((SHEET.bottom - SHEET.top - 30 - HEAD_HEIGHT) / CELL_LEADING) - 1
    let begun = false
    for (const row of rows) {
      const cells = placed.map((one, at) => wrap(row[at] ?? '', one.width, wide))
      const tall = Math.max(...cells.map((lines) => lines.length))
      // A text longer than a page goes on in further rows; nothing is dropped.
      for (let from = 0; from < tall; from += most) {
        const part = cells.map((lines) => lines.slice(from, from + most))
        const height = Math.max(least, Math.max(...part.map((lines) => lines.length)) * CELL_LEADING + 4)
        if (this.#y + height + (begun ? 0 : HEAD_HEIGHT) > SHEET.bottom) {
          this.#turn()
          begun = false
        }
        if (!begun) head()
        begun = true
        for (const [at, lines] of part.entries())
          for (const [n, line] of lines.entries())
            this.#text(placed[at]?.x ?? 0, this.#y + (n + 1) * CELL_LEADING - 1, line, CELL, {})
        this.#y += height
        this.#rule()
      }
    }
    this.#y += 4
  }

  #signatures({ place, offices }: Block & { kind: 'signatures' }): void {
    const rows = Math.ceil(offices.length / 2)
    this.#room(20 + rows * SIGN_HEIGHT)
    this.#y += 14
    this.#text(SHEET.left, this.#y + LEADING - 3, place, SIZE, {})
    this.#y += LEADING + 6
    const half = (SHEET.right - SHEET.left + 16) / 2
    for (const [at, { title, office }] of offices.entries()) {
      const x = SHEET.left + (at % 2) * half
      const y = this.#y + Math.floor(at / 2) * SIGN_HEIGHT
      this.#text(x, y + 10, title, SIZE, { bold: true })
      this.#text(x, y + 23, office, SIZE, {})
      this.#text(x, y + 88, `Nama  ${BLANK}`, SIZE, {})
      this.#text(x, y + 104, `NIP  ${BLANK}`, SIZE, {})
    }
    this.#y += rows * SIGN_HEIGHT
  }

  #lines(text: string, size: number, leading: number, style: Style): void {
    const wide = (part: string) => this.#measure(part, style.bold ?? false, size)
    for (const line of wrap(text, SHEET.right - SHEET.left, wide)) {
      this.#room(leading)
      this.#text(SHEET.left, this.#y + leading * 0.76, line, size, style)
      this.#y += leading
    }
  }

  #room(height: number): void {
    if (this.#y + height > SHEET.bottom && !this.#isFresh()) this.#turn()
  }

  #isFresh = (): boolean => this.#y <= (this.#pages.length === 1 ? SHEET.top : SHEET.top + RUNNING)

  #turn(): void {
    this.#pages.push([])
    this.#y = SHEET.top
    const [line = ''] = wrap(this.#running, SHEET.right - SHEET.left, (part) => this.#measure(part, false, 8))
    this.#text(SHEET.left, this.#y + 8, line, 8, { quiet: true })
    this.#y += RUNNING
  }

  #text(x: number, y: number, text: string, size: number, { bold = false, quiet = false }: Style): void {
    if (text !== '') this.#pages.at(-1)?.push({ kind: 'text', x, y, text, bold, size, colour: quiet ? 'quiet' : 'ink' })
  }

  #fill(height: number, colour: 'band' | 'line'): void {
    this.#pages
      .at(-1)
      ?.push({ kind: 'fill', x: SHEET.left, y: this.#y, width: SHEET.right - SHEET.left, height, colour })
  }

  #rule(): void {
    this.#y -= 0.5
    this.#fill(0.5, 'line')
    this.#y += 0.5
  }
}

interface Style {
  bold?: boolean
  quiet?: boolean
}
const RUNNING = 18
const BLANK = '…………………………………………'
