import { and, asc, eq, inArray, max } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import type { Services } from '../services.ts'

/** Every place that somebody has had since the schedule was approved, and which card is good for it (CD2, PM11). */
type Version = Services['store']['tables']['seatVersion']['$inferInsert']
type Reads = Pick<Services, 'store'>

const AT_ONCE = 400

/**
 * The next version for each of these people, in the caller's transaction. A card counts over all stages: whoever has one
 * for the SKD gets the next for the SKB. `sameCard`: what was printed stays good.
 */
export async function insertVersions(
  { store }: Reads,
  db: Db,
  rows: readonly Omit<Version, 'version' | 'card'>[],
  { sameCard = false }: { sameCard?: boolean } = {},
): Promise<void> {
  const { seatVersion } = store.tables
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const some = rows.slice(from, from + AT_ONCE)
    const ids = some.map((row) => row.candidateId)
    const known = await db
      .select({
        id: seatVersion.candidateId,
        stage: seatVersion.stage,
        version: max(seatVersion.version),
        card: max(seatVersion.card),
      })
      .from(seatVersion)
      .where(inArray(seatVersion.candidateId, ids))
      .groupBy(seatVersion.candidateId, seatVersion.stage)
    const cards = new Map<string, number>()
    const versions = new Map<string, number>()
    for (const { id, stage, version, card } of known) {
      cards.set(id, Math.max(cards.get(id) ?? 0, card ?? 0))
      versions.set(`${id} ${stage}`, version ?? 0)
    }
    await db.insert(seatVersion).values(
      some.map((row) => ({
        ...row,
        version: (versions.get(`${row.candidateId} ${row.stage}`) ?? 0) + 1,
        card: Math.max(1, (cards.get(row.candidateId) ?? 0) + (sameCard ? 0 : 1)),
      })),
    )
  }
}

/** Which of these have a version for this stage already. */
export async function versioned({ store }: Reads, db: Db, stage: string, ids: readonly string[]): Promise<Set<string>> {
  const { seatVersion } = store.tables
  const found = new Set<string>()
  for (let from = 0; from < ids.length; from += AT_ONCE)
    for (const row of await db
      .select({ id: seatVersion.candidateId, stage: seatVersion.stage })
      .from(seatVersion)
      .where(inArray(seatVersion.candidateId, ids.slice(from, from + AT_ONCE))))
      if (row.stage === stage) found.add(row.id)
  return found
}

/** The version that somebody's card must have; 1 where the schedule never changed anything for her. */
export async function cardVersionOf({ store }: Reads, candidate: string): Promise<number> {
  const { seatVersion } = store.tables
  const [row] = await store.read
    .select({ card: max(seatVersion.card) })
    .from(seatVersion)
    .where(eq(seatVersion.candidateId, candidate))
  return row?.card ?? 1
}

/** Whether a sitting belongs to an approved schedule (PM12). */
export async function isPublished({ store }: Reads, sittingId: string, db: Db = store.read): Promise<boolean> {
  const { seatVersion } = store.tables
  const [row] = await db
    .select({ id: seatVersion.candidateId })
    .from(seatVersion)
    .where(eq(seatVersion.sittingId, sittingId))
    .limit(1)
  return row !== undefined
}

/** Every place that each of these has had for a stage, the first one first. */
export async function seatHistory(
  { store }: Reads,
  stage: string,
  candidates: readonly string[],
): Promise<Map<string, Services['store']['tables']['seatVersion']['$inferSelect'][]>> {
  const { seatVersion } = store.tables
  const rows = await store.read
    .select()
    .from(seatVersion)
    .where(and(eq(seatVersion.stage, stage), inArray(seatVersion.candidateId, [...candidates])))
    .orderBy(asc(seatVersion.version))
  return Map.groupBy(rows, (row) => row.candidateId)
}
