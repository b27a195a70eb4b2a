import { read, utils, type WorkSheet } from '@e965/xlsx'
import { parse } from 'csv-parse/sync'

/** A sheet's rows with the line they stand on, under the names we know its columns by. */
export interface Sheet<Column extends string> {
  format: 'csv' | 'xlsx' | 'unknown'
  rows: { where: string; cells: Record<Column, string> }[]
  problems: { where: string; reason: string }[]
  warnings: { where: string; reason: string }[]
}

const ROWS_MAX = 100_000
const CELL_MAX = 500

const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')

/**
 * Reads CSV (comma, semicolon or tab) or XLSX by content, or one table of a workbook. `columns` lists for each column
 * the headers it goes by; `needed` are those without which the file is refused, naming what is there.
 */
export function readSheet<Column extends string>(
  bytes: Uint8Array | Table,
  columns: Record<Column, readonly string[]>,
  needed: readonly NoInfer<Column>[],
  cellMax = CELL_MAX,
): Sheet<Column> {
  const table = bytes instanceof Uint8Array ? readTable(bytes) : bytes
  if ('problem' in table)
    return { format: 'unknown', rows: [], problems: [{ where: 'berkas', reason: table.problem }], warnings: [] }
  const [head, ...body] = table.lines
  const headers = (head?.cells ?? []).map(plain)
  const place = new Map<Column, number>()
  for (const [column, names] of Object.entries(columns) as [Column, readonly string[]][]) {
    const index = headers.findIndex((header) => names.some((name) => plain(name) === header))
    if (index >= 0) place.set(column, index)
  }
  const missing = needed.filter((column) => !place.has(column))
  if (missing.length > 0) {
    const reason = `kolom ${missing.map((column) => `"${columns[column][0]}"`).join(', ')} tidak ditemukan; kolom yang ada: ${(head?.cells ?? []).map((cell) => `"${cell}"`).join(', ') || '(tidak ada)'}`
    return { format: table.format, rows: [], problems: [{ where: 'baris 1', reason }], warnings: [] }
  }
  const used = new Set(place.values())
  const unused = (head?.cells ?? []).filter((cell, index) => cell.trim() !== '' && !used.has(index))
  const warnings =
    unused.length > 0
      ? [
          {
            where: 'baris 1',
            reason: `kolom tidak dikenal dan diabaikan: ${unused.map((cell) => `"${cell}"`).join(', ')}`,
          },
        ]
      : []
  const problems: { where: string; reason: string }[] = []
  const rows: Sheet<Column>['rows'] = []
  for (const { line, cells } of body) {
    if (cells.every((cell) => cell.trim() === '')) continue
    if (rows.length >= ROWS_MAX) {
      problems.push({ where: `baris ${line}`, reason: `lebih dari ${ROWS_MAX} baris; bagi menjadi beberapa berkas` })
      break
    }
    const long = cells.findIndex((cell) => cell.length > cellMax)
    if (long >= 0) {
      problems.push({
        where: `baris ${line}`,
        reason: `isi kolom "${head?.cells[long] ?? long + 1}" lebih dari ${cellMax} karakter`,
      })
      continue
    }
    const cell = (column: Column) => cells[place.get(column) ?? -1]?.trim() ?? ''
    rows.push({
      where: `baris ${line}`,
      cells: Object.fromEntries((Object.keys(columns) as Column[]).map((column) => [column, cell(column)])) as Record<
        Column,
        string
      >,
    })
  }
  return { format: table.format, rows, problems, warnings }
}

/** One table with its lines as they stand, or why there is none. */
export type Table = { format: 'csv' | 'xlsx'; lines: { line: number; cells: string[] }[] } | { problem: string }

/** True where a table has a column of one of these names. */
export const hasColumn = (table: Table, names: readonly string[]): boolean =>
  'lines' in table &&
  (table.lines[0]?.cells ?? []).some((header) => names.some((name) => plain(name) === plain(header)))

/** Every table of a file: the sheets of a workbook by their names, or the one table that a CSV is. */
export function readTables(bytes: Uint8Array): { sheet: string | null; table: Table }[] {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return [{ sheet: null, table: readTable(bytes) }]
  try {
    const book = read(bytes, { dense: true, sheetRows: ROWS_MAX + 2 })
    return book.SheetNames.map((sheet) => ({ sheet, table: tableOf(book.Sheets[sheet]) }))
  } catch (error) {
    return [{ sheet: null, table: { problem: xlsxProblem(error) } }]
  }
}

function readTable(bytes: Uint8Array): Table {
  if (bytes.length === 0) return { problem: 'berkas kosong' }
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readXlsx(bytes)
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf)
    return { problem: 'berkas .xls lama tidak dibaca; simpan sebagai .xlsx atau .csv' }
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return { problem: 'berkas bukan teks UTF-8; simpan sebagai CSV UTF-8 atau .xlsx' }
  }
  if (text.includes('\0')) return { problem: 'berkas ini bukan CSV atau XLSX' }
  const firstLine = text.slice(0, text.indexOf('\n') + 1 || undefined)
  const delimiter = [',', ';', '\t'].reduce(
    (best, sign) => (firstLine.split(sign).length > firstLine.split(best).length ? sign : best),
    ',',
  )
  try {
    const records = parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
    }) as unknown as { info: { lines: number }; record: string[] }[]
    return { format: 'csv', lines: records.map(({ info, record }) => ({ line: info.lines, cells: record })) }
  } catch (error) {
    return { problem: `CSV tidak dapat dibaca: ${error instanceof Error ? error.message : String(error)}` }
  }
}

function readXlsx(bytes: Uint8Array): Table {
  try {
    const book = read(bytes, { dense: true, sheetRows: ROWS_MAX + 2 })
    return tableOf(book.Sheets[book.SheetNames[0] ?? ''])
  } catch (error) {
    return { problem: xlsxProblem(error) }
  }
}

const xlsxProblem = (error: unknown) =>
  `XLSX tidak dapat dibaca: ${error instanceof Error ? error.message : String(error)}`

function tableOf(sheet: WorkSheet | undefined): Table {
  if (!sheet) return { problem: 'buku kerja tidak punya lembar' }
  const rows = utils.sheet_to_json<unknown[]>(sheet, { header: 1, raw: false, defval: '' })
  return { format: 'xlsx', lines: rows.map((cells, index) => ({ line: index + 1, cells: cells.map(String) })) }
}
