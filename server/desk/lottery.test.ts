import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../canonical.ts'
import { lotteryCommitment, lotteryFaults, lotteryOrder, lotterySeed, seatsByLottery } from './lottery.ts'

const seats = (n: number) =>
  Array.from({ length: n }, (_, at) => ({
    candidate: `c${at}`,
    room: at % 3 === 0 ? 'B' : 'A',
    station: String(at + 1).padStart(2, '0'),
  }))
const SEED = lotterySeed('rahasia')

describe('the lottery', () => {
  it('[DK9] follows from the secret and does not show it; the commitment is SHA-256 of the seed', () => {
    expect(SEED).toMatch(/^[0-9a-f]{64}$/)
    expect(lotterySeed('rahasia')).toBe(SEED)
    expect(lotterySeed('rahasia2')).not.toBe(SEED)
    expect(lotteryCommitment(SEED)).toBe(sha256(SEED))
  })

  it('[DK9] gives the same order for ever, however the seats come in', () => {
    const order = lotteryOrder(SEED, seats(6)).map(({ room, station }) => `${room}${station}`)
    // Drawn on 24 November 2026: a change here changes what a closed sitting can be checked with.
    expect(order).toEqual(RECORDED)
    expect(lotteryOrder(SEED, seats(6).reverse()).map(({ room, station }) => `${room}${station}`)).toEqual(order)
    expect(lotteryOrder(lotterySeed('lain'), seats(40))).not.toEqual(lotteryOrder(SEED, seats(40)))
  })

  it('[DK8 DK9] whoever comes in whatever order: every seat once, drawn ones where the order says, all recomputable', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.string(), fc.infiniteStream(fc.nat()), (n, secret, chance) => {
        const plan = seats(n)
        const seed = lotterySeed(secret)
        const drawn = plan
          .map((one) => ({ one, at: chance.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .slice(0, (chance.next().value as number) % (n + 1))
          .map(({ one }, number) => ({ candidate: one.candidate, number }))
        const now = seatsByLottery(seed, plan, drawn)
        expect(new Set(now.map(({ room, station }) => `${room} ${station}`)).size).toBe(n)
        expect(now.map(({ candidate }) => candidate)).toEqual(plan.map(({ candidate }) => candidate))
        const order = lotteryOrder(seed, plan)
        for (const { candidate, number } of drawn) {
          const { room, station } = order[number] as { room: string; station: string }
          expect(now.find((one) => one.candidate === candidate)).toEqual({ candidate, room, station })
        }
        expect(lotteryFaults(seed, plan, now, drawn)).toEqual([])
      }),
    )
  })

  it('[DK9] a seat given by hand, and a place drawn twice, are found', () => {
    const draws = [0, 1, 2].map((number) => ({ candidate: `c${number}`, number }))
    const now = seatsByLottery(SEED, seats(6), draws)
    const [first, second] = now as [(typeof now)[number], (typeof now)[number]]
    const swapped = now.map((one) =>
      one === first
        ? { ...second, candidate: first.candidate }
        : one === second
          ? { ...first, candidate: second.candidate }
          : one,
    )
    expect(lotteryFaults(SEED, seats(6), swapped, draws)).toEqual(['c0', 'c1'])
    expect(lotteryFaults(SEED, seats(6), now, [...draws, { candidate: 'c4', number: 2 }])).toEqual(['c4'])
    expect(lotteryFaults(lotterySeed('lain'), seats(6), now, draws).length).toBeGreaterThan(0)
  })
})

const RECORDED = ['A02', 'A06', 'A03', 'B04', 'B01', 'A05']
