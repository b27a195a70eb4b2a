/**
 * One question as it is presented to a candidate (QTI `assessmentItem` without its processing).
 * The type has no place for a key: what is judged lives in `key.ts`, which no browser may import.
 */
export type ItemId = string & { readonly kind: 'ItemId' }

/** The option's label in its source ('A' to 'J'). It names the option in the log and in the key, whatever the shuffle. */
export type OptionId = string

export interface ItemOption {
  id: OptionId
  /** Sanitised HTML. */
  html: string
  /** Stays at its place in the source when options are shuffled ("semua benar" stays last). */
  fixed: boolean
}

export interface Stimulus {
  id: string
  /** Sanitised HTML. */
  html: string
}

export interface Item {
  id: ItemId
  /** The stimulus shared with other items, or null. */
  stimulus: Stimulus | null
  /** Sanitised HTML: may hold images (data: addresses only), tables, MathML. */
  stem: string
  options: ItemOption[]
}

/** An item with what a blueprint needs to choose it. Stays on the server. */
export interface BankItem {
  item: Item
  /** The item's own id in the file it came from; unique within its bank. */
  source: string
  /** Subtest it was written for ('TWK', 'TIU', 'TKP'), or '' where the source names none. */
  section: string
  /** Subject or field as the source words it ('Biology', 'astronomy'), or ''. */
  subject: string
  topic: string
  /** 1 easy, 2 middle, 3 hard; null where the source does not say. */
  difficulty: 1 | 2 | 3 | null
  /** Items sharing one of these words never meet in one form. */
  enemies: string[]
  /** How it earns points: one correct option, or a weight for each option. */
  kind: 'single' | 'weighted'
}
