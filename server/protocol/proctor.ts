import { type Static, Type } from 'typebox'
import type { Effect } from './http.ts'
import type { SittingPolicy } from './policy.ts'
import { REASON_CATEGORIES, type ReasonCategory } from './reasons.ts'
import type { Refusal } from './refusals.ts'
import type { RoomEventKind } from './room-log.ts'
import type { HoldKind, TimeLedger } from './time.ts'
import type { PlanSeat, RoomPlan } from './venues.ts'

/** What crosses the wire between a proctor's console and the server. Scores are not a proctor's business. */
export type SittingState = 'scheduled' | 'open' | 'running' | 'closed'

/** One word for what a station is doing; the console gives each its advice. */
export type SuperState =
  | 'absent'
  /** The desk let the person in; no station yet. */
  | 'checked-in'
  | 'signed-in'
  | 'waiting'
  | 'working'
  | 'idle'
  | 'focus-lost'
  /** Somebody tries to sign in for this candidate at another station. */
  | 'second-sign-in'
  | 'locked'
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
  /** Exam clock; null before the start. While held: deadline less `heldFrom` is what remains. */
  deadline: number | null
  heldFrom: number | null
  /** What holds the time, the first of them. */
  hold: HoldKind | null
  /** Asked for at another station and not decided: where; empty words where nobody knows the place of that computer. */
  wantsMove: { room: string; station: string } | null
  /** Signals of this candidate so far, and the last of them. */
  signals: { count: number; last: RoomEventKind | null; at: number | null }
  connected: boolean
  /** Wall clock of the last sign of life, or null. */
  lastSeen: number | null
  /** Entries that wait in the station's outbox, as it last said. */
  unsaved: number
  /** The sealed paper lies at this station, as it last said; without it an item can only appear after the start. */
  paper: boolean
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
  policy: Pick<SittingPolicy, 'idleMinutes' | 'silentSeconds' | 'addMinutesMax' | 'moves' | 'pins' | 'roomPause'>
  examNow: number
  wallNow: number
  tiles: Tile[]
  /** Plans of the rooms that have one; a room without stands as a plain list. */
  plans: { room: string; plan: RoomPlan }[]
  /** Rooms as a whole: who is silent, and whether the room pauses itself. */
  rooms: RoomState[]
  /** Newest first, the last hundred. */
  commands: CommandRow[]
  /** Time and re-opening that wait for a second person. */
  proposals: RoomProposal[]
  /** Newest of the room's log first, the last fifty signals. */
  signals: SignalRow[]
}
export interface RoomState {
  room: string
  working: number
  silent: number
  /** Exam clock since when the room is held as a whole, or null. */
  heldFrom: number | null
}
export interface SignalRow {
  id: string
  at: number
  candidate: string | null
  room: string
  station: string
  kind: RoomEventKind
  detail: Record<string, string | number | boolean | null>
}

/** What changed since `version - 1`. A gap in versions: ask with `since`, or for the whole. */
export interface RoomChange {
  sitting: string
  version: number
  state: SittingState
  examNow: number
  wallNow: number
  tiles: Tile[]
  /** Tiles of which only answers and flags moved, as `progressText` writes them. Most of what a hall says is this. */
  progress: string
  rooms: RoomState[] | null
  /** Changed or new ones. */
  commands: CommandRow[]
  /** All that wait, when that changed. */
  proposals: RoomProposal[] | null
  signals: SignalRow[]
}

const Reason = Type.Object(
  {
    category: Type.Unsafe<ReasonCategory>({ type: 'string', enum: [...REASON_CATEGORIES] }),
    text: Type.String({ maxLength: 500 }),
  },
  { additionalProperties: false },
)
export const COMMAND_KINDS = [
  ...['open', 'start', 'close', 'pause', 'resume', 'message', 'move', 'reset-sign-in', 'lock', 'unlock', 'end'],
  /** These two are proposals: they are done when a second person approves. */
  ...['add-time', 'reopen'],
] as (
  | 'open'
  | 'start'
  | 'close'
  | 'pause'
  | 'resume'
  | 'message'
  | 'move'
  | 'reset-sign-in'
  | 'lock'
  | 'unlock'
  | 'end'
  | 'add-time'
  | 'reopen'
)[]
export type CommandKind = (typeof COMMAND_KINDS)[number]
/**
 * `id` is made by the console before the first send, so that a repeated command is done once. `candidates`: whom it is
 * for; empty = all of the sitting. `open` and `close` are for the sitting alone; `start` with names starts these only
 * and leaves the sitting open for the others.
 */
export const ProctorCommand = Type.Object(
  {
    id: Type.String({ pattern: '^[A-Za-z0-9_-]{8,64}$' }),
    kind: Type.Unsafe<CommandKind>({ type: 'string', enum: [...COMMAND_KINDS] }),
    candidates: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 5000 }),
    reason: Reason,
    /** 'message': what the candidate reads. 'lock': likewise. */
    text: Type.Optional(Type.String({ maxLength: 500 })),
    /** 'add-time' and 'reopen': minutes given. */
    minutes: Type.Optional(Type.Integer({ minimum: 0, maximum: 240 })),
    /** 'add-time': 'added' or 'credited' (an outage that the rules do not credit). */
    cause: Type.Optional(Type.Union([Type.Literal('added'), Type.Literal('credited')])),
    /** 'move': where to; null, or empty words for an unknown place = any station. */
    to: Type.Optional(
      Type.Union([
        Type.Object(
          { room: Type.String({ maxLength: 60 }), station: Type.String({ maxLength: 30 }) },
          { additionalProperties: false },
        ),
        Type.Null(),
      ]),
    ),
  },
  { additionalProperties: false },
)
export type ProctorCommand = Static<typeof ProctorCommand>
export interface CommandDone {
  done: number
  refused: { candidate: string; why: Refusal }[]
  /** The proposal that waits for a second person, where it needs one. */
  proposal?: string
}
/** One command as the consoles show it. */
export interface CommandRow {
  id: string
  kind: CommandKind
  at: number
  by: string
  approvedBy: string | null
  reason: { category: string; text: string }
  text: string | null
  minutes: number | null
  to: { room: string; station: string } | null
  /** Names and seats are in the tiles. Empty = all. */
  candidates: string[]
  /** 'waiting' for the second person's deed to be done; 'refused' as a whole. */
  state: 'waiting' | 'done' | 'refused'
  whole: Refusal | null
  done: number
  reached: number
  read: number
  refused: { candidate: string; why: Refusal }[]
  /** Those whose station has not confirmed yet, the first 200 of them. */
  unreached: string[]
}
export interface RoomProposal {
  id: string
  kind: 'add-time' | 'reopen'
  title: { id: string; en: string }
  effect: Effect[]
  reason: string
  by: string
  at: number
  candidates: string[]
}
/** The time of one candidate, to be opened beside her tile. */
export interface TimeView {
  candidate: string
  examNow: number
  wallNow: number
  ledger: TimeLedger
  outages: { id: string; cause: 'server' | 'stall'; fromWall: number; untilWall: number; examMs: number }[]
}
export type { PlanSeat }

export interface IssuedPin {
  candidate: string
  number: string
  name: string
  room: string
  station: string
  pin: string
}

export interface ProctorToServer {
  /** `since`: the version this console has; the reply is what came after it, or the whole where that is not known any more. */
  watch: (
    message: { sitting: string; since?: number },
    reply: (view: RoomView | { changes: RoomChange[] } | Refusal) => void,
  ) => void
}
export interface ServerToProctor {
  change: (change: RoomChange) => void
}
