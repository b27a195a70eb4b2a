import { Stop } from '../command.ts'

/** How many problems of one command are printed; the rest are counted. */
export const PROBLEMS_MAX = 20

/**
 * What is wrong in the files of one command, with file, row and column as a spreadsheet shows them. All files are read
 * before anything is computed, so that a person mends everything at once and nothing half right is ever written.
 */
export class Problems {
  readonly lines: string[] = []
  count = 0

  /** @param line from 1, the row of the titles; null: the file as a whole */
  add(file: string, line: number | null, column: string | null, what: string): void {
    this.count += 1
    if (this.lines.length >= PROBLEMS_MAX) return
    const place = [file, line === null ? '' : `baris ${line}`, column === null ? '' : `kolom ${column}`]
    // A cell must not steer the terminal it is shown on.
    this.lines.push(`${place.filter((part) => part !== '').join(' ')}: ${what}`.replace(/\p{Cc}/gu, ' '))
  }

  /** Ends the command with everything that was found, if anything was. @throws Stop */
  refuse(): void {
    if (this.count === 0) return
    if (this.count === 1) throw new Stop(`${this.lines[0]}. Tidak ada yang ditulis.`)
    const more = this.count - this.lines.length
    const rest = more > 0 ? `\n  … dan ${more} lagi` : ''
    throw new Stop(`${this.count} masalah, tidak ada yang ditulis:\n  ${this.lines.join('\n  ')}${rest}`)
  }
}
