import { type Attempt, evolve } from '../../server/delivery/attempt.ts'
import type { Standing } from '../../server/delivery/attempt-disk.ts'
import { type SummaryRow, summaryOf } from '../../server/delivery/attempt-store.ts'
import { eventOf, finishAfter, genesis, type LogRow } from '../../server/delivery/event-log.ts'
import type { Agenda } from './agenda.ts'
import type { Chance } from './chance.ts'
import type { Bug } from './planted-bugs.ts'

/** What one transaction writes, all or nothing. */
export interface Transaction {
  rows: readonly LogRow[]
  summaries: readonly SummaryRow[]
  /** Everything that is neither log nor summary: commands, sign-ins, scores, the state of the sitting. */
  put: readonly (readonly [name: string, value: string])[]
  /** The exam clock, written along. */
  clock: { ms: number; wall: number }
}

/** When a row was written down and when it was safe, for the observer alone. */
export interface Witnessed {
  at: number
  durable: number
}

export class DiskFailed extends Error {}

interface Pending {
  transaction: Transaction
  calledAt: number
  /** From then on the pages are in the cache of the system. */
  writtenAt: number
  undo: (() => void) | null
}

/** Page writes reach the cache of the system within a millisecond; a sync takes longer. */
const WRITE_MS = 1

/**
 * A disk with a cache in front: what was written and not synced survives a dead process and not a dead machine. One
 * transaction at a time, as in SQLite.
 */
export class SimulatedDisk {
  readonly logs = new Map<string, LogRow[]>()
  readonly summaries = new Map<string, SummaryRow>()
  readonly table = new Map<string, string>()
  clock: { ms: number; wall: number | null } = { ms: 0, wall: null }
  readonly witnessed = new Map<string, Witnessed[]>()
  /** Faults: a sync takes so much longer, nothing can be written, the next sync fails. */
  slowMs = 0
  full = false
  failNext = 0
  failed = 0
  transactions = 0
  /** Grows with everything in a summary that a sweep would look at. */
  revision = 0
  lostInCuts = 0
  #agenda: Agenda
  #chance: Chance
  #bugs: ReadonlySet<Bug>
  #freeAt = 0
  #epoch = 0
  #flying = new Set<Pending>()
  /** Visible, in the cache of the system, and not synced. */
  #unsynced: Pending[] = []

  constructor(agenda: Agenda, chance: Chance, bugs: ReadonlySet<Bug>) {
    this.#agenda = agenda
    this.#chance = chance
    this.#bugs = bugs
  }

  /**
   * Writes and syncs; `done` hears of it when it is durable, with the attempts in whose log another took a place first,
   * or with the failure. Whoever died meanwhile hears nothing.
   */
  write(transaction: Transaction, done: (lost: ReadonlySet<string> | DiskFailed) => void): void {
    const epoch = this.#epoch
    const now = this.#agenda.now()
    const begin = Math.max(now, this.#freeAt)
    const pending: Pending = { transaction, calledAt: now, writtenAt: begin + WRITE_MS, undo: null }
    const took =
      WRITE_MS + (this.#chance.percent(6) ? this.#chance.between(5, 25) : this.#chance.between(1, 4)) + this.slowMs
    this.#freeAt = begin + took
    this.transactions += 1
    this.#flying.add(pending)
    // In NORMAL mode nothing waits for the sync.
    const normal = this.#bugs.has('normal-sync')
    this.#agenda.at(begin + (normal ? WRITE_MS : took), () => {
      if (epoch === this.#epoch) this.#finish(pending, done, { synced: !normal })
    })
  }

  #finish(
    pending: Pending,
    done: (lost: ReadonlySet<string> | DiskFailed) => void,
    { synced }: { synced: boolean },
  ): void {
    this.#flying.delete(pending)
    if (this.full || this.failNext > 0) {
      const ignored = this.#bugs.has(this.full ? 'full-disk-ignored' : 'sync-error-ignored')
      if (this.failNext > 0) this.failNext -= 1
      this.failed += 1
      // A careless layer takes the error for a success: the process goes on with what the disk never had.
      done(ignored ? NOBODY : new DiskFailed('disk I/O error'))
      return
    }
    const lost = this.#overtaken(pending.transaction)
    if (lost.size > 0) {
      done(lost)
      return
    }
    this.#apply(pending)
    if (synced) this.#sync(pending)
    else {
      this.#unsynced.push(pending)
      // SQLite in NORMAL mode syncs at its checkpoints alone.
      if (this.#unsynced.length > 400) this.#syncAll()
    }
    done(NOBODY)
  }

  #overtaken({ rows }: Transaction): ReadonlySet<string> {
    if (this.#bugs.has('two-writers')) return NOBODY
    let lost: Set<string> | null = null
    const next = new Map<string, number>()
    for (const { attemptId, seq } of rows) {
      const expected = next.get(attemptId) ?? (this.logs.get(attemptId)?.length ?? 0) + 1
      if (seq !== expected) lost = (lost ?? new Set<string>()).add(attemptId)
      next.set(attemptId, seq + 1)
    }
    return lost ?? NOBODY
  }

  #apply(pending: Pending): void {
    const { transaction, calledAt } = pending
    const { rows, summaries, put } = transaction
    const clock = this.clock
    const before = {
      summaries: summaries.map(({ id }) => [id, this.summaries.get(id)] as const),
      put: put.map(([name]) => [name, this.table.get(name)] as const),
    }
    for (const row of rows) {
      const log = this.logs.get(row.attemptId)
      if (log) log.push(row)
      else this.logs.set(row.attemptId, [row])
      const seen = { at: calledAt, durable: Number.POSITIVE_INFINITY }
      const list = this.witnessed.get(row.attemptId)
      if (list) list.push(seen)
      else this.witnessed.set(row.attemptId, [seen])
    }
    for (const summary of summaries) {
      const known = this.summaries.get(summary.id)
      if (
        !known ||
        known.status !== summary.status ||
        known.deadline !== summary.deadline ||
        known.heldFrom !== summary.heldFrom
      )
        this.revision += 1
      this.summaries.set(summary.id, summary)
    }
    for (const [name, value] of put) this.table.set(name, value)
    this.clock = transaction.clock
    pending.undo = () => {
      for (const { attemptId } of rows) {
        this.logs.get(attemptId)?.pop()
        this.witnessed.get(attemptId)?.pop()
      }
      for (const [id, row] of before.summaries) restore(this.summaries, id, row)
      for (const [name, value] of before.put) restore(this.table, name, value)
      this.clock = clock
      this.revision += 1
    }
  }

  /** One file: a sync takes along everything that was written before. */
  #sync(pending: Pending): void {
    this.#unsynced.push(pending)
    this.#syncAll()
  }

  #syncAll(): void {
    const now = this.#agenda.now()
    for (const { transaction } of this.#unsynced) this.#markDurable(transaction, now)
    this.#unsynced = []
  }

  #markDurable({ rows }: Transaction, now: number): void {
    for (const { attemptId } of rows) {
      const list = this.witnessed.get(attemptId) ?? []
      for (let at = list.length - 1; at >= 0; at--) {
        const seen = list[at] as Witnessed
        if (seen.durable !== Number.POSITIVE_INFINITY) break
        seen.durable = now
      }
    }
  }

  /** The process dies: what it had written stays in the cache of the system and is read by the next one. */
  processDied(): void {
    for (const pending of this.#flying) {
      if (pending.writtenAt > this.#agenda.now() || this.full || this.#overtaken(pending.transaction).size > 0) continue
      this.#apply(pending)
      this.#unsynced.push(pending)
    }
    this.#begin()
  }

  /** The machine dies: what was not synced is gone. */
  powerCut(): void {
    for (const pending of this.#unsynced.toReversed()) {
      pending.undo?.()
      this.lostInCuts += 1
    }
    this.#unsynced = []
    this.#begin()
  }

  #begin(): void {
    this.#flying.clear()
    this.#epoch += 1
    this.#freeAt = this.#agenda.now()
  }

  /** The folds of these logs, as every start of the server makes them. */
  load(ids: readonly string[]): Map<string, Standing> {
    const standings = new Map<string, Standing>()
    for (const id of ids) {
      let attempt: Attempt | null = null
      let finish: string | null = null
      const rows = this.logs.get(id) ?? []
      for (const row of rows) {
        attempt = evolve(attempt, eventOf(row), row)
        finish = finishAfter(finish, row)
      }
      const last = rows.at(-1)
      if (attempt && last) {
        const head = this.#bugs.has('chain-not-continued') ? genesis(id) : last.hash
        standings.set(id, { id, attempt, seq: last.seq, head, finish })
      }
    }
    return standings
  }
}

export const summariesOf = (standings: readonly Standing[]): SummaryRow[] => standings.map(summaryOf)

const NOBODY: ReadonlySet<string> = new Set()

function restore<Value>(map: Map<string, Value>, name: string, value: Value | undefined): void {
  if (value === undefined) map.delete(name)
  else map.set(name, value)
}
