import type { Form, FormSlot } from '../../question-bank/form.ts'
import type { Attempt } from './attempt.ts'

/** Past so many different slots the memory starts anew: sharing is thrift, nothing depends on it. */
const SLOTS_MAX = 200_000

let slots = new Map<string, FormSlot>()

/**
 * The same form out of parts that other attempts hold too: an item with its options in one of their orders is kept once
 * and not for every candidate, which is thirty kilobytes less for each. Nobody changes a form (A1).
 */
export function withSharedForm(attempt: Attempt): Attempt {
  return { ...attempt, form: sharedForm(attempt.form) }
}

export function sharedForm(form: Form): Form {
  if (slots.size > SLOTS_MAX) slots = new Map()
  return { slots: form.slots.map(shared) }
}

function shared(slot: FormSlot): FormSlot {
  const key = `${slot.section}\0${slot.item}\0${slot.options.join('\0')}`
  const known = slots.get(key)
  if (known) return known
  slots.set(key, slot)
  return slot
}
