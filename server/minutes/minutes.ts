import type { MinutesView, RoomLogLine } from '../protocol/minutes.ts'
import type { CommandKind, SittingState } from '../protocol/proctor.ts'
import { type RoomEventKind, SIGNALS } from '../protocol/room-log.ts'
import type { TimeCause, TimeLedger } from '../protocol/time.ts'
import { inRoom, type SeatFact, type Told } from './room-lines.ts'
import { PHRASES, stretch } from './room-sentence.ts'
import { capital, clockOf, joined, listed, say, spanOf, type Words } from './words.ts'

/** What the minutes are computed from: rows and logs, nothing that anybody typed for them. */
export interface DayFacts {
  sitting: { id: string; name: string; test: string; venue: string; startsAt: number; state: SittingState }
  seats: readonly SeatFact[]
  /** State at the desk, by candidate. */
  checkIns: ReadonlyMap<string, 'arrived' | 'admitted' | 'refused'>
  attempts: readonly AttemptFact[]
  told: readonly Told[]
  /** When the sitting as a whole was opened, started and closed, from the audit trail. */
  moved: { opened: number | null; started: number | null; closed: number | null }
  /** A connection lost for longer is an incident (`policy.silentSeconds`). */
  silentMs: number
  notes: MinutesView['notes']
}
export interface AttemptFact {
  candidate: string
  startedAt: number | null
  finishedAt: number | null
  ledger: TimeLedger
  /** Where it was taken, in order, and who let it go there. */
  claims: { at: number; room: string; station: string; by: string }[]
}

/** The minutes of a sitting or of one room of it, without their digest (MN8 to MN11). Pure. */
export function minutesOf(facts: DayFacts, room: string | null): Omit<MinutesView, 'digest'> {
  const attempts = new Map(facts.attempts.map((attempt) => [attempt.candidate, attempt]))
  // Whoever worked in a room belongs to it, also where she was planned elsewhere.
  const seats = facts.seats.filter(
    (seat) =>
      room === null || seat.room === room || attempts.get(seat.candidate)?.claims.some((claim) => claim.room === room),
  )
  const told = inRoom(facts.told, room)
  const isHere = ({ candidate }: SeatFact) => attempts.has(candidate) || facts.checkIns.get(candidate) === 'admitted'
  const here = seats.filter(isHere)
  const away = seats.filter((seat) => !isHere(seat))
  const mine = seats.flatMap(({ candidate }) => attempts.get(candidate) ?? [])
  const starts = mine.flatMap(({ startedAt }) => startedAt ?? [])
  const started = facts.moved.started === null ? starts : [...starts, facts.moved.started]
  return {
    sitting: facts.sitting,
    rooms: [...new Set(seats.map((seat) => seat.room))].filter((name) => room === null || name === room).sort(),
    counts: {
      registered: seats.length,
      present: here.length,
      absent: away.length,
      refused: away.filter(({ candidate }) => facts.checkIns.get(candidate) === 'refused').length,
      started: starts.length,
      finished: mine.filter(({ finishedAt }) => finishedAt !== null).length,
    },
    opened: facts.moved.opened,
    started: started.reduce<number | null>((first, at) => (first === null ? at : Math.min(first, at)), null),
    closed: facts.moved.closed,
    absent: away.map((seat) => ({ ...personOf(seat), reason: absence(seat, facts) })),
    incidents: incidentsOf(told, facts, attempts),
    time: seats.flatMap((seat) => {
      const given = timeGiven(attempts.get(seat.candidate)?.ledger)
      return given ? [{ ...personOf(seat), ...given }] : []
    }),
    moves: movesOf(seats, attempts, told),
    notes: facts.notes,
  }
}

const personOf = ({ number, name, room, station }: SeatFact) => ({ number, name, room, station })

function absence({ candidate }: SeatFact, { checkIns, told, sitting }: DayFacts): Words {
  const state = checkIns.get(candidate)
  if (state === 'refused') {
    const line = told.findLast(
      ({ event }) => event?.candidate === candidate && (event.kind === 'refused-entry' || event.kind === 'late'),
    )
    return line?.line.text ?? capital(PHRASES['refused-entry'])
  }
  const over = sitting.state === 'closed'
  if (state === 'arrived')
    return over
      ? say('Datang, tetapi pemeriksaan tidak selesai', 'Came, but the checks were not completed')
      : say('Sedang diperiksa', 'Being checked')
  return over ? say('Tidak datang', 'Did not come') : say('Belum datang', 'Not here yet')
}

/** Of the room's log; signals and lost connections are told together below. */
const INCIDENTS: readonly RoomEventKind[] = [
  ...(['room-silent', 'room-paused', 'room-resumed', 'server-outage', 'server-stalled', 'rescheduled'] as const),
  ...(['spare-lost', 'spare-back', 'spare-took-over', 'other-line'] as const),
  ...(['late', 'refused-entry', 'refusal-withdrawn', 'face-overridden', 'note'] as const),
]
const DEEDS: readonly CommandKind[] = [
  ...(['pause', 'resume', 'move', 'reset-sign-in', 'lock', 'unlock', 'end', 'add-time', 'reopen'] as const),
]

/** Lines that the annex tells one by one: every incident, with each signal by itself (MN9). */
export const isIncident = ({ line, event, command }: Told): boolean => {
  if (command) {
    const { fact, told } = command
    // What was refused did not happen; it stays in the room's log.
    const undone = fact.whole !== null || (told.length > 0 && told.every((one) => one.refused !== null))
    return DEEDS.includes(fact.kind) && !undone
  }
  const kind = event?.kind ?? (line.kind as RoomEventKind)
  return INCIDENTS.includes(kind) || SIGNALS.includes(kind)
}

/**
 * Every incident in the order of time (MN9): outages, pauses, commands and notes line by line, signals of one kind of
 * one candidate in one line with their times, and each connection that was lost for longer than the committee allows.
 */
function incidentsOf(
  told: readonly Told[],
  { silentMs }: DayFacts,
  attempts: ReadonlyMap<string, AttemptFact>,
): RoomLogLine[] {
  const all = told.filter(isIncident)
  const signals = all.filter(({ line }) => line.signal)
  const groups = Map.groupBy(signals, ({ line }) => `${line.candidate ?? line.id}/${line.kind}`)
  return [
    ...all.filter(({ line }) => !line.signal).map(({ line }) => line),
    ...[...groups.values()].map(summary),
    ...lostConnections(told, silentMs, attempts),
  ].sort((a, b) => a.at - b.at)
}

/** Several signals of one kind as one line, with the first of their times. */
function summary(signals: Told[]): RoomLogLine {
  const [{ line }] = signals as [Told, ...Told[]]
  if (signals.length === 1) return line
  const times = signals.map((one) => clockOf(one.line.at))
  const [id, en] = [listed(times.map((one) => one.id)), listed(times.map((one) => one.en))]
  const n = signals.length
  return {
    ...line,
    id: `signals/${line.candidate ?? ''}/${line.kind}`,
    text: capital(joined([PHRASES[line.kind as RoomEventKind], say(` ${n} kali: ${id.id}`, ` ${n} times: ${en.en}`)])),
    corrections: signals.flatMap((one) => one.line.corrections).sort((a, b) => a.at - b.at),
  }
}

/** Connections that a working candidate's computer lost for longer than `silentMs`; pure of what came before or after. */
export function lostConnections(
  told: readonly Told[],
  silentMs: number,
  attempts: ReadonlyMap<string, AttemptFact>,
): RoomLogLine[] {
  const away = new Map<string, RoomLogLine>()
  const lost: RoomLogLine[] = []
  const close = (candidate: string, until: number | null) => {
    const line = away.get(candidate)
    const attempt = attempts.get(candidate)
    if (!line || !attempt || attempt.startedAt === null) return
    away.delete(candidate)
    // Before the start and after the finish a connection costs nobody anything.
    const at = Math.max(line.at, attempt.startedAt)
    const end = until === null ? attempt.finishedAt : Math.min(until, attempt.finishedAt ?? until)
    if (end !== null && end - at <= silentMs) return
    const rest = end === null ? joined([say('sejak ', 'since '), clockOf(at)]) : stretch(at, end)
    lost.push({ ...line, at, text: capital(joined([PHRASES.disconnected, rest], ' ')) })
  }
  for (const { line, event } of told) {
    if (!event || line.candidate === null) continue
    if (event.kind === 'disconnected') {
      if (!away.has(line.candidate)) away.set(line.candidate, line)
    } else if (event.kind === 'reconnected' || event.kind === 'signed-in') close(line.candidate, line.at)
  }
  for (const candidate of [...away.keys()]) close(candidate, null)
  return lost
}

const CAUSES: Record<Exclude<TimeCause, 'granted' | 'accommodation'>, Words> = {
  paused: say('jeda', 'pause'),
  'outage-room': say('gangguan ruang', 'outage of the room'),
  'outage-server': say('gangguan server', 'outage of the server'),
  added: say('tambahan', 'added'),
  credited: say('penggantian', 'credited'),
  reopened: say('sampai dibuka kembali', 'until opened again'),
}

/** All that was given beside the working time, and why, by cause; null where it is nothing (MN10). */
function timeGiven(ledger: TimeLedger | undefined): { ms: number; causes: Words } | null {
  const sums = new Map<keyof typeof CAUSES, number>()
  for (const { cause, ms } of ledger?.entries ?? [])
    if (cause !== 'granted' && cause !== 'accommodation') sums.set(cause, (sums.get(cause) ?? 0) + ms)
  if (sums.size === 0) return null
  return {
    ms: [...sums.values()].reduce((sum, ms) => sum + ms, 0),
    causes: joined(
      [...sums].map(([cause, ms]) => joined([CAUSES[cause], spanOf(ms)], ' ')),
      '; ',
    ),
  }
}

function movesOf(
  seats: readonly SeatFact[],
  attempts: ReadonlyMap<string, AttemptFact>,
  told: readonly Told[],
): MinutesView['moves'] {
  const place = ({ room, station }: { room: string; station: string }) => `${room} / ${station}`
  const moves = seats.flatMap((seat) => {
    const { candidate, number, name } = seat
    // A new seat before anything was begun is planned from then on, so its claim shows no change.
    const given = told.flatMap(({ event }) => {
      const before = event?.kind === 'seated' && event.candidate === candidate ? event.detail['before'] : null
      if (typeof before !== 'string' || !event) return []
      return [{ number, name, from: before.replace('/', ' / '), to: place(event), at: event.at, by: event.actor }]
    })
    let at = place(seat)
    const claimed = (attempts.get(candidate)?.claims ?? []).flatMap((claim) => {
      const from = at
      at = place(claim)
      return from === at ? [] : [{ number, name, from, to: at, at: claim.at, by: claim.by }]
    })
    return [...given, ...claimed]
  })
  return moves.sort((a, b) => a.at - b.at)
}
