import type { SittingState } from '../protocol/proctor.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { Place } from '../protocol/station.ts'

/** May this candidate begin or go on, here and now? Pure; the seat and PIN are known to be hers. */
export interface Asking {
  state: SittingState
  seat: Place
  /** Where the computer says it stands, or null when it was never told. */
  place: Place | null
  /** The attempt is open already: she goes on, wherever a computer is free. */
  begun: boolean
  /** Another live station of hers, in words, or null. */
  elsewhere: string | null
}

/** A refusal, or null to go on. An open attempt is not an error: it is resumed. */
export function admit({ state, seat, place, begun, elsewhere }: Asking): Refusal | null {
  if (state === 'scheduled') return refuse('sitting-not-open')
  if (state === 'closed' && !begun) return refuse('sitting-closed')
  if (elsewhere !== null) return refuse('in-use', { where: elsewhere })
  if (!begun && place !== null && !sameSeat(seat, place))
    return refuse('wrong-seat', { room: seat.room, station: seat.station })
  return null
}

/** '7' and '07' are the same station; so are 'a' and 'A'. */
const sameSeat = (a: Place, b: Place): boolean =>
  plain(a.room) === plain(b.room) && plain(a.station) === plain(b.station)
const plain = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/^0+(?=\d)/, '')
