import type { Form } from '../../../question-bank/form.ts'
import type { ItemId, OptionId } from '../../../question-bank/item.ts'
import type { ItemKey } from '../../../question-bank/key.ts'
import { scoreAttempt } from '../../../scoring/result.ts'
import type { RuleSet } from '../../../scoring/rule-set.ts'
import type { KeyedItem } from './keys.ts'
import { optionOf, type Responses } from './responses.ts'

export interface ScoredRow {
  number: string
  /** Points by section id; sections without an item in the key file are left out. */
  sections: Record<string, number>
  total: number
  max: number
  blank: number
  wrong: number
  correct: number
}

/** Scores every candidate by the whole key file as the one paper. Pure; RULES.md of scoring, SC1 to SC9. */
export function* scoreAll(
  ruleSet: RuleSet,
  items: ReadonlyMap<string, KeyedItem>,
  responses: Responses,
): Generator<ScoredRow> {
  const paper = [...items.values()]
  const form: Form = { slots: paper.map(({ item, section, options }) => ({ item, section, options })) }
  const keys = new Map<ItemId, ItemKey>(paper.map(({ item, key }) => [item, key]))
  for (const [number, choices] of responses) {
    const given = new Map<ItemId, OptionId>()
    for (const [index, { item, options }] of paper.entries()) {
      const option = optionOf(choices[index] as number)
      if (option !== null) given.set(item, options[option] as OptionId)
    }
    const { sections, total, max } = scoreAttempt(ruleSet, form, keys, given)
    const sum = (of: 'blank' | 'wrong' | 'correct') => sections.reduce((all, section) => all + section[of], 0)
    yield {
      number,
      sections: Object.fromEntries(sections.map(({ id, points }) => [id, points])),
      ...{ total, max, blank: sum('blank'), wrong: sum('wrong'), correct: sum('correct') },
    }
  }
}

/** Sections of the rule set that the key file has an item for, in the rule set's order. */
export function sectionsOf(ruleSet: RuleSet, items: ReadonlyMap<string, KeyedItem>): string[] {
  const there = new Set([...items.values()].map(({ section }) => section))
  return ruleSet.sections.flatMap(({ id }) => (there.has(id) ? [id] : []))
}
