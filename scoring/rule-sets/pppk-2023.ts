import type { RuleSet } from '../rule-set.ts'
import { pppkNeedTypes, pppkRanking, pppkSections } from './pppk.ts'

/**
 * KepmenPANRB 652/2023: 145 items, 670 points. Umum: managerial and socio-cultural together 117, interview 24.
 * Khusus: no threshold, best rank (KepmenPANRB 648/2023).
 *
 * The technical threshold of 2023 is set for each position (135 to 315) and is NOT in here: for a position, copy
 * this rule set under an id of its own and add `teknis` to `umum.least`. Without it a candidate could pass who
 * should not. The ranking keys are those of PermenPANRB 6/2024; the article for 2023 was not read.
 */
export const pppk2023: RuleSet = {
  id: 'pppk-2023',
  title: 'PPPK 2023 (tanpa ambang batas teknis per jabatan)',
  procurement: 'PPPK',
  year: 2023,
  decree: 'KepmenPANRB 652/2023',
  sections: pppkSections(90),
  thresholds: {
    umum: { least: { 'manajerial+sosial-kultural': 117, wawancara: 24 } },
    khusus: { least: {} },
  },
  ranking: pppkRanking,
  needTypes: pppkNeedTypes,
}
