import { and, asc, count, eq, inArray, like, or, sql } from '../db/sql.ts'
import type { Page } from '../protocol/http.ts'
import type { PlacedRow } from '../protocol/placement.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'
import type { Placed } from './placement.ts'
import { type Words, whySeat } from './placement-words.ts'
import { seatHistory } from './seat-version-store.ts'
import { changedWords, formerWords } from './seat-words.ts'

const PAGE_SIZE = 50

/** Where everybody of a stage sits by now, with the reasons; `query` searches number and name. */
export async function pageOfPlaced(
  { store }: Pick<Services, 'store'>,
  placementId: string,
  query: string,
  page: number,
): Promise<Page<PlacedRow> | Refusal> {
  const { placement, seatVersion, candidate, vacancy, sitting, seat } = store.tables
  const [made] = await store.read.select().from(placement).where(eq(placement.id, placementId))
  if (!made) return refuse('not-found', { what: 'Penempatan' })
  const newer = sql`SELECT 1 FROM seat_version later WHERE later.candidate_id = ${seatVersion.candidateId} AND later.stage = ${seatVersion.stage} AND later.version > ${seatVersion.version}`
  const first = sql`SELECT 1 FROM seat_version first WHERE first.candidate_id = ${seatVersion.candidateId} AND first.stage = ${seatVersion.stage} AND first.cause = ${placementId}`
  const needle = `%${query.toLowerCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const where = and(
    eq(seatVersion.stage, made.stage),
    sql`NOT EXISTS (${newer})`,
    sql`EXISTS (${first})`,
    query === ''
      ? undefined
      : or(
          like(sql`lower(${candidate.name})`, sql`${needle} ESCAPE '\\'`),
          like(candidate.number, sql`${needle} ESCAPE '\\'`),
        ),
  )
  const of = store.read
    .select({ n: count() })
    .from(seatVersion)
    .innerJoin(candidate, eq(candidate.id, seatVersion.candidateId))
  const [total] = await of.where(where)
  const rows = await store.read
    .select({ seatVersion, candidate, vacancy: vacancy.code, sitting: sitting.name, minutes: seat.minutes })
    .from(seatVersion)
    .innerJoin(candidate, eq(candidate.id, seatVersion.candidateId))
    .innerJoin(vacancy, eq(vacancy.id, candidate.vacancyId))
    .innerJoin(sitting, eq(sitting.id, seatVersion.sittingId))
    .leftJoin(seat, and(eq(seat.candidateId, candidate.id), eq(seat.stage, seatVersion.stage)))
    .where(where)
    .orderBy(asc(candidate.number))
    .limit(PAGE_SIZE)
    .offset((page - 1) * PAGE_SIZE)
  const ids = rows.map((row) => row.candidate.id)
  const history = await seatHistory({ store }, made.stage, ids)
  const changes = await changeWords(
    { store },
    rows.map((row) => row.seatVersion.cause),
  )
  return {
    rows: rows.map((row): PlacedRow => {
      const { accommodation } = row.candidate
      const { sittingId, venue, room, station, startsAt, card, version, cause } = row.seatVersion
      const why = JSON.parse(row.seatVersion.why) as Placed['why'] | Record<string, never>
      const given = 'venue' in why ? (why as Placed['why']) : null
      return {
        ...{ candidate: row.candidate.id, number: row.candidate.number, name: row.candidate.name },
        ...{ vacancy: row.vacancy, accommodation, sitting: sittingId, venue, room, station, startsAt, card },
        why: given
          ? whySeat(given, { vacancy: row.vacancy, accommodation, minutes: row.minutes ?? 0 })
          : [
              ...(changes.get(cause) ?? []),
              ...(history.get(row.candidate.id) ?? []).filter((one) => one.version < version).map(formerWords),
            ],
      }
    }),
    total: total?.n ?? 0,
    page,
    pageSize: PAGE_SIZE,
  }
}

/** What put people where they are now, by the id of the change. */
async function changeWords(
  { store }: Pick<Services, 'store'>,
  causes: readonly string[],
): Promise<Map<string, Words[]>> {
  const { seatChange } = store.tables
  const rows = await store.read
    .select({ id: seatChange.id, title: seatChange.title, reason: seatChange.reason })
    .from(seatChange)
    .where(inArray(seatChange.id, [...causes]))
  return new Map(rows.map(({ id, title, reason }) => [id, [changedWords(JSON.parse(title) as Words, reason)]]))
}
