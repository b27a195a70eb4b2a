import type {
  CommandKind,
  CommandRow,
  ProctorCommand,
  RoomView,
  SittingState,
  SuperState,
  Tile,
} from '../../server/protocol/proctor.ts'
import type { ReasonCategory } from '../../server/protocol/reasons.ts'
import { OVER } from './incidents.ts'
import { placeOf } from './room.ts'

/** What a proctor may order, for whom, and how it fares. PURE. */
export type PersonKind = Exclude<CommandKind, 'open' | 'close'>

/** In the order of the bar: what is most used and least grave first. */
export const PERSON_KINDS: readonly PersonKind[] = [
  'start',
  'message',
  'pause',
  'resume',
  'add-time',
  'move',
  'reset-sign-in',
  'lock',
  'unlock',
  'reopen',
  'end',
]
/** As many names as the server takes in one command. */
export const CANDIDATES_MAX = 5000

const NOT_HERE: readonly SuperState[] = ['absent', 'checked-in']
const atWork = (tile: Tile): boolean => tile.attempt !== null && tile.deadline !== null && !OVER.includes(tile.state)

/**
 * Whether the command makes sense for this candidate now. The server decides; what can only be refused is not offered.
 * A disconnected tile does not say whether it is locked, so unlocking is offered there too.
 */
export function accepts(kind: PersonKind, tile: Tile, sitting: SittingState): boolean {
  if (sitting === 'closed') return false
  switch (kind) {
    case 'start':
      return sitting !== 'scheduled' && tile.state === 'waiting'
    case 'message':
      return !NOT_HERE.includes(tile.state) && !OVER.includes(tile.state)
    case 'pause':
      return atWork(tile) && tile.hold !== 'paused'
    case 'resume':
      return atWork(tile) && tile.hold !== null
    case 'add-time':
      return atWork(tile)
    case 'move':
      return !OVER.includes(tile.state)
    case 'reset-sign-in':
      return !NOT_HERE.includes(tile.state) && !OVER.includes(tile.state)
    case 'lock':
      return atWork(tile) && tile.state !== 'locked'
    case 'unlock':
      return atWork(tile) && (tile.state === 'locked' || tile.state === 'disconnected')
    case 'end':
      return tile.attempt !== null && !OVER.includes(tile.state)
    case 'reopen':
      return tile.attempt !== null && OVER.includes(tile.state)
  }
}

/** Commands that somebody of the chosen can take, each with for whom. 'move' is for one alone: two cannot sit in one seat. */
export function offers(tiles: readonly Tile[], sitting: SittingState): { kind: PersonKind; tiles: Tile[] }[] {
  return PERSON_KINDS.filter((kind) => kind !== 'move' || tiles.length === 1)
    .map((kind) => ({ kind, tiles: tiles.filter((tile) => accepts(kind, tile, sitting)) }))
    .filter((one) => one.tiles.length > 0)
}

/** Two people decide these. */
export const needsSecond = (kind: CommandKind): kind is 'add-time' | 'reopen' =>
  kind === 'add-time' || kind === 'reopen'
/** These stop somebody's work. */
export const isGrave = (kind: CommandKind): boolean => kind === 'end' || kind === 'lock'

/** The reason that is most often the true one; the proctor changes it where it is not. */
export const usualCategory = (kind: CommandKind): ReasonCategory =>
  kind === 'end' || kind === 'lock'
    ? 'misconduct'
    : kind === 'open' || kind === 'start' || kind === 'close' || kind === 'message'
      ? 'schedule'
      : 'technical'

/** What the dialog gathers, beside the reason. */
export interface Filled {
  text: string
  minutes: string
  cause: 'added' | 'credited'
  to: { room: string; station: string } | null
  /** 'move': to any station at all. */
  anywhere: boolean
}
export const UNFILLED: Filled = { text: '', minutes: '', cause: 'added', to: null, anywhere: false }

export type Missing = 'reason' | 'text' | 'minutes' | 'place'

/** What is still wrong with it, to be said at its field; empty when it can be sent. */
export function missing(kind: CommandKind, filled: Filled, reason: string, addMinutesMax: number): Missing[] {
  const wrong: Missing[] = []
  if (reason.trim() === '') wrong.push('reason')
  if ((kind === 'message' || kind === 'lock') && filled.text.trim() === '') wrong.push('text')
  if (needsSecond(kind) && minutesOf(kind, filled.minutes, addMinutesMax) === null) wrong.push('minutes')
  if (
    kind === 'move' &&
    !filled.anywhere &&
    (!filled.to || filled.to.room.trim() === '' || filled.to.station.trim() === '')
  )
    wrong.push('place')
  return wrong
}

/** Whole minutes within the committee's limit, or null. Opening again may give none: the rest of her time is left to her. */
export function minutesOf(kind: 'add-time' | 'reopen', typed: string, max: number): number | null {
  if (!/^\d{1,3}$/.test(typed.trim())) return null
  const minutes = Number(typed)
  return minutes >= (kind === 'reopen' ? 0 : 1) && minutes <= max ? minutes : null
}

/** The command as it goes over the wire; only the fields that its kind has. */
export function commandOf(
  id: string,
  kind: CommandKind,
  tiles: readonly Tile[],
  reason: ProctorCommand['reason'],
  filled: Filled,
  addMinutesMax: number,
): ProctorCommand {
  return {
    id,
    kind,
    candidates: tiles.map((tile) => tile.candidate),
    reason: { category: reason.category, text: reason.text.trim() },
    ...(kind === 'message' || kind === 'lock' ? { text: filled.text.trim() } : {}),
    ...(needsSecond(kind) ? { minutes: minutesOf(kind, filled.minutes, addMinutesMax) ?? 0 } : {}),
    ...(kind === 'add-time' ? { cause: filled.cause } : {}),
    ...(kind === 'move'
      ? {
          to: filled.anywhere || !filled.to ? null : { room: filled.to.room.trim(), station: filled.to.station.trim() },
        }
      : {}),
  }
}

/** A seat that somebody could move to. */
export interface Target {
  room: string
  station: string
  /** 'spare': stands ready for this. 'free': nobody is planned there. 'over': who sat there has finished. */
  why: 'spare' | 'free' | 'over'
}

/** Where a candidate could go, by the plans: spare seats first, then free ones, then those left by who has finished; her own room before others. */
export function targetsFor(
  plans: RoomView['plans'],
  tiles: Iterable<Tile>,
  who: Pick<Tile, 'candidate' | 'room' | 'station'>,
): Target[] {
  const taken = new Map<string, Tile>()
  for (const tile of tiles) {
    if (tile.candidate === who.candidate) continue
    taken.set(seatKey(tile.room, tile.station), tile)
    const moved = tile.movedTo === null ? null : placeOf(tile.movedTo)
    if (moved) taken.set(seatKey(moved.room, moved.station), tile)
  }
  const order = new Intl.Collator('id', { numeric: true })
  const rank = { spare: 0, free: 1, over: 2 }
  return plans
    .flatMap(({ room, plan }) =>
      plan.seats.flatMap(({ station, spare }): Target[] => {
        if (room === who.room && station === who.station) return []
        const sitting = taken.get(seatKey(room, station))
        if (!sitting) return [{ room, station, why: spare ? 'spare' : 'free' }]
        return OVER.includes(sitting.state) ? [{ room, station, why: 'over' }] : []
      }),
    )
    .sort(
      (a, b) =>
        Number(a.room !== who.room) - Number(b.room !== who.room) ||
        order.compare(a.room, b.room) ||
        rank[a.why] - rank[b.why] ||
        order.compare(a.station, b.station),
    )
}
export const seatKey = (room: string, station: string): string => `${room}\0${station}`

/** How a command fares, in one word. */
export type Standing = 'waiting' | 'refused' | 'sent' | 'reached' | 'read' | 'done'

/** `sent`: some stations have not confirmed it. A message goes on to `reached` until every candidate has put it away. */
export function standingOf(row: CommandRow): Standing {
  if (row.state !== 'done') return row.state
  if (row.done === 0 && row.refused.length > 0) return 'refused'
  if (row.kind === 'open' || row.kind === 'close') return 'done'
  if (row.reached < row.done) return 'sent'
  if (row.kind === 'message') return row.read < row.done ? 'reached' : 'read'
  return 'done'
}

/** Commands that have not reached everybody: a proctor should still have an eye on them. */
export const isUnderWay = (row: CommandRow): boolean => ['waiting', 'sent'].includes(standingOf(row))
