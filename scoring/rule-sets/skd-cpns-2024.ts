import type { RuleSet } from '../rule-set.ts'
import { each, needTypes, skdIntegration, skdRanking, skdSections, totalAndTiu } from './skd.ts'

/** KepmenPANRB 321/2024 (29 Jul 2024): 110 items, 550 points. Ranking: PermenPANRB 6/2024. */
export const skdCpns2024: RuleSet = {
  id: 'skd-cpns-2024',
  title: 'SKD CPNS 2024',
  procurement: 'CPNS',
  stage: 'skd',
  year: 2024,
  decree: 'KepmenPANRB 321/2024',
  sections: skdSections({ TWK: 30, TIU: 35, TKP: 45 }),
  thresholds: {
    umum: each(65, 80, 166),
    'putra-putri-kalimantan': each(65, 80, 166),
    cumlaude: totalAndTiu(311, 85),
    diaspora: totalAndTiu(311, 85),
    disabilitas: totalAndTiu(286, 60),
    'putra-putri-papua': totalAndTiu(286, 60),
    'putra-putri-daerah-tertinggal': totalAndTiu(286, 60),
  },
  ranking: skdRanking,
  integration: skdIntegration,
  needTypes: needTypes(
    'umum',
    'putra-putri-kalimantan',
    'cumlaude',
    'diaspora',
    'disabilitas',
    'putra-putri-papua',
    'putra-putri-daerah-tertinggal',
  ),
}
