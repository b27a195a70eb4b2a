import type { Form } from '../question-bank/form.ts'
import type { ItemId, OptionId } from '../question-bank/item.ts'
import type { ItemKey } from '../question-bank/key.ts'
import type { FinalCandidate, FinalVacancy } from './final.ts'
import { type Result, scoreAttempt } from './result.ts'
import type { RuleSet } from './rule-set.ts'

/** For tests: what a candidate did with one item. A number is the weight of the option chosen. */
export type Did = 'right' | 'wrong' | 'blank' | number

export interface Paper {
  form: Form
  keys: Map<ItemId, ItemKey>
  responses: Map<ItemId, OptionId | null>
}

/** A form with keys and responses, section by section: `paper(rules, { TWK: times(15, 'right'), ... })`. */
export function paper(ruleSet: RuleSet, did: Record<string, Did[]>): Paper {
  const made: Paper = { form: { slots: [] }, keys: new Map(), responses: new Map() }
  for (const [section, items] of Object.entries(did)) {
    const rule = ruleSet.sections.find(({ id }) => id === section)?.scoring
    if (!rule) throw new Error(`no section ${section}`)
    for (const [index, what] of items.entries()) {
      const item = `${section}-${index + 1}` as ItemId
      const weights =
        rule.kind === 'weighted'
          ? Array.from({ length: rule.most - rule.least + 1 }, (_, step) => rule.least + step)
          : [0, 0, 0, 0, 0]
      const options = weights.map((_, option) => 'ABCDE'[option] as OptionId)
      made.form.slots.push({ item, section, options })
      made.keys.set(
        item,
        rule.kind === 'weighted'
          ? {
              item,
              version: 1,
              kind: 'weighted',
              weights: Object.fromEntries(options.map((id, i) => [id, weights[i] as number])),
            }
          : { item, version: 1, kind: 'single', correct: ['A'] },
      )
      if (what === 'right') made.responses.set(item, 'A')
      else if (what === 'wrong') made.responses.set(item, 'B')
      else if (typeof what === 'number') made.responses.set(item, options[weights.indexOf(what)] as OptionId)
    }
  }
  return made
}

export function score(ruleSet: RuleSet, did: Record<string, Did[]>): Result {
  const { form, keys, responses } = paper(ruleSet, did)
  return scoreAttempt(ruleSet, form, keys, responses)
}

export function times<T>(count: number, value: T): T[] {
  return Array.from({ length: count }, () => value)
}

/** `right` right answers, the rest of `count` as said. */
export function rights(right: number, count: number, rest: Did = 'wrong'): Did[] {
  return [...times<Did>(right, 'right'), ...times(count - right, rest)]
}

/** SKD points with their total, in the order in which lists are printed. */
export function skd(TWK: number, TIU: number, TKP: number): Record<string, number> {
  return { TWK, TIU, TKP, total: TWK + TIU + TKP }
}

/** A formation row of the final ranking; SKB by CAT alone. */
export function formation(id: string, of: Partial<FinalVacancy> = {}): FinalVacancy {
  return {
    id,
    needType: 'umum',
    need: 1,
    position: 'Guru',
    qualification: 'S-1',
    unit: 'U1',
    plan: { extras: [] },
    ...of,
  }
}

/** One who went from the SKD to the SKB by CAT; SKB points of 500, null absent. */
export function finalist(
  id: string,
  vacancy: string,
  skdPoints: Record<string, number>,
  skb: number | null,
  of: Partial<FinalCandidate> = {},
): FinalCandidate {
  const cat = skb === null ? null : { points: skb, max: 500 }
  return { id, vacancy, skd: skdPoints, skb: { cat, extras: [] }, gpa: null, birthDate: null, dropped: null, ...of }
}
