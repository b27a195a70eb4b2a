import { audit } from '../audit/audit-store.ts'
import { and, desc, eq, isNull } from '../db/sql.ts'
import type { HoldRow, NewHold } from '../protocol/privacy.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import { dayOf, isDay } from '../protocol/wib-days.ts'
import type { Services } from '../services.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'newId'>

/** Holds of one person, or of all; those in force first (PV10). */
export async function holdsOf(
  { store, clock }: Pick<Services, 'store' | 'clock'>,
  person?: string,
): Promise<HoldRow[]> {
  const { legalHold } = store.tables
  const today = dayOf(clock.wall())
  const rows = await store.read
    .select()
    .from(legalHold)
    .where(person === undefined ? undefined : eq(legalHold.personId, person))
    .orderBy(desc(legalHold.placedAt))
  return rows
    .map(({ personId, ...row }) => ({ ...row, person: personId, inForce: row.liftedAt === null && row.until >= today }))
    .sort((a, b) => Number(b.inForce) - Number(a.inForce))
}

/** Keeps a person's data from being erased: a lawsuit, an investigation, the archive (Pasal 44). */
export async function placeHold(
  services: Needs,
  actor: string,
  person: { id: string; numbers: string[] },
  wanted: NewHold,
): Promise<HoldRow[] | Refusal> {
  if (!isDay(wanted.until) || wanted.until < dayOf(services.clock.wall())) return refuse('hold-over')
  const { legalHold } = services.store.tables
  await services.store.transaction(async (db) => {
    const id = services.newId()
    await db.insert(legalHold).values({
      ...{ id, personId: person.id, number: person.numbers[0] ?? '', reason: wanted.reason, until: wanted.until },
      ...{ placedAt: services.clock.wall(), placedBy: actor, liftedAt: null, liftedBy: null, liftedWhy: null },
    })
    await audit(services, db, {
      ...{
        actor,
        action: 'hold.place',
        subject: person.id,
        detail: { id, reason: wanted.reason, until: wanted.until },
      },
    })
  })
  return await holdsOf(services, person.id)
}

export async function liftHold(services: Needs, actor: string, id: string, why: string): Promise<HoldRow[] | Refusal> {
  const { legalHold } = services.store.tables
  return await services.store.transaction<HoldRow[] | Refusal>(async (db) => {
    const [lifted] = await db
      .update(legalHold)
      .set({ liftedAt: services.clock.wall(), liftedBy: actor, liftedWhy: why })
      .where(and(eq(legalHold.id, id), isNull(legalHold.liftedAt)))
      .returning()
    if (!lifted) return refuse('not-found', { what: 'Penahanan' })
    await audit(services, db, { actor, action: 'hold.lift', subject: lifted.personId, detail: { id, why } })
    return []
  })
}
