import type { Replay, RoomLogLine } from '../../../server/protocol/minutes.ts'
import type { SuperState } from '../../../server/protocol/proctor.ts'

/** Walking through a room's day minute by minute. PURE: what is seen at a minute, and which minute comes next. */
export const MINUTE_MS = 60_000

/** A minute that the replay has, whatever was asked for: the first for nonsense, the last for too late a one. */
export function minuteOf(replay: Pick<Replay, 'minutes'>, asked: string | number | undefined): number {
  const minute = Math.floor(Number(asked ?? 0))
  return Number.isFinite(minute) ? Math.max(0, Math.min(replay.minutes - 1, minute)) : 0
}

/** How many seats stand in each state. */
export function statesAt(replay: Replay, minute: number): [SuperState, number][] {
  const counts = new Map<SuperState, number>()
  for (const { state } of replay.frames[minute] ?? []) counts.set(state, (counts.get(state) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])
}

/** Seats, by place in the list, whose state is another than a minute ago; none in the first minute. */
export function changedAt(replay: Replay, minute: number): ReadonlySet<number> {
  const [now, before] = [replay.frames[minute] ?? [], replay.frames[minute - 1]]
  if (!before) return new Set()
  return new Set(now.flatMap(({ state }, seat) => (before[seat]?.state === state ? [] : [seat])))
}

export const linesAt = (replay: Replay, minute: number): RoomLogLine[] =>
  replay.events.filter((one) => one.minute === minute).map(({ line }) => line)

/** Worth stopping at: signals, commands, what befell the room as a whole, connections lost. Not each arrival. */
export const isNotable = ({ kind, signal, candidate }: RoomLogLine): boolean =>
  signal || kind.startsWith('command.') || candidate === null || kind === 'disconnected' || kind === 'note'

/** The next minute with something notable (1 forwards, -1 back), or null. */
export function notableFrom(replay: Replay, minute: number, way: 1 | -1): number | null {
  const minutes = replay.events.filter(({ line }) => isNotable(line)).map((one) => one.minute)
  const ahead = minutes.filter((one) => (way === 1 ? one > minute : one < minute))
  if (ahead.length === 0) return null
  return way === 1 ? Math.min(...ahead) : Math.max(...ahead)
}

/** Notable lines in each minute, for the strip above the slider. */
export function notableCounts(replay: Replay): number[] {
  const counts = new Array<number>(replay.minutes).fill(0)
  for (const { minute, line } of replay.events) if (isNotable(line)) counts[minute] = (counts[minute] ?? 0) + 1
  return counts
}

export type ReplayDeed = 'play' | 'before' | 'after' | 'before-event' | 'after-event' | 'first' | 'last'

/** What a key does on this page, or null: then it is not ours. */
export function replayDeed({ key, shiftKey }: { key: string; shiftKey: boolean }): ReplayDeed | null {
  switch (key) {
    case ' ':
      return 'play'
    case 'ArrowLeft':
      return shiftKey ? 'before-event' : 'before'
    case 'ArrowRight':
      return shiftKey ? 'after-event' : 'after'
    case 'Home':
      return 'first'
    case 'End':
      return 'last'
    default:
      return null
  }
}

/** The minute after a deed; the same where there is nothing further. */
export function stepped(replay: Replay, minute: number, deed: Exclude<ReplayDeed, 'play'>): number {
  switch (deed) {
    case 'before':
      return minuteOf(replay, minute - 1)
    case 'after':
      return minuteOf(replay, minute + 1)
    case 'before-event':
      return notableFrom(replay, minute, -1) ?? minute
    case 'after-event':
      return notableFrom(replay, minute, 1) ?? minute
    case 'first':
      return 0
    case 'last':
      return minuteOf(replay, replay.minutes - 1)
  }
}
