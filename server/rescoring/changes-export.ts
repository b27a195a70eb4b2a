import { stringify } from 'csv-stringify/sync'
import { harmlessCell } from '../harmless-cell.ts'
import type { MemoRow } from './memo.ts'

/**
 * Everybody whom a change touches, one row each: CSV with a byte order mark for Excel, CRLF, and no cell that a
 * spreadsheet would run.
 */
export function changesCsv(rows: MemoRow[]): string {
  const body = rows.map(([number, name, vacancy, stage, ...rest]) => {
    const [oldTotal, newTotal, oldPlace, newPlace, oldCode, newCode, oldPoints, newPoints] = rest
    return [
      ...[number, name, vacancy, STAGE[stage] ?? stage, oldPoints, newPoints, oldTotal, newTotal],
      oldTotal === null || newTotal === null ? null : newTotal - oldTotal,
      ...[oldPlace, newPlace, oldCode, newCode],
    ].map(harmlessCell)
  })
  return stringify([HEAD, ...body], { bom: true, record_delimiter: 'windows' })
}

const STAGE: Record<string, string> = { skd: 'SKD', skb: 'SKB', single: 'Tunggal' }
const HEAD = [
  ...['Nomor Peserta', 'Nama', 'Kode Formasi', 'Tahap', 'Nilai Lama', 'Nilai Baru', 'Total Lama', 'Total Baru'],
  ...['Selisih', 'Peringkat Lama', 'Peringkat Baru', 'Kode Lama', 'Kode Baru'],
]
