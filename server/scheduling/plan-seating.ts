import { nameKey } from '../venues/plan.ts'
import type { Seat, ToSeat } from './seating.ts'

/** Who sits where in a venue whose rooms have plans. Pure; rule SD7. */
export interface Place {
  room: string
  station: string
  /** Stands ready for a swap: given only to whom the sheet names it. */
  spare: boolean
}
export interface SeatingProblem {
  id: string
  en: string
}

/**
 * The place or the room that a sheet names, the others in plan order. Either everybody has a seat, or `problems` says
 * what is missing.
 */
export function seatInPlan(
  candidates: readonly ToSeat[],
  places: readonly Place[],
): { seats: Seat[] } | { problems: SeatingProblem[] } {
  const problems: SeatingProblem[] = []
  const say = (id: string, en: string) => problems.push({ id, en })
  const rooms = Map.groupBy(places, (place) => nameKey(place.room))
  const named = new Map(places.map((place) => [placeKey(place), place]))
  const taken = new Set<Place>()
  const seats: Seat[] = []
  const give = (one: ToSeat, place: Place) => {
    taken.add(place)
    seats.push({ candidate: one.id, room: place.room, station: place.station })
  }

  const bound: ToSeat[] = []
  const anywhere: ToSeat[] = []
  for (const one of [...candidates].sort((a, b) => (a.number < b.number ? -1 : 1))) {
    const place = named.get(placeKey(one))
    if (one.room === '') anywhere.push(one)
    else if (!rooms.has(nameKey(one.room)))
      say(
        `Ruang ${one.room} (peserta ${one.number}) tidak ada di denah.`,
        `Room ${one.room} (candidate ${one.number}) is in no plan.`,
      )
    else if (one.station === '') bound.push(one)
    else if (!place)
      say(
        `Meja ${one.station} ruang ${one.room} (peserta ${one.number}) tidak ada di denah.`,
        `Station ${one.station} of room ${one.room} (candidate ${one.number}) is in no plan.`,
      )
    else if (taken.has(place)) bound.push(one)
    else give(one, place)
  }

  /** Who is bound to a room comes before who may sit anywhere, else the latter would take the seats of the former. */
  for (const [room, group] of Map.groupBy(bound, (one) => nameKey(one.room))) {
    const free = (rooms.get(room) ?? []).filter((place) => !place.spare && !taken.has(place))
    for (const [at, one] of group.entries()) if (free[at]) give(one, free[at])
    const name = rooms.get(room)?.[0]?.room ?? ''
    if (group.length > free.length)
      say(
        `Ruang ${name}: ${group.length} peserta untuk ${free.length} meja kosong.`,
        `Room ${name}: ${group.length} candidates for ${free.length} free stations.`,
      )
  }
  const free = places.filter((place) => !place.spare && !taken.has(place))
  for (const [at, one] of anywhere.entries()) if (free[at]) give(one, free[at])
  if (anywhere.length > free.length)
    say(
      `${anywhere.length} peserta untuk ${free.length} meja kosong; tambahkan meja di denah atau bagi ke beberapa sesi.`,
      `${anywhere.length} candidates for ${free.length} free stations; add stations to the plan or divide them among sittings.`,
    )
  return problems.length > 0 ? { problems } : { seats }
}

const placeKey = ({ room, station }: { room: string; station: string }) => `${nameKey(room)}\0${nameKey(station)}`
