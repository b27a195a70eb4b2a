import { expect, it } from 'vitest'
import { exact, parseExact, rounded } from './exact.ts'
import { finalScore, planProblems, type SkbPlan, type SkbScores } from './integration.ts'
import type { RuleSet } from './rule-set.ts'
import { RULE_SETS } from './rule-sets/index.ts'

const skd2024 = RULE_SETS['skd-cpns-2024'] as RuleSet
const none: SkbPlan = { extras: [] }
const cat = (points: number, max = 500): SkbScores => ({ cat: { points, max }, extras: [] })
const of = (...extras: [string, number][]): SkbPlan => ({ extras: extras.map(([kind, weight]) => ({ kind, weight })) })

it('[IN4] the SKD is scaled by the official paper of its year, the CAT by its own form', () => {
  const final = (rules: RuleSet, total: number, skb: SkbScores) => {
    const score = finalScore(rules, none, { total }, skb)
    return score && [rounded(score.skd100, 3), rounded(score.skb100, 3), rounded(score.final, 3)]
  }
  expect(final(skd2024, 400, cat(350))).toEqual(['72.727', '70.000', '71.091'])
  expect(final(RULE_SETS['skd-cpns-2019'] as RuleSet, 400, cat(350))).toEqual(['80.000', '70.000', '74.000'])
  expect(final(skd2024, 400, cat(280, 400))).toEqual(['72.727', '70.000', '71.091'])
})

it('[IN4] absent from any SKB test is no score', () => {
  const plan = of(['praktik', 25])
  const score = (skb: SkbScores) => finalScore(skd2024, plan, { total: 400 }, skb)
  expect(score({ cat: null, extras: [exact(90)] })).toBeNull()
  expect(score({ cat: { points: 1, max: 500 }, extras: [null] })).toBeNull()
  expect(score({ cat: null, extras: [null] })).toBeNull()
  expect(score({ cat: { points: 0, max: 500 }, extras: [exact(0)] })?.skb100).toEqual(exact(0))
})

it('[IN4] throws on points above their maximum and on scores that do not fit the plan', () => {
  const score =
    (total: number, skb: SkbScores, plan = none) =>
    () =>
      finalScore(skd2024, plan, { total }, skb)
  expect(score(551, cat(1))).toThrow('SKD: 551 of 550 points')
  expect(score(-1, cat(1))).toThrow('SKD: -1 of 550 points')
  expect(score(400.5, cat(1))).toThrow(/400.5/)
  expect(score(400, cat(501))).toThrow('SKB CAT: 501 of 500 points')
  expect(score(400, cat(0, 0))).toThrow('SKB CAT: 0 of 0 points')
  expect(() => finalScore(skd2024, none, { TWK: 100 }, cat(1))).toThrow(/undefined of 550/)
  expect(score(400, { ...cat(1), extras: [exact(90)] })).toThrow('1 extra scores for a plan of 0')
  const plan = of(['praktik', 40])
  expect(score(400, cat(1), plan)).toThrow('0 extra scores for a plan of 1')
  for (const bad of [exact(10001, 100), exact(-1)])
    expect(score(400, { ...cat(1), extras: [bad] }, plan)).toThrow('extra test 1: a score is from 0 to 100')
  expect(score(400, { ...cat(1), extras: [exact(1), exact(1)] }, of(['a', 60], ['b', 50]))).toThrow(/60 \+ 50 per cent/)
  expect(() => finalScore(RULE_SETS['skb-cat-2024'] as RuleSet, none, { total: 1 }, cat(1))).toThrow(/no integration/)
})

it('[IN2] an extra test in any decimals stays exact', () => {
  const plan = of(['praktik', 33])
  const third = finalScore(
    skd2024,
    plan,
    { total: 0 },
    { cat: { points: 0, max: 3 }, extras: [parseExact('0.0000000001')] },
  )
  expect(third?.final).toEqual({ n: 99n, d: 5_000_000_000_000n })
})

it('[IN5] a plan is refused in sentences, an interview under any name', () => {
  const problems = (plan: SkbPlan) => planProblems(skd2024, plan).map(({ en }) => en)
  for (const kind of ['wawancara', 'Wawancara', 'Tes wawancara (panel)', ' WAWANCARA '])
    expect(problems(of([kind, 10])), kind).toEqual(['An extra test must not be "wawancara".'])
  expect(problems(of(['uji kewawancaraan', 10]))).toEqual([])
  expect(problems(of([' ', 10]))).toEqual(['The kind of extra test 1 is missing.'])
  expect(problems(of(['Psikotes', 10], ['psikotes', 10]))).toEqual([
    'There are 2 extra tests, at most 1.',
    'The extra test "psikotes" is named twice.',
  ])
  for (const weight of [0, -5, 12.5, 101, Number.NaN])
    expect(problems(of(['praktik', weight])), String(weight)).toEqual([
      'The weight of the extra test "praktik" must be a whole number from 1 to 100 per cent.',
    ])
  expect(problems(of(['praktik', 60]))).toEqual([
    'The extra tests weigh 60%, at most 40%.',
    'The SKB CAT weighs 40%, at least 50%.',
  ])
})

it('[IN5] the least weight of the CAT is a limit of its own, and reached by equality', () => {
  const wider = structuredClone(skd2024)
  if (wider.integration) wider.integration.extra.weightMax = 60
  const at = (weight: number) => planProblems(wider, of(['praktik', weight])).map(({ en }) => en)
  expect(at(50)).toEqual([])
  expect(at(51)).toEqual(['The SKB CAT weighs 49%, at least 50%.'])
})

it('[IN5] a rule set that does not integrate takes no plan, and says which would', () => {
  const [problem, ...more] = planProblems(RULE_SETS['pppk-2024'] as RuleSet, none)
  expect(more).toEqual([])
  expect(problem?.id).toBe(
    'Himpunan aturan pppk-2024 tidak memuat integrasi SKD dan SKB. Pilih himpunan aturan SKD CPNS.',
  )
})
