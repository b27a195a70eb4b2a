import type { RuleSet } from '../rule-set.ts'
import { skbRanking, skbSections } from './skb-cat.ts'
import { skdCpns2024 } from './skd-cpns-2024.ts'

/** PermenPANRB 6/2024 with Peraturan BKN 11/2019: 90 minutes, 100 items, 500 points, no threshold. */
export const skbCat2024: RuleSet = {
  id: 'skb-cat-2024',
  title: 'SKB CAT 2024',
  procurement: 'CPNS',
  stage: 'skb',
  year: 2024,
  decree: 'PermenPANRB 6/2024',
  sections: skbSections(100),
  thresholds: {},
  ranking: skbRanking,
  needTypes: skdCpns2024.needTypes,
}
