import type { RuleSection, RuleSet } from '../rule-set.ts'

/**
 * The one section of an SKB by CAT: correct 5, wrong or blank 0, so 100 items give the published maximum of 500.
 * 80 items are for material that is mostly calculation (Peraturan BKN 11/2019 Pasal 9). What an item of those is worth
 * was not found; the maximum follows from the form, and the integration scales it to 100 whatever it is.
 */
export function skbSections(items: 80 | 100): RuleSection[] {
  return [
    {
      id: 'SKB',
      title: { id: 'Seleksi Kompetensi Bidang', en: 'Field competence' },
      items,
      scoring: { kind: 'correct', points: 5 },
    },
  ]
}

/** The SKB has no list of its own: its score goes into the integration, which ranks. */
export const skbRanking: RuleSet['ranking'] = { keys: ['total'], cutTimesNeed: null }
