import type { BankItem } from './item.ts'

/**
 * The rule for making forms (kisi-kisi): sections in order, how many items of what, and the time.
 * It is data: a committee edits it, a test is approved with it, a form can be drawn from it again.
 */
export interface Blueprint {
  name: string
  /** Working time in whole minutes, without accommodations. */
  minutes: number
  /** Minutes in place of `minutes` for an accommodation, e.g. { netra: 130 }. */
  accommodationMinutes: Record<string, number>
  /** Answers that reach the server this long after the deadline still count, in milliseconds. */
  graceMs: number
  sections: BlueprintSection[]
}

export interface BlueprintSection {
  /** Section of the rule set ('TWK'). */
  id: string
  title: string
  count: number
  /** Which bank items feed the section. All given conditions must hold; an empty source takes the items whose section is `id`. */
  source: SectionSource
  /** Exact numbers by topic; topics not named fill the rest. */
  topics: Quota[]
  /** Exact numbers by difficulty ('1' to '3'); difficulties not named fill the rest. */
  difficulties: Quota[]
}

export interface SectionSource {
  sections?: string[]
  subjects?: string[]
  kind?: 'single' | 'weighted'
}

export interface Quota {
  value: string
  count: number
}

/** Whether a bank item may stand in this section (`SectionSource`). An empty list counts as a condition not given. */
export function feeds(section: BlueprintSection, bankItem: BankItem): boolean {
  const { sections = [], subjects = [], kind } = section.source
  if (sections.length === 0 && subjects.length === 0 && kind === undefined) return bankItem.section === section.id
  return (
    (sections.length === 0 || sections.includes(bankItem.section)) &&
    (subjects.length === 0 || subjects.includes(bankItem.subject)) &&
    (kind === undefined || bankItem.kind === kind)
  )
}
