import { type Static, Type } from 'typebox'
import { REASON_CATEGORIES, type ReasonCategory } from './reasons.ts'
import type { Refusal } from './refusals.ts'

/** What crosses the wire between a proctor's console and the server. Scores are not a proctor's business. */
export type SittingState = 'scheduled' | 'open' | 'running' | 'closed'

/** One word for what a station is doing; the console gives each its advice. */
export type SuperState =
  | 'absent'
  | 'signed-in'
  | 'waiting'
  | 'working'
  | 'idle'
  | 'focus-lost'
  | 'disconnected'
  | 'paused'
  | 'finished'
  | 'time-over'
  | 'terminated'

export interface Tile {
  candidate: string
  number: string
  name: string
  venue: string
  room: string
  station: string
  attempt: string | null
  state: SuperState
  answered: number
  flagged: number
  items: number
  /** Exam clock; null before the start. */
  deadline: number | null
  connected: boolean
  /** Wall clock of the last sign of life, or null. */
  lastSeen: number | null
  /** Entries that wait in the station's outbox, as it last said. */
  unsaved: number
  /** Where it is being taken, when that is not the planned seat. */
  movedTo: string | null
  accommodatedMinutes: number | null
}

export interface SittingSummary {
  id: string
  name: string
  test: string
  venue: string
  startsAt: number
  state: SittingState
  seats: number
  minutes: number
}

export interface RoomView {
  version: number
  sitting: SittingSummary
  examNow: number
  wallNow: number
  tiles: Tile[]
}

/** Tiles that changed since `version - 1`. A gap in versions: ask for the whole. */
export interface RoomChange {
  sitting: string
  version: number
  state: SittingState
  examNow: number
  wallNow: number
  tiles: Tile[]
}

const Reason = Type.Object(
  {
    category: Type.Unsafe<ReasonCategory>({ type: 'string', enum: [...REASON_CATEGORIES] }),
    text: Type.String({ maxLength: 500 }),
  },
  { additionalProperties: false },
)
/** `id` is made by the console before the first send, so that a repeated command is done once. */
export const ProctorCommand = Type.Object(
  {
    id: Type.String({ pattern: '^[A-Za-z0-9_-]{8,64}$' }),
    kind: Type.Union([Type.Literal('open'), Type.Literal('start'), Type.Literal('close'), Type.Literal('end')]),
    /** The attempts to end; empty for the others. */
    attempts: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 5000 }),
    reason: Reason,
  },
  { additionalProperties: false },
)
export type ProctorCommand = Static<typeof ProctorCommand>
export interface CommandDone {
  done: number
  refused: { attempt: string; why: Refusal }[]
}

export interface IssuedPin {
  candidate: string
  number: string
  name: string
  room: string
  station: string
  pin: string
}

export interface ProctorToServer {
  watch: (message: { sitting: string }, reply: (view: RoomView | Refusal) => void) => void
}
export interface ServerToProctor {
  change: (change: RoomChange) => void
}
