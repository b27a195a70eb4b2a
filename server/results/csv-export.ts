import { Readable } from 'node:stream'
import { harmlessCell } from '../harmless-cell.ts'
import { type Column, columnsOf, type ExportSource, VACANCY, wibMinute } from './export-table.ts'
import { batched, type Progress, RowReader } from './rows-export.ts'

/**
 * The publication as CSV (RFC 4180): UTF-8 with a byte order mark, so that Excel reads names rightly, commas, CRLF.
 * Numbers are bare with a decimal point; a text that a spreadsheet would run is disarmed (EX3).
 */
export function csvExport(source: ExportSource, progress?: Progress): Readable {
  return Readable.from(batched(lines(source, new RowReader(source, progress))), { encoding: 'utf8', objectMode: false })
}

async function* lines(source: ExportSource, reader: RowReader): AsyncGenerator<string> {
  const columns = [...(source.many ? VACANCY : []), ...columnsOf(source)]
  yield `\uFEFF${columns.map(({ title }) => quoted(title)).join(',')}\r\n`
  for (const list of source.lists)
    for await (const row of reader.rows(list))
      yield `${columns.map((column) => written(column, column.of(row, list))).join(',')}\r\n`
}

function written({ kind }: Column, cell: string | number | null): string {
  if (cell === null) return ''
  if (kind === 'instant') return wibMinute(Number(cell))
  if (kind === 'number' || kind === 'decimal') return String(cell)
  return quoted(harmlessCell(String(cell)))
}

const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
