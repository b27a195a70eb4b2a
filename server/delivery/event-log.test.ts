import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OptionId } from '../../question-bank/item.ts'
import { canonical, sha256 } from '../canonical.ts'
import type { Draft } from './attempt.ts'
import {
  brokenAt,
  canonicalRow,
  chain,
  eventOf,
  genesis,
  type LogRow,
  payloadOf,
  receiptCode,
  rowHash,
} from './event-log.ts'

const drafts: Draft[] = [
  { event: { kind: 'started', deadline: 6_000_000, by: 'proctor' }, source: 'server', sourceSeq: 2 },
  { event: { kind: 'answered', slot: 0, option: 'B' }, source: 'station-1', sourceSeq: 1 },
  { event: { kind: 'answered', slot: 0, option: null }, source: 'station-1', sourceSeq: 2 },
  { event: { kind: 'finished', how: 'candidate', reason: '', by: 'c' }, source: 'station-1', sourceSeq: 3 },
]

function logOf(attempt: string): LogRow[] {
  let previous = { seq: 0, hash: genesis(attempt) }
  return drafts.map((draft, index) => {
    const row = chain(previous, attempt, draft, 1000 + index, 10 * index)
    previous = row
    return row
  })
}
const changed = (index: number, change: Partial<LogRow>) =>
  logOf('a').map((row, at) => (at === index ? { ...row, ...change } : row))

describe('[A14] the chain', () => {
  it('is whole as written', () => expect(brokenAt('a', logOf('a'))).toBeNull())
  it('gives back the events that went in', () => expect(logOf('a').map(eventOf)).toEqual(drafts))

  it.each<[string, Partial<LogRow>]>([
    ['payload', { payload: '{"option":"C","slot":0}' }],
    ['kind', { kind: 'flagged' }],
    ['wall clock', { at: 999 }],
    ['exam clock', { mono: 11 }],
    ['source', { source: 'station-2' }],
    ['number of the source', { sourceSeq: 9 }],
    ['hash', { hash: '0'.repeat(64) }],
    ['attempt', { attemptId: 'b' }],
  ])('shows an edited %s', (_, change) => expect(brokenAt('a', changed(1, change))).toBe(2))

  it('shows an edited row whose own hash was made again: the next one does not follow', () => {
    const rows = logOf('a')
    const { hash: _, ...edited } = { ...(rows[1] as LogRow), payload: '{"option":"C","slot":0}' }
    rows[1] = { ...edited, hash: rowHash(rows[0]?.hash as string, edited) }
    expect(brokenAt('a', rows)).toBe(3)
  })

  it.each([0, 1, 2])('shows that row %i was removed', (gone) =>
    expect(
      brokenAt(
        'a',
        logOf('a').filter((_, at) => at !== gone),
      ),
    ).toBe(gone + 2),
  )

  it('shows that two rows were exchanged, also when their numbers were', () => {
    const [first, second, third, fourth] = logOf('a') as [LogRow, LogRow, LogRow, LogRow]
    expect(brokenAt('a', [first, third, second, fourth])).toBe(3)
    expect(brokenAt('a', [first, { ...third, seq: 2 }, { ...second, seq: 3 }, fourth])).toBe(2)
  })

  it('shows a row put in between', () => {
    const [first, ...rest] = logOf('a') as [LogRow, ...LogRow[]]
    expect(brokenAt('a', [first, { ...first, seq: 2 }, ...rest])).toBe(2)
  })

  it('is bound to its attempt: the same events under another id have another head', () => {
    expect(logOf('b').at(-1)?.hash).not.toBe(logOf('a').at(-1)?.hash)
    expect(brokenAt('b', logOf('a'))).toBe(1)
  })
})

describe('[A14] written out by hand, the bytes are those of canonical JSON', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', '"', '\\', '\u2028', '\ud800', '{"a":1}'))
  const whole = fc.maxSafeInteger()

  it('of a row, whatever is in it', () => {
    const row = fc.record({
      ...{ attemptId: text, seq: whole, at: whole, mono: whole, kind: text, payload: text, source: text },
      ...{ sourceSeq: whole },
    })
    fc.assert(
      fc.property(row, text, (one, previous) => {
        expect(canonicalRow(one)).toBe(canonical(one))
        expect(rowHash(previous, one)).toBe(sha256(previous + canonical(one)))
      }),
    )
  })

  it('of an answer and a flag', () => {
    const event = fc.oneof(
      fc.record({ kind: fc.constant('answered' as const), slot: fc.nat(), option: fc.option(text) }),
      fc.record({ kind: fc.constant('flagged' as const), slot: fc.nat(), on: fc.boolean() }),
    )
    fc.assert(
      fc.property(event, ({ kind, ...rest }) => {
        expect(payloadOf({ kind, ...rest } as Parameters<typeof payloadOf>[0])).toBe(canonical(rest))
      }),
    )
    expect(payloadOf({ kind: 'answered', slot: -0, option: 'A' as OptionId })).toBe(
      canonical({ slot: -0, option: 'A' }),
    )
  })

  it.each(['seq', 'at', 'mono', 'sourceSeq'] as const)('and a %s that is no whole number is our bug', (name) => {
    const row = { ...(logOf('a')[0] as LogRow), [name]: 0.5 }
    expect(() => canonicalRow(row)).toThrow('safe integer')
    expect(() => chain({ seq: 0, hash: '' }, 'a', drafts[1] as Draft, 0.5, 0)).toThrow('safe integer')
  })
})

it('the receipt is the head in groups of four', () =>
  expect(receiptCode(`0123456789abcdef${'f'.repeat(48)}`)).toBe('0123-4567-89AB-CDEF'))
