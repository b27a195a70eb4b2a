import type { Tile } from '../protocol/proctor.ts'
import { type RoomEventRow, SIGNALS } from '../protocol/room-log.ts'
import type { HoldKind } from '../protocol/time.ts'
import { type Facts, isAsked, isThere, superState, type Thresholds } from './super-state.ts'

/** What the live room knows of one candidate; a tile is what a console sees of it. Pure. */
export interface Known {
  seat: {
    candidate: string
    number: string
    name: string
    venue: string
    room: string
    station: string
    minutes: number
  }
  attempt:
    | (NonNullable<Facts['attempt']> & {
        attempt: string
        answered: number
        flagged: number
        items: number
        deadline: number | null
        hold: HoldKind | null
        station: { room: string; station: string } | null
      })
    | null
  presence:
    | (NonNullable<Facts['presence']> & {
        unsaved: number
        paper: boolean
        place: { room: string; station: string } | null
      })
    | null
  admitted: boolean
  lastChange: number | null
  /** The last undecided try to sign in elsewhere; `move`: it waits for a proctor's word. */
  asked: { at: number; room: string; station: string; move: boolean } | null
  signals: Tile['signals']
  /** Tries that were counted already: a station that waits asks again every few seconds. */
  counted: Set<string>
}

/** What a tile takes from its sitting: `minutes` of the test, and the number of items of a form. */
export interface Frame {
  minutes: number
  items: number
  limits: Thresholds
}

export function tileOf(
  { seat, attempt, presence, admitted, lastChange, asked, signals }: Known,
  frame: Frame,
  now: number,
): Tile {
  const place = presence?.place ?? attempt?.station ?? null
  const there = isThere(presence, now, frame.limits.silentMs)
  return {
    candidate: seat.candidate,
    number: seat.number,
    name: seat.name,
    venue: seat.venue,
    room: seat.room,
    station: seat.station,
    attempt: attempt?.attempt ?? null,
    state: superState({
      attempt,
      presence,
      admitted,
      askedAt: asked?.at ?? null,
      lastChange,
      now,
      limits: frame.limits,
    }),
    answered: attempt?.answered ?? 0,
    flagged: attempt?.flagged ?? 0,
    items: attempt?.items ?? frame.items,
    deadline: attempt?.deadline ?? null,
    heldFrom: attempt?.heldFrom ?? null,
    hold: attempt?.hold ?? null,
    wantsMove: asked?.move && isAsked(asked.at, now) ? { room: asked.room, station: asked.station } : null,
    signals,
    connected: there,
    lastSeen: presence?.lastSeen ?? null,
    unsaved: presence?.unsaved ?? 0,
    paper: presence?.paper ?? false,
    movedTo:
      place && (place.room !== seat.room || place.station !== seat.station) ? `${place.room}/${place.station}` : null,
    accommodatedMinutes: seat.minutes === frame.minutes ? null : seat.minutes,
  }
}

/** Whether time alone has changed what this tile says: cheap enough for every tile, every second. */
export function isStale(tile: Tile, known: Known, frame: Frame, now: number): boolean {
  const { attempt, presence, admitted, lastChange, asked } = known
  const facts = { attempt, presence, admitted, askedAt: asked?.at ?? null, lastChange, now, limits: frame.limits }
  return (
    tile.state !== superState(facts) ||
    tile.connected !== isThere(presence, now, frame.limits.silentMs) ||
    (tile.wantsMove !== null && !isAsked(facts.askedAt, now))
  )
}

/** A sign of life alone is no change worth sending; the state word says when it stays away. */
export function sameTile(a: Tile, b: Tile): boolean {
  for (const key of Object.keys(b) as (keyof Tile)[]) {
    if (key === 'lastSeen' || a[key] === b[key]) continue
    if (key === 'signals' && a.signals.count === b.signals.count && a.signals.at === b.signals.at) continue
    if (key === 'wantsMove' && a.wantsMove?.room === b.wantsMove?.room && a.wantsMove?.station === b.wantsMove?.station)
      continue
    return false
  }
  return true
}

/** Whether nothing but answers and flags moved, which is what stations do all day. */
export const onlyProgress = (a: Tile, b: Tile): boolean =>
  sameTile({ ...a, answered: b.answered, flagged: b.flagged }, b)

/**
 * What a line of the room's log changes for the candidate it is about: null where nothing, 'again' where a station
 * only repeats itself, 'new' where the console should list it.
 */
export function noticed(known: Known, event: RoomEventRow): 'new' | 'again' | null {
  const { kind, at, detail } = event
  if (kind === 'signed-in') {
    known.asked = null
    return 'again'
  }
  if (!SIGNALS.includes(kind)) return null
  const where = { room: text(detail.room), station: text(detail.station) }
  if (kind === 'move-asked' || kind === 'second-sign-in') known.asked = { at, ...where, move: kind === 'move-asked' }
  if (isRepeat(known, event)) return 'again'
  known.signals = { count: known.signals.count + 1, last: kind, at }
  return 'new'
}

/** The same station asking for the same again: told each time, written down once. */
function isRepeat(known: Pick<Known, 'counted'>, { kind, detail }: RoomEventRow): boolean {
  if (kind !== 'move-asked' && kind !== 'second-sign-in' && kind !== 'wrong-seat') return false
  const key = `${kind}/${text(detail.source)}/${text(detail.room)}/${text(detail.station)}`
  if (known.counted.has(key)) return true
  known.counted.add(key)
  return false
}

const text = (value: string | number | boolean | null | undefined): string => (value == null ? '' : String(value))
