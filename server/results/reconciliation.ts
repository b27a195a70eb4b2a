import { reconcile } from '../../scoring/reconcile.ts'
import { listsOf, type PublicationDocument } from '../protocol/board.ts'
import type { StagePreview } from '../protocol/results.ts'
import { attendanceOf, countRows } from './publication.ts'

/** How many there are, were there and were not, of one vacancy, as those know who keep the seats and the scores. */
export interface Register {
  total: number
  present: number
  absent: number
}

/**
 * Whether a document adds up, list by list and over all: the codes, the attendance and the figures under the list agree
 * with each other and with the register of each vacancy (RS12). What does not hold is said in sentences.
 */
export function reconciliationOf(
  document: PublicationDocument,
  registers: ReadonlyMap<string, Register>,
  groups: string[] = [],
): StagePreview['reconciliation'] {
  const sentences: StagePreview['reconciliation']['sentences'] = []
  for (const { vacancy, rows, counts } of listsOf(document)) {
    const register = registers.get(vacancy.code)
    const { problems } = reconcile(rows.map(attendanceOf), { groups, ...(register && { register }) })
    for (const { id, en } of problems)
      sentences.push({ id: `Formasi ${vacancy.code}: ${id}`, en: `Vacancy ${vacancy.code}: ${en}` })
    if (JSON.stringify(countRows(rows)) !== JSON.stringify(counts))
      sentences.push({
        id: `Formasi ${vacancy.code}: angka di bawah daftar bukan jumlah barisnya.`,
        en: `Vacancy ${vacancy.code}: the figures under the list are not those of its rows.`,
      })
  }
  if (document.v === 2) {
    const { total, present, absent } = document.counts
    const sum = (of: (list: Register) => number) => document.lists.reduce((n, list) => n + of(list.counts), 0)
    if (present + absent !== total || sum((list) => list.total) !== total || sum((list) => list.absent) !== absent)
      sentences.push({
        id: `Hadir ${present} dan tidak hadir ${absent} dari semua formasi tidak sama dengan jumlah ${total}.`,
        en: `${present} present and ${absent} absent over all vacancies are not the total of ${total}.`,
      })
  }
  return { holds: sentences.length === 0, sentences }
}
