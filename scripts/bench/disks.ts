import type { AttemptDisk } from '../../server/delivery/attempt-disk.ts'

/** What the bench puts in the place of the disk, to see what it costs. */
export type DiskKind =
  | 'as-it-is'
  /** Stores nothing, and says at once that it has: what everything else of an answer costs. */
  | 'nothing'
  /** One transaction for each answer, as one would at first. */
  | 'one-each'
  /** 10 ms more for each commit: a slow disk. */
  | 'slow'

const SLOW_MS = 10

export function otherDisk(kind: DiskKind, disk: AttemptDisk): AttemptDisk {
  switch (kind) {
    case 'as-it-is':
      return disk
    case 'nothing':
      return { load: (ids) => disk.load(ids), commit: async () => new Set() }
    case 'one-each':
      return {
        load: (ids) => disk.load(ids),
        async commit(rows, changed) {
          const lost = new Set<string>()
          for (const standing of changed) {
            const own = rows.filter((row) => row.attemptId === standing.id)
            for (const id of await disk.commit(own, [standing])) lost.add(id)
          }
          return lost
        },
      }
    case 'slow':
      return {
        load: (ids) => disk.load(ids),
        async commit(rows, changed) {
          const lost = await disk.commit(rows, changed)
          await new Promise((resolve) => setTimeout(resolve, SLOW_MS))
          return lost
        },
      }
  }
}
