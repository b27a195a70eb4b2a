/** Figures that are counted as they happen, and read when somebody asks. Pure; cheap enough for every commit. */
export interface Spread {
  /** Upper edges of the buckets, ascending; what lies above all counts in `sum` and `count` alone. */
  edges: readonly number[]
  /** How many lie at or below each edge and above the one before. */
  counts: number[]
  sum: number
  count: number
}

export const spread = (edges: readonly number[]): Spread => ({ edges, counts: edges.map(() => 0), sum: 0, count: 0 })

export function add(spread: Spread, value: number): void {
  spread.sum += value
  spread.count += 1
  const at = spread.edges.findIndex((edge) => value <= edge)
  if (at >= 0) spread.counts[at] = (spread.counts[at] ?? 0) + 1
}

export interface Tally {
  /** Answers (flags and late ones too) that were acknowledged: they are on the disk. */
  answers: number
  /** Events of every kind. */
  events: number
  commits: number
  commitsFailed: number
  /** Events in a commit. */
  batch: Spread
  /** Seconds from handing a batch to the disk until it is durable, the sync included. */
  commitSeconds: Spread
  /** When the last commit ended and the running one began, ms of a monotonic clock; null where there is none. */
  endedAt: number | null
  begunAt: number | null
}

export const tally = (): Tally => ({
  ...{ answers: 0, events: 0, commits: 0, commitsFailed: 0, endedAt: null, begunAt: null },
  batch: spread([1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000]),
  commitSeconds: spread([0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5]),
})
