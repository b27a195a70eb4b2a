import { and, asc, eq, gt, inArray, isNull } from '../db/sql.ts'
import type { Orders } from '../delivery/delivery.ts'
import type { ProctorCommand } from '../protocol/proctor.ts'
import type { Order } from '../protocol/station.ts'
import type { Services } from '../services.ts'

/** An order that no station fetched for a day is of yesterday. */
const FRESH_MS = 24 * 60 * 60_000
const WAIT_MS = 200
const ROWS_MAX = 400

interface Said {
  sitting: string
  command: string
  candidate: string
  read: boolean
  at: number
}

/**
 * What proctors ordered of each station, and what the stations said of it (P14). A thousand stations that confirm in
 * the same second share a few commits; what a crash loses of it, the station says again.
 */
export class OrderStore implements Orders {
  #services: Pick<Services, 'store' | 'clock' | 'bus' | 'log'>
  #said = new Map<string, Said>()
  #timer: NodeJS.Timeout | null = null
  #writing: Promise<void> = Promise.resolve()

  constructor(services: Pick<Services, 'store' | 'clock' | 'bus' | 'log'>) {
    this.#services = services
  }

  /** The orders that this candidate's station has not confirmed, oldest first. */
  async of(sitting: string, candidate: string): Promise<Order[]> {
    const { store, clock } = this.#services
    const { command, commandTarget: target } = store.tables
    const rows = await store.read
      .select({ id: command.id, body: command.body, at: command.at })
      .from(target)
      .innerJoin(command, eq(command.id, target.commandId))
      .where(
        and(
          eq(target.candidateId, candidate),
          isNull(target.reachedAt),
          eq(target.state, 'done'),
          eq(command.sittingId, sitting),
          gt(target.at, clock.wall() - FRESH_MS),
        ),
      )
      .orderBy(asc(command.at), asc(command.id))
    return rows.flatMap(({ id, body, at }): Order[] => {
      const { kind, text } = JSON.parse(body) as ProctorCommand
      if (kind === 'open' || kind === 'close') return []
      return [kind === 'message' ? { id, kind, text: text?.trim() ?? '', at } : { id, kind }]
    })
  }

  async reached(sitting: string, candidate: string, ids: string[]): Promise<void> {
    this.#note(sitting, candidate, ids, false)
  }

  async read(sitting: string, candidate: string, ids: string[]): Promise<void> {
    this.#note(sitting, candidate, ids, true)
  }

  /** Resolves when everything said so far is on disk, or could not be put there. */
  flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#writing = this.#writing.then(() => this.#write())
    return this.#writing
  }

  #note(sitting: string, candidate: string, ids: string[], read: boolean): void {
    const at = this.#services.clock.wall()
    for (const command of ids) {
      const key = `${command}/${candidate}/${read}`
      if (!this.#said.has(key)) this.#said.set(key, { sitting, command, candidate, read, at })
    }
    if (ids.length > 0) this.#timer ??= setTimeout(() => void this.flush(), WAIT_MS).unref()
  }

  async #write(): Promise<void> {
    const said = [...this.#said.values()]
    this.#said.clear()
    if (said.length === 0) return
    const { store, log } = this.#services
    const { commandTarget: target } = store.tables
    try {
      const changed = await store.transaction(async (db) => {
        const changed: { command: string; candidate: string }[] = []
        for (const { command, read, at, candidates } of together(said)) {
          const column = read ? target.readAt : target.reachedAt
          const rows = await db
            .update(target)
            .set(read ? { readAt: at } : { reachedAt: at })
            .where(
              and(
                ...[eq(target.commandId, command), inArray(target.candidateId, candidates), isNull(column)],
                eq(target.state, 'done'),
              ),
            )
            .returning({ command: target.commandId, candidate: target.candidateId })
          changed.push(...rows)
        }
        return changed
      })
      this.#tell(said, changed)
    } catch (error) {
      // Nothing is lost: the order stays in the station's view, and it says the same again.
      log.error({ err: error }, 'what stations said of their orders was not stored')
    }
  }

  #tell(said: Said[], changed: { command: string; candidate: string }[]): void {
    const sittingOf = new Map(said.map((one) => [one.command, one.sitting]))
    const candidates = new Map<string, Set<string>>()
    for (const { command, candidate } of changed)
      candidates.set(command, (candidates.get(command) ?? new Set()).add(candidate))
    for (const [command, who] of candidates) {
      const sitting = sittingOf.get(command) ?? ''
      this.#services.bus.publish(`sitting:${sitting}`, {
        ...{ kind: 'command', sitting, command, candidates: [...who], look: false },
      })
    }
  }
}

/** One UPDATE for all that say the same of one command, a few hundred at a time. Reached comes before read. */
function together(said: Said[]): { command: string; read: boolean; at: number; candidates: string[] }[] {
  const groups = new Map<string, { command: string; read: boolean; at: number; candidates: string[] }[]>()
  for (const read of [false, true])
    for (const one of said.filter((each) => each.read === read || (!read && each.read))) {
      const key = `${one.command}/${read}`
      const list = groups.get(key) ?? []
      const last = list.at(-1)
      if (last && last.candidates.length < ROWS_MAX) last.candidates.push(one.candidate)
      else list.push({ command: one.command, read, at: one.at, candidates: [one.candidate] })
      groups.set(key, list)
    }
  return [...groups.values()].flat()
}
