import type { DeskPerson, DeskReply, DeskRow, DeskSitting, DeskStepDone } from '../../../server/protocol/desk.ts'
import type { CheckInStep } from '../../../server/protocol/policy.ts'
import type { Refusal } from '../../../server/protocol/refusals.ts'

/**
 * What the desk shows. Everything that must not be lost is on the server; here lives what is on the screen only: who
 * stands at the desk, and the PIN that is shown once.
 */
export type Desk =
  | { at: 'waiting'; looking: string | null; failed: { scanned: string; why: Refusal | 'unreachable' } | null }
  | {
      at: 'person'
      /** What was scanned or typed, to ask for the newest state in the same way. */
      scanned: string
      person: DeskPerson
      pin: string | null
      /** A step that is done and is being done again. */
      again: CheckInStep | null
      busy: boolean
      /** Another desk went on with this person since. */
      changed: boolean
      trouble: Refusal | 'unreachable' | 'holding' | 'busy' | null
    }

export type DeskEvent =
  | { kind: 'scanned'; text: string }
  | { kind: 'found'; scanned: string; person: DeskPerson }
  | { kind: 'not-found'; scanned: string; why: Refusal | 'unreachable' }
  | { kind: 'sent' }
  | { kind: 'done'; reply: DeskReply }
  | { kind: 'failed'; candidate: string; why: Refusal | 'unreachable' }
  | { kind: 'newest'; person: DeskPerson }
  | { kind: 'noted' }
  | { kind: 'again'; step: CheckInStep | null }
  | { kind: 'leave' }

export const WAITING: Desk = { at: 'waiting', looking: null, failed: null }

/** True while leaving this person would lose something: a PIN not yet noted, or a step on its way. */
export const holds = (desk: Desk): 'holding' | 'busy' | null =>
  desk.at !== 'person' ? null : desk.pin !== null ? 'holding' : desk.busy ? 'busy' : null

/** What the desk shows after `event`. Replies about somebody who left the desk, or older than what is shown, change nothing. */
export function showDesk(desk: Desk, event: DeskEvent): Desk {
  switch (event.kind) {
    case 'scanned': {
      const held = holds(desk)
      if (held && desk.at === 'person') return { ...desk, trouble: held }
      // The one before leaves the screen at once: a slow server must not let the next key press be about her.
      return { at: 'waiting', looking: event.text, failed: null }
    }
    case 'found':
      return holds(desk) ? desk : shown(event.scanned, event.person)
    case 'not-found':
      return holds(desk) ? desk : { at: 'waiting', looking: null, failed: { scanned: event.scanned, why: event.why } }
    case 'leave': {
      const held = holds(desk)
      return held && desk.at === 'person' ? { ...desk, trouble: held } : WAITING
    }
    default:
      return desk.at === 'person' ? withPerson(desk, event) : desk
  }
}

type AtPerson = Extract<Desk, { at: 'person' }>

const shown = (scanned: string, person: DeskPerson): AtPerson => ({
  ...{ at: 'person', scanned, person, pin: null, again: null, busy: false, changed: false, trouble: null },
})

function withPerson(
  desk: AtPerson,
  event: Exclude<DeskEvent, { kind: 'scanned' | 'found' | 'not-found' | 'leave' }>,
): AtPerson {
  switch (event.kind) {
    case 'sent':
      return { ...desk, busy: true, trouble: null, changed: false }
    case 'done': {
      const { person, pin } = event.reply
      if (person.candidate !== desk.person.candidate) return desk
      // A reply that came after we gave up waiting may be older than what was fetched meanwhile: another desk went on
      // since, and its PIN may be dead by now. A new one can be made, a wrong one must not be written down.
      if (person.version < desk.person.version) return { ...desk, busy: false }
      return {
        ...desk,
        person: readAs(person, desk),
        pin: pin ?? desk.pin,
        again: null,
        busy: false,
        changed: false,
        trouble: null,
      }
    }
    case 'failed':
      return event.candidate === desk.person.candidate ? { ...desk, busy: false, trouble: event.why } : desk
    case 'newest': {
      if (event.person.candidate !== desk.person.candidate || event.person.version < desk.person.version) return desk
      const changed = event.person.version !== desk.person.version
      const trouble = desk.trouble === 'unreachable' || changedBy(desk.trouble) ? null : desk.trouble
      return {
        ...desk,
        person: readAs(event.person, desk),
        changed: changed || desk.changed,
        busy: false,
        again: changed ? null : desk.again,
        trouble,
      }
    }
    case 'noted':
      return { ...desk, pin: null, trouble: null }
    case 'again':
      return { ...desk, again: event.step, trouble: null, changed: false }
  }
}

/** How the card was read is said by the search alone, and stays true while the person stands here. */
const readAs = (person: DeskPerson, desk: AtPerson): DeskPerson => ({
  ...person,
  scannedAs: person.scannedAs ?? desk.person.scannedAs,
})

/** True where the server refused a step because another desk did one meanwhile. */
export const changedBy = (why: Refusal | string | null): boolean =>
  why !== null && typeof why !== 'string' && why.refused === 'desk-changed'

/** Milliseconds until the desk closes; 0 and less: closed. Nothing is given from that very millisecond on (domain notes A.3). */
export const untilClosing = (sitting: DeskSitting, wallNow: number): number => sitting.closesAt - wallNow

/** True for somebody who can no longer be admitted: the desk is closed, and she never came before or was given no PIN. */
export function isLate(sitting: DeskSitting, person: DeskPerson, wallNow: number): boolean {
  if (untilClosing(sitting, wallNow) > 0 || person.state === 'admitted' || person.state === 'refused') return false
  return person.version === 0 || (sitting.steps.includes('pin') && !person.done.some((one) => one.step === 'pin'))
}

/** True once the seat is hers to be told: by the plan from the start, by lottery when it was drawn. */
export const seatIsKnown = (sitting: DeskSitting, person: DeskPerson): boolean =>
  sitting.seating === 'plan' || !sitting.steps.includes('seat') || person.done.some((one) => one.step === 'seat')

export interface StepShown {
  step: CheckInStep
  state: 'done' | 'now' | 'later'
  /** How it was done last; a photo or a PIN may be made again. */
  last: DeskStepDone | null
}
/** The steps in the settled order. `again` is a done step opened once more. */
export function stepsShown(sitting: DeskSitting, person: DeskPerson, again: CheckInStep | null): StepShown[] {
  const open = again ?? person.next
  return sitting.steps.map((step) => {
    const last = person.done.findLast((one) => one.step === step) ?? null
    return { step, state: step === open ? 'now' : last ? 'done' : 'later', last }
  })
}

/** Which needed documents are not ticked yet. */
export const missingDocuments = (sitting: DeskSitting, ticked: ReadonlySet<string>): DeskSitting['documents'] =>
  sitting.documents.filter((one) => one.needed && !ticked.has(one.id))

export interface PhotoDraft {
  /** data:image/jpeg;base64,... */
  picture: string | null
  without: boolean
  same: boolean | null
  reason: string
}
const REASON_LEAST = 5
export const isReason = (text: string): boolean => text.trim().length >= REASON_LEAST

/** What the step 'photo' still lacks, or null when it can be sent. Going on without a picture, or against the face, needs a reason. */
export function photoLacks(draft: PhotoDraft): 'needPicture' | 'needAnswer' | 'needReason' | null {
  if (draft.picture === null && !draft.without) return 'needPicture'
  if (draft.same === null) return 'needAnswer'
  if ((draft.picture === null || !draft.same) && !isReason(draft.reason)) return 'needReason'
  return null
}

const ROWS_MAX = 100
/** The rows of the list that match, at most a hundred drawn; `more` says how many are left out. */
export function listed(
  rows: DeskRow[],
  filter: { state: string; search: string },
): { shown: DeskRow[]; matching: number; more: number } {
  const words = filter.search.toLocaleLowerCase('id').split(/\s+/).filter(Boolean)
  const found = rows.filter((row) => {
    if (filter.state !== '' && row.state !== filter.state) return false
    const text = `${row.name} ${row.number} ${row.number.replaceAll('-', '')} ${row.room} ${row.station}`
    const low = text.toLocaleLowerCase('id')
    return words.every((word) => low.includes(word))
  })
  return { shown: found.slice(0, ROWS_MAX), matching: found.length, more: Math.max(0, found.length - ROWS_MAX) }
}
