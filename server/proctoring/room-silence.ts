import type { ExamMs } from '../protocol/ids.ts'
import { BEAT_MS } from '../protocol/station.ts'

/** Stations that fall silent within so long fell silent together. */
export const TOGETHER_MS = 5000
/** The last sign of life lies up to one beat before the silence, so an onset is known to within one. */
const TOLERANCE_MS = TOGETHER_MS + BEAT_MS
/** A silence that was known for longer was looked at when it was new. */
export const FRESH_MS = 6000

/** A station at work. */
export interface Sign {
  candidate: string
  /** Exam clock of its last sign of life. */
  lastSeen: ExamMs
  /** Exam clock since when it counts as silent, or null while it is there. */
  silentAt: ExamMs | null
}

export interface Silence {
  silent: string[]
  of: number
  /** First and last onset among them. */
  from: ExamMs
  until: ExamMs
}

/**
 * Whether more than half of the stations at work in a room fell silent together, and which (P15). Pure. Never fewer
 * than `least`: two friends must not pause a room. `spent`: onsets up to here were decided before.
 */
export function silentTogether(
  signs: readonly Sign[],
  { least, now, spent }: { least: number; now: ExamMs; spent: ExamMs },
): Silence | null {
  const silent = signs
    .filter((one) => one.silentAt !== null && one.lastSeen > spent)
    .sort((a, b) => a.lastSeen - b.lastSeen)
  let best: Sign[] = []
  let first = 0
  for (const [last, { lastSeen }] of silent.entries()) {
    while (lastSeen - (silent[first]?.lastSeen ?? lastSeen) > TOLERANCE_MS) first += 1
    if (last - first + 1 > best.length) best = silent.slice(first, last + 1)
  }
  const [from, until] = [best[0]?.lastSeen, best.at(-1)?.lastSeen]
  if (from === undefined || until === undefined || best.length < least || best.length * 2 <= signs.length) return null
  if (best.every(({ silentAt }) => silentAt === null || now - silentAt > FRESH_MS)) return null
  return { silent: best.map((one) => one.candidate), of: signs.length, from, until }
}
