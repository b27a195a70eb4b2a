import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BEAT_MS } from '../protocol/station.ts'
import { FRESH_MS, type Sign, silentTogether, TOGETHER_MS } from './room-silence.ts'

const now = 1_000_000
/** Silent since 9 s after its last sign of life, where that lies at or before `now`. */
const seenAt = (lastSeen: number, at: number): Sign => ({
  ...{ candidate: `c${at}`, lastSeen, silentAt: lastSeen + 9000 <= now ? lastSeen + 9000 : null },
})
const hall = (...lastSeen: number[]) => lastSeen.map(seenAt)
const there = (n: number) => Array.from({ length: n }, () => now)
const decide = (signs: Sign[], more = {}) =>
  silentTogether(signs, { least: 3, now, spent: Number.NEGATIVE_INFINITY, ...more })

describe('more than half of a room, together', () => {
  it.each<[string, Sign[], number | null]>([
    ['[P15] nobody silent', hall(...there(5)), null],
    ['[P15] three of five at the same moment', hall(now - 9000, now - 9000, now - 9000, ...there(2)), 3],
    ['[P15] exactly half never', hall(now - 9000, now - 9000, now - 9000, ...there(3)), null],
    ['[P15] two of three are fewer than the committee says', hall(now - 9000, now - 9000, ...there(1)), null],
    [
      '[P15] the last beats before a cut lie up to a beat apart',
      hall(now - 9000, now - 9000 - BEAT_MS, now - 9000 - BEAT_MS - TOGETHER_MS, ...there(2)),
      3,
    ],
    [
      '[P15] a millisecond further apart they are not together',
      hall(now - 9000, now - 9000 - BEAT_MS, now - 9001 - BEAT_MS - TOGETHER_MS, ...there(2)),
      null,
    ],
    [
      '[P15] one that has been away for long counts in the room, but not among those who fell silent',
      hall(now - 900_000, now - 9000, now - 9000, now - 9000, ...there(2)),
      null,
    ],
    [
      '[P15] what was known for longer is not news',
      hall(...[1, 2, 3].map(() => now - 9000 - FRESH_MS - 1), ...there(2)),
      null,
    ],
  ])('%s', (_, signs, expected) => expect(decide(signs)?.silent.length ?? null).toBe(expected))

  it('[P15] says who, of how many, and from when until when; what was decided is spent', () => {
    const signs = hall(now - 10_000, now - 9000, now - 9500, now)
    expect(decide(signs)).toEqual({ silent: ['c0', 'c2', 'c1'], of: 4, from: now - 10_000, until: now - 9000 })
    expect(decide(signs, { spent: now - 9000 })).toBeNull()
    expect(decide(signs, { spent: now - 9001 })).toBeNull()
  })

  it('[P15] a cut of more than half is found, wherever the last beats lie', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 60 }).chain((size) =>
          fc.record({
            size: fc.constant(size),
            cut: fc.integer({ min: Math.max(3, Math.floor(size / 2) + 1), max: size }),
            offsets: fc.array(fc.integer({ min: 0, max: BEAT_MS }), { minLength: size, maxLength: size }),
          }),
        ),
        ({ size, cut, offsets }) => {
          const signs = hall(...offsets.slice(0, cut).map((offset) => now - 9000 - offset), ...there(size - cut))
          expect(decide(signs)?.silent).toHaveLength(cut)
        },
      ),
    )
  })

  it('[P15] staggered leaving pauses only if more than half lie within the window, and never a slow trickle', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 40 }),
        fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 2, max: 6 }),
        (others, gaps, least) => {
          let at = now - 9000
          const leaving = gaps.map((gap) => {
            at -= gap
            return at
          })
          const signs = hall(...leaving, ...there(others))
          const found = decide(signs, { least })
          const together = Math.max(
            ...leaving.map(
              (from) => leaving.filter((one) => one >= from && one <= from + TOGETHER_MS + BEAT_MS).length,
            ),
          )
          // Never without a majority of the whole room within the window, nor with fewer than `least`.
          if (together * 2 <= signs.length || together < least) expect(found).toBeNull()
          if (found) expect(found.until - found.from).toBeLessThanOrEqual(TOGETHER_MS + BEAT_MS)
        },
      ),
    )
  })

  it('[P15] one after the other, each ten seconds apart, never pauses: not at any moment of it', () => {
    for (let size = 3; size <= 30; size++) {
      const leftAt = Array.from({ length: size }, (_, n) => n * 10_000)
      for (let moment = 0; moment <= size * 10_000 + 20_000; moment += 1000) {
        const signs = leftAt.map((left, n) => {
          const lastSeen = Math.min(left, moment)
          return { candidate: `c${n}`, lastSeen, silentAt: moment - lastSeen > 9000 ? lastSeen + 9000 : null }
        })
        expect(silentTogether(signs, { least: 2, now: moment, spent: -1 })).toBeNull()
      }
    }
  })
})
