import { audit } from '../audit/audit-store.ts'
import { asc, desc, eq, or } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { NewStanding, StandingCode, StandingRow } from '../protocol/results.ts'
import type { Services } from '../services.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'newId'>

export interface Standing {
  code: StandingCode
  nipIssued: boolean
  at: number
}

/** Every candidate's entries, oldest first; the last one counts (RS8). */
export async function standingsOf({ store }: Pick<Services, 'store'>): Promise<Map<string, Standing[]>> {
  const { standing } = store.tables
  const all = new Map<string, Standing[]>()
  for (const row of await store.read.select().from(standing).orderBy(asc(standing.ordinal))) {
    const entry = { code: row.code as StandingCode, nipIssued: row.nipIssued, at: row.at }
    const list = all.get(row.candidateId)
    if (list) list.push(entry)
    else all.set(row.candidateId, [entry])
  }
  return all
}

/** Newest first, every entry with who made it and why. */
export async function listStandings({ store }: Pick<Services, 'store'>): Promise<StandingRow[]> {
  const { standing, candidate, vacancy } = store.tables
  const rows = await store.read
    .select({ standing, number: candidate.number, name: candidate.name, vacancyCode: vacancy.code })
    .from(standing)
    .innerJoin(candidate, eq(candidate.id, standing.candidateId))
    .innerJoin(vacancy, eq(vacancy.id, candidate.vacancyId))
    .orderBy(desc(standing.at), desc(standing.ordinal), asc(candidate.number))
  return rows.map((row) => ({
    candidate: row.standing.candidateId,
    number: row.number,
    name: row.name,
    vacancyCode: row.vacancyCode,
    code: row.standing.code as StandingCode,
    nipIssued: row.standing.nipIssued,
    reason: row.standing.reason,
    at: row.standing.at,
    actor: row.standing.actor,
  }))
}

/** Records that a candidate is out of the race, why, and whether the NIP was issued; or the way back ('none'). */
export async function setStanding(
  services: Needs,
  actor: string,
  candidateIdOrNumber: string,
  wanted: NewStanding,
): Promise<StandingRow | Refusal> {
  const { candidate } = services.store.tables
  const [person] = await services.store.read
    .select({ id: candidate.id, number: candidate.number })
    .from(candidate)
    .where(or(eq(candidate.id, candidateIdOrNumber), eq(candidate.number, candidateIdOrNumber)))
  if (!person) return refuse('not-found', { what: 'Peserta' })
  const refused = await services.store.transaction((db) => writeStanding(services, db, actor, person, wanted))
  if (refused) return refused
  return (await listStandings(services)).find((row) => row.candidate === person.id) as StandingRow
}

/** The entry with its audit row, in the caller's transaction. A refusal has written nothing. */
export async function writeStanding(
  services: Needs,
  db: Db,
  actor: string,
  person: { id: string; number: string },
  { code, nipIssued, reason }: NewStanding,
): Promise<Refusal | null> {
  const { standing } = services.store.tables
  if (code === 'none' && nipIssued)
    return refuse('bad-request', { what: 'NIP hanya dicatat bersama status TMS, TMS-1, APS atau DIS' })
  const [last] = await db
    .select()
    .from(standing)
    .where(eq(standing.candidateId, person.id))
    .orderBy(desc(standing.ordinal))
    .limit(1)
  if ((last?.code ?? 'none') === code && (last?.nipIssued ?? false) === nipIssued) return refuse('standing-unchanged')
  await db.insert(standing).values({
    id: services.newId(),
    candidateId: person.id,
    ordinal: (last?.ordinal ?? 0) + 1,
    code,
    nipIssued,
    reason,
    at: services.clock.wall(),
    actor,
  })
  await audit(services, db, {
    actor,
    action: 'standing.set',
    subject: person.number,
    detail: { from: last?.code ?? 'none', to: code, nipIssued, reason },
  })
  return null
}
