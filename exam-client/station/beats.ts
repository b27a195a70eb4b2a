import type { Refusal } from '../../server/protocol/refusal.ts'
import type { Beat, BeatReply } from '../../server/protocol/station.ts'
import { Unreachable } from '../shared/ask.ts'
import { STATION_BEAT_MS } from '../shared/station-api.ts'

/** The station's pulse: one beat under way at a time, every `BEAT_MS`, sooner when there is something to say. */
export interface Beats {
  /** At once, or as soon as the one under way has come back. */
  now(): void
  /** Within a second: for what changes with every key. */
  soon(): void
}

export interface BeatPorts {
  /** What there is to say, or null while nobody is signed in. */
  beat(): Beat | null
  /** Throws `Unreachable`: the same is said again with the next beat. */
  send(beat: Beat): Promise<BeatReply | Refusal>
  said(beat: Beat, reply: BeatReply | Refusal): void
  later(work: () => void, ms: number): () => void
}

/** Whatever happens, a station does not say more than five a second. */
export const BEAT_GAP_MS = 200
const SOON_MS = 1000

export function startBeats({ beat, send, said, later }: BeatPorts): Beats {
  let busy = false
  let again = false
  /** The last one has only just come back. */
  let fresh = false
  let cancel = () => {}
  let dueIn = Number.POSITIVE_INFINITY

  const plan = (ms: number) => {
    cancel()
    dueIn = ms
    cancel = later(() => void pulse(), ms)
  }
  const pulse = async () => {
    dueIn = Number.POSITIVE_INFINITY
    const words = beat()
    if (words) {
      busy = true
      again = false
      try {
        said(words, await send(words))
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error
        again = false // the line tells when it is back
      } finally {
        busy = false
      }
      fresh = true
      later(() => {
        fresh = false
      }, BEAT_GAP_MS)
    }
    plan(again ? BEAT_GAP_MS : STATION_BEAT_MS)
  }
  const within = (ms: number) => {
    const delay = fresh ? Math.max(ms, BEAT_GAP_MS) : ms
    if (busy) again = true
    else if (delay < dueIn) plan(delay)
  }
  plan(STATION_BEAT_MS)
  return { now: () => within(0), soon: () => within(SOON_MS) }
}
