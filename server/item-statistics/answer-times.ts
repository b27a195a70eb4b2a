import type { Form } from '../../question-bank/form.ts'
import { eventOf, type LogRow } from '../delivery/event-log.ts'

/** The form of an attempt as its log has it, and the working time that each of its places took, in ms. */
export interface Worked {
  slots: Form['slots']
  spentMs: number[]
}

/**
 * Reads times off the log: from one entry to the next the candidate was at the item of the later one. What she looked
 * at without answering is in the time of what she answered next. Source: RULES.md IS3.
 */
export function worked(log: readonly LogRow[]): Worked {
  let slots: Form['slots'] = []
  let spentMs: number[] = []
  let since: number | null = null
  /** Of open holds: from when time stands; and what of the present stretch was held already. */
  let heldFrom: number | null = null
  let heldMs = 0
  const holds = new Set<string>()
  for (const row of log) {
    const { event } = eventOf(row)
    if (event.kind === 'opened') {
      slots = event.form.slots
      spentMs = slots.map(() => 0)
    } else if (event.kind === 'started') since = row.mono
    else if (event.kind === 'reopened') since = event.until
    else if (event.kind === 'held') {
      holds.add(event.hold)
      heldFrom ??= event.from
    } else if (event.kind === 'released') {
      for (const hold of event.holds) holds.delete(hold)
      if (holds.size > 0 || heldFrom === null) continue
      heldMs += Math.max(0, event.until - Math.max(heldFrom, since ?? heldFrom))
      heldFrom = null
    } else if (event.kind === 'finished') {
      holds.clear()
      heldFrom = null
      heldMs = 0
    } else if ((event.kind === 'answered' || event.kind === 'flagged') && since !== null) {
      const until = heldFrom === null ? row.mono : Math.min(row.mono, heldFrom)
      spentMs[event.slot] = (spentMs[event.slot] ?? 0) + Math.max(0, until - since - heldMs)
      since = row.mono
      heldMs = 0
    }
  }
  return { slots, spentMs }
}
