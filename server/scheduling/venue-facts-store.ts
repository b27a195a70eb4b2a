import { audit } from '../audit/audit-store.ts'
import { canonical } from '../canonical.ts'
import { asc, eq } from '../db/sql.ts'
import type { PlacementVenue, VenueFacts } from '../protocol/placement.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { RoomPlan } from '../protocol/venues.ts'
import type { Services } from '../services.ts'
import { inPlanOrder } from '../venues/plan.ts'

/** What holds for a venue of which nobody has said anything yet. */
export const DEFAULT_FACTS: VenueFacts = { opens: '06:00', closes: '18:00', districts: [], fits: {} }

export interface VenueWithRooms extends PlacementVenue {
  rooms: (PlacementVenue['rooms'][number] & { stations: string[] })[]
}

/** Every venue with its facts and its rooms: the stations without the spares, in plan order. */
export async function venuesWithFacts({ store }: Pick<Services, 'store'>): Promise<VenueWithRooms[]> {
  const { venue, room, venueFacts } = store.tables
  const venues = await store.read.select({ id: venue.id, name: venue.name }).from(venue).orderBy(asc(venue.name))
  const rooms = await store.read.select().from(room).orderBy(asc(room.createdAt), asc(room.name))
  const facts = new Map(
    (await store.read.select().from(venueFacts)).map((row) => [row.venueId, JSON.parse(row.facts) as VenueFacts]),
  )
  const byVenue = Map.groupBy(rooms, (one) => one.venueId)
  return venues.map((one) => ({
    ...one,
    facts: facts.get(one.id) ?? DEFAULT_FACTS,
    rooms: (byVenue.get(one.id) ?? []).map(({ id, name, plan }) => {
      const seats = inPlanOrder((JSON.parse(plan) as RoomPlan).seats)
      const stations = seats.filter((seat) => !seat.spare).map((seat) => seat.station)
      return { id, name, stations, seats: stations.length, spares: seats.length - stations.length }
    }),
  }))
}

/** Keeps what a venue offers; the audit row holds all of it. */
export async function keepVenueFacts(
  services: Pick<Services, 'store' | 'clock'>,
  actor: string,
  id: string,
  facts: VenueFacts,
): Promise<VenueFacts | Refusal> {
  const { venueFacts } = services.store.tables
  const venue = (await venuesWithFacts(services)).find((one) => one.id === id)
  if (!venue) return refuse('not-found', { what: 'Lokasi' })
  if (facts.opens >= facts.closes) return refuse('venue-hours', { opens: facts.opens, closes: facts.closes })
  const known = new Set(venue.rooms.map((room) => room.id))
  const fits = Object.entries(facts.fits).filter(([room, list]) => known.has(room) && list.length > 0)
  const kept = { ...facts, districts: [...facts.districts].sort(), fits: Object.fromEntries(fits) }
  await services.store.transaction(async (db) => {
    const values = { venueId: id, facts: canonical(kept) }
    const changed = await db
      .update(venueFacts)
      .set(values)
      .where(eq(venueFacts.venueId, id))
      .returning({ id: venueFacts.venueId })
    if (changed.length === 0) await db.insert(venueFacts).values(values)
    await audit(services, db, { actor, action: 'venue.facts', subject: venue.name, detail: kept })
  })
  return kept
}
