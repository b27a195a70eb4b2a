import type { Place } from '../../server/protocol/station.ts'

const KEY = 'seleksi.station.place'

/** Where this computer stands: told once by `?room=A&station=07`, then remembered by the browser. */
export function placeFromAddress(): Place | null {
  const query = new URLSearchParams(location.search)
  const [room, station] = [query.get('room')?.slice(0, 60), query.get('station')?.slice(0, 30)]
  try {
    if (room && station) {
      localStorage.setItem(KEY, JSON.stringify({ room, station }))
      return { room, station }
    }
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null')
    return isPlace(kept) ? { room: kept.room, station: kept.station } : null
  } catch {
    return room && station ? { room, station } : null
  }
}

const isPlace = (value: unknown): value is Place =>
  typeof value === 'object' &&
  value !== null &&
  'room' in value &&
  typeof value.room === 'string' &&
  'station' in value &&
  typeof value.station === 'string'

/** `?number=…&pin=…`: the demo's links fill the form; the candidate still presses "Masuk". */
export function prefillFromAddress(): { number: string; pin: string } {
  const query = new URLSearchParams(location.search)
  return { number: query.get('number') ?? '', pin: query.get('pin') ?? '' }
}
