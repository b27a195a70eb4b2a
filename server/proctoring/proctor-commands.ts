import { audit } from '../audit/audit-store.ts'
import { canonical } from '../canonical.ts'
import { eq } from '../db/sql.ts'
import { isDuplicate } from '../db/store.ts'
import { summariesOfSitting } from '../delivery/attempt-store.ts'
import type { Delivery } from '../delivery/delivery.ts'
import type { CommandDone, ProctorCommand, SittingState } from '../protocol/proctor.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import { findSitting, moveSitting } from '../scheduling/sitting-store.ts'
import type { Services } from '../services.ts'

/** Commands being done now: a repeat that overtakes the first reply waits for it instead of doing the deed beside it. */
const underWay = new Map<string, Promise<CommandDone | Refusal>>()

/** Does a proctor's command exactly once (P1 to P4); a repeat gets the first reply again. */
export function command(
  services: Services,
  delivery: Delivery,
  actor: string,
  sittingId: string,
  wanted: ProctorCommand,
): Promise<CommandDone | Refusal> {
  const key = `${sittingId}/${wanted.id}`
  const known = underWay.get(key)
  if (known) return known
  const reply = once(services, delivery, actor, sittingId, wanted).finally(() => underWay.delete(key))
  underWay.set(key, reply)
  return reply
}

async function once(
  services: Services,
  delivery: Delivery,
  actor: string,
  sittingId: string,
  wanted: ProctorCommand,
): Promise<CommandDone | Refusal> {
  const table = services.store.tables.command
  const done = async () => {
    const [row] = await services.store.read.select({ reply: table.reply }).from(table).where(eq(table.id, wanted.id))
    return row ? (JSON.parse(row.reply) as CommandDone | Refusal) : null
  }
  const before = await done()
  if (before) return before
  // A crash between the deed and this row repeats the deed, and each deed is safe to repeat: states move once,
  // an attempt starts and finishes once.
  const reply = await perform(services, delivery, actor, sittingId, wanted)
  try {
    await services.store.transaction(async (db) => {
      await db.insert(table).values({
        id: wanted.id,
        sittingId,
        at: services.clock.wall(),
        actor,
        body: canonical(wanted),
        reply: JSON.stringify(reply),
      })
      await audit(services, db, {
        actor,
        action: `proctor.${wanted.kind}`,
        subject: sittingId,
        detail: {
          reason: wanted.reason,
          attempts: wanted.attempts.slice(0, 50),
          refused: isRefusal(reply) ? reply.refused : null,
        },
      })
    })
  } catch (error) {
    if (!isDuplicate(error)) throw error
    // Another process did the same command at the same moment; its reply is the one.
    return (await done()) ?? reply
  }
  return reply
}

async function perform(
  services: Services,
  delivery: Delivery,
  actor: string,
  sittingId: string,
  { id, kind, attempts, reason }: ProctorCommand,
): Promise<CommandDone | Refusal> {
  const sitting = await findSitting(services, sittingId)
  if (!sitting) return refuse('not-found', { what: 'Sesi' })
  const move = async (from: SittingState, to: SittingState): Promise<Refusal | null> => {
    if (!(await moveSitting(services, actor, sittingId, from, to, { reason: reason.text, command: id })))
      return refuse('wrong-state', { state: (await findSitting(services, sittingId))?.state ?? '' })
    services.bus.publish(`sitting:${sittingId}`, { kind: 'sitting', sitting: sittingId, state: to })
    return null
  }
  switch (kind) {
    case 'open':
      return (await move('scheduled', 'open')) ?? { done: 1, refused: [] }
    case 'start': {
      const refused = await move('open', 'running')
      if (refused) return refused
      const waiting = (await summariesOfSitting(services, sittingId)).filter((row) => row.status === 'confirmed')
      const results = await Promise.all(
        waiting.map(async (row) => ({
          attempt: row.id,
          result: await delivery.writer.submit(row.id, [{ kind: 'start', by: actor }]),
        })),
      )
      return tally(results)
    }
    case 'close': {
      const working = (await summariesOfSitting(services, sittingId)).filter((row) => row.status === 'working')
      if (working.length > 0) return refuse('still-working', { count: String(working.length) })
      return (await move('running', 'closed')) ?? { done: 1, refused: [] }
    }
    case 'end': {
      if (reason.text.trim() === '') return refuse('reason-needed')
      const mine = new Set((await summariesOfSitting(services, sittingId)).map((row) => row.id))
      const results = await Promise.all(
        attempts.map(async (attempt) => ({
          attempt,
          result: mine.has(attempt)
            ? await delivery.writer.submit(attempt, [
                { kind: 'end', by: actor, reason: `${reason.category}: ${reason.text.trim()}` },
              ])
            : refuse('not-found', { what: 'Pengerjaan' }),
        })),
      )
      return tally(results)
    }
  }
}

const tally = (results: { attempt: string; result: object }[]): CommandDone => ({
  done: results.filter(({ result }) => !isRefusal(result)).length,
  refused: results.flatMap(({ attempt, result }) => (isRefusal(result) ? [{ attempt, why: result }] : [])),
})
