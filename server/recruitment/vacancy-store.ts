import { and, asc, count, eq, inArray, or } from '../db/sql.ts'
import type { OpenVacancy, VacancyContent, VacancyVersion } from '../protocol/vacancies.ts'
import type { Services } from '../services.ts'

type Reading = Pick<Services, 'store'>

/** The published vacancies of a period in the order of their codes, with how many have applied. */
export async function openVacancies(services: Reading, periodId: string): Promise<OpenVacancy[]> {
  const { vacancy, unit } = services.store.tables
  const rows = await services.store.read
    .select({ vacancy, place: unit.district })
    .from(vacancy)
    .leftJoin(unit, eq(unit.id, vacancy.unitId))
    .where(and(eq(vacancy.periodId, periodId), eq(vacancy.state, 'open')))
    .orderBy(asc(vacancy.code))
  const applicants = await applicantsOf(services, periodId)
  return rows.map((row) => toOpen(row.vacancy, row.place, applicants.get(row.vacancy.id) ?? 0))
}

/** A published vacancy of a period, open or closed, by code or id; null where there is none to be seen. */
export async function findOpenVacancy(services: Reading, codeOrId: string): Promise<OpenVacancy | null> {
  const { vacancy, unit, application } = services.store.tables
  const [row] = await services.store.read
    .select({ vacancy, place: unit.district })
    .from(vacancy)
    .leftJoin(unit, eq(unit.id, vacancy.unitId))
    .where(and(or(eq(vacancy.id, codeOrId), eq(vacancy.code, codeOrId)), eq(vacancy.state, 'open')))
  if (!row || row.vacancy.periodId === null) return null
  const [sent] = await services.store.read
    .select({ n: count() })
    .from(application)
    .where(and(eq(application.vacancyId, row.vacancy.id), inArray(application.state, SENT)))
  return toOpen(row.vacancy, row.place, sent?.n ?? 0)
}

/** Every version of a vacancy since it was published, the newest first. */
export async function vacancyVersions({ store }: Reading, vacancyId: string): Promise<VacancyVersion[]> {
  const { vacancyVersion } = store.tables
  const rows = await store.read
    .select()
    .from(vacancyVersion)
    .where(eq(vacancyVersion.vacancyId, vacancyId))
    .orderBy(asc(vacancyVersion.version))
  return rows
    .map(({ version, at, actor, content, note }) => ({
      ...{ version, at, actor, note },
      content: JSON.parse(content) as VacancyContent,
    }))
    .reverse()
}

const SENT = ['submitted', 'passed', 'failed']

/** Applications sent for each vacancy of a period. */
export async function applicantsOf({ store }: Reading, periodId: string): Promise<Map<string, number>> {
  const { application } = store.tables
  const rows = await store.read
    .select({ id: application.vacancyId, n: count() })
    .from(application)
    .where(and(eq(application.periodId, periodId), inArray(application.state, SENT)))
    .groupBy(application.vacancyId)
  return new Map(rows.flatMap(({ id, n }) => (id === null ? [] : [[id, n] as const])))
}

/** A vacancy's row as the content that is published; the JSON columns are ours. */
export function contentOf(row: StoredContent): VacancyContent {
  const { code, position, unit, needType, need, education, description } = row
  return {
    ...{ code, position, unit, needType, need, education, description },
    requirements: JSON.parse(row.requirements) as VacancyContent['requirements'],
    skbPlan: JSON.parse(row.skbPlan) as VacancyContent['skbPlan'],
    thresholds: JSON.parse(row.thresholds) as VacancyContent['thresholds'],
  }
}
type StoredContent = Omit<VacancyContent, 'requirements' | 'skbPlan' | 'thresholds'> & {
  requirements: string
  skbPlan: string
  thresholds: string
}

const toOpen = (
  row: StoredContent & { id: string; periodId: string | null; version: number },
  place: string | null,
  applicants: number,
): OpenVacancy => ({
  ...contentOf(row),
  ...{ id: row.id, periodId: row.periodId ?? '', version: row.version, place: place ?? '', applicants },
})
