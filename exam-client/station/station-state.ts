import type { Refusal } from '../../server/protocol/refusal.ts'
import type {
  Entry,
  EntryAck,
  Paper,
  Started,
  StationPhase,
  StationSignal,
  StationView,
} from '../../server/protocol/station.ts'
import type { LeftRecord } from '../shared/outbox.ts'
import type { Message } from './telling.ts'
import { standsStill } from './time-sum.ts'

/**
 * PURE. What the station shows: the server's view, with this station's unacknowledged entries laid over it. Nothing here
 * reads a clock, a disk or the network; `run-station.ts` feeds it.
 */
export interface StationState {
  stage: Stage
  view: StationView | null
  paper: PaperAt
  /** What the server has said it has, by slot. */
  base: Marks
  /** What the screen shows: `base` with `entries` over it. */
  shown: Marks
  /** Not acknowledged yet, in order. */
  entries: readonly Entry[]
  /** Highest n the server has told of: an older reply that comes late must not turn the screen back. */
  through: number
  slot: number
  reviewing: boolean
  /** The rules were read and "Saya siap" was pressed. */
  ready: boolean
  /** "Ini saya" is on its way. */
  confirming: 'no' | 'busy' | 'unreachable'
  /** 'finish' is on the server's disk; its view has not come yet. */
  closing: boolean
  /** The local clock has passed the deadline; the server has not yet said so. */
  timeOver: boolean
  connected: boolean
  /** Without a socket, but the server answers over HTTP. */
  spare: boolean
  /** False: entries would not survive a crash of this computer. */
  storageSafe: boolean
  /** The server answers, but says it cannot save at the moment. */
  serverTrouble: Refusal | null
  /** The proctor's words that were not closed yet, the oldest first. */
  messages: readonly Message[]
  /** A signal that was just written down: the candidate is told, for a few seconds. */
  noted: StationSignal | null
  /** The committee asks for full screen and the page does not fill it. */
  outOfFull: boolean
  /** Entries that the server refused: said once, until read. */
  refusal: Refusal | null
  /** What former candidates could not send from this computer. */
  left: readonly LeftRecord[]
}

/** Where the paper of this attempt is, as seen from this computer. */
export type PaperAt =
  /** Not here yet; `trouble` once it has failed several times. */
  | { at: 'away'; trouble: 'none' | 'unreachable' | 'damaged' }
  /** Here, locked until the start. */
  | { at: 'sealed' }
  | { at: 'open'; paper: Paper }

export type Stage =
  | { at: 'loading' }
  /** This exam is open in another tab of this browser; `free` once that tab is gone. */
  | { at: 'second-tab'; free: boolean }
  | { at: 'unreachable' }
  | { at: 'sign-in'; busy: boolean; refusal: Refusal | null; called: boolean }
  /** The server takes sign-ins one after the other; it is asked again by itself. */
  | { at: 'queue'; refusal: Refusal }
  | { at: 'in-use'; refusal: Refusal }
  /** Her exam is at another station; a proctor was asked to let it go on here. */
  | { at: 'moving'; refusal: Refusal }
  /** `source`: whose unsent entries, if any, wait in `left`. */
  | { at: 'stopped'; refusal: Refusal; source: string }
  | { at: 'signed-in' }

export interface Marks {
  responses: readonly (number | null)[]
  flags: readonly boolean[]
}

export type StationEvent =
  | { kind: 'stage'; stage: Stage }
  | { kind: 'viewed'; view: StationView; entries: readonly Entry[] }
  | { kind: 'paper'; paper: PaperAt }
  /** The time has begun, and the server said all that the first item needs. */
  | { kind: 'started'; started: Started }
  | { kind: 'put'; entry: Entry }
  /** `rest`: what still waits, numbered anew where something was refused. */
  | { kind: 'acked'; ack: EntryAck; rest: readonly Entry[] }
  | { kind: 'moved'; slot: number }
  | { kind: 'reviewing'; on: boolean }
  | { kind: 'ready' }
  | { kind: 'confirming'; how: StationState['confirming'] }
  | { kind: 'time-over'; over: boolean }
  | { kind: 'connected'; on: boolean }
  | { kind: 'stored'; safe: boolean }
  | { kind: 'server-trouble'; refusal: Refusal | null }
  | { kind: 'spare'; on: boolean }
  | { kind: 'messages'; messages: readonly Message[] }
  | { kind: 'noted'; signal: StationSignal | null }
  | { kind: 'out-of-full'; on: boolean }
  | { kind: 'left'; left: readonly LeftRecord[] }
  | { kind: 'refusal'; refusal: Refusal | null }

const NOTHING: Marks = { responses: [], flags: [] }

export const atRest: StationState = {
  stage: { at: 'loading' },
  view: null,
  paper: { at: 'away', trouble: 'none' },
  base: NOTHING,
  shown: NOTHING,
  entries: [],
  through: 0,
  slot: 0,
  reviewing: false,
  ready: false,
  confirming: 'no',
  closing: false,
  timeOver: false,
  connected: false,
  spare: false,
  storageSafe: true,
  serverTrouble: null,
  messages: [],
  noted: null,
  outOfFull: false,
  refusal: null,
  left: [],
}

export function evolve(state: StationState, event: StationEvent): StationState {
  switch (event.kind) {
    case 'stage':
      // Leaving the exam leaves nothing of it on the screen for the next person.
      return event.stage.at === 'signed-in'
        ? { ...state, stage: event.stage }
        : { ...atRest, storageSafe: state.storageSafe, left: state.left, stage: event.stage }
    case 'viewed':
      return viewed(state, event.view, event.entries)
    case 'paper':
      return { ...state, paper: event.paper }
    case 'started':
      return waitsFor(state, event.started) ? started(state, event.started) : state
    case 'put':
      return { ...state, entries: [...state.entries, event.entry], shown: lay(state.shown, [event.entry]) }
    case 'acked':
      return acked(state, event.ack, event.rest)
    case 'moved':
      return { ...state, slot: within(event.slot, itemCount(state)), reviewing: false }
    case 'reviewing':
      return { ...state, reviewing: event.on }
    case 'ready':
      return { ...state, ready: true }
    case 'confirming':
      return { ...state, confirming: event.how }
    case 'time-over':
      return state.timeOver === event.over ? state : { ...state, timeOver: event.over }
    case 'connected':
      return state.connected === event.on
        ? state
        : { ...state, connected: event.on, spare: event.on ? false : state.spare }
    case 'stored':
      return state.storageSafe === event.safe ? state : { ...state, storageSafe: event.safe }
    case 'server-trouble':
      return { ...state, serverTrouble: event.refusal }
    case 'spare':
      return state.spare === event.on ? state : { ...state, spare: event.on }
    case 'messages':
      return state.messages === event.messages ? state : { ...state, messages: event.messages }
    case 'noted':
      return { ...state, noted: event.signal }
    case 'out-of-full':
      return state.outOfFull === event.on ? state : { ...state, outOfFull: event.on }
    case 'left':
      return { ...state, left: event.left }
    case 'refusal':
      return { ...state, refusal: event.refusal }
  }
}

function viewed(state: StationState, view: StationView, entries: readonly Entry[]): StationState {
  const same = state.view !== null && state.view.candidate.number === view.candidate.number
  const phase = view.phase
  const rest = entries.filter((entry) => entry.n > view.through)
  const base = phase.at === 'working' ? { responses: phase.responses, flags: phase.flags } : NOTHING
  const first = same && state.view?.phase.at === 'working' ? state.slot : firstOpen(lay(base, rest).responses)
  return {
    ...state,
    stage: { at: 'signed-in' },
    view,
    base,
    entries: rest,
    shown: lay(base, rest),
    through: view.through,
    slot: within(first, phase.at === 'working' ? view.sitting.items : 0),
    timeOver: phase.at === 'working' && !standsStill(phase.ledger) ? state.timeOver : false,
    reviewing: phase.at === 'working' && state.reviewing,
    closing: phase.at === 'working' && state.closing,
  }
}

/** Whether this start is the one that the station waits for. */
export const waitsFor = (state: StationState, { address }: Started): boolean =>
  state.stage.at === 'signed-in' && state.view?.phase.at === 'waiting' && state.view.paper?.address === address

/** To work at once, without asking: at the start nothing is answered, held or locked. The stamp stays, so the next beat asks. */
function started(state: StationState, { address, key, deadline, ledger }: Started): StationState {
  const view = state.view as StationView
  const count = view.sitting.items
  const phase: StationPhase = {
    at: 'working',
    deadline,
    paused: false,
    pausedLeftMs: null,
    untilShown: false,
    locked: null,
    ledger,
    responses: Array.from({ length: count }, () => null),
    flags: Array.from({ length: count }, () => false),
  }
  return viewed(state, { ...view, phase, paper: { address, key } }, state.entries)
}

function acked(state: StationState, ack: EntryAck, rest: readonly Entry[]): StationState {
  const refused = new Set(ack.refused.map((each) => each.n))
  const settled = state.entries.filter((entry) => entry.n <= ack.through && !refused.has(entry.n))
  const base = lay(state.base, settled)
  const why = ack.refused.at(-1)?.why
  return {
    ...state,
    base,
    entries: rest,
    // Nothing refused: what is shown already holds these entries. Otherwise go back to what the server has.
    shown: refused.size === 0 ? state.shown : lay(base, rest),
    through: Math.max(state.through, ack.through),
    closing: state.closing || settled.some((entry) => entry.kind === 'finish'),
    refusal: why ?? state.refusal,
  }
}

/** A reply that was under way while something newer came: it would show saved answers as gone, or the start undone. */
export const isStale = (state: StationState, view: StationView): boolean =>
  state.stage.at === 'signed-in' &&
  state.view?.candidate.number === view.candidate.number &&
  (view.through < state.through || (view.phase.at === 'waiting' && working(state) !== null))

function lay(marks: Marks, entries: readonly Entry[]): Marks {
  if (entries.length === 0) return marks
  const responses = [...marks.responses]
  const flags = [...marks.flags]
  for (const entry of entries) {
    if (entry.kind === 'answer' && entry.slot < responses.length) responses[entry.slot] = entry.choice
    if (entry.kind === 'flag' && entry.slot < flags.length) flags[entry.slot] = entry.on
  }
  return { responses, flags }
}

const within = (slot: number, count: number) => Math.max(0, Math.min(slot, count - 1))
/** After a reload or on another machine she goes on where the first gap is. */
const firstOpen = (responses: readonly (number | null)[]) => Math.max(0, responses.indexOf(null))

export const itemCount = (state: StationState): number =>
  state.view?.phase.at === 'working' ? state.view.sitting.items : 0

export const working = (state: StationState): Extract<StationPhase, { at: 'working' }> | null =>
  state.view?.phase.at === 'working' ? state.view.phase : null

/** The opened paper. */
export const paperOf = (state: Pick<StationState, 'paper'>): Paper | null =>
  state.paper.at === 'open' ? state.paper.paper : null

/** Whether the candidate may answer now, as far as this station knows. */
export const mayAnswer = (state: StationState): boolean => {
  const phase = working(state)
  return (
    phase !== null &&
    paperOf(state) !== null &&
    !phase.paused &&
    phase.locked === null &&
    !state.timeOver &&
    !finishing(state)
  )
}

/** The item itself is on the screen: what is signalled of the page is about the exam. */
export const showsExam = (state: StationState): boolean => {
  const phase = state.stage.at === 'signed-in' ? working(state) : null
  return phase !== null && !phase.paused && paperOf(state) !== null
}

/** What waits here of the sign-in that has stopped. */
export const leftBehind = (state: StationState): LeftRecord | null => {
  const { stage } = state
  return stage.at === 'stopped' ? (state.left.find(({ source }) => source === stage.source) ?? null) : null
}

/** 'finish' is on its way; until the server says finished, nothing may be added behind it. */
export const finishing = (state: StationState): boolean =>
  state.closing || state.entries.some((entry) => entry.kind === 'finish')

export type SaveMark = 'none' | 'saving' | 'saved'

/** Whether the server has this slot's choice. The tick is never shown on hope. */
export function saveMark(state: Pick<StationState, 'entries' | 'shown'>, slot: number): SaveMark {
  if (state.entries.some((entry) => entry.kind === 'answer' && entry.slot === slot)) return 'saving'
  return (state.shown.responses[slot] ?? null) === null ? 'none' : 'saved'
}

export interface Counts {
  items: number
  answered: number
  open: number
  flagged: number
}

export function counts(marks: Marks): Counts {
  const answered = marks.responses.filter((choice) => choice !== null).length
  return {
    items: marks.responses.length,
    answered,
    open: marks.responses.length - answered,
    flagged: marks.flags.filter(Boolean).length,
  }
}
