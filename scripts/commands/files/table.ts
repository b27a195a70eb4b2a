import { isUtf8 } from 'node:buffer'
import { CsvError, parse } from 'csv-parse/sync'
import type { Problems } from './problems.ts'

/** A file somebody named on the command line. */
export interface GivenFile {
  name: string
  bytes: Uint8Array
}

export interface Column {
  /** What we call it, and what a problem calls it where the file has no such column. */
  key: string
  /** Other titles it goes by. */
  also?: readonly string[]
  /** The file is refused without it. */
  needed?: boolean
}

/** One row below the titles. */
export interface Row {
  /** Line of the file on which the row begins; the titles stand on line 1. */
  line: number
  /** The cell's text without spaces around it; '' where it is empty or the file has no such column. */
  cell(key: string): string
  has(key: string): boolean
  /** Notes a problem of this row. */
  bad(key: string | null, what: string): void
}

export interface Titles {
  /** Titles that no column goes by, as written, with their index. */
  unknown: { title: string; index: number }[]
  has(key: string): boolean
  line: number
}

/** Rows of a file with one row for each candidate. */
export const ROWS_MAX = 1_000_000
/** The rows made of it have to fit beside it. */
export const FILE_BYTES_MAX = 400 * 1024 * 1024

export interface Shape {
  columns: readonly Column[]
  /** Left out: ROWS_MAX. */
  rowsMax?: number
  /** Called once, before the first row, when no needed column is missing. Left out: unknown titles are noted. */
  titles?(titles: Titles): void
  /** Says something that is no problem. */
  note?(sentence: string): void
  each(row: Row, cells: readonly string[]): void
}

/**
 * Reads a CSV (comma, semicolon or tab; with or without BOM; CRLF or LF) and calls `each` for every row that has as
 * many cells as there are titles. A title is recognised whatever its case and its signs: 'skbCat', 'SKB_CAT' and
 * 'skb cat' are one. What is wrong stands in `problems`; without its needed columns no row is read.
 */
export function readTable(file: GivenFile, shape: Shape, problems: Problems): void {
  const bytes = readable(file, problems)
  if (bytes === null) return
  const before = problems.count
  const rowsMax = shape.rowsMax ?? ROWS_MAX
  let places: Map<string, number> | null = null
  let titles: readonly string[] = []
  let rows = 0
  const onRecord = (cells: string[], line: number) => {
    if (places === null) {
      titles = withoutTrailing(cells).map((cell) => cell.replace(/\p{Cc}/gu, ' ').trim())
      places = placesOf(file, { titles, line }, shape, problems)
      return
    }
    const known = places
    if (known.size === 0 || cells.every((cell) => cell.trim() === '')) return
    rows += 1
    if (rows > rowsMax) {
      if (rows === rowsMax + 1) problems.add(file.name, line, null, `lebih dari ${rowsMax} baris; bagi berkas ini`)
      return
    }
    if (cells.length < titles.length || cells.slice(titles.length).some((cell) => cell.trim() !== '')) {
      problems.add(file.name, line, null, columnCount(cells.length, titles.length))
      return
    }
    const row: Row = {
      line,
      cell: (key) => plainCell(cells[known.get(key) ?? -1] ?? ''),
      has: (key) => known.has(key),
      bad: (key, what) =>
        problems.add(file.name, line, key === null ? null : (titles[known.get(key) ?? -1] ?? key), what),
    }
    shape.each(row, cells)
  }
  parseRecords(file, bytes, problems, onRecord)
  if (rows === 0 && problems.count === before)
    problems.add(file.name, null, null, places === null ? 'berkas kosong' : 'tidak ada baris di bawah judul kolom')
}

/** The file's bytes, once it is certain that they are text; null otherwise. They are not copied: files are large. */
function readable({ name, bytes }: GivenFile, problems: Problems): Buffer | null {
  const refuse = (line: number | null, what: string) => {
    problems.add(name, line, null, what)
    return null
  }
  if (bytes.length === 0) return refuse(null, 'berkas kosong')
  if ((bytes[0] === 0x50 && bytes[1] === 0x4b) || (bytes[0] === 0xd0 && bytes[1] === 0xcf))
    return refuse(null, 'ini buku kerja Excel; simpan dahulu sebagai CSV UTF-8')
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (isUtf8(buffer) && !buffer.includes(0)) return buffer
  const text = buffer.toString('utf8')
  const wrong = text.search(/[\0\uFFFD]/)
  return refuse(text.slice(0, wrong).split('\n').length, 'bukan teks UTF-8; simpan sebagai CSV UTF-8')
}

function parseRecords(
  file: GivenFile,
  bytes: Buffer,
  problems: Problems,
  onRecord: (cells: string[], line: number) => void,
): void {
  // Excel's first line 'sep=;' is no row. Its line break stays, so that line numbers remain true.
  const start = bytes.toString('utf8', 0, 4000).replace(/^\uFEFF/, '')
  const hint = /^sep=(.)\r?\n/i.exec(start)
  const body = hint ? bytes.subarray(bytes.indexOf('\n')) : bytes
  const firstLine = /[^\r\n]+/.exec(hint ? start.slice(hint[0].length) : start)?.[0] ?? ''
  const delimiter =
    hint?.[1] ??
    [',', ';', '\t'].reduce((best, sign) => (count(firstLine, sign) > count(firstLine, best) ? sign : best))
  try {
    parse(body, {
      delimiter,
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      // Nothing is kept by the parser: a million rows would not fit twice.
      on_record: (cells: string[], { lines }) => {
        onRecord(cells, lines - cells.reduce((sum, cell) => sum + count(cell, '\n'), 0))
        return null
      },
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = Number(error['lines'] ?? 0)
    const what =
      error.code === 'CSV_QUOTE_NOT_CLOSED'
        ? 'tanda kutip dibuka dan tidak ditutup'
        : 'tanda kutip di tengah isi; apit seluruh isi dengan tanda kutip dan gandakan yang di dalam'
    problems.add(file.name, line > 0 ? line : null, null, what)
  }
}

/** Where each column stands; empty when the file cannot be used. */
function placesOf(
  file: GivenFile,
  { titles, line }: { titles: readonly string[]; line: number },
  shape: Shape,
  problems: Problems,
): Map<string, number> {
  const before = problems.count
  const plain = titles.map(plainTitle)
  const places = new Map<string, number>()
  for (const { key, also = [], needed } of shape.columns) {
    // Our own name goes first: in a vacancy file 'need' must not lose its place to another word for it.
    const name = [key, ...also].map(plainTitle).find((one) => plain.includes(one))
    if (name !== undefined) {
      places.set(key, plain.indexOf(name))
      if (plain.indexOf(name) < plain.lastIndexOf(name))
        problems.add(file.name, line, titles[plain.lastIndexOf(name)] ?? key, 'judul kolom ini muncul dua kali')
    } else if (needed) problems.add(file.name, line, key, `kolom ini tidak ada; kolom yang ada: ${titles.join(', ')}`)
  }
  if (problems.count > before) return new Map()
  const used = new Set(places.values())
  const unknown = titles.flatMap((title, index) => (used.has(index) || title === '' ? [] : { title, index }))
  const seen = new Set<string>()
  for (const { title } of unknown) {
    if (seen.has(title)) problems.add(file.name, line, title, 'judul kolom ini muncul dua kali')
    seen.add(title)
  }
  if (problems.count > before) return new Map()
  if (shape.titles) shape.titles({ unknown, has: (key) => places.has(key), line })
  else if (unknown.length > 0)
    shape.note?.(`${file.name}: kolom yang tidak dikenal diabaikan: ${unknown.map(({ title }) => title).join(', ')}`)
  return problems.count > before ? new Map() : places
}

function columnCount(have: number, want: number): string {
  return `ada ${have} isi, padahal judulnya ${want} kolom; isi yang kosong pun memakai pemisah, dan isi yang memuat pemisah diapit tanda kutip`
}

/** A spreadsheet may leave separators without titles at the end of the line. */
function withoutTrailing(cells: readonly string[]): readonly string[] {
  const last = cells.findLastIndex((cell) => cell.trim() !== '')
  return cells.slice(0, last + 1)
}

function plainCell(cell: string): string {
  const text = cell.trim()
  // What our own CSV writes so that no spreadsheet runs it.
  return /^'[=+\-@]/.test(text) ? text.slice(1) : text
}

function plainTitle(title: string): string {
  return title.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

function count(text: string, sign: string): number {
  let sum = 0
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) sum += 1
  return sum
}
