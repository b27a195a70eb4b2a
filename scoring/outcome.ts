import type { OptionId } from '../question-bank/item.ts'
import type { ItemKey } from '../question-bank/key.ts'
import type { RuleSection } from './rule-set.ts'

/** What one response earned, in whole points. */
export interface ItemOutcome {
  points: number
  /**
   * What the candidate did, which need not say what it earned: a blank stays 'blank' where everybody gets the points.
   * 'weighted' items have no right or wrong: every option given earns its weight.
   */
  state: 'blank' | 'correct' | 'wrong' | 'weighted'
}

/**
 * What a response to one item is worth, in whole points; `null` is blank and earns 0, unless the key gives the item
 * to everybody. Throws, naming the item, when the key does not fit the section's rule: that is our mistake, never the
 * candidate's. Source: KepmenPANRB 321/2024 (correct 5, wrong or blank 0; TKP 1 to 5 by option, blank 0);
 * RULES.md SC1 to SC4, RE1, RE2.
 */
export function scoreItem(rule: RuleSection['scoring'], key: ItemKey, choice: OptionId | null): ItemOutcome {
  if (key.kind === 'given' || key.kind === 'void')
    return { points: maxPoints(rule, key), state: done(rule, key, choice) }
  if (rule.kind === 'correct') {
    if (key.kind !== 'single') throw mismatch(rule, key)
    if (choice === null) return { points: 0, state: 'blank' }
    return key.correct.includes(choice) ? { points: rule.points, state: 'correct' } : { points: 0, state: 'wrong' }
  }
  const weights = weightsOf(rule, key)
  if (choice === null) return { points: 0, state: 'blank' }
  const points = weights.get(choice)
  if (points === undefined) throw new Error(`item ${key.item}: the key has no weight for option ${choice}`)
  return { points, state: 'weighted' }
}

/**
 * The most whole points the item can give: the section's points, or the best weight in its key (the section's best
 * where the key gives the item to everybody). 0 when the key names no correct option or is void. Throws like
 * `scoreItem`. Source: RULES.md SC5, RE1, RE2.
 */
export function maxPoints(rule: RuleSection['scoring'], key: ItemKey): number {
  if (key.kind === 'void') return 0
  if (key.kind === 'given') return rule.kind === 'correct' ? rule.points : rule.most
  if (rule.kind === 'correct') {
    if (key.kind !== 'single') throw mismatch(rule, key)
    return key.correct.length > 0 ? rule.points : 0
  }
  return Math.max(...weightsOf(rule, key).values())
}

/** Under a key that looks at no option. What is void earns nothing, so an answer to it counts as wrong, as in SC5. */
function done(rule: RuleSection['scoring'], key: ItemKey, choice: OptionId | null): ItemOutcome['state'] {
  if (choice === null) return 'blank'
  if (rule.kind === 'weighted') return 'weighted'
  return key.kind === 'given' ? 'correct' : 'wrong'
}

/** All weights are looked at, not only the chosen one, so that a bad key shows at the first candidate. */
function weightsOf(rule: RuleSection['scoring'] & { kind: 'weighted' }, key: ItemKey): Map<OptionId, number> {
  if (key.kind !== 'weighted') throw mismatch(rule, key)
  const weights = new Map(Object.entries(key.weights))
  if (weights.size === 0) throw new Error(`item ${key.item}: the key has no weights`)
  for (const [option, weight] of weights)
    if (!Number.isInteger(weight) || weight < rule.least || weight > rule.most)
      throw new Error(`item ${key.item}: weight ${weight} of option ${option} is not ${rule.least} to ${rule.most}`)
  return weights
}

function mismatch(rule: RuleSection['scoring'], key: ItemKey): Error {
  return new Error(`item ${key.item}: a ${key.kind} key in a section scored as ${rule.kind}`)
}
