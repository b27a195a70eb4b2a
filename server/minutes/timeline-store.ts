import { type Attempt, evolve } from '../delivery/attempt.ts'
import { readLog } from '../delivery/attempt-store.ts'
import { attemptIdOf, type Delivery } from '../delivery/delivery.ts'
import { eventOf } from '../delivery/event-log.ts'
import type { CandidateTimeline, Replay } from '../protocol/minutes.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import { policyOf } from '../scheduling/policy.ts'
import { sittingRow } from '../scheduling/sitting-store.ts'
import type { Services } from '../services.ts'
import { eachLog, readDay } from './day-store.ts'
import { type ReplaySeat, replayOf } from './replay.ts'
import { inRoom } from './room-lines.ts'
import { timelineOf } from './timeline.ts'

/** One candidate's day, with the sum of her time (MN1, MN4). */
export async function candidateTimeline(
  services: Services,
  delivery: Delivery,
  sitting: string,
  candidate: string,
): Promise<CandidateTimeline | Refusal> {
  const day = await readDay(services, delivery, sitting)
  if (!day) return refuse('not-found', { what: 'Sesi' })
  const seat = day.seats.find((one) => one.candidate === candidate)
  if (!seat) return refuse('not-found', { what: 'Peserta' })
  const id = attemptIdOf(sitting, candidate)
  const log = await readLog(services, id)
  const attempt = log.reduce<Attempt | null>((before, row) => evolve(before, eventOf(row), row), null)
  const now = { wall: services.clock.wall(), exam: services.clock.exam() }
  return timelineOf(seat, attempt && { id, log, ledger: attempt.ledger }, day.told, day.outages, now)
}

/** Attempts read at once: a room's answers are many. */
const ATTEMPTS_AT_ONCE = 100
const REPLAY_KINDS = [
  ...['opened', 'claimed', 'started', 'answered', 'flagged', 'carried'],
  ...['held', 'released', 'reopened', 'locked', 'finished'],
]

/** A room minute by minute (MN5); without a name the first room. */
export async function roomReplay(
  services: Services,
  delivery: Delivery,
  sitting: string,
  wanted: string | null,
): Promise<Replay | Refusal> {
  const day = await readDay(services, delivery, sitting)
  if (!day) return refuse('not-found', { what: 'Sesi' })
  const rooms = [...new Set(day.seats.map((seat) => seat.room))].sort()
  const room = wanted ?? rooms[0]
  if (room === undefined || !rooms.includes(room)) return refuse('not-found', { what: 'Ruang' })
  const seats = new Map<string, ReplaySeat>(
    day.seats.filter((seat) => seat.room === room).map((seat) => [seat.candidate, { ...seat, log: [], events: [] }]),
  )
  // Whoever was moved here is part of the picture as well.
  for (const event of day.events) {
    if (event.kind !== 'signed-in' || event.room !== room || event.candidate === null) continue
    const seat = seats.has(event.candidate) ? undefined : day.seats.find((one) => one.candidate === event.candidate)
    if (seat) seats.set(seat.candidate, { ...seat, station: event.station, log: [], events: [] })
  }
  for (const event of day.events) if (event.candidate !== null) seats.get(event.candidate)?.events.push(event)
  const chosen = new Set(seats.keys())
  await eachLog(
    services,
    sitting,
    REPLAY_KINDS,
    ATTEMPTS_AT_ONCE,
    (candidate, rows) => seats.get(candidate)?.log.push(...rows),
    chosen,
  )
  const policy = policyOf((await sittingRow(services, sitting))?.policy ?? '{}')
  const limits = { idleMs: policy.idleMinutes * 60_000, silentMs: policy.silentSeconds * 1000 }
  return replayOf(room, [...seats.values()], inRoom(day.told, room), limits)
}
