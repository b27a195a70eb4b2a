import type { RuleSet } from '../rule-set.ts'
import { kedinasan2026 } from './kedinasan-2026.ts'
import { pppk2023 } from './pppk-2023.ts'
import { pppk2024 } from './pppk-2024.ts'
import { pppk2024Puo } from './pppk-2024-puo.ts'
import { skbCat2021 } from './skb-cat-2021.ts'
import { skbCat2024 } from './skb-cat-2024.ts'
import { skbCat2024Of80 } from './skb-cat-2024-80.ts'
import { skdCpns2019 } from './skd-cpns-2019.ts'
import { skdCpns2021 } from './skd-cpns-2021.ts'
import { skdCpns2023 } from './skd-cpns-2023.ts'
import { skdCpns2024 } from './skd-cpns-2024.ts'

/**
 * The rule sets we know, by id; figures and decrees stand in the file of each. They are TypeScript, not JSON, so
 * that each value can carry its source in a comment. Add a year as a new file; never change a published one.
 */
export const RULE_SETS: Record<string, RuleSet> = Object.fromEntries(
  [
    ...[skdCpns2024, skdCpns2023, skdCpns2021, skdCpns2019],
    ...[skbCat2024, skbCat2024Of80, skbCat2021],
    ...[pppk2024, pppk2024Puo, pppk2023, kedinasan2026],
  ].map((set) => [set.id, set]),
)
