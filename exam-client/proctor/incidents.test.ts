import { describe, expect, it } from 'vitest'
import { proposal, silentRoom } from '../gallery/room-fixtures.ts'
import { roomView, tile, WALL_NOW } from '../gallery/staff-fixtures.ts'
import { adviceFor, heldIn, incidents, SILENT_LONG_MS } from './incidents.ts'
import { wholeRoom } from './room.ts'

const names = (found: ReturnType<typeof incidents>): string[] =>
  found.map((one) => ('tile' in one ? one.tile.candidate : 'room' in one ? one.room.room : one.proposal.id))

describe('what needs a person', () => {
  it('stands the worst first, and the oldest first among equals', () => {
    const tiles = [
      tile(1, 'idle'),
      { ...tile(2, 'disconnected'), lastSeen: WALL_NOW - 5000 },
      { ...tile(3, 'disconnected'), lastSeen: WALL_NOW - 50_000 },
      { ...tile(4, 'working'), unsaved: 3 },
      tile(5, 'finished'),
      tile(6, 'second-sign-in'),
      { ...tile(7, 'second-sign-in'), wantsMove: { room: 'A', station: '31' } },
      { ...tile(8, 'working'), movedTo: 'A/31' },
    ]
    const view = { ...roomView(0, 'running'), tiles, proposals: [proposal(), proposal({ id: 'own', by: 'saya' })] }
    expect(names(incidents(wholeRoom(view, null), 'saya'))).toEqual([
      ...['c7', 'c6', 'proposal-1', 'c3', 'c2', 'c4', 'c1', 'own', 'c8'],
    ])
  })

  it('one room that fell silent is one line, and the stations of other rooms keep theirs', () => {
    const view = silentRoom()
    const other = view.tiles.findIndex((one) => one.room === 'Lab B')
    const gone = view.tiles[other]
    if (gone) view.tiles[other] = { ...gone, state: 'disconnected' }
    const found = incidents(wholeRoom(view, null), 'saya')
    expect(names(found)).toEqual(['A', gone?.candidate])
    expect(found.some((one) => 'tile' in one && one.tile.room === 'A')).toBe(false)
    expect(found[0]).toMatchObject({ kind: 'room-silent', since: WALL_NOW - 80_000, held: 30 })
  })

  it.each([
    ['exactly half', 15, 5, []],
    ['one more than half', 16, 5, ['room-silent']],
    ['fewer than the least', 16, 17, []],
  ])('%s of thirty silent', (_, silent, least, expected) => {
    const view = roomView(60, 'running', ['working'])
    view.rooms = [{ room: 'A', working: 30, silent, heldFrom: null }]
    view.policy = { ...view.policy, roomPause: { ...view.policy.roomPause, least } }
    expect(incidents(wholeRoom(view, null), 'saya').flatMap((one) => ('room' in one ? [one.kind] : []))).toEqual(
      expected,
    )
  })

  it('a held room where everybody is back still waits for a person', () => {
    const room = wholeRoom(silentRoom(true), null)
    expect(incidents(room, 'saya')[0]).toMatchObject({ kind: 'room-held', held: 30, room: { silent: 0 } })
  })

  it('resuming a room is for those whom the outage holds; who was paused by hand stays paused', () => {
    const view = silentRoom(true)
    view.tiles = view.tiles.map((one, n) =>
      n === 0 ? { ...one, hold: 'paused' } : n === 2 ? { ...one, state: 'finished' } : one,
    )
    const held = heldIn(wholeRoom(view, null), 'A').map((one) => one.candidate)
    expect(held).toHaveLength(28)
    expect(held).not.toContain('c0')
    expect(heldIn(wholeRoom(view, null), 'Lab B')).toEqual([])
  })

  it('says something else once a silence lasts, and when the time stands still', () => {
    const gone = tile(0, 'disconnected')
    expect(adviceFor('disconnected', gone, SILENT_LONG_MS - 1)).toBe('disconnected')
    expect(adviceFor('disconnected', gone, SILENT_LONG_MS)).toBe('disconnectedLong')
    expect(adviceFor('disconnected', { ...gone, heldFrom: 1 }, SILENT_LONG_MS)).toBe('disconnectedHeld')
    expect(adviceFor('unsaved', gone, SILENT_LONG_MS)).toBe('unsavedLong')
    expect(adviceFor('idle', gone, 1)).toBe('idle')
  })

  it('nobody who is finished, absent or not begun is an incident for having moved', () => {
    const tiles = (['finished', 'absent', 'checked-in', 'time-over'] as const).map((state, n) => ({
      ...tile(n, state),
      movedTo: 'A/31',
    }))
    expect(incidents(wholeRoom({ ...roomView(0, 'running'), tiles }, null), 'saya')).toEqual([])
  })
})
