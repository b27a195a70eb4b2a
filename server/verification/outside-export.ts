import { openFrozen } from '../applications/application-store.ts'
import { documentsOf } from '../applications/document-store.ts'
import { audit } from '../audit/audit-store.ts'
import { and, asc, eq, gt, isNotNull } from '../db/sql.ts'
import { LEVEL_WORDS } from '../protocol/education.ts'
import { withoutLongNumbers } from '../protocol/identity.ts'
import type { FrozenApplication } from '../protocol/recruitment.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { Period } from '../protocol/vacancies.ts'
import { findPeriod } from '../recruitment/period-store.ts'
import type { Services } from '../services.ts'
import type { OutTable } from './applicants-export.ts'
import { roundsOf } from './case-view.ts'
import { APPLICANT_COLUMNS, DOCUMENT_COLUMNS, RESULT_COLUMNS, type SheetKind } from './outside-sheets.ts'
import { momentText } from './outside-words.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'newId' | 'secret'>
const BATCH = 200

const heads = (columns: Record<string, readonly string[]>): string[] =>
  Object.values(columns).map((names) => names[0] ?? '')
const NAMES: Record<SheetKind, string> = { applicants: 'Pelamar', documents: 'Dokumen', results: 'Hasil' }
const HEADS: Record<SheetKind, string[]> = {
  applicants: heads(APPLICANT_COLUMNS),
  documents: heads(DOCUMENT_COLUMNS),
  results: heads(RESULT_COLUMNS),
}
export const SHEET_KINDS = ['applicants', 'documents', 'results'] as const

/** Empty sheets with their headings: what an office fills in. */
export const outsideTemplate = (): OutTable[] =>
  SHEET_KINDS.map((kind) => ({ name: NAMES[kind], head: HEADS[kind], rows: [] }))

/**
 * The sheets of a period for another office, with the personal data in full: who takes them out and what for is an audit
 * row before the first byte leaves (VC9, VC19).
 */
export async function exportOutside(
  services: Needs,
  actor: string,
  periodId: string,
  purpose: string,
  kinds: readonly SheetKind[] = SHEET_KINDS,
): Promise<OutTable[] | Refusal> {
  const period = await findPeriod(services, periodId)
  if (!period) return refuse('not-found', { what: 'Periode' })
  await services.store.transaction((db) =>
    audit(services, db, {
      ...{
        actor,
        action: 'applications.export',
        subject: period.name,
        detail: { purpose: withoutLongNumbers(purpose.trim()), sheets: [...kinds] },
      },
    }),
  )
  return kinds.map((kind) => ({ name: NAMES[kind], head: HEADS[kind], rows: ROWS[kind](services, period) }))
}

const ROWS: Record<SheetKind, (services: Needs, period: Period) => OutTable['rows']> = {
  applicants: (services, period) =>
    eachBatch(services, period, async (row) => {
      const frozen = openFrozen(services, row)
      return frozen ? [applicantCells(frozen)] : []
    }),
  documents: (services, period) =>
    eachBatch(services, period, async (row) => {
      const { outsideDocument } = services.store.tables
      const elsewhere = await services.store.read
        .select()
        .from(outsideDocument)
        .where(eq(outsideDocument.applicationId, row.id))
      return [...(await documentsOf(services, row.id)), ...elsewhere]
        .sort((a, b) => (a.kind < b.kind ? -1 : 1))
        .map(({ kind, name, digest, bytes, pages }) => [row.number, kind, name, digest, bytes, pages])
    }),
  results: (services, period) =>
    eachBatch(services, period, async (row) => {
      if (row.state !== 'passed' && row.state !== 'failed') return []
      const last = (await roundsOf(services, row.id)).at(-1)
      const failed = last?.decisions.filter(({ verdict }) => verdict === 'TMS') ?? []
      // An objection that was granted stands above the round.
      if (row.state === 'passed' || failed.length === 0)
        return [[row.number, row.state === 'passed' ? 'MS' : 'TMS', null, null, null]]
      return failed.map(({ requirement, reason, text }) => [row.number, 'TMS', requirement, reason, text])
    }),
}

function applicantCells({
  number,
  person,
  vacancy,
  draft,
  submittedAt,
}: FrozenApplication): (string | number | null)[] {
  const { education } = draft
  return [
    ...[number, person.name, person.nik, person.kk, person.email, person.phone, draft.birthPlace ?? null],
    ...[draft.birthDate ?? null, draft.gender === 'male' ? 'L' : 'P', draft.address ?? null, draft.region ?? null],
    ...[vacancy.code, education ? LEVEL_WORDS[education.level].id : null, education?.programme ?? null],
    ...[education?.institution ?? null, education?.year ?? null, education?.gpa ?? null, draft.experienceMonths ?? 0],
    ...[draft.disability?.kind ?? null, draft.disability?.accommodation ?? null, (draft.declared ?? []).join('; ')],
    momentText(submittedAt),
  ]
}

type Row = Services['store']['tables']['application']['$inferSelect']

/** Every submitted application of a period in the order of the numbers. */
async function* eachBatch(
  { store }: Needs,
  period: Period,
  cells: (row: Row) => Promise<(string | number | null)[][]>,
): AsyncGenerator<(string | number | null)[][]> {
  const { application } = store.tables
  for (let after = ''; ; ) {
    const rows = await store.read
      .select()
      .from(application)
      .where(and(eq(application.periodId, period.id), isNotNull(application.number), gt(application.number, after)))
      .orderBy(asc(application.number))
      .limit(BATCH)
    const batch: (string | number | null)[][] = []
    for (const row of rows) batch.push(...(await cells(row)))
    yield batch
    if (rows.length < BATCH) return
    after = rows.at(-1)?.number ?? after
  }
}
