import { deflateSync } from 'node:zlib'
import { fontFile } from '../pdf-font.ts'
import type { Colour, Mark } from './pdf-pages.ts'

type Pdf = PDFKit.PDFDocument
/**
 * What pdfkit keeps to itself of a font and a page. A text is set glyph by glyph from it: `text()` remembers every word
 * that it ever laid out, which for a million participant numbers is all the memory there is.
 */
interface Font {
  id: string
  ref(): unknown
  encode(text: string): [glyphs: string[], positions: { advanceWidth: number }[]]
  font: { hasGlyphForCodePoint(codePoint: number): boolean }
}
interface Page {
  fonts: Record<string, unknown>
  xobjects: Record<string, unknown>
  height: number
  content: { compress: boolean; buffer: Uint8Array[]; data: { Filter?: string }; write(content: Uint8Array): void }
}

const COLOURS: Record<Colour, string> = {
  ink: '0.09 0.11 0.1 rg\n',
  quiet: '0.33 0.36 0.35 rg\n',
  alarm: '0.7 0.1 0.12 rg\n',
  line: '0.78 0.8 0.79 rg\n',
  band: '0.89 0.94 0.925 rg\n',
}

/** The first that has a sign is used. */
const SCRIPTS = ['latin', 'latin-ext', 'vietnamese', 'greek', 'cyrillic']

interface Glyph {
  font: Font
  /** As four hexadecimal digits in ASCII for each glyph. */
  code: Buffer
  /** For a size of 1 point. */
  width: number
}

/** Sets texts into a PDF and tells how wide they are. What it draws is handed over a page at a time. */
export class PdfPen {
  readonly #pdf: Pdf
  readonly #fonts = new Map<string, Font>()
  /** By code point. */
  readonly #glyphs: { text: Glyph[]; bold: Glyph[] } = { text: [], bold: [] }
  #page = Buffer.alloc(64 * 1024)
  #used = 0

  constructor(pdf: Pdf) {
    this.#pdf = pdf
  }

  measure = (text: string, bold: boolean, size: number): number => {
    let width = 0
    for (let at = 0; at < text.length; at += 1) {
      const codePoint = text.codePointAt(at) as number
      if (codePoint > 0xffff) at += 1
      width += this.#glyph(codePoint, bold).width
    }
    return width * size
  }

  draw(marks: Mark[]): void {
    for (const mark of marks) {
      this.#write(COLOURS[mark.colour])
      if (mark.kind === 'text') this.#show(mark.text, mark.bold, mark.size, mark.x, mark.y)
      else {
        for (const value of [mark.x, mark.y, mark.width, mark.height]) this.#number(value)
        this.#write('re f\n')
      }
    }
  }

  /** A word right across the page, so pale that everything stays readable over it: draw it first. */
  stamp(word: string, centreX: number, centreY: number, size = 150): void {
    const width = this.measure(word, true, size)
    const [cos, sin] = [points(Math.cos(0.44)), points(Math.sin(0.44))]
    this.#write(`q ${cos} ${-sin} ${sin} ${cos} ${points(centreX)} ${points(centreY)} cm 0.97 0.86 0.86 rg\n`)
    this.#show(word, true, size, -width / 2, size * 0.34)
    this.#write('Q\n')
  }

  /** Shows an object that was written before, such as a code, under a name of its own. */
  place(name: string, object: unknown, x: number, y: number, scale: number): void {
    this.#target.xobjects[name] = object
    this.#write(`q ${scale} 0 0 ${scale} ${points(x)} ${points(y)} cm /${name} Do Q\n`)
  }

  /** Begins a page, whose coordinates count from the upper left corner as pdfkit's do. */
  begin(): void {
    this.#used = 0
    this.#write(`1 0 0 -1 0 ${this.#target.height} cm\n`)
  }

  /**
   * Hands a page over, packed: pdfkit would keep each operator in a buffer of its own, copy them all, and pack the copy,
   * and what a page leaves behind decides how much memory a thousand pages take.
   */
  finish(): void {
    const { content } = this.#target
    content.compress = false
    content.data.Filter = 'FlateDecode'
    content.buffer = []
    content.write(deflateSync(this.#page.subarray(0, this.#used)))
  }

  get #target(): Page {
    return this.#pdf.page as unknown as Page
  }

  #show(text: string, bold: boolean, size: number, x: number, y: number): void {
    let left = x
    let run: Font | null = null
    for (let at = 0; at < text.length; at += 1) {
      const codePoint = text.codePointAt(at) as number
      if (codePoint > 0xffff) at += 1
      const { font, code, width } = this.#glyph(codePoint, bold)
      if (font !== run) {
        if (run) this.#write('>] TJ ET\n')
        run = font
        this.#target.fonts[font.id] ??= font.ref()
        // The page is turned over, so letters are turned back.
        this.#write('BT /')
        this.#write(font.id)
        this.#write(' ')
        this.#number(size)
        this.#write('Tf 1 0 0 -1 ')
        this.#number(left)
        this.#number(y)
        this.#write('Tm [<')
      }
      this.#room(code.length)
      for (let index = 0; index < code.length; index += 1) this.#page[this.#used + index] = code[index] as number
      this.#used += code.length
      left += width * size
    }
    if (run) this.#write('>] TJ ET\n')
  }

  /** Operators are ASCII. */
  #write(operators: string): void {
    this.#room(operators.length)
    this.#used += this.#page.write(operators, this.#used, 'latin1')
  }

  /** A number of points, to a hundredth, and a space: as bytes at once, since a page has a thousand of them. */
  #number(value: number): void {
    this.#room(16)
    let hundredths = Math.round(value * 100)
    if (hundredths < 0) {
      this.#page[this.#used++] = MINUS
      hundredths = -hundredths
    }
    let unit = 100
    while (unit * 10 <= hundredths) unit *= 10
    for (; unit >= 1; unit /= 10) {
      if (unit === 10) this.#page[this.#used++] = POINT
      this.#page[this.#used++] = ZERO + (Math.floor(hundredths / unit) % 10)
    }
    this.#page[this.#used++] = SPACE
  }

  #room(bytes: number): void {
    if (this.#used + bytes > this.#page.length) this.#page = Buffer.concat([this.#page], this.#page.length * 2 + bytes)
  }

  #glyph(codePoint: number, bold: boolean): Glyph {
    const known = bold ? this.#glyphs.bold : this.#glyphs.text
    const found = known[codePoint]
    if (found) return found
    const made = this.#made(codePoint, bold) ?? this.#glyph(0x3f, bold)
    known[codePoint] = made
    return made
  }

  #made(codePoint: number, bold: boolean): Glyph | null {
    for (const script of SCRIPTS) {
      const font = this.#font(script, bold)
      if (!font.font.hasGlyphForCodePoint(codePoint)) continue
      const [glyphs, positions] = font.encode(String.fromCodePoint(codePoint))
      const width = positions.reduce((sum, { advanceWidth }) => sum + advanceWidth, 0) / 1000
      return { font, code: Buffer.from(glyphs.join('')), width }
    }
    return null
  }

  #font(script: string, bold: boolean): Font {
    const name = `${script}-${bold ? 700 : 400}`
    const found = this.#fonts.get(name)
    if (found) return found
    this.#pdf.registerFont(name, fontFile(bold ? 700 : 400, script))
    const font = (this.#pdf.font(name) as unknown as { _font: Font })._font
    this.#fonts.set(name, font)
    return font
  }
}

const [MINUS, POINT, ZERO, SPACE] = [0x2d, 0x2e, 0x30, 0x20]

/** Two digits after the point are a hundredth of a point, finer than any printer. */
const points = (value: number) => Math.round(value * 100) / 100
