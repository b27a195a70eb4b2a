import { type Static, Type } from 'typebox'
import type { SuperState } from './proctor.ts'
import { MINUTES_FIELDS, type MinutesField } from './reasons.ts'
import type { RoomEventKind } from './room-log.ts'
import type { TimeLedger } from './time.ts'

/** The day afterwards: stories in sentences, the room's log, replay, minutes. */
const closed = { additionalProperties: false }

export interface TimelineLine {
  at: number
  /** 'attempt': its log. 'room': the room's log. 'command': a proctor's. 'desk': check-in. */
  from: 'attempt' | 'room' | 'command' | 'desk'
  kind: string
  id: string
  en: string
  actor: string
  /** Should be looked at. */
  signal: boolean
}
export interface CandidateTimeline {
  candidate: string
  number: string
  name: string
  room: string
  station: string
  attempt: string | null
  lines: TimelineLine[]
  ledger: TimeLedger | null
  /** Wall clock from start to finish (or now), what the exam clock says of it, and what outages stand between them. */
  sum: { wallMs: number; usedMs: number; heldMs: number; outageMs: number; restMs: number } | null
}
export interface RoomLogLine {
  id: string
  at: number
  room: string
  station: string
  candidate: string | null
  number: string | null
  name: string | null
  kind: RoomEventKind | `command.${string}`
  text: { id: string; en: string }
  actor: string
  signal: boolean
  /** Corrections that were added to it, oldest first. */
  corrections: { at: number; actor: string; text: string }[]
}
export const NewNote = Type.Object(
  {
    text: Type.String({ minLength: 3, maxLength: 1000 }),
    room: Type.String({ maxLength: 60 }),
    candidate: Type.Union([Type.String({ maxLength: 64 }), Type.Null()]),
    /** The event that this corrects, or null for a new note. */
    about: Type.Union([Type.String({ maxLength: 64 }), Type.Null()]),
    category: Type.String({ maxLength: 40 }),
  },
  closed,
)
export type NewNote = Static<typeof NewNote>

/** A room minute by minute: one letter of state and the answers of each seat. */
export interface Replay {
  room: string
  /** Wall clock of minute 0, rounded down. */
  from: number
  minutes: number
  seats: { candidate: string; number: string; name: string; station: string }[]
  /** frames[m][s]: state and responses of seat s at the end of minute m. */
  frames: { state: SuperState; answered: number }[][]
  /** What happened, by minute. */
  events: { minute: number; line: RoomLogLine }[]
}

export interface MinutesView {
  sitting: { id: string; name: string; test: string; venue: string; startsAt: number; state: string }
  rooms: string[]
  counts: { registered: number; present: number; absent: number; refused: number; started: number; finished: number }
  opened: number | null
  started: number | null
  closed: number | null
  absent: { number: string; name: string; room: string; station: string; reason: { id: string; en: string } }[]
  incidents: RoomLogLine[]
  /** Minutes credited or added, candidate by candidate. */
  time: {
    number: string
    name: string
    room: string
    station: string
    ms: number
    causes: { id: string; en: string }
  }[]
  moves: { number: string; name: string; from: string; to: string; at: number; by: string }[]
  /** Additions by hand: each field's texts, oldest first; nothing is overwritten. */
  notes: { field: string; text: string; at: number; actor: string }[]
  /** SHA-256 over all of the above as canonical JSON: what a printed page names. */
  digest: string
}
export const NewMinutesNote = Type.Object(
  {
    field: Type.Unsafe<MinutesField>({ type: 'string', enum: [...MINUTES_FIELDS] }),
    text: Type.String({ minLength: 1, maxLength: 2000 }),
  },
  closed,
)
export type NewMinutesNote = Static<typeof NewMinutesNote>

/** Two neighbours whose choices agree more than chance; figures for people to judge, never a verdict. */
export interface LikenessPair {
  a: { number: string; name: string; room: string; station: string }
  b: { number: string; name: string; room: string; station: string }
  /** Items that both were given and answered. */
  common: number
  same: number
  /** Of those that agree, how many on an option that few others chose. */
  rare: number
  expected: number
  /** How seldom as much or more would come by chance, 0 to 1. */
  chance: number
  /** Pairs that were looked at: one in so many would come out like this without any doing. */
  pairs: number
}
