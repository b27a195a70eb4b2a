import { and, asc, count, eq, gt, inArray, isNotNull, ne, sql } from '../db/sql.ts'
import type { DeskCounts, OfficerFigures, Verdict } from '../protocol/verification.ts'
import type { Services } from '../services.ts'
import { leaseOf, toCheck } from './desk-store.ts'

type Reads = Pick<Services, 'store' | 'clock'>

/** What waits in a period, and what this officer has in hand: the answer to "what must I do next?". */
export async function deskCounts(
  { store, clock }: Reads,
  officer: string,
  period: { id: string; name: string },
): Promise<DeskCounts> {
  const { application, verifying, vacancy } = store.tables
  const inPeriod = eq(application.periodId, period.id)
  const states = await store.read
    .select({ state: application.state, announced: sql<number>`count(${application.announcedAt})`, n: count() })
    .from(application)
    .where(and(inPeriod, inArray(application.state, ['submitted', 'passed', 'failed'])))
    .groupBy(application.state)
  const of = (state: string) => states.find((row) => row.state === state) ?? { n: 0, announced: 0 }
  const [due] = await store.read
    .select({ n: count() })
    .from(verifying)
    .innerJoin(application, eq(application.id, verifying.applicationId))
    .where(and(toCheck(store, period.id), ne(verifying.officer, officer)))
  const [returned] = await store.read
    .select({ n: count() })
    .from(verifying)
    .innerJoin(application, eq(application.id, verifying.applicationId))
    .where(
      and(eq(verifying.periodId, period.id), eq(verifying.checkState, 'returned'), eq(application.state, 'submitted')),
    )
  const held = await store.read
    .select({ verifying, number: application.number })
    .from(verifying)
    .innerJoin(application, eq(application.id, verifying.applicationId))
    .where(and(isNotNull(verifying.holder), gt(verifying.expiresAt, clock.wall())))
    .orderBy(asc(verifying.takenAt))
  // Counted first and named after: only a few hundred vacancies are looked up.
  const byVacancy = new Map(
    (
      await store.read
        .select({ id: application.vacancyId, n: count() })
        .from(application)
        .where(and(inPeriod, eq(application.state, 'submitted')))
        .groupBy(application.vacancyId)
    ).map(({ id, n }) => [id, n]),
  )
  const vacancies = (
    await store.read
      .select({ id: vacancy.id, code: vacancy.code, position: vacancy.position })
      .from(vacancy)
      .where(eq(vacancy.periodId, period.id))
      .orderBy(asc(vacancy.code))
  ).flatMap((one) => (byVacancy.has(one.id) ? [{ ...one, waiting: byVacancy.get(one.id) ?? 0 }] : []))
  const mine = held.find((row) => row.verifying.holder === officer)
  return {
    period: { id: period.id, name: period.name },
    waiting: of('submitted').n,
    toCheck: due?.n ?? 0,
    returned: returned?.n ?? 0,
    held: held
      .filter((row) => row.verifying.periodId === period.id)
      .map((row) => ({
        officer: row.verifying.holder ?? '',
        number: row.number ?? '',
        since: row.verifying.takenAt ?? 0,
      })),
    decided: { MS: of('passed').n, TMS: of('failed').n },
    announced: { MS: Number(of('passed').announced), TMS: Number(of('failed').announced) },
    vacancies,
    mine: mine ? { lease: leaseOf(mine.verifying), number: mine.number ?? '' } : null,
  }
}

/** What each officer did in a period (VC10), the busiest first. */
export async function officerFigures({ store }: Pick<Services, 'store'>, period: string): Promise<OfficerFigures[]> {
  const { application, verification, verificationCheck } = store.tables
  const inPeriod = eq(application.periodId, period)
  const decided = await store.read
    .select({
      officer: verification.officer,
      n: count(),
      tms: sql<number>`sum(CASE WHEN ${verification.verdict} = ${'TMS' satisfies Verdict} THEN 1 ELSE 0 END)`,
      mean: sql<
        number | null
      >`avg(CASE WHEN ${verification.takenAt} IS NULL THEN NULL ELSE ${verification.at} - ${verification.takenAt} END)`,
      returned: sql<number>`sum(CASE WHEN ${verificationCheck.outcome} = 'returned' THEN 1 ELSE 0 END)`,
    })
    .from(verification)
    .innerJoin(application, eq(application.id, verification.applicationId))
    .leftJoin(verificationCheck, eq(verificationCheck.verificationId, verification.id))
    .where(inPeriod)
    .groupBy(verification.officer)
  const checked = await store.read
    .select({ officer: verificationCheck.officer, n: count() })
    .from(verificationCheck)
    .innerJoin(verification, eq(verification.id, verificationCheck.verificationId))
    .innerJoin(application, eq(application.id, verification.applicationId))
    .where(inPeriod)
    .groupBy(verificationCheck.officer)
  const officers = new Set([...decided, ...checked].map(({ officer }) => officer))
  return [...officers]
    .map((officer): OfficerFigures => {
      const one = decided.find((row) => row.officer === officer)
      return {
        officer,
        decided: one?.n ?? 0,
        returned: Number(one?.returned ?? 0),
        tms: Number(one?.tms ?? 0),
        checked: checked.find((row) => row.officer === officer)?.n ?? 0,
        meanMs: one?.mean == null ? null : Math.round(Number(one.mean)),
      }
    })
    .sort((a, b) => b.decided - a.decided || b.checked - a.checked || (a.officer < b.officer ? -1 : 1))
}
