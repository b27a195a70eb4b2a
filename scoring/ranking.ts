import { byId, isDate } from './order.ts'
import { judge, type Shortfall, valueOf } from './result.ts'
import type { RankingKey, RuleSet } from './rule-set.ts'

export interface RankingEntry {
  id: string
  /** Names have no place here: nobody may be ranked, or found, by name. */
  name?: never
  /** Whole points by section id and 'total'; null: absent. */
  points: Record<string, number> | null
  disqualified: boolean
  /** ISO date; read only where the rule set puts the older applicant first. */
  birthDate?: string | null
  /** Priority group of the rule set ('R2'); null stands after all groups. */
  group?: string | null
}

export interface RankedEntry {
  id: string
  /** From 1; equals share one and the next is skipped (1, 2, 2, 4). Null for TL, TH and DIS. */
  place: number | null
  code: RankCode
  points: Record<string, number> | null
  /** Only where the rule set has groups. */
  group?: string | null
  /**
   * Empty, or the ids of all that are equal on everything that ranks, in order of id and with this row's own. The
   * rows of such a group share one array, since thousands may be equal.
   */
  tiedWith: readonly string[]
  reason: Reason
}

/**
 * P/L goes on · P passed, beyond the cut · TL threshold not met · TH absent · DIS disqualified · SERI equal across the
 * last place, so people must decide · in a priority group 'R3/L' instead of P/L and 'R3' instead of P.
 */
export type RankCode = 'P/L' | 'P' | 'TL' | 'TH' | 'DIS' | 'SERI' | GroupCode
/** Groups are named by the rule set. */
type GroupCode = string & {}

/** Why a row stands where it stands: data, so that it can be stored, published and worded in any language. */
export type Reason =
  | { kind: 'first'; cut: Cut }
  | ({ kind: 'below'; cut: Cut } & Below)
  | {
      kind: 'tied'
      on: KeyValue[]
      below: Below | null
      cut: Cut
      /** Age would part them, but a birth date is missing in the group. */
      why?: 'birth-date-missing'
    }
  | { kind: 'threshold'; shortfalls: Shortfall[] }
  | { kind: 'absent' }
  | { kind: 'disqualified' }

/**
 * The first key that differs from the candidate just above, and the keys before it, which are equal. A ranking key
 * shows points. 'group' and 'oldest' show an order in which 1 is the best: of the groups in the rule set, and of age
 * among those equal so far, so that no birth date ever leaves this folder.
 */
export interface Below {
  on: RankingKey | 'group' | 'oldest'
  have: number
  above: { place: number; value: number }
  equal: KeyValue[]
}

export interface KeyValue {
  on: RankingKey
  value: number
}

export interface Cut {
  /** 'identical': one of an equal group that stands across the cut. With a multiple of the need all of them go on. */
  standing: 'within' | 'identical' | 'beyond'
  /** How many candidates the cut admits before equal ones are counted. */
  places: number
}

/**
 * Ranks the candidates of one vacancy: those who met the threshold by priority group, then the keys of the rule set,
 * then age where the rule set says so; after them TL by the keys, then TH, then DIS. Equal candidates share a place
 * and stand in order of id, so the list is the same whatever order the entries come in. At a cut of `cutTimesNeed` x
 * need equal candidates all go on; where the need itself is the cut (PPPK) they are SERI.
 * Throws on a repeated id, a need that is not a whole number, an unknown need type or group, a birth date that is
 * none, missing points, or a stated threshold that is missing.
 * Source: PermenPANRB 27/2021 and 6/2024 (3 x need; TKP, TIU, TWK; all who are equal go on; Pasal 47(3) for PPPK),
 * KepmenPANRB 347/2024 diktum 30 (groups); RULES.md RK1 to RK13.
 */
export function rankVacancy(
  ruleSet: RuleSet,
  vacancy: { needType: string; need: number; thresholds?: Record<string, number> },
  entries: RankingEntry[],
): RankedEntry[] {
  const { keys, cutTimesNeed } = ruleSet.ranking
  const places = vacancy.need * (cutTimesNeed ?? 1)
  if (!Number.isSafeInteger(places) || places < 0) throw new Error(`need ${vacancy.need} is not a whole number`)
  refuseRepeatedIds(entries)

  const passed: Scored[] = []
  const short: Scored[] = []
  const absent: RankedEntry[] = []
  const disqualified: RankedEntry[] = []
  for (const entry of entries) {
    const { id, points } = entry
    const row = { id, place: null, points, ...groupOf(entry, ruleSet), tiedWith: [] }
    if (entry.disqualified) disqualified.push({ ...row, code: 'DIS', reason: { kind: 'disqualified' } })
    else if (!points) absent.push({ ...row, code: 'TH', reason: { kind: 'absent' } })
    else {
      const { met, shortfalls } = judge(ruleSet, vacancy.needType, points, vacancy.thresholds)
      const values = keys.map((key) => valueOf(points, key))
      ;(met ? passed : short).push({
        ...row,
        points,
        values,
        shortfalls,
        groupOrder: groupOrderOf(row.group, ruleSet),
        birthDate: birthDateOf(entry, ruleSet),
      })
    }
  }
  return [
    ...placeAll(passed, ruleSet, places),
    ...short.sort((a, b) => compareValues(a.values, b.values) || byId(a, b)).map(belowThreshold),
    ...absent.sort(byId),
    ...disqualified.sort(byId),
  ]
}

interface Scored {
  id: string
  points: Record<string, number>
  group?: string | null
  /** From 1, in the order of the rule set; one more for those in no group; 0 where there are no groups. */
  groupOrder: number
  /** One for each ranking key, most important first. */
  values: number[]
  birthDate: string | null
  shortfalls: Shortfall[]
}

/** Candidates equal on everything that ranks: they get one place, one code and one reason. */
interface Equals {
  members: Scored[]
  groupOrder: number
  values: number[]
  /** 1 for the oldest of those with the same values; 0 where age did not part them. */
  ageOrder: number
  why?: 'birth-date-missing'
}

function placeAll(passed: Scored[], ruleSet: RuleSet, places: number): RankedEntry[] {
  const { keys, cutTimesNeed } = ruleSet.ranking
  const rows: RankedEntry[] = []
  let above: { place: number; equals: Equals } | null = null
  for (const equals of inOrder(passed, ruleSet)) {
    const { members, values } = equals
    const place = rows.length + 1
    const end = rows.length + members.length
    const standing = place > places ? 'beyond' : end > places ? 'identical' : 'within'
    const cut: Cut = { standing, places }
    const below = above && belowOf(equals, above, keys)
    const tiedWith = members.length > 1 ? members.map(({ id }) => id) : []
    const reason = reasonOf(equals, keyValues(keys, values), below, cut)
    for (const { id, points, group } of members) {
      const code = cutTimesNeed === null && standing === 'identical' ? 'SERI' : codeOf(group, standing)
      rows.push({ id, place, code, points, ...(group === undefined ? {} : { group }), tiedWith, reason })
    }
    above = { place, equals }
  }
  return rows
}

/** By group, keys and age; inside an equal group by id, for the print alone. */
function inOrder(passed: Scored[], ruleSet: RuleSet): Equals[] {
  const sorted = passed.sort((a, b) => a.groupOrder - b.groupOrder || compareValues(a.values, b.values) || byId(a, b))
  const all: Equals[] = []
  for (let start = 0; start < sorted.length; ) {
    const { groupOrder, values } = sorted[start] as Scored
    let end = start + 1
    while (end < sorted.length && isEqual(sorted[start] as Scored, sorted[end] as Scored)) end += 1
    const members = sorted.slice(start, end)
    const equals = { members, groupOrder, values, ageOrder: 0 }
    if (ruleSet.ranking.oldestFirst && members.length > 1) all.push(...byAge(equals))
    else all.push(equals)
    start = end
  }
  return all
}

/** One missing birth date leaves the whole group equal: nobody may gain a place by what is not known of another. */
function byAge(equals: Equals): Equals[] {
  if (equals.members.some(({ birthDate }) => birthDate === null)) return [{ ...equals, why: 'birth-date-missing' }]
  const dates = [...Map.groupBy(equals.members, ({ birthDate }) => birthDate as string)].sort(([a], [b]) =>
    a < b ? -1 : 1,
  )
  return dates.map(([, members], index) => ({ ...equals, members, ageOrder: dates.length > 1 ? index + 1 : 0 }))
}

function codeOf(group: string | null | undefined, standing: Cut['standing']): RankCode {
  const isThrough = standing !== 'beyond'
  if (typeof group === 'string') return isThrough ? `${group}/L` : group
  return isThrough ? 'P/L' : 'P'
}

function reasonOf({ members, why }: Equals, on: KeyValue[], below: Below | null, cut: Cut): Reason {
  if (members.length > 1) return { kind: 'tied', on, below, cut, ...(why ? { why } : {}) }
  return below ? { kind: 'below', ...below, cut } : { kind: 'first', cut }
}

function belowOf(own: Equals, { place, equals: other }: { place: number; equals: Equals }, keys: RankingKey[]): Below {
  if (own.groupOrder !== other.groupOrder)
    return { on: 'group', have: own.groupOrder, above: { place, value: other.groupOrder }, equal: [] }
  const index = own.values.findIndex((value, key) => value !== other.values[key])
  if (index < 0)
    return {
      on: 'oldest',
      have: own.ageOrder,
      above: { place, value: other.ageOrder },
      equal: keyValues(keys, own.values),
    }
  return {
    on: keys[index] as RankingKey,
    have: own.values[index] as number,
    above: { place, value: other.values[index] as number },
    equal: keyValues(keys.slice(0, index), own.values),
  }
}

function keyValues(keys: RankingKey[], values: number[]): KeyValue[] {
  return keys.map((on, index) => ({ on, value: values[index] as number }))
}

function belowThreshold({ id, points, group, shortfalls }: Scored): RankedEntry {
  const reason = { kind: 'threshold' as const, shortfalls }
  return { id, place: null, code: 'TL', points, ...(group === undefined ? {} : { group }), tiedWith: [], reason }
}

/** The group as a field of the row; no field where the rule set has no groups. */
function groupOf({ id, group = null }: RankingEntry, ruleSet: RuleSet): { group?: string | null } {
  const { groups } = ruleSet.ranking
  if (group !== null && !groups?.includes(group))
    throw new Error(`candidate ${id}: rule set ${ruleSet.id} has no group ${group}`)
  return groups ? { group } : {}
}

function groupOrderOf(group: string | null | undefined, { ranking: { groups } }: RuleSet): number {
  if (!groups) return 0
  return typeof group === 'string' ? groups.indexOf(group) + 1 : groups.length + 1
}

function birthDateOf({ id, birthDate = null }: RankingEntry, ruleSet: RuleSet): string | null {
  if (birthDate === null || !ruleSet.ranking.oldestFirst) return null
  if (!isDate(birthDate)) throw new Error(`candidate ${id}: the birth date is no ISO date`)
  return birthDate
}

function refuseRepeatedIds(entries: RankingEntry[]) {
  const seen = new Set<string>()
  for (const { id } of entries) {
    if (seen.has(id)) throw new Error(`candidate ${id} stands twice in one vacancy`)
    seen.add(id)
  }
}

function isEqual(a: Scored, b: Scored): boolean {
  return a.groupOrder === b.groupOrder && compareValues(a.values, b.values) === 0
}

/** Higher first. */
function compareValues(a: number[], b: number[]): number {
  for (let key = 0; key < a.length; key += 1) {
    const difference = (b[key] as number) - (a[key] as number)
    if (difference !== 0) return difference
  }
  return 0
}
