import { and, count, eq } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import type { Services } from '../services.ts'

/**
 * Names the state of everything that a publication follows from. All of it only ever grows (rows are added and never
 * changed, sittings close and do not reopen), so its sizes name it. Read before a list is computed and again in the
 * transaction that freezes it: nothing may have come in between (RS10).
 */
export async function resultsVersion({ store }: Pick<Services, 'store'>, db: Db): Promise<string> {
  const t = store.tables
  const sizes: number[] = []
  const size = async (query: PromiseLike<{ n: number }[]>) => void sizes.push((await query)[0]?.n ?? 0)
  const n = { n: count() }
  for (const table of [t.vacancy, t.candidate, t.seat, t.standing, t.outsideScore] as const)
    await size(db.select(n).from(table as typeof t.vacancy))
  for (const table of [t.publication, t.publicationWithdrawal, t.objectionWindow, t.objection] as const)
    await size(db.select(n).from(table as unknown as typeof t.vacancy))
  await size(db.select(n).from(t.objectionDecision))
  await size(db.select(n).from(t.itemKey))
  await size(db.select(n).from(t.sitting).where(eq(t.sitting.state, 'closed')))
  await size(
    db
      .select(n)
      .from(t.proposal)
      .where(and(eq(t.proposal.kind, 'tie'), eq(t.proposal.state, 'approved'))),
  )
  // Scores of a sitting that goes on decide nothing yet.
  await size(
    db
      .select(n)
      .from(t.score)
      .innerJoin(t.scoreRun, eq(t.scoreRun.id, t.score.runId))
      .innerJoin(t.sitting, and(eq(t.sitting.id, t.scoreRun.sittingId), eq(t.sitting.state, 'closed'))),
  )
  return sizes.join('.')
}
