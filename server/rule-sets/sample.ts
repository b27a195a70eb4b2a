import { randomFrom } from '../../question-bank/random.ts'
import type { RuleSet } from '../../scoring/rule-set.ts'

/** A person of a sample: numbers only. */
export interface SamplePerson {
  number: string
  needType: string
  points: Record<string, number> | null
}

const EACH = 120

/**
 * A believable population for looking at a rule set's effect: for every need type 120 people, of whom every tenth is
 * absent. An able person is able in every section, with some spread, as people are. Drawn from the rule set's
 * sections alone, so two rule sets with the same sections meet the same people (RU4). Pure.
 */
export function samplePopulation(rules: Pick<RuleSet, 'sections' | 'needTypes'>): SamplePerson[] {
  return rules.needTypes.flatMap(({ id: needType }) =>
    Array.from({ length: EACH }, (_, index) => {
      const random = randomFrom(`rule set sample ${needType} ${index}`)
      const number = `${needType}-${String(index + 1).padStart(3, '0')}`
      if (index % 10 === 9) return { number, needType, points: null }
      const ability = 30 + (random.below(36) + random.below(36))
      const points: Record<string, number> = {}
      let total = 0
      for (const { id, items, scoring } of rules.sections) {
        let sum = 0
        for (let item = 0; item < items; item += 1) {
          const knows = random.below(100) < ability
          if (scoring.kind === 'correct') sum += knows ? scoring.points : 0
          else sum += knows ? scoring.most : scoring.least + random.below(scoring.most - scoring.least + 1)
        }
        points[id] = sum
        total += sum
      }
      return { number, needType, points: { ...points, total } }
    }),
  )
}
