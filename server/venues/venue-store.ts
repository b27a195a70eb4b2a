import { audit } from '../audit/audit-store.ts'
import { canonical } from '../canonical.ts'
import { and, asc, eq, inArray, ne } from '../db/sql.ts'
import { type Db, isDuplicate } from '../db/store.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { NewRoom, NewVenue, RoomDetail, RoomPlan, StationRow, VenueRow } from '../protocol/venues.ts'
import type { Services } from '../services.ts'
import type { StationChecks } from './check-store.ts'
import { inPlanOrder, nameKey, planProblems, tidied } from './plan.ts'
import { stationFaults } from './station-check.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'newId'>

export async function createVenue(services: Needs, actor: string, wanted: NewVenue): Promise<VenueRow | Refusal> {
  const { venue } = services.store.tables
  const name = wanted.name.trim()
  if (name === '') return refuse('bad-request', { what: 'nama lokasi kosong' })
  const row = { id: services.newId(), name, address: wanted.address.trim(), createdAt: services.clock.wall() }
  try {
    await services.store.transaction(async (db) => {
      await db.insert(venue).values(row)
      await audit(services, db, { actor, action: 'venue.create', subject: name, detail: { address: row.address } })
    })
  } catch (error) {
    if (isDuplicate(error)) return refuse('name-taken', { name })
    throw error
  }
  return { id: row.id, name, address: row.address, rooms: [] }
}

/** Every venue with its rooms, both by name; how many of the stations have a computer, and how many are fit now. */
export async function listVenues(
  services: Pick<Services, 'store' | 'clock'>,
  checks: StationChecks,
): Promise<VenueRow[]> {
  const { venue, room, station } = services.store.tables
  const { read } = services.store
  const [venues, rooms, stations] = [
    await read.select().from(venue).orderBy(asc(venue.name)),
    await read.select().from(room).orderBy(asc(room.createdAt), asc(room.name)),
    await read.select().from(station),
  ]
  const now = services.clock.wall()
  const byRoom = Map.groupBy(stations, (one) => one.roomId)
  return venues.map(({ id, name, address }) => ({
    id,
    name,
    address,
    rooms: rooms
      .filter((one) => one.venueId === id)
      .map((one) => {
        const all = byRoom.get(one.id) ?? []
        return {
          id: one.id,
          name: one.name,
          seats: all.filter((its) => !its.spare).length,
          spares: all.filter((its) => its.spare).length,
          enrolled: all.filter((its) => its.publicKey !== null).length,
          fit: all.filter((its) => faultsOf(its, checks, now).length === 0).length,
        }
      }),
  }))
}

export async function createRoom(
  services: Needs,
  actor: string,
  venueId: string,
  wanted: NewRoom,
): Promise<{ id: string } | Refusal> {
  const { venue, room } = services.store.tables
  const wrong = wrongPlan(wanted.plan)
  if (wrong) return wrong
  const [name, plan, id] = [wanted.name.trim(), tidied(wanted.plan), services.newId()]
  return await services.store.transaction<{ id: string } | Refusal>(async (db) => {
    const [its] = await db.select({ name: venue.name }).from(venue).where(eq(venue.id, venueId))
    if (!its) return refuse('not-found', { what: 'Lokasi' })
    const refused = await nameRefused(services, db, venueId, null, name)
    if (refused) return refused
    await db.insert(room).values({ id, venueId, name, plan: canonical(plan), createdAt: services.clock.wall() })
    await addStations(services, db, id, plan.seats)
    const detail = { venue: its.name, stations: plan.seats.length, plan }
    await audit(services, db, { actor, action: 'room.create', subject: name, detail })
    return { id }
  })
}

/** Keeps a changed plan. Stations are told by name, so those that stay keep their computers and checks (VN2). */
export async function changeRoom(
  services: Needs,
  actor: string,
  id: string,
  wanted: NewRoom,
): Promise<{ id: string } | Refusal> {
  const { venue, room, station } = services.store.tables
  const wrong = wrongPlan(wanted.plan)
  if (wrong) return wrong
  const [name, plan] = [wanted.name.trim(), tidied(wanted.plan)]
  return await services.store.transaction<{ id: string } | Refusal>(async (db) => {
    const [old] = await db
      .select({ name: room.name, venueId: room.venueId, venue: venue.name })
      .from(room)
      .innerJoin(venue, eq(venue.id, room.venueId))
      .where(eq(room.id, id))
    if (!old) return refuse('not-found', { what: 'Ruang' })
    const refused = await nameRefused(services, db, old.venueId, id, name)
    if (refused) return refused
    const there = await db.select().from(station).where(eq(station.roomId, id))
    const kept = new Map(plan.seats.map((seat) => [seat.station, seat]))
    const gone = there.filter((one) => !kept.has(one.name))
    const enrolled = gone.filter((one) => one.publicKey !== null).map((one) => one.name)
    if (enrolled.length > 0) return refuse('plan-enrolled', { stations: named(enrolled) })
    const seated = await seatsInUse(services, db, old.venue, old.name)
    const renamed = name !== old.name && seated.length > 0 ? seated : []
    const missing = seated.filter((one) => gone.some((its) => its.name === one.station))
    const used = [...new Map([...renamed, ...missing].map((one) => [one.station, one])).values()]
    if (used[0])
      return refuse('plan-in-use', { stations: named(used.map((one) => one.station)), sitting: used[0].sitting })

    await db
      .update(room)
      .set({ name, plan: canonical(plan) })
      .where(eq(room.id, id))
    for (let from = 0; from < gone.length; from += 400)
      await db.delete(station).where(
        inArray(
          station.id,
          gone.slice(from, from + 400).map((one) => one.id),
        ),
      )
    for (const one of there) {
      const seat = kept.get(one.name)
      if (seat && seat.spare !== one.spare)
        await db.update(station).set({ spare: seat.spare }).where(eq(station.id, one.id))
    }
    const known = new Set(there.map((one) => one.name))
    await addStations(
      services,
      db,
      id,
      plan.seats.filter((seat) => !known.has(seat.station)),
    )
    await audit(services, db, {
      actor,
      action: 'room.change',
      subject: name,
      detail: { venue: old.venue, was: old.name, removed: gone.map((one) => one.name), plan },
    })
    return { id }
  })
}

/** A room with everything known of each station, in plan order; null where there is none of that id. */
export async function roomDetail(
  services: Pick<Services, 'store' | 'clock'>,
  checks: StationChecks,
  id: string,
): Promise<RoomDetail | null> {
  const { venue, room, station } = services.store.tables
  const { read } = services.store
  const [found] = await read
    .select({ room, venue: { id: venue.id, name: venue.name } })
    .from(room)
    .innerJoin(venue, eq(venue.id, room.venueId))
    .where(eq(room.id, id))
  if (!found) return null
  const plan = JSON.parse(found.room.plan) as RoomPlan
  const place = new Map(inPlanOrder(plan.seats).map((seat, at) => [seat.station, at]))
  const rows = await read.select().from(station).where(eq(station.roomId, id))
  const now = services.clock.wall()
  return {
    id,
    name: found.room.name,
    venue: found.venue,
    plan,
    stations: rows
      .sort((a, b) => (place.get(a.name) ?? 0) - (place.get(b.name) ?? 0))
      .map((row): StationRow => {
        const newest = checks.newest(row.id, row.lastCheck, row.checkedAt)
        return {
          id: row.id,
          name: row.name,
          spare: row.spare,
          enrolledAt: row.enrolledAt,
          enrolledBy: row.enrolledBy,
          check: newest?.check ?? null,
          checkedAt: newest?.at ?? null,
          faults: faultsOf(row, checks, now),
          lastSeen: checks.lastSeen(row.id),
        }
      }),
  }
}

/** The places that a venue's plans have, room by room and row by row, spares apart; null where no plan is known of it. */
export async function placesOf(
  { store }: Pick<Services, 'store'>,
  venueName: string,
): Promise<{ room: string; station: string; spare: boolean }[] | null> {
  const rooms = await plansOf({ store }, venueName)
  const places = rooms.flatMap((one) =>
    inPlanOrder(one.plan.seats).map(({ station, spare }) => ({ room: one.room, station, spare })),
  )
  return places.length === 0 ? null : places
}

/** The plans of a venue by the name that a sitting has of it, rooms in the order in which they were made. */
export async function plansOf(
  { store }: Pick<Services, 'store'>,
  venueName: string,
): Promise<{ room: string; plan: RoomPlan }[]> {
  const { venue, room } = store.tables
  const rows = await store.read
    .select({ room: room.name, plan: room.plan })
    .from(room)
    .innerJoin(venue, eq(venue.id, room.venueId))
    .where(eq(venue.name, venueName.trim()))
    .orderBy(asc(room.createdAt), asc(room.name))
  return rows.map((row) => ({ room: row.room, plan: JSON.parse(row.plan) as RoomPlan }))
}

export async function addressOf({ store }: Pick<Services, 'store'>, venueId: string): Promise<string> {
  const { venue } = store.tables
  const [row] = await store.read.select({ address: venue.address }).from(venue).where(eq(venue.id, venueId))
  return row?.address ?? ''
}

function wrongPlan(plan: RoomPlan): Refusal | null {
  const problems = planProblems(plan)
  if (problems.length === 0) return null
  const words = (language: 'id' | 'en') =>
    problems
      .slice(0, 20)
      .map((one) => one[language])
      .join(' ')
  return refuse('plan-wrong', { problems: words('id'), 'problems:en': words('en') })
}

/** Two rooms of one venue must not be mixed up either. */
async function nameRefused(
  { store }: Pick<Services, 'store'>,
  db: Db,
  venueId: string,
  except: string | null,
  name: string,
): Promise<Refusal | null> {
  const { room } = store.tables
  if (nameKey(name) === '') return refuse('bad-request', { what: 'nama ruang kosong' })
  const others = await db
    .select({ name: room.name })
    .from(room)
    .where(and(eq(room.venueId, venueId), except === null ? undefined : ne(room.id, except)))
  const alike = others.find((one) => nameKey(one.name) === nameKey(name))
  return alike ? refuse('name-taken', { name: alike.name }) : null
}

async function addStations(
  { store, newId }: Pick<Services, 'store' | 'newId'>,
  db: Db,
  roomId: string,
  seats: RoomPlan['seats'],
): Promise<void> {
  const none = { publicKey: null, enrolledAt: null, enrolledBy: null, lastCheck: null, checkedAt: null }
  for (let from = 0; from < seats.length; from += 200)
    await db
      .insert(store.tables.station)
      .values(
        seats
          .slice(from, from + 200)
          .map((seat) => ({ id: newId(), roomId, name: seat.station, spare: seat.spare, ...none })),
      )
}

/** Seats of this room in sittings that are not over. */
async function seatsInUse(
  { store }: Pick<Services, 'store'>,
  db: Db,
  venueName: string,
  roomName: string,
): Promise<{ station: string; sitting: string }[]> {
  const { seat, sitting } = store.tables
  return await db
    .select({ station: seat.station, sitting: sitting.name })
    .from(seat)
    .innerJoin(sitting, eq(sitting.id, seat.sittingId))
    .where(and(eq(sitting.venue, venueName), eq(seat.room, roomName), ne(sitting.state, 'closed')))
}

const named = (stations: string[]): string =>
  stations.length > 10 ? `${stations.slice(0, 10).join(', ')}, … (${stations.length})` : stations.join(', ')

const faultsOf = (
  row: { id: string; publicKey: string | null; lastCheck: string | null; checkedAt: number | null },
  checks: StationChecks,
  now: number,
) => {
  const newest = checks.newest(row.id, row.lastCheck, row.checkedAt)
  return stationFaults(
    { enrolled: row.publicKey !== null, check: newest?.check ?? null, checkedAt: newest?.at ?? null },
    now,
  )
}
