import { and, eq, ne } from '../db/sql.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import { dayOf } from '../protocol/wib-days.ts'
import type { Services } from '../services.ts'
import { defaultDayPlan, instantOf, minuteOf } from './day-plan.ts'
import type { OpenRoom } from './seat-change.ts'
import { type Seated, someOf } from './seat-change-store.ts'
import { venuesWithFacts } from './venue-facts-store.ts'

type Reads = Pick<Services, 'store' | 'clock'>
export type SittingRow = Services['store']['tables']['sitting']['$inferSelect']

const TURNOVER_MS = defaultDayPlan('skd').turnoverMinutes * 60_000

/** Rooms with free stations in these sittings, and how long each stays free: until the next sitting there, or the closing. */
export async function openRooms(services: Reads, sittings: readonly SittingRow[]): Promise<OpenRoom[]> {
  const { sitting, seat } = services.store.tables
  const venues = new Map((await venuesWithFacts(services)).map((one) => [one.name, one]))
  const used = await services.store.read
    .select({
      sitting: sitting.id,
      venue: sitting.venue,
      startsAt: sitting.startsAt,
      room: seat.room,
      station: seat.station,
      minutes: seat.minutes,
    })
    .from(seat)
    .innerJoin(sitting, eq(sitting.id, seat.sittingId))
    .where(ne(sitting.state, 'closed'))
  const byRoom = Map.groupBy(used, (one) => `${one.venue}\0${one.room}`)
  return sittings.flatMap((one) => {
    const venue = venues.get(one.venue)
    if (!venue) return []
    const closes = instantOf(dayOf(one.startsAt), minuteOf(venue.facts.closes))
    return venue.rooms.flatMap((room): OpenRoom[] => {
      const there = byRoom.get(`${one.venue}\0${room.name}`) ?? []
      const others = there.filter((its) => its.sitting !== one.id)
      if (others.some((its) => its.startsAt <= one.startsAt && its.startsAt + its.minutes * 60_000 > one.startsAt))
        return []
      const next = Math.min(
        ...others.filter((its) => its.startsAt > one.startsAt).map((its) => its.startsAt - TURNOVER_MS),
      )
      const taken = new Set(there.filter((its) => its.sitting === one.id).map((its) => its.station))
      return [
        {
          ...{ sitting: one.id, venue: one.venue, startsAt: one.startsAt, room: room.name },
          stations: room.stations.filter((station) => !taken.has(station)),
          fits: venue.facts.fits[room.id] ?? [],
          minutesFree: Math.floor((Math.min(next, closes) - one.startsAt) / 60_000),
        },
      ]
    })
  })
}

/** Another sitting that needs one of these rooms while this one would be there. */
export async function clashOf(
  { store }: Reads,
  moved: SittingRow,
  startsAt: number,
  seats: readonly Seated[],
): Promise<Refusal | null> {
  const { sitting, seat } = store.tables
  const rooms = new Set(seats.map(({ room }) => room))
  const until = startsAt + Math.max(0, ...seats.map(({ minutes }) => minutes)) * 60_000
  const others = await store.read
    .select({ name: sitting.name, startsAt: sitting.startsAt, room: seat.room, minutes: seat.minutes })
    .from(seat)
    .innerJoin(sitting, eq(sitting.id, seat.sittingId))
    .where(and(eq(sitting.venue, moved.venue), ne(sitting.id, moved.id), ne(sitting.state, 'closed')))
  const clash = others.filter(
    (one) => rooms.has(one.room) && one.startsAt < until && one.startsAt + one.minutes * 60_000 > startsAt,
  )
  const [first] = clash
  if (!first) return null
  const names = [...new Set(clash.filter((one) => one.name === first.name).map((one) => one.room))].sort()
  return refuse('rooms-clash', { rooms: someOf(names), venue: moved.venue, sitting: first.name })
}
