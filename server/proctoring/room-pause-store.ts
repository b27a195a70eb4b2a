import { eq } from '../db/sql.ts'
import { workingAttempts } from '../delivery/attempt-store.ts'
import { attemptIdOf, type Delivery } from '../delivery/delivery.ts'
import type { ExamMs } from '../protocol/ids.ts'
import type { TimeLedger } from '../protocol/time.ts'
import { roomEvents } from '../room-log/room-log-store.ts'
import type { Services } from '../services.ts'

/** A room that is held as a whole, by the line that says so. */
export interface RoomPause {
  /** Id of that line; the holds are stored under it. */
  event: string
  from: ExamMs
}

/** Rooms of a sitting that were paused by themselves and not resumed, from the room's log (P15). */
export async function pausedRooms(services: Pick<Services, 'store'>, sitting: string): Promise<Map<string, RoomPause>> {
  const paused = new Map<string, RoomPause>()
  for (const { id, kind, room, mono } of await roomEvents(services, sitting, {
    kinds: ['room-paused', 'room-resumed'],
  })) {
    if (kind === 'room-paused') paused.set(room, { event: id, from: mono })
    else paused.delete(room)
  }
  return paused
}

/** The key under which a room's holds are stored: each once. */
export const pauseKey = (pause: Pick<RoomPause, 'event'>): string => `room:${pause.event}`

/** Held with the room: not yet released to wait for the station alone. */
export const isHeldWithRoom = (ledger: TimeLedger): boolean =>
  ledger.holds.some(({ kind, untilShown }) => kind === 'outage-room' && !untilShown)

/** A working attempt of a sitting and the room it is taken in. */
export interface RoomMember {
  attempt: string
  candidate: string
  room: string
  ledger: TimeLedger
}

/** Everybody at work in a sitting, by room: where the computer stands, or else the seat. */
export async function membersOf(
  services: Services,
  delivery: Delivery,
  sitting: string,
): Promise<Map<string, RoomMember[]>> {
  const { seat } = services.store.tables
  const seats = await services.store.read
    .select({ candidate: seat.candidateId, room: seat.room })
    .from(seat)
    .where(eq(seat.sittingId, sitting))
  const seatRoom = new Map(seats.map((row) => [row.candidate, row.room]))
  const known = new Set(seats.map((row) => row.room))
  const rooms = new Map<string, RoomMember[]>()
  for (const { sitting: of, candidate } of await workingAttempts(services, { held: false })) {
    if (of !== sitting) continue
    const attempt = attemptIdOf(sitting, candidate)
    const standing = await delivery.writer.peek(attempt)
    if (standing?.attempt.status !== 'working') continue
    const place = standing.attempt.place?.room
    const room = place !== undefined && known.has(place) ? place : (seatRoom.get(candidate) ?? '')
    const member = { attempt, candidate, room, ledger: standing.attempt.ledger }
    const list = rooms.get(room)
    if (list) list.push(member)
    else rooms.set(room, [member])
  }
  return rooms
}

/** After a resume: writes down which rooms go on as a whole, because nobody in them is held with the room any more. */
export async function tellResumed(
  services: Services,
  delivery: Delivery,
  sitting: string,
  actor: string,
): Promise<void> {
  await delivery.roomLog.flush()
  const paused = await pausedRooms(services, sitting)
  if (paused.size === 0) return
  const members = await membersOf(services, delivery, sitting)
  for (const room of paused.keys())
    if (!members.get(room)?.some(({ ledger }) => isHeldWithRoom(ledger)))
      delivery.roomLog.add({ sitting, kind: 'room-resumed', room, actor })
  await delivery.roomLog.flush()
}
