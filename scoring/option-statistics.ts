import type { Answered } from './item-statistics.ts'
import { add, correlation, noSums } from './moments.ts'
import { GROUPS, type SectionStatistics } from './section-statistics.ts'

/** How one option of an item did, or the blank. */
export interface OptionStatistics {
  count: number
  share: number
  /** Of choosing it or not, with the section and with the rest of the section. */
  withTotal: number | null
  withRest: number | null
  /** Section score of those who chose it, on average. */
  meanTotal: number | null
  /** And of the rest, without this item's points. */
  meanRest: number | null
  /** Share of the score groups that chose it, the lowest group first; null for a group in which nobody had the item. */
  curve: (number | null)[]
}

/** Of every choice of one item, the blank first. Source: RULES.md ST3, ST6, ST7. */
export function optionStatistics(
  points: readonly number[],
  at: readonly number[],
  candidateAt: Int32Array,
  totals: Float64Array,
  { groupOf }: Pick<SectionStatistics, 'groupOf'>,
  { choices }: Pick<Answered, 'choices'>,
): OptionStatistics[] {
  const n = at.length
  const all = noSums()
  const allRest = noSums()
  const inGroup = new Uint32Array(GROUPS)
  const sums = points.map(() => ({ count: 0, total: 0, rest: 0, groups: new Uint32Array(GROUPS) }))
  for (const place of at) {
    const candidate = candidateAt[place] as number
    const choice = choices[place] as number
    const total = totals[candidate] as number
    const rest = total - (points[choice] as number)
    add(all, 0, total)
    add(allRest, 0, rest)
    const group = groupOf[candidate] as number
    inGroup[group]! += 1
    const chosen = sums[choice]
    if (!chosen) throw new Error(`place ${place}: no choice ${choice}`)
    chosen.count += 1
    chosen.total += total
    chosen.rest += rest
    chosen.groups[group]! += 1
  }
  return sums.map(({ count, total, rest, groups }) => ({
    count,
    share: n === 0 ? 0 : count / n,
    // Chosen is 1 and not chosen 0, so its sum and its sum of squares are both the count.
    withTotal: correlation({ ...all, x: count, xx: count, xy: total }),
    withRest: correlation({ ...allRest, x: count, xx: count, xy: rest }),
    meanTotal: count === 0 ? null : total / count,
    meanRest: count === 0 ? null : rest / count,
    curve: Array.from(groups, (chosen, group) => {
      const size = inGroup[group] as number
      return size === 0 ? null : chosen / size
    }),
  }))
}
