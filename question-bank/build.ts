import type { Blueprint, BlueprintSection } from './blueprint.ts'
import type { BankItem, ItemId, Stimulus } from './item.ts'
import type { ItemKey } from './key.ts'

export interface SectionMake {
  /** Default 'single'. Weighted items give their options the points 1 to n, each item in another turn. */
  kind?: 'single' | 'weighted'
  subject?: string
  /** Given to the items in turn: ['Deret', 'Logika'] makes every second item 'Logika'. */
  topics?: string[]
  /** Given to the items in turn. */
  difficulties?: (1 | 2 | 3 | null)[]
  /** Default 5, at most 10. */
  options?: number
  /** So many neighbouring items share one stimulus. */
  perStimulus?: number
  /** So many pairs of enemies: items 1 and 2, 3 and 4, ... */
  enemyPairs?: number
  /** The last option of each item reads "Semua jawaban benar" and stays last. */
  lastFixed?: boolean
}

export interface BankBuilder {
  /** Adds `count` items 'TIU-001', 'TIU-002', ... to the bank. */
  section(id: string, count: number, make?: SectionMake): BankBuilder
  build(): { items: BankItem[]; keys: ItemKey[] }
}

/** A made-up bank in one line, for tests, seeds and the demo: `bank().section('TIU', 35).build()`. */
export function bank(): BankBuilder {
  const items: BankItem[] = []
  const keys: ItemKey[] = []
  const builder: BankBuilder = {
    section(id, count, make = {}) {
      for (let at = 0; at < count; at++) {
        const bankItem = oneItem(id, at, make)
        items.push(bankItem)
        keys.push(oneKey(bankItem, at))
      }
      return builder
    },
    build: () => ({ items: [...items], keys: [...keys] }),
  }
  return builder
}

/** A blueprint in one line: `blueprintOf({ TIU: 35, TWK: { count: 30, topics: [...] } })`. 100 minutes. */
export function blueprintOf(sections: Record<string, number | Partial<BlueprintSection>>): Blueprint {
  return {
    name: 'Uji',
    minutes: 100,
    accommodationMinutes: { netra: 130 },
    graceMs: 10_000,
    sections: Object.entries(sections).map(([id, given]) => ({
      ...{ id, title: id, count: 1, source: {}, topics: [], difficulties: [] },
      ...(typeof given === 'number' ? { count: given } : given),
    })),
  }
}

function oneItem(section: string, at: number, make: SectionMake): BankItem {
  const id = `${section}-${String(at + 1).padStart(3, '0')}`
  const labels = [...'ABCDEFGHIJ'.slice(0, make.options ?? 5)]
  const lastFixed = make.lastFixed ?? false
  return {
    item: {
      id: id as ItemId,
      stimulus: stimulusOf(section, at, make.perStimulus),
      stem: `Soal ${id}?`,
      options: labels.map((label, nth) => {
        const fixed = lastFixed && nth === labels.length - 1
        return { id: label, html: fixed ? 'Semua jawaban benar' : `Jawaban ${label} soal ${id}`, fixed }
      }),
    },
    source: id,
    section,
    subject: make.subject ?? '',
    topic: inTurn(make.topics, at) ?? '',
    difficulty: inTurn(make.difficulties, at) ?? null,
    enemies: at < 2 * (make.enemyPairs ?? 0) ? [`${section}-musuh-${Math.floor(at / 2) + 1}`] : [],
    kind: make.kind ?? 'single',
  }
}

function stimulusOf(section: string, at: number, perStimulus: number | undefined): Stimulus | null {
  if (!perStimulus) return null
  const number = Math.floor(at / perStimulus) + 1
  return { id: `${section}-wacana-${number}`, html: `<p>Wacana ${number} untuk ${section}.</p>` }
}

function oneKey({ item, kind }: BankItem, at: number): ItemKey {
  const labels = item.options.map((option) => option.id)
  if (kind === 'single') return { item: item.id, version: 1, kind, correct: [labels[at % labels.length] ?? 'A'] }
  const weights = labels.map((label, nth) => [label, ((nth + at) % labels.length) + 1] as const)
  return { item: item.id, version: 1, kind, weights: Object.fromEntries(weights) }
}

function inTurn<T>(values: readonly T[] | undefined, at: number): T | undefined {
  return values?.[at % Math.max(1, values.length)]
}
