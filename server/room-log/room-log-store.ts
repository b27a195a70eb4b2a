import { canonical } from '../canonical.ts'
import { and, asc, desc, eq, gt, inArray, max } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import { type RoomEventKind, type RoomEventRow, SIGNALS } from '../protocol/room-log.ts'
import type { Services } from '../services.ts'

/** A line to write; time and id are ours. */
export interface NewRoomEvent {
  sitting: string
  kind: RoomEventKind
  room?: string
  station?: string
  candidate?: string | null
  detail?: RoomEventRow['detail']
  actor?: string
  about?: string | null
}

/** Rows per INSERT: twelve values each. */
const ROWS_MAX = 500
/** So many signals wait in memory for room on the disk; past this they are stored all the same (RL4). */
const HELD_MAX = 20_000
const CAN_WAIT: ReadonlySet<RoomEventKind> = new Set([...SIGNALS, 'focus-back', 'full-screen-back'])

type Needs = Pick<Services, 'store' | 'clock' | 'newId' | 'bus' | 'log'>

/**
 * Gathers lines; the sweep of `delivery/deadline-job.ts` stores them a few times a second, beside the answers and never
 * before them (RL2, RL3).
 */
export class RoomLog {
  /** True while what stations merely report should leave the disk to the responses (RL4). */
  holdBack: () => boolean = () => false
  #services: Needs
  #waiting: Omit<RoomEventRow, 'ordinal'>[] = []
  #sittings = new Map<string, string>()
  #storing: Promise<void> = Promise.resolve()

  constructor(services: Needs) {
    this.#services = services
  }

  /** Writes a line soon, and tells the bus at once. Returns its id. */
  add(line: NewRoomEvent): string {
    const { event, sitting } = this.#made(line)
    this.#waiting.push(event)
    this.#sittings.set(event.id, sitting)
    this.#tell(sitting, { ...event, ordinal: 0 })
    return event.id
  }

  /** Tells the bus of a line that stands already: it still goes on. */
  tellAgain(line: NewRoomEvent): void {
    const { event, sitting } = this.#made(line)
    this.#tell(sitting, { ...event, ordinal: 0 })
  }

  /** Writes a line within a transaction of somebody else; call `tell` when it is on disk. */
  async addWithin(db: Db, line: NewRoomEvent): Promise<{ id: string; tell(): void }> {
    const { event, sitting } = this.#made(line)
    const [ordinal] = await this.#store(db, [[sitting, event]])
    return { id: event.id, tell: () => this.#tell(sitting, { ...event, ordinal: ordinal ?? 0 }) }
  }

  /** Resolves when everything added so far is on disk, or could not be put there. */
  flush(): Promise<void> {
    this.#storing = this.#storing.then(() => this.#flushOnce())
    return this.#storing
  }

  async #flushOnce(): Promise<void> {
    const batch = this.#next()
    if (batch.length === 0) return
    try {
      const rows = batch.map((event) => [this.#sittings.get(event.id) ?? '', event] as const)
      await this.#services.store.transaction((db) => this.#store(db, rows))
      for (const { id } of batch) this.#sittings.delete(id)
    } catch (error) {
      this.#services.log.error({ err: error }, 'room log not stored')
      this.#waiting.unshift(...batch)
      return
    }
    if (this.#waiting.length > 0) await this.#flushOnce()
  }

  #next(): Omit<RoomEventRow, 'ordinal'>[] {
    if (!this.holdBack() || this.#waiting.length > HELD_MAX) return this.#waiting.splice(0, ROWS_MAX)
    const first = this.#waiting.filter(({ kind }) => !CAN_WAIT.has(kind)).slice(0, ROWS_MAX)
    const taken = new Set(first)
    this.#waiting = this.#waiting.filter((event) => !taken.has(event))
    return first
  }

  async #store(db: Db, rows: (readonly [string, Omit<RoomEventRow, 'ordinal'>])[]): Promise<number[]> {
    const table = this.#services.store.tables.roomEvent
    const [last] = await db.select({ ordinal: max(table.ordinal) }).from(table)
    const first = (last?.ordinal ?? 0) + 1
    await db.insert(table).values(
      rows.map(([sittingId, event], at) => ({
        id: event.id,
        ordinal: first + at,
        sittingId,
        at: event.at,
        mono: event.mono,
        room: event.room,
        station: event.station,
        candidateId: event.candidate,
        kind: event.kind,
        detail: canonical(event.detail),
        actor: event.actor,
        about: event.about,
      })),
    )
    return rows.map((_, at) => first + at)
  }

  #made(line: NewRoomEvent): { sitting: string; event: Omit<RoomEventRow, 'ordinal'> } {
    const { clock, newId } = this.#services
    return {
      sitting: line.sitting,
      event: {
        id: newId(),
        at: clock.wall(),
        mono: clock.exam(),
        room: line.room ?? '',
        station: line.station ?? '',
        candidate: line.candidate ?? null,
        kind: line.kind,
        detail: line.detail ?? {},
        actor: line.actor ?? 'server',
        about: line.about ?? null,
      },
    }
  }

  #tell(sitting: string, event: RoomEventRow): void {
    this.#services.bus.publish(`sitting:${sitting}`, { kind: 'room-event', sitting, event })
  }
}

/** The log of a sitting in its order; `kinds` narrows it, `after` is an ordinal. */
export async function roomEvents(
  { store }: Pick<Services, 'store'>,
  sitting: string,
  {
    kinds,
    candidate,
    after,
    newest,
  }: { kinds?: readonly RoomEventKind[]; candidate?: string; after?: number; newest?: number } = {},
): Promise<RoomEventRow[]> {
  const table = store.tables.roomEvent
  const query = store.read
    .select()
    .from(table)
    .where(
      and(
        eq(table.sittingId, sitting),
        kinds ? inArray(table.kind, [...kinds]) : undefined,
        candidate === undefined ? undefined : eq(table.candidateId, candidate),
        after === undefined ? undefined : gt(table.ordinal, after),
      ),
    )
  const rows =
    newest === undefined
      ? await query.orderBy(asc(table.ordinal))
      : await query.orderBy(desc(table.ordinal)).limit(newest)
  return rows.map((row) => ({
    id: row.id,
    ordinal: row.ordinal,
    at: row.at,
    mono: row.mono,
    room: row.room,
    station: row.station,
    candidate: row.candidateId,
    kind: row.kind as RoomEventKind,
    detail: JSON.parse(row.detail) as RoomEventRow['detail'],
    actor: row.actor,
    about: row.about,
  }))
}
