import { type Static, Type } from 'typebox'
import type { PublicationDocument, PublicationStage, PublicationSummary } from './board.ts'
import type { Effect } from './http.ts'

const closed = { additionalProperties: false } as const
const Reason = Type.String({ minLength: 4, maxLength: 2000 })

export const STAGES = ['skd', 'skb-participants', 'integration', 'final'] as const satisfies PublicationStage[]

/** One step of the announcements, in the order of the work. */
export interface StageRow {
  stage: PublicationStage
  /** Why it cannot be published now; empty: it can. For 'skd' what stands against some vacancy. */
  blockedBy: Effect[]
  /** The one in force. Null for 'skd', which has one for each vacancy: see `vacancies`. */
  current: PublicationSummary | null
  /** Whether a new one would differ from the one in force, or there is none and there is something to publish. */
  changed: boolean
  /** For 'skd' alone: how many vacancies have results, a publication in force, and a list that differs from it. */
  vacancies: { total: number; inForce: number; changed: number } | null
}

/** Exactly what the public would see, and everything a committee must know before it proposes it. */
export interface StagePreview {
  stage: PublicationStage
  /** Vacancy id, or '*' for the lists of many. */
  scope: string
  /** `publishedAt` 0, `digest` '' and `replaces` null: they are set when it is published. */
  document: PublicationDocument
  previewDigest: string
  /** Whether it differs from the one in force, or there is none. */
  changed: boolean
  blockedBy: Effect[]
  /** Candidates equal on everything at the last place: people must give them an order. */
  undecided: {
    vacancy: { id: string; code: string; position: string }
    candidates: { candidate: string; number: string; name: string }[]
    why: Effect
  }[]
  reconciliation: { holds: boolean; sentences: Effect[] }
  /** What else should be known, and blocks nothing. */
  notes: Effect[]
  /** The newest of this stage and scope, also where it was withdrawn. */
  replaces: PublicationSummary | null
  /** Against the one that it replaces, the first 200. */
  changes: StageChange[]
  changesTotal: number
}
export interface StageChange {
  number: string
  before: { place: number | null; code: string } | null
  after: { place: number | null; code: string } | null
}

const Digest = Type.String({ pattern: '^[0-9a-f]{64}$' })
export const StageProposal = Type.Object(
  {
    items: Type.Array(
      Type.Object({ scope: Type.String({ minLength: 1, maxLength: 64 }), previewDigest: Digest }, closed),
      {
        minItems: 1,
        maxItems: 2000,
      },
    ),
    reason: Reason,
  },
  closed,
)
export type StageProposal = Static<typeof StageProposal>

export const Withdrawal = Type.Object({ reason: Reason }, closed)
export type Withdrawal = Static<typeof Withdrawal>

export const TieOrder = Type.Object(
  {
    stage: Type.Union([Type.Literal('skd'), Type.Literal('integration'), Type.Literal('final')]),
    /** Vacancy id. */
    vacancy: Type.String({ minLength: 1, maxLength: 64 }),
    /** Candidate ids, the first first: exactly those who are equal. */
    order: Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { minItems: 2, maxItems: 500 }),
    reason: Reason,
  },
  closed,
)
export type TieOrder = Static<typeof TieOrder>

export type StandingCode = 'none' | 'TMS' | 'TMS-1' | 'APS' | 'DIS'
export const STANDING_CODES = ['none', 'TMS', 'TMS-1', 'APS', 'DIS'] as const satisfies StandingCode[]
/** One entry, newest first; the newest of a candidate counts. */
export interface StandingRow {
  candidate: string
  number: string
  name: string
  vacancyCode: string
  code: StandingCode
  /** The NIP was issued: the place cannot be filled again. */
  nipIssued: boolean
  reason: string
  at: number
  actor: string
}
export const NewStanding = Type.Object(
  {
    code: Type.Unsafe<StandingCode>({ type: 'string', enum: [...STANDING_CODES] }),
    nipIssued: Type.Boolean(),
    reason: Reason,
  },
  closed,
)
export type NewStanding = Static<typeof NewStanding>

/** The score that counts, one for each candidate and test. */
export interface OutsideScoreRow {
  candidate: string
  number: string
  name: string
  vacancyCode: string
  /** 'skb-cat', or the kind of an extra test. */
  test: string
  /** Exact decimal texts. */
  points: string
  most: string
  /** Name of the file it came from. */
  source: string
  at: number
  actor: string
}
