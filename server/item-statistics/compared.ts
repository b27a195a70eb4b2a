import { type Before, drift, TAKERS_MIN } from '../../scoring/item-flags.ts'
import type { AskedItem, SittingFigures } from './asked.ts'

/** Fewer common items tell no usual change. */
const COMMON_MIN = 5

type Figures = Pick<SittingFigures, 'asked' | 'statistics'>
const nameOf = ({ sectionId, item }: AskedItem) => `${sectionId}\0${item}`

/** What each item earned on all earlier sittings together, by number of the item of this one; null where on none. */
export function beforeOf(now: Figures, earlier: readonly Figures[]): (Before | null)[] {
  const sums = new Map<string, { n: number; share: number; square: number }>()
  for (const { asked, statistics } of earlier)
    for (const [number, item] of asked.entries()) {
      const { facility, sd, taken } = statistics.items[number] ?? { facility: null, sd: null, taken: 0 }
      if (facility === null || sd === null) continue
      const sum = sums.get(nameOf(item)) ?? { n: 0, share: 0, square: 0 }
      sum.n += taken
      sum.share += facility * taken
      // Of points in the share of their maximum, so that sittings add up.
      sum.square += (taken - 1) * sd * sd + taken * (facility * item.max) ** 2
      sums.set(nameOf(item), sum)
    }
  return now.asked.map((item) => {
    const sum = sums.get(nameOf(item))
    if (!sum || sum.n < 2 || item.max === 0) return null
    const facility = sum.share / sum.n
    const spread = (sum.square - sum.n * (facility * item.max) ** 2) / (sum.n - 1)
    return { facility, sd: Math.sqrt(Math.max(0, spread)), taken: sum.n }
  })
}

/** The drift of each item beyond the usual change of its section (ST15), by number of the item. */
export function driftsOf(now: Figures, before: readonly (Before | null)[]): ReturnType<typeof drift>[] {
  const changes = new Map<number, number[]>()
  for (const [number, { section }] of now.asked.entries()) {
    const is = now.statistics.items[number]
    const was = before[number]
    if (!was || !is || is.facility === null || is.taken < TAKERS_MIN || was.taken < TAKERS_MIN) continue
    changes.set(section, [...(changes.get(section) ?? []), is.facility - was.facility])
  }
  const usual = (section: number): number => {
    const of = changes.get(section) ?? []
    return of.length < COMMON_MIN ? 0 : of.reduce((sum, change) => sum + change, 0) / of.length
  }
  return now.asked.map(({ section, max }, number) => {
    const is = now.statistics.items[number]
    const was = before[number]
    return is && was ? drift(is, was, usual(section), max) : null
  })
}
