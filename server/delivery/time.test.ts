import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SourceId } from '../protocol/ids.ts'
import { isRefusal } from '../protocol/refusals.ts'
import { deadlineOf, heldSince, remainingOf, type TimeLedger, usedOf } from '../protocol/time.ts'
import { type Attempt, type Command, decide, evolve } from './attempt.ts'

const MINUTE = 60_000
const LIMIT = 100 * MINUTE
const here = 'station-one' as SourceId
const there = 'station-two' as SourceId
const slot = (item: string) => ({ item, section: 'TIU', options: ['A', 'B'] })
const form = { slots: [slot('i1'), slot('i2'), slot('i3')] } as never
const open: Command = {
  ...{ kind: 'open', sitting: 's', candidate: 'c', form, limitMs: LIMIT, graceMs: 3000, build: '1' },
}
const claim = (source: SourceId): Command => ({ kind: 'claim', source, place: null, claim: source })
let keys = 0
const fresh = () => `command:${++keys}`
const hold = (from: number, more: object = {}): Command =>
  ({
    ...{ kind: 'hold', key: fresh(), hold: 'paused', from, untilShown: false, lastsUntil: null },
    ...{ by: 'pengawas', reason: 'uji', ...more },
  }) as Command
const release = (holds: 'all' | ('paused' | 'outage-room' | 'outage-server')[] = 'all'): Command => ({
  ...{ kind: 'release', key: fresh(), holds, by: 'pengawas', reason: '' },
})
const credit = (ms: number, approvedBy = 'ketua'): Command => ({
  ...{ kind: 'credit', key: fresh(), ms, cause: 'added', by: 'pengawas', approvedBy, reason: 'uji' },
})
const answer = (n: number, at: number, choice: number, source = here): Command => ({
  kind: 'entry',
  source,
  entry: { n, kind: 'answer', slot: at, choice },
})

/** Plays commands at their instants; a refused one changes nothing. */
function play(...steps: [Command, number][]): Attempt {
  let attempt: Attempt | null = null
  for (const [command, now] of [[open, 0], [claim(here), 0], [{ kind: 'start', by: 'p' }, 0], ...steps] as [
    Command,
    number,
  ][]) {
    const drafts = decide(attempt, command, now)
    if (!isRefusal(drafts)) for (const draft of drafts) attempt = evolve(attempt, draft, { at: now, mono: now })
  }
  return attempt as unknown as Attempt
}
const refusal = (attempt: Attempt, command: Command, now: number) => {
  const result = decide(attempt, command, now)
  return isRefusal(result) ? result.refused : result.length
}
const left = (attempt: Attempt, now: number) => remainingOf(attempt.ledger, now) / MINUTE

describe('the ledger', () => {
  it('[T1] [SD4] names what the accommodation adds; the deadline is the start and the sum', () => {
    const netra = { ...open, limitMs: 130 * MINUTE, baseMs: LIMIT } as Command
    const drafts = decide(null, netra, 0)
    if (isRefusal(drafts)) throw new Error('refused')
    const attempt = drafts.reduce<Attempt | null>((fold, draft) => evolve(fold, draft, { at: 5, mono: 0 }), null)
    expect(attempt?.ledger.entries.map(({ cause, ms }) => [cause, ms / MINUTE])).toEqual([
      ['granted', 100],
      ['accommodation', 30],
    ])
    expect(deadlineOf(play().ledger)).toBe(LIMIT)
  })

  it('[T2] stands still while it is held, and goes on with what was left', () => {
    const paused = play([hold(10 * MINUTE), 10 * MINUTE])
    expect([left(paused, 10 * MINUTE), left(paused, 70 * MINUTE)]).toEqual([90, 90])
    const resumed = play([hold(10 * MINUTE), 10 * MINUTE], [release(), 70 * MINUTE])
    expect(left(resumed, 70 * MINUTE)).toBe(90)
    expect(resumed.deadline).toBe(160 * MINUTE)
    expect(usedOf(resumed.ledger, 80 * MINUTE)).toBe(20 * MINUTE)
  })

  it('[T2] [A7] a pause across the deadline ends nobody', () => {
    const paused = play([hold(99 * MINUTE), 99 * MINUTE])
    expect(refusal(paused, { kind: 'expire' }, 400 * MINUTE)).toBe(0)
    const resumed = play([hold(99 * MINUTE), 99 * MINUTE], [release(), 400 * MINUTE])
    expect(left(resumed, 400 * MINUTE)).toBe(1)
    expect(refusal(resumed, { kind: 'expire' }, 401 * MINUTE + 3001)).toBe(1)
  })

  it('[T2] reaches back to the last sign of life, and never before the end of the last hold', () => {
    const attempt = play(
      [hold(10 * MINUTE), 10 * MINUTE],
      [release(), 20 * MINUTE],
      [hold(5 * MINUTE, { hold: 'outage-room' }), 30 * MINUTE],
    )
    expect(heldSince(attempt.ledger)).toBe(20 * MINUTE)
  })

  it('[T2] two at once count once, and what remains goes on from there', () => {
    const attempt = play(
      [hold(10 * MINUTE), 10 * MINUTE],
      [hold(15 * MINUTE, { hold: 'outage-room' }), 15 * MINUTE],
      [release(['paused']), 30 * MINUTE],
      [release(['outage-room']), 40 * MINUTE],
    )
    expect(attempt.ledger.entries.slice(1).map(({ cause, from, until }) => [cause, from, until])).toEqual([
      ['paused', 10 * MINUTE, 30 * MINUTE],
      ['outage-room', 30 * MINUTE, 40 * MINUTE],
    ])
    expect(attempt.deadline).toBe(130 * MINUTE)
  })

  it('[T3] takes what comes while it is held', () => {
    const attempt = play([hold(10 * MINUTE), 10 * MINUTE], [answer(1, 0, 1), 10 * MINUTE + 200])
    expect(attempt.responses).toEqual(['B', null, null])
  })

  it('[T4] until shown: the station’s word ends it, else its own end does', () => {
    const held = hold(40 * MINUTE, { hold: 'outage-server', untilShown: true, lastsUntil: 41 * MINUTE })
    const shown = play([held, 40 * MINUTE], [{ kind: 'shown', source: here }, 40 * MINUTE + 7000])
    expect(shown.deadline).toBe(LIMIT + 7000)
    expect(refusal(shown, { kind: 'shown', source: here }, 41 * MINUTE)).toBe(0)
    const lapsed = play([held, 40 * MINUTE], [{ kind: 'lapse' }, 45 * MINUTE])
    expect(lapsed.deadline).toBe(LIMIT + MINUTE)
    const paused = play([hold(40 * MINUTE), 40 * MINUTE])
    expect(refusal(paused, { kind: 'shown', source: here }, 41 * MINUTE)).toBe(0)
    expect(refusal(play([held, 40 * MINUTE]), { kind: 'shown', source: there }, 41 * MINUTE)).toBe(0)
  })

  it('[T6] adding time names two people, and a command of one id is done once', () => {
    expect(refusal(play(), credit(MINUTE, 'pengawas'), 0)).toBe('same-person')
    const once = credit(10 * MINUTE)
    expect(play([once, 0], [once, 0], [once, 5]).deadline).toBe(110 * MINUTE)
  })

  it('[T7] a re-opened attempt has what was left at its finish', () => {
    const reopen = (ms: number): Command => ({
      ...{ kind: 'reopen', key: fresh(), ms, by: 'pengawas', approvedBy: 'ketua', reason: 'salah tekan' },
    })
    const done: [Command, number] = [{ kind: 'entry', source: here, entry: { n: 1, kind: 'finish' } }, 60 * MINUTE]
    const again = play(done, [reopen(0), 75 * MINUTE])
    expect([again.status, left(again, 75 * MINUTE), again.finished]).toEqual(['working', 40, null])
    const over = play([{ kind: 'expire' }, LIMIT + 4000])
    expect(refusal(over, reopen(0), 120 * MINUTE)).toBe('no-time-left')
    const given = play([{ kind: 'expire' }, LIMIT + 4000], [reopen(5 * MINUTE), 120 * MINUTE])
    expect(left(given, 120 * MINUTE)).toBe(5)
    expect(refusal(given, { kind: 'expire' }, 125 * MINUTE + 3001)).toBe(1)
    expect(refusal(play(), reopen(0), 5)).toBe('not-finished')
  })

  it('[A18] the pass is for the next claim alone', () => {
    const to = { room: 'B', station: '09' }
    const move: Command = { kind: 'move', key: fresh(), to, by: 'p', reason: '' }
    expect(play([move, 1]).pass).toEqual({ to })
    expect(play([move, 1], [claim(there), 2]).pass).toBeNull()
  })

  it('[A19] a carried answer counts where the item was not answered since the move', () => {
    const file = (choices: [number, number, number][]): Command => ({
      ...{ kind: 'carry', key: fresh(), from: here, by: 'p' },
      answers: choices.map(([n, at, choice]) => ({ n, slot: at, choice })),
    })
    const moved: [Command, number][] = [
      [answer(1, 0, 0), 1],
      [answer(2, 1, 0), 2],
      [claim(there), 3],
      [answer(1, 1, 1, there), 4],
    ]
    // Entry 1 was sent before; 3 changes item 1, 4 an item answered since, 5 a blank one.
    const carried = play(...moved, [
      file([
        [1, 0, 0],
        [3, 0, 1],
        [4, 1, 0],
        [5, 2, 1],
      ]),
      5,
    ])
    expect(carried.responses).toEqual(['B', 'B', 'B'])
    expect(
      refusal(
        carried,
        file([
          [3, 0, 0],
          [5, 2, 0],
        ]),
        6,
      ),
    ).toBe('nothing-to-carry')
    expect(refusal(play(...moved), { ...file([[3, 0, 1]]), from: there } as Command, 5)).toBe('not-replaced')
    expect(refusal(play(...moved), file([[3, 0, 1]]), LIMIT + 3001)).toBe('time-over')
  })

  it('[T1] [T2] any mix of holds and credits: used + held = what passed, and nobody loses or gains by it', () => {
    const kind = fc.constantFrom('paused', 'outage-room', 'outage-server')
    const step = fc.oneof(
      fc.record({ do: fc.constant('hold' as const), kind, back: fc.integer({ min: 0, max: 20_000 }) }),
      fc.record({ do: fc.constant('release' as const), kind }),
      fc.record({ do: fc.constant('all' as const) }),
      fc.record({ do: fc.constant('credit' as const), ms: fc.integer({ min: 1, max: 60_000 }) }),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(step, fc.integer({ min: 0, max: 30_000 })), { maxLength: 25 }), (steps) => {
        let now = 0
        let credited = 0
        const played: [Command, number][] = steps.map(([one, wait]) => {
          now += wait
          if (one.do === 'hold') return [hold(now - one.back, { hold: one.kind }), now]
          if (one.do === 'release') return [release([one.kind as 'paused']), now]
          if (one.do === 'credit') credited += one.ms
          return [one.do === 'credit' ? credit(one.ms) : release(), now]
        })
        const { ledger } = play(...played, [release(), now])
        const stretches = ledger.entries.filter((entry) => entry.from !== null) as { from: number; until: number }[]
        const ordered = stretches.toSorted((a, b) => a.from - b.from)
        for (const [at, one] of ordered.entries()) expect(one.from).toBeGreaterThanOrEqual(ordered[at - 1]?.until ?? 0)
        const held = stretches.reduce((sum, one) => sum + one.until - one.from, 0)
        expect(usedOf(ledger, now) + held).toBe(now)
        expect(remainingOf(ledger, now)).toBe(LIMIT + credited - usedOf(ledger, now))
      }),
      { numRuns: 500 },
    )
  })
})

/** A ledger is data: what the wire carries is what the server computed with. */
it('[T1] gives the same figures after a journey over the wire', () => {
  const { ledger } = play([hold(10 * MINUTE), 10 * MINUTE], [release(), 12 * MINUTE], [credit(MINUTE), 13 * MINUTE])
  const sent = JSON.parse(JSON.stringify(ledger)) as TimeLedger
  for (const now of [0, 11 * MINUTE, 50 * MINUTE]) expect(remainingOf(sent, now)).toBe(remainingOf(ledger, now))
})
