import type { RuleSet } from '../rule-set.ts'
import { each, needTypes, skdIntegration, skdRanking, skdSections, totalAndTiu } from './skd.ts'

/**
 * KepmenPANRB 651/2023: 110 items, 550 points. Whether the special thresholds for doctors and rescuers were kept
 * in this year is not confirmed in a source, so those need types are left out rather than guessed.
 */
export const skdCpns2023: RuleSet = {
  id: 'skd-cpns-2023',
  title: 'SKD CPNS 2023',
  procurement: 'CPNS',
  stage: 'skd',
  year: 2023,
  decree: 'KepmenPANRB 651/2023',
  sections: skdSections({ TWK: 30, TIU: 35, TKP: 45 }),
  thresholds: {
    umum: each(65, 80, 166),
    cumlaude: totalAndTiu(311, 85),
    diaspora: totalAndTiu(311, 85),
    disabilitas: totalAndTiu(286, 60),
    'putra-putri-papua': totalAndTiu(286, 60),
  },
  ranking: skdRanking,
  integration: skdIntegration,
  needTypes: needTypes('umum', 'cumlaude', 'diaspora', 'disabilitas', 'putra-putri-papua'),
}
