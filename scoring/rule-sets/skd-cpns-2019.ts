import type { RuleSet } from '../rule-set.ts'
import { each, needTypes, skdIntegration, skdRanking, skdSections, totalAndTiu } from './skd.ts'

/** PermenPANRB 24/2019: 100 items, 500 points. Kept because results of 2019 are read with the figures of 2019. */
export const skdCpns2019: RuleSet = {
  id: 'skd-cpns-2019',
  title: 'SKD CPNS 2019',
  procurement: 'CPNS',
  stage: 'skd',
  year: 2019,
  decree: 'PermenPANRB 24/2019',
  sections: skdSections({ TWK: 30, TIU: 35, TKP: 35 }),
  thresholds: {
    umum: each(65, 80, 126),
    cumlaude: totalAndTiu(271, 85),
    diaspora: totalAndTiu(271, 85),
    disabilitas: totalAndTiu(260, 70),
    'putra-putri-papua': totalAndTiu(260, 60),
    // Also flight instructors (instruktur penerbang) in this year.
    'umum-dokter': totalAndTiu(271, 80),
    'umum-rescuer': totalAndTiu(260, 70),
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
