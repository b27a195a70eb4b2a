import { useEffect, useState } from 'react'
import type { ServerClock } from '../shared/server-clock.ts'
import { STATION_PROTOCOL, type StationApi } from '../shared/station-api.ts'
import type { HealthView } from './parts/health-strip.tsx'

const ASK_MS = 10_000

/** Asks the server now and then while nobody is signed in, so that a proctor sees a dead cable before the candidate does. */
export function useHealth(api: StationApi, clock: ServerClock, on: boolean, storage: boolean): HealthView {
  const [server, setServer] = useState<HealthView['server']>('asking')
  const [clockOffMs, setClockOff] = useState<number | null>(null)
  const screen = useScreen()
  useEffect(() => {
    if (!on) return
    let here = true
    const ask = async () => {
      const asked = clock.local()
      try {
        const health = await api.health()
        const answered = clock.local()
        if (!here) return
        clock.take(health.examNow, asked, answered)
        setServer(health.protocol === STATION_PROTOCOL ? 'yes' : 'old')
        // The one place where the PC's own date is looked at: to tell the technician that it is wrong.
        setClockOff(Date.now() - (health.wallNow + (answered - asked) / 2))
      } catch {
        if (here) setServer('no')
      }
    }
    void ask()
    const timer = setInterval(() => void ask(), ASK_MS)
    return () => {
      here = false
      clearInterval(timer)
    }
  }, [api, clock, on])
  return { server, clockOffMs, screen, storage }
}

const read = (): HealthView['screen'] => ({ width: window.innerWidth, height: window.innerHeight })

function useScreen(): HealthView['screen'] {
  const [screen, setScreen] = useState(read)
  useEffect(() => {
    const changed = () => setScreen(read())
    window.addEventListener('resize', changed)
    return () => window.removeEventListener('resize', changed)
  }, [])
  return screen
}
