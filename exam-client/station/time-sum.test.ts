import fc from 'fast-check'
import { expect, it } from 'vitest'
import { EMPTY_LEDGER, type Hold, remainingOf, type TimeEntry, type TimeLedger } from '../../server/protocol/time.ts'
import { holdToName, leftOf, standsStill, timeSum, watchedDeadline } from './time-sum.ts'

const MINUTE = 60_000
const entry = (cause: TimeEntry['cause'], ms: number, from: number | null = null): TimeEntry => ({
  cause,
  ms,
  from,
  until: from === null ? null : from + ms,
  at: 0,
  by: 'server',
  approvedBy: null,
  reason: '',
})
const hold = (kind: Hold['kind'], from: number): Hold => ({
  kind,
  from,
  at: 0,
  by: 'ani',
  reason: '',
  untilShown: false,
  lastsUntil: null,
})
const ledger = (more: Partial<TimeLedger> = {}): TimeLedger => ({
  ...EMPTY_LEDGER,
  startedAt: 1000,
  entries: [entry('granted', 100 * MINUTE), entry('paused', 8 * MINUTE, 1000 + 30 * MINUTE)],
  ...more,
})

it('adds up: given less passed is left, and held time has passed too', () => {
  const sum = timeSum(ledger(), 1000 + 50 * MINUTE)
  expect([sum.given, sum.passed, sum.left]).toEqual([108 * 60, 50 * 60, 58 * 60])
})

it('stands still from the open hold on, and from the end on', () => {
  const held = ledger({ holds: [hold('paused', 1000 + 50 * MINUTE)] })
  const ended = ledger({ finishedAt: 1000 + 50 * MINUTE })
  for (const later of [51, 70, 400])
    expect([timeSum(held, later * MINUTE).left, timeSum(ended, later * MINUTE).left]).toEqual([58 * 60, 58 * 60])
})

it('shows seconds that add up, whatever the milliseconds, and ends with what the clock shows', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 10_000_000 }), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 0, max: 20_000_000 }),
      (amounts, passed) => {
        const one = ledger({ startedAt: 0, entries: amounts.map((ms) => entry('added', ms)) })
        const sum = timeSum(one, passed)
        const shown = sum.lines.reduce((total, { seconds }) => total + seconds, 0)
        expect([shown, sum.given - sum.passed]).toEqual([sum.given, Math.ceil(remainingOf(one, passed) / 1000)])
      },
    ),
  )
})

it('needs no clock to show time that stands still, and none before it is known', () => {
  expect(leftOf(ledger(), null)).toBe(null)
  expect(leftOf(ledger({ holds: [hold('paused', 1000)] }), null)).toBe(108 * MINUTE)
})

it('watches no deadline while the time stands still', () => {
  expect([watchedDeadline(ledger()), watchedDeadline(ledger({ holds: [hold('paused', 2000)] }))]).toEqual([
    1000 + 108 * MINUTE,
    null,
  ])
  expect(standsStill(ledger())).toBe(false)
})

it('names a person’s pause before the room’s, and the room’s before the server’s', () => {
  const holds = [hold('outage-server', 1), hold('outage-room', 2), hold('paused', 3)]
  expect([3, 2, 1, 0].map((n) => holdToName(ledger({ holds: holds.slice(0, n) }))?.kind ?? null)).toEqual([
    'paused',
    'outage-room',
    'outage-server',
    null,
  ])
})
