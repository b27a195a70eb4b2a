import { judge, type Shortfall, valueOf } from './result.ts'
import type { RankingKey, RuleSet } from './rule-set.ts'

export interface RankingEntry {
  id: string
  /** Names have no place here: nobody may be ranked, or found, by name. */
  name?: never
  /** Whole points by section id and 'total'; null: absent. */
  points: Record<string, number> | null
  disqualified: boolean
}

export interface RankedEntry {
  id: string
  /** From 1; equals share one and the next is skipped (1, 2, 2, 4). Null for TL, TH and DIS. */
  place: number | null
  /** P/L goes on · P passed, beyond the cut · TL threshold not met · TH absent · DIS disqualified. */
  code: 'P/L' | 'P' | 'TL' | 'TH' | 'DIS'
  points: Record<string, number> | null
  /** Ids of the candidates equal on every ranking key, in order of id. */
  tiedWith: string[]
  reason: Reason
}

/** Why a row stands where it stands: data, so that it can be stored, published and worded in any language. */
export type Reason =
  | { kind: 'first'; cut: Cut }
  | ({ kind: 'below'; cut: Cut } & Below)
  | { kind: 'tied'; on: KeyValue[]; below: Below | null; cut: Cut }
  | { kind: 'threshold'; shortfalls: Shortfall[] }
  | { kind: 'absent' }
  | { kind: 'disqualified' }

/** The first key that differs from the candidate just above, and the keys before it, which are equal. */
export interface Below {
  on: RankingKey
  have: number
  above: { place: number; value: number }
  equal: KeyValue[]
}

export interface KeyValue {
  on: RankingKey
  value: number
}

export interface Cut {
  /** 'identical': one of an equal group that stands across the cut; all of them go on. */
  standing: 'within' | 'identical' | 'beyond'
  /** How many candidates the cut admits before equal ones are counted. */
  places: number
}

/**
 * Ranks the candidates of one vacancy: those who met the threshold by the keys of the rule set, then TL by the
 * same keys, then TH, then DIS. Equal candidates share a place and stand in order of id, so the list is the same
 * whatever order the entries come in. At the cut (`cutTimesNeed` x need, or the need itself) equal candidates
 * all go on. Without `cutTimesNeed` (PPPK) P/L only says "within the need so far": the final codes come later.
 * Throws on a repeated id, a need that is not a whole number, an unknown need type, or missing points.
 * Source: PermenPANRB 27/2021 and 6/2024 (3 x need; TKP, TIU, TWK; all who are equal go on); RULES.md RK1 to RK9.
 */
export function rankVacancy(
  ruleSet: RuleSet,
  vacancy: { needType: string; need: number },
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
  for (const { id, points, disqualified: isDisqualified } of entries) {
    const row = { id, place: null, points, tiedWith: [] }
    if (isDisqualified) disqualified.push({ ...row, code: 'DIS', reason: { kind: 'disqualified' } })
    else if (!points) absent.push({ ...row, code: 'TH', reason: { kind: 'absent' } })
    else {
      const { met, shortfalls } = judge(ruleSet, vacancy.needType, points)
      const values = keys.map((key) => valueOf(points, key))
      ;(met ? passed : short).push({ id, points, values, shortfalls })
    }
  }
  return [
    ...placeAll(passed.sort(byValues), keys, places),
    ...short.sort(byValues).map(belowThreshold),
    ...absent.sort(byId),
    ...disqualified.sort(byId),
  ]
}

interface Scored {
  id: string
  points: Record<string, number>
  /** One for each ranking key, most important first. */
  values: number[]
  shortfalls: Shortfall[]
}

/** `sorted` in groups of equals: each group gets one place, one code and one reason. */
function placeAll(sorted: Scored[], keys: RankingKey[], places: number): RankedEntry[] {
  const rows: RankedEntry[] = []
  let above: { place: number; values: number[] } | null = null
  for (let start = 0; start < sorted.length; ) {
    const { values } = sorted[start] as Scored
    let end = start + 1
    while (end < sorted.length && compareValues(values, (sorted[end] as Scored).values) === 0) end += 1
    const group = sorted.slice(start, end)
    const place = start + 1
    const standing = place > places ? 'beyond' : end > places ? 'identical' : 'within'
    const below = above && belowOf(values, above, keys)
    for (const { id, points } of group) {
      const tiedWith = group.flatMap((other) => (other.id === id ? [] : other.id))
      const code = standing === 'beyond' ? 'P' : 'P/L'
      const reason = reasonOf(group.length > 1, values, keys, below, { standing, places })
      rows.push({ id, place, code, points, tiedWith, reason })
    }
    above = { place, values }
    start = end
  }
  return rows
}

function reasonOf(tied: boolean, values: number[], keys: RankingKey[], below: Below | null, cut: Cut): Reason {
  if (tied) return { kind: 'tied', on: keyValues(keys, values), below, cut }
  return below ? { kind: 'below', ...below, cut } : { kind: 'first', cut }
}

function belowOf(values: number[], above: { place: number; values: number[] }, keys: RankingKey[]): Below {
  const index = values.findIndex((value, key) => value !== above.values[key])
  return {
    on: keys[index] as RankingKey,
    have: values[index] as number,
    above: { place: above.place, value: above.values[index] as number },
    equal: keyValues(keys.slice(0, index), values),
  }
}

function keyValues(keys: RankingKey[], values: number[]): KeyValue[] {
  return keys.map((on, index) => ({ on, value: values[index] as number }))
}

function belowThreshold({ id, points, shortfalls }: Scored): RankedEntry {
  return { id, place: null, code: 'TL', points, tiedWith: [], reason: { kind: 'threshold', shortfalls } }
}

function refuseRepeatedIds(entries: RankingEntry[]) {
  const seen = new Set<string>()
  for (const { id } of entries) {
    if (seen.has(id)) throw new Error(`candidate ${id} stands twice in one vacancy`)
    seen.add(id)
  }
}

function byValues(a: Scored, b: Scored): number {
  return compareValues(a.values, b.values) || byId(a, b)
}

/** Higher first. */
function compareValues(a: number[], b: number[]): number {
  for (let key = 0; key < a.length; key += 1) {
    const difference = (b[key] as number) - (a[key] as number)
    if (difference !== 0) return difference
  }
  return 0
}

/** By code unit, not by locale: the order of a published list must not depend on the machine that made it. */
function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}
