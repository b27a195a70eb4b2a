import { describe, expect, it } from 'vitest'
import { change, command, PLAN, proposal, signal } from '../gallery/room-fixtures.ts'
import { roomView, tile, WALL_NOW } from '../gallery/staff-fixtures.ts'
import { planCells } from './plan-cells.ts'
import {
  byRoom,
  COMMANDS_KEPT_MAX,
  caughtUp,
  changedRoom,
  fitting,
  NO_PAPER,
  placeOf,
  placeOfSignal,
  type Room,
  SIGNALS_KEPT_MAX,
  wholeRoom,
} from './room.ts'

const room = () => wholeRoom(roomView(6, 'running', ['working']), null)
const taken = (now: Room, ...given: Parameters<typeof change>): Room => {
  const next = changedRoom(now, change(...given))
  if (next === 'gap') throw new Error('no gap here')
  return next
}

describe('the room as the console knows it', () => {
  it('takes the next version and keeps the identity of every other tile and room', () => {
    const before = room()
    const now = taken(before, 8, { tiles: [tile(0, 'finished')] })
    expect(now.tiles.get('c0')?.state).toBe('finished')
    expect(now.tiles.get('c1')).toBe(before.tiles.get('c1'))
    expect(now.groups[0]?.tiles[0]?.state).toBe('finished')
    expect(now.groups[1]).toBe(before.groups[1])
    expect(now.view.version).toBe(8)
  })

  it('takes answers and flags onto the tile it has, and nothing onto one it has not', () => {
    const before = room()
    const now = taken(before, 8, {
      progress: 'c1,57,3;nobody,1,1;',
    })
    expect(now.tiles.get('c1')).toEqual({
      ...before.tiles.get('c1'),
      ...{ answered: 57, flagged: 3, lastSeen: now.view.wallNow },
    })
    expect([now.tiles.size, now.tiles.get('c2')]).toEqual([before.tiles.size, before.tiles.get('c2')])
    expect(now.groups.flatMap((group) => group.tiles).find((one) => one.candidate === 'c1')?.answered).toBe(57)
  })

  it('keeps all tiles as they are when only rooms, commands, proposals or signals changed', () => {
    const before = room()
    const now = taken(before, 8, { commands: [command()], proposals: [proposal()], signals: [signal()] })
    expect(now.tiles).toBe(before.tiles)
    expect(now.groups).toBe(before.groups)
    expect(now.view).toMatchObject({ commands: [{ id: 'command-1' }], proposals: [{ id: 'proposal-1' }] })
    expect(taken(now, 9).view.proposals).toHaveLength(1)
    expect(taken(now, 9, { proposals: [] }).view.proposals).toEqual([])
  })

  it('replaces a command that fares on, newest first, and keeps no more than it may', () => {
    let now = taken(room(), 8, { commands: [command({ reached: 1 })] })
    now = taken(now, 9, { commands: [command({ reached: 3 }), command({ id: 'newer', at: WALL_NOW })] })
    expect(now.view.commands.map(({ id, reached }) => [id, reached])).toEqual([
      ['newer', 3],
      ['command-1', 3],
    ])
    const many = Array.from({ length: COMMANDS_KEPT_MAX + 1 }, (_, n) => command({ id: `k${n}`, at: WALL_NOW + n }))
    expect(taken(now, 10, { commands: many }).view.commands).toHaveLength(COMMANDS_KEPT_MAX)
    const signals = Array.from({ length: SIGNALS_KEPT_MAX + 1 }, (_, n) => signal({ id: `s${n}`, at: WALL_NOW + n }))
    expect(taken(now, 10, { signals }).view.signals).toHaveLength(SIGNALS_KEPT_MAX)
  })

  it('asks when a version is missing, and ignores old news and other sittings', () => {
    const before = room()
    expect(changedRoom(before, change(9, { tiles: [tile(0, 'idle')] }))).toBe('gap')
    expect(changedRoom(before, change(7, { tiles: [tile(0, 'idle')] }))).toBe(before)
    expect(changedRoom(before, change(8, { sitting: 'another', tiles: [tile(0, 'idle')] }))).toBe(before)
  })

  it('catches up with what it missed, over what it has already, and says so where a hole is left', () => {
    const before = room()
    const missed = [
      change(7, { tiles: [tile(1, 'idle')] }),
      change(8, { tiles: [tile(0, 'idle')] }),
      change(9, { tiles: [tile(0, 'finished')] }),
    ]
    const now = caughtUp(before, missed)
    if (now === 'gap') throw new Error('no gap here')
    expect([now.view.version, now.tiles.get('c0')?.state, now.tiles.get('c1')?.state]).toEqual([
      9,
      'finished',
      'working',
    ])
    expect(caughtUp(before, missed.slice(2))).toBe('gap')
    expect(caughtUp(before, [])).toBe(before)
  })

  it('a whole that says the same again leaves every tile and room the same object', () => {
    const before = room()
    const again = wholeRoom(structuredClone(before.view), before)
    expect(again.tiles).toBe(before.tiles)
    expect(again.groups).toBe(before.groups)
    const view = structuredClone(before.view)
    const [first] = view.tiles
    if (first) first.signals = { count: 1, last: 'focus-lost', at: 1 }
    const other = wholeRoom(view, before)
    expect(other.tiles.get('c0')).not.toBe(before.tiles.get('c0'))
    expect(other.tiles.get('c1')).toBe(before.tiles.get('c1'))
    expect(other.groups[1]).toBe(before.groups[1])
  })

  it('a whole without somebody who was there takes her off the map', () => {
    const before = room()
    const view = { ...before.view, tiles: before.view.tiles.slice(1) }
    const now = wholeRoom(view, before)
    expect(now.tiles.has('c0')).toBe(false)
    expect(now.groups.flatMap((group) => group.tiles)).toHaveLength(5)
  })

  it('dates a disconnection from the last sign of life, and other states from when they began', () => {
    const gone = { ...tile(0, 'disconnected'), lastSeen: WALL_NOW - 20_000 }
    const first = taken(room(), 8, { tiles: [gone, tile(1, 'idle')] })
    const later = taken(first, 9, { tiles: [tile(1, 'idle')], wallNow: WALL_NOW + 60_000 })
    expect(later.since.get('c0')).toBe(WALL_NOW - 20_000)
    expect(later.since.get('c1')).toBe(WALL_NOW + 9000)
  })

  it('stands rooms and stations in the order of their numbers, anew when a seat changes', () => {
    const tiles = ['10', '2', '1'].map((station, n) => ({ ...tile(n, 'working'), room: 'A', station }))
    expect(byRoom(tiles)[0]?.tiles.map((one) => one.station)).toEqual(['1', '2', '10'])
    const before = wholeRoom({ ...roomView(0, 'running'), tiles }, null)
    const now = taken(before, 8, { tiles: [{ ...tile(0, 'working'), room: 'B', station: '10' }] })
    expect(now.groups.map((group) => [group.room, group.tiles.length])).toEqual([
      ['A', 2],
      ['B', 1],
    ])
  })

  it('filters by word, state and room; without a filter the rooms are the very same', () => {
    const { groups } = wholeRoom(roomView(6, 'running', ['working', 'idle']), null)
    const count = (filter: Partial<Parameters<typeof fitting>[1]>) =>
      fitting(groups, { search: '', state: '', room: '', ...filter }).flatMap((group) => group.tiles).length
    expect(fitting(groups, { search: ' ', state: '', room: '' })).toBe(groups)
    expect(count({ state: 'idle' })).toBe(3)
    expect(count({ room: 'Lab B' })).toBe(3)
    expect(count({ search: 'SITI rahma' })).toBe(1)
    expect(count({ search: '24-61-000002' })).toBe(1)
    expect(count({ search: 'zzz' })).toBe(0)
  })

  it('filters those who wait without the sealed paper, and nobody who does not wait', () => {
    const tiles = [tile(1, 'waiting'), tile(2, 'waiting'), tile(3, 'working'), tile(4, 'signed-in')]
    const groups = byRoom(tiles.map((one) => ({ ...one, paper: one.candidate === 'c1' })))
    const found = fitting(groups, { search: '', state: NO_PAPER, room: '' }).flatMap((group) => group.tiles)
    expect(found.map((one) => one.candidate)).toEqual(['c2'])
  })

  it('reads the place of a moved candidate and of a signal', () => {
    expect(placeOf('Lab B/31')).toEqual({ room: 'Lab B', station: '31' })
    expect(placeOf('Lab B · 31')).toEqual({ room: 'Lab B', station: '31' })
    expect(placeOf('di mana-mana')).toBeNull()
    expect(placeOfSignal(signal({ detail: { room: 'A', station: '31' } }))).toEqual({ room: 'A', station: '31' })
    expect(placeOfSignal(signal())).toEqual({ room: 'Lab B', station: '06' })
    expect(placeOfSignal(signal({ station: '' }))).toBeNull()
  })
})

describe('the plan of a room', () => {
  const inA = [0, 2, 24].map((n) => tile(n, 'working'))

  it('stands everybody at the seat, in reading order, and names the free and the spare ones', () => {
    const { cells, columns, rows, elsewhere } = planCells('A', PLAN, inA)
    expect(columns).toBe(7)
    expect(elsewhere).toEqual([])
    expect(rows).toEqual([
      { row: 2, candidates: ['c0', 'c2'] },
      { row: 4, candidates: ['c24'] },
    ])
    expect(cells.map((cell) => cell.row)).toEqual(cells.map((cell) => cell.row).sort((a, b) => a - b))
    expect(cells.filter((cell) => 'spare' in cell && cell.spare)).toHaveLength(2)
    expect(cells.filter((cell) => 'mark' in cell)).toHaveLength(3)
    expect(cells.find((cell) => 'station' in cell && cell.station === '04')).toMatchObject({ row: 2, column: 5 })
  })

  it('a seat whose candidate the filter hides is not a free one', () => {
    const { cells } = planCells('A', PLAN, inA.slice(0, 1), inA)
    expect(cells.filter((cell) => 'hidden' in cell)).toHaveLength(2)
    expect(cells.filter((cell) => 'seat' in cell)).toHaveLength(PLAN.seats.length - 3)
  })

  it('leaves the margin away, and shows apart whom the plan has no seat for', () => {
    const plan = { ...PLAN, marks: [], seats: [{ station: '01', row: 40, column: 9, spare: false }] }
    const { cells, columns, elsewhere } = planCells('A', plan, inA)
    expect(cells).toEqual([{ row: 1, column: 1, tile: inA[0] }])
    expect([columns, elsewhere.map((one) => one.candidate)]).toEqual([1, ['c2', 'c24']])
    expect(planCells('A', { ...plan, seats: [] }, inA)).toMatchObject({ cells: [], columns: 0, elsewhere: inA })
  })

  it('two of the same station: the second is shown apart, none is lost', () => {
    const twice = [...inA, { ...tile(4, 'working'), station: '01' }]
    expect(planCells('A', PLAN, twice).elsewhere.map((one) => one.candidate)).toEqual(['c4'])
  })
})
