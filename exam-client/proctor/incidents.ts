import type { RoomProposal, RoomState, SuperState, Tile } from '../../server/protocol/proctor.ts'
import type { Room } from './room.ts'

/** What needs a person, and what that person should do. PURE: from the room and the clock. */
export type TileIncidentKind =
  | 'move-asked'
  | 'second-sign-in'
  | 'disconnected'
  | 'unsaved'
  | 'focus-lost'
  | 'idle'
  | 'moved'
export type Incident =
  /** So many of a room fell silent that it is no single computer; `since`: wall clock, null while the room is not held. */
  | { kind: 'room-silent' | 'room-held'; room: RoomState; since: number | null; held: number }
  | { kind: 'proposal' | 'own-proposal'; proposal: RoomProposal; since: number }
  | { kind: TileIncidentKind; tile: Tile; since: number }
export type IncidentKind = Incident['kind']

/** A longer list would be read by nobody, and drawn by a browser for seconds. */
export const INCIDENTS_SHOWN_MAX = 100

const URGENCY: readonly IncidentKind[] = [
  'room-silent',
  'room-held',
  'move-asked',
  'second-sign-in',
  'proposal',
  'disconnected',
  'unsaved',
  'focus-lost',
  'idle',
  'own-proposal',
  'moved',
]
const STATE_INCIDENTS = new Map<SuperState, TileIncidentKind>([
  ['second-sign-in', 'second-sign-in'],
  ['disconnected', 'disconnected'],
  ['focus-lost', 'focus-lost'],
  ['idle', 'idle'],
])
export const OVER: readonly SuperState[] = ['finished', 'time-over', 'terminated']
const OUT: readonly SuperState[] = [...OVER, 'absent', 'checked-in']

/**
 * What needs a person, worst first and oldest first; one line for each station. While a room as a whole is silent its
 * disconnected stations are in the room's line: thirty lines about one power strip would hide everything else.
 */
export function incidents(room: Room, username: string): Incident[] {
  const found: Incident[] = []
  const together = new Set<string>()
  for (const state of room.view.rooms) {
    const silent = isSilent(state, room.view.policy.roomPause.least)
    if (!silent && state.heldFrom === null) continue
    if (silent) together.add(state.room)
    found.push({
      kind: silent ? 'room-silent' : 'room-held',
      room: state,
      since: state.heldFrom === null ? null : room.view.wallNow - (room.view.examNow - state.heldFrom),
      held: heldIn(room, state.room).length,
    })
  }
  for (const proposal of room.view.proposals)
    found.push({ kind: proposal.by === username ? 'own-proposal' : 'proposal', proposal, since: proposal.at })
  for (const tile of room.tiles.values()) {
    const kind = kindOf(tile)
    if (kind === null || (kind === 'disconnected' && together.has(tile.room))) continue
    found.push({ kind, tile, since: room.since.get(tile.candidate) ?? room.view.wallNow })
  }
  return found.sort((a, b) => URGENCY.indexOf(a.kind) - URGENCY.indexOf(b.kind) || (a.since ?? 0) - (b.since ?? 0))
}

function kindOf(tile: Tile): TileIncidentKind | null {
  if (tile.wantsMove && !OVER.includes(tile.state)) return 'move-asked'
  const byState = STATE_INCIDENTS.get(tile.state)
  if (byState) return byState
  if (tile.unsaved > 0) return 'unsaved'
  return tile.movedTo && !OUT.includes(tile.state) ? 'moved' : null
}

/** More than half of those at work, and never fewer than the committee's least: two friends are no outage. */
const isSilent = (state: RoomState, least: number): boolean => state.silent >= least && state.silent * 2 > state.working

/** Those whose time an outage of the room holds: whom 'Lanjutkan ruang' is for. Who was paused by hand stays paused. */
export const heldIn = (room: Room, name: string): Tile[] =>
  (room.groups.find((group) => group.room === name)?.tiles ?? []).filter(
    (tile) => tile.hold === 'outage-room' && !OVER.includes(tile.state),
  )

/** From here on a silent station is no loose cable any more. */
export const SILENT_LONG_MS = 180_000

export type Advice =
  | 'disconnected'
  | 'disconnectedLong'
  | 'disconnectedHeld'
  | 'unsaved'
  | 'unsavedLong'
  | 'focus-lost'
  | 'idle'
  | 'moved'
  | 'move-asked'
  | 'second-sign-in'

/** Which line of advice fits an incident of one station that has lasted `age` ms. */
export function adviceFor(kind: TileIncidentKind, tile: Tile, age: number): Advice {
  if (kind === 'disconnected') {
    if (tile.heldFrom !== null) return 'disconnectedHeld'
    return age >= SILENT_LONG_MS ? 'disconnectedLong' : 'disconnected'
  }
  if (kind === 'unsaved') return age >= SILENT_LONG_MS ? 'unsavedLong' : 'unsaved'
  return kind
}
