import type { Moved } from '../bus/bus.ts'
import type { Refusal } from '../protocol/refusals.ts'
import { refuse } from '../protocol/refusals.ts'
import { heldSince } from '../protocol/time.ts'
import type { Services } from '../services.ts'
import { answeredOf, type Command, decide, evolve, flaggedOf } from './attempt.ts'
import { type AttemptDisk, movedByMore, type Standing } from './attempt-disk.ts'
import { storedAttempts } from './attempt-store.ts'
import { chain, finishAfter, genesis, type LogRow } from './event-log.ts'
import { withSharedForm } from './shared-form.ts'

/** What came of a command, once the disk has it: the attempt as it stands, and how many events were new. */
export type Written = Omit<Standing, 'id'> & { events: number }

/** Commands that wait; past this the server refuses rather than remembering without end. */
export const QUEUE_MAX = 50_000
const BATCH_MAX = 2000
/** After a commit of more than so many, the next one waits some turns of the event loop for more: each costs a sync. */
const BUSY_BATCH = 16
const BUSY_TURNS = 3
const RETRIES_MAX = 5
const OUTLINED_MAX = 1000
/** Attempts kept folded in memory; the others are replayed when they speak again. */
const CACHE_MAX = 25_000

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
  /** Where the logs are. A simulation or a bench puts another in its place, before the first command. */
  disk: AttemptDisk
  #services: Services
  #queue: Waiting[] = []
  #busy = false
  #cache = new Map<string, Standing>()
  /** Commands of the last commit. */
  #flushed = 0
  /** Counts commits, begun ones too. */
  #flushes = 0

  constructor(services: Services, disk: AttemptDisk = storedAttempts(services)) {
    this.#services = services
    this.disk = disk
  }

  /** Commands that wait for their commit. */
  get depth(): number {
    return this.#queue.length
  }

  /** Decides and stores. Resolves after the flush; `refused` where the rules or the disk said no. */
  submit(id: string, commands: Command[]): Promise<Written | Refusal> {
    if (this.#queue.length >= QUEUE_MAX) return Promise.resolve(refuse('storage-full'))
    return new Promise((resolve) => {
      this.#queue.push({ id, commands, tries: 0, resolve })
      if (!this.#busy) {
        this.#busy = true
        this.#gather(this.#flushed > BUSY_BATCH ? BUSY_TURNS : 1)
      }
    })
  }

  /**
   * Decides one command for many attempts of which only an outline is known, a thousand to a commit. Those that somebody
   * has folded or moved meanwhile, and those that the disk would not take, go the way of all commands. Returns those that
   * could not be stored even so: to be tried again.
   */
  async submitOutlined(outlines: readonly Standing[], command: Command): Promise<Standing[]> {
    const { clock, log } = this.#services
    const unstored: Standing[] = []
    for (let from = 0; from < outlines.length; from += OUTLINED_MAX) {
      const some = outlines.slice(from, from + OUTLINED_MAX)
      const left = some.filter(({ id }) => this.#cache.has(id))
      const rows: LogRow[] = []
      const changed: Standing[] = []
      const at = clock.wall()
      const mono = clock.exam()
      for (const outline of some) {
        if (this.#cache.has(outline.id)) continue
        const { after } = run({ id: outline.id, commands: [command] }, outline, rows, at, mono)
        if (after) changed.push(after)
      }
      const refused = await this.disk.commit(rows, changed).catch((error: unknown) => {
        log.error({ err: error }, 'commit of many failed')
        return new Set(some.map(({ id }) => id))
      })
      if (refused.size > 0) left.push(...some.filter(({ id }) => !this.#cache.has(id)))
      else for (const { id } of changed) this.#cache.delete(id)
      const replies = await Promise.all(left.map(({ id }) => this.submit(id, [command])))
      unstored.push(...left.filter((_, n) => (replies[n] as { refused?: string }).refused === 'storage-full'))
    }
    return unstored
  }

  /** The attempt as last committed, where it is in memory; null says nothing of it. */
  known(id: string): Standing | null {
    return this.#cache.get(id) ?? null
  }

  /** The attempt as last committed, or null when it was never opened. */
  async peek(id: string): Promise<Standing | null> {
    const known = this.#cache.get(id)
    if (known) return known
    const flushes = this.#flushes
    const standing = (await this.disk.load([id])).get(id) ?? null
    // Remembered, for who looks will speak next; not where a commit came in between, which may have moved it.
    if (standing && flushes === this.#flushes && !this.#cache.has(id)) this.#remember(id, standing)
    return standing
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.#busy) await new Promise((resolve) => setImmediate(resolve))
  }

  /** Turns of the event loop: what the sockets have already received joins the same commit. */
  #gather(turns: number): void {
    setImmediate(() => (turns > 1 ? this.#gather(turns - 1) : void this.#drain()))
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      const batch = this.#queue.splice(0, BATCH_MAX)
      this.#flushed = batch.length
      await this.#flush(batch)
    }
    this.#busy = false
  }

  async #flush(batch: Waiting[]): Promise<void> {
    const { clock, log } = this.#services
    this.#flushes += 1
    const unknown = new Set<string>()
    for (const { id } of batch) if (!this.#cache.has(id)) unknown.add(id)
    try {
      const loaded = unknown.size === 0 ? NOBODY : await this.disk.load([...unknown])
      const rows: LogRow[] = []
      const replies: (Written | Refusal)[] = []
      const changed = new Map<string, Standing>()
      const mono = clock.exam()
      const at = clock.wall()
      for (const waiting of batch) {
        const standing = changed.get(waiting.id) ?? loaded.get(waiting.id) ?? this.#cache.get(waiting.id)
        const { reply, after } = run(waiting, standing, rows, at, mono)
        if (after) changed.set(waiting.id, after)
        replies.push(reply)
      }
      const standings = [...changed.values()]
      const lost = rows.length === 0 ? NOTHING : await this.disk.commit(rows, standings)
      if (lost.size > 0) {
        // Another process wrote to one of these logs: nothing of this batch may stand on a stale fold.
        for (const id of lost) this.#cache.delete(id)
        this.#again(batch)
        return
      }
      for (const [id, standing] of loaded) if (!changed.has(id)) this.#remember(id, standing)
      for (const standing of standings) this.#remember(standing.id, standing)
      for (let n = 0; n < batch.length; n += 1) batch[n]?.resolve(replies[n] as Written | Refusal)
      this.#announce(standings, movedByMore(rows))
    } catch (error) {
      // Disk full, read-only or failing: nothing of this batch was stored, so nothing of it is acknowledged (I11).
      log.error({ err: error }, 'group commit failed')
      for (const { id } of batch) this.#cache.delete(id)
      for (const waiting of batch) waiting.resolve(refuse('storage-full'))
    }
  }

  /** Decides these once more, before what came after them. */
  #again(batch: Waiting[]): void {
    const again = batch.filter((waiting) => {
      waiting.tries += 1
      if (waiting.tries > RETRIES_MAX) waiting.resolve(refuse('storage-full'))
      return waiting.tries <= RETRIES_MAX
    })
    this.#queue.unshift(...again)
  }

  #remember(id: string, standing: Standing): void {
    // The oldest goes first; as long as there is room, nobody needs to know which that is.
    if (this.#cache.size > CACHE_MAX / 2) this.#cache.delete(id)
    if (this.#cache.size >= CACHE_MAX) this.#cache.delete(this.#cache.keys().next().value as string)
    this.#cache.set(id, standing)
  }

  /** More than an answer is told for each attempt; answers and flags together, once for each commit. */
  #announce(standings: readonly Standing[], big: ReadonlySet<string>): void {
    const moved = new Map<string, Moved[]>()
    for (const { id, attempt } of standings) {
      if (big.has(id)) continue
      const { sitting, candidate } = attempt
      const list = moved.get(sitting)
      const one = { candidate, answered: answeredOf(attempt), flagged: flaggedOf(attempt) }
      if (list) list.push(one)
      else moved.set(sitting, [one])
    }
    const { bus } = this.#services
    for (const [sitting, list] of moved) bus.publish(`sitting:${sitting}`, { kind: 'progress', sitting, moved: list })
    for (const standing of standings) if (big.has(standing.id)) this.#tell(standing)
  }

  #tell({ id, attempt }: Standing): void {
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
      changed: true,
      station: attempt.place,
    })
  }
}

const NOBODY: ReadonlyMap<string, Standing> = new Map()
const NOTHING: ReadonlySet<string> = new Set()

/** Decides one call's commands in order on a working copy; rows to store are pushed onto `rows`. */
function run(
  waiting: Pick<Waiting, 'id' | 'commands'>,
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
      if (row.kind === 'opened') attempt = withSharedForm(attempt)
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
