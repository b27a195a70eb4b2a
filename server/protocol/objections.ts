import { type Static, Type } from 'typebox'
import type { PublicationRow, PublicationStage } from './board.ts'
import type { Effect } from './http.ts'
import type { StandingCode } from './results.ts'

const closed = { additionalProperties: false } as const
const Id = Type.String({ minLength: 1, maxLength: 64 })
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const Number_ = Type.String({ minLength: 1, maxLength: 40 })
const Nik = Type.String({ pattern: '^\\d{16}$' })
const Text = Type.String({ minLength: 20, maxLength: 4000 })

export const NewWindow = Type.Object({ opensOn: Day, closesOn: Day, answerBy: Day }, closed)
export type NewWindow = Static<typeof NewWindow>
export interface WindowRow {
  publication: string
  /** Null: not set; `suggested` is what would follow from the announcement. */
  window: NewWindow | null
  suggested: NewWindow
  state: 'none' | 'before' | 'open' | 'closed'
  /** Until the answer, in whole days; negative: overdue. Null without a window. */
  daysLeft: number | null
  filed: number
  undecided: number
  /** Granted with something that follows, and no newer list has been published since. */
  toAnnounce: number
}

/** A publication that can be objected to today: what anybody may know. */
export interface OpenWindow {
  publication: string
  closesOn: string
}

/** From the public page. The NIK says who it is and is kept nowhere. */
export const NewObjection = Type.Object(
  { publication: Id, number: Number_, nik: Nik, text: Text, truthful: Type.Literal(true) },
  closed,
)
export type NewObjection = Static<typeof NewObjection>
/** From an officer who received a letter. */
export const OfficerObjection = Type.Object({ publication: Id, number: Number_, text: Text }, closed)
export type OfficerObjection = Static<typeof OfficerObjection>

export const ObjectionLookup = Type.Object({ number: Number_, nik: Nik }, closed)
export type ObjectionLookup = Static<typeof ObjectionLookup>

/** What a candidate sees: publications that can be objected to with the own row, and what became of objections. */
export interface OwnObjections {
  number: string
  name: string
  open: {
    publication: string
    title: string
    stage: PublicationStage
    closesOn: string
    row: PublicationRow
    vacancyCode: string
    filed: boolean
  }[]
  objections: OwnObjection[]
}
export interface OwnObjection {
  receipt: string
  title: string
  filedAt: number
  text: string
  answerBy: string
  state: 'received' | 'examined' | 'granted' | 'rejected'
  answer: Effect | null
  decidedAt: number | null
}

export type ObjectionState = 'received' | 'proposed' | 'granted' | 'rejected'
export interface ObjectionRow {
  id: string
  receipt: string
  publication: string
  title: string
  stage: PublicationStage
  candidate: string
  number: string
  name: string
  vacancyCode: string
  via: 'public' | 'officer'
  filedAt: number
  answerBy: string
  daysLeft: number
  state: ObjectionState
}

/** What follows from a decision. */
export const Remedy = Type.Union([
  Type.Object({ kind: Type.Literal('none') }, closed),
  Type.Object(
    {
      kind: Type.Literal('standing'),
      code: Type.Unsafe<StandingCode>({ type: 'string', enum: ['none', 'TMS', 'TMS-1', 'APS', 'DIS'] }),
    },
    closed,
  ),
  /** A key change that was proposed on the re-score workbench. */
  Type.Object({ kind: Type.Literal('key-change'), proposal: Id }, closed),
])
export type Remedy = Static<typeof Remedy>
const draft = {
  template: Type.String({ minLength: 1, maxLength: 40 }),
  /** What the committee adds to the template. */
  fill: Type.String({ maxLength: 2000 }),
  remedy: Remedy,
}
/** A decision as it is looked at: without the reason it is proposed for. */
export const DecisionDraft = Type.Object(draft, closed)
export type DecisionDraft = Static<typeof DecisionDraft>
export const Decision = Type.Object({ ...draft, reason: Type.String({ minLength: 4, maxLength: 2000 }) }, closed)
export type Decision = Static<typeof Decision>
export interface DecisionPreview {
  answer: Effect
  effect: Effect[]
  /** Whom the remedy moves, in which list. */
  changes: {
    list: PublicationStage
    number: string
    before: { place: number | null; code: string }
    after: { place: number | null; code: string }
  }[]
}

/** Everything an objection is judged by. Keys are withheld: nothing here tells which option is right. */
export interface CaseFile {
  objection: ObjectionRow & { text: string; filedBy: string }
  publication: { id: string; title: string; digest: string; publishedAt: number; list: string }
  row: PublicationRow | null
  sections: { id: string; title: string }[]
  /** Numbers and figures of those just above and below. */
  neighbours: { where: 'above' | 'below'; place: number | null; number: string; total: number | null; code: string }[]
  attempt: CaseAttempt | null
  standings: { code: StandingCode; reason: string; at: number; actor: string }[]
  /** What staff did that concerns this candidate, oldest first. */
  audit: { at: number; actor: string; action: string; words: string }[]
  decision: {
    verdict: 'granted' | 'rejected'
    template: string
    answer: Effect
    at: number
    proposedBy: string
    approvedBy: string
  } | null
  /** An open proposal of a decision, waiting for the second person. */
  proposal: string | null
}
export interface CaseAttempt {
  id: string
  sitting: { name: string; venue: string; startsAt: number }
  room: string
  station: string
  minutes: number
  startedAt: number | null
  finishedAt: number | null
  how: string | null
  /** Of the time limit, unused at the finish, in ms; null while it cannot be known. */
  leftMs: number | null
  receipt: string | null
  chainWhole: boolean
  events: number
  /** Silences of more than a minute between two entries, as the log saw them. */
  silences: { from: number; to: number }[]
  sections: { id: string; title: string; points: number; max: number; answered: number; blank: number }[]
  items: {
    number: number
    section: string
    /** Letter as it stood on the screen; null: blank. */
    choice: string | null
    points: number
    /** Wall clock of the last change; null: never answered. */
    at: number | null
    changes: number
  }[]
  timeline: { at: number; words: Effect }[]
}
export interface DecisionTemplateRow {
  id: string
  verdict: 'granted' | 'rejected'
  title: Effect
  text: Effect
}
