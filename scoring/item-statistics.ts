import { add, correlation, covariance, normalHeightAt, noSums, type Sums, variance } from './moments.ts'
import { type OptionStatistics, optionStatistics } from './option-statistics.ts'
import { type SectionStatistics, sectionStatistics } from './section-statistics.ts'

/** One item as one section asks it: choice 0 is a blank, choice 1 the first option of its source. */
export interface StudiedItem {
  /** Column of the section. */
  section: number
  /** Of each choice, the blank first. */
  points: readonly number[]
  /** The most it gives: 0 where the key gives nothing. */
  max: number
}

/** What was answered, candidate after candidate, each form in the order in which its candidate saw it. */
export interface Answered {
  /** Where each candidate's places begin, and where the last one's end. */
  starts: Uint32Array
  /** Number of the item at each place. */
  items: Uint16Array
  choices: Uint8Array
  /** Working time that each place took, in ms; 0 where nothing is known. Left out: of none. */
  spentMs?: Uint32Array
}

export interface ItemStatistics {
  /** Had it on the form. */
  taken: number
  /** Left blank, with something answered further on; and blank with nothing answered further on. */
  omitted: number
  notReached: number
  facility: number | null
  /** Of its points, n - 1. */
  sd: number | null
  /** Correlation with the rest of the section; with the whole section, itself included. */
  discrimination: number | null
  uncorrected: number | null
  /** Of an item that is right or wrong. */
  biserial: number | null
  /** Facility among the 27 % with the highest section score, among the lowest, and the difference. */
  upper: number | null
  lower: number | null
  upperLower: number | null
  /** Share of the discrimination that points of this spread could reach at most. */
  efficiency: number | null
  /** Share that it has in the spread of the section. Only where all have the same items. */
  weight: number | null
  /** Alpha of the section without it. Only where all have the same items. */
  alphaWithout: number | null
  /** The blank first, then the options of the source. */
  choices: OptionStatistics[]
  /** Half of those who answered took less than this; nine in ten less than that. */
  medianMs: number | null
  slowMs: number | null
}

export interface Statistics {
  items: ItemStatistics[]
  sections: SectionStatistics[]
}

/** Of the takers at each end, in per cent. */
const END_PERCENT = 27

/**
 * Classical figures of every item and section over the forms of one sitting, drawn forms included. Ties at the edge of
 * the upper and lower groups stand in the order of the candidates given. Pure, and half a million answers are a
 * fraction of a second. Source: RULES.md ST1, ST2, ST4 to ST11.
 */
export function itemStatistics(items: readonly StudiedItem[], sections: number, answered: Answered): Statistics {
  const candidates = answered.starts.length - 1
  const totals = Array.from({ length: sections }, () => new Float64Array(candidates))
  const counts = Array.from({ length: sections }, () => new Uint32Array(candidates))
  const last = new Int32Array(candidates)
  for (let candidate = 0; candidate < candidates; candidate += 1) {
    last[candidate] = -1
    for (let at = start(answered, candidate); at < start(answered, candidate + 1); at += 1) {
      const { section, points } = itemAt(items, answered, at)
      const worth = points[answered.choices[at] as number]
      if (worth === undefined) throw new Error(`candidate number ${candidate}, place ${at}: no such choice`)
      ;(totals[section] as Float64Array)[candidate]! += worth
      ;(counts[section] as Uint32Array)[candidate]! += 1
      if (answered.choices[at] !== 0) last[candidate] = at
    }
  }
  const places = Array.from({ length: sections }, (_, section) =>
    placesByItem(items, section, answered, totals[section] as Float64Array),
  )
  const bySection = totals.map((total, section) =>
    sectionStatistics({
      totals: total,
      counts: counts[section] as Uint32Array,
      answered,
      items: items.map((one) => (one.section === section ? one.points : null)),
    }),
  )
  const studied = items.map((item, number) => {
    const { of, candidateAt } = places[item.section] as Places
    const at = of.get(number) ?? []
    const total = totals[item.section] as Float64Array
    const whole = bySection[item.section] as SectionStatistics
    return statisticsOf(item, at, candidateAt, total, whole, answered, last)
  })
  return { items: weighed(items, studied), sections: bySection }
}

interface Places {
  /** Places of an item, those of the candidates with the lowest section score first. */
  of: Map<number, number[]>
  candidateAt: Int32Array
}

function placesByItem(
  items: readonly StudiedItem[],
  section: number,
  answered: Answered,
  totals: Float64Array,
): Places {
  const order = Array.from(totals, (_, candidate) => candidate).sort(
    (a, b) => (totals[a] as number) - (totals[b] as number) || a - b,
  )
  const of = new Map<number, number[]>()
  const candidateAt = new Int32Array(answered.items.length)
  for (const candidate of order)
    for (let at = start(answered, candidate); at < start(answered, candidate + 1); at += 1) {
      candidateAt[at] = candidate
      const item = answered.items[at] as number
      if (items[item]?.section !== section) continue
      const list = of.get(item)
      if (list) list.push(at)
      else of.set(item, [at])
    }
  return { of, candidateAt }
}

type Unweighed = Omit<ItemStatistics, 'weight'> & { withTotal: number | null }

function statisticsOf(
  { points, max }: StudiedItem,
  at: readonly number[],
  candidateAt: Int32Array,
  totals: Float64Array,
  section: SectionStatistics,
  answered: Answered,
  last: Int32Array,
): Unweighed {
  const n = at.length
  const rest: Sums = noSums()
  const whole: Sums = noSums()
  const earned = new Float64Array(n)
  const rests = new Float64Array(n)
  const times: number[] = []
  let omitted = 0
  let notReached = 0
  for (let nth = 0; nth < n; nth += 1) {
    const place = at[nth] as number
    const candidate = candidateAt[place] as number
    const choice = answered.choices[place] as number
    const x = points[choice] as number
    const total = totals[candidate] as number
    earned[nth] = x
    rests[nth] = total - x
    add(rest, x, total - x)
    add(whole, x, total)
    if (choice === 0 && place > (last[candidate] as number)) notReached += 1
    else if (choice === 0) omitted += 1
    const spent = answered.spentMs?.[place] ?? 0
    if (spent > 0) times.push(spent)
  }
  const facility = n === 0 || max === 0 ? null : whole.x / (n * max)
  const group = endOf(n)
  const lower = shareOf(earned.subarray(0, group), max)
  const upper = shareOf(earned.subarray(n - group), max)
  const discrimination = correlation(rest)
  const isRightOrWrong = points.every((worth) => worth === 0 || worth === max)
  times.sort((a, b) => a - b)
  return {
    ...{ taken: n, omitted, notReached, facility, discrimination, lower, upper },
    sd: root(variance(whole)),
    uncorrected: correlation(whole),
    biserial:
      discrimination === null || facility === null || !isRightOrWrong
        ? null
        : (discrimination * Math.sqrt(facility * (1 - facility))) / normalHeightAt(facility),
    upperLower: upper === null || lower === null ? null : upper - lower,
    efficiency: efficiencyOf(rest, earned, rests),
    alphaWithout: alphaWithout(section, variance(whole), variance({ n, x: rest.y, xx: rest.yy })),
    choices: optionStatistics(points, at, candidateAt, totals, section, answered),
    medianMs: quantile(times, 0.5),
    slowMs: quantile(times, 0.9),
    withTotal: covariance(whole),
  }
}

/** Its share in the sum of the roots of the covariances with the section, as Moodle weighs. */
function weighed(items: readonly StudiedItem[], studied: readonly Unweighed[]): ItemStatistics[] {
  const sums = new Map<number, number>()
  for (const [number, { section }] of items.entries()) {
    const { withTotal, taken } = studied[number] as Unweighed
    if (taken > 0) sums.set(section, (sums.get(section) ?? 0) + Math.sqrt(Math.max(0, withTotal ?? 0)))
  }
  return studied.map(({ withTotal, ...one }, number) => {
    const sum = sums.get(items[number]?.section ?? -1) ?? 0
    const known = one.alphaWithout !== null && withTotal !== null && withTotal >= 0 && sum > 0
    return { ...one, weight: known ? Math.sqrt(withTotal) / sum : null }
  })
}

function alphaWithout(section: SectionStatistics, ofItem: number | null, ofRest: number | null): number | null {
  const { sameItems, perForm: k, itemVariance } = section
  if (!sameItems || k === null || k < 3 || itemVariance === null || ofItem === null || !ofRest) return null
  return ((k - 1) / (k - 2)) * (1 - (itemVariance - ofItem) / ofRest)
}

/** Half of a person goes to the even number, as R rounds. */
function endOf(n: number): number {
  const hundredths = END_PERCENT * n
  const whole = Math.floor(hundredths / 100)
  return hundredths % 100 === 50 ? whole + (whole % 2) : Math.round(hundredths / 100)
}

/** The covariance as a share of the one that the same points would have if they went to the best. */
function efficiencyOf(rest: Sums, earned: Float64Array, rests: Float64Array): number | null {
  const is = covariance(rest)
  const best = noSums()
  const [x, y] = [earned.slice().sort(), rests.slice().sort()]
  for (let nth = 0; nth < x.length; nth += 1) add(best, x[nth] as number, y[nth] as number)
  const most = correlation(best) === null ? null : covariance(best)
  return is === null || !most ? null : is / most
}

function shareOf(earned: Float64Array, max: number): number | null {
  if (earned.length === 0 || max === 0) return null
  return earned.reduce((sum, points) => sum + points, 0) / (earned.length * max)
}

const root = (square: number | null): number | null => (square === null ? null : Math.sqrt(square))
const quantile = (sorted: readonly number[], share: number): number | null =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null
const start = ({ starts }: Answered, candidate: number): number => starts[candidate] as number
function itemAt(items: readonly StudiedItem[], answered: Answered, at: number): StudiedItem {
  const item = items[answered.items[at] as number]
  if (!item) throw new Error(`place ${at}: no item number ${answered.items[at]}`)
  return item
}
