import { describe, expect, it } from 'vitest'
import { replay } from '../../gallery/day-fixtures.ts'
import {
  changedAt,
  linesAt,
  minuteOf,
  notableCounts,
  notableFrom,
  replayDeed,
  statesAt,
  stepped,
} from './replay-steps.ts'

const film = replay()

describe('a minute of the replay', () => {
  it.each([
    [undefined, 0],
    ['nonsense', 0],
    ['-4', 0],
    ['12', 12],
    ['12.9', 12],
    ['600', 59],
    ['Infinity', 0],
  ])('asked for as %s is minute %i', (asked, minute) => {
    expect(minuteOf(film, asked)).toBe(minute)
  })

  it('counts its seats by state, all of them, the most first', () => {
    const counts = statesAt(film, 33)
    expect(counts.reduce((sum, [, n]) => sum + n, 0)).toBe(30)
    expect(new Map(counts).get('paused')).toBe(12)
    expect(counts[0]?.[0]).toBe('working')
  })

  it('tells which seats changed since the minute before; none in the first', () => {
    expect([...changedAt(film, 20)]).toEqual([4])
    expect([...changedAt(film, 21)]).toEqual([])
    expect(changedAt(film, 32).size).toBe(12)
    expect(changedAt(film, 0).size).toBe(0)
  })

  it('has the lines of that minute alone', () => {
    expect(linesAt(film, 20).map((line) => line.kind)).toEqual(['disconnected'])
    expect(linesAt(film, 21)).toEqual([])
  })
})

describe('walking', () => {
  it('stops at what is worth it: not at a mere reconnection', () => {
    expect(notableFrom(film, 20, 1)).toBe(32)
    expect(notableFrom(film, 20, -1)).toBe(8)
    expect(notableFrom(film, 59, 1)).toBeNull()
    expect(notableFrom(film, 8, -1)).toBeNull()
    expect(notableCounts(film).flatMap((n, minute) => (n > 0 ? [minute] : []))).toEqual([8, 20, 32, 36, 41, 44])
  })

  it.each([
    ['before', 0, 0],
    ['before', 5, 4],
    ['after', 58, 59],
    ['after', 59, 59],
    ['after-event', 44, 44],
    ['after-event', 9, 20],
    ['before-event', 44, 41],
    ['first', 30, 0],
    ['last', 30, 59],
  ] as const)('%s from minute %i is minute %i', (deed, from, to) => {
    expect(stepped(film, from, deed)).toBe(to)
  })

  it.each([
    [' ', false, 'play'],
    ['ArrowLeft', false, 'before'],
    ['ArrowRight', true, 'after-event'],
    ['End', false, 'last'],
    ['x', false, null],
  ])('the key "%s" (shift: %s) is %s', (key, shiftKey, deed) => {
    expect(replayDeed({ key, shiftKey })).toBe(deed)
  })
})
