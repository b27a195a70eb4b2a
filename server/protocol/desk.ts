import { type Static, Type } from 'typebox'
import type { CheckInStep } from './policy.ts'
import { REFUSAL_REASONS, type RefusalReason } from './reasons.ts'

/** The check-in desk: from the door to the seat. Works on the room server alone. */
const closed = { additionalProperties: false }

export const DeskStep = Type.Union([
  /** What was scanned or typed: the card's QR text, or its number. */
  Type.Object(
    { step: Type.Literal('documents'), seen: Type.Array(Type.String({ maxLength: 40 }), { maxItems: 12 }) },
    closed,
  ),
  Type.Object({ step: Type.Literal('belongings') }, closed),
  /**
   * JPEG, base64, at most 200 kB; null where the officer goes on without (a reason is needed then). `same`: the officer
   * says that the face is the person's; false needs a reason too (a supervisor's word).
   */
  Type.Object(
    {
      step: Type.Literal('photo'),
      jpeg: Type.Union([Type.String({ maxLength: 280_000 }), Type.Null()]),
      same: Type.Boolean(),
      reason: Type.String({ maxLength: 300 }),
    },
    closed,
  ),
  Type.Object({ step: Type.Literal('body') }, closed),
  /** Makes the PIN (a new one, if there was one); the reply shows it once. */
  Type.Object({ step: Type.Literal('pin') }, closed),
  /** Gives the seat: the planned one, or the lottery's next. */
  Type.Object({ step: Type.Literal('seat') }, closed),
])
export type DeskStep = Static<typeof DeskStep>
export const DeskMove = Type.Object({ version: Type.Integer({ minimum: 0 }), move: DeskStep }, closed)
export type DeskMove = Static<typeof DeskMove>
export const DeskRefusal = Type.Object(
  {
    version: Type.Integer({ minimum: 0 }),
    reason: Type.Unsafe<RefusalReason>({ type: 'string', enum: [...REFUSAL_REASONS] }),
    text: Type.String({ maxLength: 300 }),
  },
  closed,
)
export type DeskRefusal = Static<typeof DeskRefusal>
export const DeskFind = Type.Object({ scanned: Type.String({ minLength: 1, maxLength: 300 }) }, closed)
export type DeskFind = Static<typeof DeskFind>

export interface DeskStepDone {
  step: CheckInStep
  at: number
  by: string
  /** Words in short: which documents, which reason. */
  note: string
}
export interface DeskPerson {
  candidate: string
  number: string
  name: string
  nikMasked: string
  vacancy: string
  unit: string
  accommodation: string | null
  seat: { venue: string; room: string; station: string }
  /** 0: not arrived yet. Each step names the version it goes on from. */
  version: number
  state: 'expected' | 'arrived' | 'admitted' | 'refused'
  done: DeskStepDone[]
  /** The next step in the settled order, or null. */
  next: CheckInStep | null
  /** Why not, where it was refused. */
  refusal: { reason: RefusalReason; text: string; by: string; at: number } | null
  photo: { id: string; takenAt: number } | null
  /** 'signed': the card's QR with our signature. 'number': typed or unsigned. */
  scannedAs: 'signed' | 'number' | null
  pinIssued: boolean
}
export interface DeskSitting {
  sitting: { id: string; name: string; venue: string; startsAt: number; state: string }
  wallNow: number
  /** After this moment no PIN is issued (strictly before it is the last). */
  closesAt: number
  steps: CheckInStep[]
  documents: { id: string; label: string; needed: boolean }[]
  photo: 'required' | 'optional'
  seating: 'plan' | 'lottery'
  /** SHA-256 of the lottery's seed, known before the first seat; the seed itself once the sitting is closed. */
  lottery: { commitment: string; seed: string | null } | null
  counts: { expected: number; arrived: number; admitted: number; refused: number }
}
export interface DeskReply {
  person: DeskPerson
  /** Only in the reply to the step 'pin'. */
  pin: string | null
}
/** The list beside the desk. */
export interface DeskRow {
  candidate: string
  number: string
  name: string
  room: string
  station: string
  state: DeskPerson['state']
  at: number | null
}
