import { and, asc, eq, gt } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import { notify } from '../notices/notice-store.ts'
import type { Services } from '../services.ts'
import { movedNotice, placedNotice } from './seat-words.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'newId' | 'secret'>

/** So many are told in one transaction; whoever answers an item meanwhile waits some milliseconds. */
const AT_ONCE = 20

/** Notes, in the caller's transaction, that so many people are to be told of this cause (PM10, PM11). */
export async function beginTelling({ store, clock }: Needs, db: Db, cause: string, people: number): Promise<void> {
  await db.insert(store.tables.seatTelling).values({ cause, told: '', leftOver: people, at: clock.wall() })
}

/**
 * Tells the next of those who wait to be told: portal and addresses, once for each version of a place, in one transaction
 * with the note of how far it is. False: nobody waits. Whoever came in by a sheet has no portal and is passed over.
 */
export async function tellSome(services: Needs): Promise<boolean> {
  const { seatTelling, seatVersion, application, seatChange, candidate } = services.store.tables
  return await services.store.transaction(async (db) => {
    const [telling] = await db
      .select()
      .from(seatTelling)
      .where(gt(seatTelling.leftOver, 0))
      .orderBy(asc(seatTelling.at), asc(seatTelling.cause))
      .limit(1)
    if (!telling) return false
    const [change] = await db.select().from(seatChange).where(eq(seatChange.id, telling.cause))
    const rows = await db
      .select({
        version: seatVersion,
        number: candidate.number,
        applicantId: application.applicantId,
        applicationId: application.id,
      })
      .from(seatVersion)
      .innerJoin(candidate, eq(candidate.id, seatVersion.candidateId))
      .leftJoin(application, eq(application.candidateId, seatVersion.candidateId))
      .where(and(eq(seatVersion.cause, telling.cause), gt(seatVersion.candidateId, telling.told)))
      .orderBy(asc(seatVersion.candidateId))
      .limit(AT_ONCE)
    for (const { version, number, applicantId, applicationId } of rows) {
      if (applicantId === null) continue
      const [before] = change
        ? await db
            .select()
            .from(seatVersion)
            .where(
              and(
                eq(seatVersion.candidateId, version.candidateId),
                eq(seatVersion.stage, version.stage),
                eq(seatVersion.version, version.version - 1),
              ),
            )
        : []
      const words = before ? movedNotice(number, before, version, change?.reason ?? '') : placedNotice(number, version)
      await notify(services, db, {
        applicantId,
        applicationId,
        kind: before ? 'seat-moved' : 'seat-placed',
        ...words,
      })
    }
    const last = rows.at(-1)?.version.candidateId
    await db
      .update(seatTelling)
      // Fewer than asked for: everybody was told, whatever the note says.
      .set({ told: last ?? telling.told, leftOver: rows.length < AT_ONCE ? 0 : telling.leftOver - rows.length })
      .where(eq(seatTelling.cause, telling.cause))
    return true
  })
}
