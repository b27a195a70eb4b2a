import type { Form } from '../../question-bank/form.ts'
import type { OptionId } from '../../question-bank/item.ts'
import type { ExamMs, SourceId, WallMs } from '../protocol/ids.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { Entry, Place } from '../protocol/station.ts'
import { deadlineOf, EMPTY_LEDGER, type HoldKind, type TimeLedger } from '../protocol/time.ts'
import { effective, give, hold, holdableFrom, release } from './ledger.ts'

/**
 * The attempt as a log: `decide` says what may happen, `evolve` what did. Pure; rules A1 to A21 and T1 to T9 in
 * RULES.md. No framework: two functions and one table.
 */
export type AttemptEvent =
  | {
      kind: 'opened'
      sitting: string
      candidate: string
      form: Form
      /** Working time of this candidate; `baseMs` is the test's, and the difference her accommodation. */
      limitMs: number
      baseMs?: number
      graceMs: number
      build: string
    }
  | { kind: 'claimed'; source: SourceId; place: Place | null }
  | { kind: 'started'; deadline: ExamMs; by: string }
  | { kind: 'answered'; slot: number; option: OptionId | null }
  | { kind: 'flagged'; slot: number; on: boolean }
  | { kind: 'late'; entry: Entry; why: 'time-over' | 'already-finished' }
  | { kind: 'finished'; how: 'candidate' | 'expiry' | 'proctor'; reason: string; by: string }
  | {
      kind: 'held'
      hold: HoldKind
      from: ExamMs
      untilShown: boolean
      lastsUntil: ExamMs | null
      by: string
      reason: string
    }
  | { kind: 'released'; holds: HoldKind[]; until: ExamMs; by: string; reason: string }
  | { kind: 'credited'; ms: number; cause: 'added' | 'credited'; by: string; approvedBy: string; reason: string }
  /** `from`: where its time stood when it was finished. */
  | { kind: 'reopened'; from: ExamMs; until: ExamMs; ms: number; by: string; approvedBy: string; reason: string }
  | { kind: 'locked'; on: boolean; by: string; reason: string }
  /** May go on at that station (null: at any), with the PIN. */
  | { kind: 'moved'; to: Place | null; by: string; reason: string }
  /** Answers that a fenced computer could not send, brought by hand. */
  | { kind: 'carried'; from: SourceId; answers: { n: number; slot: number; option: OptionId | null }[]; by: string }

/** An event with the retry key it is stored under: source and its number. */
export interface Draft {
  event: AttemptEvent
  source: string
  sourceSeq: number
}

export interface Attempt {
  status: 'confirmed' | 'working' | 'finished'
  sitting: string
  candidate: string
  form: Form
  limitMs: number
  graceMs: number
  /** Of the ledger; while the time is held, what is known so far. */
  deadline: ExamMs | null
  ledger: TimeLedger
  /** The proctor's words on a locked screen. */
  locked: string | null
  /** Where it may go on, until the next claim. */
  pass: { to: Place | null } | null
  source: SourceId | null
  /** Sources that had the attempt before: none of them gets it back (A17). */
  fenced: ReadonlySet<SourceId>
  place: Place | null
  responses: (OptionId | null)[]
  flags: boolean[]
  /** Per source: the last entry taken, and which of them were late. */
  taken: ReadonlyMap<string, { through: number; late: ReadonlyMap<number, 'time-over' | 'already-finished'> }>
  finished: { how: 'candidate' | 'expiry' | 'proctor'; reason: string } | null
  /** Commands that were done: each once. */
  done: ReadonlySet<string>
  /** Items that were answered since the last claim, a bit for each slot: a carried answer is older than these. */
  touched: bigint
  reopened: number
}

export type Command =
  | {
      kind: 'open'
      sitting: string
      candidate: string
      form: Form
      limitMs: number
      baseMs?: number
      graceMs: number
      build: string
    }
  | { kind: 'claim'; source: SourceId; place: Place | null; claim: string }
  | { kind: 'start'; by: string }
  | { kind: 'entry'; source: SourceId; entry: Entry }
  | { kind: 'expire' }
  | { kind: 'end'; key?: string; by: string; reason: string }
  /** The item stands on the screen of that computer (T4). */
  | { kind: 'shown'; source: SourceId }
  /** Ends holds whose time is up (T4). */
  | { kind: 'lapse' }
  | ByKey
/** Each is done once for its key, which the log keeps as its source: `command:ID` for a proctor's. */
type ByKey = { key: string } & (
  | {
      kind: 'hold'
      hold: HoldKind
      from: ExamMs
      untilShown: boolean
      lastsUntil: ExamMs | null
      by: string
      reason: string
    }
  | { kind: 'release'; holds: HoldKind[] | 'all'; by: string; reason: string }
  | { kind: 'credit'; ms: number; cause: 'added' | 'credited'; by: string; approvedBy: string; reason: string }
  | { kind: 'reopen'; ms: number; by: string; approvedBy: string; reason: string }
  | { kind: 'lock'; on: boolean; by: string; reason: string }
  | { kind: 'move'; to: Place | null; by: string; reason: string }
  | { kind: 'carry'; from: SourceId; answers: { n: number; slot: number; choice: number | null }[]; by: string }
)

/** What may happen now: the events to store (none for a repeat), or the refusal. `now` on the exam clock. */
export function decide(attempt: Attempt | null, command: Command, now: ExamMs): Draft[] | Refusal {
  if (command.kind === 'open') {
    if (attempt) return [] // A1: opened before; the caller goes on with that one
    const { kind: _, ...opened } = command
    return [{ event: { kind: 'opened', ...opened }, source: 'server', sourceSeq: SERVER_SEQ.opened }]
  }
  if (!attempt) return refuse('not-confirmed')
  switch (command.kind) {
    case 'claim':
      if (attempt.source === command.source) return []
      // What still waits on that computer is older than what was done since; it begins anew, with a new source (A17).
      if (attempt.fenced.has(command.source)) return refuse('stale-source')
      return [
        {
          event: { kind: 'claimed', source: command.source, place: command.place },
          source: `claim:${command.claim}`,
          sourceSeq: 1,
        },
      ]
    case 'start':
      if (attempt.status !== 'confirmed') return []
      return [
        {
          event: { kind: 'started', deadline: now + attempt.limitMs, by: command.by },
          source: 'server',
          sourceSeq: SERVER_SEQ.started,
        },
      ]
    case 'entry':
      return decideEntry(attempt, command.source, command.entry, now)
    case 'expire':
      if (attempt.status !== 'working' || !isOver(attempt, now)) return []
      return [
        {
          event: { kind: 'finished', how: 'expiry', reason: '', by: 'server' },
          source: 'server',
          sourceSeq: finishSeq(attempt),
        },
      ]
    case 'end':
      if (command.key !== undefined && attempt.done.has(command.key)) return []
      if (attempt.status === 'finished') return refuse('already-finished')
      return [
        {
          event: { kind: 'finished', how: 'proctor', reason: command.reason, by: command.by },
          source: command.key ?? 'server',
          sourceSeq: command.key === undefined ? finishSeq(attempt) : 1,
        },
      ]
    case 'shown':
      if (attempt.source !== command.source) return []
      return releaseBySystem(
        attempt,
        attempt.ledger.holds.filter((one) => one.untilShown).map((one) => one.kind),
        now,
        'shown',
      )
    case 'lapse': {
      const over = attempt.ledger.holds.filter(({ lastsUntil }) => lastsUntil !== null && now >= lastsUntil)
      const until = Math.max(0, ...over.map(({ lastsUntil }) => lastsUntil ?? now))
      return releaseBySystem(
        attempt,
        over.map((one) => one.kind),
        until,
        'lapsed',
      )
    }
    default:
      return attempt.done.has(command.key) ? [] : decideByKey(attempt, command, now)
  }
}

/** The server's own events happen once each, so their numbers are names; a re-opened attempt has further ones. */
const SERVER_SEQ = { opened: 1, started: 2, finished: 3 } as const
const finishSeq = (attempt: Attempt): number => SERVER_SEQ.finished + attempt.reopened

function releaseBySystem(attempt: Attempt, holds: HoldKind[], until: ExamMs, reason: string): Draft[] {
  if (holds.length === 0 || attempt.status !== 'working') return []
  const key = `release:${attempt.done.size}`
  return [{ event: { kind: 'released', holds, until, by: 'server', reason }, source: key, sourceSeq: 1 }]
}

function decideByKey(attempt: Attempt, command: ByKey, now: ExamMs): Draft[] | Refusal {
  const draft = (event: AttemptEvent): Draft[] => [{ event, source: command.key, sourceSeq: 1 }]
  const { ledger } = attempt
  const idle = attempt.status === 'confirmed' ? refuse('not-started') : refuse('already-finished')
  switch (command.kind) {
    case 'hold': {
      const { kind: _, key: __, ...held } = command
      if (attempt.status !== 'working') return idle
      const known = ledger.holds.find((one) => one.kind === command.hold)
      if (known?.untilShown === command.untilShown && known.lastsUntil === command.lastsUntil)
        return refuse('already-paused')
      const from = Math.min(Math.max(command.from, holdableFrom(ledger)), now)
      // A hold that reaches back saves what the clock would have ended meanwhile, never what it had ended before.
      return draft({ kind: 'held', ...held, from })
    }
    case 'release': {
      if (attempt.status !== 'working') return idle
      const held = ledger.holds.map((one) => one.kind)
      const holds = command.holds === 'all' ? held : held.filter((kind) => command.holds.includes(kind))
      if (holds.length === 0) return refuse('not-paused')
      return draft({ kind: 'released', holds, until: now, by: command.by, reason: command.reason })
    }
    case 'credit': {
      if (attempt.status !== 'working') return idle
      if (command.by === command.approvedBy) return refuse('same-person') // T6
      const { ms, cause, by, approvedBy, reason } = command
      return draft({ kind: 'credited', ms, cause, by, approvedBy, reason })
    }
    case 'reopen': {
      if (attempt.status !== 'finished' || attempt.deadline === null || ledger.startedAt === null)
        return refuse('not-finished')
      if (command.by === command.approvedBy) return refuse('same-person')
      const { ms, by, approvedBy, reason } = command
      const from = Math.min(ledger.finishedAt ?? attempt.deadline, attempt.deadline)
      if (from >= attempt.deadline && ms <= 0) return refuse('no-time-left')
      return draft({ kind: 'reopened', from, until: now, ms, by, approvedBy, reason })
    }
    case 'lock':
      if (attempt.status === 'finished') return idle
      if (command.on && attempt.locked !== null) return refuse('already-locked')
      if (!command.on && attempt.locked === null) return refuse('not-locked')
      return draft({ kind: 'locked', on: command.on, by: command.by, reason: command.reason })
    case 'move':
      if (attempt.status === 'finished') return idle
      return draft({ kind: 'moved', to: command.to, by: command.by, reason: command.reason })
    case 'carry': {
      if (attempt.status !== 'working') return idle
      if (!attempt.fenced.has(command.from)) return refuse('not-replaced')
      if (isOver(attempt, now)) return refuse('time-over')
      const through = attempt.taken.get(command.from)?.through ?? 0
      const answers = command.answers
        .filter(({ n, slot }) => n > through && !hasBit(attempt.touched, slot))
        .flatMap(({ n, slot, choice }) => {
          const options = attempt.form.slots[slot]?.options
          if (!options || (choice !== null && options[choice] === undefined)) return []
          return [{ n, slot, option: choice === null ? null : (options[choice] ?? null) }]
        })
      return answers.length === 0
        ? refuse('nothing-to-carry')
        : draft({ kind: 'carried', from: command.from, answers, by: command.by })
    }
  }
}

function decideEntry(attempt: Attempt, source: SourceId, entry: Entry, now: ExamMs): Draft[] | Refusal {
  if (attempt.source !== source) return refuse('replaced', { where: '' }) // A4
  const through = attempt.taken.get(source)?.through ?? 0
  if (entry.n <= through) return [] // A6
  if (entry.n > through + 1) return [] // A5: the acknowledgement's `through` tells the station where to go on
  if (attempt.status === 'confirmed') return refuse('not-started')
  const draft = (event: AttemptEvent): Draft[] => [{ event, source, sourceSeq: entry.n }]
  if (entry.kind !== 'finish') {
    const slot = attempt.form.slots[entry.slot]
    if (!slot || (entry.kind === 'answer' && entry.choice !== null && entry.choice >= slot.options.length))
      return refuse('no-such-slot') // A16
  }
  if (attempt.status === 'finished') return draft({ kind: 'late', entry, why: 'already-finished' }) // A8
  if (isOver(attempt, now)) return draft({ kind: 'late', entry, why: 'time-over' }) // A7, A8
  switch (entry.kind) {
    case 'answer': {
      const options = attempt.form.slots[entry.slot]?.options ?? []
      return draft({
        kind: 'answered',
        slot: entry.slot,
        option: entry.choice === null ? null : (options[entry.choice] ?? null),
      })
    }
    case 'flag':
      return draft({ kind: 'flagged', slot: entry.slot, on: entry.on })
    case 'finish':
      return draft({ kind: 'finished', how: 'candidate', reason: '', by: attempt.candidate })
  }
}

/** A7: strictly after deadline + grace; while the time is held, nothing grows late (T2). */
const isOver = (attempt: Attempt, now: ExamMs): boolean =>
  attempt.deadline !== null && effective(attempt.ledger, now) > attempt.deadline + attempt.graceMs

/** When an event was stored: the wall clock as a label, the exam clock for the ledger. */
export interface When {
  at: WallMs
  mono: ExamMs
}

/** What did happen. Never refuses: an event in the log is a fact (A13). */
export function evolve(attempt: Attempt | null, { event, source, sourceSeq }: Draft, when: When): Attempt {
  if (event.kind === 'opened') {
    const { sitting, candidate, form, limitMs, graceMs } = event
    const baseMs = event.baseMs ?? limitMs
    const entry = { from: null, until: null, at: when.at, by: 'server', approvedBy: null, reason: '' }
    const granted = give(EMPTY_LEDGER, { ...entry, cause: 'granted', ms: baseMs })
    return {
      status: 'confirmed',
      sitting,
      candidate,
      form,
      limitMs,
      graceMs,
      deadline: null,
      ledger: give(granted, { ...entry, cause: 'accommodation', ms: limitMs - baseMs }),
      locked: null,
      pass: null,
      source: null,
      fenced: new Set(),
      place: null,
      responses: form.slots.map(() => null),
      flags: form.slots.map(() => false),
      taken: new Map(),
      finished: null,
      done: new Set(),
      touched: 0n,
      reopened: 0,
    }
  }
  if (!attempt) throw new Error(`bug: the log begins with "${event.kind}"`)
  const next = source === attempt.source ? take(attempt, source, sourceSeq, event) : remember(attempt, source)
  switch (event.kind) {
    case 'claimed': {
      const fenced = next.source === null ? next.fenced : new Set([...next.fenced, next.source])
      return { ...next, source: event.source, fenced, place: event.place, pass: null, touched: 0n }
    }
    case 'started':
      return {
        ...next,
        status: 'working',
        deadline: event.deadline,
        ledger: { ...next.ledger, startedAt: event.deadline - next.limitMs },
      }
    case 'answered':
      return {
        ...next,
        responses: next.responses.with(event.slot, event.option),
        touched: next.touched | (1n << BigInt(event.slot)),
      }
    case 'flagged':
      return { ...next, flags: next.flags.with(event.slot, event.on) }
    case 'late':
      return next
    case 'finished':
      return next.status === 'finished'
        ? next
        : {
            ...timed(next, { ...closed(next.ledger, when.mono), finishedAt: when.mono }),
            status: 'finished',
            finished: { how: event.how, reason: event.reason },
          }
    case 'held':
      return timed(
        next,
        hold(next.ledger, {
          kind: event.hold,
          from: event.from,
          at: when.at,
          by: event.by,
          reason: event.reason,
          untilShown: event.untilShown,
          lastsUntil: event.lastsUntil,
        }),
      )
    case 'released':
      return timed(next, release(next.ledger, event.holds, event.until))
    case 'credited': {
      const { ms, cause, by, approvedBy, reason } = event
      return timed(next, give(next.ledger, { cause, ms, from: null, until: null, at: when.at, by, approvedBy, reason }))
    }
    case 'reopened': {
      const { from, until, ms, by, approvedBy, reason } = event
      const entry = { at: when.at, by, approvedBy, reason }
      const restored = give(next.ledger, { ...entry, cause: 'reopened', ms: until - from, from, until })
      const ledger = give(restored, { ...entry, cause: 'added', ms, from: null, until: null })
      return {
        ...timed(next, { ...ledger, finishedAt: null }),
        status: 'working',
        finished: null,
        reopened: next.reopened + 1,
      }
    }
    case 'locked':
      return { ...next, locked: event.on ? event.reason : null }
    case 'moved':
      return { ...next, pass: { to: event.to } }
    case 'carried': {
      const through = Math.max(0, ...event.answers.map(({ n }) => n))
      const before = next.taken.get(event.from)
      return {
        ...next,
        responses: event.answers.reduce((all, { slot, option }) => all.with(slot, option), next.responses),
        taken: new Map(next.taken).set(event.from, {
          through: Math.max(before?.through ?? 0, through),
          late: before?.late ?? new Map(),
        }),
      }
    }
  }
}

const timed = (attempt: Attempt, ledger: TimeLedger): Attempt => ({ ...attempt, ledger, deadline: deadlineOf(ledger) })

/** An attempt that ends while it is held has been held until then. */
const closed = (ledger: TimeLedger, now: ExamMs): TimeLedger =>
  release(
    ledger,
    ledger.holds.map((one) => one.kind),
    now,
  )

const remember = (attempt: Attempt, key: string): Attempt =>
  key.includes(':') ? { ...attempt, done: new Set(attempt.done).add(key) } : attempt

function take(attempt: Attempt, source: string, n: number, event: AttemptEvent): Attempt {
  const before = attempt.taken.get(source)
  const known = before?.late ?? NONE_LATE
  const late = event.kind === 'late' ? new Map(known).set(n, event.why) : known
  return { ...attempt, taken: new Map(attempt.taken).set(source, { through: n, late }) }
}

const NONE_LATE: ReadonlyMap<number, 'time-over' | 'already-finished'> = new Map()
const hasBit = (bits: bigint, at: number): boolean => ((bits >> BigInt(at)) & 1n) === 1n

/** Items with a response. */
export function answeredOf({ responses }: Attempt): number {
  let count = 0
  for (const response of responses) if (response !== null) count += 1
  return count
}
export function flaggedOf({ flags }: Attempt): number {
  let count = 0
  for (const on of flags) if (on) count += 1
  return count
}
/** Exam clock after which nothing is taken any more, or null before the start. */
export const closesAt = (attempt: Attempt): ExamMs | null =>
  attempt.deadline === null ? null : attempt.deadline + attempt.graceMs
