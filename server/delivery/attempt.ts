import type { Form } from '../../question-bank/form.ts'
import type { OptionId } from '../../question-bank/item.ts'
import type { ExamMs, SourceId } from '../protocol/ids.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { Entry, Place } from '../protocol/station.ts'

/**
 * The attempt as a log: `decide` says what may happen, `evolve` what did. Pure; rules A1 to A17 in RULES.md.
 * No framework: two functions and one table.
 */
export type AttemptEvent =
  | { kind: 'opened'; sitting: string; candidate: string; form: Form; limitMs: number; graceMs: number; build: string }
  | { kind: 'claimed'; source: SourceId; place: Place | null }
  | { kind: 'started'; deadline: ExamMs; by: string }
  | { kind: 'answered'; slot: number; option: OptionId | null }
  | { kind: 'flagged'; slot: number; on: boolean }
  | { kind: 'late'; entry: Entry; why: 'time-over' | 'already-finished' }
  | { kind: 'finished'; how: 'candidate' | 'expiry' | 'proctor'; reason: string; by: string }

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
  deadline: ExamMs | null
  source: SourceId | null
  /** Sources that had the attempt before: none of them gets it back (A17). */
  fenced: ReadonlySet<SourceId>
  place: Place | null
  responses: (OptionId | null)[]
  flags: boolean[]
  /** Per source: the last entry taken, and which of them were late. */
  taken: ReadonlyMap<string, { through: number; late: ReadonlyMap<number, 'time-over' | 'already-finished'> }>
  finished: { how: 'candidate' | 'expiry' | 'proctor'; reason: string } | null
}

export type Command =
  | { kind: 'open'; sitting: string; candidate: string; form: Form; limitMs: number; graceMs: number; build: string }
  | { kind: 'claim'; source: SourceId; place: Place | null; claim: string }
  | { kind: 'start'; by: string }
  | { kind: 'entry'; source: SourceId; entry: Entry }
  | { kind: 'expire' }
  | { kind: 'end'; by: string; reason: string }

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
          sourceSeq: SERVER_SEQ.finished,
        },
      ]
    case 'end':
      if (attempt.status === 'finished') return refuse('already-finished')
      return [
        {
          event: { kind: 'finished', how: 'proctor', reason: command.reason, by: command.by },
          source: 'server',
          sourceSeq: SERVER_SEQ.finished,
        },
      ]
  }
}

/** The server's own events happen once each, so their numbers are names. */
const SERVER_SEQ = { opened: 1, started: 2, finished: 3 } as const

function decideEntry(attempt: Attempt, source: SourceId, entry: Entry, now: ExamMs): Draft[] | Refusal {
  if (attempt.source !== source) return refuse('replaced') // A4
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

/** A7: strictly after deadline + grace. */
const isOver = (attempt: Attempt, now: ExamMs): boolean =>
  attempt.deadline !== null && now > attempt.deadline + attempt.graceMs

/** What did happen. Never refuses: an event in the log is a fact (A13). */
export function evolve(attempt: Attempt | null, { event, source, sourceSeq }: Draft): Attempt {
  if (event.kind === 'opened') {
    const { sitting, candidate, form, limitMs, graceMs } = event
    return {
      status: 'confirmed',
      sitting,
      candidate,
      form,
      limitMs,
      graceMs,
      deadline: null,
      source: null,
      fenced: new Set(),
      place: null,
      responses: form.slots.map(() => null),
      flags: form.slots.map(() => false),
      taken: new Map(),
      finished: null,
    }
  }
  if (!attempt) throw new Error(`bug: the log begins with "${event.kind}"`)
  const next = source === attempt.source ? take(attempt, source, sourceSeq, event) : attempt
  switch (event.kind) {
    case 'claimed': {
      const fenced = next.source === null ? next.fenced : new Set([...next.fenced, next.source])
      return { ...next, source: event.source, fenced, place: event.place }
    }
    case 'started':
      return { ...next, status: 'working', deadline: event.deadline }
    case 'answered':
      return { ...next, responses: next.responses.with(event.slot, event.option) }
    case 'flagged':
      return { ...next, flags: next.flags.with(event.slot, event.on) }
    case 'late':
      return next
    case 'finished':
      return next.status === 'finished'
        ? next
        : { ...next, status: 'finished', finished: { how: event.how, reason: event.reason } }
  }
}

function take(attempt: Attempt, source: string, n: number, event: AttemptEvent): Attempt {
  const before = attempt.taken.get(source)
  const late = new Map(before?.late)
  if (event.kind === 'late') late.set(n, event.why)
  return { ...attempt, taken: new Map(attempt.taken).set(source, { through: n, late }) }
}

/** Items with a response. */
export const answeredOf = (attempt: Attempt): number => attempt.responses.filter((response) => response !== null).length
export const flaggedOf = (attempt: Attempt): number => attempt.flags.filter(Boolean).length
/** Exam clock after which nothing is taken any more, or null before the start. */
export const closesAt = (attempt: Attempt): ExamMs | null =>
  attempt.deadline === null ? null : attempt.deadline + attempt.graceMs
