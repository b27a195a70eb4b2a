import { type Static, Type } from 'typebox'

/** The schedule as a whole: who sits where and when, and what is changed of it after it was published. */
const closed = { additionalProperties: false }
const Id = Type.String({ minLength: 1, maxLength: 64 })
const Reason = Type.String({ minLength: 4, maxLength: 2000 })
/** '08:00', WIB. */
const TimeOfDay = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })
/** '2026-10-16'. */
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })

export const SessionTimes = Type.Object(
  {
    /** When registration for it begins. */
    opens: TimeOfDay,
    /** When the exam begins. */
    starts: TimeOfDay,
  },
  closed,
)
export type SessionTimes = Static<typeof SessionTimes>

export const DayPlan = Type.Object(
  {
    weekdays: Type.Array(SessionTimes, { maxItems: 8 }),
    friday: Type.Array(SessionTimes, { maxItems: 8 }),
    /** Minutes that a room stands empty between two sessions. */
    turnoverMinutes: Type.Integer({ minimum: 0, maximum: 240 }),
    /** Stations that stay free in every room, beside the spares of its plan. */
    reservePerRoom: Type.Integer({ minimum: 0, maximum: 100 }),
  },
  closed,
)
export type DayPlan = Static<typeof DayPlan>

export const PlacementRequest = Type.Object(
  {
    test: Id,
    /** Candidates of vacancies of this period; null: all who wait. */
    period: Type.Union([Id, Type.Null()]),
    venues: Type.Array(Id, { minItems: 1, maxItems: 200, uniqueItems: true }),
    days: Type.Array(Day, { minItems: 1, maxItems: 60, uniqueItems: true }),
    plan: DayPlan,
  },
  closed,
)
export type PlacementRequest = Static<typeof PlacementRequest>

export const PlacementProposal = Type.Object(
  {
    request: PlacementRequest,
    /** Of the preview that was read. */
    digest: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    reason: Reason,
  },
  closed,
)
export type PlacementProposal = Static<typeof PlacementProposal>

/** What a venue offers beside its plans: kept with it. */
export const VenueFacts = Type.Object(
  {
    opens: TimeOfDay,
    closes: TimeOfDay,
    /** Region codes that it is near to: '15.08' the whole regency, '15.08.01' one district of it. */
    districts: Type.Array(Type.String({ pattern: '^\\d{2}(\\.\\d{2}){0,2}$' }), { maxItems: 100, uniqueItems: true }),
    /** Accommodations that a room has what is needed for, by room id. */
    fits: Type.Record(Id, Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { maxItems: 20 }), {
      maxProperties: 200,
    }),
  },
  closed,
)
export type VenueFacts = Static<typeof VenueFacts>

interface Words {
  id: string
  en: string
}

/** What the form needs: how many wait for which test, where they come from, and what the venues offer. */
export interface PlacementForm {
  tests: { id: string; name: string; stage: string; minutes: number; plan: DayPlan }[]
  periods: { id: string; name: string; state: string }[]
  venues: PlacementVenue[]
  /** Accommodations that candidates have. */
  accommodations: string[]
  /** The first day that can be chosen. */
  firstDay: string
}
export interface PlacementVenue {
  id: string
  name: string
  facts: VenueFacts
  rooms: { id: string; name: string; seats: number; spares: number }[]
}

/** One room of one session as it would be filled. */
export interface LoadRow {
  venue: string
  day: string
  /** Number of the session on its day, from 1. */
  session: number
  /** '08:00'. */
  opens: string
  starts: string
  capacity: number
  people: number
  rooms: { name: string; seats: number; people: number }[]
}
export interface PlacementPreview {
  digest: string
  /** SHA-256 of the seed that decides what is left to chance; the seed itself is told when the schedule is approved. */
  commitment: string
  people: number
  placed: number
  unplaced: { total: number; reasons: (Words & { people: number })[]; first: UnplacedRow[] }
  /** Sessions of venues that cannot be used at all, and other things to know. */
  notes: Words[]
  load: LoadRow[]
  vacancies: { total: number; together: number; split: { code: string; people: number; sessions: number }[] }
  nearness: { wished: number; near: number; elsewhere: number; unknown: number }
  /** One person for each kind of reason, so that the reasons can be looked at before they count. */
  examples: PlacedRow[]
}
export interface UnplacedRow extends Words {
  number: string
  name: string
}
/** One candidate with her place and why it is hers. */
export interface PlacedRow {
  candidate: string
  number: string
  name: string
  vacancy: string
  accommodation: string | null
  sitting: string | null
  venue: string
  room: string
  station: string
  startsAt: number
  /** Version of her card. */
  card: number
  why: Words[]
}

export interface PlacementSummary {
  id: string
  test: string
  stage: string
  period: string | null
  people: number
  placed: number
  unplaced: number
  sittings: number
  commitment: string
  seed: string
  digest: string
  at: number
  by: string
  approvedBy: string
  /** Candidates that are still to be told. */
  toTell: number
}

/** What is changed of a published schedule. */
export const SeatChange = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('move'),
      candidate: Id,
      sitting: Id,
      room: Type.Union([Type.String({ maxLength: 60 }), Type.Null()]),
    },
    closed,
  ),
  Type.Object({ kind: Type.Literal('session'), sitting: Id, startsAt: Type.Integer({ minimum: 0 }) }, closed),
  Type.Object(
    {
      kind: Type.Literal('room'),
      venue: Type.String({ maxLength: 100 }),
      room: Type.String({ minLength: 1, maxLength: 60 }),
      /** The sittings for which it is closed. */
      sittings: Type.Array(Id, { minItems: 1, maxItems: 200, uniqueItems: true }),
    },
    closed,
  ),
])
export type SeatChange = Static<typeof SeatChange>
export const SeatChangeProposal = Type.Object({ change: SeatChange, reason: Reason }, closed)
export type SeatChangeProposal = Static<typeof SeatChangeProposal>

export interface SeatMove {
  candidate: string
  number: string
  name: string
  from: { sitting: string; venue: string; room: string; station: string; startsAt: number }
  to: { sitting: string; venue: string; room: string; station: string; startsAt: number }
}
export interface SeatChangePreview {
  title: Words
  effect: Words[]
  moves: SeatMove[]
}
/** One change that was made, newest first. */
export interface SeatChangeRow {
  id: string
  title: Words
  kind: SeatChange['kind']
  reason: string
  people: number
  at: number
  by: string
  approvedBy: string
}
