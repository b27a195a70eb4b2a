import { randomBytes } from 'node:crypto'
import type { Blueprint } from '../../question-bank/blueprint.ts'
import { inventPin } from '../access/password.ts'
import { audit } from '../audit/audit-store.ts'
import { derive, hmac } from '../canonical.ts'
import { and, asc, count, eq, inArray, isNull, sql } from '../db/sql.ts'
import { type Db, isDuplicate, type Store } from '../db/store.ts'
import type { NewSitting, Unseated } from '../protocol/http.ts'
import type { CandidateId, SittingId } from '../protocol/ids.ts'
import type { IssuedPin, SittingState, SittingSummary } from '../protocol/proctor.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'
import { placesOf } from '../venues/venue-store.ts'
import { type AtDesk, closingMoment, momentWords, pinWithheld } from './pin-window.ts'
import { type Place, seatInPlan } from './plan-seating.ts'
import { policyOf } from './policy.ts'
import { type Seat, seatCandidates, type ToSeat } from './seating.ts'
import { findTest, type Test } from './test-store.ts'
import { BESIDE, waitingFor } from './waiting-store.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'newId' | 'secret' | 'build'>

/**
 * Schedules a sitting and seats the unseated candidates asked for, in one transaction. To a test of stage SKB come
 * those whom the newest publications of the SKD let go on, and nobody else.
 */
export async function createSitting(
  services: Needs,
  actor: string,
  wanted: NewSitting,
): Promise<SittingSummary | Refusal> {
  const test = await findTest(services, wanted.test)
  if (!test) return refuse('not-found', { what: 'Ujian' })
  const { stage } = test.ruleSet
  let id = ''
  const places = await placesOf(services, wanted.venue)
  try {
    const refused = await services.store.transaction<Refusal | null>(async (db) => {
      const { session } = wanted.candidates
      const people = await waitingFor(services, db, stage, session === null ? {} : { session })
      if (people.length === 0) return stage === 'skb' ? refuse('no-skb-participants') : refuse('nobody-seated')
      const seats = places ? seatsWithin(wanted.venue, people, places) : seatCandidates(people)
      if ('refused' in seats) return seats
      const accommodations = new Map(people.map((one) => [one.id, one.accommodation]))
      id = await insertSitting(services, db, test, { ...wanted, venue: wanted.venue.trim() }, seats, accommodations)
      await audit(services, db, {
        actor,
        action: 'sitting.create',
        subject: wanted.name,
        detail: { test: test.name, seats: seats.length, testDigest: test.digest },
      })
      return null
    })
    if (refused) return refused
  } catch (error) {
    if (isDuplicate(error)) return refuse('name-taken', { name: wanted.name })
    throw error
  }
  return (await findSitting(services, id)) as SittingSummary
}

/** Writes a sitting with its seats, in the caller's transaction. Returns its id. @throws where its name is taken. */
export async function insertSitting(
  services: Pick<Services, 'store' | 'clock' | 'newId' | 'build'>,
  db: Db,
  test: Test,
  { name, venue, startsAt }: Pick<NewSitting, 'name' | 'venue' | 'startsAt'>,
  seats: readonly Seat[],
  accommodations: ReadonlyMap<string, string | null>,
): Promise<SittingId> {
  const { sitting, seat } = services.store.tables
  const id = services.newId() as SittingId
  await db.insert(sitting).values({
    ...{ id, name, venue, startsAt, testId: test.id, state: 'scheduled', policy: '{}' },
    secret: randomBytes(32).toString('hex'),
    build: services.build,
    createdAt: services.clock.wall(),
  })
  for (let from = 0; from < seats.length; from += 400)
    await db.insert(seat).values(
      seats.slice(from, from + 400).map((one) => ({
        sittingId: id,
        candidateId: one.candidate,
        stage: test.ruleSet.stage,
        room: one.room,
        station: one.station,
        minutes: minutesOf(test.blueprint, accommodations.get(one.candidate) ?? null),
        pinHash: null,
        pinAt: null,
      })),
    )
  return id
}

/** Working time of somebody: the blueprint's, or that of her accommodation (SD4). */
export const minutesOf = (blueprint: Blueprint, accommodation: string | null): number =>
  (accommodation === null ? undefined : blueprint.accommodationMinutes[accommodation]) ?? blueprint.minutes

/** Seats in the plans of the venue, or what is missing, in words. */
function seatsWithin(venue: string, people: ToSeat[], places: Place[]): Seat[] | Refusal {
  const result = seatInPlan(people, places)
  if ('seats' in result) return result.seats
  const words = (language: 'id' | 'en') =>
    result.problems
      .slice(0, 10)
      .map((one) => one[language])
      .join(' ')
  return refuse('too-few-seats', {
    venue,
    people: String(people.length),
    seats: String(places.filter((place) => !place.spare).length),
    problems: words('id'),
    'problems:en': words('en'),
  })
}

/** Sittings in the order of their starts. */
export async function listSittings({ store }: Pick<Services, 'store'>): Promise<SittingSummary[]> {
  const { sitting, test, seat } = store.tables
  const rows = await store.read
    .select({ sitting, test: test.name, blueprint: test.blueprint })
    .from(sitting)
    .innerJoin(test, eq(test.id, sitting.testId))
    .orderBy(asc(sitting.startsAt), asc(sitting.name))
  const seats = new Map(
    (await store.read.select({ id: seat.sittingId, n: count() }).from(seat).groupBy(seat.sittingId)).map((row) => [
      row.id,
      row.n,
    ]),
  )
  return rows.map((row) => ({
    id: row.sitting.id,
    name: row.sitting.name,
    test: row.test,
    venue: row.sitting.venue,
    startsAt: row.sitting.startsAt,
    state: row.sitting.state as SittingState,
    seats: seats.get(row.sitting.id) ?? 0,
    minutes: (JSON.parse(row.blueprint) as Blueprint).minutes,
  }))
}

export async function findSitting(services: Pick<Services, 'store'>, nameOrId: string): Promise<SittingSummary | null> {
  return (await listSittings(services)).find((one) => one.id === nameOrId || one.name === nameOrId) ?? null
}

/** The row with the secret the forms are drawn with; for delivery alone. */
export async function sittingRow({ store }: Pick<Services, 'store'>, id: string) {
  const { sitting } = store.tables
  const [row] = await store.read.select().from(sitting).where(eq(sitting.id, id))
  return row ? { ...row, state: row.state as SittingState } : null
}

/**
 * Moves a sitting from one state to the next; false when it was not in `from` (somebody else was faster). The same
 * command again is true again: a crash may have come between the move and the command's stored reply.
 */
export async function moveSitting(
  services: Pick<Services, 'store' | 'clock'>,
  actor: string,
  id: string,
  from: SittingState,
  to: SittingState,
  { reason, command }: { reason: string; command: string },
): Promise<boolean> {
  const { sitting, audit: trail } = services.store.tables
  return await services.store.transaction(async (db) => {
    const moved = await db
      .update(sitting)
      .set({ state: to })
      .where(and(eq(sitting.id, id), eq(sitting.state, from)))
      .returning({ id: sitting.id })
    if (moved.length === 0) {
      const rows = await db
        .select({ detail: trail.detail })
        .from(trail)
        .where(and(eq(trail.action, `sitting.${to}`), eq(trail.subject, id)))
      return rows.some((row) => (JSON.parse(row.detail) as { command?: string }).command === command)
    }
    await audit(services, db, { actor, action: `sitting.${to}`, subject: id, detail: { reason, command } })
    return true
  })
}

/** Candidates without a seat for the SKD (or the test that decides alone). */
export async function unseated({ store }: Pick<Services, 'store'>): Promise<Unseated> {
  const { candidate, seat } = store.tables
  const rows = await store.read
    .select({ session: candidate.session, n: count() })
    .from(candidate)
    .leftJoin(seat, and(eq(seat.candidateId, candidate.id), inArray(seat.stage, BESIDE.skd)))
    .where(isNull(seat.candidateId))
    .groupBy(candidate.session)
    .orderBy(asc(candidate.session))
  return {
    sessions: rows.map((row) => ({ session: row.session, candidates: row.n })),
    total: rows.reduce((total, row) => total + row.n, 0),
  }
}

export interface SeatRow {
  sitting: SittingId
  stage: 'skd' | 'skb' | 'single'
  candidate: CandidateId
  number: string
  name: string
  venue: string
  room: string
  station: string
  minutes: number
  accommodation: string | null
  vacancyId: string
  position: string
  unit: string
  needType: string
  pinHash: string | null
}

/** Every seat of a sitting, or of a candidate in all stages, with who sits there, by room and station. */
export async function seatsOf(
  { store }: Pick<Services, 'store'>,
  where: { sitting: string } | { number: string } | { candidate: string },
): Promise<SeatRow[]> {
  const queries = seatQueries(store)
  const rows = await ('sitting' in where
    ? queries.sitting.execute({ wanted: where.sitting })
    : 'number' in where
      ? queries.number.execute({ wanted: where.number })
      : queries.candidate.execute({ wanted: where.candidate }))
  return rows.map(({ ownVenue, ...row }) => ({
    ...row,
    sitting: row.sitting as SittingId,
    stage: row.stage as SeatRow['stage'],
    candidate: row.candidate as CandidateId,
    venue: row.venue || ownVenue,
  }))
}

/** Built once for each store: every sign-in, view and score asks for a seat, and building takes ten times the asking. */
function seatQueries(store: Store): ReturnType<typeof prepareSeatQueries> {
  let known = kept.get(store.read)
  if (!known) {
    known = prepareSeatQueries(store)
    kept.set(store.read, known)
  }
  return known
}
const kept = new WeakMap<Db, ReturnType<typeof prepareSeatQueries>>()

function prepareSeatQueries({ read, tables: { seat, candidate, vacancy, sitting } }: Store) {
  const by = (column: typeof seat.sittingId | typeof candidate.id | typeof candidate.number, name: string) =>
    read
      .select({
        sitting: seat.sittingId,
        stage: seat.stage,
        candidate: candidate.id,
        number: candidate.number,
        name: candidate.name,
        venue: sitting.venue,
        ownVenue: candidate.venue,
        room: seat.room,
        station: seat.station,
        minutes: seat.minutes,
        accommodation: candidate.accommodation,
        vacancyId: vacancy.id,
        position: vacancy.position,
        unit: vacancy.unit,
        needType: vacancy.needType,
        pinHash: seat.pinHash,
      })
      .from(seat)
      .innerJoin(candidate, eq(candidate.id, seat.candidateId))
      .innerJoin(vacancy, eq(vacancy.id, candidate.vacancyId))
      .innerJoin(sitting, eq(sitting.id, seat.sittingId))
      .where(eq(column, sql.placeholder('wanted')))
      .orderBy(asc(seat.room), asc(seat.station))
      .prepare(name)
  return {
    sitting: by(seat.sittingId, 'seats_of_sitting'),
    number: by(candidate.number, 'seats_of_number'),
    candidate: by(candidate.id, 'seats_of_candidate'),
  }
}

/**
 * A keyed hash and not argon2id: a million PINs fall to any hash once the file is stolen, so what protects them is the
 * key beside the database and the rate limit; and 5,000 sign-ins at once must not cost 40 s of argon2.
 */
export const pinHash = (secret: Buffer, sitting: string, candidate: string, pin: string): string =>
  hmac(derive(secret, 'pin'), `${sitting}\0${candidate}\0${pin}`).toString('base64url')

/**
 * Makes new PINs, returned to be shown once, or refuses and changes none (DK14). `candidates` empty: all who have no
 * attempt in this sitting yet and may have one now.
 */
export async function issuePins(
  services: Needs,
  actor: string,
  sittingId: string,
  candidates: string[],
): Promise<IssuedPin[] | Refusal> {
  const { seat } = services.store.tables
  const row = await sittingRow(services, sittingId)
  if (!row) return refuse('not-found', { what: 'Sesi' })
  const policy = policyOf(row.policy)
  const seats = await seatsOf(services, { sitting: sittingId })
  return await services.store.transaction<IssuedPin[] | Refusal>(async (db) => {
    // Read and written in one turn: the desk may be refusing one of them at this moment.
    const standing = await pinStanding(services, db, sittingId)
    const now = services.clock.wall()
    const withheld = (id: string) => pinWithheld(standing(id), now, row.startsAt, policy)
    const named = candidates.length > 0
    if (!named && policy.pins.from === 'desk') return refuse('pins-at-desk')
    const asked = seats.filter((one) => (named ? candidates.includes(one.candidate) : !standing(one.candidate).begun))
    const chosen = asked.filter((one) => withheld(one.candidate) === null)
    // Of a list, those who may have one get one; of named people, all or nobody.
    const first = asked.find((one) => withheld(one.candidate) !== null)
    if (first && (named || chosen.length === 0)) {
      const why = withheld(first.candidate)
      if (why === 'refused-at-desk') return refuse('refused-at-desk', { number: first.number })
      if (why === 'pins-at-desk') return refuse('pins-at-desk')
      return refuse('pin-closed', { closes: momentWords(closingMoment(row.startsAt, policy)) })
    }
    const issued = chosen.map(({ candidate, number, name, room, station }) => ({
      ...{ candidate, number, name, room, station },
      pin: inventPin(),
    }))
    for (const one of issued)
      await db
        .update(seat)
        .set({ pinHash: pinHash(services.secret, sittingId, one.candidate, one.pin), pinAt: now })
        .where(and(eq(seat.sittingId, sittingId), eq(seat.candidateId, one.candidate)))
    await audit(services, db, {
      actor,
      action: 'pin.issue',
      subject: sittingId,
      detail: { candidates: issued.length, numbers: issued.slice(0, 20).map((one) => one.number) },
    })
    return issued
  })
}

/** Who has begun, and where the desk has whom. */
async function pinStanding({ store }: Pick<Services, 'store'>, db: Db, sitting: string) {
  const { attempt, checkIn } = store.tables
  const attempts = await db.select({ id: attempt.candidateId }).from(attempt).where(eq(attempt.sittingId, sitting))
  const begun = new Set(attempts.map(({ id }) => id))
  const desk = new Map<string, AtDesk>()
  for (const { id, state, steps } of await db
    .select({ id: checkIn.candidateId, state: checkIn.state, steps: checkIn.steps })
    .from(checkIn)
    .where(eq(checkIn.sittingId, sitting)))
    desk.set(id, {
      state: state as AtDesk['state'],
      pinGiven: (JSON.parse(steps) as { step: string }[]).some(({ step }) => step === 'pin'),
    })
  return (id: string) => ({ begun: begun.has(id), desk: desk.get(id) ?? null })
}
