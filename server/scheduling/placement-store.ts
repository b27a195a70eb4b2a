import { audit } from '../audit/audit-store.ts'
import { canonical, derive } from '../canonical.ts'
import { desc, eq, max } from '../db/sql.ts'
import { type Db, isDuplicate } from '../db/store.ts'
import type { PlacementRequest, PlacementSummary } from '../protocol/placement.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import { openSeal, seal } from '../recruitment/nik-seal.ts'
import type { Services } from '../services.ts'
import { instantOf, type Slot } from './day-plan.ts'
import { nameOf, roomName, type Solved } from './placement-view.ts'
import { sittingName } from './placement-words.ts'
import { beginTelling } from './seat-telling-store.ts'
import { insertVersions } from './seat-version-store.ts'
import { insertSitting } from './sitting-store.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'newId' | 'secret' | 'build'>

/** Home districts are part of it, so it is sealed like other data about people. */
const inputKey = (secret: Buffer) => derive(secret, 'placement-input')
/** The kept input of a schedule, canonical JSON of a PlacementInput. @throws where the seal was changed. */
export const openInput = ({ secret }: Pick<Services, 'secret'>, sealed: string): string =>
  openSeal(inputKey(secret), sealed).toString('utf8')

/**
 * Sittings, seats, first card versions and the record with its seed, in the approval's transaction (PM10). A refusal where
 * somebody got a seat meanwhile.
 */
export async function writePlacement(
  services: Needs,
  db: Db,
  solved: Solved,
  request: PlacementRequest,
  by: { id: string; proposedBy: string; approvedBy: string },
): Promise<Refusal | null> {
  const { tables } = services.store
  const { test, input, placement, people } = solved
  const { stage } = test.ruleSet
  const now = services.clock.wall()
  const accommodations = new Map(input.people.map((one) => [one.id, one.accommodation]))
  const taken = new Set((await db.select({ name: tables.sitting.name }).from(tables.sitting)).map(({ name }) => name))
  const sittings: Record<string, string> = {}
  try {
    for (const [key, list] of Map.groupBy(placement.placed, ({ slot, venue }) => `${slot}/${venue}`)) {
      const slot = input.slots[list[0]?.slot ?? 0] as Slot
      const venue = nameOf(solved, list[0]?.venue ?? '')
      const plain = sittingName(test.name, venue, slot)
      let name = plain
      for (let n = 2; taken.has(name); n += 1) name = `${plain} (${n})`
      taken.add(name)
      const startsAt = instantOf(slot.day, slot.starts)
      const seats = list.map((one) => ({
        ...{ candidate: one.person, room: roomName(solved, one), station: one.station },
      }))
      const id = await insertSitting(services, db, test, { name, venue, startsAt }, seats, accommodations)
      sittings[key] = id
      await insertVersions(
        services,
        db,
        list.map((one) => ({
          ...{ candidateId: one.person, stage, sittingId: id, venue, startsAt, cause: by.id, at: now },
          ...{ room: roomName(solved, one), station: one.station, why: canonical(one.why) },
        })),
      )
    }
  } catch (error) {
    if (isDuplicate(error)) return refuse('placement-changed')
    throw error
  }
  const [last] = await db.select({ ordinal: max(tables.placement.ordinal) }).from(tables.placement)
  await db.insert(tables.placement).values({
    id: by.id,
    ordinal: (last?.ordinal ?? 0) + 1,
    testId: test.id,
    periodId: request.period,
    stage,
    request: canonical(request),
    inputSealed: seal(inputKey(services.secret), Buffer.from(canonical(input), 'utf8')),
    inputDigest: solved.digest,
    seed: solved.seed,
    commitment: solved.commitment,
    resultDigest: solved.result,
    people: people.size,
    placed: placement.placed.length,
    unplaced: canonical(placement.unplaced),
    sittings: canonical(sittings),
    at: now,
    proposedBy: by.proposedBy,
    approvedBy: by.approvedBy,
  })
  await beginTelling(services, db, by.id, placement.placed.length)
  await audit(services, db, {
    actor: by.approvedBy,
    action: 'placement.publish',
    subject: test.name,
    detail: {
      id: by.id,
      proposedBy: by.proposedBy,
      people: people.size,
      placed: placement.placed.length,
      sittings: Object.keys(sittings).length,
      commitment: solved.commitment,
      seed: solved.seed,
      digest: solved.result,
    },
  })
  return null
}

/** Every schedule that was approved, newest first. */
export async function listPlacements({ store }: Pick<Services, 'store'>): Promise<PlacementSummary[]> {
  const { placement, test, period, seatTelling } = store.tables
  const rows = await store.read
    .select({ placement, test: test.name, period: period.name, toTell: seatTelling.leftOver })
    .from(placement)
    .innerJoin(test, eq(test.id, placement.testId))
    .leftJoin(period, eq(period.id, placement.periodId))
    .leftJoin(seatTelling, eq(seatTelling.cause, placement.id))
    .orderBy(desc(placement.ordinal))
  return rows.map(({ placement: row, test: name, period: of, toTell }) => ({
    id: row.id,
    test: name,
    stage: row.stage,
    period: of,
    people: row.people,
    placed: row.placed,
    unplaced: row.people - row.placed,
    sittings: Object.keys(JSON.parse(row.sittings) as object).length,
    commitment: row.commitment,
    seed: row.seed,
    digest: row.resultDigest,
    at: row.at,
    by: row.proposedBy,
    approvedBy: row.approvedBy,
    toTell: toTell ?? 0,
  }))
}
