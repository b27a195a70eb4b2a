import type { RoomLogLine } from '../protocol/minutes.ts'
import type { CommandKind } from '../protocol/proctor.ts'
import { type RoomEventKind, type RoomEventRow, SIGNALS } from '../protocol/room-log.ts'
import { type CommandFact, type CommandTarget, commandSentence, whomWords } from './command-sentence.ts'
import { roomSentence, stretch } from './room-sentence.ts'
import { capital, joined, say, type Words } from './words.ts'

/** Who sits where, as planned. */
export interface SeatFact {
  candidate: string
  number: string
  name: string
  room: string
  station: string
}
/** A time at which the server was down or stood still. */
export interface OutageFact {
  id: string
  cause: 'server' | 'stall'
  fromWall: number
  untilWall: number
}
/** A line, the rooms it is about (none = the whole sitting), and what it was made from. */
export interface Told {
  line: RoomLogLine
  rooms: string[]
  event: RoomEventRow | null
  /** For one person's line of a command, what came of it for her alone. */
  command: { fact: CommandFact; told: CommandTarget[] } | null
}

/** Commands that change one person's exam: a line for each person, however many were chosen at once. */
const PERSONAL: readonly CommandKind[] = ['move', 'reset-sign-in', 'lock', 'unlock', 'end', 'add-time', 'reopen']

/** The whole log of a sitting as lines in the order of time, each with its corrections (MN1, MN2). Pure. */
export function tellRoom(
  seats: readonly SeatFact[],
  events: readonly RoomEventRow[],
  commands: readonly CommandFact[],
  outages: readonly OutageFact[] = [],
): Told[] {
  const people = new Map(seats.map((seat) => [seat.candidate, seat]))
  const told = [
    ...events.filter((event) => event.kind !== 'correction').map((event) => eventLine(event, people)),
    ...commands.flatMap((command) => commandLines(command, people)),
    ...outages.filter((outage) => !isTold(outage, events)).map(outageLine),
  ]
  const byId = new Map(told.map((one) => [one.line.id, one]))
  for (const event of events) {
    if (event.kind !== 'correction') continue
    const target = byId.get(rootOf(event, events))
    // What it corrects is always there; a log that somebody else wrote may still lack it, and nothing is dropped.
    if (!target) told.push(eventLine(event, people))
    else
      target.line.corrections.push({
        at: event.at,
        actor: event.actor,
        text: String(event.detail['text'] ?? '').trim(),
      })
  }
  return told
    .map((one, at) => ({ one, at }))
    .sort((a, b) => a.one.line.at - b.one.line.at || a.at - b.at)
    .map(({ one }) => one)
}

/** Lines about a room; those about the whole sitting are about every room. Null: all. */
export const inRoom = (told: readonly Told[], room: string | null): Told[] =>
  told.filter(({ rooms }) => room === null || rooms.length === 0 || rooms.includes(room))

/** The line that a correction is about in the end: a correction of a correction is about the same line. */
export function rootOf(event: RoomEventRow, events: readonly RoomEventRow[]): string {
  const byId = new Map(events.filter(({ kind }) => kind === 'correction').map((one) => [one.id, one]))
  let about = aboutOf(event)
  for (let steps = 0; steps < byId.size && byId.has(about); steps += 1) about = aboutOf(byId.get(about) as RoomEventRow)
  return about
}
/** A command has no row in the log, so a correction of it names its line in the detail. */
const aboutOf = (event: RoomEventRow): string => event.about ?? String(event.detail['line'] ?? '')

function eventLine(event: RoomEventRow, people: ReadonlyMap<string, SeatFact>): Told {
  const seat = event.candidate === null ? undefined : people.get(event.candidate)
  const rooms = [...new Set([event.room, seat?.room ?? ''].filter((room) => room !== ''))]
  return {
    line: {
      id: event.id,
      at: happenedAt(event),
      room: event.room || (seat?.room ?? ''),
      station: event.station || (event.room === '' || event.room === seat?.room ? (seat?.station ?? '') : ''),
      candidate: event.candidate,
      number: seat?.number ?? null,
      name: seat?.name ?? null,
      kind: event.kind,
      text: roomSentence(event),
      actor: event.actor === event.candidate ? (seat?.number ?? event.actor) : event.actor,
      signal: (SIGNALS as readonly RoomEventKind[]).includes(event.kind),
      corrections: [],
    },
    rooms,
    event,
    command: null,
  }
}

/** An outage is written down when it is over, and belongs where it began. */
const happenedAt = ({ kind, at, detail }: RoomEventRow): number => {
  const from = kind === 'server-outage' || kind === 'server-stalled' ? detail['from'] : null
  return typeof from === 'number' ? Math.min(from, at) : at
}

function commandLines(fact: CommandFact, people: ReadonlyMap<string, SeatFact>): Told[] {
  const known = fact.targets.length > 0 ? fact.targets.map(({ candidate }) => candidate) : fact.candidates
  const chosen = known.flatMap((candidate) => people.get(candidate) ?? [])
  const outcomes = Map.groupBy(fact.targets, ({ candidate }) => candidate)
  const apart = PERSONAL.includes(fact.kind) && chosen.length > 1 && fact.whole === null
  if (apart)
    return chosen.map((seat) => {
      const told = outcomes.get(seat.candidate) ?? []
      return commandLine(`${fact.id}/${seat.candidate}`, fact, commandSentence(fact, null, told), [seat], seat, told)
    })
  const all = fact.candidates.length === 0
  const only = !all && chosen.length === 1 ? (chosen[0] ?? null) : null
  const sitting = fact.kind === 'open' || fact.kind === 'close'
  const whom = only || sitting ? null : whomWords(chosen.map(({ number }) => number).sort(), all)
  return [commandLine(fact.id, fact, commandSentence(fact, whom, fact.targets), all ? [] : chosen, only, fact.targets)]
}

function commandLine(
  id: string,
  fact: CommandFact,
  text: Words,
  chosen: SeatFact[],
  only: SeatFact | null,
  told: CommandTarget[],
): Told {
  const rooms = [...new Set(chosen.map(({ room }) => room))]
  return {
    line: {
      id,
      at: fact.at,
      room: rooms.length === 1 ? (rooms[0] ?? '') : '',
      station: only?.station ?? '',
      candidate: only?.candidate ?? null,
      number: only?.number ?? null,
      name: only?.name ?? null,
      kind: `command.${fact.kind}`,
      text,
      actor: fact.by,
      signal: false,
      corrections: [],
    },
    rooms,
    event: null,
    command: { fact, told },
  }
}

/** The log of the room tells it already. */
const isTold = ({ cause, fromWall }: OutageFact, events: readonly RoomEventRow[]): boolean =>
  events.some(
    ({ kind, detail }) =>
      kind === (cause === 'server' ? 'server-outage' : 'server-stalled') && detail['from'] === fromWall,
  )

function outageLine({ id, cause, fromWall, untilWall }: OutageFact): Told {
  const phrase =
    cause === 'server' ? say('server mati', 'the server was down') : say('server tertahan', 'the server stood still')
  return {
    line: {
      id: `outage/${id}`,
      at: fromWall,
      room: '',
      station: '',
      candidate: null,
      number: null,
      name: null,
      kind: cause === 'server' ? 'server-outage' : 'server-stalled',
      text: capital(joined([phrase, stretch(fromWall, untilWall)], ': ')),
      actor: 'server',
      signal: false,
      corrections: [],
    },
    rooms: [],
    event: null,
    command: null,
  }
}
