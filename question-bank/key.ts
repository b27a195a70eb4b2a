import type { ItemId, OptionId } from './item.ts'

/**
 * How a response to one item earns points: the secret half of an item. Versioned, never overwritten:
 * a mended key is version n+1 and leads to a new score run (QTI correct response / mapping).
 */
export type ItemKey = SingleKey | WeightedKey | GivenKey | VoidKey

export interface SingleKey {
  item: ItemId
  version: number
  kind: 'single'
  /** Options that count as correct; usually one. */
  correct: OptionId[]
}

export interface WeightedKey {
  item: ItemId
  version: number
  kind: 'weighted'
  /** Whole points of each option. */
  weights: Record<OptionId, number>
}

/**
 * "Semua benar": the item is at fault and everybody who had it on the form earns its full points, blank or not.
 * Fits a section of either kind.
 */
export interface GivenKey {
  item: ItemId
  version: number
  kind: 'given'
}

/** The item is at fault and counts for nobody: 0 points of 0. Fits a section of either kind. */
export interface VoidKey {
  item: ItemId
  version: number
  kind: 'void'
}
