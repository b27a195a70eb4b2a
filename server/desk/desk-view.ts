import { and, asc, desc, eq, gte, inArray, lte, ne, sql } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import type { DeskPerson, DeskRow, DeskSitting, DeskStepDone } from '../protocol/desk.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import { BETWEEN, bare, readCard } from '../scheduling/card.ts'
import { closingMoment, momentWords } from '../scheduling/pin-window.ts'
import { policyOf } from '../scheduling/policy.ts'
import { cardVersionOf } from '../scheduling/seat-version-store.ts'
import { sittingRow } from '../scheduling/sitting-store.ts'
import type { Services } from '../services.ts'
import { type CheckIn, nextStep, stepOrder } from './desk.ts'
import { lotteryCommitment, lotterySeed } from './lottery.ts'
import { latestPhotoId } from './photo-store.ts'

type Reads = Pick<Services, 'store' | 'secret' | 'clock'>

/** What the desk of a sitting is set to, and how far it is. Null: no such sitting. */
export async function deskSitting(services: Reads, id: string): Promise<DeskSitting | null> {
  const row = await sittingRow(services, id)
  if (!row) return null
  const policy = policyOf(row.policy)
  const seed = lotterySeed(row.secret)
  const counts = { expected: 0, arrived: 0, admitted: 0, refused: 0 }
  for (const { state } of await deskRows(services, id)) counts[state] += 1
  return {
    sitting: { id, name: row.name, venue: row.venue, startsAt: row.startsAt, state: row.state },
    wallNow: services.clock.wall(),
    closesAt: closingMoment(row.startsAt, policy),
    steps: stepOrder(policy),
    documents: policy.checkIn.documents,
    photo: policy.checkIn.photo,
    seating: policy.seating,
    lottery:
      policy.seating === 'lottery'
        ? { commitment: lotteryCommitment(seed), seed: row.state === 'closed' ? seed : null }
        : null,
    counts,
  }
}

/** Everybody of the sitting, in order of number. */
export async function deskRows({ store }: Pick<Services, 'store'>, sitting: string): Promise<DeskRow[]> {
  const { seat, candidate, checkIn } = store.tables
  const rows = await store.read
    .select({
      candidate: candidate.id,
      number: candidate.number,
      name: candidate.name,
      room: seat.room,
      station: seat.station,
      state: checkIn.state,
      reason: checkIn.reason,
      arrivedAt: checkIn.arrivedAt,
      admittedAt: checkIn.admittedAt,
    })
    .from(seat)
    .innerJoin(candidate, eq(candidate.id, seat.candidateId))
    .leftJoin(checkIn, and(eq(checkIn.sittingId, seat.sittingId), eq(checkIn.candidateId, seat.candidateId)))
    .where(eq(seat.sittingId, sitting))
    .orderBy(asc(candidate.number))
  return rows.map(({ state, reason, arrivedAt, admittedAt, ...row }) => ({
    ...row,
    state: (state ?? 'expected') as DeskRow['state'],
    at: refusalOf(state, reason)?.at ?? admittedAt ?? arrivedAt,
  }))
}

type CheckInRow = Services['store']['tables']['checkIn']['$inferSelect']

/** The desk's record as `desk.ts` reads it. */
export const checkInOf = (row: CheckInRow | null | undefined): CheckIn | null =>
  row
    ? {
        version: row.version,
        state: row.state as CheckIn['state'],
        done: JSON.parse(row.steps) as DeskStepDone[],
        refusal: refusalOf(row.state, row.reason),
      }
    : null

const refusalOf = (state: string | null, reason: string | null): DeskPerson['refusal'] =>
  state === 'refused' && reason !== null ? (JSON.parse(reason) as DeskPerson['refusal']) : null

/** Somebody with a seat in this sitting, and what the store has of her; from committed data or within a transaction. */
export async function personRow({ tables }: Services['store'], db: Db, sittingId: string, candidateId: string) {
  const { seat, candidate, vacancy, sitting, checkIn } = tables
  const [row] = await db
    .select({ seat, candidate, vacancy, sitting, checkIn })
    .from(seat)
    .innerJoin(candidate, eq(candidate.id, seat.candidateId))
    .innerJoin(vacancy, eq(vacancy.id, candidate.vacancyId))
    .innerJoin(sitting, eq(sitting.id, seat.sittingId))
    .leftJoin(checkIn, and(eq(checkIn.sittingId, seat.sittingId), eq(checkIn.candidateId, seat.candidateId)))
    .where(and(eq(seat.sittingId, sittingId), eq(seat.candidateId, candidateId)))
  return row ?? null
}

export async function deskPerson(
  services: Reads,
  sitting: string,
  candidate: string,
  scannedAs: DeskPerson['scannedAs'] = null,
): Promise<DeskPerson | null> {
  const row = await personRow(services.store, services.store.read, sitting, candidate)
  if (!row) return null
  const checkIn = checkInOf(row.checkIn)
  return {
    candidate,
    number: row.candidate.number,
    name: row.candidate.name,
    nikMasked: row.candidate.nikMasked,
    vacancy: row.vacancy.position,
    unit: row.vacancy.unit,
    accommodation: row.candidate.accommodation,
    seat: { venue: row.sitting.venue || row.candidate.venue, room: row.seat.room, station: row.seat.station },
    version: checkIn?.version ?? 0,
    state: checkIn?.state ?? 'expected',
    done: checkIn?.done ?? [],
    next: checkIn?.state === 'refused' ? null : nextStep(stepOrder(policyOf(row.sitting.policy)), checkIn?.done ?? []),
    refusal: checkIn?.refusal ?? null,
    photo: await latestPhotoId(services, sitting, candidate),
    scannedAs,
    pinIssued: row.seat.pinHash !== null,
  }
}

const NEAR_MS = 2 * 24 * 3_600_000

/** Who was scanned or typed (DK12, DK13). Somebody of another sitting is told which one is hers. */
export async function findPerson(services: Reads, sittingId: string, scanned: string): Promise<DeskPerson | Refusal> {
  const here = await sittingRow(services, sittingId)
  if (!here) return refuse('not-found', { what: 'Sesi' })
  const card = readCard(services.secret, scanned)
  if (card === 'forged') return refuse('card-not-ours')
  const { number, scannedAs } = card
  const { candidate } = services.store.tables
  const [exact] = await services.store.read
    .select({ id: candidate.id, number: candidate.number })
    .from(candidate)
    .where(eq(candidate.number, number))
  // A signed card is exact; what was typed may lack the signs between its digits.
  const found = exact ?? (scannedAs === 'number' ? await loosely(services, here, number) : null)
  if (!found) return refuse('not-found', { what: `Peserta bernomor ${number}` })
  if ('refused' in found) return found
  if (card.scannedAs === 'signed' && card.version !== (await cardVersionOf(services, found.id)))
    return refuse('card-void', { number: found.number, place: await placeNow(services, found.id) })
  return (await deskPerson(services, sittingId, found.id, scannedAs)) ?? (await whereElse(services, found))
}

/** By what is left of the number without the signs between; in this sitting first, then in those near it in time. */
async function loosely(
  { store }: Pick<Services, 'store'>,
  here: { id: string; startsAt: number },
  typed: string,
): Promise<{ id: string; number: string } | Refusal | null> {
  const wanted = bare(typed)
  if (wanted === '') return null
  const { seat, candidate, sitting } = store.tables
  const bared = BETWEEN.reduce((text, sign) => sql`replace(${text}, ${sign}, '')`, sql`upper(${candidate.number})`)
  const among = async (sittings: string[]) =>
    sittings.length === 0
      ? []
      : await store.read
          .selectDistinct({ id: candidate.id, number: candidate.number })
          .from(seat)
          .innerJoin(candidate, eq(candidate.id, seat.candidateId))
          .where(and(inArray(seat.sittingId, sittings), sql`${bared} = ${wanted}`))
          .limit(2)
  let rows = await among([here.id])
  if (rows.length === 0) {
    // Not all sittings there are: a mistyped number must not read a million candidates while others take their exam.
    const near = await store.read
      .select({ id: sitting.id })
      .from(sitting)
      .where(
        and(
          ne(sitting.id, here.id),
          gte(sitting.startsAt, here.startsAt - NEAR_MS),
          lte(sitting.startsAt, here.startsAt + NEAR_MS),
        ),
      )
    rows = await among(near.map(({ id }) => id))
  }
  const [first, second] = rows
  return second ? refuse('number-not-clear', { number: typed }) : (first ?? null)
}

async function whereElse(services: Pick<Services, 'store'>, { id, number }: { id: string; number: string }) {
  const hers = await seatNow(services, id)
  if (!hers) return refuse('no-seat-yet', { number })
  return refuse('other-sitting', { number, sitting: hers.name, time: momentWords(hers.startsAt), room: hers.room })
}

const placeNow = async (services: Pick<Services, 'store'>, id: string): Promise<string> => {
  const hers = await seatNow(services, id)
  return hers ? `${hers.name}, ${momentWords(hers.startsAt)}, ruang ${hers.room}` : '–'
}

/** Her seat in the first sitting that is still to come, else in the last one. */
async function seatNow({ store }: Pick<Services, 'store'>, candidate: string) {
  const { seat, sitting } = store.tables
  const rows = await store.read
    .select({ name: sitting.name, startsAt: sitting.startsAt, state: sitting.state, room: seat.room })
    .from(seat)
    .innerJoin(sitting, eq(sitting.id, seat.sittingId))
    .where(eq(seat.candidateId, candidate))
    .orderBy(desc(sitting.startsAt))
  return rows.findLast(({ state }) => state !== 'closed') ?? rows[0] ?? null
}
