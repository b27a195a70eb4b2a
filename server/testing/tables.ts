import { read, utils, write } from '@e965/xlsx'
import { parse } from 'csv-parse/sync'

/** A CSV file as any other program reads it. */
export const readCsv = (bytes: Buffer): string[][] => parse(bytes, { bom: true }) as string[][]

/** One sheet of a workbook, the first unless told, all cells as text. */
export function readXlsx(bytes: Buffer, at = 0): string[][] {
  const book = read(bytes)
  const sheet = book.Sheets[book.SheetNames[at] ?? '']
  return sheet ? utils.sheet_to_json<unknown[]>(sheet, { header: 1, defval: '' }).map((row) => row.map(String)) : []
}

/** One sheet as a workbook file. */
export function makeXlsx(rows: unknown[][]): Buffer {
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), 'Lembar')
  return write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer
}
