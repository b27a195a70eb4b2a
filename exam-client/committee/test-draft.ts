import type { BankSummary, NewTest, RuleSetRow } from '../../server/protocol/http.ts'

/** A test being made. PURE: what a rule set and a bank suggest, and what can be taken from the bank. */
export type Draft = NewTest
export type DraftSection = NewTest['blueprint']['sections'][number]
export type Quota = DraftSection['topics'][number]

/** Working minutes by kind of procurement, and those for visual impairment (KepmenPANRB 321/2024; 347/2024). */
const MINUTES = { skd: { usual: 100, netra: 130 }, pppk: { usual: 130, netra: 165 } }
const GRACE_MS = 5000

/** A draft with every section of the rule set, fed from the bank's section of that name where there is one. */
export function draftFor(bank: BankSummary, ruleSet: RuleSetRow, name: string): Draft {
  const minutes = ruleSet.stage === 'skd' ? MINUTES.skd : MINUTES.pppk
  return {
    name,
    bank: bank.id,
    ruleSet: ruleSet.id,
    showThreshold: true,
    blueprint: {
      name: ruleSet.title,
      minutes: minutes.usual,
      accommodationMinutes: { netra: minutes.netra },
      graceMs: GRACE_MS,
      sections: ruleSet.sections.map((section) => ({
        id: section.id,
        title: section.title,
        count: section.items,
        source: bank.sections.some((one) => one.name === section.id)
          ? { sections: [section.id] }
          : { subjects: [], kind: section.kind === 'weighted' ? 'weighted' : 'single' },
        topics: [],
        difficulties: [],
      })),
    },
  }
}

/** Items of the bank that the section's source names, as far as the summary tells; the server's check has the last word. */
export function available(section: DraftSection, bank: BankSummary): number {
  const sum = (all: { name: string; items: number }[], names: string[]) =>
    all.filter((one) => names.includes(one.name)).reduce((total, one) => total + one.items, 0)
  return section.source.subjects
    ? sum(bank.subjects, section.source.subjects)
    : sum(bank.sections, section.source.sections ?? [section.id])
}

/** Topics that quotas of this section may name. */
export function topicsFor(section: DraftSection, bank: BankSummary): string[] {
  const from = section.source.sections
  const names = bank.topics
    .filter((one) => one.name !== '' && (!from || from.includes(one.section)))
    .map((one) => one.name)
  return [...new Set(names)]
}

export const itemsIn = (draft: Draft): number =>
  draft.blueprint.sections.reduce((sum, section) => sum + section.count, 0)

export const withSection = (draft: Draft, at: number, change: Partial<DraftSection>): Draft => ({
  ...draft,
  blueprint: {
    ...draft.blueprint,
    sections: draft.blueprint.sections.map((section, place) => (place === at ? { ...section, ...change } : section)),
  },
})

/** Number fields are text while being typed; an empty one is not sent to the check. */
export const whole = (text: string, least: number, most: number): number =>
  Math.min(most, Math.max(least, Math.round(Number(text)) || least))
