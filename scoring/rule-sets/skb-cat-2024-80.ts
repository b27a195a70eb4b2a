import type { RuleSet } from '../rule-set.ts'
import { skbRanking, skbSections } from './skb-cat.ts'
import { skdCpns2024 } from './skd-cpns-2024.ts'

/** The SKB CAT of 2024 for material that is mostly calculation: 80 items. Points for an item: see `skbSections`. */
export const skbCat2024Of80: RuleSet = {
  id: 'skb-cat-2024-80',
  title: 'SKB CAT 2024, 80 soal',
  procurement: 'CPNS',
  stage: 'skb',
  year: 2024,
  decree: 'PermenPANRB 6/2024',
  sections: skbSections(80),
  thresholds: {},
  ranking: skbRanking,
  needTypes: skdCpns2024.needTypes,
}
