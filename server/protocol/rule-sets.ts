import { type Static, Type } from 'typebox'
import type { Effect } from './http.ts'

const closed = { additionalProperties: false } as const
/** A draft is whatever the editor holds; what is wrong with it is said in sentences, not by a schema. */
const Draft = Type.Unknown()

export const RuleSetDraft = Type.Object({ ruleSet: Draft }, closed)
export type RuleSetDraft = Static<typeof RuleSetDraft>
export const RuleSetEffectRequest = Type.Object(
  {
    ruleSet: Draft,
    compareWith: Type.String({ maxLength: 100 }),
    /** 'made', or the id of a vacancy with scored candidates. */
    sample: Type.String({ minLength: 1, maxLength: 64 }),
  },
  closed,
)
export type RuleSetEffectRequest = Static<typeof RuleSetEffectRequest>

export interface RuleSetCheck {
  problems: { id: string[]; en: string[] }
}
/** A rule set as the list and the read view show it; `body` is the whole of it. */
export interface RuleSetDetail {
  body: unknown
  digest: string
  /** 'ours' comes with Seleksi. */
  origin: 'ours' | 'committee'
  createdAt: number | null
  createdBy: string | null
  /** Names of the tests approved under it. */
  tests: string[]
}
export interface RuleSetEffect {
  sample: { title: Effect; candidates: number }
  compared: { id: string; title: string }
  needTypes: {
    id: string
    title: Effect
    candidates: number
    /** Counts by code: of the rule set compared with, and of the draft. */
    before: Record<string, number>
    after: Record<string, number>
  }[]
  /** How many stand elsewhere or under another code. */
  changed: number
  /** The first fifty of them. */
  rows: {
    number: string
    needType: string
    points: Record<string, number>
    before: { place: number | null; code: string; reason: Effect }
    after: { place: number | null; code: string; reason: Effect }
  }[]
  /** Why the two cannot be compared where they cannot: other sections, a need type that only one has. */
  notes: Effect[]
}
