import type { OptionId } from '../../question-bank/item.ts'
import type { ItemKey } from '../../question-bank/key.ts'
import { maxPoints, scoreItem } from '../../scoring/outcome.ts'
import type { Result } from '../../scoring/result.ts'
import type { RuleSet } from '../../scoring/rule-set.ts'

/** The response to one changed item, where the form had it. */
export interface Response {
  section: string
  option: OptionId | null
}

/** What ranks: whole points by section, their sum, and the most there was to earn. */
export interface Earned {
  points: Record<string, number>
  total: number
  max: number
}

export function earnedOf({ sections, total, max }: Result): Earned {
  const points: Record<string, number> = {}
  for (const section of sections) points[section.id] = section.points
  return { points, total, max }
}

/** What one response to one item adds, under the new key less under the old one. */
interface Difference {
  points: number
  max: number
}

/**
 * What somebody earned under mended keys, from what she earned before and her responses to the changed items alone: the
 * same as scoring the whole attempt anew (RW3). `responses` stand in the order of `keys`; undefined: not on the form.
 * Returns the same object where nothing changes.
 */
export function rescorerOf(
  ruleSet: RuleSet,
  keys: { before: ItemKey; after: ItemKey }[],
): (earned: Earned, responses: (Response | undefined)[]) => Earned {
  const known = keys.map(() => new Map<string, Map<OptionId | null, Difference>>())
  const differenceOf = (nth: number, { section, option }: Response): Difference => {
    let options = known[nth]?.get(section)
    if (!options) {
      options = new Map()
      known[nth]?.set(section, options)
    }
    let difference = options.get(option)
    if (!difference) {
      difference = differ(ruleSet, section, keys[nth] as (typeof keys)[number], option)
      options.set(option, difference)
    }
    return difference
  }
  return (earned, responses) => {
    let after = earned
    for (let nth = 0; nth < responses.length; nth += 1) {
      const response = responses[nth]
      if (!response) continue
      const by = differenceOf(nth, response)
      if (by.points === 0 && by.max === 0) continue
      const { section } = response
      after = {
        points: { ...after.points, [section]: (after.points[section] ?? 0) + by.points },
        total: after.total + by.points,
        max: after.max + by.max,
      }
    }
    return after
  }
}

function differ(
  ruleSet: RuleSet,
  section: string,
  { before, after }: { before: ItemKey; after: ItemKey },
  option: OptionId | null,
): Difference {
  const rule = ruleSet.sections.find(({ id }) => id === section)?.scoring
  if (!rule) throw new Error(`bug: no section ${section} in ${ruleSet.id}`)
  return {
    points: scoreItem(rule, after, option).points - scoreItem(rule, before, option).points,
    max: maxPoints(rule, after) - maxPoints(rule, before),
  }
}
