import { expect, it } from 'vitest'
import { type Disk, type DiskState, judge, MB, wantedBallast, worstCase } from './reserve.ts'

const GB = 1024 * MB

it.each([
  ['nothing planned: the least', [], 100 * GB, 64],
  ['500 seats of 110 items: four times 500 × 390 rows of 320 bytes', [{ seats: 500, items: 110 }], 100 * GB, 238],
  ['two sittings on one day', Array(2).fill({ seats: 500, items: 110 }), 100 * GB, 476],
  ['never more than an eighth of the disk', [{ seats: 5000, items: 110 }], 8 * GB, 1024],
  ['a small disk', [], 104 * MB, 13],
])('[HE1] %s', (_, sittings, total, mb) => {
  expect(Math.round(wantedBallast(sittings, total) / MB)).toBe(mb)
})

it('[HE1] counts every seat and every item', () => {
  expect(worstCase([{ seats: 2, items: 10 }])).toBe(2 * 90 * 320)
})

const wanted = 200 * MB
const disk = (free: number): Disk => ({ total: 10 * GB, free: free * MB })
it.each<[string, number, number, DiskState, DiskState, number]>([
  ['takes all of it where there is room', 5000, 0, 'ample', 'ample', 200],
  ['leaves room for others: takes what is above their mark', 180, 0, 'ample', 'low', 100],
  ['holds it while others fill the disk', 20, 200, 'ample', 'low', 200],
  ['gives a step back when hardly anything is free', 15, 200, 'low', 'low', 168],
  ['gives back as many steps as bring air', 0, 200, 'low', 'low', 168],
  ['gives the last of it back', 0, 20, 'low', 'low', 0],
  ['has nothing left to give', 3, 0, 'low', 'full', 0],
  ['takes nothing again while there is room for others alone', 70, 50, 'low', 'low', 50],
  ['takes it again when there is room for both', 400, 50, 'low', 'ample', 200],
  ['does not flicker at the edge: low stays low just above it', 70, 200, 'low', 'low', 200],
  ['and ample stays ample just above it', 70, 200, 'ample', 'ample', 200],
  ['gives back what is no longer wanted', 5000, 400, 'ample', 'ample', 200],
])('[HE2] %s', (_, free, held, was, state, hold) => {
  const decided = judge(disk(free), held * MB, wanted, was)
  expect([decided.state, Math.round(decided.hold / MB)]).toEqual([state, hold])
})

it('[HE2] whatever fills the disk, step by step all of the reserve is given before it is full', () => {
  let held = 200 * MB
  let free = 300 * MB
  let state: DiskState = 'ample'
  const seen: DiskState[] = []
  for (let look = 0; look < 200 && state !== 'full'; look += 1) {
    free = Math.max(0, free - 8 * MB)
    const decided = judge({ total: 10 * GB, free }, held, wanted, state)
    free += held - decided.hold
    held = decided.hold
    state = decided.state
    if (seen.at(-1) !== state) seen.push(state)
  }
  expect(seen).toEqual(['ample', 'low', 'full'])
  expect(held).toBe(0)
})
