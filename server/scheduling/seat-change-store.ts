import { audit } from '../audit/audit-store.ts'
import { canonical } from '../canonical.ts'
import { and, desc, eq, inArray, max, ne } from '../db/sql.ts'
import { type Db, isDuplicate } from '../db/store.ts'
import type { SeatChange, SeatChangeRow, SeatMove } from '../protocol/placement.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'
import type { Words } from './placement-words.ts'
import { beginTelling } from './seat-telling-store.ts'
import { insertVersions, versioned } from './seat-version-store.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'newId' | 'secret'>

/** Who sits in a sitting, as a change looks at it. */
export interface Seated {
  candidate: string
  number: string
  name: string
  accommodation: string | null
  stage: string
  sitting: string
  venue: string
  room: string
  station: string
  minutes: number
  startsAt: number
}

/** Everybody with a seat in one of these sittings, by number; or one person's seats. */
export async function seatedIn(
  { store }: Pick<Services, 'store'>,
  which: { sittings: readonly string[] } | { candidate: string },
  db: Db = store.read,
): Promise<Seated[]> {
  const { seat, candidate, sitting } = store.tables
  return await db
    .select({
      candidate: candidate.id,
      number: candidate.number,
      name: candidate.name,
      accommodation: candidate.accommodation,
      stage: seat.stage,
      sitting: seat.sittingId,
      venue: sitting.venue,
      room: seat.room,
      station: seat.station,
      minutes: seat.minutes,
      startsAt: sitting.startsAt,
    })
    .from(seat)
    .innerJoin(candidate, eq(candidate.id, seat.candidateId))
    .innerJoin(sitting, eq(sitting.id, seat.sittingId))
    .where('candidate' in which ? eq(seat.candidateId, which.candidate) : inArray(seat.sittingId, [...which.sittings]))
    .orderBy(candidate.number)
}

/** Numbers of those of these who began, or came to the desk of a sitting that they would leave: nobody moves them. */
export async function fixedOf(
  { store }: Pick<Services, 'store'>,
  kind: SeatChange['kind'],
  seats: readonly Pick<Seated, 'candidate' | 'number' | 'sitting'>[],
  db: Db = store.read,
): Promise<string[]> {
  const { checkIn, attempt } = store.tables
  const sittings = [...new Set(seats.map(({ sitting }) => sitting))]
  if (sittings.length === 0) return []
  const come =
    kind === 'session'
      ? []
      : await db
          .select({ candidate: checkIn.candidateId, sitting: checkIn.sittingId })
          .from(checkIn)
          .where(inArray(checkIn.sittingId, sittings))
  const begun = await db
    .select({ candidate: attempt.candidateId, sitting: attempt.sittingId })
    .from(attempt)
    .where(inArray(attempt.sittingId, sittings))
  const fixed = new Set([...come, ...begun].map((one) => `${one.sitting} ${one.candidate}`))
  return seats.filter((one) => fixed.has(`${one.sitting} ${one.candidate}`)).map(({ number }) => number)
}

/** What one change does: who goes where, or when a sitting begins. */
export interface ChangeToWrite {
  id: string
  change: SeatChange
  title: Words
  /** Those concerned as they sit now, and where and when they will. */
  moves: { from: Seated; to: SeatMove['to'] }[]
  reason: string
  proposedBy: string
  /** '' where one person did it on the day itself (PM12). */
  approvedBy: string
  /** What was printed stays good. */
  sameCard: boolean
}

/** Seats or start, versions, history and the note of whom to tell, in the caller's transaction (PM11). */
export async function writeChange(services: Needs, db: Db, work: ChangeToWrite): Promise<Refusal | null> {
  const { seat, sitting, seatChange } = services.store.tables
  const { change, moves } = work
  const fixed = await fixedOf(
    services,
    change.kind,
    moves.map(({ from }) => from),
    db,
  )
  if (fixed.length > 0) return refuse('seats-fixed', { numbers: someOf(fixed) })
  const now = services.clock.wall()
  if (change.kind === 'session') {
    const moved = await db
      .update(sitting)
      .set({ startsAt: change.startsAt })
      .where(and(eq(sitting.id, change.sitting), ne(sitting.state, 'running'), ne(sitting.state, 'closed')))
      .returning({ id: sitting.id })
    if (moved.length === 0) return refuse('sitting-started', { sitting: work.title.id })
  } else
    try {
      for (const { from, to } of moves)
        await db
          .update(seat)
          // A PIN was given for the old seat; the desk gives another.
          .set({ sittingId: to.sitting, room: to.room, station: to.station, pinHash: null, pinAt: null })
          .where(and(eq(seat.candidateId, from.candidate), eq(seat.sittingId, from.sitting)))
    } catch (error) {
      if (isDuplicate(error)) return refuse('placement-changed')
      throw error
    }
  for (const [stage, list] of Map.groupBy(moves, ({ from }) => from.stage)) {
    const ids = list.map(({ from }) => from.candidate)
    const known = await versioned(services, db, stage, ids)
    const first = list.filter(({ from }) => !known.has(from.candidate))
    // Somebody whose seat came from no schedule: where she sat before is her first version.
    if (first.length > 0)
      await insertVersions(
        services,
        db,
        first.map(({ from }) => ({ ...versionOf(from, from), why: '{}', cause: 'before', at: now })),
      )
    await insertVersions(
      services,
      db,
      list.map(({ from, to }) => ({ ...versionOf(from, to), why: '{}', cause: work.id, at: now })),
      { sameCard: work.sameCard },
    )
  }
  const [last] = await db.select({ ordinal: max(seatChange.ordinal) }).from(seatChange)
  await db.insert(seatChange).values({
    id: work.id,
    ordinal: (last?.ordinal ?? 0) + 1,
    kind: change.kind,
    title: canonical(work.title),
    body: canonical({ change, moves: moves.map(({ from, to }) => ({ from, to })) }),
    people: moves.length,
    reason: work.reason,
    at: now,
    proposedBy: work.proposedBy,
    approvedBy: work.approvedBy,
  })
  await beginTelling(services, db, work.id, moves.length)
  await audit(services, db, {
    actor: work.approvedBy || work.proposedBy,
    action: 'seat.change',
    subject: work.title.id,
    detail: { id: work.id, kind: change.kind, people: moves.length, proposedBy: work.proposedBy, reason: work.reason },
  })
  return null
}

type Version = Services['store']['tables']['seatVersion']['$inferInsert']
const versionOf = (
  { candidate, stage }: Seated,
  { sitting, venue, room, station, startsAt }: SeatMove['to'],
): Pick<Version, 'candidateId' | 'stage' | 'sittingId' | 'venue' | 'room' | 'station' | 'startsAt'> => ({
  ...{ candidateId: candidate, stage, sittingId: sitting, venue, room, station, startsAt },
})

const NAMED = 8
/** '24-01, 24-02 dan 5 lagi'. */
export const someOf = (names: readonly string[]): string =>
  names.length <= NAMED ? names.join(', ') : `${names.slice(0, NAMED).join(', ')} (+${names.length - NAMED})`

/** Every change so far, newest first. */
export async function listChanges({ store }: Pick<Services, 'store'>, limit = 200): Promise<SeatChangeRow[]> {
  const { seatChange } = store.tables
  const rows = await store.read.select().from(seatChange).orderBy(desc(seatChange.ordinal)).limit(limit)
  return rows.map((row) => ({
    id: row.id,
    title: JSON.parse(row.title) as Words,
    kind: row.kind as SeatChangeRow['kind'],
    reason: row.reason,
    people: row.people,
    at: row.at,
    by: row.proposedBy,
    approvedBy: row.approvedBy,
  }))
}
