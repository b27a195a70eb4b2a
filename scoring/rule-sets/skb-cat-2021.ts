import type { RuleSet } from '../rule-set.ts'
import { skbRanking, skbSections } from './skb-cat.ts'
import { skdCpns2021 } from './skd-cpns-2021.ts'

/** PermenPANRB 27/2021 with Peraturan BKN 11/2019: 90 minutes, 100 items, 500 points, no threshold. */
export const skbCat2021: RuleSet = {
  id: 'skb-cat-2021',
  title: 'SKB CAT 2021',
  procurement: 'CPNS',
  stage: 'skb',
  year: 2021,
  decree: 'PermenPANRB 27/2021',
  sections: skbSections(100),
  thresholds: {},
  ranking: skbRanking,
  needTypes: skdCpns2021.needTypes,
}
