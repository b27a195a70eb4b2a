import { candidateOfToken, signInCandidate } from '../../server/access/sign-in-store.ts'
import { admit } from '../../server/delivery/admission.ts'
import { attemptIdOf } from '../../server/delivery/delivery.ts'
import type { SourceId } from '../../server/protocol/ids.ts'
import { isRefusal, type Refusal, refuse } from '../../server/protocol/refusals.ts'
import type { Place, StationView } from '../../server/protocol/station.ts'
import { type SeatRow, sittingRow } from '../../server/scheduling/sitting-store.ts'
import type { ServerProcess } from './simulated-server.ts'

/**
 * What the rim does for a station (`attempt-routes.ts`), without the HTTP around it: the same calls in the same order,
 * without the PIN. Entries are let through to the fence of the attempt itself, as over a socket opened before.
 */
export async function signIn(
  { services, delivery }: ServerProcess,
  seat: SeatRow,
  source: string,
  place: Place,
): Promise<{ view: StationView; cookie: string } | Refusal> {
  const sitting = await sittingRow(services, seat.sitting)
  const standing = await delivery.writer.peek(attemptIdOf(seat.sitting, seat.candidate))
  // The proctor has cleared every move: what `move-needed` says is not what is tried here.
  const begun = standing && { place: null, pass: null, sameSource: false, finished: false }
  const elsewhere = delivery.presence.elsewhere(seat.candidate, source)
  // The proctor has cleared this place for her: what `wrong-seat` says is not what is tried here.
  const refusal = admit({ state: sitting?.state ?? 'scheduled', seat, place: null, begun, elsewhere, moves: 'free' })
  if (refusal) return refusal
  const claimed = await delivery.claim(seat, source as SourceId, place)
  if (isRefusal(claimed)) return claimed
  const cookie = await signInCandidate(services, { candidate: seat.candidate, sitting: seat.sitting, source })
  delivery.presence.seen(seat.candidate, { sitting: seat.sitting, source, place })
  const view = await delivery.view(seat, source as SourceId)
  return isRefusal(view) ? view : { view, cookie }
}

export async function confirm(
  process: ServerProcess,
  seat: SeatRow,
  source: string,
  cookie: string,
): Promise<StationView | Refusal> {
  const { services, delivery } = process
  if ((await candidateOfToken(services, cookie))?.source !== source) return refuse('sign-in-needed')
  const place = delivery.presence.of(seat.candidate)?.place ?? null
  const confirmed = await delivery.confirm(seat, source as SourceId, place)
  return isRefusal(confirmed) ? confirmed : await delivery.view(seat, source as SourceId)
}

export async function hello(
  { services, delivery }: ServerProcess,
  seat: SeatRow,
  source: string,
  cookie: string,
): Promise<StationView | Refusal> {
  if ((await candidateOfToken(services, cookie))?.source !== source) return refuse('replaced')
  const view = await delivery.view(seat, source as SourceId)
  if (isRefusal(view)) return view
  const shown = view.phase.at === 'working' && view.phase.untilShown
  const beat = { source, focused: true, slot: 0, waiting: 0, shown, reached: [], read: [], signals: [] }
  await delivery.beat(seat, beat, { connected: true })
  // The page draws the item and beats; what it hears then is where its clock goes on.
  return shown ? await delivery.view(seat, source as SourceId) : view
}
