import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Refusal } from '../../server/protocol/refusal.ts'
import type { Beat, BeatReply } from '../../server/protocol/station.ts'
import { Unreachable } from '../shared/ask.ts'
import { STATION_BEAT_MS } from '../shared/station-api.ts'
import { BEAT_GAP_MS, startBeats } from './beats.ts'
import { beatOf, nothingTold } from './telling.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function world() {
  const sent: Beat[] = []
  const said: (BeatReply | Refusal)[] = []
  let slot = 0
  let away = false
  let answer: ((reply: BeatReply) => void) | null = null
  let slow = false
  let dead = false
  const beats = startBeats({
    beat: () =>
      away ? null : beatOf(nothingTold('source-one'), { focused: true, slot, waiting: 0, shown: false, paper: false }),
    send: async (beat) => {
      sent.push(beat)
      if (dead) throw new Unreachable('cut')
      return slow
        ? await new Promise<BeatReply>((done) => {
            answer = done
          })
        : { examNow: 0, stamp: 's1' }
    },
    said: (_, reply) => said.push(reply),
    later: (work, ms) => {
      const timer = setTimeout(work, ms)
      return () => clearTimeout(timer)
    },
  })
  return {
    beats,
    sent,
    said,
    at: (to: number) => {
      slot = to
    },
    leave: () => {
      away = true
    },
    slowly: () => {
      slow = true
    },
    cut: (is: boolean) => {
      dead = is
    },
    reply: () => answer?.({ examNow: 0, stamp: 's1' }),
    pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
  }
}

it('beats by itself, and says nothing while nobody is signed in', async () => {
  const hall = world()
  await hall.pass(3 * STATION_BEAT_MS)
  expect(hall.sent.length).toBe(3)
  hall.leave()
  await hall.pass(3 * STATION_BEAT_MS)
  expect(hall.sent.length).toBe(3)
})

it('does not wait when there is news; has one under way at a time and says what came meanwhile with the next', async () => {
  const hall = world()
  hall.slowly()
  hall.beats.now()
  await hall.pass(0)
  hall.at(7)
  hall.beats.now()
  hall.beats.now()
  await hall.pass(STATION_BEAT_MS)
  expect(hall.sent.map(({ slot }) => slot)).toEqual([0])
  hall.reply()
  await hall.pass(BEAT_GAP_MS)
  expect(hall.sent.map(({ slot }) => slot)).toEqual([0, 7])
})

it('gathers what changes with every key into one within a second, and never starves', async () => {
  const hall = world()
  for (let i = 0; i < 9; i += 1) {
    hall.beats.soon()
    await hall.pass(100)
  }
  expect(hall.sent.length).toBe(0)
  await hall.pass(100)
  expect(hall.sent.length).toBe(1)
})

it('keeps a distance, however much there is to say', async () => {
  const hall = world()
  for (let i = 0; i < 100; i += 1) {
    hall.beats.now()
    await hall.pass(10)
  }
  expect(hall.sent.length).toBeLessThanOrEqual(1 + 1000 / BEAT_GAP_MS)
})

it('goes on after a line that was cut', async () => {
  const hall = world()
  hall.cut(true)
  hall.beats.now()
  await hall.pass(0)
  hall.cut(false)
  await hall.pass(STATION_BEAT_MS)
  expect([hall.sent.length, hall.said.length]).toEqual([2, 1])
})
