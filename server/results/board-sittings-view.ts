import { asc, ne } from '../db/sql.ts'
import type { BoardOverview } from '../protocol/board.ts'
import { policyOf } from '../scheduling/policy.ts'
import type { Services } from '../services.ts'

/** The sittings whose board the public may see, by their start: not those still to come or kept closed (RS19). */
export async function boardSittings({ store }: Pick<Services, 'store'>): Promise<BoardOverview['sittings']> {
  const { sitting } = store.tables
  const rows = await store.read
    .select({ id: sitting.id, name: sitting.name, state: sitting.state, policy: sitting.policy })
    .from(sitting)
    .where(ne(sitting.state, 'scheduled'))
    .orderBy(asc(sitting.startsAt), asc(sitting.name))
  return rows
    .filter(({ policy }) => policyOf(policy).board.show)
    .map(({ id, name, state }) => ({ id, name, state: state as 'open' | 'running' | 'closed' }))
}
