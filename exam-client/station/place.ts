import { useEffect, useState } from 'react'
import { isRefusal } from '../../server/protocol/refusal.ts'
import type { Place } from '../../server/protocol/station.ts'
import type { Recognised } from '../../server/protocol/venues.ts'

const TOLD_KEY = 'seleksi.station.place'
const MACHINE_KEY = 'seleksi.station.machine'
const AGAIN_MS = 10_000
const CHECK_MS = 60_000

/**
 * Where this computer stands. An enrolled one is recognised by its key, and that counts; what the server said last is
 * shown until it is reached. Else what the address once told (`?room=A&station=07`) holds, as this browser remembers it.
 * @param idle nobody is signed in: then the computer measures itself now and again, and tells the server.
 */
export function usePlace(idle: boolean): Place | null {
  const [place, setPlace] = useState<Place | null>(() => machinePlace() ?? placeFromAddress())
  const [known, setKnown] = useState(false)
  useEffect(() => {
    return repeating(async () => {
      const who = await (await computer()).recognise()
      if (who === null) return null
      if (isRefusal(who)) {
        if (who.refused !== 'machine-unknown') return AGAIN_MS
        rememberMachine(null)
        setPlace(placeFromAddress())
        return null
      }
      rememberMachine(who)
      setPlace({ room: who.room, station: who.station })
      setKnown(true)
      return null
    })
  }, [])
  useEffect(() => {
    if (!idle || !known) return
    return repeating(async () => {
      const reply = await (await computer()).sendCheck()
      if (!isRefusal(reply) || reply.refused !== 'machine-unknown') return CHECK_MS
      // Taken back meanwhile: this computer has no place any more.
      rememberMachine(null)
      setPlace(placeFromAddress())
      setKnown(false)
      return null
    })
  }, [idle, known])
  return place
}

/** Apart from the exam page, which stands on the screen before it. */
const computer = () => import('./computer.ts')

/** Calls `work` until it wants no more: it says in how many ms again; where it fails, in a while. Returns the end of it. */
function repeating(work: () => Promise<number | null>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let over = false
  const turn = async () => {
    const wait = await work().catch(() => AGAIN_MS)
    if (!over && wait !== null) timer = setTimeout(() => void turn(), wait)
  }
  void turn()
  return () => {
    over = true
    clearTimeout(timer)
  }
}

/** What the server said of this computer last, so that the place stands on the screen before it is reached. */
export function machinePlace(): Place | null {
  return readPlace(MACHINE_KEY)
}

export function rememberMachine(who: Recognised | null): void {
  try {
    if (who) localStorage.setItem(MACHINE_KEY, JSON.stringify({ room: who.room, station: who.station }))
    else localStorage.removeItem(MACHINE_KEY)
  } catch {
    // then it is asked anew at each start
  }
}

/** Told once by `?room=A&station=07`, then remembered by the browser. */
export function placeFromAddress(): Place | null {
  const query = new URLSearchParams(location.search)
  const [room, station] = [query.get('room')?.slice(0, 60), query.get('station')?.slice(0, 30)]
  if (!room || !station) return readPlace(TOLD_KEY)
  try {
    localStorage.setItem(TOLD_KEY, JSON.stringify({ room, station }))
  } catch {
    // it then holds as long as the address does
  }
  return { room, station }
}

function readPlace(key: string): Place | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    return isPlace(kept) ? { room: kept.room, station: kept.station } : null
  } catch {
    return null
  }
}

const isPlace = (value: unknown): value is Place =>
  typeof value === 'object' &&
  value !== null &&
  'room' in value &&
  typeof value.room === 'string' &&
  'station' in value &&
  typeof value.station === 'string'

/** `/station/?enrol`: the page that enrols this computer. */
export const isEnrolling = (): boolean => new URLSearchParams(location.search).has('enrol')

/** `?number=…&pin=…`: the demo's links fill the form; the candidate still presses "Masuk". */
export function prefillFromAddress(): { number: string; pin: string } {
  const query = new URLSearchParams(location.search)
  return { number: query.get('number') ?? '', pin: query.get('pin') ?? '' }
}
