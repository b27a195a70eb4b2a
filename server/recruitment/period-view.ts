import { count, sql } from '../db/sql.ts'
import type { PeriodRow } from '../protocol/vacancies.ts'
import type { Services } from '../services.ts'
import { settingsProblems } from './period.ts'
import { listPeriods } from './period-store.ts'

/** The committee's list of periods, newest first: what each still needs, its vacancies and its applications. */
export async function periodRows(services: Pick<Services, 'store'>): Promise<PeriodRow[]> {
  const { vacancy, application } = services.store.tables
  const vacancies = await services.store.read
    .select({ period: vacancy.periodId, state: vacancy.state, n: count(), need: sql<number>`sum(${vacancy.need})` })
    .from(vacancy)
    .groupBy(vacancy.periodId, vacancy.state)
  const applications = await services.store.read
    .select({ period: application.periodId, n: count() })
    .from(application)
    .groupBy(application.periodId)
  return (await listPeriods(services)).map((period) => {
    const mine = vacancies.filter((row) => row.period === period.id)
    const of = (state: string) => mine.find((row) => row.state === state)
    return {
      ...period,
      problems: settingsProblems(period.settings),
      vacancies: {
        ...{ drafts: of('draft')?.n ?? 0, open: of('open')?.n ?? 0 },
        need: Number(of('open')?.need ?? 0),
      },
      applications: applications.find((row) => row.period === period.id)?.n ?? 0,
    }
  })
}
