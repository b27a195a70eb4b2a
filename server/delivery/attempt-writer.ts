import type { Refusal } from '../protocol/refusals.ts'
import { refuse } from '../protocol/refusals.ts'
import { heldSince } from '../protocol/time.ts'
import type { Services } from '../services.ts'
import { answeredOf, type Command, decide, evolve, flaggedOf } from './attempt.ts'
import { appendRows, loadStandings, type Standing, writeSummaries } from './attempt-store.ts'
import { chain, finishAfter, genesis, type LogRow } from './event-log.ts'

/** What came of a command, once the disk has it: the attempt as it stands, and how many events were new. */
export type Written = Omit<Standing, 'id'> & { events: number }

/** Commands that wait; past this the server refuses rather than remembering without end. */
export const QUEUE_MAX = 50_000
const BATCH_MAX = 2000
const RETRIES_MAX = 5
/** Attempts kept folded in memory; the others are replayed when they speak again. */
const CACHE_MAX = 20_000

/** What a station does by itself and knows already. */
const SMALL = new Set(['answered', 'flagged', 'late'])

interface Waiting {
  id: string
  commands: Command[]
  tries: number
  resolve: (written: Written | Refusal) => void
}

/**
 * Group commit: all commands that arrived while the disk was busy go in one transaction. Nothing is acknowledged
 * before that transaction is on disk, repeats included (A9). In a batch of one attempt's commands, the first refusal
 * stops the rest of that call; what was decided before it is stored.
 */
export class AttemptWriter {
  #services: Services
  #queue: Waiting[] = []
  #busy = false
  #cache = new Map<string, Standing>()

  constructor(services: Services) {
    this.#services = services
  }

  /** Decides and stores. Resolves after the flush; `refused` where the rules or the disk said no. */
  submit(id: string, commands: Command[]): Promise<Written | Refusal> {
    if (this.#queue.length >= QUEUE_MAX) return Promise.resolve(refuse('storage-full'))
    return new Promise((resolve) => {
      this.#queue.push({ id, commands, tries: 0, resolve })
      if (!this.#busy) {
        this.#busy = true
        // One turn of the event loop: what the sockets have already received joins the same commit.
        setImmediate(() => void this.#drain())
      }
    })
  }

  /** The attempt as last committed, or null when it was never opened. */
  async peek(id: string): Promise<Standing | null> {
    const known = this.#cache.get(id)
    if (known) return known
    return (await loadStandings(this.#services, [id])).get(id) ?? null
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.#busy) await new Promise((resolve) => setImmediate(resolve))
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) await this.#flush(this.#queue.splice(0, BATCH_MAX))
    this.#busy = false
  }

  async #flush(batch: Waiting[]): Promise<void> {
    const { store, clock, log } = this.#services
    const unknown = [...new Set(batch.map(({ id }) => id))].filter((id) => !this.#cache.has(id))
    const again: Waiting[] = []
    try {
      const working = await loadStandings(this.#services, unknown)
      const rows: LogRow[] = []
      const answers: { waiting: Waiting; reply: Written | Refusal; from: number }[] = []
      const changed = new Map<string, Standing>()
      const mono = clock.exam()
      const at = clock.wall()
      for (const waiting of batch) {
        const before = rows.length
        const standing = changed.get(waiting.id) ?? working.get(waiting.id) ?? this.#cache.get(waiting.id)
        const { reply, after } = run(waiting, standing, rows, at, mono)
        if (after) changed.set(waiting.id, after)
        answers.push({ waiting, reply, from: before })
      }
      const lost = new Set<string>()
      if (rows.length > 0) {
        await store
          .transaction(async (db) => {
            const stored = await appendRows(this.#services, db, rows)
            for (const row of rows) if (!stored.has(`${row.attemptId}/${row.seq}`)) lost.add(row.attemptId)
            // Another process wrote to one of these logs: nothing of this batch may stand on a stale fold.
            if (lost.size > 0) throw new StaleFold()
            await writeSummaries(this.#services, db, [...changed.values()])
            await clock.keep(db)
          })
          .catch((error: unknown) => {
            if (!(error instanceof StaleFold)) throw error
          })
      }
      if (lost.size > 0) {
        for (const id of lost) this.#cache.delete(id)
        for (const { waiting } of answers) {
          waiting.tries += 1
          if (waiting.tries > RETRIES_MAX) waiting.resolve(refuse('storage-full'))
          else again.push(waiting)
        }
      } else {
        for (const [id, standing] of [...working, ...changed]) this.#remember(id, standing)
        for (const { waiting, reply } of answers) waiting.resolve(reply)
        const big = new Set(rows.filter((row) => !SMALL.has(row.kind)).map((row) => row.attemptId))
        for (const standing of changed.values()) this.#announce(standing, big.has(standing.id))
      }
    } catch (error) {
      // Disk full, read-only or failing: nothing of this batch was stored, so nothing of it is acknowledged (I11).
      log.error({ err: error }, 'group commit failed')
      for (const { id } of batch) this.#cache.delete(id)
      for (const waiting of batch) waiting.resolve(refuse('storage-full'))
    }
    this.#queue.unshift(...again)
  }

  #remember(id: string, standing: Standing): void {
    this.#cache.delete(id)
    if (this.#cache.size >= CACHE_MAX) this.#cache.delete(this.#cache.keys().next().value as string)
    this.#cache.set(id, standing)
  }

  #announce({ id, attempt }: Standing, changed: boolean): void {
    this.#services.bus.publish(`sitting:${attempt.sitting}`, {
      kind: 'attempt',
      sitting: attempt.sitting,
      attempt: id,
      candidate: attempt.candidate,
      status: attempt.status,
      how: attempt.finished?.how ?? null,
      answered: answeredOf(attempt),
      flagged: flaggedOf(attempt),
      items: attempt.form.slots.length,
      deadline: attempt.deadline,
      heldFrom: heldSince(attempt.ledger),
      hold: attempt.ledger.holds[0]?.kind ?? null,
      locked: attempt.locked !== null,
      changed,
      station: attempt.place,
    })
  }
}

class StaleFold extends Error {}

/** Decides one call's commands in order on a working copy; rows to store are pushed onto `rows`. */
function run(
  waiting: Waiting,
  standing: Standing | undefined,
  rows: LogRow[],
  at: number,
  mono: number,
): { reply: Written | Refusal; after: Standing | null } {
  let attempt = standing?.attempt ?? null
  let seq = standing?.seq ?? 0
  let head = standing?.head ?? genesis(waiting.id)
  let finish = standing?.finish ?? null
  let events = 0
  let refusal: Refusal | null = null
  for (const command of waiting.commands) {
    const drafts = decide(attempt, command, mono)
    if ('refused' in drafts) {
      refusal = drafts
      break
    }
    for (const draft of drafts) {
      const row = chain({ seq, hash: head }, waiting.id, draft, at, mono)
      rows.push(row)
      attempt = evolve(attempt, draft, row)
      seq = row.seq
      head = row.hash
      finish = finishAfter(finish, row)
      events += 1
    }
  }
  const after = events > 0 && attempt ? { id: waiting.id, attempt, seq, head, finish } : null
  if (refusal || !attempt) return { reply: refusal ?? refuse('not-confirmed'), after }
  return { reply: { attempt, seq, head, finish, events }, after }
}
