import { audit } from '../audit/audit-store.ts'
import { eq } from '../db/sql.ts'
import type { CopyAsked, PersonCopy } from '../protocol/privacy.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'
import { copyPage } from './copy-page.ts'
import { personData } from './copy-view.ts'
import { findPerson } from './person-store.ts'

/** Gives a copy on request: first it is written down for whom, by what identity and why; then it is made (PV5). */
export async function giveCopy(
  services: Services,
  actor: string,
  id: string,
  { identity, reason }: CopyAsked,
): Promise<PersonCopy | Refusal> {
  const person = await findPerson(services, id)
  if (!person) return refuse('not-found', { what: 'Orang' })
  const { personRequest, application } = services.store.tables
  await services.store.transaction(async (db) => {
    await db.insert(personRequest).values({
      ...{ id: services.newId(), personId: person.id, kind: 'copy', fields: '[]', identity, reason },
      ...{ at: services.clock.wall(), actor, approvedBy: null },
    })
    const [sent] = await db
      .select({ number: application.number })
      .from(application)
      .where(eq(application.applicantId, person.id))
    await audit(services, db, {
      ...{ actor, action: 'person.copy', subject: sent?.number ?? person.candidates[0]?.number ?? person.id },
      detail: { person: person.id, identity, reason },
    })
  })
  const data = await personData(services, person.id, { own: false })
  if (!data) throw new Error('bug: a person is gone while her copy is made')
  return { data, page: copyPage(data) }
}
