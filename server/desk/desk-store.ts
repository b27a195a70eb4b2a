import { inventPin } from '../access/password.ts'
import { canonical } from '../canonical.ts'
import { and, eq } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import type { DeskMove, DeskRefusal, DeskReply, DeskStep } from '../protocol/desk.ts'
import type { SittingPolicy } from '../protocol/policy.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import type { RoomEventRow } from '../protocol/room-log.ts'
import type { RoomLog } from '../room-log/room-log-store.ts'
import { policyOf } from '../scheduling/policy.ts'
import { pinHash } from '../scheduling/sitting-store.ts'
import type { Services } from '../services.ts'
import {
  type AtTheDesk,
  afterRefusal,
  afterStep,
  type CheckIn,
  type DeskEvent,
  decideRefusal,
  decideStep,
  decideWithdrawal,
  stepOrder,
} from './desk.ts'
import { checkInOf, deskPerson, personRow } from './desk-view.ts'
import type { Place } from './lottery.ts'
import { draw } from './lottery-store.ts'
import { keepPhoto, readPhoto } from './photo-store.ts'

/** Every change at the desk is one transaction: record, PIN, seat, picture and the room's log, or nothing (DK15). */
export interface DeskServices extends Pick<Services, 'store' | 'clock' | 'newId' | 'secret' | 'bus'> {
  roomLog: RoomLog
}

interface Whom {
  actor: string
  sitting: string
  candidate: string
}
/** What one transaction found; `now` is read inside of it, after the wait for the disk. */
interface Found {
  db: Db
  row: NonNullable<Awaited<ReturnType<typeof personRow>>>
  desk: AtTheDesk
  policy: SittingPolicy
  startsAt: number
  now: number
}
interface Change {
  checkIn: CheckIn
  events: DeskEvent[]
  place?: Place
  lottery?: number
  pin?: string
}

/** One step for one person (DK1 to DK8). The PIN is in this reply and nowhere else. */
export async function takeStep(
  services: DeskServices,
  whom: Whom,
  { version, move }: DeskMove,
): Promise<DeskReply | Refusal> {
  const photo = move.step === 'photo' && move.jpeg !== null ? readPhoto(move.jpeg) : null
  if (isRefusal(photo)) return photo
  return await changed(services, whom, async (found) => {
    const decided = decideStep(found.desk, version, move, found)
    if ('refused' in decided) return decided
    const by = { at: found.now, by: whom.actor }
    const done = await doStep(services, whom, found, move, photo)
    const step = { step: move.step, ...by, note: done.note ?? decided.note }
    return {
      ...done,
      checkIn: afterStep(found.desk.checkIn, step, stepOrder(found.policy)),
      events: decided.events.map(({ kind, detail }) =>
        kind === 'arrived' ? { kind, detail } : { kind, detail: { ...detail, ...done.detail } },
      ),
    }
  })
}

/** Sends somebody away with a reason; her PIN and her sign-in end with it (DK10). */
export async function refuseEntry(
  services: DeskServices,
  whom: Whom,
  refusal: DeskRefusal,
): Promise<DeskReply | Refusal> {
  const { seat, signIn } = services.store.tables
  return await changed(services, whom, async (found) => {
    const decided = decideRefusal(found.desk, refusal, found)
    if ('refused' in decided) return decided
    await found.db.update(seat).set({ pinHash: null, pinAt: null }).where(seatOf(services, whom))
    await found.db.delete(signIn).where(and(eq(signIn.candidateId, whom.candidate), eq(signIn.sittingId, whom.sitting)))
    const { reason, text } = refusal
    const checkIn = afterRefusal(found.desk.checkIn, { reason, text: text.trim(), by: whom.actor, at: found.now })
    return { checkIn, events: decided.events }
  })
}

/** Takes a refusal back, before the closing moment (DK10). */
export async function withdrawRefusal(
  services: DeskServices,
  whom: Whom,
  version: number,
): Promise<DeskReply | Refusal> {
  return await changed(services, whom, async (found) => decideWithdrawal(found.desk, version, found))
}

async function changed(
  services: DeskServices,
  whom: Whom,
  decide: (found: Found) => Promise<Change | Refusal>,
): Promise<DeskReply | Refusal> {
  const { store, clock, roomLog, bus } = services
  const { attempt, checkIn: table } = store.tables
  const written = await store.transaction<{ change: Change; tell: (() => void)[] } | Refusal>(async (db) => {
    const row = await personRow(store, db, whom.sitting, whom.candidate)
    if (!row) return refuse('not-found', { what: 'Peserta sesi ini' })
    if (row.sitting.state === 'closed') return refuse('sitting-closed')
    const begun = await db
      .select({ id: attempt.id })
      .from(attempt)
      .where(and(eq(attempt.sittingId, whom.sitting), eq(attempt.candidateId, whom.candidate)))
    const now = clock.wall()
    const desk = { number: row.candidate.number, checkIn: checkInOf(row.checkIn), begun: begun.length > 0 }
    const policy = policyOf(row.sitting.policy)
    const change = await decide({ db, row, desk, policy, startsAt: row.sitting.startsAt, now })
    if ('refused' in change) return change
    const { version, state, done, refusal } = change.checkIn
    const values = {
      version,
      state,
      steps: canonical(done),
      reason: refusal ? canonical(refusal) : null,
      admittedAt: state === 'admitted' ? (row.checkIn?.admittedAt ?? now) : null,
      lottery: change.lottery ?? row.checkIn?.lottery ?? null,
    }
    if (row.checkIn)
      await db
        .update(table)
        .set(values)
        .where(and(eq(table.sittingId, whom.sitting), eq(table.candidateId, whom.candidate)))
    else
      await db.insert(table).values({ ...values, sittingId: whom.sitting, candidateId: whom.candidate, arrivedAt: now })
    const tell: (() => void)[] = []
    const { room, station } = change.place ?? placeOf(row, policy)
    for (const { kind, detail } of change.events) {
      const line = { sitting: whom.sitting, candidate: whom.candidate, actor: whom.actor, kind, detail, room, station }
      tell.push((await roomLog.addWithin(db, line)).tell)
    }
    return { change, tell }
  })
  if ('refused' in written) return written
  for (const tell of written.tell) tell()
  const { state } = written.change.checkIn
  bus.publish(`sitting:${whom.sitting}`, { kind: 'check-in', sitting: whom.sitting, candidate: whom.candidate, state })
  const person = await deskPerson(services, whom.sitting, whom.candidate)
  if (!person) throw new Error('bug: a person of the desk is gone after her own step')
  return { person, pin: written.change.pin ?? null }
}

/** Before the lottery has given a seat, the planned one is nobody's place yet. */
const placeOf = ({ seat, checkIn }: Found['row'], { seating }: SittingPolicy): Place =>
  seating === 'lottery' && (checkIn?.lottery ?? null) === null
    ? { room: '', station: '' }
    : { room: seat.room, station: seat.station }

const seatOf = ({ store }: Pick<Services, 'store'>, { sitting, candidate }: Whom) =>
  and(eq(store.tables.seat.sittingId, sitting), eq(store.tables.seat.candidateId, candidate))

interface Done extends Pick<Change, 'place' | 'lottery' | 'pin'> {
  note?: string
  detail?: RoomEventRow['detail']
}

/** What a step does beside being written down. */
async function doStep(
  services: DeskServices,
  whom: Whom,
  found: Found,
  move: DeskStep,
  photo: Buffer | null,
): Promise<Done> {
  const { db, now } = found
  if (move.step === 'photo' && photo) {
    const { sitting, candidate, actor } = whom
    const id = await keepPhoto(services, db, { sitting, candidate, at: now, by: actor, bytes: photo })
    return { detail: { photo: id } }
  }
  if (move.step === 'pin') {
    const pin = inventPin()
    await db
      .update(services.store.tables.seat)
      .set({ pinHash: pinHash(services.secret, whom.sitting, whom.candidate, pin), pinAt: now })
      .where(seatOf(services, whom))
    return { pin }
  }
  if (move.step !== 'seat') return {}
  const { room, station } = found.row.seat
  const stays = found.policy.seating === 'plan' || found.desk.begun
  const drawn = found.row.checkIn?.lottery ?? null
  if (stays || drawn !== null) return { place: { room, station }, note: placeWords({ room, station }, drawn) }
  const drew = await draw(services, whom, found.db, found.row)
  // Nothing is left to draw for somebody whom a command has moved off the plan: she keeps that seat.
  if (!drew) return { place: { room, station }, note: placeWords({ room, station }, null) }
  const { number, place, other } = drew
  return {
    place,
    lottery: number,
    note: placeWords(place, number),
    detail: { number, fromRoom: room, fromStation: station, other },
  }
}

const placeWords = ({ room, station }: Place, number: number | null): string =>
  `Ruang ${room}, meja ${station}${number === null ? '' : ` · undian ${number + 1}`}`
