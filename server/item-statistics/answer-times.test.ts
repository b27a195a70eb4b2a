import { expect, it } from 'vitest'
import type { AttemptEvent } from '../delivery/attempt.ts'
import { type LogRow, payloadOf } from '../delivery/event-log.ts'
import { worked } from './answer-times.ts'

const log = (...events: [number, AttemptEvent][]): LogRow[] =>
  events.map(([mono, event], at) => ({
    ...{ attemptId: 'a', seq: at + 1, at: mono, mono, kind: event.kind, payload: payloadOf(event) },
    ...{ source: 's', sourceSeq: at + 1, hash: '' },
  }))
const slot = (item: string) => ({ item, section: 'TIU', options: ['A', 'B'] })
const form = { slots: [slot('x'), slot('y'), slot('z')] } as never
const opened: AttemptEvent = {
  ...{ kind: 'opened', sitting: 's', candidate: 'c', form, limitMs: 1e6, graceMs: 0, build: '' },
}
const answered = (at: number): AttemptEvent => ({ kind: 'answered', slot: at, option: 'A' })
const held = (from: number, hold: 'paused' | 'outage-room' = 'paused'): AttemptEvent => ({
  ...{ kind: 'held', hold, from, untilShown: false, lastsUntil: null, by: 'p', reason: '' },
})
const released = (until: number, hold: 'paused' | 'outage-room' = 'paused'): AttemptEvent => ({
  ...{ kind: 'released', holds: [hold], until, by: 'p', reason: '' },
})
const started: AttemptEvent = { kind: 'started', deadline: 1e6, by: 'p' }

it.each<[string, [number, AttemptEvent][], number[]]>([
  [
    'from the start to the first answer, and from each to the next',
    [
      [130, answered(0)],
      [150, answered(1)],
    ],
    [30, 20, 0],
  ],
  [
    'a second answer to the same item adds up',
    [
      [110, answered(0)],
      [115, answered(1)],
      [145, answered(0)],
    ],
    [40, 5, 0],
  ],
  [
    'a flag is work at its item too',
    [
      [120, { kind: 'flagged', slot: 2, on: true }],
      [130, answered(2)],
    ],
    [0, 0, 30],
  ],
  [
    'held time does not count',
    [
      [110, answered(0)],
      [120, held(115)],
      [200, released(195)],
      [210, answered(1)],
    ],
    [10, 20, 0],
  ],
  [
    'two holds that overlap are held once',
    [
      [110, held(110)],
      [130, held(120, 'outage-room')],
      [150, released(150)],
      [170, released(170, 'outage-room')],
      [180, answered(0)],
    ],
    [20, 0, 0],
  ],
  [
    'carried answers have none',
    [[150, { kind: 'carried', from: 's' as never, answers: [{ n: 1, slot: 1, option: 'A' }], by: 'p' }]],
    [0, 0, 0],
  ],
  [
    'a re-opened attempt goes on when it was opened again',
    [
      [110, answered(0)],
      [120, { kind: 'finished', how: 'candidate', reason: '', by: 'c' }],
      [900, { kind: 'reopened', from: 120, until: 900, ms: 0, by: 'p', approvedBy: 'q', reason: '' }],
      [907, answered(1)],
    ],
    [10, 7, 0],
  ],
])('[IS3] %s', (_, events, expected) => {
  expect(worked(log([90, opened], [100, started], ...events)).spentMs).toEqual(expected)
})
