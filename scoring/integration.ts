import { add, compare, type Exact, exact, multiply } from './exact.ts'
import type { IntegrationRules, RuleSet } from './rule-set.ts'

/** The SKB of a vacancy as its announcement states it. The CAT weighs what the extra tests leave of 100. */
export interface SkbPlan {
  /** Weight in whole per cent of the SKB score. */
  extras: { kind: string; weight: number }[]
}

/** What one candidate brought from the SKB; null where the candidate was absent. */
export interface SkbScores {
  cat: { points: number; max: number } | null
  /** From 0 to 100, one for each extra test of the plan, in its order. */
  extras: (Exact | null)[]
}

export interface FinalScore {
  /** Scaled to 100. */
  skd100: Exact
  skb100: Exact
  /** Times their shares. */
  skdPart: Exact
  skbPart: Exact
  final: Exact
}

/**
 * Everything in a plan that the rules do not allow, as sentences; empty = it may be announced. Vectors I6.
 * Source: PermenPANRB 6/2024 for a regional agency; RULES.md IN5.
 */
export function planProblems(rules: RuleSet, plan: SkbPlan): { id: string; en: string }[] {
  const problems: { id: string; en: string }[] = []
  const say = (id: string, en: string) => problems.push({ id, en })
  const { integration } = rules
  if (!integration) {
    say(
      `Himpunan aturan ${rules.id} tidak memuat integrasi SKD dan SKB. Pilih himpunan aturan SKD CPNS.`,
      `The rule set ${rules.id} has no integration of SKD and SKB. Choose an SKD rule set for CPNS.`,
    )
    return problems
  }
  const { testsMax, weightMax, catWeightMin, kindsRefused } = integration.extra
  if (plan.extras.length > testsMax)
    say(
      `Tes tambahan ada ${plan.extras.length}, paling banyak ${testsMax}.`,
      `There are ${plan.extras.length} extra tests, at most ${testsMax}.`,
    )
  for (const [index, { kind, weight }] of plan.extras.entries()) {
    if (kind.trim() === '')
      say(`Jenis tes tambahan ke-${index + 1} belum diisi.`, `The kind of extra test ${index + 1} is missing.`)
    if (plan.extras.findIndex((other) => plainly(other.kind) === plainly(kind)) < index)
      say(`Tes tambahan "${kind}" disebut dua kali.`, `The extra test "${kind}" is named twice.`)
    // 'Tes Wawancara (panel)' is an interview too, so the refused kind is looked for among the words.
    const refused = kindsRefused.find((one) => ` ${plainly(kind)} `.includes(` ${plainly(one)} `))
    if (refused !== undefined)
      say(`Tes tambahan tidak boleh berupa ${refused}.`, `An extra test must not be "${refused}".`)
    if (!isWeight(weight))
      say(
        `Bobot tes tambahan "${kind}" harus bilangan bulat 1 sampai 100 persen.`,
        `The weight of the extra test "${kind}" must be a whole number from 1 to 100 per cent.`,
      )
  }
  if (!plan.extras.every(({ weight }) => isWeight(weight))) return problems
  const extra = extraWeight(plan)
  if (extra > weightMax)
    say(
      `Bobot tes tambahan ${extra}%, paling tinggi ${weightMax}%.`,
      `The extra tests weigh ${extra}%, at most ${weightMax}%.`,
    )
  if (100 - extra < catWeightMin)
    say(
      `Bobot SKB CAT ${100 - extra}%, paling rendah ${catWeightMin}%.`,
      `The SKB CAT weighs ${100 - extra}%, at least ${catWeightMin}%.`,
    )
  return problems
}

/**
 * The exact final score, or null when the candidate was absent from any SKB test. The SKD is scaled by the maximum
 * of the official paper (550 from 2021), the CAT by the maximum of its own form.
 * Throws on points above their maximum or a plan that does not fit the scores.
 * Source: PermenPANRB 27/2021 Pasal 48, 6/2024 Pasal 45 (40 : 60); RULES.md IN1 to IN4.
 */
export function finalScore(
  rules: RuleSet,
  plan: SkbPlan,
  skd: Record<string, number>,
  skb: SkbScores,
): FinalScore | null {
  const { shares } = integrationOf(rules)
  const weights = plan.extras.map(({ weight }) => weight)
  if (!weights.every(isWeight) || extraWeight(plan) > 100)
    throw new Error(`extra tests of ${weights.join(' + ')} per cent are no plan`)
  if (skb.extras.length !== weights.length)
    throw new Error(`${skb.extras.length} extra scores for a plan of ${weights.length}`)
  const skd100 = ofHundred(skd['total'], skdMax(rules), 'SKD')
  if (skb.cat === null || skb.extras.includes(null)) return null
  let skb100 = multiply(ofHundred(skb.cat.points, skb.cat.max, 'SKB CAT'), exact(100 - extraWeight(plan), 100))
  for (const [index, score] of skb.extras.entries()) {
    if (score === null || score.n < 0n || compare(score, exact(100)) > 0)
      throw new Error(`extra test ${index + 1}: a score is from 0 to 100`)
    skb100 = add(skb100, multiply(score, exact(weights[index] as number, 100)))
  }
  const skdPart = multiply(skd100, exact(shares.skd, 100))
  const skbPart = multiply(skb100, exact(shares.skb, 100))
  return { skd100, skb100, skdPart, skbPart, final: add(skdPart, skbPart) }
}

/** How a rule set integrates. Throws when it does not: an SKB, a PPPK test. */
export function integrationOf(rules: RuleSet): IntegrationRules {
  if (!rules.integration) throw new Error(`rule set ${rules.id} has no integration`)
  return rules.integration
}

function skdMax({ sections }: RuleSet): number {
  return sections.reduce(
    (sum, { items, scoring }) => sum + items * (scoring.kind === 'correct' ? scoring.points : scoring.most),
    0,
  )
}

function ofHundred(points: number | undefined, max: number, what: string): Exact {
  const fits = Number.isSafeInteger(points) && Number.isSafeInteger(max) && max > 0
  if (!fits || points === undefined || points < 0 || points > max)
    throw new Error(`${what}: ${points} of ${max} points`)
  return exact(points * 100, max)
}

function extraWeight({ extras }: SkbPlan): number {
  return extras.reduce((sum, { weight }) => sum + weight, 0)
}

function isWeight(weight: number): boolean {
  return Number.isInteger(weight) && weight >= 1 && weight <= 100
}

function plainly(kind: string): string {
  return (kind.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')
}
