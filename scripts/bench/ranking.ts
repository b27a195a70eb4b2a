import { randomFrom } from '../../question-bank/random.ts'
import { rankVacancy } from '../../scoring/ranking.ts'
import type { RuleSet } from '../../scoring/rule-set.ts'
import { RULE_SETS } from '../../scoring/rule-sets/index.ts'
import type { Say } from './say.ts'

/** One vacancy with very many candidates. */
export function benchRanking(say: Say, candidates: number): void {
  const rules = RULE_SETS['skd-cpns-2024'] as RuleSet
  const entries = Array.from({ length: candidates }, (_, n) => {
    const draws = randomFrom(`bench ${n}`)
    const points = { TWK: 65 + 5 * draws.below(18), TIU: 80 + 5 * draws.below(20), TKP: 166 + draws.below(60) }
    return { id: String(n), points: { ...points, total: points.TWK + points.TIU + points.TKP }, disqualified: false }
  })
  const from = performance.now()
  rankVacancy(rules, { needType: 'umum', need: 1000 }, entries)
  say(`rank ${candidates} candidates of one vacancy`, performance.now() - from, 'ms')
}
