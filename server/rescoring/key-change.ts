import type { BankItem } from '../../question-bank/item.ts'
import type { ItemKey } from '../../question-bank/key.ts'
import type { RuleSection } from '../../scoring/rule-set.ts'
import { canonical } from '../canonical.ts'
import type { Effect } from '../protocol/http.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { KeyWanted } from '../protocol/rescoring.ts'

/** How the tests that use an item score its section: a key must fit all of them. */
export type Scoring = RuleSection['scoring']

/**
 * The next version of an item's key, or why it cannot be scored with (RW4). `sections` are the sections that the item
 * can stand in, in every test that uses it. Pure.
 */
export function nextKey(
  { item, source, kind }: Pick<BankItem, 'item' | 'source' | 'kind'>,
  current: ItemKey,
  wanted: KeyWanted,
  sections: Scoring[],
): ItemKey | Refusal {
  if (canonical(statedKey(current)) === canonical(tidyKey(wanted))) return refuse('key-unchanged', { item: source })
  const head = { item: item.id, version: current.version + 1 }
  const labels = item.options.map((option) => option.id)
  if (wanted.kind === 'given' || wanted.kind === 'void') return { ...head, kind: wanted.kind }
  if (wanted.kind !== kind) return refuse('key-of-other-kind', { item: source })
  if (wanted.kind === 'single') {
    const strange = wanted.correct.find((label) => !labels.includes(label))
    if (strange !== undefined) return refuse('no-such-option', { item: source, option: strange })
    return { ...head, kind: 'single', correct: labels.filter((label) => wanted.correct.includes(label)) }
  }
  const strange = Object.keys(wanted.weights).find((label) => !labels.includes(label))
  if (strange !== undefined) return refuse('no-such-option', { item: source, option: strange })
  const { least, most } = limitsOf(sections) ?? WEIGHTS
  for (const label of labels) {
    const weight = wanted.weights[label]
    if (weight === undefined || weight < least || weight > most)
      return refuse('weight-out-of-limits', { item: source, option: label, least: String(least), most: String(most) })
  }
  // What the source named as its key beside the weights judges nothing, and goes on to the next version for exports.
  const { stated } = current as { stated?: string[] }
  return { ...head, kind: 'weighted', weights: { ...wanted.weights }, ...(stated && { stated }) }
}

/** Where no test uses the item: whole points from nothing to the highest that a rule set may state. */
const WEIGHTS = { least: 0, most: 1000 }

/** Whole points that a weight may have in all of these sections; null where none is scored by weights. */
export function limitsOf(sections: Scoring[]): { least: number; most: number } | null {
  const weighted = sections.flatMap((one) => (one.kind === 'weighted' ? [one] : []))
  if (weighted.length === 0) return null
  return {
    least: Math.max(...weighted.map(({ least }) => least)),
    most: Math.min(...weighted.map(({ most }) => most)),
  }
}

/** A key without its item and version, as people state it. */
export function statedKey(key: ItemKey): KeyWanted {
  if (key.kind === 'single') return tidyKey({ kind: 'single', correct: key.correct })
  if (key.kind === 'weighted') return { kind: 'weighted', weights: { ...key.weights } }
  return { kind: key.kind }
}

/** The order in which somebody ticked options makes no other key. */
const tidyKey = (key: KeyWanted): KeyWanted =>
  key.kind === 'single' ? { kind: 'single', correct: [...key.correct].sort() } : key

/** 'B', 'A = 1, B = 5', 'semua benar': for a memo, a table and the approver's sentence. */
export function keyWords(key: KeyWanted): Effect {
  switch (key.kind) {
    case 'given':
      return { id: 'semua mendapat nilai penuh', en: 'full points for everybody' }
    case 'void':
      return { id: 'dibatalkan, tidak dinilai', en: 'void, not scored' }
    case 'single': {
      // A key without a correct option is the older way to void an item.
      if (key.correct.length === 0) return { id: 'tanpa kunci, tidak dinilai', en: 'no key, not scored' }
      const [id, en] = [' atau ', ' or '].map((word) => key.correct.join(word)) as [string, string]
      return { id, en }
    }
    case 'weighted': {
      const words = Object.entries(key.weights)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([label, weight]) => `${label} = ${weight}`)
        .join(', ')
      return { id: words, en: words }
    }
  }
}
