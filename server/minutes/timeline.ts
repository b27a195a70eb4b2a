import type { LogRow } from '../delivery/event-log.ts'
import { storyOf } from '../delivery/story.ts'
import type { CandidateTimeline, TimelineLine } from '../protocol/minutes.ts'
import type { RoomEventKind } from '../protocol/room-log.ts'
import { type TimeLedger, usedOf } from '../protocol/time.ts'
import { commandSentence } from './command-sentence.ts'
import type { OutageFact, SeatFact, Told } from './room-lines.ts'
import { capital, clockOf, joined, say } from './words.ts'

/** What the desk writes; the rest of the log is the room's. */
const DESK: readonly RoomEventKind[] = [
  ...(['arrived', 'documents-checked', 'belongings-kept', 'photo-taken', 'face-overridden', 'body-checked'] as const),
  ...(['pin-issued', 'seated', 'late', 'refused-entry', 'refusal-withdrawn'] as const),
]
/** Events of a room or of the server that are part of everybody's story who sat there. */
const OF_ALL: readonly RoomEventKind[] = [
  ...(['room-silent', 'room-paused', 'room-resumed', 'server-outage', 'server-stalled', 'rescheduled'] as const),
  'spare-took-over',
]

/** Wall clock and exam clock of one moment. */
export interface Moment {
  wall: number
  exam: number
}

/**
 * One candidate's day in sentences: attempt, room, desk and commands in one row of time (MN1), and whether her time
 * sums to the clock on the wall (MN4). Pure.
 */
export function timelineOf(
  seat: SeatFact,
  attempt: { id: string; log: LogRow[]; ledger: TimeLedger } | null,
  told: readonly Told[],
  outages: readonly OutageFact[],
  now: Moment,
): CandidateTimeline {
  const lines = [
    ...(attempt ? attemptLines(seat, attempt.log) : []),
    ...told.filter((one) => concerns(one, seat)).flatMap((one) => [roomLine(one, seat), ...correctionLines(one)]),
  ]
  return {
    ...seat,
    attempt: attempt?.id ?? null,
    lines: lines
      .map((line, at) => ({ line, at }))
      .sort((a, b) => a.line.at - b.line.at || a.at - b.at)
      .map(({ line }) => line),
    ledger: attempt?.ledger ?? null,
    sum: attempt ? timeSum(attempt.log, attempt.ledger, outages, now) : null,
  }
}

/**
 * Wall clock from start to finish (or now) taken apart: working time used, time held still, outages of the server in
 * between. What is left over is the difference of two clocks, about nothing (MN4). Null before the start.
 */
export function timeSum(
  log: readonly Pick<LogRow, 'kind' | 'at'>[],
  ledger: TimeLedger,
  outages: readonly OutageFact[],
  now: Moment,
): CandidateTimeline['sum'] {
  const started = log.find(({ kind }) => kind === 'started')
  if (!started || ledger.startedAt === null) return null
  const finished = ledger.finishedAt === null ? undefined : log.findLast(({ kind }) => kind === 'finished')
  const end: Moment = { wall: finished?.at ?? now.wall, exam: ledger.finishedAt ?? now.exam }
  const usedMs = usedOf(ledger, end.exam)
  const open = ledger.holds[0]
  const heldMs =
    ledger.entries.reduce((sum, { from, until }) => (from === null || until === null ? sum : sum + until - from), 0) +
    (open ? Math.max(0, end.exam - open.from) : 0)
  const outageMs = outages.reduce(
    (sum, { fromWall, untilWall }) => sum + Math.max(0, Math.min(untilWall, end.wall) - Math.max(fromWall, started.at)),
    0,
  )
  const wallMs = end.wall - started.at
  return { wallMs, usedMs, heldMs, outageMs, restMs: wallMs - usedMs - heldMs - outageMs }
}

function attemptLines(seat: SeatFact, log: LogRow[]): TimelineLine[] {
  const story = new Map(storyOf(log).map((line) => [line.seq, line]))
  return log.flatMap((row) => {
    const line = story.get(row.seq)
    if (!line) return []
    const by = (JSON.parse(row.payload) as { by?: unknown }).by
    const actor = typeof by !== 'string' ? (row.source === 'server' ? 'server' : seat.number) : by
    return [
      {
        at: row.at,
        from: 'attempt' as const,
        kind: row.kind,
        ...capital(line),
        actor: actor === seat.candidate ? seat.number : actor,
        signal: row.kind === 'late' || row.kind === 'carried',
      },
    ]
  })
}

function concerns({ line, rooms, event, command }: Told, seat: SeatFact): boolean {
  if (line.candidate !== null) return line.candidate === seat.candidate
  if (command) {
    const { fact } = command
    if (fact.targets.some(({ candidate }) => candidate === seat.candidate)) return true
    return fact.candidates.length === 0 ? fact.targets.length === 0 : fact.candidates.includes(seat.candidate)
  }
  if (event && !OF_ALL.includes(event.kind)) return false
  return rooms.length === 0 || rooms.includes(seat.room)
}

function roomLine({ line, event, command }: Told, seat: SeatFact): TimelineLine {
  const from = command ? 'command' : event && DESK.includes(event.kind) ? 'desk' : 'room'
  const mine = command?.fact.targets.filter(({ candidate }) => candidate === seat.candidate) ?? []
  // What a command to a room came to for the others is no part of her story.
  const text = command && mine.length > 0 ? commandSentence(command.fact, null, mine) : line.text
  return { at: line.at, from, kind: line.kind, ...text, actor: line.actor, signal: line.signal }
}

/** A correction stands at its own time, and says which line it is about. */
const correctionLines = ({ line }: Told): TimelineLine[] =>
  line.corrections.map(({ at, actor, text }) => ({
    at,
    from: 'room' as const,
    kind: 'correction',
    ...joined([
      say('Koreksi atas catatan pukul ', 'Correction of the line of '),
      clockOf(line.at),
      say(`: ${text}`, `: ${text}`),
    ]),
    actor,
    signal: false,
  }))
