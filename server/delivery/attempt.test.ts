import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Form } from '../../question-bank/form.ts'
import type { ItemId } from '../../question-bank/item.ts'
import type { SourceId } from '../protocol/ids.ts'
import type { Entry } from '../protocol/station.ts'
import { type Attempt, answeredOf, type Command, closesAt, type Draft, decide, evolve, flaggedOf } from './attempt.ts'
import { chain, eventOf, genesis, type LogRow } from './event-log.ts'

const form: Form = {
  slots: ['i1', 'i2', 'i3'].map((item, at) => ({
    item: item as ItemId,
    section: 'TIU',
    options: at === 2 ? ['B', 'A'] : ['C', 'A', 'B'],
  })),
}
const LIMIT = 100_000
const GRACE = 3000
const START = 5000
const DEADLINE = START + LIMIT
const CLOSES = DEADLINE + GRACE

const here = 'station-one' as SourceId
const there = 'station-two' as SourceId
const open: Command = { kind: 'open', sitting: 's', candidate: 'c', form, limitMs: LIMIT, graceMs: GRACE, build: '1' }
const claim = (source: SourceId): Command => ({ kind: 'claim', source, place: null, claim: `claim-of-${source}` })
const start: Command = { kind: 'start', by: 'proctor' }
const end: Command = { kind: 'end', by: 'proctor', reason: 'misconduct: a note' }
const entry = (source: SourceId, of: Entry): Command => ({ kind: 'entry', source, entry: of })
const answer = (n: number, slot: number, choice: number | null, source = here) =>
  entry(source, { n, kind: 'answer', slot, choice })
const finish = (n: number, source = here) => entry(source, { n, kind: 'finish' })

/** Runs commands as the writer does, each at its instant; refusals are left out. */
function after(...steps: [Command, number][]): Attempt {
  let attempt: Attempt | null = null
  for (const [command, now] of steps) {
    const drafts = decide(attempt, command, now)
    if (!('refused' in drafts)) for (const draft of drafts) attempt = evolve(attempt, draft, { at: now, mono: now })
  }
  if (!attempt) throw new Error('nothing was opened')
  return attempt
}
const WHEN = { at: 0, mono: 0 }
const confirmed = () => after([open, 0], [claim(here), 0])
const working = (...more: [Command, number][]) => after([open, 0], [claim(here), 0], [start, START], ...more)

const told = (result: ReturnType<typeof decide>) =>
  'refused' in result ? result.refused : result.map(({ event }) => ({ ...event }))

describe('decide', () => {
  const late = (why: string, n = 1) => [{ kind: 'late', entry: { n, kind: 'answer', slot: 0, choice: 1 }, why }]
  const finished = (how: string, by: string, reason = '') => [{ kind: 'finished', how, reason, by }]
  const answered = (slot: number, option: string | null) => [{ kind: 'answered', slot, option }]

  it.each<[string, Attempt | null, Command, number, unknown]>([
    ['[A1] opens with its form', null, open, 0, [{ ...open, kind: 'opened' }]],
    ['[A1] opens no second time', confirmed(), open, 0, []],
    ['[A1] nothing goes before the opening', null, start, 0, 'not-confirmed'],
    [
      '[A2] starts; the deadline is now plus the own working time',
      confirmed(),
      start,
      START,
      [{ kind: 'started', deadline: DEADLINE, by: 'proctor' }],
    ],
    ['[A2] starts no second time', working(), start, START + 1, []],
    [
      '[A3] starts when she comes, with the full time',
      confirmed(),
      start,
      50_000,
      [{ kind: 'started', deadline: 150_000, by: 'proctor' }],
    ],
    ['[A4] another source claims', working(), claim(there), START, [{ kind: 'claimed', source: there, place: null }]],
    ['[A4] the same source claims nothing new', working(), claim(here), START, []],
    [
      '[A17] a fenced source never gets the attempt back',
      working([claim(there), START]),
      claim(here),
      START,
      'stale-source',
    ],
    ['[A4] refuses a source that never claimed', working(), answer(1, 0, 1, there), START, 'replaced'],
    ['[A4] refuses the fenced source', working([claim(there), START]), answer(1, 0, 1), START, 'replaced'],
    ['[A5] takes the next number', working([answer(1, 0, 1), START]), answer(2, 1, 0), START, answered(1, 'C')],
    ['[A5] does not look beyond a gap', working(), answer(2, 0, 1), START, []],
    ['[A5] does not look beyond a gap even at a bad slot', working(), answer(2, 99, 1), START, []],
    ['[A6] a number sent again changes nothing', working([answer(1, 0, 1), START]), answer(1, 0, 1), START, []],
    [
      '[A6] a number sent again with other words changes nothing',
      working([answer(1, 0, 1), START]),
      answer(1, 0, 2),
      START,
      [],
    ],
    [
      '[A6] a repeat after the finish is still a repeat',
      working([answer(1, 0, 1), START], [end, START]),
      answer(1, 0, 1),
      CLOSES + 1,
      [],
    ],
    ['[A7] takes an answer at the deadline', working(), answer(1, 0, 1), DEADLINE, answered(0, 'A')],
    ['[A7] takes an answer on the last millisecond of the grace', working(), answer(1, 0, 1), CLOSES, answered(0, 'A')],
    ['[A7] does not take it one millisecond later', working(), answer(1, 0, 1), CLOSES + 1, late('time-over')],
    [
      '[A7] does not finish one millisecond later either',
      working(),
      finish(1),
      CLOSES + 1,
      [{ kind: 'late', entry: { n: 1, kind: 'finish' }, why: 'time-over' }],
    ],
    [
      '[A8] keeps what comes after the finish as late',
      working([end, START]),
      answer(1, 0, 1),
      START,
      late('already-finished'),
    ],
    [
      '[A8] keeps an answer after her own finish as late',
      working([finish(1), START]),
      answer(2, 0, 1),
      START,
      late('already-finished', 2),
    ],
    ['[A10] clearing is an answer', working([answer(1, 0, 1), START]), answer(2, 0, null), START, answered(0, null)],
    [
      '[A11] expires one millisecond after the grace',
      working(),
      { kind: 'expire' },
      CLOSES + 1,
      finished('expiry', 'server'),
    ],
    ['[A11] does not expire on the last millisecond', working(), { kind: 'expire' }, CLOSES, []],
    ['[A11] does not expire what never started', confirmed(), { kind: 'expire' }, CLOSES * 9, []],
    ['[A12] does not expire what is finished', working([end, START]), { kind: 'expire' }, CLOSES + 1, []],
    ['[A12] the candidate finishes', working(), finish(1), START, finished('candidate', 'c')],
    [
      '[A12] the proctor finishes, with a reason',
      working(),
      end,
      START,
      finished('proctor', 'proctor', 'misconduct: a note'),
    ],
    [
      '[A12] the proctor may finish before the start',
      confirmed(),
      end,
      0,
      finished('proctor', 'proctor', 'misconduct: a note'),
    ],
    ['[A12] the proctor finishes nothing twice', working([finish(1), START]), end, START, 'already-finished'],
    ['[A12] a finished attempt does not start', after([open, 0], [end, 0]), start, START, []],
    ['[A16] refuses a slot beyond the form', working(), answer(1, 3, 0), START, 'no-such-slot'],
    ['[A16] takes the last option of an item', working(), answer(1, 2, 1), START, answered(2, 'A')],
    ['[A16] refuses an option beyond the item', working(), answer(1, 2, 2), START, 'no-such-slot'],
    [
      '[A16] refuses a flag on a slot beyond the form',
      working(),
      entry(here, { n: 1, kind: 'flag', slot: 3, on: true }),
      START,
      'no-such-slot',
    ],
    ['[A2] nothing is answered before the start', confirmed(), answer(1, 0, 1), 0, 'not-started'],
  ])('%s', (_, attempt, command, now, expected) => expect(told(decide(attempt, command, now))).toEqual(expected))
})

describe('evolve', () => {
  it('[A10] the last answer of an item is its response; clearing makes it blank', () => {
    const attempt = working(
      [answer(1, 0, 0), START],
      [answer(2, 0, 2), START],
      [answer(3, 1, 1), START],
      [answer(4, 1, null), START],
    )
    expect(attempt.responses).toEqual(['B', null, null])
    expect(answeredOf(attempt)).toBe(1)
    expect(attempt.taken.get(here)?.through).toBe(4)
  })

  it('a flag goes up and down and is no answer', () => {
    const flag = (n: number, slot: number, on: boolean) => entry(here, { n, kind: 'flag', slot, on })
    const attempt = working([flag(1, 0, true), START], [flag(2, 2, true), START], [flag(3, 0, false), START])
    expect([attempt.flags, flaggedOf(attempt), answeredOf(attempt)]).toEqual([[false, false, true], 1, 0])
  })

  it('[A8] late entries change no response, and are remembered by number', () => {
    const attempt = working(
      [answer(1, 0, 0), START],
      [finish(2), START],
      [answer(3, 0, 1), START],
      [answer(4, 1, 1), CLOSES + 1],
    )
    expect(attempt.responses).toEqual(['C', null, null])
    expect([...(attempt.taken.get(here)?.late ?? [])]).toEqual([
      [3, 'already-finished'],
      [4, 'already-finished'],
    ])
  })

  it('[A4] a moved attempt keeps its responses, and the new source counts from 1', () => {
    const attempt = working([answer(1, 0, 0), START], [claim(there), START], [answer(1, 1, 0, there), START])
    expect(attempt.responses).toEqual(['C', 'C', null])
    expect([attempt.taken.get(here)?.through, attempt.taken.get(there)?.through]).toEqual([1, 1])
  })

  it('[A12] the first finish stands, whatever the log says after it', () => {
    const attempt = evolve(
      working([finish(1), START]),
      {
        event: { kind: 'finished', how: 'proctor', reason: 'later', by: 'x' },
        source: 'server',
        sourceSeq: 3,
      },
      WHEN,
    )
    expect(attempt.finished).toEqual({ how: 'candidate', reason: '' })
  })

  it('[A13] never refuses: what decide would not allow is a fact once it is in the log', () => {
    const attempt = evolve(
      confirmed(),
      {
        event: { kind: 'answered', slot: 1, option: 'A' },
        source: 'nobody',
        sourceSeq: 7,
      },
      WHEN,
    )
    expect(attempt.responses).toEqual([null, 'A', null])
  })

  it('says when nothing is taken any more', () => {
    expect([closesAt(confirmed()), closesAt(working())]).toEqual([null, CLOSES])
  })
})

describe('any order of commands, at any time', () => {
  const source = fc.constantFrom(here, there, 'station-three' as SourceId)
  const anyEntry: fc.Arbitrary<Entry> = fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        n: fc.integer({ min: 1, max: 6 }),
        kind: fc.constant('answer' as const),
        slot: fc.integer({ min: 0, max: 3 }),
        choice: fc.option(fc.integer({ min: 0, max: 3 })),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        n: fc.integer({ min: 1, max: 6 }),
        kind: fc.constant('flag' as const),
        slot: fc.integer({ min: 0, max: 3 }),
        on: fc.boolean(),
      }),
    },
    { weight: 1, arbitrary: fc.record({ n: fc.integer({ min: 1, max: 6 }), kind: fc.constant('finish' as const) }) },
  )
  const command: fc.Arbitrary<Command> = fc.oneof(
    { weight: 12, arbitrary: fc.record({ kind: fc.constant('entry' as const), source, entry: anyEntry }) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(source, fc.uuid())
        .map(([who, id]) => ({ kind: 'claim' as const, source: who, place: null, claim: id })),
    },
    { weight: 2, arbitrary: fc.constant(start) },
    { weight: 1, arbitrary: fc.constantFrom<Command>(open, { kind: 'expire' }, end) },
  )
  const moment = fc.oneof(fc.integer({ min: 0, max: LIMIT }), fc.integer({ min: CLOSES - 2, max: CLOSES + START + 2 }))
  const sitting = fc
    .array(fc.tuple(command, moment), { maxLength: 60 })
    // Time goes on; the attempt is opened first or everything is refused and nothing is learnt.
    .map((steps) => [[open, 0], [claim(here), 0], ...steps.sort((a, b) => a[1] - b[1])] as [Command, number][])
  const runs = { numRuns: 600 }

  interface Taken {
    draft: Draft
    now: number
    before: Attempt
    after: Attempt
  }
  function play(steps: [Command, number][]) {
    let attempt: Attempt | null = null
    let head = { seq: 0, hash: genesis('attempt') }
    const rows: LogRow[] = []
    const taken: Taken[] = []
    for (const [step, now] of steps) {
      const drafts = decide(attempt, step, now)
      if ('refused' in drafts) continue
      for (const draft of drafts) {
        head = chain(head, 'attempt', draft, 0, now)
        rows.push(head as LogRow)
        const next = evolve(attempt, draft, head as LogRow)
        taken.push({ draft, now, before: attempt ?? next, after: next })
        attempt = next
      }
    }
    return { attempt: attempt as Attempt, rows, taken }
  }

  it('[A13] the log alone gives back the same attempt', () => {
    fc.assert(
      fc.property(sitting, (steps) => {
        const { attempt, rows } = play(steps)
        const replayed = rows.reduce<Attempt | null>((fold, row) => evolve(fold, eventOf(row), row), null)
        expect(replayed).toEqual(attempt)
      }),
      runs,
    )
  })

  it('[A7] [A8] nothing after deadline + grace, or after the finish, changes a response or a flag', () => {
    fc.assert(
      fc.property(sitting, (steps) => {
        for (const { now, before, after } of play(steps).taken) {
          const closed = before.status === 'finished' || (before.deadline !== null && now > before.deadline + GRACE)
          if (closed) expect([after.responses, after.flags]).toEqual([before.responses, before.flags])
        }
      }),
      runs,
    )
  })

  it('[A6] sending everything twice gives the same log as sending it once', () => {
    fc.assert(
      fc.property(sitting, (steps) => {
        const entriesTwice = steps.flatMap((step) => (step[0].kind === 'entry' ? [step, step] : [step]))
        expect(play(entriesTwice).rows.map((row) => row.hash)).toEqual(play(steps).rows.map((row) => row.hash))
      }),
      runs,
    )
  })

  it('[A4] only the newest source writes entries; [A5] its numbers have no gap', () => {
    fc.assert(
      fc.property(sitting, (steps) => {
        const through = new Map<string, number>()
        for (const { draft, before } of play(steps).taken) {
          if (!['answered', 'flagged', 'late'].includes(draft.event.kind) && draft.source === 'server') continue
          if (draft.source.startsWith('claim:')) continue
          expect(draft.source).toBe(before.source)
          expect(draft.sourceSeq).toBe((through.get(draft.source) ?? 0) + 1)
          through.set(draft.source, draft.sourceSeq)
        }
      }),
      runs,
    )
  })

  it('[A17] no source has the attempt twice', () => {
    fc.assert(
      fc.property(sitting, (steps) => {
        const claims = play(steps).taken.flatMap(({ draft: { event } }) =>
          event.kind === 'claimed' ? [event.source] : [],
        )
        expect(new Set(claims).size).toBe(claims.length)
      }),
      runs,
    )
  })

  it('[A1] [A2] [A12] form and deadline never change, and a finished attempt stays finished', () => {
    fc.assert(
      fc.property(sitting, (steps) => {
        for (const { before, after } of play(steps).taken) {
          expect(after.form).toBe(before.form)
          if (before.deadline !== null) expect(after.deadline).toBe(before.deadline)
          if (before.status === 'finished')
            expect([after.status, after.finished]).toEqual(['finished', before.finished])
        }
      }),
      runs,
    )
  })

  it('[A16] every response is an option of its item', () => {
    fc.assert(
      fc.property(sitting, (steps) => {
        for (const [slot, response] of play(steps).attempt.responses.entries())
          if (response !== null) expect(form.slots[slot]?.options).toContain(response)
      }),
      runs,
    )
  })
})
