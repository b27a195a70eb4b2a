import type { RuleSet } from '../rule-set.ts'
import { each, needTypes, skdRanking, skdSections, totalAndTiu } from './skd.ts'

/**
 * Sekolah kedinasan 2026: the sections of the SKD with other thresholds. NOT CONFIRMED in a decree: PermenPANRB 13/2026
 * and KepmenPANRB 406/2026 were read only as a public program cites them, so compare every figure with the decree
 * before use. Taken over without a source of its own: the ranking keys, which are those of the SKD for CPNS. Which
 * further stages a school adds (health, fitness, interview) and how they weigh was not read and is not in here.
 */
export const kedinasan2026: RuleSet = {
  id: 'kedinasan-2026',
  title: 'SKD Sekolah Kedinasan 2026',
  procurement: 'KEDINASAN',
  stage: 'single',
  year: 2026,
  decree: 'PermenPANRB 13/2026, KepmenPANRB 406/2026',
  sections: skdSections({ TWK: 30, TIU: 35, TKP: 45 }),
  thresholds: { umum: each(65, 80, 156), afirmasi: totalAndTiu(281, 55) },
  ranking: { keys: skdRanking.keys, cutTimesNeed: null },
  needTypes: needTypes('umum', 'afirmasi'),
}
