import type { PersonKind } from './orders.ts'

/** The keys of the console. PURE. One letter each, by their Indonesian or common word; shown by '?'. */
export const KEY_OF: Partial<Record<PersonKind, string>> = {
  message: 'm',
  pause: 'p',
  resume: 'l',
  'add-time': 't',
  move: 'g',
  lock: 'k',
  end: 'e',
}
export type KeyDeed = PersonKind | 'help' | 'search' | 'incidents' | 'tiles' | 'all' | 'clear'

const PLACES: Record<string, KeyDeed> = {
  '?': 'help',
  '/': 'search',
  i: 'incidents',
  d: 'tiles',
  a: 'all',
  Escape: 'clear',
}
const ORDERS = new Map(Object.entries(KEY_OF).map(([kind, key]) => [key, kind as PersonKind]))

/** What a key asks for, or null; letters with Ctrl, Alt or Meta belong to the browser. */
export function deedOf(key: string, held: { ctrlKey: boolean; altKey: boolean; metaKey: boolean }): KeyDeed | null {
  if (held.ctrlKey || held.altKey || held.metaKey) return null
  const known = key.length === 1 ? key.toLowerCase() : key
  return PLACES[known] ?? ORDERS.get(known) ?? null
}

/** For the list of keys: the key as it is printed on a keyboard, and which sentence tells what it does. */
export const KEY_LIST = [
  ['?', 'help'],
  ['/', 'search'],
  ['I', 'incidents'],
  ['D', 'tiles'],
  ['← ↑ → ↓', 'arrows'],
  ['Space', 'space'],
  ['Enter', 'enter'],
  ['A', 'all'],
  ['Esc', 'clear'],
  ['Y', 'approve'],
  ['M', 'message'],
  ['P', 'pause'],
  ['L', 'resume'],
  ['T', 'add-time'],
  ['G', 'move'],
  ['K', 'lock'],
  ['E', 'end'],
] as const
