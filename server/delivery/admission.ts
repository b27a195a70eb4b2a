import type { SittingState } from '../protocol/proctor.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { Place } from '../protocol/station.ts'

/** May this candidate begin or go on, here and now? Pure; the seat and PIN are known to be hers. */
export interface Asking {
  state: SittingState
  seat: Place
  /** Where the computer stands, or null when nobody knows. */
  place: Place | null
  /** How the open attempt stands, or null when it was never opened. */
  begun: { place: Place | null; pass: { to: Place | null } | null; sameSource: boolean; finished: boolean } | null
  /** Another live station of hers, in words, or null. */
  elsewhere: string | null
  moves: 'approved' | 'free'
}

/** A refusal, or null to go on. An open attempt is not an error: it is resumed (A18). */
export function admit({ state, seat, place, begun, elsewhere, moves }: Asking): Refusal | null {
  if (state === 'scheduled') return refuse('sitting-not-open')
  if (!begun) {
    if (state === 'closed') return refuse('sitting-closed')
    if (elsewhere !== null) return refuse('in-use', { where: elsewhere })
    if (place !== null && !sameSeat(seat, place))
      return refuse('wrong-seat', { room: seat.room, station: seat.station })
    return null
  }
  if (begun.sameSource) return null
  if (begun.pass) {
    const { to } = begun.pass
    if (to === null || place === null || sameSeat(to, place)) return null
    return refuse('wrong-seat', { room: to.room, station: to.station })
  }
  // The same computer, its browser begun anew: her place has not changed.
  const samePlace = place !== null && begun.place !== null && sameSeat(place, begun.place)
  // Nothing can be moved any more: the result may be looked at anywhere.
  if (moves === 'free' || samePlace || begun.finished)
    return elsewhere === null ? null : refuse('in-use', { where: elsewhere })
  const at = begun.place ?? seat
  return refuse('move-needed', { room: at.room, station: at.station })
}

/** '7' and '07' are the same station; so are 'a' and 'A'. */
export const sameSeat = (a: Place, b: Place): boolean =>
  plain(a.room) === plain(b.room) && plain(a.station) === plain(b.station)
const plain = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/^0+(?=\d)/, '')
