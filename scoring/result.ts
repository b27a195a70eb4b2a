import type { Form } from '../question-bank/form.ts'
import type { ItemId, OptionId } from '../question-bank/item.ts'
import type { ItemKey } from '../question-bank/key.ts'
import { maxPoints, scoreItem } from './outcome.ts'
import { type RankingKey, type RuleSet, termsOf } from './rule-set.ts'

/** One attempt's outcomes summed, in whole points. */
export interface Result {
  /** In the rule set's order; sections the form does not hold are left out. */
  sections: SectionResult[]
  total: number
  max: number
}

export interface SectionResult {
  id: string
  points: number
  /** Of the form at hand, so that a shorter paper has a smaller maximum. */
  max: number
  items: number
  /** `answered + blank = items`. */
  answered: number
  blank: number
  /** `correct + wrong = answered` where answers are right or wrong; both 0 in a weighted section. */
  correct: number
  wrong: number
}

/** One threshold not reached, in whole points. */
export interface Shortfall {
  /** 'total', a section id, or a sum, as the rule set words it. */
  on: string
  have: number
  need: number
}

/**
 * Scores one attempt under one version of the keys. `responses` holds the last saved response by item; an item
 * that is not in it is blank. Throws when form, keys, responses and rule set do not belong together, because a
 * score must never be given on a guess. Source: KepmenPANRB 321/2024; RULES.md SC1 to SC9.
 */
export function scoreAttempt(
  ruleSet: RuleSet,
  form: Form,
  keys: ReadonlyMap<ItemId, ItemKey>,
  responses: ReadonlyMap<ItemId, OptionId | null>,
): Result {
  const rules = new Map(ruleSet.sections.map((section) => [section.id, section.scoring]))
  const sums = new Map<string, SectionResult>()
  const seen = new Set<ItemId>()
  for (const slot of form.slots) {
    const { item, section } = slot
    const rule = rules.get(section)
    const key = keys.get(item)
    const choice = responses.get(item) ?? null
    if (!rule) throw new Error(`item ${item}: section ${section} is not in rule set ${ruleSet.id}`)
    if (!key) throw new Error(`item ${item}: no key`)
    if (key.item !== item) throw new Error(`item ${item}: given the key of item ${key.item}`)
    if (seen.has(item)) throw new Error(`item ${item}: twice in the form`)
    if (choice !== null && !slot.options.includes(choice)) throw new Error(`item ${item}: no option ${choice}`)
    seen.add(item)
    const sum = sums.get(section) ?? emptySection(section)
    sums.set(section, sum)
    const outcome = scoreItem(rule, key, choice)
    sum.points += outcome.points
    sum.max += maxPoints(rule, key)
    sum.items += 1
    if (outcome.state === 'blank') sum.blank += 1
    else sum.answered += 1
    if (outcome.state === 'correct') sum.correct += 1
    if (outcome.state === 'wrong') sum.wrong += 1
  }
  for (const item of responses.keys()) if (!seen.has(item)) throw new Error(`item ${item}: answered, not in the form`)
  const sections = ruleSet.sections.flatMap(({ id }) => sums.get(id) ?? [])
  return {
    sections,
    total: sections.reduce((sum, section) => sum + section.points, 0),
    max: sections.reduce((sum, section) => sum + section.max, 0),
  }
}

/**
 * Are the thresholds of a need type reached, and if not, which are short. A score at the threshold reaches it.
 * A rule set without thresholds is met by everybody (best rank decides). `stated` are the thresholds of the vacancy
 * itself, exactly where `statedByVacancy` asks for them. Throws on an unknown need type, on a stated threshold that
 * is missing or not asked for, and on points that are missing or not whole. Source: KepmenPANRB 321/2024;
 * KepmenPANRB 347/2024 D-29 (none for PPPK); 652/2023 (technical, for each position); RULES.md SC10 to SC13, SC16.
 */
export function judge(
  ruleSet: RuleSet,
  needType: string,
  points: Record<string, number>,
  stated: Record<string, number> = {},
): { met: boolean; shortfalls: Shortfall[] } {
  const shortfalls = thresholdOf(ruleSet, needType, stated)
    .map(([on, need]) => ({ on, have: valueOf(points, on), need }))
    .filter(({ have, need }) => have < need)
  return { met: shortfalls.length === 0, shortfalls }
}

/** What a need type must reach, fixed and stated, as [key, whole points]. Throws as `judge` does. RULES.md SC16. */
export function thresholdOf(
  ruleSet: RuleSet,
  needType: string,
  stated: Record<string, number> = {},
): [on: string, least: number][] {
  if (!ruleSet.needTypes.some((need) => need.id === needType))
    throw new Error(`rule set ${ruleSet.id} has no need type ${needType}`)
  const threshold = ruleSet.thresholds[needType]
  const asked = ruleSet.statedByVacancy?.[needType] ?? []
  if (!threshold && Object.keys(ruleSet.thresholds).length > 0)
    throw new Error(`rule set ${ruleSet.id} states no threshold for ${needType}`)
  for (const on of Object.keys(stated))
    if (!asked.includes(on)) throw new Error(`rule set ${ruleSet.id} asks no vacancy for a threshold on ${on}`)
  const own = asked.map((on): [string, number] => {
    const least = stated[on]
    if (least === undefined) throw new Error(`the vacancy states no threshold on ${on}`)
    if (!Number.isSafeInteger(least) || least < 0)
      throw new Error(`the threshold on ${on} is no whole number: ${least}`)
    return [on, least]
  })
  return [...Object.entries(threshold?.least ?? {}), ...own]
}

/** The points by section id, and 'total': what thresholds and ranking read. Whole points. */
export function pointsOf(result: Result): Record<string, number> {
  const points = Object.fromEntries(result.sections.map((section) => [section.id, section.points]))
  return { ...points, total: result.total }
}

/**
 * The whole points behind 'total', a section id or a sum ('A+B'). Throws on a part that is missing or not a whole
 * number: a comparison with it would put somebody in the wrong place without a word.
 */
export function valueOf(points: Record<string, number>, key: RankingKey): number {
  let sum = 0
  for (const term of termsOf(key)) {
    const value = points[term]
    if (!Number.isSafeInteger(value)) throw new Error(`no whole points for ${term}: ${value}`)
    sum += value as number
  }
  return sum
}

function emptySection(id: string): SectionResult {
  return { id, points: 0, max: 0, items: 0, answered: 0, blank: 0, correct: 0, wrong: 0 }
}
