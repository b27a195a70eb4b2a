import { create } from 'qrcode'
import { fontFile } from '../pdf-font.ts'
import { escaped } from '../protocol/markup.ts'
import { COLOURS, type Mark, type Measure, type Sheet } from './sheet.ts'

/**
 * Draws sheets as PDF and as PNG from the same marks. A picture is an SVG whose letters are outlines of our own font, so
 * that no machine's fonts matter; what a person typed is never part of the SVG's text.
 */
export interface Pen {
  measure: Measure
  pdf(sheets: Sheet[]): Promise<Buffer>
  png(sheet: Sheet, scale?: number): Promise<Buffer>
}

/** The first that has a sign is used; a sign that none has is a question mark. */
const SCRIPTS = ['latin', 'latin-ext', 'vietnamese', 'greek', 'cyrillic']

/** What pdfkit keeps to itself of a font: its outlines, as fontkit reads them. */
interface Outlines {
  unitsPerEm: number
  hasGlyphForCodePoint(codePoint: number): boolean
  glyphForCodePoint(codePoint: number): { advanceWidth: number }
  layout(text: string): {
    glyphs: { path: { toSVG(): string } }[]
    positions: { xAdvance: number; xOffset: number; yOffset: number }[]
    advanceWidth: number
  }
}
interface Run {
  font: string
  text: string
  /** For a size of one point. */
  width: number
}
/** A sign as it is set: in which font, as which sign, how wide. */
interface Letter {
  font: string
  shown: string
  width: number
}

let made: Promise<Pen> | null = null
/** The one pen of this process; loaded when the first picture or paper is asked for. */
export function openPen(): Promise<Pen> {
  made ??= newPen()
  return made
}

async function newPen(): Promise<Pen> {
  const { default: PDFDocument } = await import('pdfkit')
  // A document that is never written: it only opens fonts.
  const shelf = new PDFDocument({ autoFirstPage: false })
  const fonts = new Map<string, Outlines>()
  const outlines = (name: string): Outlines => {
    const known = fonts.get(name)
    if (known) return known
    const [script = '', weight] = name.split(' ')
    shelf.registerFont(name, fontFile(weight === '700' ? 700 : 400, script))
    const font = (shelf.font(name) as unknown as { _font: { font: Outlines } })._font.font
    fonts.set(name, font)
    return font
  }

  // Sign by sign and remembered: a list of a thousand vacancies asks for the width of a hundred thousand lines. Without
  // kerning a line is at most a hair wider than it is drawn.
  const letters = { text: new Map<number, Letter>(), bold: new Map<number, Letter>() }
  function letterOf(sign: string, bold: boolean): Letter {
    const codePoint = sign.codePointAt(0) as number
    const known = (bold ? letters.bold : letters.text).get(codePoint)
    if (known) return known
    const weight = bold ? 700 : 400
    const script = SCRIPTS.find((one) => outlines(`${one} ${weight}`).hasGlyphForCodePoint(codePoint))
    const font = `${script ?? 'latin'} ${weight}`
    const shown = script === undefined ? '?' : sign
    const { unitsPerEm } = outlines(font)
    const width = outlines(font).glyphForCodePoint(shown.codePointAt(0) as number).advanceWidth / unitsPerEm
    const made = { font, shown, width }
    ;(bold ? letters.bold : letters.text).set(codePoint, made)
    return made
  }
  /** The text in runs of one font each. */
  function runsOf(text: string, bold: boolean): Run[] {
    const runs: Run[] = []
    for (const sign of text) {
      const { font, shown, width } = letterOf(sign, bold)
      const last = runs.at(-1)
      if (last?.font === font) {
        last.text += shown
        last.width += width
      } else runs.push({ font, text: shown, width })
    }
    return runs
  }
  const measure: Measure = (text, bold, size) => {
    let width = 0
    for (const sign of text) width += letterOf(sign, bold).width
    return width * size
  }

  function textPaths(mark: Extract<Mark, { kind: 'text' }>): string {
    let x = mark.x
    const paths: string[] = []
    for (const run of runsOf(mark.text, mark.bold)) {
      const font = outlines(run.font)
      const scale = mark.size / font.unitsPerEm
      const { glyphs, positions } = font.layout(run.text)
      glyphs.forEach((glyph, at) => {
        const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[at] ?? {}
        const path = glyph.path.toSVG()
        if (path !== '')
          paths.push(
            `<path transform="matrix(${scale} 0 0 ${-scale} ${x + xOffset * scale} ${mark.y - yOffset * scale})" d="${escaped(path)}"/>`,
          )
        x += xAdvance * scale
      })
    }
    return `<g fill="${COLOURS[mark.colour]}">${paths.join('')}</g>`
  }

  function svgOf({ width, height, marks }: Sheet): string {
    const drawn = marks.map((mark) => {
      if (mark.kind === 'text') return textPaths(mark)
      const rect = (x: number, y: number, w: number, h: number, fill: string) =>
        `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}"/>`
      if (mark.kind === 'box') return rect(mark.x, mark.y, mark.width, mark.height, COLOURS[mark.colour])
      const bars = codeBars(mark).map((bar) => `M${bar.x} ${bar.y}h${bar.width}v${bar.height}h${-bar.width}z`)
      return `<path shape-rendering="crispEdges" fill="#000" d="${bars.join('')}"/>`
    })
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${drawn.join('')}</svg>`
  }

  return {
    measure,
    async png(sheet, scale = 1) {
      const { default: sharp } = await import('sharp')
      const picture = sharp(Buffer.from(svgOf(sheet)), { density: 72 * scale, limitInputPixels: 20_000_000 })
      // Few colours: a third of the bytes, and nobody sees a difference.
      return picture.png({ palette: true, colours: 32, dither: 0, effort: 1 }).toBuffer()
    },
    async pdf(sheets) {
      const pdf = new PDFDocument({
        ...{ size: [sheets[0]?.width ?? 595.28, sheets[0]?.height ?? 841.89], margin: 0, autoFirstPage: false },
        ...{ lang: 'id-ID', displayTitle: true },
        // The same content is the same bytes: no moment of making goes into the file.
        info: { Title: sheets[0]?.title ?? '', Creator: 'Seleksi', Producer: 'Seleksi', CreationDate: new Date(0) },
      })
      const chunks: Buffer[] = []
      pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
      const ended = new Promise<void>((resolve) => pdf.on('end', resolve))
      for (const weight of [400, 700] as const)
        for (const script of SCRIPTS) pdf.registerFont(`${script} ${weight}`, fontFile(weight, script))
      for (const sheet of sheets) {
        // A sheet is some milliseconds of work: others take their exam on this server meanwhile.
        await new Promise(setImmediate)
        pdf.addPage()
        for (const mark of sheet.marks) drawn(pdf, mark)
      }
      pdf.end()
      await ended
      return Buffer.concat(chunks)
    },
  }

  function drawn(pdf: PDFKit.PDFDocument, mark: Mark): void {
    if (mark.kind === 'box') pdf.rect(mark.x, mark.y, mark.width, mark.height).fill(COLOURS[mark.colour])
    else if (mark.kind === 'code') {
      for (const { x, y, width, height } of codeBars(mark)) pdf.rect(x, y, width, height)
      pdf.fill('#000000')
    } else {
      let { x } = mark
      for (const run of runsOf(mark.text, mark.bold)) {
        pdf.font(run.font).fontSize(mark.size).fillColor(COLOURS[mark.colour])
        pdf.text(run.text, x, mark.y, { lineBreak: false, baseline: 'alphabetic' })
        x += run.width * mark.size
      }
    }
  }
}

/** The dark bars of a code, drawn and not a picture: sharp in print, and small. */
function codeBars({ x, y, side, text }: Extract<Mark, { kind: 'code' }>) {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules
  const unit = side / size
  const bars: { x: number; y: number; width: number; height: number }[] = []
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column < size; ) {
      let end = column
      while (end < size && data[row * size + end]) end += 1
      if (end > column)
        bars.push({ x: x + column * unit, y: y + row * unit, width: (end - column) * unit, height: unit })
      column = Math.max(end, column + 1)
    }
  return bars
}
