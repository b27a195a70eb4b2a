import type { RoomChange, RoomView, SuperState, Tile } from '../../server/protocol/proctor.ts'

/**
 * The room as this console knows it. PURE: a fold over what the server sent. Tiles that did not change keep their
 * identity, so that 500 of them on the screen cost only those that moved.
 */
export interface Room {
  view: RoomView
  tiles: ReadonlyMap<string, Tile>
  /** Wall clock since when each tile is in its state, as far as this console can know. */
  since: ReadonlyMap<string, number>
}

export function wholeRoom(view: RoomView, before: Room | null): Room {
  const tiles = new Map(view.tiles.map((tile) => [tile.candidate, tile]))
  const since = new Map(view.tiles.map((tile) => [tile.candidate, sinceOf(tile, before, view.wallNow)]))
  return { view, tiles, since }
}

/** The room after a change; 'gap' when one was missed (ask for the whole), the same room when it is old news. */
export function changedRoom(room: Room, change: RoomChange): Room | 'gap' {
  if (change.sitting !== room.view.sitting.id || change.version <= room.view.version) return room
  if (change.version !== room.view.version + 1) return 'gap'
  const tiles = new Map(room.tiles)
  const since = new Map(room.since)
  for (const tile of change.tiles) {
    tiles.set(tile.candidate, tile)
    since.set(tile.candidate, sinceOf(tile, room, change.wallNow))
  }
  const { version, examNow, wallNow } = change
  return {
    view: { ...room.view, version, examNow, wallNow, sitting: { ...room.view.sitting, state: change.state } },
    tiles,
    since,
  }
}

/** A disconnection began at the last sign of life; other states when this console first saw them. */
function sinceOf(tile: Tile, before: Room | null, wallNow: number): number {
  if (tile.state === 'disconnected' && tile.lastSeen !== null) return tile.lastSeen
  const old = before?.tiles.get(tile.candidate)
  const waiting = tile.unsaved > 0
  if (old && old.state === tile.state && old.unsaved > 0 === waiting)
    return before?.since.get(tile.candidate) ?? wallNow
  return wallNow
}

export type IncidentKind = 'disconnected' | 'unsaved' | 'focus-lost' | 'idle' | 'moved'
export interface Incident {
  kind: IncidentKind
  tile: Tile
  since: number
}

const URGENCY: IncidentKind[] = ['disconnected', 'unsaved', 'focus-lost', 'idle', 'moved']
const STATE_INCIDENTS = new Map<SuperState, IncidentKind>([
  ['disconnected', 'disconnected'],
  ['focus-lost', 'focus-lost'],
  ['idle', 'idle'],
])
const OVER: SuperState[] = ['finished', 'time-over', 'terminated', 'absent']

/** What needs a person, worst first and oldest first; one line for each station. */
export function incidents(room: Room): Incident[] {
  const found: Incident[] = []
  for (const tile of room.tiles.values()) {
    const kind =
      STATE_INCIDENTS.get(tile.state) ??
      (tile.unsaved > 0 ? 'unsaved' : tile.movedTo && !OVER.includes(tile.state) ? 'moved' : null)
    if (kind) found.push({ kind, tile, since: room.since.get(tile.candidate) ?? room.view.wallNow })
  }
  return found.sort((a, b) => URGENCY.indexOf(a.kind) - URGENCY.indexOf(b.kind) || a.since - b.since)
}

/** The tiles room by room, stations in the order of their numbers. */
export function byRoom(tiles: Iterable<Tile>): { room: string; tiles: Tile[] }[] {
  const order = new Intl.Collator('id', { numeric: true })
  const rooms = new Map<string, Tile[]>()
  for (const tile of tiles) {
    const there = rooms.get(tile.room)
    if (there) there.push(tile)
    else rooms.set(tile.room, [tile])
  }
  return [...rooms]
    .map(([room, all]) => ({
      room,
      tiles: all.sort((a, b) => order.compare(a.station, b.station) || order.compare(a.number, b.number)),
    }))
    .sort((a, b) => order.compare(a.room, b.room))
}

export function countStates(tiles: Iterable<Tile>): Map<SuperState, number> {
  const counts = new Map<SuperState, number>()
  for (const tile of tiles) counts.set(tile.state, (counts.get(tile.state) ?? 0) + 1)
  return counts
}

/** Attempts that a proctor can still end. */
export const canEnd = (tile: Tile): boolean => tile.attempt !== null && !OVER.includes(tile.state)
