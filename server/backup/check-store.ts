import { hotOf } from '../db/hot.ts'
import { asc, count } from '../db/sql.ts'
import { brokenAt, type LogRow } from '../delivery/event-log.ts'
import type { Services } from '../services.ts'
import { headsDigest } from './manifest.ts'

/** What was found in the records of all attempts. */
export interface Records {
  attempts: number
  events: number
  lastEventAt: number | null
  heads: string
  /** Sentences, one for each attempt whose log is broken or whose summary says something else. */
  broken: string[]
}

const ATTEMPTS_AT_ONCE = 200
const BROKEN_MAX = 20

/** Recomputes every attempt's hash chain (A14) and compares where it ends with the summary row. */
export async function checkRecords({ store }: Pick<Services, 'store'>): Promise<Records> {
  const { attempt, attemptEvent } = store.tables
  const summaries = await store.read
    .select({ id: attempt.id, seq: attempt.lastSeq, head: attempt.head })
    .from(attempt)
    .orderBy(asc(attempt.id))
  const heads = headsDigest()
  const broken: string[] = []
  let events = 0
  let lastEventAt: number | null = null
  for (let from = 0; from < summaries.length; from += ATTEMPTS_AT_ONCE) {
    const some = summaries.slice(from, from + ATTEMPTS_AT_ONCE)
    const ids = some.map(({ id }) => id)
    const rows = await hotOf(store.read).eventsOf(ids)
    const logs = new Map<string, LogRow[]>()
    for (const row of rows) {
      const log = logs.get(row.attemptId) ?? []
      logs.set(row.attemptId, log)
      log.push(row)
      lastEventAt = Math.max(lastEventAt ?? 0, row.at)
    }
    events += rows.length
    for (const { id, seq, head } of some) {
      heads.add(id, seq, head)
      const log = logs.get(id) ?? []
      const at = brokenAt(id, log)
      const end = log.at(-1)
      if (broken.length >= BROKEN_MAX) continue
      if (at !== null) broken.push(`ujian ${id}: rantai putus pada peristiwa ${at} · the chain breaks at event ${at}`)
      else if (end?.seq !== seq || end.hash !== head)
        broken.push(
          `ujian ${id}: ringkasan berakhir di ${seq}, lognya di ${end?.seq ?? 0} · the summary ends at ${seq}, its log at ${end?.seq ?? 0}`,
        )
    }
  }
  const [all] = await store.read.select({ n: count() }).from(attemptEvent)
  if (all && all.n !== events)
    broken.push(`${all.n - events} peristiwa tanpa ringkasan ujian · events of attempts that have no summary`)
  return { attempts: summaries.length, events, lastEventAt, heads: heads.digest(), broken }
}
