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

/** What one response to one item adds to a section, under the new key less under the old one. */
interface Difference {
  points: number
  max: number
  correct: number
  wrong: number
}

/**
 * A result under mended keys, from the result before and the responses to the changed items alone: the same as scoring
 * the whole attempt anew (RW3). Whole points. `responses` stand in the order of `keys`; undefined: not on the form.
 * Returns the same object where nothing changes.
 */
export function rescorerOf(
  ruleSet: RuleSet,
  keys: { before: ItemKey; after: ItemKey }[],
): (result: Result, responses: (Response | undefined)[]) => Result {
  const known = new Map<string, Difference>()
  const differenceOf = (nth: number, { section, option }: Response): Difference => {
    const name = `${nth}\0${section}\0${option ?? '\0'}`
    const found = known.get(name)
    if (found) return found
    const rule = ruleSet.sections.find(({ id }) => id === section)?.scoring
    const pair = keys[nth]
    if (!rule || !pair) throw new Error(`bug: no section ${section} in ${ruleSet.id}, or no key ${nth}`)
    const [old, now] = [scoreItem(rule, pair.before, option), scoreItem(rule, pair.after, option)]
    const made = {
      points: now.points - old.points,
      max: maxPoints(rule, pair.after) - maxPoints(rule, pair.before),
      correct: Number(now.state === 'correct') - Number(old.state === 'correct'),
      wrong: Number(now.state === 'wrong') - Number(old.state === 'wrong'),
    }
    known.set(name, made)
    return made
  }
  return (result, responses) => {
    let after = result
    for (const [nth, response] of responses.entries()) {
      if (!response) continue
      const by = differenceOf(nth, response)
      if (by.points === 0 && by.max === 0 && by.correct === 0 && by.wrong === 0) continue
      after = {
        sections: after.sections.map((one) =>
          one.id === response.section
            ? {
                ...one,
                points: one.points + by.points,
                max: one.max + by.max,
                correct: one.correct + by.correct,
                wrong: one.wrong + by.wrong,
              }
            : one,
        ),
        total: after.total + by.points,
        max: after.max + by.max,
      }
    }
    return after
  }
}

/** `pointsOf` without its two objects a call: a hundred thousand results are read at once here. */
export function pointsIn({ sections, total }: Result): Record<string, number> {
  const points: Record<string, number> = {}
  for (const section of sections) points[section.id] = section.points
  points['total'] = total
  return points
}
