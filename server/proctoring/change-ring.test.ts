import { expect, it } from 'vitest'
import type { RoomChange, Tile } from '../protocol/proctor.ts'
import { CHANGES_MAX, ChangeRing } from './change-ring.ts'

const change = (version: number, tiles = 0): RoomChange => ({
  ...{ sitting: 's', version, state: 'running', examNow: 0, wallNow: 0, rooms: null, progress: '' },
  ...{ commands: [], proposals: null, signals: [], tiles: Array.from({ length: tiles }, () => ({}) as Tile) },
})
const versions = (changes: RoomChange[] | null) => changes?.map((one) => one.version) ?? null

it('[P6] gives what came after a version, nothing to who is up to date, and the whole to who is not known', () => {
  const ring = new ChangeRing()
  expect([ring.since(7, 7), ring.since(6, 7), ring.since(8, 7)]).toEqual([[], null, null])
  for (const version of [8, 9, 10]) ring.push(change(version))
  expect(versions(ring.since(7, 10))).toEqual([8, 9, 10])
  expect(versions(ring.since(9, 10))).toEqual([10])
  expect(versions(ring.since(10, 10))).toEqual([])
  // Before what is kept, and after what there is: another picture, or another server.
  expect([ring.since(6, 10), ring.since(11, 10)]).toEqual([null, null])
  ring.clear()
  expect(ring.since(9, 10)).toBeNull()
})

it('[P6] keeps six hundred changes and not one more', () => {
  const ring = new ChangeRing()
  for (let version = 1; version <= CHANGES_MAX + 1; version++) ring.push(change(version))
  expect(versions(ring.since(1, CHANGES_MAX + 1))).toHaveLength(CHANGES_MAX)
  expect(ring.since(0, CHANGES_MAX + 1)).toBeNull()
})

it('[P6] past ten thousand tiles the whole room is the shorter answer', () => {
  const ring = new ChangeRing()
  for (let version = 1; version <= 12; version++) ring.push(change(version, 1000))
  expect(versions(ring.since(2, 12))).toHaveLength(10)
  expect(ring.since(1, 12)).toBeNull()
})
