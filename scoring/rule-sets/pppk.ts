import type { RuleSection, RuleSet } from '../rule-set.ts'

/**
 * The four PPPK parts. Technical: correct 5, wrong or blank 0. The others: 1 to 4 by option, blank 0.
 * KepmenPANRB 347/2024 and 652/2023; only the number of technical items differs by position.
 */
export function pppkSections(technicalItems: number): RuleSection[] {
  return [
    {
      id: 'teknis',
      title: { id: 'Kompetensi Teknis', en: 'Technical competence' },
      items: technicalItems,
      scoring: { kind: 'correct', points: 5 },
    },
    {
      id: 'manajerial',
      title: { id: 'Kompetensi Manajerial', en: 'Managerial competence' },
      items: 25,
      scoring: { kind: 'weighted', least: 1, most: 4 },
    },
    {
      id: 'sosial-kultural',
      title: { id: 'Kompetensi Sosial Kultural', en: 'Socio-cultural competence' },
      items: 20,
      scoring: { kind: 'weighted', least: 1, most: 4 },
    },
    {
      id: 'wawancara',
      title: { id: 'Wawancara', en: 'Interview' },
      items: 10,
      scoring: { kind: 'weighted', least: 1, most: 4 },
    },
  ]
}

/**
 * PermenPANRB 6/2024 Pasal 47(3): technical, then managerial and socio-cultural together, then interview, then the
 * older applicant.
 */
export const pppkRanking: RuleSet['ranking'] = {
  keys: ['total', 'teknis', 'manajerial+sosial-kultural', 'wawancara'],
  cutTimesNeed: null,
  oldestFirst: true,
}

/**
 * Former THK-II, non-ASN staff in the BKN database, non-ASN staff outside it: they come in this order before any score
 * (KepmenPANRB 347/2024 diktum 30; the codes are those of BKN 04/PANPEL.BKN/PPPK.TEKNIS/VI/2025). What further groups
 * the diktum names was not read in full.
 */
export const pppkGroups = ['R2', 'R3', 'R4']

/** 'Khusus' are former THK-II and non-ASN staff, 'umum' new applicants (2023 division of needs). */
export const pppkNeedTypes: RuleSet['needTypes'] = [
  { id: 'umum', title: { id: 'Umum', en: 'General' } },
  { id: 'khusus', title: { id: 'Khusus', en: 'Special' } },
]
