import { and, asc, eq, inArray, isNull } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import type { Services } from '../services.ts'
import { skbParticipants } from './participants-store.ts'

export type Stage = 'skd' | 'skb' | 'single'

/** Where a stage stands beside others: a candidate has one seat for the SKD (or a test that decides alone), one for the SKB. */
export const BESIDE: Record<Stage, string[]> = { skd: ['skd', 'single'], single: ['skd', 'single'], skb: ['skb'] }

export interface Waiting {
  id: string
  number: string
  name: string
  vacancy: string
  accommodation: string | null
  /** As the sheet names them; '' where it does not. */
  venue: string
  room: string
  station: string
}

/**
 * Who has no seat for this stage yet, in order of number; for the SKB those whom the newest publications of the SKD let go
 * on, and nobody else.
 */
export async function waitingFor(
  services: Pick<Services, 'store'>,
  db: Db,
  stage: Stage,
  which: { session?: string; period?: string } = {},
): Promise<Waiting[]> {
  const { candidate, seat, vacancy } = services.store.tables
  const allowed = stage === 'skb' ? await skbParticipants(services, db) : null
  const found = await db
    .select({
      id: candidate.id,
      number: candidate.number,
      name: candidate.name,
      vacancy: vacancy.code,
      accommodation: candidate.accommodation,
      venue: candidate.venue,
      room: candidate.room,
      station: candidate.station,
    })
    .from(candidate)
    .innerJoin(vacancy, eq(vacancy.id, candidate.vacancyId))
    .leftJoin(seat, and(eq(seat.candidateId, candidate.id), inArray(seat.stage, BESIDE[stage])))
    .where(
      and(
        isNull(seat.candidateId),
        which.session === undefined ? undefined : eq(candidate.session, which.session),
        which.period === undefined ? undefined : eq(vacancy.periodId, which.period),
      ),
    )
    .orderBy(asc(candidate.number))
  return allowed ? found.filter((one) => allowed.has(one.number)) : found
}
