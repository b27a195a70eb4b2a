/**
 * The server's exam clock as this page knows it. A station's own date may be ten years off and may be set while the
 * exam runs, so only a monotonic clock (`performance.now`) is read here: each reply that carries `examNow` is pinned to
 * the middle of its round trip, and of the recent replies the fastest is believed, since it can lie the least.
 */
export interface ServerClock {
  /** Takes one reply: when it was asked for and when it came (monotonic ms), and what the server's clock said. */
  take(examNow: number, askedAt: number, answeredAt: number): void
  /** The exam clock now, or null before the first reply. */
  now(): number | null
  /** The monotonic clock, for `take`. */
  local(): number
}

interface Sample {
  offset: number
  roundTrip: number
  at: number
}

const SAMPLES_MAX = 8
/** A crystal drifts about 50 ppm: after ten minutes an old sample may be 30 ms off, more than a fresh LAN reply. */
const SAMPLE_AGE_MAX_MS = 10 * 60_000
/** Two honest samples differ by at most half of each round trip; beyond that plus this, the clock itself was stepped. */
const STEP_MS = 250

export function serverClock(local: () => number = () => performance.now()): ServerClock {
  let samples: Sample[] = []
  const best = () =>
    samples.reduce<Sample | null>((kept, sample) => (kept && kept.roundTrip <= sample.roundTrip ? kept : sample), null)
  return {
    local,
    take(examNow, askedAt, answeredAt) {
      const sample = {
        offset: examNow - (askedAt + answeredAt) / 2,
        roundTrip: Math.max(0, answeredAt - askedAt),
        at: answeredAt,
      }
      const known = best()
      // The exam clock stands still while the server is down: after that, what we knew before is worth nothing.
      const stepped =
        known !== null && Math.abs(sample.offset - known.offset) > (sample.roundTrip + known.roundTrip) / 2 + STEP_MS
      samples = [...(stepped ? [] : samples.filter((old) => answeredAt - old.at < SAMPLE_AGE_MAX_MS)), sample].slice(
        -SAMPLES_MAX,
      )
    },
    now() {
      const known = best()
      return known === null ? null : local() + known.offset
    },
  }
}
