import * as XLSX from '@e965/xlsx'
import { stringify } from 'csv-stringify/sync'
import type { OriginalItem } from './import/reading.ts'
import type { BankItem, OptionId } from './item.ts'

/** An item as it leaves the bank: the texts of the source, unchanged. `readBankFile` reads it back. */
export interface ExportedItem {
  source: string
  section: string
  subject: string
  kind: 'single' | 'weighted'
  stem: string
  stimulus: string | null
  /** `weight` is null for items with one key. */
  options: { label: OptionId; text: string; weight: number | null }[]
  /** [] for a weighted item without key. */
  key: OptionId[]
}

export interface ExportableItem {
  bankItem: Pick<BankItem, 'source' | 'section' | 'subject' | 'kind'>
  original: OriginalItem
}

/** The bank as plain data, from the original texts. Holds the keys: only for those who may see them. */
export function toExport(rows: readonly ExportableItem[]): ExportedItem[] {
  return rows.map(({ bankItem: { source, section, subject, kind }, original: { stem, stimulus, options, key } }) => ({
    ...{ source, section, subject, kind, stem, stimulus },
    options: options.map(({ label, text, weight }) => ({ label, text, weight: kind === 'weighted' ? weight : null })),
    key: [...key],
  }))
}

/** The same as a CSV text (UTF-8 with mark, comma, all cells quoted) with the columns the import knows. */
export function toCsv(rows: readonly ExportableItem[]): string {
  return stringify(tableOf(toExport(rows)), { bom: true, quoted: true, record_delimiter: '\r\n' })
}

/**
 * The same as an XLSX workbook; line ends become '\n', as everywhere in Excel. Throws RangeError for a text of more than
 * 32,767 characters (Excel's limit for a cell).
 */
export function toXlsx(rows: readonly ExportableItem[]): Uint8Array {
  const table = tableOf(toExport(rows))
  for (const cell of table.flat())
    if (cell.length > 32_767) throw new RangeError(`text of ${cell.length} characters is too long for an XLSX cell`)
  const book = XLSX.utils.book_new()
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(table), 'Soal')
  // Without shared strings SheetJS writes cells that it decodes twice when reading: '&amp;lt;' would come back as '<'.
  return new Uint8Array(
    XLSX.write(book, { type: 'array', bookType: 'xlsx', compression: true, bookSST: true }) as ArrayBuffer,
  )
}

function tableOf(items: ExportedItem[]): string[][] {
  const labels = [...'ABCDEFGHIJ'].slice(0, Math.max(2, ...items.map((item) => item.options.length)))
  const header = [
    'id',
    'section',
    'subject',
    'type',
    'stimulus',
    'question',
    ...labels.map((label) => `option_${label}`),
    'key',
    ...labels.map((label) => `weight_${label}`),
  ]
  return [
    header,
    ...items.map((item) => {
      const option = (label: string) => item.options.find((each) => each.label === label)
      return [
        ...[item.source, item.section, item.subject, item.kind, item.stimulus ?? '', item.stem],
        ...labels.map((label) => option(label)?.text ?? ''),
        item.key.join(';'),
        ...labels.map((label) => String(option(label)?.weight ?? '')),
      ]
    }),
  ]
}
