import { setImmediate } from 'node:timers/promises'
import type { PublicationRow } from '../protocol/board.ts'
import type { ExportList, ExportSource } from './export-table.ts'

/** Told while an export goes on: `done` of `of` rows. Rows that are read twice count half each time. */
export type Progress = (done: number, of: number) => void

const ROWS_AT_ONCE = 500

/**
 * Reads the rows of lists one after another. Every few hundred rows it lets other work go first, since the same
 * server may be taking answers, and tells how far it is. Stops on a list that is not as long as its counts say:
 * a format that announced the length would be broken, and the publication is not what it claims.
 */
export class RowReader {
  #done = 0
  readonly #of: number
  readonly #times: number
  readonly #progress: Progress

  constructor(source: ExportSource, progress: Progress = () => {}, times = 1) {
    this.#of = source.counts.total
    this.#times = times
    this.#progress = progress
  }

  async *rows(list: ExportList): AsyncGenerator<PublicationRow> {
    let read = 0
    for await (const row of list.rows()) {
      read += 1
      if (read > list.counts.total) break
      yield row
      this.#done += 1
      if (this.#done % ROWS_AT_ONCE === 0) {
        this.#tell()
        await setImmediate()
      }
    }
    if (read !== list.counts.total)
      throw new Error(
        `list ${list.vacancy.code} counts ${list.counts.total} rows but has ${read > list.counts.total ? 'more' : read}`,
      )
    this.#tell()
  }

  #tell(): void {
    this.#progress(Math.floor(this.#done / this.#times), this.#of)
  }
}

const CHARS_AT_ONCE = 64 * 1024

/** Joins small pieces, so that a stream is not woken for each of them. */
export async function* batched(pieces: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string> {
  let held = ''
  for await (const piece of pieces) {
    held += piece
    if (held.length < CHARS_AT_ONCE) continue
    yield held
    held = ''
  }
  if (held) yield held
}
