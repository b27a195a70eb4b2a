import { and, gte, lte } from '../db/sql.ts'
import { readLog } from '../delivery/attempt-store.ts'
import { attemptIdOf, type Delivery } from '../delivery/delivery.ts'
import type { TimeView } from '../protocol/proctor.ts'
import { EMPTY_LEDGER } from '../protocol/time.ts'
import type { Services } from '../services.ts'

/** The time of one candidate with the outages since the attempt was opened; an empty ledger before that (P17). */
export async function timeView(
  services: Services,
  delivery: Delivery,
  sitting: string,
  candidate: string,
): Promise<TimeView> {
  const { clock, store } = services
  const id = attemptIdOf(sitting, candidate)
  const standing = await delivery.writer.peek(id)
  const view = { candidate, examNow: clock.exam(), wallNow: clock.wall() }
  if (!standing) return { ...view, ledger: EMPTY_LEDGER, outages: [] }
  const [opened] = await readLog(services, id)
  const table = store.tables.outage
  const rows = await store.read
    .select()
    .from(table)
    .where(and(gte(table.untilWall, opened?.at ?? 0), lte(table.fromWall, view.wallNow)))
  return {
    ...view,
    ledger: standing.attempt.ledger,
    outages: rows
      .map((row) => ({ ...row, cause: row.cause as 'server' | 'stall' }))
      .sort((a, b) => a.fromWall - b.fromWall),
  }
}
