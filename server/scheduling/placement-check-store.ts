import { sha256 } from '../canonical.ts'
import { eq } from '../db/sql.ts'
import type { Services } from '../services.ts'
import type { PlacementInput } from './placement.ts'
import { openInput } from './placement-store.ts'
import { resultDigest } from './placement-view.ts'
import { solve } from './solve-job.ts'

export interface Verdict {
  id: string
  test: string
  at: number
  people: number
  /** What does not agree; empty: everything was computed again with the same outcome. */
  faults: string[]
}

/** Computes a schedule again from its kept input and its seed (PM8); null where there is none of that id. */
export async function verifyPlacement(
  services: Pick<Services, 'store' | 'secret'>,
  id: string,
): Promise<Verdict | null> {
  const { placement, test, seatVersion } = services.store.tables
  const [found] = await services.store.read
    .select({ row: placement, test: test.name })
    .from(placement)
    .innerJoin(test, eq(test.id, placement.testId))
    .where(eq(placement.id, id))
  if (!found) return null
  const { row } = found
  const text = openInput(services, row.inputSealed)
  const faults: string[] = []
  if (sha256(text) !== row.inputDigest) faults.push('sidik masukan tidak cocok')
  if (sha256(row.seed) !== row.commitment) faults.push('biji tidak cocok dengan komitmennya')
  const input = JSON.parse(text) as PlacementInput
  const again = await solve(input, row.seed)
  if (resultDigest(row.inputDigest, row.commitment, again) !== row.resultDigest)
    faults.push('hasil hitung ulang berbeda dari hasil yang disetujui')
  const kept = new Map(
    (await services.store.read.select().from(seatVersion).where(eq(seatVersion.cause, id))).map((one) => [
      one.candidateId,
      one,
    ]),
  )
  const sittings = JSON.parse(row.sittings) as Record<string, string>
  const rooms = new Map(input.venues.flatMap((one) => one.rooms.map((room) => [room.id, room.name])))
  const differ = again.placed.filter((one) => {
    const seat = kept.get(one.person)
    return (
      seat?.sittingId !== sittings[`${one.slot}/${one.venue}`] ||
      seat?.room !== rooms.get(one.room) ||
      seat?.station !== one.station
    )
  })
  if (differ.length > 0 || kept.size !== again.placed.length)
    faults.push(
      `${Math.max(differ.length, Math.abs(kept.size - again.placed.length))} tempat tercatat lain dari hasil hitung ulang`,
    )
  return { id, test: found.test, at: row.at, people: row.people, faults }
}
