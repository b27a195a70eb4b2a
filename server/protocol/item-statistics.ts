import type { BankItemRow } from './http.ts'
import type { KeyWanted } from './rescoring.ts'

/** How the items of a closed sitting did. Keys are in it: committee and administrators alone. */

/** A closed sitting whose items can be looked at. */
export interface StatisticsSitting {
  id: string
  name: string
  test: string
  venue: string
  startsAt: number
}

/** What is unusual about an item, the most serious first (`scoring/item-flags.ts`). */
export type StatisticsFlagName =
  | 'key-doubtful'
  | 'negative'
  | 'weights-disordered'
  | 'too-hard'
  | 'too-easy'
  | 'weak'
  | 'many-blank'
  | 'harder-than-before'
  | 'easier-than-before'
  | 'idle-option'
  | 'few-takers'
export interface StatisticsFlag {
  flag: StatisticsFlagName
  /** Labels of the options it is about. */
  options: string[]
}

/** How a section did as a measure. Points. */
export interface StatisticsSection {
  id: string
  title: string
  candidates: number
  items: number
  perForm: number | null
  /** Everybody had the very same items. */
  sameItems: boolean
  mean: number | null
  sd: number | null
  median: number | null
  min: number | null
  max: number | null
  alpha: number | null
  standardError: number | null
  /** Items to be looked at before ranks appear. */
  toLookAt: number
}

export interface StatisticsRow {
  item: string
  source: string
  section: string
  topic: string
  taken: number
  omitted: number
  notReached: number
  /** 0 to 1. */
  facility: number | null
  /** -1 to 1: with the rest of the section. */
  discrimination: number | null
  upperLower: number | null
  medianMs: number | null
  /** Change of facility against earlier sittings, beyond the usual change; null where there is nothing to compare. */
  change: number | null
  flags: StatisticsFlag[]
  /** To be looked at before ranks appear; other flags are for the item's next use. */
  look: boolean
}

export interface StatisticsView {
  sitting: StatisticsSitting
  /** Candidates whose scores are counted, and how many are still being scored. */
  candidates: number
  late: number
  sections: StatisticsSection[]
  rows: StatisticsRow[]
  /** Closed before this one and sharing items with it, oldest first. */
  earlier: { id: string; name: string }[]
}

export interface StatisticsOption {
  /** Null for the blank. */
  label: string | null
  points: number
  keyed: boolean
  count: number
  share: number
  withRest: number | null
  withTotal: number | null
  meanTotal: number | null
  /** Share of five score groups that chose it, the lowest first. */
  curve: (number | null)[]
}

/** One item whole. */
export interface StatisticsItem {
  sitting: StatisticsSitting
  row: StatisticsRow
  shown: BankItemRow
  bankName: string
  key: KeyWanted
  sd: number | null
  uncorrected: number | null
  biserial: number | null
  upper: number | null
  lower: number | null
  efficiency: number | null
  weight: number | null
  alpha: number | null
  alphaWithout: number | null
  slowMs: number | null
  options: StatisticsOption[]
  /** This sitting last. */
  sittings: { id: string; name: string; startsAt: number; taken: number; facility: number | null }[]
}
