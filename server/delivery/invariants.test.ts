import { describe, expect, it } from 'vitest'
import type { Form } from '../../question-bank/form.ts'
import type { SourceId } from '../protocol/ids.ts'
import type { Entry } from '../protocol/station.ts'
import { type Attempt, type AttemptEvent, type Command, type Draft, decide, evolve } from './attempt.ts'
import { chain, genesis, type LogRow, receiptCode } from './event-log.ts'
import {
  type AttemptEvidence,
  coverageOf,
  INVARIANTS,
  type Invariant,
  type SittingEvidence,
  violationsOf,
} from './invariants.ts'

const LIMIT = 60_000
const GRACE = 3000
const START = 1000
const CLOSES = START + LIMIT + GRACE
const here = 'station-one' as SourceId
const there = 'station-two' as SourceId
const form: Form = {
  slots: ['i1', 'i2', 'i3'].map((item) => ({ item: item as never, section: 'TIU', options: ['A', 'B', 'C'] as never })),
}
const open: Command = {
  kind: 'open',
  sitting: 'sitting',
  candidate: 'she',
  form,
  limitMs: LIMIT,
  graceMs: GRACE,
  build: 'test',
}
const claim = (source: SourceId): Command => ({ kind: 'claim', source, place: null, claim: `of-${source}` })
const answer = (n: number, slot: number, choice: number | null): Entry => ({ n, kind: 'answer', slot, choice })
const ATTEMPT = 'attempt'
/** What an honest scorer would store: here, one point for each B. */
const worth = (responses: Iterable<unknown>) =>
  JSON.stringify({ total: [...responses].filter((one) => one === 'B').length })

/** A sound sitting: two answers, one changed on another computer, one too late, finished by the clock. */
function sound(): SittingEvidence {
  const steps: [Command, number][] = [
    [open, 0],
    [claim(here), 0],
    [{ kind: 'start', by: 'pengawas' }, START],
    [{ kind: 'entry', source: here, entry: answer(1, 0, 1) }, 5000],
    [{ kind: 'entry', source: here, entry: answer(2, 1, 0) }, 6000],
    [claim(there), 20_000],
    [{ kind: 'entry', source: there, entry: answer(1, 0, 2) }, 30_000],
    [{ kind: 'entry', source: there, entry: { n: 2, kind: 'flag', slot: 2, on: true } }, CLOSES],
    [{ kind: 'entry', source: there, entry: answer(3, 2, 1) }, CLOSES + 1],
    [{ kind: 'expire' }, CLOSES + 200],
  ]
  let attempt: Attempt | null = null
  const rows: LogRow[] = []
  for (const [command, now] of steps) {
    const drafts = decide(attempt, command, now)
    if ('refused' in drafts) throw new Error(`bug: refused ${drafts.refused}`)
    for (const draft of drafts) {
      rows.push(next(rows, draft, now))
      attempt = evolve(attempt, draft, rows.at(-1) as LogRow)
    }
  }
  const last = rows.at(-1) as LogRow
  const told = (late: 'no' | 'time-over' = 'no') => ({ at: 1_700_000_000_000, late })
  const result = worth(['C', 'A', null])
  return {
    outages: [],
    examNow: CLOSES + 1000,
    rescore: (_, responses) => worth(responses.values()),
    attempts: [
      {
        attempt: ATTEMPT,
        candidate: '24-001',
        limitMs: LIMIT,
        rows,
        summary: {
          status: 'finished',
          answered: 2,
          flagged: 1,
          items: 3,
          deadline: START + LIMIT,
          how: 'expiry',
          lastSeq: last.seq,
          head: last.hash,
        },
        scores: [{ result, total: 0 }],
        journal: [
          { source: here, entry: answer(1, 0, 1), hand: 1, told: told() },
          { source: here, entry: answer(2, 1, 0), hand: 2, told: null },
          { source: there, entry: answer(1, 0, 2), hand: 3, told: told() },
          { source: there, entry: { n: 2, kind: 'flag', slot: 2, on: true }, hand: 4, told: told() },
          { source: there, entry: answer(3, 2, 1), hand: 5, told: told('time-over') },
        ],
        endScreen: { how: 'expiry', answered: 2, receipt: receiptOf(rows), total: 0 },
        station: { source: there, waiting: 0 },
      },
    ],
  }
}

const receiptOf = (rows: LogRow[]) => receiptCode(rows.find((row) => row.kind === 'finished')?.hash ?? '')

/** `at` on the wall is the exam clock plus an hour. */
const next = (rows: LogRow[], draft: Draft, now: number): LogRow =>
  chain(rows.at(-1) ?? { seq: 0, hash: genesis(ATTEMPT) }, ATTEMPT, draft, now + 3_600_000, now)

/** The same log with one row changed or replaced, chained anew, as a wrong server would have written it. */
function rewritten(evidence: AttemptEvidence, change: (rows: LogRow[]) => LogRow[]): AttemptEvidence {
  const rows: LogRow[] = []
  for (const { kind, payload, source, sourceSeq, mono, at } of change(evidence.rows)) {
    const event = { kind, ...JSON.parse(payload) } as AttemptEvent
    rows.push(chain(rows.at(-1) ?? { seq: 0, hash: genesis(ATTEMPT) }, ATTEMPT, { event, source, sourceSeq }, at, mono))
  }
  const last = rows.at(-1) as LogRow
  const { summary, endScreen } = evidence
  return {
    ...evidence,
    rows,
    summary: summary && { ...summary, lastSeq: last.seq, head: last.hash },
    endScreen: endScreen && { ...endScreen, receipt: receiptOf(rows) },
  }
}

type Change = (evidence: AttemptEvidence) => AttemptEvidence
const row =
  (seq: number, change: Partial<LogRow>): Change =>
  (evidence) =>
    rewritten(evidence, (rows) => rows.map((one) => (one.seq === seq ? { ...one, ...change } : one)))
const without =
  (...seqs: number[]): Change =>
  (evidence) =>
    rewritten(evidence, (rows) => rows.filter((one) => !seqs.includes(one.seq)))
const journal =
  (at: number, change: Partial<AttemptEvidence['journal'][number]>): Change =>
  (evidence) => ({
    ...evidence,
    journal: evidence.journal.map((one, index) => (index === at ? { ...one, ...change } : one)),
  })

const sentences = (change: Change, more: Partial<SittingEvidence> = {}) => {
  const sitting = sound()
  return violationsOf({ ...sitting, ...more, attempts: sitting.attempts.map(change) })
}

describe('the invariants', () => {
  it('say nothing of a sound sitting', () => expect(violationsOf(sound())).toEqual([]))
  it('say nothing of somebody who stayed away', () => {
    const absent: Change = (evidence) => ({
      ...evidence,
      rows: [],
      summary: null,
      scores: [],
      journal: [],
      endScreen: null,
      station: null,
    })
    expect(sentences(absent)).toEqual([])
  })

  it.each<[Invariant, string, Change, RegExp]>([
    ['I1', 'an acknowledged answer is gone', without(7), /entry 1 of station station-two .*not in the log/],
    ['I1', 'its content is another', row(4, { payload: '{"option":"A","slot":0}' }), /the same content was expected/],
    ['I1', 'a flag has become an answer', journal(3, { entry: { n: 2, kind: 'finish' } }), /\(finish\).*is event 8/],
    ['I2', 'a number is twice there', row(5, { sourceSeq: 1 }), /event 5 is entry 1 of station station-one again/],
    [
      'I2',
      'a number is missing',
      row(5, { sourceSeq: 3 }),
      /event 5 is entry 3 of station station-one; 2 was expected/,
    ],
    ['I2', 'an older thing counts later', journal(2, { hand: 0 }), /event 7 \(answered\) was done before/],
    ['I3', 'an answer was taken too late', row(7, { mono: CLOSES + 1 }), /event 7 \(answered\) was taken 1 ms after/],
    ['I3', 'an answer in time was put aside', row(9, { mono: CLOSES }), /event 9 \(late\) was put aside 0 ms before/],
    ['I3', 'the station was not told', journal(4, { told: { at: 0, late: 'no' } }), /"it counts"; "late, time-over"/],
    [
      'I3',
      'the station was told wrongly',
      journal(0, { told: { at: 0, late: 'time-over' } }),
      /"it counts" was expected/,
    ],
    ['I3', 'an answer came before the start', without(3), /event 3 \(answered\) was taken before the start/],
    ['I4', 'she got less time', (one) => ({ ...one, limitMs: 2 * LIMIT }), /granted 60000 ms at event 3; 120000/],
    ['I4', 'the clock went back', row(5, { mono: 4000 }), /the exam clock went back 1000 ms at event 5/],
    ['I5', 'a replaced station wrote', row(7, { source: here, sourceSeq: 3 }), /event 7 .*only station-two may write/],
    [
      'I5',
      'a replaced station came back',
      (one) =>
        rewritten(one, (rows) => [...rows, { ...(rows[5] as LogRow), payload: `{"place":null,"source":"${here}"}` }]),
      /event 11 gives the attempt back to the replaced station station-one/,
    ],
    ['I6', 'no score', (one) => ({ ...one, scores: [] }), /0 scores are stored; 1 was expected/],
    [
      'I6',
      'another score',
      (one) => ({ ...one, scores: [{ result: '{"total":9}', total: 9 }] }),
      /is worth {"total":0}/,
    ],
    [
      'I9',
      'a byte has changed',
      (one) => ({
        ...one,
        rows: one.rows.map((r) => (r.seq === 4 ? { ...r, payload: r.payload.replace('B', 'C') } : r)),
      }),
      /event 4 does not follow/,
    ],
    [
      'I9',
      'a payload cannot be read',
      (one) => ({ ...one, rows: one.rows.map((r) => (r.seq === 4 ? { ...r, payload: '{' } : r)) }),
      /event 4 \(answered\) cannot be read/,
    ],
    [
      'I9',
      'the receipt is another',
      (one) => ({ ...one, endScreen: one.endScreen && { ...one.endScreen, receipt: '0000-0000' } }),
      /the receipt 0000-0000 is not that of the finish/,
    ],
    [
      'I14',
      'something still waits',
      (one) => ({ ...one, station: { source: there, waiting: 2 } }),
      /2 entries still wait/,
    ],
    ['I14', 'something got no answer', journal(3, { told: null }), /\(item 3 flagged\) never got an answer/],
    [
      'I14',
      'the end screen is wrong',
      (one) => ({ ...one, endScreen: one.endScreen && { ...one.endScreen, answered: 3 } }),
      /said 3 answered; the log has 2/,
    ],
    ['A11', 'the clock did not finish her', without(10), /not finished 1000 ms after deadline and grace/],
    ['A11', 'she waits for ever', without(3, 4, 5, 7, 8, 9, 10), /waits and was never started/],
    [
      'A13',
      'the summary is behind',
      (one) => ({ ...one, summary: one.summary && { ...one.summary, answered: 1 } }),
      /says answered 1; the log says 2/,
    ],
    ['A13', 'there is no summary', (one) => ({ ...one, summary: null }), /a log without a summary row/],
    [
      'I3',
      'the clock finished her early',
      row(10, { mono: CLOSES }),
      /event 10 \(finished\) came 0 ms before deadline/,
    ],
    [
      'I4',
      'she was started again',
      row(5, { kind: 'started', payload: '{"by":"x","deadline":9}' }),
      /starts a started/,
    ],
    ['I8', 'the key came early', (one) => ({ ...one, keyAt: 3_600_000 }), /had the key .* not before the start/],
    ['I8', 'the log names a NIK', row(3, { payload: '{"by":"1508010101900001","deadline":61000}' }), /sixteen digits/],
    [
      'I11',
      'the word went before the sync',
      (one) => ({ ...one, committed: one.rows.map(({ at }) => ({ at, durable: 1_700_000_000_005 })) }),
      /acknowledged at .*, 5 ms before the disk had it/,
    ],
    [
      'I12',
      'time without a command',
      row(4, {
        kind: 'credited',
        payload: '{"approvedBy":"x","by":"x","cause":"added","ms":5,"reason":""}',
        source: 'x',
      }),
      /on the word of x alone(.|\n)*that no command gave/,
    ],
    [
      'I13',
      'an entry waited although all was well',
      (one) => ({
        ...journal(0, { at: 1_699_999_900_000 })(one),
        troubles: [{ from: 1_699_999_900_000, to: 1_699_999_910_000 }],
      }),
      /entry 1 of station station-one .* waited 90000 ms/,
    ],
    [
      'I14',
      'somebody saw another answer',
      (one) => ({ ...one, seen: [{ invariant: 'I14', sentence: 'her screen showed none' }] }),
      /her screen showed none/,
    ],
  ])('[%s] %s', (invariant, _, change, sentence) => {
    const found = sentences(change).filter((one) => one.invariant === invariant)
    expect(found.map((one) => one.sentence).join('\n')).toMatch(sentence)
    expect(found.every((one) => one.sentence.startsWith('candidate 24-001: '))).toBe(true)
  })

  it('[I4] an outage is not working time: the clock must have stood still', () => {
    const outages = [{ from: 3_600_000 + 10_000, to: 3_600_000 + 15_000 }]
    const found = sentences((evidence) => evidence, { outages })
    expect(found.map((one) => one.invariant)).toEqual(['I4', 'I4', 'I4'])
    expect(found[2]?.sentence).toMatch(/while she worked, and her log has no hold for it/)
    expect(found[1]?.sentence).toMatch(/\(finished\) came after 58200 ms with the server up; at least 63000/)
  })

  it('[I4] nor does a crash give more than a heartbeat', () => {
    const slow = row(10, { at: 3_600_000 + CLOSES + 20_000 })
    expect(
      sentences(slow)
        .map((one) => one.sentence)
        .join(),
    ).toMatch(/came after 83000 ms .* at most 78500/)
  })

  it('[I7] [I10] [I12] speak of a whole sitting: its lists, its builds, its commands', () => {
    const other = (one: AttemptEvidence) => ({
      ...rewritten(one, (rows) =>
        rows.map((row) => ({ ...row, payload: row.payload.replace('"build":"test"', '"build":"b"') })),
      ),
      candidate: '24-002',
    })
    const sitting = sound()
    const found = violationsOf({
      ...sitting,
      attempts: [...sitting.attempts, ...sitting.attempts.map(other)],
      commands: [{ id: 'c1', kind: 'pause', done: [ATTEMPT] }],
      publications: { count: 1, broken: ['publication p: its list is not what scores and rules give'] },
    })
    expect(found.map(({ invariant }) => invariant)).toEqual(['I10', 'I12', 'I7'])
    expect(found[0]?.sentence).toMatch(/24-002 sits "build b, .* candidate 24-001 "build test/)
    expect(found[1]?.sentence).toMatch(/the pause c1 was reported as done and left no event/)
    const redraw = () => ({ slots: [] })
    expect(violationsOf({ ...sitting, redraw })[0]?.sentence).toMatch(/another form than the sitting's secret deals/)
  })

  it('say of each rule whether there was anything to look at', () => {
    const { checked, unchecked } = coverageOf(sound())
    expect([checked.I1, unchecked.I7, unchecked.I11 !== undefined]).toEqual([
      '4 acknowledgements',
      'nothing is published',
      true,
    ])
    expect(Object.keys({ ...checked, ...unchecked }).sort()).toEqual(Object.keys(INVARIANTS).sort())
  })
})
