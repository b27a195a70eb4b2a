import type { RuleSet } from '../rule-set.ts'
import { pppkGroups, pppkNeedTypes, pppkRanking, pppkSections } from './pppk.ts'

/**
 * KepmenPANRB 347/2024: 145 items, 670 points. No threshold, best rank (diktum 29). Priority groups come before any
 * score (diktum 30: former THK-II first).
 */
export const pppk2024: RuleSet = {
  id: 'pppk-2024',
  title: 'PPPK 2024',
  procurement: 'PPPK',
  stage: 'single',
  year: 2024,
  decree: 'KepmenPANRB 347/2024',
  sections: pppkSections(90),
  thresholds: {},
  ranking: { ...pppkRanking, groups: pppkGroups },
  needTypes: pppkNeedTypes,
}
