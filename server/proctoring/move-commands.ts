import { and, eq } from '../db/sql.ts'
import { isDuplicate } from '../db/store.ts'
import { sameSeat } from '../delivery/admission.ts'
import { attemptIdOf, type Delivery } from '../delivery/delivery.ts'
import type { CommandDone } from '../protocol/proctor.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import type { Place } from '../protocol/station.ts'
import { type SeatRow, seatsOf } from '../scheduling/sitting-store.ts'
import type { Services } from '../services.ts'
import { plansOf } from '../venues/venue-store.ts'
import type { Outcome } from './command-store.ts'
import type { Order } from './deed-commands.ts'

/**
 * Lets one candidate go on at another station (P10): an open attempt is given a pass, which the next sign-in there
 * uses up; who has not begun gets the seat itself. Refused where somebody else works, or where there is no station.
 */
export async function moveTo({
  services,
  delivery,
  kept,
  key,
  words,
}: Order): Promise<{ done: CommandDone; outcome: Outcome } | Refusal> {
  const [candidate, ...more] = new Set(kept.wanted.candidates)
  if (candidate === undefined || more.length > 0) return refuse('one-candidate')
  const seats = await seatsOf(services, { sitting: kept.sitting })
  const seat = seats.find((one) => one.candidate === candidate)
  if (!seat) return refuse('not-found', { what: 'Peserta' })
  const id = attemptIdOf(kept.sitting, candidate)
  const standing = await delivery.writer.peek(id)
  const { to: named = null } = kept.wanted
  // A station that asks without knowing where it stands is let in by letting in any.
  const wanted = named && `${named.room}${named.station}`.trim() !== '' ? named : null
  const to = wanted === null ? null : await stationOf(services, seat.venue, wanted)
  if (isRefusal(to)) return to
  const refused = to && (await takenBy(services, delivery, seats, seat, to, standing !== null))
  if (refused) return refused
  if (standing) {
    const written = await delivery.writer.submit(id, [{ kind: 'move', key, to, by: kept.actor, reason: words }])
    if (isRefusal(written)) return written
  } else {
    if (to === null) return refuse('station-needed')
    const refusal = await giveSeat(services, delivery, kept.actor, seat, to)
    if (refusal) return refusal
  }
  return { done: { done: 1, refused: [] }, outcome: [{ candidate, result: null }] }
}

/** The station under the name that the plan gives it; any name, where the venue has no plan. */
async function stationOf(services: Services, venue: string, to: Place): Promise<Place | Refusal> {
  const plans = await plansOf(services, venue)
  const named = { room: to.room.trim(), station: to.station.trim() }
  const missing = refuse('no-such-station', { room: named.room, station: named.station })
  if (named.room === '' || named.station === '') return missing
  if (plans.length === 0) return named
  for (const { room, plan } of plans)
    for (const { station } of plan.seats) if (sameSeat({ room, station }, named)) return { room, station }
  return missing
}

/** Who else works there or is expected there. An empty seat of somebody who never came is free for an open attempt. */
async function takenBy(
  services: Services,
  delivery: Delivery,
  seats: SeatRow[],
  mine: SeatRow,
  to: Place,
  begun: boolean,
): Promise<Refusal | null> {
  const { checkIn } = services.store.tables
  for (const other of seats) {
    if (other.candidate === mine.candidate) continue
    const place = delivery.presence.of(other.candidate)?.place ?? null
    const planned = sameSeat(other, to)
    if (!planned && !(place && sameSeat(place, to))) continue
    const standing = await delivery.writer.peek(attemptIdOf(other.sitting, other.candidate))
    if (standing?.attempt.status === 'finished' && begun) continue
    const taken = refuse('seat-taken', { room: to.room, station: to.station, number: other.number })
    const sits = standing?.attempt.place ?? place
    // Works elsewhere since: the planned seat stands empty.
    if (begun && planned && sits && !sameSeat(sits, to)) continue
    if (standing || place || !begun) return taken
    const [arrived] = await services.store.read
      .select({ state: checkIn.state })
      .from(checkIn)
      .where(and(eq(checkIn.sittingId, other.sitting), eq(checkIn.candidateId, other.candidate)))
    if (arrived && arrived.state !== 'refused') return taken
  }
  return null
}

async function giveSeat(
  services: Services,
  delivery: Delivery,
  actor: string,
  from: SeatRow,
  to: Place,
): Promise<Refusal | null> {
  const { seat } = services.store.tables
  try {
    const line = await services.store.transaction(async (db) => {
      await db
        .update(seat)
        .set({ room: to.room, station: to.station })
        .where(and(eq(seat.sittingId, from.sitting), eq(seat.candidateId, from.candidate)))
      return await delivery.roomLog.addWithin(db, {
        ...{ sitting: from.sitting, kind: 'seated', candidate: from.candidate, ...to, actor },
        detail: { before: `${from.room}/${from.station}` },
      })
    })
    line.tell()
    return null
  } catch (error) {
    if (!isDuplicate(error)) throw error
    // Somebody was given that seat since we looked.
    return refuse('seat-taken', { room: to.room, station: to.station, number: '' })
  }
}
