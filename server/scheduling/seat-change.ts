/** Where people go whose place is taken away (PM11). Pure. */
export interface Mover {
  candidate: string
  number: string
  accommodation: string | null
  minutes: number
  sitting: string
  venue: string
  startsAt: number
}
export interface OpenRoom {
  sitting: string
  venue: string
  startsAt: number
  room: string
  /** Names of its free stations without spares, in plan order. */
  stations: string[]
  fits: string[]
  /** How long the room is free from the start of that sitting. */
  minutesFree: number
}
export interface Move {
  candidate: string
  sitting: string
  room: string
  station: string
}
export interface Left {
  mover: Mover
  reason: 'no-seat' | 'no-fit-seat'
}

/**
 * The nearest free place for each: another room of the same sitting, else the same venue at the nearest time, else the
 * nearest time elsewhere. Those who need a certain room come first, then the order of numbers.
 */
export function moveInto(movers: readonly Mover[], rooms: readonly OpenRoom[]): { moves: Move[]; left: Left[] } {
  const free = new Map(rooms.map((room) => [room, [...room.stations]]))
  const moves: Move[] = []
  const left: Left[] = []
  const inTurn = [...movers].sort(
    (a, b) => Number(a.accommodation === null) - Number(b.accommodation === null) || (a.number < b.number ? -1 : 1),
  )
  for (const mover of inTurn) {
    const [room] = rooms
      .filter((one) => (free.get(one)?.length ?? 0) > 0 && takes(one, mover))
      .sort((a, b) => compare(distance(mover, a), distance(mover, b)))
    const station = room && free.get(room)?.shift()
    if (room && station !== undefined)
      moves.push({ candidate: mover.candidate, sitting: room.sitting, room: room.room, station })
    else left.push({ mover, reason: mover.accommodation === null ? 'no-seat' : 'no-fit-seat' })
  }
  return { moves, left }
}

const takes = (room: OpenRoom, { accommodation, minutes }: Mover): boolean =>
  minutes <= room.minutesFree && (accommodation === null || room.fits.includes(accommodation))

/** A room that others need more comes last of those that are as near. */
const distance = (mover: Mover, room: OpenRoom): number[] => [
  Number(room.sitting !== mover.sitting),
  Number(room.venue !== mover.venue),
  Math.abs(room.startsAt - mover.startsAt),
  mover.accommodation === null ? room.fits.length : 0,
]

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [at, value] of a.entries()) {
    const difference = value - (b[at] as number)
    if (difference !== 0) return difference
  }
  return 0
}
