import type { BankItem } from '../../question-bank/item.ts'
import type { ItemKey } from '../../question-bank/key.ts'
import type { RuleSet } from '../../scoring/rule-set.ts'
import type { KeyChange, RescoreStage } from '../protocol/rescoring.ts'
import type { Earned, Response } from './rescored.ts'

/** Everything that mended keys reach. */
export interface Affected {
  bank: { id: string; name: string }
  items: ChangedItem[]
  closed: ClosedSitting[]
  /** Not closed: their candidates are scored with the new keys at the finish. */
  waiting: { id: string; name: string; state: string; finished: number }[]
}

/** An item with the key in force and the one that shall follow. */
export interface ChangedItem {
  item: BankItem
  before: ItemKey
  after: ItemKey
}

/** A closed sitting of a test that uses one of the items. */
export interface ClosedSitting {
  id: string
  name: string
  stage: RescoreStage
  ruleSet: RuleSet
  /** Id of the score run in force. */
  run: string
  /** Of everybody who finished, as they are in force, by candidate. */
  points: ReadonlyMap<string, Record<string, number>>
  touched: Touched[]
}

/** Somebody who had at least one of the items on the form. */
export interface Touched {
  candidate: string
  /** In the order of the items; undefined: not on this form. */
  responses: (Response | undefined)[]
  before: Earned
  /** The same object where nothing changes. */
  after: Earned
}

/** What a proposal of kind 'key-change' holds; its subject is the bank, so that two never meet in one. */
export interface KeyChangeBody {
  changes: KeyChange[]
  previewDigest: string
}
