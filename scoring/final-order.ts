import { compare, type Exact, exact, parseExact, rounded } from './exact.ts'
import type { FinalCandidate, FinalReason } from './final.ts'
import { type FinalScore, integrationOf } from './integration.ts'
import { byId, isDate } from './order.ts'
import { valueOf } from './result.ts'
import type { RuleSet } from './rule-set.ts'

/** One who stands in the final ranking: with a score, and with what parts equal ones, read once. */
export interface Contender {
  id: string
  candidate: FinalCandidate
  score: FinalScore
  gpa: Exact | null
}

type Tied = Extract<FinalReason, { kind: 'tied' }>
type Below = Extract<FinalReason, { kind: 'below' }>

/** Contenders whom nothing parts: one, or more with what they share and why they stay equal. */
export interface FinalGroup {
  /** In order of id. */
  members: Contender[]
  equal: Tied['equal']
  why: Tied['why']
}

/**
 * Throws on a birth date that is none and on an IPK or diploma mean that is no number from 0 to 100, naming the
 * candidate but not the value.
 */
export function contenderOf(candidate: FinalCandidate, score: FinalScore): Contender {
  const { id, birthDate, gpa: text } = candidate
  const gpa = text === null ? null : parseExact(text)
  if (text !== null && (gpa === null || compare(gpa, exact(100)) > 0))
    throw new Error(`candidate ${id}: the IPK or diploma mean is no number from 0 to 100`)
  if (birthDate !== null && !isDate(birthDate)) throw new Error(`candidate ${id}: the birth date is no ISO date`)
  return { id, candidate, score, gpa }
}

/**
 * Best first, in groups of equals. All that are equal so far are looked at together for each next key, never two by
 * two: whether IPK may part them depends on all of them, so pairs would give an order that turns with the input.
 * Source: PermenPANRB 27/2021, BKN 2021 and 2024 (SKD, TKP, TIU, TWK, IPK, age); RULES.md FI1 to FI3.
 */
export function finalOrder(rules: RuleSet, contenders: Contender[]): FinalGroup[] {
  return refine(contenders.toSorted(byId), keysOf(rules), [])
}

/** Why `own` stands below `other`, the group just above it with place `place`. */
export function belowOf(rules: RuleSet, own: FinalGroup, other: FinalGroup, place: number): Below {
  const [a, b] = [own.members[0] as Contender, other.members[0] as Contender]
  const equal: Below['equal'] = []
  for (const key of keysOf(rules)) {
    if (key.isUnknown?.(a) && key.isUnknown(b)) continue
    if (key.compare(a, b) === 0) {
      equal.push({ on: key.on, value: key.text(a) })
      continue
    }
    const [have, value] = key.on === 'final' ? apart(a.score.final, b.score.final) : [key.text(a), key.text(b)]
    return { kind: 'below', on: key.on, have, above: { place, value }, equal }
  }
  throw new Error(`bug: ${a.id} and ${b.id} differ in nothing`)
}

interface Key {
  on: string
  /** Below 0: `a` comes first. */
  compare(a: Contender, b: Contender): number
  /** For a reason. Empty for what belongs to the person: diploma and birth date never leave this folder. */
  text(one: Contender): string
  isUnknown?(one: Contender): boolean
  /** Why this key may not part these, though it knows something of them; null: it may. */
  forbids?(group: Contender[]): Tied['why'] | null
}

function keysOf(rules: RuleSet): Key[] {
  const final: Key = {
    on: 'final',
    compare: (a, b) => compare(b.score.final, a.score.final),
    text: ({ score }) => rounded(score.final, 3),
  }
  return [final, ...integrationOf(rules).ties.map(tieKey)]
}

function tieKey(on: string): Key {
  if (on === 'gpa')
    return {
      on,
      compare: (a, b) => (a.gpa && b.gpa ? compare(b.gpa, a.gpa) : 0),
      text: () => '',
      isUnknown: ({ gpa }) => gpa === null,
      forbids: (group) => {
        if (group.some(({ gpa }) => gpa === null)) return 'gpa-missing'
        const ofFour = group.filter(({ gpa }) => gpa !== null && compare(gpa, exact(4)) <= 0)
        return ofFour.length === 0 || ofFour.length === group.length ? null : 'gpa-mixed'
      },
    }
  if (on === 'oldest')
    return {
      on,
      compare: (a, b) => {
        const [first, second] = [a.candidate.birthDate ?? '', b.candidate.birthDate ?? '']
        return first < second ? -1 : first > second ? 1 : 0
      },
      text: () => '',
      isUnknown: ({ candidate }) => candidate.birthDate === null,
      forbids: (group) => (group.some(({ candidate }) => candidate.birthDate === null) ? 'birth-date-missing' : null),
    }
  const points = ({ candidate: { skd } }: Contender) => valueOf(skd, on === 'skd' ? 'total' : on)
  return { on, compare: (a, b) => points(b) - points(a), text: (one) => String(points(one)) }
}

function refine(group: Contender[], keys: Key[], equal: Tied['equal']): FinalGroup[] {
  const [key, ...rest] = keys
  if (group.length === 0) return []
  if (group.length === 1 || !key) return [{ members: group, equal, why: 'all-equal' }]
  // What nobody states parts nobody, and the next key is asked. Age is the last to ask: without it they stay equal.
  if (key.on === 'gpa' && group.every((one) => key.isUnknown?.(one))) return refine(group, rest, equal)
  const why = key.forbids?.(group) ?? null
  if (why) return [{ members: group, equal, why }]
  // Sorting is stable, so equals stay in order of id.
  const sorted = group.toSorted(key.compare)
  const groups: FinalGroup[] = []
  for (let start = 0; start < sorted.length; ) {
    const first = sorted[start] as Contender
    let end = start + 1
    while (end < sorted.length && key.compare(first, sorted[end] as Contender) === 0) end += 1
    groups.push(...refine(sorted.slice(start, end), rest, [...equal, { on: key.on, value: key.text(first) }]))
    start = end
  }
  return groups
}

/** Three decimals as they are published, or as many more as it takes to see the difference. */
function apart(a: Exact, b: Exact): [string, string] {
  for (let places = 3; ; places += 1) {
    const texts: [string, string] = [rounded(a, places), rounded(b, places)]
    if (texts[0] !== texts[1]) return texts
  }
}
