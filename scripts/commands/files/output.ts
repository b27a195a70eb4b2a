import { closeSync, existsSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import { harmlessCell } from '../../../server/harmless-cell.ts'
import { type Flags, Stop, text } from '../command.ts'
import type { List, ListRow } from './lists.ts'
import type { ScoredRow } from './score.ts'

/** How a command was asked to write. */
export type Format = 'json' | 'csv' | 'table'
/** Rows turned into text at once: a million of them do not fit into one text. */
const ROWS_AT_ONCE = 5_000

export function formatOf(flags: Flags): Format {
  if (flags['json'] === true && flags['csv'] === true) throw new Stop('pilih satu: --json atau --csv')
  if (flags['json'] === true) return 'json'
  return flags['csv'] === true || text(flags, 'out') !== undefined ? 'csv' : 'table'
}

/** Refuses a place that cannot be written, before anything is read. Relative to where the command was called. */
export function outOf(flags: Flags): string | null {
  const out = text(flags, 'out')
  if (out === undefined) return null
  const path = resolve(process.env['INIT_CWD'] || process.cwd(), out)
  if (out.trim() === '' || (existsSync(path) && !statSync(path).isFile())) throw new Stop(`"${out}" bukan berkas`)
  if (!existsSync(dirname(path))) throw new Stop(`folder untuk "${out}" tidak ada`)
  return path
}

/** Writes the whole file or none: beside it first, then in its place. */
export function writeWhole(path: string, chunks: Iterable<string>): void {
  const beside = `${path}.${process.pid}.tmp`
  try {
    const file = openSync(beside, 'wx')
    try {
      for (const chunk of chunks) writeAll(file, Buffer.from(chunk))
    } finally {
      closeSync(file)
    }
    renameSync(beside, path)
  } catch (error) {
    rmSync(beside, { force: true })
    if (!(error instanceof Error && 'syscall' in error)) throw error
    throw new Stop(`"${path}" tidak dapat ditulis: ${error.message}`)
  }
}

/** A disk may take less than it was given. */
function writeAll(file: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done)
}

/** Ranked lists in the form asked for; each piece ends its lines. */
export function listText(format: Format, lists: Iterable<List>, withFinal: boolean): Iterable<string> {
  if (format === 'json') return json(rowsOf(lists), listJson)
  if (format === 'table') return listTable(lists, withFinal)
  const head = ['vacancy', 'need', 'number', 'name', 'rank', 'total', 'final', 'code', 'seatVacancy', 'seatNeed']
  const columns = [...(withFinal ? head : head.filter((name) => !/^(?:final|seat)/.test(name))), 'reason', 'reasonEn']
  return csv(columns, rowsOf(lists), ({ seat, ...row }) => {
    const cells = { ...row, final: row.final ?? '', seatVacancy: seat?.vacancy ?? '', seatNeed: seat?.need ?? '' }
    return columns.map((column) => cells[column as keyof typeof cells])
  })
}

/** Scores in the form asked for. `sections` in the order of the rule set. */
export function scoreText(format: Format, sections: readonly string[], rows: Iterable<ScoredRow>): Iterable<string> {
  const columns = ['number', ...sections, 'total', 'max', 'blank', 'wrong', 'correct']
  const cells = ({ number, sections: points, ...sums }: ScoredRow) => [
    number,
    ...sections.map((id) => points[id] as number),
    ...[sums.total, sums.max, sums.blank, sums.wrong, sums.correct],
  ]
  if (format === 'json')
    return json(
      rows,
      (row) =>
        `{${cells(row)
          .map((cell, at) => `${JSON.stringify(columns[at])}:${JSON.stringify(cell)}`)
          .join(',')}}`,
    )
  return format === 'csv' ? csv(columns, rows, cells) : table(columns, rows, cells)
}

function* rowsOf(lists: Iterable<List>): Generator<ListRow> {
  for (const { rows } of lists) yield* rows
}

function listJson({ name: _, final, seat, reason, reasonEn, code, ...row }: ListRow): string {
  // Three decimals are part of what is published, and 70.7 is what a number would make of 70.700.
  const written = final === undefined ? '' : `"final":${final},`
  const rest = JSON.stringify({ code, reason, reasonEn, ...(seat ? { seat } : {}) })
  return `${JSON.stringify(row).slice(0, -1)},${written}${rest.slice(1)}`
}

/** A list with one row a line, so that two of them can be compared line by line. */
function* json<Row>(rows: Iterable<Row>, line: (row: Row) => string): Generator<string> {
  // One batch is held back, because only the next one tells whether a comma follows.
  let held: string | null = null
  for (const batch of batches(rows)) {
    if (held !== null) yield `${held},\n`
    held = `${held === null ? '[\n' : ''}${batch.map(line).join(',\n')}`
  }
  yield held === null ? '[]\n' : `${held}\n]\n`
}

function* csv<Row>(
  columns: string[],
  rows: Iterable<Row>,
  cells: (row: Row) => (string | number | null)[],
): Generator<string> {
  yield stringify([columns], { bom: true, record_delimiter: 'windows' })
  for (const batch of batches(rows))
    yield stringify(
      batch.map((row) => cells(row).map(harmlessCell)),
      { record_delimiter: 'windows' },
    )
}

function* listTable(lists: Iterable<List>, withFinal: boolean): Generator<string> {
  let any = false
  for (const { unit, rows } of lists) {
    const place = [unit.position, unit.unit].filter((part) => part !== '').join(', ')
    yield `${any ? '\n' : ''}Formasi ${unit.vacancy} · ${unit.need} · ${unit.places} kebutuhan · ${rows.length} peserta${place === '' ? '' : ` · ${place}`}\n`
    any = true
    const columns = ['peringkat', 'nomor', 'nama', 'total', ...(withFinal ? ['akhir'] : []), 'kode', 'alasan']
    if (rows.length > 0)
      yield* table(columns, rows, (row) => [
        ...[row.rank ?? '–', row.number, row.name, row.total ?? '–'],
        ...(withFinal ? [row.final ?? '–'] : []),
        ...[row.code, row.reason],
      ])
  }
}

/** Columns as wide as their widest cell among the rows of one batch; the last one runs free. */
function* table<Row>(
  columns: string[],
  rows: Iterable<Row>,
  cells: (row: Row) => (string | number | null)[],
): Generator<string> {
  for (const batch of batches(rows)) {
    const lines = [columns, ...batch.map((row) => cells(row).map((cell) => String(cell).replace(/\p{Cc}/gu, ' ')))]
    const widths = columns.map((_, at) => Math.max(...lines.map((line) => (line[at] as string).length)))
    const line = (all: string[]) =>
      all.map((cell, at) => (at === all.length - 1 ? cell : cell.padEnd(widths[at] as number))).join('  ')
    yield `${lines.map(line).join('\n')}\n`
  }
}

function* batches<Row>(rows: Iterable<Row>): Generator<Row[]> {
  let batch: Row[] = []
  for (const row of rows) {
    batch.push(row)
    if (batch.length < ROWS_AT_ONCE) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
