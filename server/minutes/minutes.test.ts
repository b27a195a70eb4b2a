import { describe, expect, it } from 'vitest'
import type { RoomEventRow } from '../protocol/room-log.ts'
import { EMPTY_LEDGER, type TimeEntry, type TimeLedger } from '../protocol/time.ts'
import type { CommandFact } from './command-sentence.ts'
import { type AttemptFact, type DayFacts, minutesOf } from './minutes.ts'
import { REPLAY_MINUTES_MAX, replayOf } from './replay.ts'
import { type OutageFact, tellRoom } from './room-lines.ts'
import { timeSum } from './timeline.ts'

const MINUTE = 60_000
const LIMITS = { idleMs: 5 * MINUTE, silentMs: 15_000 }
/** 24 November 2026, 08.00 WIB. */
const START = Date.UTC(2026, 10, 24, 1)
const at = (minutes: number) => START + minutes * MINUTE
const seats = ['a', 'b', 'c', 'd'].map((candidate, n) => ({
  ...{ candidate, number: `P-${n + 1}`, name: candidate.toUpperCase(), room: n < 2 ? 'A' : 'B', station: `0${n + 1}` },
}))
let events = 0
const event = (kind: RoomEventRow['kind'], minutes: number, more: Partial<RoomEventRow> = {}): RoomEventRow => {
  events += 1
  return {
    ...{ id: `e${events}`, ordinal: events, at: at(minutes), mono: 0, room: '', station: '', candidate: null },
    ...{ kind, detail: {}, actor: 'server', about: null, ...more },
  }
}
const attempt = (candidate: string, more: Partial<AttemptFact> = {}): AttemptFact => ({
  ...{ candidate, startedAt: at(0), finishedAt: at(90), ledger: EMPTY_LEDGER, claims: [] },
  ...more,
})
const day = (
  more: Partial<DayFacts>,
  log: RoomEventRow[] = [],
  commands: CommandFact[] = [],
  outages: OutageFact[] = [],
): DayFacts => ({
  sitting: { id: 's', name: 'Sesi 1', test: 'SKD', venue: 'Balai', startsAt: START, state: 'closed' },
  ...{ seats, checkIns: new Map(), attempts: [], told: tellRoom(seats, log, commands, outages) },
  ...{ moved: { opened: at(-30), started: at(0), closed: at(100) }, silentMs: 15_000, notes: [] },
  ...more,
})
const words = (facts: DayFacts, room: string | null = null) =>
  minutesOf(facts, room).incidents.map((line) => [(line.at - START) / MINUTE, line.number, line.text.id])

describe('the minutes', () => {
  it('[MN8] registered is present and absent, whatever the desk and the log say', () => {
    const facts = day(
      {
        attempts: [attempt('a'), attempt('d')],
        checkIns: new Map([
          ['b', 'admitted'],
          ['c', 'refused'],
          // Refused at first, let in after all, and took the exam: an attempt is the stronger word.
          ['d', 'refused'],
        ]),
      },
      [event('late', -3, { candidate: 'c' })],
    )
    const view = minutesOf(facts, null)
    expect(view.counts).toEqual({ registered: 4, present: 3, absent: 1, refused: 1, started: 2, finished: 2 })
    expect(view.absent).toEqual([
      {
        number: 'P-3',
        name: 'C',
        room: 'B',
        station: '03',
        reason: expect.objectContaining({ id: 'Datang terlambat' }),
      },
    ])
    for (const room of ['A', 'B', null]) {
      const { registered, present, absent } = minutesOf(facts, room).counts
      expect([room, registered]).toEqual([room, present + absent])
    }
    expect(minutesOf(facts, 'A').counts).toMatchObject({ registered: 2, present: 2, absent: 0 })
  })

  it('[MN8] before it is closed nobody is absent for good', () => {
    const sitting = { ...day({}).sitting, state: 'running' as const }
    const view = minutesOf(day({ sitting, checkIns: new Map([['a', 'arrived']]) }), 'A')
    expect(view.absent.map(({ reason }) => reason.id)).toEqual(['Sedang diperiksa', 'Belum datang'])
    expect(minutesOf(day({ checkIns: new Map([['a', 'arrived']]) }), 'A').absent[0]?.reason.id).toBe(
      'Datang, tetapi pemeriksaan tidak selesai',
    )
  })

  it('[MN9] a lost connection counts from more than the committee allows, and only while she worked', () => {
    const facts = (log: RoomEventRow[], more: Partial<AttemptFact> = {}) => day({ attempts: [attempt('a', more)] }, log)
    const gone = (from: number) => event('disconnected', from, { candidate: 'a' })
    const back = (until: number) => event('reconnected', until, { candidate: 'a' })
    expect(words(facts([gone(1), back(1.25)]))).toEqual([])
    expect(words(facts([gone(1), back(1.26)]))).toEqual([
      [1, 'P-1', 'Komputer tidak terhubung 15 detik (08.01.00 sampai 08.01.15)'],
    ])
    // Two lines about one silence are one silence.
    expect(words(facts([gone(1), gone(2), back(4)]))).toEqual([
      [1, 'P-1', 'Komputer tidak terhubung 3 menit (08.01.00 sampai 08.04.00)'],
    ])
    // From the start, not from before it; and to the finish, not beyond.
    expect(words(facts([gone(-5), back(1)]))).toEqual([
      [0, 'P-1', 'Komputer tidak terhubung 1 menit (08.00.00 sampai 08.01.00)'],
    ])
    expect(words(facts([gone(89), back(99)]))).toEqual([
      [89, 'P-1', 'Komputer tidak terhubung 1 menit (09.29.00 sampai 09.30.00)'],
    ])
    expect(words(facts([gone(91), back(99)]))).toEqual([])
    expect(words(facts([gone(80)], { finishedAt: null }))).toEqual([
      [80, 'P-1', 'Komputer tidak terhubung sejak 09.20.00'],
    ])
    expect(words(facts([gone(1), back(9)], { startedAt: null }))).toEqual([])
  })

  it('[MN9] an outage of the server is one incident, told from its beginning, whoever wrote it down', () => {
    const outage: OutageFact = { id: 'o1', cause: 'server', fromWall: at(10), untilWall: at(12) }
    const line = event('server-outage', 12.1, { detail: { from: at(10), until: at(12) } })
    const said = [[10, null, 'Server mati: 2 menit (08.10.00 sampai 08.12.00)']]
    expect(words(day({}, [line], [], [outage]))).toEqual(said)
    expect(words(day({}, [], [], [outage]))).toEqual(said)
    expect(words(day({}, [line]), 'A')).toEqual(said)
  })

  it('[MN9] a room that was paused, in its own minutes and not in those of the next room', () => {
    const log = [
      event('room-silent', 20, { room: 'A', detail: { silent: 16, of: 30 } }),
      event('room-paused', 20, { room: 'A', detail: {} }),
      event('room-resumed', 24, { room: 'A', actor: 'budi' }),
    ]
    expect(words(day({}, log), 'A').map(([minute]) => minute)).toEqual([20, 20, 24])
    expect(words(day({}, log), 'B')).toEqual([])
  })

  it('[MN9] routine and what was refused are no incidents', () => {
    const plain = { id: 'c', at: at(1), by: 'budi', approvedBy: null, reason: { category: 'other', text: '' } }
    const rest = { text: null, minutes: null, cause: null, to: null, state: 'done' as const, whole: null }
    const target = { candidate: 'a', refused: null, at: at(1), reachedAt: null, readAt: null }
    const of = (kind: CommandFact['kind'], refused = false): CommandFact => ({
      ...{ ...plain, ...rest, kind, id: kind, candidates: ['a'] },
      targets: [{ ...target, refused: refused ? { refused: 'already-paused' } : null }],
    })
    const log = ['signed-in', 'arrived', 'pin-issued', 'focus-back', 'photo-taken'] as const
    expect(
      words(
        day(
          {},
          log.map((kind) => event(kind, 1, { candidate: 'a' })),
          [of('message'), of('start'), of('pause', true)],
        ),
      ),
    ).toEqual([])
    expect(words(day({}, [], [of('pause')]))).toHaveLength(1)
  })

  it('[MN10] whoever was taken to another room belongs to both, and the way is told once', () => {
    const claims = [
      { at: at(0), room: 'A', station: '01', by: '' },
      { at: at(30), room: 'B', station: '09', by: 'budi' },
      { at: at(31), room: 'B', station: '09', by: '' },
    ]
    const facts = day({ attempts: [attempt('a', { claims })] })
    expect(minutesOf(facts, 'B').counts.registered).toBe(3)
    expect(minutesOf(facts, null).moves).toEqual([
      { number: 'P-1', name: 'A', from: 'A / 01', to: 'B / 09', at: at(30), by: 'budi' },
    ])
  })
})

describe('the sum of a candidate’s time', () => {
  const entry = (more: Partial<TimeEntry>): TimeEntry => ({
    ...{ cause: 'paused', ms: 0, from: null, until: null, at: null, by: '', approvedBy: null, reason: '', ...more },
  })
  const log = [
    { kind: 'started', at: at(0) },
    { kind: 'finished', at: at(95) },
  ]
  const ledger = (more: Partial<TimeLedger>): TimeLedger => ({ ...EMPTY_LEDGER, startedAt: 1000, ...more })

  it('[MN4] takes pauses, outages and amounts by hand apart', () => {
    const entries = [
      entry({ cause: 'granted', ms: 100 * MINUTE }),
      entry({ ms: 5 * MINUTE, from: 1000 + 10 * MINUTE, until: 1000 + 15 * MINUTE }),
      entry({ cause: 'outage-server', ms: 20_000, from: 1000 + 30 * MINUTE, until: 1000 + 30 * MINUTE + 20_000 }),
      // An amount is time to come, not time that passed.
      entry({ cause: 'added', ms: 10 * MINUTE }),
    ]
    const outages: OutageFact[] = [
      { id: 'before', cause: 'server', fromWall: at(-20), untilWall: at(-10) },
      { id: 'during', cause: 'server', fromWall: at(30), untilWall: at(34) },
      { id: 'after', cause: 'stall', fromWall: at(94), untilWall: at(99) },
    ]
    // Two clocks: the exam clock stood still for four minutes and one, and the wall is 250 ms ahead.
    const finishedAt = 1000 + 90 * MINUTE - 250
    expect(timeSum(log, ledger({ entries, finishedAt }), outages, { wall: at(200), exam: 0 })).toEqual({
      wallMs: 95 * MINUTE,
      usedMs: finishedAt - 1000 - 5 * MINUTE - 20_000,
      heldMs: 5 * MINUTE + 20_000,
      outageMs: 5 * MINUTE,
      restMs: 250,
    })
  })

  it('[MN4] goes on until now while she works, also while she is held', () => {
    const now = { wall: at(20), exam: 1000 + 20 * MINUTE }
    const hold = {
      kind: 'paused',
      from: 1000 + 12 * MINUTE,
      at: at(12),
      by: 'budi',
      reason: '',
      untilShown: false,
      lastsUntil: null,
    } as const
    expect(timeSum(log.slice(0, 1), ledger({}), [], now)).toMatchObject({
      wallMs: 20 * MINUTE,
      usedMs: 20 * MINUTE,
      heldMs: 0,
      restMs: 0,
    })
    expect(timeSum(log.slice(0, 1), ledger({ holds: [hold] }), [], now)).toMatchObject({
      usedMs: 12 * MINUTE,
      heldMs: 8 * MINUTE,
      restMs: 0,
    })
  })

  it('[MN4] there is none before the start, and an exam opened again goes on', () => {
    expect(timeSum([], EMPTY_LEDGER, [], { wall: at(0), exam: 0 })).toBeNull()
    const reopened = entry({ cause: 'reopened', ms: 5 * MINUTE, from: 1000 + 95 * MINUTE, until: 1000 + 100 * MINUTE })
    const sum = timeSum(log, ledger({ entries: [reopened] }), [], { wall: at(110), exam: 1000 + 110 * MINUTE })
    expect(sum).toEqual({ wallMs: 110 * MINUTE, usedMs: 105 * MINUTE, heldMs: 5 * MINUTE, outageMs: 0, restMs: 0 })
  })
})

describe('the replay', () => {
  const [seat] = seats as [(typeof seats)[0]]
  const row = (kind: string, minutes: number, body: object = {}) => ({
    kind,
    at: at(minutes),
    payload: JSON.stringify(body),
  })
  const states = (log: ReturnType<typeof row>[], room: RoomEventRow[] = []) =>
    replayOf('A', [{ ...seat, log, events: room }], [], LIMITS).frames.map(([one]) => `${one?.state} ${one?.answered}`)

  it('[MN5] folds both logs in the order of time', () => {
    expect(
      states(
        [
          row('opened', 1),
          row('claimed', 1),
          row('started', 2),
          row('answered', 2.5, { slot: 0, option: 'x' }),
          row('answered', 2.6, { slot: 1, option: 'y' }),
          row('answered', 3, { slot: 1, option: null }),
          row('held', 4, { hold: 'paused' }),
          row('held', 4, { hold: 'outage-room' }),
          row('released', 5, { holds: ['paused'] }),
          row('released', 6, { holds: ['outage-room'] }),
          row('locked', 7, { on: true }),
          row('locked', 8, { on: false }),
          row('carried', 9, { answers: [{ slot: 4, option: 'z' }] }),
          row('finished', 10, { how: 'expiry' }),
          row('reopened', 11),
          row('finished', 12, { how: 'candidate' }),
        ],
        [
          event('seated', 0, { candidate: 'a' }),
          event('signed-in', 0.5, { candidate: 'a' }),
          event('disconnected', 9.5, { candidate: 'a' }),
          event('reconnected', 10.5, { candidate: 'a' }),
        ],
      ),
    ).toEqual([
      ...['signed-in 0', 'waiting 0', 'working 2', 'working 1', 'paused 1', 'paused 1', 'working 1'],
      ...['locked 1', 'working 1', 'disconnected 2', 'time-over 2', 'working 2', 'finished 2'],
    ])
  })

  it('[MN5] says when somebody was idle or asked for elsewhere, and forgets it again as the live room does', () => {
    const log = [row('opened', 0), row('claimed', 0), row('started', 1), row('answered', 8, { slot: 0, option: 'x' })]
    const asked = [event('move-asked', 2, { candidate: 'a' })]
    expect(states(log, asked).map((one) => one.split(' ')[0])).toEqual([
      ...['waiting', 'working', 'working', 'working', 'working', 'working', 'idle', 'idle', 'working'],
    ])
    const late = [event('move-asked', 2.5, { candidate: 'a' })]
    expect(states(log, late)[2]).toBe('second-sign-in 0')
  })

  it('[MN5] is empty where nothing happened, and never longer than ten hours', () => {
    expect(replayOf('A', [{ ...seat, log: [], events: [] }], [], LIMITS)).toMatchObject({ minutes: 0, frames: [] })
    const days = [row('opened', -2 * 24 * 60), row('started', 0), row('answered', 30, { slot: 0, option: 'x' })]
    const replay = replayOf('A', [{ ...seat, log: days, events: [] }], [], LIMITS)
    expect([replay.from, replay.minutes]).toEqual([at(0), 31])
    const all = Array.from({ length: 700 }, (_, n) => row('answered', n, { slot: n, option: 'x' }))
    const long = replayOf(
      'A',
      [{ ...seat, log: [row('opened', 0), ...all], events: [] }],
      tellRoom(seats, [event('note', 1), event('note', 650)], []),
      LIMITS,
    )
    expect(long.frames).toHaveLength(REPLAY_MINUTES_MAX)
    // What lies before the last ten hours is the state at minute 0, and its lines are left out.
    expect(long.frames[0]?.[0]?.answered).toBe(101)
    expect(long.events.map(({ minute }) => minute)).toEqual([550])
  })
})
