import type { Refusal } from '../../server/protocol/refusal.ts'
import type { ENTRIES_PER_BATCH_MAX, Entry, EntryAck } from '../../server/protocol/station.ts'

/**
 * What the candidate did and the server has not yet acknowledged, in order. Memory comes first, so a click never waits;
 * the disk comes before the wire, so a number that was ever sent can never be given to another entry after a crash.
 * One batch is under way at a time: nothing can overtake.
 */
export interface OutboxRecord {
  /** The candidate's number: the outbox of one candidate is never sent for another. */
  number: string
  source: string
  /** The next n. */
  next: number
  entries: Entry[]
  /** The view's key: seals what could not be sent, for the file that is carried by hand. */
  carryKey?: string
}

/** What a computer could not send before its candidate went on elsewhere. It is never sent; it can be carried by hand. */
export interface LeftRecord {
  source: string
  number: string
  entries: Entry[]
  carryKey: string
  /** Server's wall clock from which on it may be dropped; null until another candidate has signed in here. */
  until: number | null
  /** Was saved as a file. */
  saved: boolean
}

/** Where records are kept; IndexedDB in the browser, a Map in tests. */
export interface OutboxStore {
  load(number: string): Promise<OutboxRecord | null>
  save(record: OutboxRecord): Promise<void>
  forget(number: string): Promise<void>
  /** The candidate this browser was last signed in for: lets a reload resume without the PIN. */
  current(): Promise<string | null>
  setCurrent(number: string | null): Promise<void>
}

/** A station also keeps what was left behind on it. */
export interface StationStore extends OutboxStore {
  /** Records of everybody who worked here, the newest of each candidate. */
  records(): Promise<OutboxRecord[]>
  keepLeft(left: LeftRecord): Promise<void>
  left(): Promise<LeftRecord[]>
  dropLeft(source: string): Promise<void>
}

const LEFT_KEPT_MS = 24 * 3600_000

/**
 * What becomes of a left record when a candidate signs in at this computer: hers stays, another's stays for a day from
 * then on. Null: it may be dropped. `wallNow` is the server's clock, never this PC's.
 */
export function leftAfterSignIn(left: LeftRecord, number: string, wallNow: number): LeftRecord | null {
  if (left.number === number) return left
  if (left.until === null) return { ...left, until: wallNow + LEFT_KEPT_MS }
  return wallNow < left.until ? left : null
}

/** A record whose source was fenced, as it is kept; null where no answer waited or nothing can seal it. */
export const leftOf = (record: OutboxRecord): LeftRecord | null =>
  record.carryKey === undefined || !record.entries.some(({ kind }) => kind === 'answer')
    ? null
    : {
        source: record.source,
        number: record.number,
        entries: record.entries,
        carryKey: record.carryKey,
        until: null,
        saved: false,
      }

export interface OutboxPorts {
  record: OutboxRecord
  store: OutboxStore
  /** Throws when the server cannot be reached; then the same entries are sent again later. */
  send(entries: Entry[]): Promise<EntryAck | Refusal>
  /** Entries are settled: on the server's disk (`through`), or refused for good. `rest` is what still waits. */
  acked(ack: EntryAck, rest: readonly Entry[]): void
  /** The whole batch was refused; entries stay here. */
  refused(refusal: Refusal): void
  /** False: this computer cannot keep entries through a crash. */
  stored(safe: boolean): void
  random?: () => number
  later?: (work: () => void, ms: number) => () => void
}

export interface Outbox {
  readonly source: string
  entries(): readonly Entry[]
  /** Numbers and keeps an entry, at once; sending follows by itself. */
  put(draft: Draft): Entry
  /** The server told what it has: drop that, send the rest. */
  reconcile(through: number): void
  /** The line is back: do not wait for the timer. */
  kick(): void
  /** Stops for good. Entries stay on disk. */
  close(): void
}

export type Draft = Entry extends infer E ? (E extends Entry ? Omit<E, 'n'> : never) : never

/** The same number as the server's, checked by the compiler; importing the value would bring the schemas along. */
const BATCH_MAX: typeof ENTRIES_PER_BATCH_MAX = 200
export const BACKOFF_BASE_MS = 500
export const BACKOFF_CAP_MS = 15_000
/** A disk that has not answered by then shall not hold up an answer that the server could have. */
const STORE_WAIT_MS = 1500

export function openOutbox(ports: OutboxPorts): Outbox {
  const random = ports.random ?? Math.random
  const later =
    ports.later ??
    ((work, ms) => {
      const timer = setTimeout(work, ms)
      return () => clearTimeout(timer)
    })
  const { source, number, carryKey } = ports.record
  let { next, entries } = ports.record
  /** What the server has, as far as it told us. */
  let known = 0
  let written: Promise<void> = Promise.resolve()
  let sending = false
  let failures = 0
  let closed = false
  let cancelTimer: (() => void) | null = null

  const persist = () => {
    const record = { number, source, next, entries, ...(carryKey === undefined ? {} : { carryKey }) }
    const write = written.then(() => ports.store.save(record))
    written = write.then(
      () => ports.stored(true),
      () => ports.stored(false),
    )
  }

  const onDisk = () => {
    let cancel = () => {}
    const late = new Promise<void>((done) => {
      cancel = later(() => {
        ports.stored(false)
        done()
      }, STORE_WAIT_MS)
    })
    return Promise.race([written, late]).finally(() => cancel())
  }

  const wait = () => {
    if (closed || cancelTimer) return
    const delay = random() * Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** failures)
    failures += 1
    cancelTimer = later(() => {
      cancelTimer = null
      void pump()
    }, delay)
  }

  const pump = async () => {
    if (sending || closed || cancelTimer || entries.length === 0) return
    sending = true
    let reply: EntryAck | Refusal | null = null
    try {
      // Chosen before the wait: what is clicked meanwhile is not on this disk yet, and after a power cut its number
      // would be given to another entry while the old frame may still arrive.
      const batch = nextBatch(entries)
      await onDisk()
      if (closed || batch.length === 0) return
      reply = await ports.send(batch).catch(() => null)
    } finally {
      sending = false
    }
    if (closed) return
    if (reply === null) return wait()
    if (!isAck(reply)) {
      wait()
      return ports.refused(reply)
    }
    const before = entries.length
    settle(reply)
    // A reply that settled nothing is not progress: ask again, but not in a hot loop.
    if (entries.length > 0 && entries.length === before) return wait()
    failures = 0
    void pump()
  }

  const settle = (ack: EntryAck) => {
    const gone = new Set(ack.refused.map((refused) => refused.n))
    keep(
      entries.filter((entry) => entry.n > ack.through && !gone.has(entry.n)),
      ack.through,
    )
    persist()
    ports.acked(ack, entries)
  }

  // The server takes numbers without gaps. A refused entry was never taken, so what came behind it moves up;
  // nothing is under way at this moment, so no number can be in two hands.
  const keep = (rest: Entry[], through: number) => {
    known = through
    entries =
      rest[0] === undefined || (rest[0].n === through + 1 && rest.at(-1)?.n === through + rest.length)
        ? rest
        : rest.map((entry, i) => ({ ...entry, n: through + 1 + i }))
    next = through + 1 + rest.length
  }

  return {
    source,
    entries: () => entries,
    put(draft) {
      const entry = { ...draft, n: next } as Entry
      next += 1
      entries = [...entries, entry]
      persist()
      void pump()
      return entry
    },
    reconcile(through) {
      // While a batch is under way its acknowledgement will tell; and a late, older word is no news.
      if (!sending && through >= known) {
        const before = [next, entries.length]
        keep(
          entries.filter((entry) => entry.n > through),
          through,
        )
        if (before[0] !== next || before[1] !== entries.length) persist()
      }
      void pump()
    },
    kick() {
      cancelTimer?.()
      cancelTimer = null
      failures = 0
      void pump()
    },
    close() {
      closed = true
      cancelTimer?.()
      cancelTimer = null
    },
  }
}

// An acknowledgement has a list `refused`, a refusal a word: `isRefusal` cannot tell them apart.
const isAck = (reply: EntryAck | Refusal): reply is EntryAck => 'through' in reply

/** 'finish' goes alone and last: the server shall have every answer before it closes the attempt. */
function nextBatch(entries: readonly Entry[]): Entry[] {
  const finish = entries.findIndex((entry) => entry.kind === 'finish')
  return entries.slice(0, finish === -1 ? BATCH_MAX : Math.min(BATCH_MAX, Math.max(finish, 1)))
}

/** A record for a candidate who has none in this browser yet. */
export const newRecord = (number: string, source: string): OutboxRecord => ({ number, source, next: 1, entries: [] })

/** Keeps records as long as the page lives: for tests, and where the browser forbids storage. */
export function memoryStore(): StationStore {
  const records = new Map<string, OutboxRecord>()
  const left = new Map<string, LeftRecord>()
  let current: string | null = null
  return {
    load: async (number) => records.get(number) ?? null,
    save: async (record) => {
      records.set(record.number, record)
    },
    forget: async (number) => {
      records.delete(number)
    },
    current: async () => current,
    setCurrent: async (number) => {
      current = number
    },
    records: async () => [...records.values()],
    keepLeft: async (one) => {
      left.set(one.source, one)
    },
    left: async () => [...left.values()],
    dropLeft: async (source) => {
      left.delete(source)
    },
  }
}
