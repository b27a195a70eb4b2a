import type { RuleSet } from '../rule-set.ts'
import { pppkNeedTypes, pppkRanking, pppkSections } from './pppk.ts'

/**
 * KepmenPANRB 652/2023: 145 items, 670 points. Umum: managerial and socio-cultural together 117, interview 24.
 * Khusus: no threshold, best rank (KepmenPANRB 648/2023).
 *
 * The technical threshold of 2023 is set for each position (135 to 315), so each vacancy for umum must state it. The
 * ranking keys are those of PermenPANRB 6/2024; the article for 2023 was not read.
 */
export const pppk2023: RuleSet = {
  id: 'pppk-2023',
  title: 'PPPK 2023',
  procurement: 'PPPK',
  stage: 'single',
  year: 2023,
  decree: 'KepmenPANRB 652/2023',
  sections: pppkSections(90),
  thresholds: {
    umum: { least: { 'manajerial+sosial-kultural': 117, wawancara: 24 } },
    khusus: { least: {} },
  },
  statedByVacancy: { umum: ['teknis'] },
  ranking: pppkRanking,
  needTypes: pppkNeedTypes,
}
