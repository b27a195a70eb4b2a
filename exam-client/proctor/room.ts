import type { CommandRow, RoomChange, RoomView, SignalRow, SuperState, Tile } from '../../server/protocol/proctor.ts'
import { progressLines } from '../../server/protocol/progress.ts'

/**
 * The room as this console knows it. PURE: a fold over what the server sent. Tiles, and rooms of tiles, that did not
 * change keep their identity, so that 5,000 of them on the screen cost only those that moved.
 */
export interface Room {
  view: RoomView
  tiles: ReadonlyMap<string, Tile>
  /** The tiles room by room, in the order of `byRoom`. */
  groups: readonly RoomGroup[]
  /** Wall clock since when each tile is in its state, as far as this console can know. */
  since: ReadonlyMap<string, number>
}
export interface RoomGroup {
  room: string
  tiles: readonly Tile[]
}

/** As many as the server keeps for a console. */
export const COMMANDS_KEPT_MAX = 100
export const SIGNALS_KEPT_MAX = 50

/** The whole, taken over what was known: what is equal stays the same object. */
export function wholeRoom(view: RoomView, before: Room | null): Room {
  const tiles = new Map<string, Tile>()
  const since = new Map<string, number>()
  let equal = before !== null && before.tiles.size === view.tiles.length
  for (const sent of view.tiles) {
    const old = before?.tiles.get(sent.candidate)
    const tile = old && sameTile(old, sent) ? old : sent
    if (tile !== old) equal = false
    tiles.set(tile.candidate, tile)
    since.set(tile.candidate, sinceOf(tile, before, view.wallNow))
  }
  if (before && equal) return { view, tiles: before.tiles, groups: before.groups, since }
  return { view, tiles, groups: byRoom(tiles.values(), before?.groups), since }
}

/** The room after a change; 'gap' when one was missed (ask for it), the same room when it is old news. */
export function changedRoom(room: Room, change: RoomChange): Room | 'gap' {
  if (change.sitting !== room.view.sitting.id || change.version <= room.view.version) return room
  if (change.version !== room.view.version + 1) return 'gap'
  const { version, examNow, wallNow } = change
  const view: RoomView = {
    ...room.view,
    version,
    examNow,
    wallNow,
    sitting: { ...room.view.sitting, state: change.state },
    rooms: change.rooms ?? room.view.rooms,
    commands: change.commands.length > 0 ? withCommands(room.view.commands, change.commands) : room.view.commands,
    proposals: change.proposals ?? room.view.proposals,
    signals: change.signals.length > 0 ? withSignals(room.view.signals, change.signals) : room.view.signals,
  }
  const sent = [...change.tiles, ...progressed(room, change)]
  if (sent.length === 0) return { ...room, view }
  const tiles = new Map(room.tiles)
  const since = new Map(room.since)
  for (const tile of sent) {
    tiles.set(tile.candidate, tile)
    since.set(tile.candidate, sinceOf(tile, room, wallNow))
  }
  const reseated = change.tiles.some((tile) => !sameSeat(room.tiles.get(tile.candidate), tile))
  const groups = reseated ? byRoom(tiles.values(), room.groups) : withTiles(room.groups, sent)
  return { view, tiles, groups, since }
}

/** Tiles of which only answers and flags moved; who answers has been seen. */
const progressed = (room: Room, { progress, wallNow }: RoomChange): Tile[] =>
  progressLines(progress).flatMap(({ candidate, answered, flagged }) => {
    const tile = room.tiles.get(candidate)
    return tile ? [{ ...tile, answered, flagged, lastSeen: wallNow }] : []
  })

/** The room after all that was missed, or 'gap' where even that leaves a hole: then the whole is needed. */
export function caughtUp(room: Room, changes: readonly RoomChange[]): Room | 'gap' {
  let now = room
  for (const change of changes) {
    const next = changedRoom(now, change)
    if (next === 'gap') return 'gap'
    now = next
  }
  return now
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

function withCommands(now: readonly CommandRow[], changed: readonly CommandRow[]): CommandRow[] {
  const byId = new Map([...now, ...changed].map((row) => [row.id, row]))
  return [...byId.values()].sort((a, b) => b.at - a.at).slice(0, COMMANDS_KEPT_MAX)
}

function withSignals(now: readonly SignalRow[], fresh: readonly SignalRow[]): SignalRow[] {
  const byId = new Map([...fresh, ...now].map((row) => [row.id, row]))
  return [...byId.values()].sort((a, b) => b.at - a.at).slice(0, SIGNALS_KEPT_MAX)
}

function withTiles(groups: readonly RoomGroup[], changed: readonly Tile[]): RoomGroup[] {
  const news = new Map<string, Map<string, Tile>>()
  for (const tile of changed) {
    const there = news.get(tile.room)
    if (there) there.set(tile.candidate, tile)
    else news.set(tile.room, new Map([[tile.candidate, tile]]))
  }
  return groups.map((group) => {
    const here = news.get(group.room)
    return here ? { ...group, tiles: group.tiles.map((tile) => here.get(tile.candidate) ?? tile) } : group
  })
}

const sameSeat = (old: Tile | undefined, tile: Tile): boolean =>
  old !== undefined && old.room === tile.room && old.station === tile.station && old.number === tile.number

const sameTile = (a: Tile, b: Tile): boolean => {
  for (const key of Object.keys(b) as (keyof Tile)[]) {
    const [x, y] = [a[key], b[key]]
    if (x !== y && (typeof x !== 'object' || typeof y !== 'object' || JSON.stringify(x) !== JSON.stringify(y)))
      return false
  }
  return true
}

/** The tiles room by room, stations in the order of their numbers; a room that is as `before` keeps its identity. */
export function byRoom(tiles: Iterable<Tile>, before: readonly RoomGroup[] = []): RoomGroup[] {
  const order = new Intl.Collator('id', { numeric: true })
  const rooms = new Map<string, Tile[]>()
  for (const tile of tiles) {
    const there = rooms.get(tile.room)
    if (there) there.push(tile)
    else rooms.set(tile.room, [tile])
  }
  const known = new Map(before.map((group) => [group.room, group]))
  return [...rooms]
    .map(([room, all]) => {
      const sorted = all.sort((a, b) => order.compare(a.station, b.station) || order.compare(a.number, b.number))
      const old = known.get(room)
      const same = old?.tiles.length === sorted.length && old.tiles.every((tile, n) => tile === sorted[n])
      return old && same ? old : { room, tiles: sorted }
    })
    .sort((a, b) => order.compare(a.room, b.room))
}

export function countStates(tiles: Iterable<Tile>): Map<SuperState, number> {
  const counts = new Map<SuperState, number>()
  for (const tile of tiles) counts.set(tile.state, (counts.get(tile.state) ?? 0) + 1)
  return counts
}

/** Waits for the start without the sealed paper: the first item would come late. */
export const lacksPaper = (tile: Tile): boolean => tile.state === 'waiting' && !tile.paper

/** A filter beside the states: those that still fetch their paper. */
export const NO_PAPER = 'no-paper'

/** What the proctor looks for among the tiles; empty words let everything through. */
export interface Filter {
  search: string
  state: string
  room: string
}

/** The rooms with only the tiles that fit; without a filter they are the very same. */
export function fitting(groups: readonly RoomGroup[], filter: Filter): readonly RoomGroup[] {
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0 && filter.state === '' && filter.room === '') return groups
  return groups
    .filter((group) => filter.room === '' || group.room === filter.room)
    .map((group) => ({ ...group, tiles: group.tiles.filter((tile) => fits(tile, words, filter.state)) }))
    .filter((group) => group.tiles.length > 0)
}

function fits(tile: Tile, words: readonly string[], state: string): boolean {
  if (state === NO_PAPER ? !lacksPaper(tile) : state !== '' && tile.state !== state) return false
  if (words.length === 0) return true
  const text = `${tile.name} ${tile.number} ${tile.station}`.toLowerCase()
  return words.every((word) => text.includes(word))
}

/** Where a moved candidate sits, as the server writes it ('A/31' or 'A · 31'); null where it names no station. */
export function placeOf(movedTo: string): { room: string; station: string } | null {
  const at = movedTo.lastIndexOf('/')
  const [room, station] =
    at >= 0 ? [movedTo.slice(0, at), movedTo.slice(at + 1)] : (movedTo.split(' · ') as [string, string?])
  return station === undefined || station.trim() === '' ? null : { room: room.trim(), station: station.trim() }
}

/** 'A · 12 Siti Rahmawati'; the id where this console does not know who it is. */
export const nameOf = (tile: Tile | undefined, candidate: string): string =>
  tile ? `${tile.room} · ${tile.station} ${tile.name}` : candidate

/** Where a signal comes from: what it names itself, else where its line was written. Null where nobody said. */
export function placeOfSignal({ room, station, detail }: SignalRow): { room: string; station: string } | null {
  const said = detail['station']
  if (typeof said === 'string' && said !== '') return { room: String(detail['room'] ?? room), station: said }
  return station === '' ? null : { room, station }
}
