import { canonical, sha256 } from '../canonical.ts'
import type { ImportReport } from '../protocol/http.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import { findPeriod } from '../recruitment/period-store.ts'
import { readTables } from '../recruitment/sheet.ts'
import type { Services } from '../services.ts'
import { readApplicants } from './outside-applicants.ts'
import { readDocuments, readResults } from './outside-results.ts'
import { storeTaken } from './outside-rows-store.ts'
import {
  kindOf,
  type OutsideApplicant,
  type OutsideDocument,
  type OutsideResult,
  type Reading,
  type SheetKind,
} from './outside-sheets.ts'
import { worldOf } from './outside-world-store.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'newId' | 'secret'>
const KINDS: Record<SheetKind, string> = { applicants: 'pelamar', documents: 'indeks dokumen', results: 'hasil' }

/**
 * Sheets of an office that registers elsewhere: applicants, index of documents, results, in one workbook or in files, read
 * in this order so that one import may carry all three. All of them stand or fall together unless `partial` (VC18).
 */
export async function importOutside(
  services: Needs,
  actor: string,
  periodId: string,
  files: { name: string; bytes: Uint8Array }[],
  { partial, dryRun }: { partial: boolean; dryRun: boolean },
): Promise<ImportReport | Refusal> {
  const period = await findPeriod(services, periodId)
  if (!period) return refuse('not-found', { what: 'Periode' })
  const world = await worldOf(services, period)
  const tables = files.flatMap(({ name, bytes }) =>
    readTables(bytes).map(({ sheet, table }) => ({
      file: sheet === null ? name : `${name} · ${sheet}`,
      table,
      kind: kindOf(table),
    })),
  )
  const taken = {
    applicants: [] as OutsideApplicant[],
    documents: [] as OutsideDocument[],
    results: [] as OutsideResult[],
  }
  const report: ImportReport['files'] = []
  const note = <Row>(file: string, kind: SheetKind, reading: Reading<Row>) => {
    report.push({
      ...{ file, format: `${reading.format} · ${KINDS[kind]}`, taken: reading.rows.length },
      ...{ refused: reading.refused, warnings: reading.warnings },
    })
    return reading.rows
  }
  for (const { file, table, kind } of tables) {
    if (kind === 'applicants')
      taken.applicants.push(...note(file, kind, readApplicants(table, world.people(taken.applicants))))
    if (kind === null) {
      const reason =
        'problem' in table ? table.problem : 'bukan lembar pelamar, indeks dokumen, atau hasil; lihat contoh format'
      report.push({ file, format: 'unknown', taken: 0, refused: [{ where: 'berkas', reason }], warnings: [] })
    }
  }
  for (const { file, table, kind } of tables)
    if (kind === 'documents') taken.documents.push(...note(file, kind, readDocuments(table, world.papers(taken))))
  const toJudge = await world.toJudge(
    taken,
    tables.some(({ kind }) => kind === 'results'),
  )
  for (const { file, table, kind } of tables)
    if (kind === 'results') taken.results.push(...note(file, kind, readResults(table, toJudge)))
  const rows = taken.applicants.length + taken.documents.length + taken.results.length
  const clean = report.every(({ refused }) => refused.length === 0)
  const committed = !dryRun && rows > 0 && (clean || partial)
  // Of exactly what was taken: the sheets as they were understood, not the bytes around them.
  const digest = sha256(canonical(taken))
  if (committed) {
    const names = files.map(({ name }) => name)
    const refused = await storeTaken(
      services,
      actor,
      period,
      world.vacancies,
      taken,
      names,
      digest,
      toJudge.requirements,
    )
    if (refused) return refused
  }
  const shown = committed || dryRun
  return {
    files: report.map((file) => ({ ...file, taken: shown ? file.taken : 0 })),
    committed,
    ...(committed && { digest }),
  }
}
