import type { Form } from '../../question-bank/form.ts'
import type { ItemId, OptionId } from '../../question-bank/item.ts'
import type { WallMs } from '../protocol/ids.ts'
import type { Entry } from '../protocol/station.ts'
import type { Attempt, AttemptEvent } from './attempt.ts'
import { evolve } from './attempt.ts'
import { brokenAt, eventOf, type LogRow, receiptCode } from './event-log.ts'

/**
 * What must hold of a sitting, whatever broke: each rule compares what the stations were told with what the disk has.
 * Pure. The rules read the log by themselves, without `decide`; only A13 asks `evolve`. Numbers as in reliability.md
 * 3.1 (I) and RULES.md (A).
 */
export const INVARIANTS = {
  I1: 'no acknowledged answer is lost',
  I2: 'every entry counts once, in the order of the hand',
  I3: 'nothing is taken after deadline and grace, and what is late is refused in words',
  I4: 'the working time is granted whole: no outage of the server takes any',
  I5: 'one writer: nothing comes in from a station that was replaced',
  I6: 'the score is the score of the log',
  I9: 'the chain of each log is whole, and holds its receipt',
  I14: 'the last screen tells what the log says, and nothing waits for ever',
  A11: 'everybody is finished once the deadline has passed',
  A13: 'the summary row is the fold of the log',
} as const
export type Invariant = keyof typeof INVARIANTS

/** One breach, as a sentence that names the attempt, the event and what was expected. */
export interface Violation {
  invariant: Invariant
  sentence: string
}

type Why = 'time-over' | 'already-finished'

/** A station's own record of one thing she did. */
export interface Done {
  source: string
  entry: Entry
  /** Which of all the things she did, on whatever computer. */
  hand: number
  /** What the server said of it, or null: never a word. `late` is unknown where only a view told (`through`). */
  told: { at: WallMs; late: Why | 'no' | 'unknown' } | null
}

/** What the end screen said. */
export interface EndScreen {
  how: string
  answered: number
  receipt: string
  total: number | null
}

/** The row of `attempt` as stored. */
export interface Summary {
  status: string
  answered: number
  flagged: number
  items: number
  deadline: number | null
  how: string | null
  lastSeq: number
  head: string
}

export interface AttemptEvidence {
  attempt: string
  /** Her number, for the sentences. */
  candidate: string
  /** Her working time: the test's, or her accommodation's. */
  limitMs: number
  rows: LogRow[]
  summary: Summary | null
  /** Every score stored for this attempt in the run looked at, as stored (canonical JSON). */
  scores: { result: string; total: number }[]
  journal: Done[]
  endScreen: EndScreen | null
  /** Her station that is alive when all is over, and how many entries it still holds; null where none is. */
  station: { source: string; waiting: number } | null
}

/** The server was down from here to there, on the wall clock. */
export interface Outage {
  from: WallMs
  to: WallMs
}

export interface SittingEvidence {
  attempts: AttemptEvidence[]
  outages: Outage[]
  /** The exam clock at the end. */
  examNow: number
  /** Scores the responses of a log anew; canonical JSON. Given from outside: delivery knows no keys. */
  rescore: (form: Form, responses: Map<ItemId, OptionId | null>) => string
}

/** The sweep looks this often, and the disk's turn may come later. */
const SWEEP_MS = 500
/** What the exam clock may give back in a crash: a heartbeat and a sweep. It never takes any. */
const CLOCK_LOSS_MS = 1500
/** Who fell silent just before the end is finished so much later (T8). */
const SILENT_AT_END_MS = 15_000

/** Every breach of every invariant; none, and the sitting was sound. */
export function violationsOf(sitting: SittingEvidence): Violation[] {
  return sitting.attempts.flatMap((evidence) => {
    const { read, unreadable } = readLog(evidence)
    const say =
      (invariant: Invariant) =>
      (sentence: string): Violation => ({ invariant, sentence: `candidate ${evidence.candidate}: ${sentence}` })
    return [
      ...acknowledgedIsThere(evidence, read).map(say('I1')),
      ...onceAndInOrder(evidence, read).map(say('I2')),
      ...inTime(read).map(say('I3')),
      ...lateIsTold(evidence, read).map(say('I3')),
      ...timeGranted(evidence, read, sitting.outages).map(say('I4')),
      ...oneWriter(read).map(say('I5')),
      ...scoreOfLog(evidence, read, sitting.rescore).map(say('I6')),
      ...[...unreadable, ...chainWhole(evidence, read)].map(say('I9')),
      ...screenIsTrue(evidence, read).map(say('I14')),
      ...allFinished(evidence, read, sitting.examNow).map(say('A11')),
      ...summaryIsFold(evidence, read).map(say('A13')),
    ]
  })
}

interface Read {
  row: LogRow
  event: AttemptEvent
}

/** A payload that is no JSON any more is a breach of the chain; the other rules go on with the rest. */
function readLog({ rows }: AttemptEvidence): { read: Read[]; unreadable: string[] } {
  const read: Read[] = []
  const unreadable: string[] = []
  for (const row of rows) {
    try {
      read.push({ row, event: eventOf(row).event })
    } catch {
      unreadable.push(`event ${row.seq} (${row.kind}) cannot be read; canonical JSON was expected`)
    }
  }
  return { read, unreadable }
}

const find = <Kind extends AttemptEvent['kind']>(read: Read[], kind: Kind) =>
  read.find((one): one is { row: LogRow; event: AttemptEvent & { kind: Kind } } => one.event.kind === kind)

/** Written by a station, not by the server, the proctor or a claim. */
const byStation = ({ row }: Read): boolean => row.source !== 'server' && !row.source.includes(':')
const isTaken = ({ event }: Read): boolean => event.kind === 'answered' || event.kind === 'flagged'
const key = (source: string, n: number): string => `${source} ${n}`

/** I1: what was acknowledged is in the log, with the same content. */
function acknowledgedIsThere({ journal }: AttemptEvidence, read: Read[]): string[] {
  const rows = new Map(read.filter(byStation).map((one) => [key(one.row.source, one.row.sourceSeq), one]))
  const form = find(read, 'opened')?.event.form
  return journal.flatMap(({ source, entry, told }) => {
    if (!told) return []
    const what = `entry ${entry.n} of station ${source} (${words(entry)}), acknowledged at ${at(told.at)}`
    const found = rows.get(key(source, entry.n))
    if (!found) return [`${what}, is not in the log; it was expected there`]
    const { event, row } = found
    return sameContent(entry, event, form)
      ? []
      : [`${what}, is event ${row.seq} (${row.kind} ${row.payload}); the same content was expected`]
  })
}

function sameContent(entry: Entry, event: AttemptEvent, form: Form | undefined): boolean {
  if (event.kind === 'late') return words(event.entry) === words(entry) && event.entry.n === entry.n
  if (entry.kind === 'finish') return event.kind === 'finished'
  if (entry.kind === 'flag') return event.kind === 'flagged' && event.slot === entry.slot && event.on === entry.on
  const option = entry.choice === null ? null : form?.slots[entry.slot]?.options[entry.choice]
  return event.kind === 'answered' && event.slot === entry.slot && event.option === option
}

/** I2: one row for each (source, n), without gaps; what counts follows her hand; the last one taken is the response. */
function onceAndInOrder({ journal, rows }: AttemptEvidence, read: Read[]): string[] {
  const hands = new Map(journal.map((done) => [key(done.source, done.entry.n), done.hand]))
  const broken: string[] = []
  const through = new Map<string, number>()
  let hand = 0
  for (const { row } of read.filter(byStation)) {
    const before = through.get(row.source) ?? 0
    if (row.sourceSeq <= before)
      broken.push(`event ${row.seq} is entry ${row.sourceSeq} of station ${row.source} again; one event was expected`)
    else if (row.sourceSeq > before + 1)
      broken.push(`event ${row.seq} is entry ${row.sourceSeq} of station ${row.source}; ${before + 1} was expected`)
    through.set(row.source, Math.max(before, row.sourceSeq))
    const made = hands.get(key(row.source, row.sourceSeq))
    if (made === undefined) continue
    if (made < hand && row.kind !== 'late')
      broken.push(`event ${row.seq} (${row.kind}) was done before an event that the log has earlier; hers is the order`)
    hand = Math.max(hand, made)
  }
  const folded = foldOf(rows)
  const last = lastTaken(read)
  for (const [slot, option] of last.entries())
    if (folded && folded.responses[slot] !== option)
      broken.push(
        `the response to item ${slot + 1} is ${folded.responses[slot]}; the last one taken, ${option}, was expected`,
      )
  return broken
}

/** I3: nothing counts after deadline + grace or after the finish; nothing in time is put aside as late. */
function inTime(read: Read[]): string[] {
  return timesOf(read).flatMap(({ one, closes, now, after, started }) => {
    const { row, event } = one
    const what = `event ${row.seq} (${row.kind})`
    if (isTaken(one) && !started) return [`${what} was taken before the start; nothing was expected yet`]
    if (isTaken(one) && now > closes)
      return [`${what} was taken ${now - closes} ms after deadline and grace; it was expected to be late`]
    if (isTaken(one) && after) return [`${what} was taken after the finish; it was expected to be late`]
    if (event.kind === 'finished' && after) return [`${what} finishes a finished attempt; once was expected`]
    if (event.kind !== 'late') return []
    if (event.why === 'time-over' && now <= closes)
      return [`${what} was put aside ${closes - now} ms before deadline and grace; it was expected to count`]
    return event.why === 'already-finished' && !after ? [`${what} says finished before the finish`] : []
  })
}

interface Moment {
  one: Read
  started: boolean
  /** The attempt was finished before this event. */
  after: boolean
  /** Deadline + grace before this event. */
  closes: number
  /** What the exam clock counts for this event: it stands while the time is held. */
  now: number
  /** Deadline and how long its time was held, after this event; null before the start. */
  deadline: number | null
  heldMs: number
}

/** Our own reckoning of the time, event by event: start, what was given, what stood still (T1, T2). */
function timesOf(read: Read[]): Moment[] {
  const graceMs = find(read, 'opened')?.event.graceMs ?? 0
  let deadline: number | null = null
  let heldMs = 0
  let finished = false
  const holds = new Map<string, number>()
  const since = () => (holds.size === 0 ? null : Math.min(...holds.values()))
  const giveBack = (kinds: string[], until: number) => {
    const from = since()
    const endsFirst = kinds.some((kind) => holds.get(kind) === from)
    for (const kind of kinds) holds.delete(kind)
    if (from === null || !endsFirst || deadline === null) return
    const stays = since()
    const to = stays !== null && stays <= from ? from : Math.max(until, from)
    deadline += to - from
    heldMs += to - from
    for (const [kind, at] of holds) holds.set(kind, Math.max(at, to))
  }
  return read.map((one) => {
    const { row, event } = one
    const before = {
      one,
      started: deadline !== null,
      after: finished,
      closes: deadline === null ? Number.NEGATIVE_INFINITY : deadline + graceMs,
      now: Math.min(row.mono, since() ?? row.mono),
    }
    if (event.kind === 'started') deadline = event.deadline
    if (event.kind === 'held') holds.set(event.hold, Math.min(event.from, holds.get(event.hold) ?? event.from))
    if (event.kind === 'released') giveBack(event.holds, event.until)
    if (event.kind === 'credited' && deadline !== null) deadline += event.ms
    if (event.kind === 'finished') {
      giveBack([...holds.keys()], row.mono)
      finished = true
    }
    if (event.kind === 'reopened' && deadline !== null) {
      deadline += event.until - event.from + event.ms
      heldMs += event.until - event.from
      finished = false
    }
    return { ...before, deadline, heldMs }
  })
}

/** I3: an acknowledgement says of each entry whether it counts, and says it as the log has it. */
function lateIsTold({ journal }: AttemptEvidence, read: Read[]): string[] {
  const told = new Map(journal.map((done) => [key(done.source, done.entry.n), done.told?.late]))
  return read.filter(byStation).flatMap(({ row, event }) => {
    const said = told.get(key(row.source, row.sourceSeq)) ?? 'unknown'
    const is = event.kind === 'late' ? event.why : 'no'
    const why = (late: string) => (late === 'no' ? 'it counts' : `late, ${late}`)
    return said === 'unknown' || said === is
      ? []
      : [`event ${row.seq} (${row.kind}) was acknowledged as "${why(said)}"; "${why(is)}" was expected`]
  })
}

/** I4: the deadline is the start plus her working time, and while the server was up she really had that long. */
function timeGranted({ limitMs }: AttemptEvidence, read: Read[], outages: Outage[]): string[] {
  const broken: string[] = []
  for (const [index, { row }] of read.entries()) {
    const before = read[index - 1]?.row
    if (before && row.mono < before.mono)
      broken.push(`the exam clock went back ${before.mono - row.mono} ms at event ${row.seq}; it never may`)
  }
  const opened = find(read, 'opened')?.event
  const started = find(read, 'started')
  if (!started || !opened) return broken
  const granted = started.event.deadline - started.row.mono
  if (granted !== limitMs) broken.push(`granted ${granted} ms at event ${started.row.seq}; ${limitMs} was expected`)
  const ends = timesOf(read).filter(
    ({ one: { event } }) =>
      (event.kind === 'finished' && event.how === 'expiry') || (event.kind === 'late' && event.why === 'time-over'),
  )
  for (const { one, closes } of ends) {
    const { row, event } = one
    const { up, crashes } = upTime(started.row.at, row.at, outages)
    const least = closes - started.row.mono
    if (up < least)
      broken.push(
        `event ${row.seq} (${row.kind}) came after ${up} ms with the server up; at least ${least} was expected`,
      )
    const most = least + SWEEP_MS + SILENT_AT_END_MS + crashes * CLOCK_LOSS_MS
    if (event.kind === 'finished' && up > most)
      broken.push(`event ${row.seq} (finished) came after ${up} ms with the server up; at most ${most} was expected`)
  }
  return broken
}

function upTime(from: WallMs, to: WallMs, outages: Outage[]): { up: number; crashes: number } {
  const within = outages
    .map((outage) => ({ from: Math.max(from, outage.from), to: Math.min(to, outage.to) }))
    .filter((outage) => outage.to > outage.from)
  return { up: to - from - within.reduce((sum, one) => sum + one.to - one.from, 0), crashes: within.length }
}

/** I5: a station writes between its claim and the next one, and never again. */
function oneWriter(read: Read[]): string[] {
  const fenced = new Set<string>()
  let writer: string | null = null
  return read.flatMap((one) => {
    const { row, event } = one
    if (event.kind === 'claimed') {
      if (writer !== null && writer !== event.source) fenced.add(writer)
      writer = event.source
      return fenced.has(writer) ? [`event ${row.seq} gives the attempt back to the replaced station ${writer}`] : []
    }
    if (!byStation(one) || row.source === writer) return []
    return [`event ${row.seq} (${row.kind}) is from station ${row.source}; only ${writer ?? 'nobody'} may write there`]
  })
}

/** I6: one score for each finished attempt, and it is what the last answers taken are worth. */
function scoreOfLog({ scores }: AttemptEvidence, read: Read[], rescore: SittingEvidence['rescore']): string[] {
  const form = find(read, 'opened')?.event.form
  const expected = find(read, 'finished') ? 1 : 0
  if (scores.length !== expected) return [`${scores.length} scores are stored; ${expected} was expected`]
  const [score] = scores
  if (!score || !form) return []
  const last = lastTaken(read)
  const again = rescore(form, new Map(form.slots.map(({ item }, slot) => [item, last.get(slot) ?? null])))
  return again === score.result ? [] : [`the stored score is ${score.result}; the log is worth ${again}`]
}

/** I9: no event missing, moved or changed; the receipt on her screen is the place in her chain where it finished. */
function chainWhole({ attempt, rows, endScreen }: AttemptEvidence, read: Read[]): string[] {
  const broken = brokenAt(attempt, rows)
  const finish = find(read, 'finished')?.row.hash
  return [
    ...(broken === null ? [] : [`event ${broken} does not follow from the one before; an unbroken chain was expected`]),
    ...(endScreen && endScreen.receipt !== (finish && receiptCode(finish))
      ? [`the receipt ${endScreen.receipt} is not that of the finish in the log`]
      : []),
  ]
}

/** I14: what she saw last is what the log says; a station that lives holds nothing back. */
function screenIsTrue({ endScreen, station, scores, journal }: AttemptEvidence, read: Read[]): string[] {
  const broken = journal
    .filter((done) => done.source === station?.source && done.told === null)
    .map(({ source, entry }) => `entry ${entry.n} of station ${source} (${words(entry)}) never got an answer`)
  if (station && station.waiting > 0)
    broken.push(`${station.waiting} entries still wait at station ${station.source}; none was expected`)
  if (!endScreen) return broken
  const finished = find(read, 'finished')
  const answered = [...lastTaken(read).values()].filter((option) => option !== null).length
  if (endScreen.how !== finished?.event.how)
    broken.push(`her screen said finished by ${endScreen.how}; the log says ${finished?.event.how ?? 'not finished'}`)
  if (endScreen.answered !== answered)
    broken.push(`her screen said ${endScreen.answered} answered; the log has ${answered}`)
  if (endScreen.total !== null && scores[0] && endScreen.total !== scores[0].total)
    broken.push(`her screen said ${endScreen.total} points; ${scores[0].total} are stored`)
  return broken
}

/** A11: whoever waits is started, and whoever was started is finished once deadline + grace have passed. */
function allFinished({ station }: AttemptEvidence, read: Read[], examNow: number): string[] {
  const opened = find(read, 'opened')?.event
  const started = find(read, 'started')
  const last = timesOf(read).at(-1)
  if (!opened || foldOf(read.map((one) => one.row))?.status === 'finished') return []
  // Who went away before the start, and never came back, has lost nothing: her time would begin then (A3).
  if (!started) return station === null ? [] : ['waits and was never started; a start was expected']
  const over = examNow - (last?.deadline ?? 0) - opened.graceMs - (station ? 0 : SILENT_AT_END_MS)
  return over > 0 ? [`not finished ${over} ms after deadline and grace; the server was expected to finish it`] : []
}

/** A13: the row that lists read is the log, folded. */
function summaryIsFold({ rows, summary }: AttemptEvidence, read: Read[]): string[] {
  const attempt = foldOf(rows)
  if (!attempt) return summary ? ['a summary row without a log'] : []
  if (!summary) return ['a log without a summary row']
  const finished = find(read, 'finished')
  const last = rows.at(-1)
  const expected: Summary = {
    status: attempt.status,
    answered: [...lastTaken(read).values()].filter((option) => option !== null).length,
    flagged: attempt.flags.filter(Boolean).length,
    items: attempt.form.slots.length,
    deadline: timesOf(read).at(-1)?.deadline ?? null,
    how: attempt.status === 'finished' ? (finished?.event.how ?? null) : null,
    lastSeq: last?.seq ?? 0,
    head: last?.hash ?? '',
  }
  return (Object.keys(expected) as (keyof Summary)[])
    .filter((name) => summary[name] !== expected[name])
    .map((name) => `the summary row says ${name} ${summary[name]}; the log says ${expected[name]}`)
}

/** The product's own fold, or null where the log cannot be folded (the other rules then say why). */
function foldOf(rows: LogRow[]): Attempt | null {
  try {
    return rows.reduce<Attempt | null>((attempt, row) => evolve(attempt, eventOf(row), row), null)
  } catch {
    return null
  }
}

/** Our own fold, as plain as can be: the last answer taken for each slot. */
function lastTaken(read: Read[]): Map<number, OptionId | null> {
  const last = new Map<number, OptionId | null>()
  for (const { event } of read) {
    if (event.kind === 'answered') last.set(event.slot, event.option)
    if (event.kind === 'carried') for (const { slot, option } of event.answers) last.set(slot, option)
  }
  return last
}

function words(entry: Entry): string {
  if (entry.kind === 'finish') return 'finish'
  if (entry.kind === 'flag') return `item ${entry.slot + 1} ${entry.on ? 'flagged' : 'flag removed'}`
  return entry.choice === null ? `item ${entry.slot + 1} cleared` : `item ${entry.slot + 1}, option ${entry.choice + 1}`
}

const at = (wall: WallMs): string => new Date(wall).toISOString().slice(11, 23)
