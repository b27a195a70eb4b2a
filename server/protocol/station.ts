import { type Static, Type } from 'typebox'
import type { Refusal } from './refusals.ts'
import type { TimeLedger } from './time.ts'

/**
 * What crosses the wire between a station and the server. Items are named by their number on the form (slot, from 0)
 * and options by their place in it (from 0): neither item ids nor source labels leave the server, since in many a bank
 * the key is always the first option. No type here can hold a key.
 */
export const PROTOCOL = 3
export const ENTRIES_PER_BATCH_MAX = 200
export const SLOTS_MAX = 500
export const OPTIONS_MAX = 10

const Source = Type.String({ pattern: '^[A-Za-z0-9_-]{8,64}$' })
const Slot = Type.Integer({ minimum: 0, maximum: SLOTS_MAX - 1 })

/** Where this computer stands, if it was told (`/station/?room=A&station=07`). */
export const Place = Type.Object(
  { room: Type.String({ maxLength: 60 }), station: Type.String({ maxLength: 30 }) },
  { additionalProperties: false },
)
export type Place = Static<typeof Place>

export const StationSignIn = Type.Object(
  {
    protocol: Type.Integer(),
    number: Type.String({ minLength: 1, maxLength: 40 }),
    pin: Type.String({ minLength: 1, maxLength: 20 }),
    place: Type.Union([Place, Type.Null()]),
    source: Source,
  },
  { additionalProperties: false },
)
export type StationSignIn = Static<typeof StationSignIn>

/** One thing the candidate did. `n` is the retry key: given by the station before the first send, from 1, without gaps. */
export const Entry = Type.Union([
  Type.Object(
    {
      n: Type.Integer({ minimum: 1 }),
      kind: Type.Literal('answer'),
      slot: Slot,
      choice: Type.Union([Type.Integer({ minimum: 0, maximum: OPTIONS_MAX - 1 }), Type.Null()]),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    { n: Type.Integer({ minimum: 1 }), kind: Type.Literal('flag'), slot: Slot, on: Type.Boolean() },
    { additionalProperties: false },
  ),
  Type.Object({ n: Type.Integer({ minimum: 1 }), kind: Type.Literal('finish') }, { additionalProperties: false }),
])
export type Entry = Static<typeof Entry>

export const EntryBatch = Type.Object(
  { source: Source, entries: Type.Array(Entry, { minItems: 1, maxItems: ENTRIES_PER_BATCH_MAX }) },
  { additionalProperties: false },
)
export type EntryBatch = Static<typeof EntryBatch>

/**
 * Sent only after the disk has the entries. `through`: every entry of this source up to this n is on disk.
 * `refused` entries (by n) were looked at and will never be stored: the station drops them and says why.
 */
export interface EntryAck {
  through: number
  examNow: number
  refused: { n: number; why: Refusal }[]
}

export const Hello = Type.Object({ protocol: Type.Integer(), source: Source }, { additionalProperties: false })
export type Hello = Static<typeof Hello>

/** What the station saw; the server writes it down with its own time. */
export const StationSignal = Type.Union([
  Type.Literal('focus-lost'),
  Type.Literal('focus-back'),
  Type.Literal('full-screen-left'),
  Type.Literal('full-screen-back'),
  Type.Literal('copy-tried'),
  Type.Literal('paste-tried'),
  Type.Literal('print-tried'),
])
export type StationSignal = Static<typeof StationSignal>

const Ids = Type.Array(Type.String({ pattern: '^[A-Za-z0-9_-]{8,64}$' }), { maxItems: 100 })
/**
 * A sign of life, the same over socket and HTTP, every `BEAT_MS` and at once when something of it changes. Everything
 * in it may be said again: the station repeats what was not acknowledged.
 */
export const Beat = Type.Object(
  {
    source: Source,
    focused: Type.Boolean(),
    slot: Slot,
    waiting: Type.Integer({ minimum: 0 }),
    /** The item stands on the screen (again). Releases what waits for that (T4). */
    shown: Type.Boolean(),
    /** The sealed paper lies at the station; a proctor sees whose does not, before the start. */
    paper: Type.Boolean(),
    /** Orders that this station has carried out, and messages that the candidate has closed. */
    reached: Ids,
    read: Ids,
    /** Numbered by the station from 1, so that one said twice is written down once. */
    signals: Type.Array(
      Type.Object({ n: Type.Integer({ minimum: 1 }), kind: StationSignal }, { additionalProperties: false }),
      { maxItems: 50 },
    ),
  },
  { additionalProperties: false },
)
export type Beat = Static<typeof Beat>
export const BEAT_MS = 4000
/** `stamp` names the state that the server would show now: when it is not the one of the last view, fetch the view. */
export interface BeatReply {
  examNow: number
  stamp: string
}

/** What a proctor ordered for this station and it has not confirmed yet. */
export type Order =
  | { id: string; kind: 'message'; text: string; at: number }
  | {
      id: string
      kind: 'pause' | 'resume' | 'add-time' | 'lock' | 'unlock' | 'end' | 'start' | 'move' | 'reset-sign-in' | 'reopen'
    }

export interface PresentedOption {
  html: string
}
export interface PresentedItem {
  section: string
  stimulus: string | null
  stem: string
  options: PresentedOption[]
}
export interface PaperSection {
  id: string
  title: string
  count: number
}
/** What the sealed paper holds once it is opened, as JSON. */
export interface Paper {
  /** In order of number: slot 0 is number 1. */
  items: PresentedItem[]
}

/**
 * The sealed paper of this attempt, fetched while people wait: `GET /api/station/paper/ADDRESS`. Its bytes are a nonce of
 * 12, then ChaCha20-Poly1305 of the JSON with the address as associated data. What an address names never changes.
 */
export interface PaperTicket {
  address: string
  /** 32 bytes, base64url; null until the time has begun. */
  key: string | null
}

export interface CandidateFace {
  number: string
  name: string
  vacancy: string
  unit: string
  /** Whether `/api/station/photo` shows the picture that the desk took. */
  photo: boolean
}

/** Everything a station needs to show the truth, at sign-in, after a reload, and whenever it asks. */
export interface StationView {
  candidate: CandidateFace
  sitting: { name: string; test: string; items: number; sections: PaperSection[] }
  seat: { venue: string; room: string; station: string }
  /** Working time of this candidate in minutes, accommodation included. */
  minutes: number
  accommodated: boolean
  /** The station asks for full screen (the committee's choice). */
  fullScreen: boolean
  stamp: string
  orders: Order[]
  /** 32 bytes, base64url: seals what this station could not send, so that only the server can read the file. */
  carryKey: string
  /** The exam clock at the moment of the reply, and the wall clock for show. */
  examNow: number
  wallNow: number
  phase: StationPhase
  /** From the confirmation to the end. */
  paper: PaperTicket | null
  /** Entries of this source that the disk has, up to n. */
  through: number
}

export type StationPhase =
  /** Signed in; not confirmed yet. `running`: confirming starts the working time at once (rule A3). */
  | { at: 'identify'; running: boolean }
  /** Confirmed; the proctor has not started. */
  | { at: 'waiting' }
  | {
      at: 'working'
      /** While the time is held this is what is known so far; see `ledger`. */
      deadline: number
      /** Items are hidden: a proctor or the room's outage holds the time. */
      paused: boolean
      /** Remaining time while it is held, else null. */
      pausedLeftMs: number | null
      /** The time is held until the station has shown the item: show it, then beat with `shown`. */
      untilShown: boolean
      /** The proctor locked the screen; the time goes on. The reason in her words. */
      locked: string | null
      ledger: TimeLedger
      responses: (number | null)[]
      flags: boolean[]
    }
  | {
      at: 'finished'
      how: 'candidate' | 'expiry' | 'proctor'
      answered: number
      items: number
      receipt: string
      score: StationScore | null
      ledger: TimeLedger
    }

export interface StationScore {
  sections: { id: string; title: string; points: number; max: number }[]
  total: number
  max: number
  /** Threshold met or not; null where the committee does not show it. */
  met: boolean | null
  shortfalls: { on: string; have: number; need: number }[]
}

/**
 * Server to station. `started` is all that a waiting station needs to show its first item, sent once the start is on
 * disk; the others are hints to look again. Whatever is lost on the way, the next beat's stamp brings.
 */
export type StationMessage = Started | { kind: 'changed' } | { kind: 'replaced' }
export interface Started {
  kind: 'started'
  address: string
  key: string
  deadline: number
  ledger: TimeLedger
  examNow: number
}

export interface StationToServer {
  hello: (message: Hello, reply: (view: StationView | Refusal) => void) => void
  entries: (batch: EntryBatch, reply: (ack: EntryAck | Refusal) => void) => void
  beat: (beat: Beat, reply: (reply: BeatReply | Refusal) => void) => void
}
export interface ServerToStation {
  message: (message: StationMessage) => void
}
