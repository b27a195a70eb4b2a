import { canonical } from '../canonical.ts'
import { isDuplicate } from '../db/store.ts'
import type { Delivery } from '../delivery/delivery.ts'
import type { CommandDone, ProctorCommand } from '../protocol/proctor.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'
import { findCommand, keepCommand, type StoredCommand, settleCommand, waitingCommands } from './command-store.ts'
import { perform } from './deed-commands.ts'
import { needsSecond } from './time-limits.ts'

/** Commands being done now: a repeat that overtakes the first reply waits for it instead of doing the deed beside it. */
const underWay = new Map<string, { what: string; reply: Promise<CommandDone | Refusal> }>()

/**
 * Does a proctor's command exactly once (P1 to P4); a repeat gets the first reply again, and the same id with other
 * content is refused. Time is not given here: `time-commands.ts` proposes it to a second person.
 */
export function command(
  services: Services,
  delivery: Delivery,
  actor: string,
  sittingId: string,
  wanted: ProctorCommand,
): Promise<CommandDone | Refusal> {
  if (needsSecond(wanted.kind)) return Promise.resolve(refuse('second-person-needed'))
  return once(sittingId, wanted, () =>
    accept(services, delivery, { id: wanted.id, sitting: sittingId, actor, approvedBy: null, wanted }),
  )
}

/** Does a command that is on the disk already: an approved one, or one that a crash cut short. */
export function doKept(services: Services, delivery: Delivery, kept: StoredCommand): Promise<CommandDone | Refusal> {
  if (kept.reply) return Promise.resolve(kept.reply)
  return once(kept.sitting, kept.wanted, () => settle(services, delivery, kept))
}

/** At the start of the server: what was accepted before a crash is done now (P1). Returns how many. */
export async function doWaiting(services: Services, delivery: Delivery): Promise<number> {
  const waiting = await waitingCommands(services)
  for (const kept of waiting)
    await doKept(services, delivery, kept).catch((error: unknown) =>
      // One that cannot be done must not keep the hall from opening; it stays and is tried again.
      services.log.error({ err: error, command: kept.id }, 'a command that waited was not done'),
    )
  return waiting.length
}

function once(
  sitting: string,
  wanted: ProctorCommand,
  work: () => Promise<CommandDone | Refusal>,
): Promise<CommandDone | Refusal> {
  const key = `${sitting}/${wanted.id}`
  const what = canonical(wanted)
  const known = underWay.get(key)
  if (known) return known.what === what ? known.reply : Promise.resolve(refuse('command-differs'))
  const reply = work().finally(() => underWay.delete(key))
  underWay.set(key, { what, reply })
  return reply
}

async function accept(
  services: Services,
  delivery: Delivery,
  command: Omit<StoredCommand, 'reply'>,
): Promise<CommandDone | Refusal> {
  const before = await findCommand(services, command.id)
  if (before) return await again(services, delivery, before, command)
  try {
    await services.store.transaction((db) => keepCommand(services, db, command))
  } catch (error) {
    if (!isDuplicate(error)) throw error
    // Another process took the same id at the same moment.
    const other = await findCommand(services, command.id)
    if (!other) throw error
    return await again(services, delivery, other, command)
  }
  return await settle(services, delivery, { ...command, reply: null })
}

async function again(
  services: Services,
  delivery: Delivery,
  before: StoredCommand,
  now: Omit<StoredCommand, 'reply'>,
): Promise<CommandDone | Refusal> {
  if (before.sitting !== now.sitting || canonical(before.wanted) !== canonical(now.wanted))
    return refuse('command-differs')
  return before.reply ?? (await settle(services, delivery, before))
}

/** Each deed is stored under the command's id, so that doing it again after a crash changes nothing that was done. */
async function settle(services: Services, delivery: Delivery, kept: StoredCommand): Promise<CommandDone | Refusal> {
  const result = await perform(services, delivery, kept)
  const reply: CommandDone | Refusal = isRefusal(result) ? result : result.done
  const mine = await settleCommand(services, kept, reply, isRefusal(result) ? [] : result.outcome)
  services.bus.publish(`sitting:${kept.sitting}`, {
    kind: 'command',
    sitting: kept.sitting,
    command: kept.id,
    // The others change the attempt, whose own message brings the station to look; they confirm with the next beat.
    look: ['message', 'move', 'reset-sign-in'].includes(kept.wanted.kind),
    candidates: isRefusal(result)
      ? []
      : result.outcome.filter((one) => one.result === null).map((one) => one.candidate),
  })
  return mine ? reply : ((await findCommand(services, kept.id))?.reply ?? reply)
}
