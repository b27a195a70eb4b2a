import type { DeskPerson, DeskRefusal, DeskStep, DeskStepDone } from '../protocol/desk.ts'
import type { WallMs } from '../protocol/ids.ts'
import type { CheckInStep, SittingPolicy } from '../protocol/policy.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { RoomEventKind, RoomEventRow } from '../protocol/room-log.ts'
import { closingMoment, momentWords } from '../scheduling/pin-window.ts'

/** What the desk may do next with somebody, and what it writes down. Pure; rules DK1 to DK6 and DK10. */
type Settled = Pick<SittingPolicy, 'pins' | 'checkIn'>

/** The desk's record of one person; null in place of it: not arrived yet. */
export interface CheckIn {
  version: number
  state: 'arrived' | 'admitted' | 'refused'
  done: DeskStepDone[]
  refusal: DeskPerson['refusal']
}
/** All that a decision hangs on. */
export interface AtTheDesk {
  number: string
  checkIn: CheckIn | null
  /** Has an attempt in this sitting. */
  begun: boolean
}
export interface DeskEvent {
  kind: RoomEventKind
  detail: RoomEventRow['detail']
}

/**
 * The steps in the settled order (DK1). A PIN follows documents and face whatever was settled (DK4), so these two are
 * put before it where they are missing or come later; a committee that asks for no picture may leave the face out. And
 * where PINs are given at the desk, the step is there.
 */
export function stepOrder({ pins, checkIn }: Settled): CheckInStep[] {
  const settled: CheckInStep[] = checkIn.steps.length > 0 ? checkIn.steps : ['documents']
  const steps: CheckInStep[] =
    pins.from === 'desk' && !settled.includes('pin')
      ? [...settled.filter((step) => step !== 'seat'), 'pin', ...settled.filter((step) => step === 'seat')]
      : [...settled]
  if (!steps.includes('pin')) return steps
  const early = steps.slice(0, steps.indexOf('pin'))
  const withoutFace = checkIn.photo === 'optional' && !steps.includes('photo')
  const first: CheckInStep[] = withoutFace ? ['documents'] : ['documents', 'photo']
  const before = [...early, ...first.filter((step) => !early.includes(step))]
  return [...before, ...steps.slice(early.length).filter((step) => !before.includes(step))]
}

export const nextStep = (order: readonly CheckInStep[], done: readonly DeskStepDone[]): CheckInStep | null =>
  order.find((step) => !isDone(done, step)) ?? null

const isDone = (done: readonly DeskStepDone[], step: CheckInStep): boolean => done.some((one) => one.step === step)

/** What is to be written for a step, in words that stand in the log; or why it cannot be done now. */
export function decideStep(
  { number, checkIn, begun }: AtTheDesk,
  version: number,
  move: DeskStep,
  { policy, startsAt, now }: { policy: Settled; startsAt: WallMs; now: WallMs },
): { note: string; events: DeskEvent[] } | Refusal {
  if (version !== (checkIn?.version ?? 0)) return refuse('desk-changed')
  if (checkIn?.state === 'refused') return refuse('refused-at-desk', { number })
  const order = stepOrder(policy)
  const done = checkIn?.done ?? []
  const closesAt = closingMoment(startsAt, policy)
  const closes = momentWords(closesAt)
  if (now >= closesAt) {
    // Who came in time and has her PIN goes on to her seat; who has none gets none any more (DK5, DK6).
    if (!checkIn) return refuse('desk-late', { closes })
    const pinLess = order.includes('pin') && !isDone(done, 'pin') && !begun
    if (move.step === 'pin' || pinLess) return refuse('pin-closed', { closes })
  }
  const again = isDone(done, move.step)
  if (!order.includes(move.step) || (!again && nextStep(order, done) !== move.step)) return refuse('desk-order')
  // Not even again, where the committee has changed the order meanwhile.
  const owed = order.slice(0, order.indexOf('pin')).filter((step) => step === 'documents' || step === 'photo')
  if (move.step === 'pin' && !owed.every((step) => isDone(done, step))) return refuse('desk-order')
  const needed = needsOf(move, policy)
  if ('refused' in needed) return needed
  const marked: DeskEvent['detail'] = again ? { again: true } : {}
  const events = needed.events.map(({ kind, detail }) => ({ kind, detail: { ...detail, ...marked } }))
  return {
    note: needed.note,
    events: checkIn ? events : [{ kind: 'arrived', detail: {} }, ...events],
  }
}

/** What the step itself asks for (DK2, DK3). */
function needsOf(move: DeskStep, { checkIn }: Settled): { note: string; events: DeskEvent[] } | Refusal {
  switch (move.step) {
    case 'documents': {
      const unknown = move.seen.find((id) => !checkIn.documents.some((one) => one.id === id))
      if (unknown !== undefined) return refuse('bad-request', { what: `dokumen "${unknown}" tidak dikenal sesi ini` })
      const missing = checkIn.documents.filter(({ id, needed }) => needed && !move.seen.includes(id))
      if (missing.length > 0)
        return refuse('documents-missing', { missing: missing.map(({ label }) => label).join('; ') })
      const seen = checkIn.documents.filter(({ id }) => move.seen.includes(id)).map(({ label }) => label)
      return { note: seen.join('; '), events: [{ kind: 'documents-checked', detail: { seen: seen.join('; ') } }] }
    }
    case 'photo': {
      const reason = move.reason.trim()
      if (!move.same && reason === '') return refuse('face-reason-needed')
      if (move.jpeg === null && checkIn.photo === 'required' && reason === '') return refuse('photo-needed')
      const taken: DeskEvent = { kind: 'photo-taken', detail: { picture: move.jpeg !== null, same: move.same } }
      const overridden: DeskEvent = {
        kind: 'face-overridden',
        detail: { picture: move.jpeg !== null, same: move.same, reason },
      }
      // Without a picture nothing was taken; a reason then stands for it, and the log shows the reason.
      const beside = !move.same || (move.jpeg === null && reason !== '')
      return {
        note: reason,
        events: [...(move.jpeg !== null || !beside ? [taken] : []), ...(beside ? [overridden] : [])],
      }
    }
    case 'belongings':
      return { note: '', events: [{ kind: 'belongings-kept', detail: {} }] }
    case 'body':
      return { note: '', events: [{ kind: 'body-checked', detail: {} }] }
    case 'pin':
      return { note: '', events: [{ kind: 'pin-issued', detail: {} }] }
    case 'seat':
      return { note: '', events: [{ kind: 'seated', detail: {} }] }
  }
}

/** The record after a step. Admitted is whoever has done all of them; nobody falls back from that by a repeated step. */
export function afterStep(checkIn: CheckIn | null, step: DeskStepDone, order: readonly CheckInStep[]): CheckIn {
  const before = checkIn?.done ?? []
  const done = isDone(before, step.step)
    ? before.map((one) => (one.step === step.step ? step : one))
    : [...before, step]
  const admitted = checkIn?.state === 'admitted' || nextStep(order, done) === null
  return { version: (checkIn?.version ?? 0) + 1, state: admitted ? 'admitted' : 'arrived', done, refusal: null }
}

/** Whether somebody may be sent away with this reason (DK6, DK10); the events, or why not. */
export function decideRefusal(
  { number, checkIn, begun }: AtTheDesk,
  { version, reason, text }: DeskRefusal,
  { policy, startsAt, now }: { policy: Settled; startsAt: WallMs; now: WallMs },
): { events: DeskEvent[] } | Refusal {
  if (version !== (checkIn?.version ?? 0)) return refuse('desk-changed')
  if (checkIn?.state === 'refused') return refuse('refused-at-desk', { number })
  if (begun) return refuse('begun-already', { number })
  const closesAt = closingMoment(startsAt, policy)
  const closes = momentWords(closesAt)
  if (reason === 'late' && now < closesAt) return refuse('not-late-yet', { closes })
  if (reason !== 'late' && now >= closesAt && !checkIn) return refuse('late-only', { closes })
  const words = text.trim()
  if (reason === 'other' && words === '') return refuse('refusal-text-needed')
  return {
    events: [
      reason === 'late'
        ? { kind: 'late', detail: { reason, text: words } }
        : { kind: 'refused-entry', detail: { reason, text: words } },
    ],
  }
}

/** The record after a refusal: what was done stays written. */
export const afterRefusal = (checkIn: CheckIn | null, refusal: NonNullable<DeskPerson['refusal']>): CheckIn => ({
  version: (checkIn?.version ?? 0) + 1,
  state: 'refused',
  done: checkIn?.done ?? [],
  refusal,
})

/** A refusal is taken back before the closing moment or never. Her PIN ended with it: that step is to be done again. */
export function decideWithdrawal(
  { number, checkIn }: AtTheDesk,
  version: number,
  { policy, startsAt, now }: { policy: Settled; startsAt: WallMs; now: WallMs },
): { checkIn: CheckIn; events: DeskEvent[] } | Refusal {
  if (version !== (checkIn?.version ?? 0)) return refuse('desk-changed')
  if (checkIn?.state !== 'refused') return refuse('not-refused', { number })
  const closesAt = closingMoment(startsAt, policy)
  if (now >= closesAt) return refuse('desk-late', { closes: momentWords(closesAt) })
  const done = checkIn.done.filter((one) => one.step !== 'pin')
  const admitted = nextStep(stepOrder(policy), done) === null
  return {
    checkIn: { version: version + 1, state: admitted ? 'admitted' : 'arrived', done, refusal: null },
    events: [{ kind: 'refusal-withdrawn', detail: { reason: checkIn.refusal?.reason ?? 'other' } }],
  }
}
