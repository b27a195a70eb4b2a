import { describe, expect, it } from 'vitest'
import { heldTime, timeView } from '../gallery/room-fixtures.ts'
import { EXAM_NOW, WALL_NOW } from '../gallery/staff-fixtures.ts'
import { heardClock } from './clock.tsx'
import { timeSum, wallClockOf } from './time-sum.ts'

const MINUTE = 60_000

describe('the time of a candidate as a sum', () => {
  it('adds up: what was given less what was used is left, and all parts make the wall clock', () => {
    const sum = timeSum(timeView(), EXAM_NOW, WALL_NOW)
    // 100 + 30 + 4:12 paused + 10 added; 41 minutes of exam clock since the start, 4:12 of them held.
    expect(sum.given).toBe(144 * MINUTE + 12_000)
    expect(sum.used).toBe(41 * MINUTE - 4 * MINUTE - 12_000)
    expect(sum.remaining).toBe(sum.given - 41 * MINUTE)
    expect(sum.wall).toMatchObject({ ms: 51 * MINUTE, stood: 4 * MINUTE + 12_000, outage: 10 * MINUTE, rest: 0 })
    expect(sum.lines.map((line) => line.cause)).toEqual(['granted', 'accommodation', 'paused', 'added'])
  })

  it('ticks while it runs and stands still while it is held', () => {
    const at = (view: ReturnType<typeof timeView>, later: number) =>
      timeSum(view, EXAM_NOW + later, WALL_NOW + later).remaining
    expect(at(timeView(), 0) - at(timeView(), 60_000)).toBe(60_000)
    expect(at(heldTime(), 60_000)).toBe(at(heldTime(), 0))
    const held = timeSum(heldTime(), EXAM_NOW, WALL_NOW)
    expect(held.held).toEqual({ since: WALL_NOW - 90_000, kind: 'outage-room', untilShown: true })
    expect(held.lines.at(-1)).toMatchObject({ cause: 'outage-room', ms: null, until: null })
    expect(held.wall).toMatchObject({ stood: 4 * MINUTE + 12_000 + 90_000, rest: 0 })
  })

  it('08.00, an outage of the server from 08.40 to 09.40: at 10.00 there are 40 minutes left, the end is 10.40', () => {
    const start = Date.parse('2025-11-24T01:00:00Z')
    const hour = 60 * MINUTE
    const view = {
      ...timeView(),
      ledger: {
        startedAt: 0,
        entries: [
          {
            cause: 'granted' as const,
            ms: 100 * MINUTE,
            from: null,
            until: null,
            at: start,
            by: 'p',
            approvedBy: null,
            reason: '',
          },
        ],
        holds: [],
        finishedAt: null,
      },
      outages: [
        {
          id: 'o',
          cause: 'server' as const,
          fromWall: start + 40 * MINUTE,
          untilWall: start + 100 * MINUTE,
          examMs: 40 * MINUTE,
        },
      ],
    }
    const sum = timeSum(view, hour, start + 2 * hour)
    expect(sum.remaining).toBe(40 * MINUTE)
    expect(sum.wall).toMatchObject({ startedAt: start, ms: 2 * hour, outage: hour, rest: 0 })
  })

  it('stops at the finish, and a log without the label of its start reckons it back', () => {
    const view = timeView()
    view.ledger.finishedAt = EXAM_NOW - 5 * MINUTE
    for (const entry of view.ledger.entries) entry.at = null
    const sum = timeSum(view, EXAM_NOW, WALL_NOW)
    expect(sum.wall).toMatchObject({ finished: true, until: WALL_NOW - 5 * MINUTE, ms: 46 * MINUTE, rest: 0 })
  })

  it('shows a difference that no rule explains', () => {
    const view = timeView()
    const [granted] = view.ledger.entries
    if (granted) granted.at = WALL_NOW - 52 * MINUTE
    expect(timeSum(view, EXAM_NOW, WALL_NOW).wall?.rest).toBe(MINUTE)
  })

  it('has no sum before the start', () => {
    const view = { ...timeView(), ledger: { startedAt: null, entries: [], holds: [], finishedAt: null } }
    expect(timeSum(view, EXAM_NOW, WALL_NOW)).toMatchObject({ lines: [], wall: null, used: 0 })
  })

  it('tells the wall clock of an exam moment across outages, on both sides of one', () => {
    const wallOf = wallClockOf(timeView().outages, EXAM_NOW, WALL_NOW)
    expect(wallOf(EXAM_NOW)).toBe(WALL_NOW)
    expect(wallOf(EXAM_NOW - 19 * MINUTE)).toBe(WALL_NOW - 19 * MINUTE)
    expect(wallOf(EXAM_NOW - 20 * MINUTE)).toBe(WALL_NOW - 30 * MINUTE)
    expect(wallOf(EXAM_NOW - 21 * MINUTE)).toBe(WALL_NOW - 31 * MINUTE)
  })
})

describe('the clocks of the console', () => {
  it('count on from the last word of the server, by a clock that nobody sets', () => {
    let local = 500
    const clock = heardClock(() => local)
    clock.take(1000, 70_000)
    local += 250
    expect([clock.exam(), clock.wall()]).toEqual([1250, 70_250])
    clock.take(900, 80_000)
    expect([clock.exam(), clock.wall()]).toEqual([900, 80_000])
  })
})
