import { audit } from '../audit/audit-store.ts'
import { canonical, derive, sha256 } from '../canonical.ts'
import { and, asc, count, desc, eq, inArray, like, max, or, sql } from '../db/sql.ts'
import { type Db, isDuplicate } from '../db/store.ts'
import type { Page } from '../protocol/http.ts'
import type { PlacedRow, PlacementRequest, PlacementSummary } from '../protocol/placement.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import { openSeal, seal } from '../recruitment/nik-seal.ts'
import type { Services } from '../services.ts'
import { instantOf, type Slot } from './day-plan.ts'
import type { Placed, PlacementInput } from './placement.ts'
import { nameOf, resultDigest, roomName, type Solved } from './placement-view.ts'
import { sittingName, type Words, whySeat } from './placement-words.ts'
import { beginTelling } from './seat-telling-store.ts'
import { insertVersions, seatHistory } from './seat-version-store.ts'
import { changedWords, formerWords } from './seat-words.ts'
import { insertSitting } from './sitting-store.ts'
import { solve } from './solve-job.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'newId' | 'secret' | 'build'>

/** Home districts are part of it, so it is sealed like other data about people. */
const inputKey = (secret: Buffer) => derive(secret, 'placement-input')

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

export interface Verdict {
  id: string
  test: string
  at: number
  people: number
  /** What does not agree; empty: everything was computed again with the same outcome. */
  faults: string[]
}

/** Computes a schedule again from its kept input and its seed (PM8); null where there is none of that id. */
export async function verifyPlacement(
  services: Pick<Services, 'store' | 'secret'>,
  id: string,
): Promise<Verdict | null> {
  const { placement, test, seatVersion } = services.store.tables
  const [found] = await services.store.read
    .select({ row: placement, test: test.name })
    .from(placement)
    .innerJoin(test, eq(test.id, placement.testId))
    .where(eq(placement.id, id))
  if (!found) return null
  const { row } = found
  const text = openSeal(inputKey(services.secret), row.inputSealed).toString('utf8')
  const faults: string[] = []
  if (sha256(text) !== row.inputDigest) faults.push('sidik masukan tidak cocok')
  if (sha256(row.seed) !== row.commitment) faults.push('biji tidak cocok dengan komitmennya')
  const input = JSON.parse(text) as PlacementInput
  const again = await solve(input, row.seed)
  if (resultDigest(row.inputDigest, row.commitment, again) !== row.resultDigest)
    faults.push('hasil hitung ulang berbeda dari hasil yang disetujui')
  const kept = new Map(
    (await services.store.read.select().from(seatVersion).where(eq(seatVersion.cause, id))).map((one) => [
      one.candidateId,
      one,
    ]),
  )
  const sittings = JSON.parse(row.sittings) as Record<string, string>
  const rooms = new Map(input.venues.flatMap((one) => one.rooms.map((room) => [room.id, room.name])))
  const differ = again.placed.filter((one) => {
    const seat = kept.get(one.person)
    return (
      seat?.sittingId !== sittings[`${one.slot}/${one.venue}`] ||
      seat?.room !== rooms.get(one.room) ||
      seat?.station !== one.station
    )
  })
  if (differ.length > 0 || kept.size !== again.placed.length)
    faults.push(
      `${Math.max(differ.length, Math.abs(kept.size - again.placed.length))} tempat tercatat lain dari hasil hitung ulang`,
    )
  return { id, test: found.test, at: row.at, people: row.people, faults }
}

const PAGE_SIZE = 50

/** Where everybody of a stage sits by now, with the reasons; `query` searches number and name. */
export async function pageOfPlaced(
  { store }: Pick<Services, 'store'>,
  placementId: string,
  query: string,
  page: number,
): Promise<Page<PlacedRow> | Refusal> {
  const { placement, seatVersion, candidate, vacancy, sitting, seat } = store.tables
  const [made] = await store.read.select().from(placement).where(eq(placement.id, placementId))
  if (!made) return refuse('not-found', { what: 'Penempatan' })
  const newer = sql`SELECT 1 FROM seat_version later WHERE later.candidate_id = ${seatVersion.candidateId} AND later.stage = ${seatVersion.stage} AND later.version > ${seatVersion.version}`
  const first = sql`SELECT 1 FROM seat_version first WHERE first.candidate_id = ${seatVersion.candidateId} AND first.stage = ${seatVersion.stage} AND first.cause = ${placementId}`
  const needle = `%${query.toLowerCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const where = and(
    eq(seatVersion.stage, made.stage),
    sql`NOT EXISTS (${newer})`,
    sql`EXISTS (${first})`,
    query === ''
      ? undefined
      : or(
          like(sql`lower(${candidate.name})`, sql`${needle} ESCAPE '\\'`),
          like(candidate.number, sql`${needle} ESCAPE '\\'`),
        ),
  )
  const of = store.read
    .select({ n: count() })
    .from(seatVersion)
    .innerJoin(candidate, eq(candidate.id, seatVersion.candidateId))
  const [total] = await of.where(where)
  const rows = await store.read
    .select({ seatVersion, candidate, vacancy: vacancy.code, sitting: sitting.name, minutes: seat.minutes })
    .from(seatVersion)
    .innerJoin(candidate, eq(candidate.id, seatVersion.candidateId))
    .innerJoin(vacancy, eq(vacancy.id, candidate.vacancyId))
    .innerJoin(sitting, eq(sitting.id, seatVersion.sittingId))
    .leftJoin(seat, and(eq(seat.candidateId, candidate.id), eq(seat.stage, seatVersion.stage)))
    .where(where)
    .orderBy(asc(candidate.number))
    .limit(PAGE_SIZE)
    .offset((page - 1) * PAGE_SIZE)
  const ids = rows.map((row) => row.candidate.id)
  const history = await seatHistory({ store }, made.stage, ids)
  const changes = await changeWords(
    { store },
    rows.map((row) => row.seatVersion.cause),
  )
  return {
    rows: rows.map((row): PlacedRow => {
      const { accommodation } = row.candidate
      const { sittingId, venue, room, station, startsAt, card, version, cause } = row.seatVersion
      const why = JSON.parse(row.seatVersion.why) as Placed['why'] | Record<string, never>
      const given = 'venue' in why ? (why as Placed['why']) : null
      return {
        ...{ candidate: row.candidate.id, number: row.candidate.number, name: row.candidate.name },
        ...{ vacancy: row.vacancy, accommodation, sitting: sittingId, venue, room, station, startsAt, card },
        why: given
          ? whySeat(given, { vacancy: row.vacancy, accommodation, minutes: row.minutes ?? 0 })
          : [
              ...(changes.get(cause) ?? []),
              ...(history.get(row.candidate.id) ?? []).filter((one) => one.version < version).map(formerWords),
            ],
      }
    }),
    total: total?.n ?? 0,
    page,
    pageSize: PAGE_SIZE,
  }
}

/** What put people where they are now, by the id of the change. */
async function changeWords(
  { store }: Pick<Services, 'store'>,
  causes: readonly string[],
): Promise<Map<string, Words[]>> {
  const { seatChange } = store.tables
  const rows = await store.read
    .select({ id: seatChange.id, title: seatChange.title, reason: seatChange.reason })
    .from(seatChange)
    .where(inArray(seatChange.id, [...causes]))
  return new Map(rows.map(({ id, title, reason }) => [id, [changedWords(JSON.parse(title) as Words, reason)]]))
}
