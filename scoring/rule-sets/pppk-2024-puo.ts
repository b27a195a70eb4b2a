import type { RuleSet } from '../rule-set.ts'
import { pppkGroups, pppkNeedTypes, pppkRanking, pppkSections } from './pppk.ts'

/** KepmenPANRB 347/2024 diktum 27 and 28: Pengelola Umum Operasional has 45 technical items, 445 points in all. */
export const pppk2024Puo: RuleSet = {
  id: 'pppk-2024-puo',
  title: 'PPPK 2024 Pengelola Umum Operasional',
  procurement: 'PPPK',
  stage: 'single',
  year: 2024,
  decree: 'KepmenPANRB 347/2024',
  sections: pppkSections(45),
  thresholds: {},
  ranking: { ...pppkRanking, groups: pppkGroups },
  needTypes: pppkNeedTypes,
}
