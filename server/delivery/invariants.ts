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
  I7: 'a publication is a pure function of scores and rules',
  I8: 'no item is readable before its time began, and no log names a NIK',
  I9: 'the chain of each log is whole, and holds its receipt',
  I10: 'one manifest: every attempt of a sitting has the same build, grace and draw',
  I11: 'no acknowledgement before the disk has it',
  I12: 'what staff did is there once, with a name, a reason and where needed a second person',
  I13: 'once server, line and disk are well, nothing waits long',
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
  /** When she did it, by the same clock as `told.at`; for I13. */
  at?: WallMs
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
  /** When each row was committed and when it was safe, by the observer's clock; else the rows' own label is believed. */
  committed?: readonly { at: WallMs; durable: WallMs }[]
  /** When her station was first given the key of its paper; null: never. */
  keyAt?: WallMs | null
  /** Stretches in which her server, her line or the disk was not well, merged and in order (I13). */
  troubles?: readonly Outage[]
  /** Breaches that somebody behind her chair saw with his own eyes. */
  seen?: readonly Violation[]
}

/** A command of the room and what the proctor was told of it: done for these people. */
export interface CommandEvidence {
  id: string
  kind: string
  /** Attempts for which it was reported as done; null: no reply was ever heard. */
  done: string[] | null
}

/** The server was down (or its process stood still) from here to there, on the observer's clock. */
export interface Outage {
  from: WallMs
  to: WallMs
  cause?: 'server' | 'stall'
  /** What the exam clock gave back in this crash, where the observer knows: since it was last written down. */
  givenMs?: number
}

export interface SittingEvidence {
  attempts: AttemptEvidence[]
  outages: Outage[]
  /** The exam clock at the end. */
  examNow: number
  /** Scores the responses of a log anew; canonical JSON. Given from outside: delivery knows no keys. */
  rescore: (form: Form, responses: Map<ItemId, OptionId | null>) => string
  /** The form that this attempt must have been dealt, drawn anew. */
  redraw?: (attempt: AttemptEvidence) => Form
  /** How late the sweep may come beyond its rule, because the disk was slow or full. */
  sweepLateMs?: number
  /** Every command that was ever given in this sitting. */
  commands?: readonly CommandEvidence[]
  /** Publications recomputed from scores and rules: what differs, in sentences. */
  publications?: { count: number; broken: string[] }
}

/** The sweep looks this often, and the disk's turn may come later. */
const SWEEP_MS = 500
/** What the exam clock may give back in a crash: a heartbeat and a sweep. It never takes any. */
const CLOCK_LOSS_MS = 1500
/** Who fell silent just before the end is finished so much later (T8). */
const SILENT_AT_END_MS = 15_000
/** After a start of the server it must have credited the outage within so long. */
const CREDIT_MS = 10_000
/** With everything well an entry is settled within so long: the longest backoff, a lost reply, and a try. */
const SETTLED_MS = 45_000

/** Every breach of every invariant; none, and the sitting was sound. */
export function violationsOf(sitting: SittingEvidence): Violation[] {
  const readings = sitting.attempts.map(readingOf)
  const each = readings.flatMap((reading) => {
    const { evidence } = reading
    const say =
      (invariant: Invariant) =>
      (sentence: string): Violation => ({ invariant, sentence: `candidate ${evidence.candidate}: ${sentence}` })
    return [
      ...acknowledgedIsThere(reading).map(say('I1')),
      ...onceAndInOrder(reading).map(say('I2')),
      ...inTime(reading).map(say('I3')),
      ...lateIsTold(reading).map(say('I3')),
      ...timeGranted(reading, sitting).map(say('I4')),
      ...outageCredited(reading, sitting.outages).map(say('I4')),
      ...oneWriter(reading).map(say('I5')),
      ...scoreOfLog(reading, sitting.rescore).map(say('I6')),
      ...sealedUntilStart(reading).map(say('I8')),
      ...[...reading.unreadable, ...chainWhole(reading)].map(say('I9')),
      ...drawnAsDealt(reading, sitting.redraw).map(say('I10')),
      ...durableFirst(reading).map(say('I11')),
      ...staffIsNamed(reading, sitting.commands).map(say('I12')),
      ...nothingWaits(reading).map(say('I13')),
      ...screenIsTrue(reading).map(say('I14')),
      ...allFinished(reading, sitting.examNow).map(say('A11')),
      ...summaryIsFold(reading).map(say('A13')),
      ...(evidence.seen ?? []).map(({ invariant, sentence }) => say(invariant)(sentence)),
    ]
  })
  return [
    ...each,
    ...oneManifest(readings).map((sentence) => ({ invariant: 'I10' as const, sentence })),
    ...commandsDone(readings, sitting.commands ?? []).map((sentence) => ({ invariant: 'I12' as const, sentence })),
    ...(sitting.publications?.broken ?? []).map((sentence) => ({ invariant: 'I7' as const, sentence })),
  ]
}

/** What this evidence could show at all, and what not: a rule that had nothing to look at has not been kept. */
export function coverageOf(sitting: SittingEvidence): {
  checked: Partial<Record<Invariant, string>>
  unchecked: Partial<Record<Invariant, string>>
} {
  const { attempts } = sitting
  const events = attempts.reduce((sum, { rows }) => sum + rows.length, 0)
  const told = attempts.reduce((sum, { journal }) => sum + journal.filter((done) => done.told !== null).length, 0)
  const logs = attempts.filter(({ rows }) => rows.length > 0).length
  const checked: Partial<Record<Invariant, string>> = {}
  const unchecked: Partial<Record<Invariant, string>> = {}
  const put = (name: Invariant, count: number, what: string, missing: string) => {
    if (count > 0) checked[name] = `${count} ${what}`
    else unchecked[name] = missing
  }
  const having = (has: (one: AttemptEvidence) => boolean) => attempts.filter(has).length
  const journals = 'no station journal with an acknowledgement'
  for (const name of ['I2', 'I3', 'I5', 'I9', 'I10', 'A11', 'A13'] as const) put(name, events, 'events', 'no log')
  put('I1', told, 'acknowledgements', journals)
  put('I4', sitting.outages.length + logs, `attempts and outages (${sitting.outages.length})`, 'no log')
  put(
    'I6',
    having((one) => one.scores.length > 0),
    'scores',
    'no score is stored',
  )
  put('I7', sitting.publications?.count ?? 0, 'publications', 'nothing is published')
  put(
    'I8',
    having((one) => one.keyAt !== undefined),
    'keys of papers',
    'no journal tells when a key came; logs were searched for NIK only',
  )
  put(
    'I11',
    having((one) => one.committed !== undefined),
    'attempts',
    'nobody saw when the disk was done: a power cut shows it',
  )
  put('I12', sitting.commands?.length ?? 0, 'commands', 'no command was given; names and reasons in the logs were read')
  put(
    'I13',
    having((one) => one.troubles !== undefined),
    'attempts',
    'no journal tells when line and server were well',
  )
  put(
    'I14',
    having((one) => one.endScreen !== null || one.station !== null),
    'screens',
    'no journal tells what a screen said',
  )
  return { checked, unchecked }
}

/** One log, read once: every rule looks at the same reading. */
interface Reading {
  evidence: AttemptEvidence
  read: Read[]
  unreadable: string[]
  /** The product's own fold, or null where the log cannot be folded (the other rules then say why). */
  fold: Attempt | null
  last: Map<number, OptionId | null>
  times: Moment[]
}

interface Read {
  row: LogRow
  event: AttemptEvent
  /** By the observer's clock where there is one: the wall of the server may jump. */
  happened: WallMs
}

/** A payload that is no JSON any more is a breach of the chain; the other rules go on with the rest. */
function readingOf(evidence: AttemptEvidence): Reading {
  const read: Read[] = []
  const unreadable: string[] = []
  for (const [index, row] of evidence.rows.entries()) {
    try {
      const { event } = eventOf(row)
      read.push({ row, event, happened: evidence.committed?.[index]?.at ?? row.at })
    } catch {
      unreadable.push(`event ${row.seq} (${row.kind}) cannot be read; canonical JSON was expected`)
    }
  }
  return { evidence, read, unreadable, fold: foldOf(read), last: lastTaken(read), times: timesOf(read) }
}

const find = <Kind extends AttemptEvent['kind']>(read: Read[], kind: Kind) =>
  read.find((one): one is Read & { event: AttemptEvent & { kind: Kind } } => one.event.kind === kind)

/** Written by a station, not by the server, the proctor or a claim. */
const byStation = ({ row }: Read): boolean => row.source !== 'server' && !row.source.includes(':')
const isTaken = ({ event }: Read): boolean => event.kind === 'answered' || event.kind === 'flagged'
const key = (source: string, n: number): string => `${source} ${n}`

/** I1: what was acknowledged is in the log, with the same content. */
function acknowledgedIsThere({ evidence: { journal }, read }: Reading): string[] {
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
function onceAndInOrder({ evidence: { journal }, read, fold: folded, last }: Reading): string[] {
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
  for (const [slot, option] of last.entries())
    if (folded && folded.responses[slot] !== option)
      broken.push(
        `the response to item ${slot + 1} is ${folded.responses[slot]}; the last one taken, ${option}, was expected`,
      )
  return broken
}

/** I3: nothing counts after deadline + grace or after the finish; nothing in time is put aside as late. */
function inTime({ times }: Reading): string[] {
  return times.flatMap(({ one, closes, now, after, started }) => {
    const { row, event } = one
    const what = `event ${row.seq} (${row.kind})`
    if (isTaken(one) && !started) return [`${what} was taken before the start; nothing was expected yet`]
    if (isTaken(one) && now > closes)
      return [`${what} was taken ${now - closes} ms after deadline and grace; it was expected to be late`]
    if (isTaken(one) && after) return [`${what} was taken after the finish; it was expected to be late`]
    if (event.kind === 'finished' && after) return [`${what} finishes a finished attempt; once was expected`]
    if (event.kind === 'finished' && event.how === 'expiry' && now <= closes)
      return [
        `${what} came ${closes - now} ms before deadline and grace were over (held time stands); after it was expected`,
      ]
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
  /** After this event. */
  finishedNow: boolean
  heldNow: boolean
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
    return { ...before, deadline, heldMs, finishedNow: finished, heldNow: holds.size > 0 }
  })
}

/** I3: an acknowledgement says of each entry whether it counts, and says it as the log has it. */
function lateIsTold({ evidence: { journal }, read }: Reading): string[] {
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
function timeGranted(
  { evidence: { limitMs }, read, times }: Reading,
  { outages, sweepLateMs = 0 }: SittingEvidence,
): string[] {
  const broken: string[] = []
  for (const [index, { row }] of read.entries()) {
    const before = read[index - 1]?.row
    if (before && row.mono < before.mono)
      broken.push(`the exam clock went back ${before.mono - row.mono} ms at event ${row.seq}; it never may`)
  }
  const opened = find(read, 'opened')?.event
  const started = find(read, 'started')
  if (!started || !opened) return broken
  for (const { row, event } of read)
    if (event.kind === 'started' && row !== started.row)
      broken.push(`event ${row.seq} (started) starts a started attempt; once was expected`)
  const granted = started.event.deadline - started.row.mono
  if (granted !== limitMs) broken.push(`granted ${granted} ms at event ${started.row.seq}; ${limitMs} was expected`)
  const ends = times.filter(
    ({ one: { event } }) =>
      (event.kind === 'finished' && event.how === 'expiry') || (event.kind === 'late' && event.why === 'time-over'),
  )
  for (const { one, closes } of ends) {
    const { row, event } = one
    const { up, given } = upTime(started.happened, one.happened, outages)
    const least = closes - started.row.mono
    if (up < least)
      broken.push(
        `event ${row.seq} (${row.kind}) came after ${up} ms with the server up; at least ${least} was expected`,
      )
    const most = least + SWEEP_MS + SILENT_AT_END_MS + given + sweepLateMs
    if (event.kind === 'finished' && up > most)
      broken.push(`event ${row.seq} (finished) came after ${up} ms with the server up; at most ${most} was expected`)
  }
  return broken
}

function upTime(from: WallMs, to: WallMs, outages: Outage[]): { up: number; given: number } {
  let up = to - from
  let given = 0
  for (const outage of outages) {
    const passed = Math.min(to, outage.to) - Math.max(from, outage.from)
    if (passed <= 0) continue
    up -= passed
    given += outage.givenMs ?? CLOCK_LOSS_MS
  }
  return { up, given }
}

/** I5: a station writes between its claim and the next one, and never again. */
function oneWriter({ read }: Reading): string[] {
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
function scoreOfLog({ evidence: { scores }, read, last }: Reading, rescore: SittingEvidence['rescore']): string[] {
  const form = find(read, 'opened')?.event.form
  const expected = find(read, 'finished') ? 1 : 0
  if (scores.length !== expected) return [`${scores.length} scores are stored; ${expected} was expected`]
  const [score] = scores
  if (!score || !form) return []
  const again = rescore(form, new Map(form.slots.map(({ item }, slot) => [item, last.get(slot) ?? null])))
  return again === score.result ? [] : [`the stored score is ${score.result}; the log is worth ${again}`]
}

/** I9: no event missing, moved or changed; the receipt on her screen is the place in her chain where it finished. */
function chainWhole({ evidence: { attempt, rows, endScreen }, read }: Reading): string[] {
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
function screenIsTrue({ evidence: { endScreen, station, scores, journal }, read, last }: Reading): string[] {
  const broken = journal
    .filter((done) => done.source === station?.source && done.told === null)
    .map(({ source, entry }) => `entry ${entry.n} of station ${source} (${words(entry)}) never got an answer`)
  if (station && station.waiting > 0)
    broken.push(`${station.waiting} entries still wait at station ${station.source}; none was expected`)
  if (!endScreen) return broken
  const finished = find(read, 'finished')
  const answered = [...last.values()].filter((option) => option !== null).length
  if (endScreen.how !== finished?.event.how)
    broken.push(`her screen said finished by ${endScreen.how}; the log says ${finished?.event.how ?? 'not finished'}`)
  if (endScreen.answered !== answered)
    broken.push(`her screen said ${endScreen.answered} answered; the log has ${answered}`)
  if (endScreen.total !== null && scores[0] && endScreen.total !== scores[0].total)
    broken.push(`her screen said ${endScreen.total} points; ${scores[0].total} are stored`)
  return broken
}

/** I4: an outage of the server is credited to whoever was at work, once, from where the exam clock stood. */
function outageCredited({ read, times }: Reading, outages: Outage[]): string[] {
  const started = find(read, 'started')
  if (!started) return []
  return outages.flatMap((outage, index) => {
    if (outage.cause === 'stall') return []
    const next = outages[index + 1]?.from ?? Number.POSITIVE_INFINITY
    // Before the outage: where her time stood. A server that was up for a moment had no time to credit anything.
    const before = times.findLast(({ one }) => one.happened <= outage.from)
    if (!before || before.deadline === null || before.finishedNow || before.heldNow) return []
    if (outage.to === Number.POSITIVE_INFINITY || next < outage.to + CREDIT_MS) return []
    // It is written while the server starts, before it answers anybody.
    const rows = read.filter(({ happened }) => happened > outage.from && happened < next)
    const holds = rows.filter(({ event }) => event.kind === 'held' && event.hold === 'outage-server')
    const what = `the server was down from ${at(outage.from)} to ${at(outage.to)} while she worked, and her log has`
    if (holds.length === 0 && read.some(({ happened }) => happened >= outage.to))
      return [`${what} no hold for it; one was expected`]
    return holds.length > 1 ? [`${what} ${holds.length} holds for it; one was expected`] : []
  })
}

/** I8: the key of a paper comes after the start is on disk; a log holds no number of sixteen digits, as a NIK is. */
function sealedUntilStart({ evidence: { keyAt, rows, committed }, read }: Reading): string[] {
  const nik = rows.filter(({ payload }) => /(?<![\da-fA-F])\d{16}(?![\da-fA-F])/.test(payload))
  const broken = nik.map(({ seq, kind }) => `event ${seq} (${kind}) holds a number of sixteen digits, as a NIK has`)
  if (keyAt === undefined || keyAt === null) return broken
  const started = find(read, 'started')
  const since = started && (committed?.[started.row.seq - 1]?.durable ?? started.happened)
  return since !== undefined && since <= keyAt
    ? broken
    : [
        ...broken,
        `her station had the key of its paper at ${at(keyAt)}; not before the start${since ? ` at ${at(since)}` : ''} was expected`,
      ]
}

/** I10: the form in the log is the one that the sitting's secret deals to her. */
function drawnAsDealt({ evidence, read }: Reading, redraw: SittingEvidence['redraw']): string[] {
  const opened = find(read, 'opened')
  if (!opened || !redraw) return []
  return sameForm(opened.event.form, redraw(evidence))
    ? []
    : [`event ${opened.row.seq} (opened) has another form than the sitting's secret deals; that one was expected`]
}

const sameForm = (a: Form, b: Form): boolean =>
  a.slots.length === b.slots.length &&
  a.slots.every(
    (slot, index) =>
      slot.item === b.slots[index]?.item &&
      slot.section === b.slots[index]?.section &&
      slot.options.length === b.slots[index]?.options.length &&
      slot.options.every((option, place) => option === b.slots[index]?.options[place]),
  )

/** I10: one build, one grace and one shape of form for a whole sitting. */
function oneManifest(readings: Reading[]): string[] {
  const first = new Map<string, { manifest: string; candidate: string }>()
  return readings.flatMap(({ evidence: { candidate }, read }) => {
    const opened = find(read, 'opened')?.event
    if (!opened) return []
    const sections = new Map<string, number>()
    for (const { section } of opened.form.slots) sections.set(section, (sections.get(section) ?? 0) + 1)
    const shape = [...sections].map(([name, count]) => `${name} ${count}`).join(', ')
    const manifest = `build ${opened.build}, grace ${opened.graceMs} ms, ${shape}`
    const known = first.get(opened.sitting)
    if (!known) first.set(opened.sitting, { manifest, candidate })
    return !known || known.manifest === manifest
      ? []
      : [
          `candidate ${candidate} sits "${manifest}", candidate ${known.candidate} "${known.manifest}"; one was expected`,
        ]
  })
}

/** I11: a word that something is stored leaves the server after the disk has it. */
function durableFirst({ evidence: { journal, committed }, read }: Reading): string[] {
  if (!committed) return []
  const safe = new Map(
    read.filter(byStation).map(({ row }) => [key(row.source, row.sourceSeq), committed[row.seq - 1]]),
  )
  return journal.flatMap(({ source, entry, told }) => {
    if (!told) return []
    const durable = safe.get(key(source, entry.n))?.durable
    return durable !== undefined && durable > told.at
      ? [
          `entry ${entry.n} of station ${source} (${words(entry)}) was acknowledged at ${at(told.at)}, ${durable === Number.POSITIVE_INFINITY ? 'and the disk never had it for sure' : `${durable - told.at} ms before the disk had it`}`,
        ]
      : []
  })
}

/** I12: staff events carry a name and a reason where one is needed, time names two, and each command is done once. */
function staffIsNamed({ read }: Reading, commands: readonly CommandEvidence[] | undefined): string[] {
  const given = commands && new Set(commands.map(({ id }) => id))
  const seen = new Set<string>()
  return read.flatMap(({ row, event }) => {
    const broken: string[] = []
    const what = `event ${row.seq} (${row.kind})`
    if ('by' in event && event.by.trim() === '') broken.push(`${what} names nobody`)
    if (
      (event.kind === 'credited' || event.kind === 'reopened') &&
      (event.approvedBy === '' || event.by === event.approvedBy)
    )
      broken.push(`${what} gives time on the word of ${event.by} alone; two people were expected`)
    if (event.kind === 'finished' && event.how === 'proctor' && event.reason.trim() === '')
      broken.push(`${what} ends an exam without a reason`)
    if (event.kind === 'credited' && !row.source.startsWith('command:'))
      broken.push(`${what} gives ${event.ms} ms that no command gave`)
    if (!row.source.includes(':')) return broken
    // A claim, a hold, a release: each key is done once.
    const name = key(row.source, row.sourceSeq)
    if (seen.has(name)) broken.push(`${what} is "${row.source}" again; once was expected`)
    seen.add(name)
    const [, id] = row.source.match(/^command:([^/]+)/) ?? []
    if (id !== undefined && ONCE.has(event.kind)) {
      const deed = `${id} ${event.kind}`
      if (seen.has(deed)) broken.push(`${what} is the command ${id} again; a command is done once`)
      seen.add(deed)
    }
    if (id !== undefined && given && !given.has(id)) broken.push(`${what} is from the command ${id}, which nobody gave`)
    return broken
  })
}

/** What one command does to one attempt at most once, whatever key it is stored under. */
const ONCE: ReadonlySet<AttemptEvent['kind']> = new Set(['credited', 'reopened', 'finished', 'locked', 'moved'])

const LEAVES: Partial<Record<string, AttemptEvent['kind'][]>> = {
  start: ['started'],
  pause: ['held'],
  resume: ['released', 'held'],
  lock: ['locked'],
  unlock: ['locked'],
  end: ['finished'],
  'add-time': ['credited'],
  reopen: ['reopened'],
  move: ['moved'],
}

/** I12: a command that was reported as done has left its event with everybody it was done for. */
function commandsDone(readings: Reading[], commands: readonly CommandEvidence[]): string[] {
  const logs = new Map(readings.map((reading) => [reading.evidence.attempt, reading]))
  return commands.flatMap(({ id, kind, done }) =>
    (done ?? []).flatMap((attempt) => {
      const kinds = LEAVES[kind]
      const reading = logs.get(attempt)
      if (!kinds || !reading) return []
      const there = reading.read.some(
        ({ row, event }) =>
          kinds.includes(event.kind) &&
          (kind === 'start' || row.source === `command:${id}` || row.source.startsWith(`command:${id}/`)),
      )
      return there
        ? []
        : [
            `candidate ${reading.evidence.candidate}: the ${kind} ${id} was reported as done and left no event; one was expected`,
          ]
    }),
  )
}

/** I13: with server, line and disk well, an entry is settled soon. */
function nothingWaits({ evidence: { journal, troubles } }: Reading): string[] {
  if (!troubles) return []
  return journal.flatMap(({ source, entry, told, at: done }) => {
    if (done === undefined || !told) return []
    let well = told.at - done
    for (const { from, to } of troubles) well -= Math.max(0, Math.min(to, told.at) - Math.max(from, done))
    return well > SETTLED_MS
      ? [
          `entry ${entry.n} of station ${source} (${words(entry)}) waited ${well} ms while all was well; at most ${SETTLED_MS} was expected`,
        ]
      : []
  })
}

/** A11: whoever waits is started, and whoever was started is finished once deadline + grace have passed. */
function allFinished({ evidence: { station }, read, fold, times }: Reading, examNow: number): string[] {
  const opened = find(read, 'opened')?.event
  const started = find(read, 'started')
  const last = times.at(-1)
  if (!opened || fold?.status === 'finished') return []
  // Who went away before the start, and never came back, has lost nothing: her time would begin then (A3).
  if (!started) return station === null ? [] : ['waits and was never started; a start was expected']
  const over = examNow - (last?.deadline ?? 0) - opened.graceMs - (station ? 0 : SILENT_AT_END_MS)
  return over > 0 ? [`not finished ${over} ms after deadline and grace; the server was expected to finish it`] : []
}

/** A13: the row that lists read is the log, folded. */
function summaryIsFold({
  evidence: { rows, summary },
  read,
  fold: attempt,
  last: responses,
  times,
}: Reading): string[] {
  if (!attempt) return summary ? ['a summary row without a log'] : []
  if (!summary) return ['a log without a summary row']
  const finished = find(read, 'finished')
  const last = rows.at(-1)
  const expected: Summary = {
    status: attempt.status,
    answered: [...responses.values()].filter((option) => option !== null).length,
    flagged: attempt.flags.filter(Boolean).length,
    items: attempt.form.slots.length,
    deadline: times.at(-1)?.deadline ?? null,
    how: attempt.status === 'finished' ? (finished?.event.how ?? null) : null,
    lastSeq: last?.seq ?? 0,
    head: last?.hash ?? '',
  }
  return (Object.keys(expected) as (keyof Summary)[])
    .filter((name) => summary[name] !== expected[name])
    .map((name) => `the summary row says ${name} ${summary[name]}; the log says ${expected[name]}`)
}

/** The product's own fold, or null where the log cannot be folded (the other rules then say why). */
function foldOf(read: Read[]): Attempt | null {
  try {
    let attempt: Attempt | null = null
    for (const { row, event } of read)
      attempt = evolve(attempt, { event, source: row.source, sourceSeq: row.sourceSeq }, row)
    return attempt
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

const at = (wall: WallMs): string => (Number.isFinite(wall) ? new Date(wall).toISOString().slice(11, 23) : 'no time')
