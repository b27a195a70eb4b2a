import type { TieDecision } from '../../scoring/final.ts'
import { approvedOf } from '../approvals/approvals.ts'
import type { TieOrder } from '../protocol/results.ts'
import type { Services } from '../services.ts'
import { groupKey } from './ties.ts'

/** What an approved proposal of kind 'tie' holds; the reason is the proposal's. */
export type TieBody = Pick<TieOrder, 'stage' | 'vacancy' | 'order'>

/**
 * The orders that two people gave to equal candidates of these stages (RS13); of two for the same candidates the
 * later one. `vacancy` and `order` are ids.
 */
export async function tieDecisions(
  services: Pick<Services, 'store'>,
  stages: TieOrder['stage'][],
): Promise<TieDecision[]> {
  const decisions = new Map<string, TieDecision>()
  for (const { body, reason } of await approvedOf(services, 'tie')) {
    const { stage, vacancy, order } = body as TieBody
    if (stages.includes(stage)) decisions.set(groupKey(vacancy, order), { vacancy, order, reason })
  }
  return [...decisions.values()]
}
