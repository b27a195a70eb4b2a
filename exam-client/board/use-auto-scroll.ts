import { useEffect } from 'react'

const PIXELS_PER_SECOND = 36
const REST_MS = 5000
const STEP_MS = 10_000

/**
 * Walks down the page slowly, rests at the end, begins again: a wall has no mouse. Where motion is unwanted it turns
 * whole screens instead. A hand on the wheel, a key or a touch wins for a rest.
 */
export function useAutoScroll(on: boolean): void {
  useEffect(() => {
    if (!on) return
    let restUntil = performance.now() + REST_MS
    const rest = () => {
      restUntil = performance.now() + REST_MS
    }
    const atEnd = () => scrollY + innerHeight >= document.documentElement.scrollHeight - 2
    for (const kind of ['wheel', 'touchstart', 'keydown'] as const) addEventListener(kind, rest, { passive: true })
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
    let frame = 0
    let timer: ReturnType<typeof setInterval> | undefined
    if (calm) {
      timer = setInterval(() => {
        if (performance.now() > restUntil) scrollTo(0, atEnd() ? 0 : scrollY + innerHeight * 0.8)
      }, STEP_MS)
    } else {
      let last = performance.now()
      let place = scrollY
      let ended = false
      const step = (now: number) => {
        const passed = now - last
        last = now
        if (now < restUntil) place = scrollY
        else if (ended) {
          ended = false
          place = 0
          scrollTo(0, 0)
          rest()
        } else if (atEnd()) {
          ended = true
          rest()
        } else {
          place += (passed / 1000) * PIXELS_PER_SECOND
          scrollTo(0, place)
        }
        frame = requestAnimationFrame(step)
      }
      frame = requestAnimationFrame(step)
    }
    return () => {
      cancelAnimationFrame(frame)
      clearInterval(timer)
      for (const kind of ['wheel', 'touchstart', 'keydown'] as const) removeEventListener(kind, rest)
    }
  }, [on])
}
