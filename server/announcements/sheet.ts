/**
 * Something to be drawn, as marks on a sheet: the same marks become a PDF or a picture. Lengths are points from the
 * upper left corner; a text's `y` is its baseline.
 */
export interface Sheet {
  width: number
  height: number
  title: string
  marks: Mark[]
}
export type Mark =
  | { kind: 'text'; x: number; y: number; text: string; size: number; bold: boolean; colour: Colour }
  | { kind: 'box'; x: number; y: number; width: number; height: number; colour: Colour }
  /** A QR code of an address. */
  | { kind: 'code'; x: number; y: number; side: number; text: string }

/** The tokens' own colours. */
export const COLOURS = {
  ink: '#1b2524',
  soft: '#47544f',
  line: '#d5d9d4',
  paper: '#fbfaf7',
  white: '#ffffff',
  accent: '#0b5351',
  wash: '#e3efec',
} as const
export type Colour = keyof typeof COLOURS

/** How wide a text is, in points. */
export type Measure = (text: string, bold: boolean, size: number) => number

/** The text in lines no wider than `width`; what does not fit into `linesMax` lines ends with an ellipsis. */
export function wrapped(
  measure: Measure,
  text: string,
  { bold, size, width, linesMax = 100 }: { bold: boolean; size: number; width: number; linesMax?: number },
): string[] {
  const fits = (line: string) => measure(line, bold, size) <= width
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((one) => pieces(one, fits))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (fits(longer)) line = longer
    else {
      lines.push(line)
      line = word
    }
  }
  if (line !== '') lines.push(line)
  if (lines.length <= linesMax) return lines
  const kept = lines.slice(0, linesMax)
  let last = [...(kept[linesMax - 1] ?? '')]
  while (last.length > 0 && !fits(`${last.join('')}…`)) last = last.slice(0, -1)
  return [...kept.slice(0, -1), `${last.join('').trimEnd()}…`]
}

/** A word that is wider than the line is cut where it must be. */
function pieces(word: string, fits: (text: string) => boolean): string[] {
  if (fits(word)) return [word]
  const cut: string[] = []
  let piece = ''
  for (const sign of word) {
    if (piece !== '' && !fits(piece + sign)) {
      cut.push(piece)
      piece = ''
    }
    piece += sign
  }
  return piece === '' ? cut : [...cut, piece]
}

/** Writes lines from the top down and remembers where it is. */
export class Column {
  readonly marks: Mark[] = []
  readonly #measure: Measure
  readonly #x: number
  readonly #width: number
  y: number

  constructor(measure: Measure, x: number, y: number, width: number) {
    this.#measure = measure
    this.#x = x
    this.#width = width
    this.y = y
  }

  /** Writes a text and returns how many lines it took; `gap` is left free under it. */
  write(
    text: string,
    size: number,
    {
      bold = false,
      colour = 'ink',
      linesMax = 100,
      gap = 0,
    }: { bold?: boolean; colour?: Colour; linesMax?: number; gap?: number } = {},
  ): number {
    if (text === '') return 0
    const lines = wrapped(this.#measure, text, { bold, size, width: this.#width, linesMax })
    for (const line of lines) {
      this.y += size * LEADING
      this.marks.push({ kind: 'text', x: this.#x, y: this.y - size * 0.26, text: line, size, bold, colour })
    }
    this.y += gap
    return lines.length
  }
}
export const LEADING = 1.24
