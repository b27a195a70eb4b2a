import type { ItemId, OptionId } from '../question-bank/item.ts'
import type { ItemKey } from '../question-bank/key.ts'
import { maxPoints, scoreItem } from './outcome.ts'
import type { RuleSet } from './rule-set.ts'

/** A mended key and the one it replaces. */
export interface KeyChange {
  item: ItemId
  section: string
  before: ItemKey
  after: ItemKey
}

/** What re-scoring needs of one candidate: nothing of the items that do not change. */
export interface RescoreRow {
  id: string
  vacancy: string
  /** Whole points under the keys before, by section id and 'total'; null: absent. */
  points: Record<string, number> | null
  disqualified: boolean
  /** The response to each changed item, in the order of the changes: null is blank, undefined: not on the form. */
  responses: (OptionId | null | undefined)[]
  /** As in `RankingEntry`. */
  birthDate?: string | null
  group?: string | null
}

export interface Rescored {
  id: string
  row: RescoreRow
  /** What is gained, by section id and in 'total': only what differs. Null where no point changes. */
  by: Record<string, number> | null
  /** The points under the new keys. */
  points: Record<string, number> | null
}

/**
 * New points = old points + what each response earns under the new key less what it earned under the old one, in whole
 * points. Throws, naming the candidate or the item, where they do not belong together. Source: RULES.md RE3, RE6.
 */
export function rescorer(ruleSet: RuleSet, keyChanges: KeyChange[]): (row: RescoreRow) => Rescored {
  // One item may stand in another section on another form: then it is a change for each.
  if (new Set(keyChanges.map(({ item, section }) => JSON.stringify([item, section]))).size < keyChanges.length)
    throw new Error('an item is changed twice in one section')
  const gains = keyChanges.map((change) => gainOf(ruleSet, change))
  const columns = keyChanges.map(({ section }) => ruleSet.sections.findIndex(({ id }) => id === section))
  const gained = new Int32Array(ruleSet.sections.length)
  return (row) => {
    const { id, points, responses } = row
    if (responses.length !== keyChanges.length)
      throw new Error(`candidate ${id}: ${responses.length} responses to ${keyChanges.length} changed items`)
    gained.fill(0)
    for (const [index, response] of responses.entries()) {
      if (response === undefined) continue
      const { item, section } = keyChanges[index] as KeyChange
      if (!points) throw new Error(`candidate ${id} is absent and had item ${item} on the form`)
      if (points[section] === undefined)
        throw new Error(`candidate ${id} had item ${item} and no points for ${section}`)
      ;(gained[columns[index] as number] as number) += (gains[index] as Gain)(response)
    }
    if (!points || gained.every((gain) => gain === 0)) return { id, row, by: null, points }
    return { id, row, ...withGained(row.id, points, ruleSet, gained) }
  }
}

function withGained(id: string, points: Record<string, number>, { sections }: RuleSet, gained: Int32Array) {
  const by: Record<string, number> = {}
  let total = 0
  for (const [column, { id: section }] of sections.entries()) {
    const gain = gained[column] as number
    if (gain !== 0) by[section] = gain
    total += gain
  }
  if (total !== 0) by.total = total
  const after = { ...points }
  for (const [on, gain] of Object.entries(by)) {
    const sum = (points[on] ?? Number.NaN) + gain
    if (!(sum >= 0)) throw new Error(`candidate ${id}: ${points[on]} points for ${on} cannot change by ${gain}`)
    after[on] = sum
  }
  return { by, points: after }
}

type Gain = (response: OptionId | null) => number

/** Worked out once for each option: a hundred thousand candidates chose among five. */
function gainOf(ruleSet: RuleSet, { item, section, before, after }: KeyChange): Gain {
  const rule = ruleSet.sections.find(({ id }) => id === section)?.scoring
  if (!rule) throw new Error(`item ${item}: section ${section} is not in rule set ${ruleSet.id}`)
  for (const key of [before, after]) {
    if (key.item !== item) throw new Error(`item ${item}: given the key of item ${key.item}`)
    maxPoints(rule, key)
  }
  const known = new Map<OptionId | null, number>()
  return (response) => {
    let gain = known.get(response)
    if (gain === undefined) {
      gain = scoreItem(rule, after, response).points - scoreItem(rule, before, response).points
      known.set(response, gain)
    }
    return gain
  }
}
