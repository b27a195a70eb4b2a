import type { RuleSet } from '../rule-set.ts'
import { pppkNeedTypes, pppkRanking, pppkSections } from './pppk.ts'

/**
 * KepmenPANRB 347/2024: 145 items, 670 points. No threshold, best rank (diktum 29). The priority groups that come
 * before any score (diktum 30: former THK-II first) are applied outside: each group is ranked by itself.
 */
export const pppk2024: RuleSet = {
  id: 'pppk-2024',
  title: 'PPPK 2024',
  procurement: 'PPPK',
  year: 2024,
  decree: 'KepmenPANRB 347/2024',
  sections: pppkSections(90),
  thresholds: {},
  ranking: pppkRanking,
  needTypes: pppkNeedTypes,
}
