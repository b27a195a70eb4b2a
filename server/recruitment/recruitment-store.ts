import { audit } from '../audit/audit-store.ts'
import { canonical } from '../canonical.ts'
import { and, asc, count, eq, like, ne, or, sql } from '../db/sql.ts'
import type { CandidateRow, Page, VacancyRow } from '../protocol/http.ts'
import type { Services } from '../services.ts'
import { sealBirthDate, sealNik } from './nik-seal.ts'
import type { NewCandidate, NewVacancy } from './sheets.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'newId' | 'secret'>
const ROWS_MAX = 400

export async function storeVacancies(
  services: Needs,
  actor: string,
  vacancies: NewVacancy[],
  files: string[],
): Promise<void> {
  const { vacancy } = services.store.tables
  const createdAt = services.clock.wall()
  await services.store.transaction(async (db) => {
    for (let from = 0; from < vacancies.length; from += ROWS_MAX) {
      await db.insert(vacancy).values(
        vacancies.slice(from, from + ROWS_MAX).map(({ skbPlan, thresholds, ...row }) => ({
          ...row,
          id: services.newId(),
          createdAt,
          skbPlan: canonical(skbPlan ?? { extras: [] }),
          thresholds: canonical(thresholds ?? {}),
        })),
      )
    }
    await audit(services, db, {
      actor,
      action: 'vacancy.import',
      subject: files.join(', '),
      detail: { rows: vacancies.length },
    })
  })
}

export async function storeCandidates(
  services: Needs,
  actor: string,
  candidates: NewCandidate[],
  files: string[],
): Promise<void> {
  const { candidate, vacancy } = services.store.tables
  const createdAt = services.clock.wall()
  await services.store.transaction(async (db) => {
    const ids = new Map(
      (await db.select({ id: vacancy.id, code: vacancy.code }).from(vacancy)).map((row) => [row.code, row.id]),
    )
    for (let from = 0; from < candidates.length; from += ROWS_MAX) {
      await db.insert(candidate).values(
        candidates.slice(from, from + ROWS_MAX).map(({ nik, vacancyCode, birthDate = null, ...row }) => {
          const vacancyId = ids.get(vacancyCode)
          if (vacancyId === undefined) throw new Error('bug: a candidate of an unknown vacancy passed the check')
          return {
            ...{ gpa: null, priorityGroup: null },
            ...row,
            ...sealNik(services.secret, nik),
            birthDate: sealBirthDate(services.secret, birthDate),
            vacancyId,
            id: services.newId(),
            createdAt,
          }
        }),
      )
    }
    await audit(services, db, {
      actor,
      action: 'candidate.import',
      subject: files.join(', '),
      detail: { rows: candidates.length },
    })
  })
}

/** What an import must not collide with. */
export async function knownVacancies({
  store,
}: Pick<Services, 'store'>): Promise<Map<string, { id: string; needType: string; state: string }>> {
  const { vacancy } = store.tables
  const rows = await store.read
    .select({ id: vacancy.id, code: vacancy.code, needType: vacancy.needType, state: vacancy.state })
    .from(vacancy)
  return new Map(rows.map(({ code, ...row }) => [code, row]))
}

export async function knownCandidates({
  store,
}: Pick<Services, 'store'>): Promise<{ numbers: Set<string>; niks: Set<string> }> {
  const { candidate } = store.tables
  const rows = await store.read.select({ number: candidate.number, nik: candidate.nikIndex }).from(candidate)
  return { numbers: new Set(rows.map((row) => row.number)), niks: new Set(rows.map((row) => row.nik)) }
}

export async function findVacancy({ store }: Pick<Services, 'store'>, codeOrId: string) {
  const { vacancy } = store.tables
  const [row] = await store.read
    .select()
    .from(vacancy)
    .where(or(eq(vacancy.id, codeOrId), eq(vacancy.code, codeOrId)))
  return row ?? null
}

/** Published vacancies in the order of their codes, with how many candidates each has and how many have a score. */
export async function listVacancies({ store }: Pick<Services, 'store'>): Promise<VacancyRow[]> {
  const { vacancy, candidate, score, publication, publicationWithdrawal } = store.tables
  const rows = await store.read.select().from(vacancy).where(eq(vacancy.state, 'open')).orderBy(asc(vacancy.code))
  const candidates = new Map(
    (await store.read.select({ id: candidate.vacancyId, n: count() }).from(candidate).groupBy(candidate.vacancyId)).map(
      (row) => [row.id, row.n],
    ),
  )
  const scored = new Map(
    (
      await store.read
        .select({ id: candidate.vacancyId, n: sql<number>`count(distinct ${score.candidateId})` })
        .from(score)
        .innerJoin(candidate, eq(candidate.id, score.candidateId))
        .groupBy(candidate.vacancyId)
    ).map((row) => [row.id, Number(row.n)]),
  )
  const newest = new Map(
    (
      await store.read
        .select({ id: publication.id, vacancyId: publication.vacancyId, withdrawnAt: publicationWithdrawal.at })
        .from(publication)
        .leftJoin(publicationWithdrawal, eq(publicationWithdrawal.publicationId, publication.id))
        .where(eq(publication.stage, 'skd'))
        .orderBy(asc(publication.ordinal))
    ).map((row) => [row.vacancyId, row.withdrawnAt === null ? row.id : null]),
  )
  return rows.map(({ id, code, position, unit, needType, need, education, skbPlan, thresholds }) => ({
    id,
    code,
    position,
    unit,
    needType,
    need,
    education,
    skbPlan: JSON.parse(skbPlan) as VacancyRow['skbPlan'],
    thresholds: JSON.parse(thresholds) as VacancyRow['thresholds'],
    candidates: candidates.get(id) ?? 0,
    scored: scored.get(id) ?? 0,
    publication: newest.get(id) ?? null,
  }))
}

const PAGE_SIZE = 50

/** Candidates in the order of their numbers; NIK only masked. `query` searches number and name. */
export async function pageOfCandidates(
  { store }: Pick<Services, 'store'>,
  query: string,
  vacancyId: string | null,
  page: number,
  pageSize = PAGE_SIZE,
): Promise<Page<CandidateRow>> {
  const { candidate, vacancy, seat, sitting, attempt } = store.tables
  const needle = `%${query.toLowerCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const where = and(
    vacancyId === null ? undefined : eq(candidate.vacancyId, vacancyId),
    query === ''
      ? undefined
      : or(
          like(sql`lower(${candidate.name})`, sql`${needle} ESCAPE '\\'`),
          like(candidate.number, sql`${needle} ESCAPE '\\'`),
        ),
  )
  const [total] = await store.read.select({ n: count() }).from(candidate).where(where)
  const rows = await store.read
    .select({
      candidate,
      code: vacancy.code,
      needType: vacancy.needType,
      sitting: sitting.name,
      seatRoom: seat.room,
      seatStation: seat.station,
      status: attempt.status,
      sittingState: sitting.state,
    })
    .from(candidate)
    .innerJoin(vacancy, eq(vacancy.id, candidate.vacancyId))
    // One row for each candidate: the seat of the SKB is not the one that an unseated candidate waits for.
    .leftJoin(seat, and(eq(seat.candidateId, candidate.id), ne(seat.stage, 'skb')))
    .leftJoin(sitting, eq(sitting.id, seat.sittingId))
    .leftJoin(attempt, and(eq(attempt.candidateId, candidate.id), eq(attempt.sittingId, seat.sittingId)))
    .where(where)
    .orderBy(asc(candidate.number))
    .limit(pageSize)
    .offset((page - 1) * pageSize)
  return {
    rows: rows.map((row) => ({
      id: row.candidate.id,
      number: row.candidate.number,
      name: row.candidate.name,
      nik: row.candidate.nikMasked,
      vacancyCode: row.code,
      needType: row.needType,
      accommodation: row.candidate.accommodation,
      venue: row.candidate.venue,
      room: row.seatRoom ?? row.candidate.room,
      station: row.seatStation ?? row.candidate.station,
      sitting: row.sitting,
      state: row.status ?? (row.sittingState === 'closed' ? 'absent' : row.sitting ? 'seated' : 'unseated'),
    })),
    total: total?.n ?? 0,
    page,
    pageSize,
  }
}
