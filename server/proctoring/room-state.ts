import type { RoomState } from '../protocol/proctor.ts'
import { isThere } from './super-state.ts'
import type { Known } from './tile.ts'

/** Each room as a whole, by name: who works, who of them is silent, and since when the room is held. Pure. */
export function roomStates(
  known: Iterable<Pick<Known, 'seat' | 'attempt' | 'presence'>>,
  paused: ReadonlyMap<string, number>,
  silentMs: number,
  now: number,
): RoomState[] {
  const rooms = new Map<string, RoomState>()
  for (const { seat, attempt, presence } of known) {
    const room = rooms.get(seat.room) ?? {
      room: seat.room,
      working: 0,
      silent: 0,
      heldFrom: paused.get(seat.room) ?? null,
    }
    rooms.set(seat.room, room)
    if (attempt?.status !== 'working') continue
    room.working += 1
    if (!isThere(presence, now, silentMs)) room.silent += 1
  }
  return [...rooms.values()].sort((a, b) => (a.room < b.room ? -1 : 1))
}
