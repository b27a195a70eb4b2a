import { stringify } from 'csv-stringify/sync'
import { harmlessCell } from '../harmless-cell.ts'
import type { PublicAnnouncement } from '../protocol/verification.ts'

/** The frozen list as CSV that a spreadsheet in Indonesia opens well; its digest is that of the JSON. */
export const announcementCsv = ({ document }: PublicAnnouncement): string =>
  stringify(
    [
      ['Nomor', ...(document.names === 'none' ? [] : ['Nama']), 'Formasi', 'Hasil'],
      ...document.rows.map(({ number, name, vacancy, verdict }) =>
        [number, ...(document.names === 'none' ? [] : [name]), vacancy, verdict].map(harmlessCell),
      ),
    ],
    { delimiter: ';', record_delimiter: 'windows', bom: true },
  )
