import { stringify } from 'csv-stringify/sync'
import { harmlessCell } from '../harmless-cell.ts'
import type { RoomLogLine } from '../protocol/minutes.ts'
import { WIB_MS } from '../results/export-table.ts'
import { actorWords } from './papers.ts'
import { clockOf } from './words.ts'

/**
 * The whole log of the room as CSV with a byte order mark for Excel, CRLF, and no cell that a spreadsheet would run
 * (MN13). Times are those of WIB, which sort as they stand.
 */
export function logCsv(lines: readonly RoomLogLine[]): string {
  const rows = lines.map((line) => [
    ...[stamp(line.at), line.room, line.station, line.number, line.name, line.kind],
    ...[line.text.id, actorWords(line.actor), line.signal ? 'ya' : ''],
    line.corrections.map(({ at, actor, text }) => `${clockOf(at).id} ${actor}: ${text}`).join(' | '),
  ])
  return stringify([HEAD, ...rows.map((row) => row.map(harmlessCell))], { bom: true, record_delimiter: 'windows' })
}

/** '2026-11-24 08:12:03' */
const stamp = (at: number): string => new Date(at + WIB_MS).toISOString().slice(0, 19).replace('T', ' ')
const HEAD = [
  ...['Waktu (WIB)', 'Ruang', 'Meja', 'Nomor Peserta', 'Nama', 'Jenis', 'Kejadian', 'Oleh', 'Perlu Dilihat', 'Koreksi'],
]
