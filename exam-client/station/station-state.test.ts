import { expect, it } from 'vitest'
import type { Entry, Paper, Started, StationView } from '../../server/protocol/station.ts'
import { EMPTY_LEDGER, type TimeLedger } from '../../server/protocol/time.ts'
import {
  atRest,
  counts,
  evolve,
  finishing,
  isStale,
  leftBehind,
  mayAnswer,
  type StationEvent,
  type StationState,
  saveMark,
  showsExam,
  waitsFor,
} from './station-state.ts'

const ledger: TimeLedger = {
  ...EMPTY_LEDGER,
  startedAt: 0,
  entries: [{ cause: 'granted', ms: 1000, from: null, until: null, at: 0, by: 'server', approvedBy: null, reason: '' }],
}
const held: TimeLedger = {
  ...ledger,
  holds: [{ kind: 'paused', from: 500, at: 500, by: 'ani', reason: 'listrik', untilShown: false, lastsUntil: null }],
}
const view = (through: number, responses: (number | null)[], flags = responses.map(() => false)): StationView => ({
  candidate: { number: '24-001', name: 'Siti Rahma', vacancy: 'Guru Ahli Pertama', unit: 'SDN 1', photo: false },
  sitting: {
    name: 'Sesi 2',
    test: 'SKD',
    items: responses.length,
    sections: [{ id: 'TWK', title: 'TWK', count: responses.length }],
  },
  seat: { venue: 'UPT', room: 'A', station: '07' },
  minutes: 100,
  accommodated: false,
  fullScreen: false,
  stamp: 's1',
  orders: [],
  carryKey: 'a'.repeat(43),
  examNow: 0,
  wallNow: 0,
  phase: {
    at: 'working',
    deadline: 1000,
    paused: false,
    pausedLeftMs: null,
    untilShown: false,
    locked: null,
    ledger,
    responses,
    flags,
  },
  paper: { address: 'a1', key: 'k1' },
  through,
})
const paper: Paper = {
  items: [0, 1, 2].map(() => ({ section: 'TWK', stimulus: null, stem: '', options: [{ html: 'a' }, { html: 'b' }] })),
}
const opened: StationEvent = { kind: 'paper', paper: { at: 'open', paper } }
const after = (...events: StationEvent[]): StationState => events.reduce(evolve, atRest)
const began: StationEvent = { kind: 'viewed', view: view(0, [null, null, null]), entries: [] }
const answer = (n: number, slot: number, choice: number | null): StationEvent => ({
  kind: 'put',
  entry: { n, kind: 'answer', slot, choice },
})
const ack = (through: number, refused: number[] = [], rest: Entry[] = []): StationEvent => ({
  kind: 'acked',
  ack: { through, examNow: 0, refused: refused.map((n) => ({ n, why: { refused: 'paused' } })) },
  rest,
})

it('shows a choice at once, and the tick only on the acknowledgement', () => {
  const clicked = after(began, answer(1, 0, 1))
  expect(clicked.shown.responses).toEqual([1, null, null])
  expect(saveMark(clicked, 0)).toBe('saving')
  expect(saveMark(evolve(clicked, ack(1)), 0)).toBe('saved')
})

it('goes on saying "saving" while a newer choice of the same item is under way', () => {
  const state = after(
    began,
    answer(1, 0, 1),
    answer(2, 0, 0),
    ack(1, [], [{ n: 2, kind: 'answer', slot: 0, choice: 0 }]),
  )
  expect([state.shown.responses[0], saveMark(state, 0)]).toEqual([0, 'saving'])
})

it('turns back to what the server has when an entry is refused, and says why', () => {
  const state = after(began, answer(1, 0, 1), ack(1), answer(2, 0, 0), ack(1, [2]))
  expect(state.shown.responses).toEqual([1, null, null])
  expect(state.refusal).toEqual({ refused: 'paused' })
  expect(state.entries).toEqual([])
})

it('keeps a later entry over a refused one', () => {
  const state = after(
    began,
    answer(1, 0, 1),
    answer(2, 1, 1),
    ack(0, [1], [{ n: 1, kind: 'answer', slot: 1, choice: 1 }]),
  )
  expect(state.shown.responses).toEqual([null, 1, null])
})

it('lays what waits here over the view after a resume, and drops what the server has', () => {
  const entries = [
    { n: 4, kind: 'answer', slot: 0, choice: 1 },
    { n: 5, kind: 'flag', slot: 2, on: true },
  ] as const
  const state = after({ kind: 'viewed', view: view(4, [0, null, null]), entries: [...entries] })
  expect(state.shown).toEqual({ responses: [0, null, null], flags: [false, false, true] })
  expect(state.entries).toEqual([entries[1]])
})

it('resumes at the first gap, but stays where she is when the view is only refreshed', () => {
  expect(after({ kind: 'viewed', view: view(2, [1, 0, null]), entries: [] }).slot).toBe(2)
  expect(
    after(began, { kind: 'moved', slot: 1 }, { kind: 'viewed', view: view(1, [1, null, null]), entries: [] }).slot,
  ).toBe(1)
})

it('knows a late view that would turn the screen back', () => {
  const state = after(began, answer(1, 0, 1), ack(1))
  expect([isStale(state, view(0, [null, null, null])), isStale(state, view(1, [1, null, null]))]).toEqual([true, false])
})

it('is finishing from the press until the server says finished', () => {
  const state = after(began, { kind: 'put', entry: { n: 1, kind: 'finish' } })
  expect([finishing(state), finishing(evolve(state, ack(1))), finishing(evolve(state, ack(0, [1])))]).toEqual([
    true,
    true,
    false,
  ])
})

it('never moves off the form', () => {
  expect(after(began, { kind: 'moved', slot: 99 }).slot).toBe(2)
  expect(after(began, { kind: 'moved', slot: -1 }).slot).toBe(0)
})

it('leaves nothing of the exam on the screen after sign-out', () => {
  expect(
    after(began, answer(1, 0, 1), {
      kind: 'stage',
      stage: { at: 'sign-in', busy: false, refusal: null, called: false },
    }).shown.responses,
  ).toEqual([])
})

it('counts', () => {
  expect(counts({ responses: [1, null, 0], flags: [false, true, true] })).toEqual({
    items: 3,
    answered: 2,
    open: 1,
    flagged: 2,
  })
})

/** The view with another state of the work. */
const at = (more: object): StationEvent => {
  const plain = view(0, [null, null, null])
  return { kind: 'viewed', view: { ...plain, phase: { ...plain.phase, ...more } as StationView['phase'] }, entries: [] }
}

it.each<[string, object, boolean, boolean]>([
  ['at work', {}, true, true],
  ['paused: the item is away', { paused: true, ledger: held }, false, false],
  ['locked: the time goes on, nothing can be chosen', { locked: 'Tunggu pengawas' }, true, false],
  ['held until the item is shown', { untilShown: true, ledger: held }, true, true],
])('%s', (_, more, shows, may) => {
  const state = after(began, opened, at(more))
  expect([showsExam(state), mayAnswer(state)]).toEqual([shows, may])
})

it('forgets that the time was over when it is held, and not before', () => {
  const over = after(began, { kind: 'time-over', over: true })
  expect([evolve(over, began).timeOver, evolve(over, at({ ledger: held })).timeOver]).toEqual([true, false])
})

it('keeps what was left behind on this computer through every stage, and shows it to whom it concerns', () => {
  const left = [
    { source: 'source-one', number: '24-001', entries: [], carryKey: 'k', until: null, saved: false },
    { source: 'source-two', number: '24-002', entries: [], carryKey: 'k', until: null, saved: false },
  ]
  const stopped = after(
    began,
    { kind: 'left', left },
    { kind: 'stage', stage: { at: 'stopped', refusal: { refused: 'replaced' }, source: 'source-two' } },
  )
  expect([leftBehind(stopped)?.number, leftBehind(after(began, { kind: 'left', left })), stopped.left]).toEqual([
    '24-002',
    null,
    left,
  ])
})

it('says that the spare way is in use only while the line is down', () => {
  const spare = after(began, { kind: 'connected', on: false }, { kind: 'spare', on: true })
  expect([spare.spare, evolve(spare, { kind: 'connected', on: true }).spare]).toEqual([true, false])
})

/** As a view says it before the start. */
const waiting: StationView = {
  ...view(0, [null, null, null]),
  phase: { at: 'waiting' },
  paper: { address: 'a1', key: null },
}
const begun: Started = { kind: 'started', address: 'a1', key: 'k1', deadline: 1000, ledger, examNow: 0 }
const waits: StationEvent = { kind: 'viewed', view: waiting, entries: [] }
const starts: StationEvent = { kind: 'started', started: begun }

it('goes to work on the word of the start alone, with the same that a view would show', () => {
  const pushed = after(waits, opened, starts)
  expect(pushed).toEqual(after(waits, opened, began))
  expect([mayAnswer(pushed), showsExam(pushed), pushed.slot]).toEqual([true, true, 0])
})

it('takes no start that is not its own, and none when it does not wait', () => {
  const other: Started = { ...begun, address: 'a2' }
  const waitingState = after(waits)
  expect(evolve(waitingState, { kind: 'started', started: other })).toBe(waitingState)
  expect([waitsFor(waitingState, begun), waitsFor(waitingState, other)]).toEqual([true, false])
  const answering = after(began, opened, answer(1, 0, 1))
  expect(evolve(answering, starts)).toBe(answering)
  expect(evolve(atRest, starts)).toBe(atRest)
})

it('shows no exam and takes no answer before the paper is open', () => {
  for (const away of [{ at: 'away', trouble: 'damaged' }, { at: 'sealed' }] as const) {
    const state = after(waits, starts, { kind: 'paper', paper: away })
    expect([showsExam(state), mayAnswer(state), state.view?.phase.at]).toEqual([false, false, 'working'])
  }
})

it('does not let a view from before the start undo it', () => {
  expect([isStale(after(waits, starts), waiting), isStale(after(waits), waiting)]).toEqual([true, false])
})

it('leaves no opened paper behind for the next person', () => {
  const stage = { at: 'sign-in', busy: false, refusal: null, called: false } as const
  expect(after(began, opened, { kind: 'stage', stage }).paper.at).toBe('away')
})
