import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import { harmlessCell } from '../harmless-cell.ts'
import type { ApplicationRow } from '../protocol/verification.ts'
import { workbook } from '../workbook.ts'

/** A table as a file: its heading, and its rows as they are read. */
export interface OutTable {
  name: string
  head: readonly string[]
  rows: AsyncIterable<(string | number | null)[][]> | Iterable<(string | number | null)[][]>
}

/** CSV that Excel in Indonesia opens well (UTF-8 mark, semicolons), streamed; no cell can run as a formula. */
export function csvOf({ head, rows }: OutTable): Readable {
  const lines = (all: (string | number | null)[][]) =>
    stringify(
      all.map((row) => row.map(harmlessCell)),
      { delimiter: ';', record_delimiter: 'windows' },
    )
  return Readable.from(
    (async function* () {
      yield `\ufeff${lines([[...head]])}`
      for await (const batch of rows) yield lines(batch)
    })(),
    { objectMode: false },
  )
}

export const xlsxOf = (tables: OutTable[], at: number): Readable => workbook(tables, at)

const STATES: Record<ApplicationRow['state'], string> = {
  draft: 'Belum dikirim',
  submitted: 'Belum diputus',
  passed: 'MS',
  failed: 'TMS',
  withdrawn: 'Ditarik',
}
const WIB_MS = 7 * 3_600_000

/** What the applicants' table shows, as it shows it: NIK masked. */
export const applicantsTable = (batches: AsyncIterable<ApplicationRow[]>): OutTable => ({
  name: 'Pelamar',
  head: [
    'Nomor',
    'Nama',
    'NIK',
    'Formasi',
    'Jabatan',
    'Keadaan',
    'Diumumkan',
    'Dikirim (WIB)',
    'Verifikator',
    'Nomor peserta',
  ],
  rows: (async function* () {
    for await (const rows of batches)
      yield rows.map((row) => [
        ...[row.number, row.name, row.nik, row.vacancyCode, row.position, STATES[row.state]],
        ...[row.announced ? 'ya' : 'belum', row.submittedAt === null ? null : wib(row.submittedAt)],
        ...[row.officer, row.candidate],
      ])
  })(),
})

/** '2026-11-24 10:41' on the clock of WIB. */
const wib = (at: number): string => new Date(at + WIB_MS).toISOString().slice(0, 16).replace('T', ' ')
