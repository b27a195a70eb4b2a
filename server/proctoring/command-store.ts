import { audit } from '../audit/audit-store.ts'
import { canonical } from '../canonical.ts'
import { and, asc, count, desc, eq, inArray, isNull } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import type { CommandDone, CommandRow, ProctorCommand } from '../protocol/proctor.ts'
import { isRefusal, type Refusal } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'

/** Values per INSERT or IN: five each stay well under the engines' limit of bound values. */
const ROWS_MAX = 400

/** Of those whose station has not confirmed yet so many are named; `done` less `reached` says how many there are. */
const UNREACHED_MAX = 200

/** A command as it lies on the disk. `reply` is null while it waits to be done. */
export interface StoredCommand {
  id: string
  sitting: string
  actor: string
  approvedBy: string | null
  wanted: ProctorCommand
  reply: CommandDone | Refusal | null
}

/** What came of a command for each candidate it was for; null: done. */
export type Outcome = { candidate: string; result: Refusal | null }[]

export async function findCommand({ store }: Pick<Services, 'store'>, id: string): Promise<StoredCommand | null> {
  const table = store.tables.command
  const [row] = await store.read.select().from(table).where(eq(table.id, id))
  return row ? toStored(row) : null
}

/** Commands that were accepted and not done: a crash came between. Oldest first. */
export async function waitingCommands({ store }: Pick<Services, 'store'>): Promise<StoredCommand[]> {
  const table = store.tables.command
  const rows = await store.read.select().from(table).where(eq(table.state, 'waiting')).orderBy(asc(table.at))
  return rows.map(toStored)
}

const toStored = (row: {
  id: string
  sittingId: string
  actor: string
  approvedBy: string | null
  body: string
  reply: string
  state: string
}): StoredCommand => ({
  id: row.id,
  sitting: row.sittingId,
  actor: row.actor,
  approvedBy: row.approvedBy,
  wanted: JSON.parse(row.body) as ProctorCommand,
  reply: row.state === 'waiting' ? null : (JSON.parse(row.reply) as CommandDone | Refusal),
})

/** Puts a command on the disk before it is done: from here on it will be done, once (P1). */
export async function keepCommand(
  { store, clock }: Pick<Services, 'store' | 'clock'>,
  db: Db,
  command: Omit<StoredCommand, 'reply'>,
): Promise<void> {
  await db.insert(store.tables.command).values({
    id: command.id,
    sittingId: command.sitting,
    at: clock.wall(),
    actor: command.actor,
    body: canonical(command.wanted),
    reply: '',
    kind: command.wanted.kind,
    state: 'waiting',
    approvedBy: command.approvedBy,
  })
}

/**
 * Writes what came of it, with its audit row (P4), unless that is written already; the first reply is the one. `known`:
 * candidates of the sitting, the only ones that may stand in the table.
 */
export async function settleCommand(
  services: Pick<Services, 'store' | 'clock'>,
  command: StoredCommand,
  reply: CommandDone | Refusal,
  outcome: Outcome,
): Promise<boolean> {
  const { command: table, commandTarget } = services.store.tables
  return await services.store.transaction(async (db) => {
    const settled = await db
      .update(table)
      .set({ state: 'done', reply: JSON.stringify(reply) })
      .where(and(eq(table.id, command.id), eq(table.state, 'waiting')))
      .returning({ id: table.id })
    if (settled.length === 0) return false
    const at = services.clock.wall()
    for (let from = 0; from < outcome.length; from += ROWS_MAX) {
      await db.insert(commandTarget).values(
        outcome.slice(from, from + ROWS_MAX).map(({ candidate, result }) => ({
          commandId: command.id,
          candidateId: candidate,
          state: result === null ? 'done' : 'refused',
          refusal: result === null ? null : JSON.stringify(result),
          at,
          reachedAt: null,
          readAt: null,
        })),
      )
    }
    const { wanted } = command
    await audit(services, db, {
      actor: command.actor,
      action: `proctor.${wanted.kind}`,
      subject: command.sitting,
      detail: {
        command: command.id,
        reason: wanted.reason,
        candidates: wanted.candidates.slice(0, 50),
        refused: isRefusal(reply) ? reply.refused : null,
        ...(command.approvedBy === null ? {} : { approvedBy: command.approvedBy }),
      },
    })
    return true
  })
}

/** Commands as the consoles show them, newest first: the last `newest`, or these. */
export async function commandRows(
  { store }: Pick<Services, 'store'>,
  sitting: string,
  which: { newest: number } | { ids: string[] } | 'all',
): Promise<CommandRow[]> {
  const { command, commandTarget: target } = store.tables
  const mine = eq(command.sittingId, sitting)
  const some =
    typeof which === 'object' && 'ids' in which ? and(mine, inArray(command.id, which.ids.slice(0, ROWS_MAX))) : mine
  const query = store.read.select().from(command).where(some).orderBy(desc(command.at), desc(command.id))
  const rows = typeof which === 'object' && 'newest' in which ? await query.limit(which.newest) : await query
  const counts = new Map<string, { done: number; reached: number; read: number }>()
  const unreached = new Map<string, string[]>()
  for (let from = 0; from < rows.length; from += ROWS_MAX) {
    const ids = rows.slice(from, from + ROWS_MAX).map((row) => row.id)
    const done = and(inArray(target.commandId, ids), eq(target.state, 'done'))
    const counted = await store.read
      .select({ id: target.commandId, done: count(), reached: count(target.reachedAt), read: count(target.readAt) })
      .from(target)
      .where(done)
      .groupBy(target.commandId)
    for (const { id, ...numbers } of counted) counts.set(id, numbers)
    const open = await store.read
      .select({ id: target.commandId, candidate: target.candidateId })
      .from(target)
      .where(and(done, isNull(target.reachedAt)))
    for (const { id, candidate } of open) {
      const list = unreached.get(id)
      if (list && list.length < UNREACHED_MAX) list.push(candidate)
      else if (!list) unreached.set(id, [candidate])
    }
  }
  return rows.map((row) => {
    const { wanted, reply } = toStored(row)
    const whole = isRefusal(reply) ? reply : null
    return {
      id: row.id,
      kind: wanted.kind,
      at: row.at,
      by: row.actor,
      approvedBy: row.approvedBy,
      reason: wanted.reason,
      text: wanted.text ?? null,
      minutes: wanted.minutes ?? null,
      to: wanted.to ?? null,
      candidates: wanted.candidates,
      state: reply === null ? 'waiting' : whole ? 'refused' : 'done',
      whole,
      // `open` and `close` are done for nobody in particular.
      ...(counts.get(row.id) ?? { done: reply && !isRefusal(reply) ? reply.done : 0, reached: 0, read: 0 }),
      refused: reply && !isRefusal(reply) ? reply.refused : [],
      unreached: unreached.get(row.id) ?? [],
    }
  })
}
