import { pointsOf, type Result } from '../../scoring/result.ts'
import type { RuleSet } from '../../scoring/rule-set.ts'
import { and, asc, count, eq, inArray, isNull } from '../db/sql.ts'
import { attemptIdOf } from '../delivery/delivery.ts'
import type { RankingView, VacancyRow } from '../protocol/http.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import { birthDates } from '../recruitment/nik-seal.ts'
import { listVacancies } from '../recruitment/recruitment-store.ts'
import { boundRuleSet } from '../rule-sets/rule-set-store.ts'
import type { Services } from '../services.ts'
import { scoresInForce } from './score-store.ts'
import { standingsOf } from './standing-store.ts'
import { tieDecisions } from './tie-store.ts'
import { rankingOf, type SeatedPerson, type VacancyField } from './vacancy-ranking.ts'

/** Seats that a vacancy is ranked by; the SKB comes after. */
const STAGES = ['skd', 'single']
/** What an empty vacancy is shown under. */
const DEFAULT_RULES = 'skd-cpns-2024'
/** Attempts named one by one in a query; SQLite binds at most 32,766 values. */
const ASKED_MAX = 10_000

/** The ranked list of a vacancy as it stands, with the reason of each place, and what its publication must match. */
export async function rankingView(
  services: Pick<Services, 'store' | 'secret'>,
  vacancyIdOrCode: string,
): Promise<RankingView | Refusal> {
  const vacancy = (await listVacancies(services)).find(
    (one) => one.id === vacancyIdOrCode || one.code === vacancyIdOrCode,
  )
  if (!vacancy) return refuse('not-found', { what: 'Formasi' })
  const field = (await vacancyFields(services, [vacancy])).get(vacancy.id)
  if (!field) throw new Error(`bug: no field of vacancy ${vacancy.id}`)
  if (isRefusal(field)) return field
  const ranking = rankingOf(field, { decisions: await tieDecisions(services, ['skd']) })
  return isRefusal(ranking) ? ranking : ranking.view
}

/**
 * What decides the lists of these vacancies, each sitting read once; a refusal where no one list can be made. `known`
 * are points in force that the caller has read already, by sitting and candidate.
 */
export async function vacancyFields(
  services: Pick<Services, 'store' | 'secret'>,
  vacancies: VacancyRow[],
  known: ReadonlyMap<string, ReadonlyMap<string, Record<string, number>>> = new Map(),
): Promise<Map<string, VacancyField | Refusal>> {
  const { candidate, seat, sitting, test, attempt } = services.store.tables
  const only = vacancies.length === 1 ? vacancies[0]?.id : undefined
  const asked = only === undefined ? undefined : eq(candidate.vacancyId, only)
  const rows = await services.store.read
    .select({
      candidate: candidate.id,
      vacancy: candidate.vacancyId,
      number: candidate.number,
      name: candidate.name,
      birthDate: candidate.birthDate,
      priorityGroup: candidate.priorityGroup,
      sitting: sitting.id,
      sittingName: sitting.name,
      state: sitting.state,
      ruleSet: test.ruleSet,
      status: attempt.status,
    })
    .from(candidate)
    .innerJoin(seat, and(eq(seat.candidateId, candidate.id), inArray(seat.stage, STAGES)))
    .innerJoin(sitting, eq(sitting.id, seat.sittingId))
    .innerJoin(test, eq(test.id, sitting.testId))
    .leftJoin(attempt, and(eq(attempt.candidateId, candidate.id), eq(attempt.sittingId, sitting.id)))
    .where(asked)
    .orderBy(asc(candidate.number))
  const unseated = new Map(
    (
      await services.store.read
        .select({ vacancy: candidate.vacancyId, n: count() })
        .from(candidate)
        .leftJoin(seat, and(eq(seat.candidateId, candidate.id), inArray(seat.stage, STAGES)))
        .where(and(isNull(seat.candidateId), asked))
        .groupBy(candidate.vacancyId)
    ).map((row) => [row.vacancy, row.n]),
  )
  const points = new Map<string, Record<string, number>>()
  const late = new Map<string, number>()
  for (const [id, seated] of Map.groupBy(rows, (row) => row.sitting)) {
    const read = known.get(id)
    // One vacancy is asked for by the attempts of its own; many of them by whole sittings.
    const few = only !== undefined && seated.length <= ASKED_MAX
    const attempts = few ? { attempts: seated.map((row) => attemptIdOf(id, row.candidate)) } : {}
    const inForce = read ? null : await scoresInForce(services, id, { choices: false, ...attempts })
    late.set(id, inForce?.late ?? 0)
    for (const { candidateId, result } of inForce?.rows ?? [])
      points.set(`${id}\0${candidateId}`, pointsOf(JSON.parse(result) as Result))
  }
  const standings = await standingsOf(services)
  const rules = new Map<string, RuleSet>()
  for (const id of new Set([DEFAULT_RULES, ...rows.map((row) => row.ruleSet)]))
    rules.set(id, await boundRuleSet(services, id))
  const byVacancy = Map.groupBy(rows, (row) => row.vacancy)
  const openBirth = birthDates(services.secret)
  return new Map(
    vacancies.map((vacancy): [string, VacancyField | Refusal] => {
      const seated = byVacancy.get(vacancy.id) ?? []
      const used = [...new Set(seated.map((one) => one.ruleSet))]
      if (used.length > 1) return [vacancy.id, refuse('mixed-rule-sets', { what: used.join(', ') })]
      const people: SeatedPerson[] = seated.map(({ candidate, number, name, birthDate, priorityGroup, ...row }) => ({
        ...{ candidate, number, name, birthDate: openBirth(birthDate), priorityGroup },
        sitting: { id: row.sitting, name: row.sittingName, closed: row.state === 'closed' },
        present: row.status === 'finished',
        points: known.get(row.sitting)?.get(candidate) ?? points.get(`${row.sitting}\0${candidate}`) ?? null,
        standings: standings.get(candidate) ?? [],
      }))
      const ruleSet = rules.get(used[0] ?? DEFAULT_RULES) as RuleSet
      const behind = [...new Set(seated.map((row) => row.sitting))].reduce((n, id) => n + (late.get(id) ?? 0), 0)
      return [vacancy.id, { vacancy, ruleSet, people, unseated: unseated.get(vacancy.id) ?? 0, late: behind }]
    }),
  )
}
