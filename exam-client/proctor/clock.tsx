import { createContext, useContext, useSyncExternalStore } from 'react'

/** The server's two clocks as this page reckons them: drawn from its last word, never from the PC's own time of day. */
export interface Clock {
  exam: () => number
  wall: () => number
}

/** Counts on from what the server said at the moment it said it; `performance.now` does not jump when someone sets the PC's clock. */
export function clockFrom(examNow: number, wallNow: number): Clock {
  const heard = performance.now()
  return { exam: () => examNow + performance.now() - heard, wall: () => wallNow + performance.now() - heard }
}

export const ClockContext = createContext<Clock>({ exam: () => 0, wall: () => Date.now() })

/** A text made from the clock each second; the component draws only when the text has changed. */
export function useClockText(make: (clock: Clock) => string): string {
  const clock = useContext(ClockContext)
  return useSyncExternalStore(eachSecond, () => make(clock))
}

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
