import type { Beat, Order, StationSignal } from '../../server/protocol/station.ts'

/**
 * PURE. What this station still has to tell the server with its signs of life, and which orders it knows: signals keep
 * their number until they are acknowledged, an order is carried out once however often a view repeats it, and a message
 * stays until the candidate has closed it. It outlives a reload (`telling-store.ts`).
 */
export interface Telling {
  /** The sign-in that it belongs to: another one numbers its signals anew. */
  source: string
  /** Number of the next signal. */
  next: number
  signals: readonly Beat['signals'][number][]
  reached: readonly string[]
  read: readonly string[]
  /** Orders that were carried out here, the newest last. */
  known: readonly string[]
  /** Messages that the candidate has not closed, the oldest first. */
  messages: readonly Message[]
  /** Whether the exam was seen in full screen, and left it. */
  full: 'never' | 'in' | 'left'
}

export interface Message {
  id: string
  text: string
  /** Wall clock of the server. */
  at: number
}

export const SIGNALS_PER_BEAT = 50
export const IDS_PER_BEAT = 100
/** What comes beyond while nothing can be told is dropped: the oldest say when it began. */
export const SIGNALS_KEPT = 200
const KNOWN_KEPT = 500

export const nothingTold = (source: string): Telling => ({
  source,
  next: 1,
  signals: [],
  reached: [],
  read: [],
  known: [],
  messages: [],
  full: 'never',
})

export const withSignal = (telling: Telling, kind: StationSignal): Telling =>
  telling.signals.length >= SIGNALS_KEPT
    ? telling
    : { ...telling, next: telling.next + 1, signals: [...telling.signals, { n: telling.next, kind }] }

/** Takes the orders of a view. Each is confirmed; what is known already is not carried out again. */
export function withOrders(telling: Telling, orders: readonly Order[]): Telling {
  if (orders.length === 0) return telling
  const fresh = orders.filter(({ id }) => !telling.known.includes(id))
  const messages = fresh
    .flatMap((order) => (order.kind === 'message' ? [{ id: order.id, text: order.text, at: order.at }] : []))
    .sort((a, b) => a.at - b.at)
  return {
    ...telling,
    reached: [...new Set([...telling.reached, ...orders.map(({ id }) => id)])],
    known: [...telling.known, ...fresh.map(({ id }) => id)].slice(-KNOWN_KEPT),
    messages: messages.length === 0 ? telling.messages : [...telling.messages, ...messages],
  }
}

/** The candidate closed a message. */
export const withRead = (telling: Telling, id: string): Telling =>
  telling.messages.some((message) => message.id === id)
    ? {
        ...telling,
        messages: telling.messages.filter((message) => message.id !== id),
        read: [...telling.read, id],
      }
    : telling

/** Full screen was seen on or off while the committee asks for it. Only a change after it was on is a signal. */
export function withFullScreen(telling: Telling, on: boolean): Telling {
  if (on) return telling.full === 'left' ? { ...withSignal(telling, 'full-screen-back'), full: 'in' } : full(telling)
  return telling.full === 'in' ? { ...withSignal(telling, 'full-screen-left'), full: 'left' } : telling
}
const full = (telling: Telling): Telling => (telling.full === 'in' ? telling : { ...telling, full: 'in' })

export const beatOf = (
  telling: Telling,
  here: Pick<Beat, 'focused' | 'slot' | 'waiting' | 'shown' | 'paper'>,
): Beat => ({
  source: telling.source,
  ...here,
  reached: telling.reached.slice(0, IDS_PER_BEAT),
  read: telling.read.slice(0, IDS_PER_BEAT),
  signals: telling.signals.slice(0, SIGNALS_PER_BEAT),
})

/** The server acknowledged this beat: what it carried need not be said again. */
export function afterBeat(telling: Telling, beat: Beat): Telling {
  if (beat.source !== telling.source || !carriesNews(beat)) return telling
  const told = new Set(beat.signals.map(({ n }) => n))
  return {
    ...telling,
    signals: telling.signals.filter(({ n }) => !told.has(n)),
    reached: telling.reached.filter((id) => !beat.reached.includes(id)),
    read: telling.read.filter((id) => !beat.read.includes(id)),
  }
}

/** Something in it that must not wait for the next beat. */
export const carriesNews = (told: Pick<Telling, 'signals' | 'reached' | 'read'>): boolean =>
  told.signals.length + told.reached.length + told.read.length > 0
