import { findApplication, openFrozen } from '../applications/application-store.ts'
import { type DocumentRow, findDocument } from '../applications/document-store.ts'
import { audit } from '../audit/audit-store.ts'
import { and, eq, gt } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import { withoutLongNumbers } from '../protocol/identity.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { DeskPerson } from '../protocol/verification.ts'
import type { Services } from '../services.ts'
import { personOf } from './case-view.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'newId' | 'secret'>

/** So long a stated purpose opens the documents. */
const PURPOSE_MS = 10 * 60_000

/** Keeps who sees a record and what for, with its audit row, in the caller's transaction (VC9). */
export async function keepView(
  services: Needs,
  db: Db,
  view: { application: string; number: string; viewer: string; purpose: string },
): Promise<void> {
  const { recordView } = services.store.tables
  const purpose = withoutLongNumbers(view.purpose)
  await db.insert(recordView).values({
    ...{ id: services.newId(), applicationId: view.application, viewer: view.viewer },
    ...{ purpose, at: services.clock.wall() },
  })
  await audit(services, db, {
    ...{ actor: view.viewer, action: 'application.view', subject: view.number, detail: { purpose } },
  })
}

/** The whole record, once its purpose is written down. */
export async function unmask(
  services: Needs,
  viewer: string,
  application: string,
  purpose: string,
): Promise<DeskPerson | Refusal> {
  const row = await findApplication(services, application)
  const frozen = row && openFrozen(services, row)
  if (!row || !frozen) return refuse('not-found', { what: 'Lamaran' })
  await services.store.transaction((db) =>
    keepView(services, db, { application: row.id, number: frozen.number, viewer, purpose: purpose.trim() }),
  )
  return personOf(frozen, true)
}

/** True where this officer holds the application now. */
export async function isHeldBy(
  { store }: Pick<Needs, 'store'>,
  application: string,
  officer: string,
): Promise<boolean> {
  const { verifying } = store.tables
  const [row] = await store.read
    .select({ id: verifying.applicationId })
    .from(verifying)
    .where(and(eq(verifying.applicationId, application), eq(verifying.holder, officer)))
  return row !== undefined
}

/** A document for who holds its application or has just stated a purpose; nobody else learns whether it exists. */
export async function documentFor(services: Needs, viewer: string, id: string): Promise<DocumentRow | Refusal> {
  const row = await findDocument(services, id)
  if (!row) return refuse('record-closed')
  if (await isHeldBy(services, row.applicationId, viewer)) return row
  const { recordView } = services.store.tables
  const [stated] = await services.store.read
    .select({ id: recordView.id })
    .from(recordView)
    .where(
      and(
        eq(recordView.applicationId, row.applicationId),
        eq(recordView.viewer, viewer),
        gt(recordView.at, services.clock.wall() - PURPOSE_MS),
      ),
    )
    .limit(1)
  return stated ? row : refuse('record-closed')
}
