import { asc, eq } from '../db/sql.ts'
import type { RoomPlan } from '../protocol/venues.ts'
import type { Services } from '../services.ts'

/** Plans of the rooms of a sitting's venue, by name; none where the committee drew none. */
export async function plansOf(
  { store }: Pick<Services, 'store'>,
  venueName: string,
): Promise<{ room: string; plan: RoomPlan }[]> {
  const { venue, room } = store.tables
  const rows = await store.read
    .select({ room: room.name, plan: room.plan })
    .from(room)
    .innerJoin(venue, eq(venue.id, room.venueId))
    .where(eq(venue.name, venueName))
    .orderBy(asc(room.name))
  return rows.map((row) => ({ room: row.room, plan: JSON.parse(row.plan) as RoomPlan }))
}
