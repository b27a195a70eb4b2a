import type { Answered } from './item-statistics.ts'
import { noSums, variance } from './moments.ts'

/** How a section did as a measure, over everybody who had it. */
export interface SectionStatistics {
  candidates: number
  /** Items of it on a form; null where forms differ in that. */
  perForm: number | null
  /** Everybody had the very same items. */
  sameItems: boolean
  mean: number | null
  sd: number | null
  median: number | null
  min: number | null
  max: number | null
  skewness: number | null
  /** Beyond that of a normal curve. */
  kurtosis: number | null
  alpha: number | null
  /** In points: a score is this far from the true one, as a standard deviation. */
  standardError: number | null
  /** How many had each score, the lowest first. */
  scores: { score: number; count: number }[]
  /** Sum of the items' variances, for alpha without one of them. */
  itemVariance: number | null
  /** Score group of each candidate, 0 the lowest; equals stand together. */
  groupOf: Uint8Array
}

/** Score groups of a curve. */
export const GROUPS = 5

/** Reliability and spread of one section. Source: RULES.md ST8 to ST10. */
export function sectionStatistics({
  totals,
  counts,
  answered,
  items,
}: {
  totals: Float64Array
  /** Items of the section on each candidate's form. */
  counts: Uint32Array
  answered: Answered
  /** Points of each choice, by number of the item; null for an item of another section. */
  items: readonly (readonly number[] | null)[]
}): SectionStatistics {
  const had: number[] = []
  for (const [candidate, count] of counts.entries()) if (count > 0) had.push(candidate)
  const scores = had.map((candidate) => totals[candidate] as number).sort((a, b) => a - b)
  const n = scores.length
  const k = counts[had[0] ?? -1] ?? null
  const perForm = k !== null && had.every((candidate) => counts[candidate] === k) ? k : null
  const asked = sumsByItem(answered, items)
  const used = asked.filter((one) => one.n > 0)
  const sameItems = perForm !== null && used.length === perForm && used.every((one) => one.n === n)
  const variances = used.map((one) => variance(one))
  const moments = momentsOf(scores)
  const alpha = perForm === null ? null : alphaOf(perForm, moments.variance, had, asked, answered, items)
  return {
    ...{ candidates: n, perForm, sameItems, alpha },
    mean: n === 0 ? null : moments.mean,
    sd: moments.variance === null ? null : Math.sqrt(moments.variance),
    median: n === 0 ? null : ((scores[(n - 1) >> 1] as number) + (scores[n >> 1] as number)) / 2,
    min: scores[0] ?? null,
    max: scores[n - 1] ?? null,
    skewness: moments.skewness,
    kurtosis: moments.kurtosis,
    standardError: alpha === null || moments.variance === null ? null : Math.sqrt(moments.variance * (1 - alpha)),
    scores: [...Map.groupBy(scores, (score) => score)].map(([score, list]) => ({ score, count: list.length })),
    itemVariance: variances.every((one) => one !== null) ? variances.reduce((sum, one) => sum + one, 0) : null,
    groupOf: groupsOf(totals, had, scores),
  }
}

function sumsByItem({ items, choices }: Answered, points: readonly (readonly number[] | null)[]) {
  const sums = points.map(() => noSums())
  for (let at = 0; at < items.length; at += 1) {
    const worth = points[items[at] as number]?.[choices[at] as number]
    if (worth === undefined) continue
    const one = sums[items[at] as number] as ReturnType<typeof noSums>
    one.n += 1
    one.x += worth
    one.xx += worth * worth
  }
  return sums
}

/**
 * Alpha from the mean covariance of two items on one form: with the same items for all it is Cronbach's alpha (KR-20
 * for right and wrong) exactly. With drawn forms, whose difficulty differs, that difference counts as error and not
 * as what the section measures.
 */
function alphaOf(
  k: number,
  spread: number | null,
  had: readonly number[],
  asked: readonly { n: number; x: number }[],
  { starts, items, choices }: Answered,
  points: readonly (readonly number[] | null)[],
): number | null {
  if (k < 2 || !spread) return null
  let together = 0
  for (const candidate of had) {
    let sum = 0
    let squares = 0
    for (let at = starts[candidate] as number; at < (starts[candidate + 1] as number); at += 1) {
      const item = items[at] as number
      const worth = points[item]?.[choices[at] as number]
      if (worth === undefined) continue
      const { n, x } = asked[item] as { n: number; x: number }
      const from = worth - x / n
      sum += from
      squares += from * from
    }
    together += sum * sum - squares
  }
  return ((k / (k - 1)) * (together / (had.length - 1))) / spread
}

function momentsOf(scores: readonly number[]) {
  const n = scores.length
  const mean = scores.reduce((sum, score) => sum + score, 0) / n
  const power = (exponent: number) => scores.reduce((sum, score) => sum + (score - mean) ** exponent, 0) / n
  const [m2, m3, m4] = [power(2), power(3), power(4)]
  const k2 = (n * m2) / (n - 1)
  const k3 = (n * n * m3) / ((n - 1) * (n - 2))
  const k4 = (n * n * ((n + 1) * m4 - 3 * (n - 1) * m2 * m2)) / ((n - 1) * (n - 2) * (n - 3))
  return {
    mean,
    variance: n < 2 ? null : k2,
    skewness: n < 3 || k2 === 0 ? null : k3 / k2 ** 1.5,
    kurtosis: n < 4 || k2 === 0 ? null : k4 / k2 ** 2,
  }
}

/** By the middle of the ranks that a score takes up, so that equal scores are never parted. */
function groupsOf(totals: Float64Array, had: readonly number[], sorted: readonly number[]): Uint8Array {
  const groupOfScore = new Map<number, number>()
  for (let from = 0; from < sorted.length; ) {
    const score = sorted[from] as number
    let to = from
    while (sorted[to] === score) to += 1
    groupOfScore.set(score, Math.floor((GROUPS * (from + to)) / 2 / sorted.length))
    from = to
  }
  const groupOf = new Uint8Array(totals.length)
  for (const candidate of had) groupOf[candidate] = groupOfScore.get(totals[candidate] as number) ?? 0
  return groupOf
}
