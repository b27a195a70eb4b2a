import { isRefusal } from '../protocol/refusals.ts'
import type { SampleOf } from '../rule-sets/rule-set-routes.ts'
import type { Services } from '../services.ts'
import { rankingView } from './ranking-view.ts'

/** The scored candidates of a vacancy as people on whom a rule set can be tried (RU3). */
export const scoredSample =
  (services: Pick<Services, 'store' | 'secret'>): SampleOf =>
  async (vacancy) => {
    const view = await rankingView(services, vacancy)
    if (isRefusal(view)) return view
    const { code, position, needType, need } = view.vacancy
    return {
      title: `${code} ${position}`,
      needType,
      need,
      people: view.rows.map(({ number, points }) => ({ number, needType, points })),
    }
  }
