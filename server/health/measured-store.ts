import type { AttemptDisk } from '../delivery/attempt-disk.ts'
import { add, type Tally } from './tally.ts'

const ANSWERS = new Set(['answered', 'flagged', 'late'])

/** The attempts' disk, counted: what was made durable, how long it took, and whether a commit hangs. */
export const measured = (
  disk: AttemptDisk,
  tally: Tally,
  now: () => number = () => performance.now(),
): AttemptDisk => ({
  load: (ids) => disk.load(ids),
  async commit(rows, changed) {
    const from = now()
    tally.begunAt ??= from
    try {
      const lost = await disk.commit(rows, changed)
      tally.commits += 1
      if (lost.size === 0) {
        tally.events += rows.length
        for (const { kind } of rows) if (ANSWERS.has(kind)) tally.answers += 1
        add(tally.batch, rows.length)
      }
      add(tally.commitSeconds, (now() - from) / 1000)
      return lost
    } catch (error) {
      tally.commitsFailed += 1
      throw error
    } finally {
      tally.begunAt = null
      tally.endedAt = now()
    }
  },
})
