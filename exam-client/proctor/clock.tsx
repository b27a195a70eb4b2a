import { createContext, useContext, useSyncExternalStore } from 'react'

/** The server's two clocks as this page reckons them: drawn from its last word, never from the PC's own time of day. */
export interface Clock {
  exam: () => number
  wall: () => number
}

/** One clock for the life of a page, so that what reads it is not drawn anew with each message. */
export interface HeardClock extends Clock {
  /** What the server said, at the moment it said it. */
  take(examNow: number, wallNow: number): void
}

/** Counts on from what the server said last; `performance.now` does not jump when someone sets the PC's clock. */
export function heardClock(local: () => number = () => performance.now()): HeardClock {
  let heard = { exam: 0, wall: 0, at: local() }
  return {
    take(examNow, wallNow) {
      heard = { exam: examNow, wall: wallNow, at: local() }
    },
    exam: () => heard.exam + local() - heard.at,
    wall: () => heard.wall + local() - heard.at,
  }
}

export const ClockContext = createContext<Clock>({ exam: () => 0, wall: () => Date.now() })

/**
 * A text made from the clock each second; the component draws only when the text has changed. With `ticking` false it
 * is made once: thousands of tiles that nobody looks at need no clock.
 */
export function useClockText(make: (clock: Clock) => string, ticking = true): string {
  const clock = useContext(ClockContext)
  return useSyncExternalStore(ticking ? eachSecond : never, () => make(clock))
}

const never = (): (() => void) => () => {}
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
function eachSecond(heard: () => void): () => void {
  listeners.add(heard)
  timer ??= setInterval(() => {
    for (const one of listeners) one()
  }, 1000)
  return () => {
    listeners.delete(heard)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}
