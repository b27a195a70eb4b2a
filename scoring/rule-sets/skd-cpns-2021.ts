import type { RuleSet } from '../rule-set.ts'
import { each, needTypes, skdIntegration, skdRanking, skdSections, totalAndTiu } from './skd.ts'

/** KepmenPANRB 1023/2021: 110 items, 550 points. Ranking: PermenPANRB 27/2021. */
export const skdCpns2021: RuleSet = {
  id: 'skd-cpns-2021',
  title: 'SKD CPNS 2021',
  procurement: 'CPNS',
  stage: 'skd',
  year: 2021,
  decree: 'KepmenPANRB 1023/2021',
  sections: skdSections({ TWK: 30, TIU: 35, TKP: 45 }),
  thresholds: {
    umum: each(65, 80, 166),
    cumlaude: totalAndTiu(311, 85),
    diaspora: totalAndTiu(311, 85),
    disabilitas: totalAndTiu(286, 60),
    'putra-putri-papua': totalAndTiu(286, 60),
    'umum-dokter': totalAndTiu(311, 80),
    'umum-rescuer': totalAndTiu(286, 70),
  },
  ranking: skdRanking,
  integration: skdIntegration,
  needTypes: needTypes(
    'umum',
    'cumlaude',
    'diaspora',
    'disabilitas',
    'putra-putri-papua',
    'umum-dokter',
    'umum-rescuer',
  ),
}
