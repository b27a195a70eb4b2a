/** Who sits where. Pure; rule SD3. */
export interface ToSeat {
  id: string
  number: string
  room: string
  station: string
}
export interface Seat {
  candidate: string
  room: string
  station: string
}

const DEFAULT_ROOM = '1'

/** Seats from the sheet first; the others, in order of number, take the free station numbers of their room from 1. */
export function seatCandidates(candidates: readonly ToSeat[]): Seat[] {
  const taken = new Set<string>()
  const key = (room: string, station: string) => `${room}\0${station}`
  const seats: Seat[] = []
  const waiting: ToSeat[] = []
  for (const one of [...candidates].sort((a, b) => (a.number < b.number ? -1 : 1))) {
    const room = one.room || DEFAULT_ROOM
    if (one.station !== '' && !taken.has(key(room, one.station))) {
      taken.add(key(room, one.station))
      seats.push({ candidate: one.id, room, station: one.station })
    } else waiting.push(one)
  }
  const next = new Map<string, number>()
  for (const one of waiting) {
    const room = one.room || DEFAULT_ROOM
    let n = next.get(room) ?? 1
    while (taken.has(key(room, label(n)))) n += 1
    next.set(room, n + 1)
    taken.add(key(room, label(n)))
    seats.push({ candidate: one.id, room, station: label(n) })
  }
  return seats
}

const label = (n: number): string => String(n).padStart(2, '0')
