import { describe, expect, it } from 'vitest'
import type { RoomChange, Tile } from '../../server/protocol/proctor.ts'
import { roomView, tile, WALL_NOW } from '../gallery/staff-fixtures.ts'
import { byRoom, canEnd, changedRoom, incidents, wholeRoom } from './room.ts'

const room = () => wholeRoom(roomView(6, 'running', ['working']), null)
const change = (version: number, ...tiles: Tile[]): RoomChange => ({
  sitting: 'sitting-1',
  version,
  state: 'running',
  examNow: 0,
  wallNow: WALL_NOW + 9000,
  tiles,
})

describe('the room as the console knows it', () => {
  it('takes the next version and keeps the identity of every other tile', () => {
    const before = room()
    const after = changedRoom(before, change(8, tile(0, 'finished')))
    if (after === 'gap') throw new Error('no gap here')
    expect(after.tiles.get('c0')?.state).toBe('finished')
    expect(after.tiles.get('c1')).toBe(before.tiles.get('c1'))
    expect(after.view.version).toBe(8)
  })

  it('asks for the whole when a version is missing, and ignores old news and other sittings', () => {
    const before = room()
    expect(changedRoom(before, change(9, tile(0, 'idle')))).toBe('gap')
    expect(changedRoom(before, change(7, tile(0, 'idle')))).toBe(before)
    expect(changedRoom(before, { ...change(8, tile(0, 'idle')), sitting: 'another' })).toBe(before)
  })

  it('dates a disconnection from the last sign of life, and other states from when they began', () => {
    const gone = { ...tile(0, 'disconnected'), lastSeen: WALL_NOW - 20_000 }
    const first = changedRoom(room(), change(8, gone, tile(1, 'idle')))
    if (first === 'gap') throw new Error('no gap here')
    const later = changedRoom(first, { ...change(9, tile(1, 'idle')), wallNow: WALL_NOW + 60_000 })
    if (later === 'gap') throw new Error('no gap here')
    expect(later.since.get('c0')).toBe(WALL_NOW - 20_000)
    expect(later.since.get('c1')).toBe(WALL_NOW + 9000)
  })

  it('puts the worst incident first, and the oldest first among equals', () => {
    const tiles = [
      tile(1, 'idle'),
      { ...tile(2, 'disconnected'), lastSeen: WALL_NOW - 5000 },
      { ...tile(3, 'disconnected'), lastSeen: WALL_NOW - 50_000 },
      { ...tile(4, 'working'), unsaved: 3 },
      tile(5, 'finished'),
    ]
    const view = { ...roomView(0, 'running'), tiles }
    expect(incidents(wholeRoom(view, null)).map((one) => one.tile.candidate)).toEqual(['c3', 'c2', 'c4', 'c1'])
  })

  it('stands rooms and stations in the order of their numbers', () => {
    const tiles = ['10', '2', '1'].map((station, n) => ({ ...tile(n, 'working'), room: 'A', station }))
    expect(byRoom(tiles)[0]?.tiles.map((one) => one.station)).toEqual(['1', '2', '10'])
  })

  it('ends only what has begun and is not over', () => {
    expect([tile(0, 'working'), tile(0, 'disconnected')].every(canEnd)).toBe(true)
    expect([tile(0, 'absent'), tile(0, 'finished'), tile(0, 'terminated')].some(canEnd)).toBe(false)
  })
})
