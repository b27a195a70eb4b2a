import { ABSENT, BULK_CODES, type BulkRanking, type BulkVacancy, DISQUALIFIED, rankColumns } from './bulk-rank.ts'
import { type RankedEntry, rankVacancy } from './ranking.ts'
import type { Rescored, RescoreRow } from './rescore-points.ts'
import { type RuleSet, termsOf } from './rule-set.ts'

export interface RescoreVacancy extends BulkVacancy {
  id: string
}

type Standing = Pick<RankedEntry, 'place' | 'code'>

/** One vacancy's lists before and after; candidates by their position in the rows given. */
export interface Standings {
  before: (index: number) => Standing
  after: (index: number) => Standing
  /** Of the new list. */
  order: Iterable<number>
}

interface OneVacancy {
  vacancy: RescoreVacancy
  /** In order of id. */
  rows: Rescored[]
}

/**
 * Ranks every vacancy under its old and its new points: by columns, or by `rankVacancy` where birth dates or priority
 * groups are known. Source: RULES.md RE4, BU2.
 */
export function standingsOf(ruleSet: RuleSet, vacancies: OneVacancy[]): Standings[] {
  const byColumns = vacancies.filter(({ rows }) => !rows.some(({ row }) => needsMoreThanPoints(ruleSet, row)))
  const fast = new Map(rankedByColumns(ruleSet, byColumns).map((standings, index) => [byColumns[index], standings]))
  return vacancies.map((one) => fast.get(one) ?? rankedOneByOne(ruleSet, one))
}

function needsMoreThanPoints({ ranking }: RuleSet, { birthDate = null, group = null }: RescoreRow): boolean {
  return group !== null || (birthDate !== null && ranking.oldestFirst === true)
}

function rankedByColumns(ruleSet: RuleSet, vacancies: OneVacancy[]): Standings[] {
  const rows = vacancies.flatMap((one) => one.rows)
  const vacancyOf = Int32Array.from(vacancies.flatMap((one, index) => one.rows.map(() => index)))
  const flags = Uint8Array.from(rows, ({ row }) => (row.points ? 0 : ABSENT) | (row.disqualified ? DISQUALIFIED : 0))
  const rank = (pointsOf: (one: Rescored) => Record<string, number> | null) =>
    rankColumns(
      ruleSet,
      vacancies.map((one) => one.vacancy),
      { vacancyOf, flags, ...columnsOf(ruleSet, rows, pointsOf) },
    )
  const before = rank(({ row }) => row.points)
  const after = rank(({ points }) => points)
  return vacancies.map((_, index) => {
    const first = after.starts[index] as number
    // The rows of a vacancy stand together, so its first candidate is where its list begins, too.
    const order = after.order.subarray(first, after.starts[index + 1]).map((candidate) => candidate - first)
    return { before: (at) => standingAt(before, first + at), after: (at) => standingAt(after, first + at), order }
  })
}

function standingAt({ place, code }: BulkRanking, candidate: number): Standing {
  return { place: place[candidate] || null, code: BULK_CODES[code[candidate] as number] as Standing['code'] }
}

const LARGEST = 2 ** 31 - 1

function columnsOf(
  ruleSet: RuleSet,
  rows: Rescored[],
  pointsOf: (one: Rescored) => Record<string, number> | null,
): { points: Int32Array; totals: Int32Array } {
  const sections = ruleSet.sections.map(({ id }) => id)
  const used = new Set(
    [...ruleSet.ranking.keys, ...Object.values(ruleSet.thresholds).flatMap(({ least }) => Object.keys(least))]
      .concat(Object.values(ruleSet.statedByVacancy ?? {}).flat())
      .flatMap(termsOf),
  )
  const points = new Int32Array(rows.length * sections.length)
  const totals = new Int32Array(rows.length)
  for (const [index, one] of rows.entries()) {
    const own = pointsOf(one)
    if (!own) continue
    const whole = (on: string) => {
      const value = own[on]
      // A form may lack a section that nothing is ranked or judged by.
      if (value === undefined && !used.has(on)) return 0
      if (value === undefined || !Number.isInteger(value) || Math.abs(value) > LARGEST)
        throw new Error(`candidate ${one.id}: no whole points for ${on}: ${value}`)
      return value
    }
    for (const [column, id] of sections.entries()) points[index * sections.length + column] = whole(id)
    totals[index] = whole('total')
  }
  return { points, totals }
}

function rankedOneByOne(ruleSet: RuleSet, { vacancy, rows }: OneVacancy): Standings {
  const rank = (pointsOf: (one: Rescored) => Record<string, number> | null) =>
    rankVacancy(
      ruleSet,
      vacancy,
      rows.map((one) => {
        const { id, disqualified, birthDate, group } = one.row
        return { id, disqualified, birthDate, group, points: pointsOf(one) }
      }),
    )
  const at = new Map(rows.map(({ id }, index) => [id, index]))
  const before = rank(({ row }) => row.points)
  const after = rank(({ points }) => points)
  const standings = (list: RankedEntry[]) => {
    const of: Standing[] = []
    for (const { id, place, code } of list) of[at.get(id) as number] = { place, code }
    return (index: number) => of[index] as Standing
  }
  return { before: standings(before), after: standings(after), order: after.map(({ id }) => at.get(id) as number) }
}
