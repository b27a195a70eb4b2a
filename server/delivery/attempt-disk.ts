import type { Attempt } from './attempt.ts'
import type { LogRow } from './event-log.ts'

/** An attempt as folded from its log, and where its log stands. */
export interface Standing {
  id: string
  attempt: Attempt
  seq: number
  head: string
  /** Hash of the row that finished it, which the receipt shows: a late entry after it moves the head alone. */
  finish: string | null
}

/** What the writer asks of a disk: the log of attempts and their summaries, in one transaction. */
export interface AttemptDisk {
  /** The folds of these logs; an attempt that was never opened is not in it. */
  load(ids: readonly string[]): Promise<Map<string, Standing>>
  /**
   * Appends the rows and writes the summaries, all or nothing, and keeps the exam clock. Resolves when they are durable.
   * Returns the attempts in whose log another process took a place first; where there is one, nothing was stored.
   * @throws where the disk is full or failing: nothing was stored.
   */
  commit(rows: readonly LogRow[], changed: readonly Standing[]): Promise<ReadonlySet<string>>
}

/** What a station does by itself and knows already; nothing of a summary but its progress moves by it. */
export const isSmall = (kind: string): boolean => kind === 'answered' || kind === 'flagged' || kind === 'late'

/** The attempts in whose rows there is more than that. */
export function movedByMore(rows: readonly LogRow[]): Set<string> {
  const big = new Set<string>()
  for (const { kind, attemptId } of rows) if (!isSmall(kind)) big.add(attemptId)
  return big
}
