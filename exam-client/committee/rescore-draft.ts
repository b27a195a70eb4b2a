import type { KeyChange, KeyWanted } from '../../server/protocol/rescoring.ts'

/** A set of key changes that somebody is putting together; it lives in the browser until it is proposed. */
export interface DraftItem {
  item: string
  source: string
  bank: string
  bankName: string
  before: KeyWanted
  after: KeyWanted
}
export type Draft = DraftItem[]

/** The server takes no more in one proposal. */
export const DRAFT_MAX = 50

/** Puts an item in, or replaces what it was to become. An item that is to keep its key is taken out. */
export function withItem(draft: Draft, wanted: DraftItem): Draft {
  const others = draft.filter((one) => one.item !== wanted.item)
  if (sameKey(wanted.before, wanted.after)) return others
  const at = draft.findIndex((one) => one.item === wanted.item)
  return at < 0 ? [...others, wanted].slice(0, DRAFT_MAX) : draft.with(at, wanted)
}

export const withoutItem = (draft: Draft, item: string): Draft => draft.filter((one) => one.item !== item)

export const changesOf = (draft: Draft): KeyChange[] => draft.map(({ item, after }) => ({ item, key: after }))

export function sameKey(a: KeyWanted, b: KeyWanted): boolean {
  if (a.kind === 'single' && b.kind === 'single') return [...a.correct].sort().join() === [...b.correct].sort().join()
  if (a.kind === 'weighted' && b.kind === 'weighted') {
    const labels = new Set([...Object.keys(a.weights), ...Object.keys(b.weights)])
    return [...labels].every((label) => a.weights[label] === b.weights[label])
  }
  return a.kind === b.kind
}

/** What the form of the new key is made of: one for each kind, so that changing the kind forgets nothing. */
export interface KeyForm {
  kind: KeyWanted['kind']
  correct: string[]
  /** As typed. */
  weights: Record<string, string>
}

export const formOf = (key: KeyWanted, labels: string[]): KeyForm => ({
  kind: key.kind,
  correct: key.kind === 'single' ? key.correct : [],
  weights: Object.fromEntries(
    labels.map((label) => [label, key.kind === 'weighted' ? `${key.weights[label] ?? ''}` : '']),
  ),
})

/** The key that a form states, or null while it states none. */
export function keyOf(form: KeyForm, labels: string[], limits: { least: number; most: number }): KeyWanted | null {
  if (form.kind === 'given' || form.kind === 'void') return { kind: form.kind }
  if (form.kind === 'single') {
    const correct = labels.filter((label) => form.correct.includes(label))
    return correct.length === 0 ? null : { kind: 'single', correct }
  }
  const weights: Record<string, number> = {}
  for (const label of labels) {
    const typed = form.weights[label]?.trim() ?? ''
    if (!/^\d{1,4}$/.test(typed) || Number(typed) < limits.least || Number(typed) > limits.most) return null
    weights[label] = Number(typed)
  }
  return { kind: 'weighted', weights }
}

const KEPT = 'seleksi.rescore'

/** From this browser's session, so that a reload loses nothing; anything unreadable is an empty draft. */
export function readDraft(storage: Pick<Storage, 'getItem'>): Draft {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEPT) ?? '[]')
    return Array.isArray(kept) ? (kept as Draft).filter((one) => typeof one?.item === 'string' && one.after?.kind) : []
  } catch {
    return []
  }
}

export function keepDraft(storage: Pick<Storage, 'setItem'>, draft: Draft): void {
  try {
    storage.setItem(KEPT, JSON.stringify(draft))
  } catch {
    // a browser that forbids storage keeps it as long as the page
  }
}
