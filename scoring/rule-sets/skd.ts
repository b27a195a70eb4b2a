import type { IntegrationRules, RuleSection, RuleSet, Threshold } from '../rule-set.ts'

/**
 * The three SKD sections. TWK and TIU: correct 5, wrong or blank 0. TKP: 1 to 5 by option, blank 0.
 * Same points in PermenPANRB 24/2019 and KepmenPANRB 1023/2021, 651/2023, 321/2024; the numbers of items differ.
 */
export function skdSections(items: { TWK: number; TIU: number; TKP: number }): RuleSection[] {
  return [
    {
      id: 'TWK',
      title: { id: 'Tes Wawasan Kebangsaan', en: 'Civic knowledge' },
      items: items.TWK,
      scoring: { kind: 'correct', points: 5 },
    },
    {
      id: 'TIU',
      title: { id: 'Tes Intelegensia Umum', en: 'General intelligence' },
      items: items.TIU,
      scoring: { kind: 'correct', points: 5 },
    },
    {
      id: 'TKP',
      title: { id: 'Tes Karakteristik Pribadi', en: 'Personal characteristics' },
      items: items.TKP,
      scoring: { kind: 'weighted', least: 1, most: 5 },
    },
  ]
}

/**
 * Best total, then TKP, TIU, TWK; three times the need go on. PermenPANRB 27/2021 and 6/2024; for 2019 the
 * simulation BKN published on 29 Feb 2020.
 */
export const skdRanking: RuleSet['ranking'] = { keys: ['total', 'TKP', 'TIU', 'TWK'], cutTimesNeed: 3 }

/**
 * SKD 40, SKB 60: PermenPANRB 27/2021 Pasal 48 and 6/2024 Pasal 45; the published lists of 2018 carry the same shares.
 * Equal final scores: SKD total, TKP, TIU, TWK, IPK or diploma mean, the older applicant (BKN, 2021 and 2024).
 * The limits on extra tests are those of PermenPANRB 6/2024 for a regional agency. They were not read for the years
 * before and are used for them too, because a plan that they refuse must be looked at by people in any year.
 */
export const skdIntegration: IntegrationRules = {
  shares: { skd: 40, skb: 60 },
  extra: { testsMax: 1, weightMax: 40, catWeightMin: 50, kindsRefused: ['wawancara'] },
  ties: ['skd', 'TKP', 'TIU', 'TWK', 'gpa', 'oldest'],
}

/** Threshold of the first kind: each section for itself. */
export const each = (TWK: number, TIU: number, TKP: number): Threshold => ({ least: { TWK, TIU, TKP } })

/** Threshold of the second kind: the total and TIU; TWK and TKP are free. */
export const totalAndTiu = (total: number, TIU: number): Threshold => ({ least: { total, TIU } })

const titles = {
  umum: { id: 'Umum', en: 'General' },
  'putra-putri-kalimantan': { id: 'Khusus putra/putri Kalimantan', en: 'Special: people of Kalimantan' },
  cumlaude: { id: 'Khusus lulusan terbaik (cumlaude)', en: 'Special: graduates with honours' },
  diaspora: { id: 'Khusus diaspora', en: 'Special: diaspora' },
  disabilitas: { id: 'Khusus penyandang disabilitas', en: 'Special: people with disabilities' },
  'putra-putri-papua': { id: 'Khusus putra/putri Papua', en: 'Special: people of Papua' },
  'putra-putri-daerah-tertinggal': {
    id: 'Khusus putra/putri daerah tertinggal',
    en: 'Special: people of underdeveloped regions',
  },
  'umum-dokter': { id: 'Umum: dokter dan dokter gigi', en: 'General: doctors and dentists' },
  'umum-rescuer': {
    id: 'Umum: rescuer, ABK, dan pengamat gunung api',
    en: 'General: rescuers, ship crew and volcano observers',
  },
  afirmasi: { id: 'Afirmasi', en: 'Affirmative' },
}

export function needTypes(...ids: (keyof typeof titles)[]): RuleSet['needTypes'] {
  return ids.map((id) => ({ id, title: titles[id] }))
}
