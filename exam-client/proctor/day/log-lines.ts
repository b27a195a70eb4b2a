import type { RoomLogLine, TimelineLine } from '../../../server/protocol/minutes.ts'

/** Which lines of the room's log are shown, and which of a story. PURE. */
export interface LogFilter {
  search: string
  signals: boolean
}

/** Newest first; each typed word must stand somewhere in the line, in either language. */
export function shownLines(lines: readonly RoomLogLine[], { search, signals }: LogFilter): RoomLogLine[] {
  const words = wordsOf(search)
  const shown = lines.filter((line) => (!signals || line.signal) && words.every((word) => textOf(line).includes(word)))
  return shown.reverse()
}

const textOf = ({ text, room, station, number, name, actor, corrections }: RoomLogLine): string =>
  [text.id, text.en, `${room} · ${station}`, number, name, actor, ...corrections.map((one) => one.text)]
    .join(' ')
    .toLowerCase()

export type Source = TimelineLine['from']
export const SOURCES: readonly Source[] = ['attempt', 'room', 'command', 'desk']

/** In the order of time; an empty source lets every one through. */
export const storyLines = (lines: readonly TimelineLine[], source: string, signals: boolean): TimelineLine[] =>
  lines.filter((line) => (source === '' || line.from === source) && (!signals || line.signal))

/** How many lines come from where. */
export const sourceCounts = (lines: readonly TimelineLine[]): Record<Source, number> => {
  const counts = { attempt: 0, room: 0, command: 0, desk: 0 }
  for (const { from } of lines) counts[from] += 1
  return counts
}

/** Somebody of the sitting, with her place. */
export interface Person {
  candidate: string
  number: string
  name: string
  room: string
  station: string
}

/**
 * The first `most` people in whose name, number or place each typed word stands; whoever sits at just the typed station
 * comes first, since two figures also stand in many numbers. Nobody for nothing typed.
 */
export function findPeople<One extends Person>(people: readonly One[], typed: string, most: number): One[] {
  const words = wordsOf(typed)
  if (words.length === 0) return []
  const found = people.filter((one) => {
    const text = `${one.number} ${one.name} ${one.room} · ${one.station}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  const there = found.filter((one) => words.includes(one.station.toLowerCase()))
  return [...there, ...found.filter((one) => !there.includes(one))].slice(0, most)
}

/** Rooms by name, those of the people and others that are known otherwise. */
export function roomsOf(people: readonly Pick<Person, 'room'>[], others: readonly string[] = []): string[] {
  const order = new Intl.Collator('id', { numeric: true })
  const rooms = new Set([...people.map((one) => one.room), ...others].filter((room) => room !== ''))
  return [...rooms].sort(order.compare)
}

const wordsOf = (typed: string): string[] => typed.toLowerCase().split(/\s+/).filter(Boolean)
