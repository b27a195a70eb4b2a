import type { Services } from '../services.ts'
import { anyWorking, lapsesOf, overdue, workingAttempts } from './attempt-store.ts'
import { attemptIdOf, type Delivery } from './delivery.ts'
import { firstLapse } from './ledger.ts'

const SWEEP_MS = 250
const LEASE_MS = 5000
const HEARTBEAT_MS = 1000
/** Who fell silent so shortly before the end may be one of a whole room: time to find out, before it is over (T8). */
export const SILENT_AT_END_MS = 15_000

/**
 * Closes what the clock has closed (A11), ends holds whose time is up (T4), and keeps the exam clock durable while
 * somebody works: at least once a second, so that a crash gives a candidate at most a second and never takes one (A15).
 */
export function deadlineJob(services: Services, delivery: Delivery): { stop(): Promise<void> } {
  let stopped = false
  let running: Promise<void> = Promise.resolve()
  let lastHeartbeat = 0
  const lapses = new Map<string, number | null>()
  const sweep = async () => {
    await delivery.roomLog.flush()
    await services.bus.lease('deadline', LEASE_MS, async () => {
      await expireOverdue(services, delivery)
      if (services.clock.exam() - lastHeartbeat < HEARTBEAT_MS) return
      lastHeartbeat = services.clock.exam()
      delivery.presence.sweep()
      await endLapsed(services, delivery, lapses)
      if (await anyWorking(services)) await services.store.transaction((db) => services.clock.keep(db))
    })
  }
  const timer = setInterval(() => {
    if (stopped) return
    running = running.then(sweep).catch((error: unknown) => services.log.error({ err: error }, 'deadline sweep failed'))
  }, SWEEP_MS)
  return {
    async stop() {
      stopped = true
      clearInterval(timer)
      await running
    },
  }
}

/** Finishes what is over; whoever fell silent in the last seconds waits a little (T8). */
export async function expireOverdue(services: Services, delivery: Delivery): Promise<void> {
  const now = services.clock.exam()
  const late = (await overdue(services, now)).filter(({ candidate }) => {
    const here = delivery.presence.of(candidate)
    return !here || !delivery.presence.isSilent(candidate) || now - here.lastSeenExam > SILENT_AT_END_MS
  })
  await Promise.all(late.map(({ id }) => delivery.writer.submit(id, [{ kind: 'expire' }])))
}

/** Logs that are looked at before others have their turn. */
const LOOKS_MAX = 200

/**
 * Ends holds that last until a moment that has come. `lapses` remembers when that is of attempts that nobody has folded:
 * after an outage all of a hall is held, and reading it each second would be the next outage.
 */
export async function endLapsed(
  services: Services,
  delivery: Delivery,
  lapses = new Map<string, number | null>(),
): Promise<void> {
  const ids = (await workingAttempts(services, { held: true })).map(({ sitting, candidate }) =>
    attemptIdOf(sitting, candidate),
  )
  const held = new Set<string>(ids)
  for (const id of lapses.keys()) if (!held.has(id) || delivery.writer.known(id)) lapses.delete(id)
  const unknown = ids.filter((id) => !lapses.has(id) && !delivery.writer.known(id))
  for (let from = 0; from < unknown.length; from += LOOKS_MAX) {
    for (const [id, at] of await lapsesOf(services, unknown.slice(from, from + LOOKS_MAX))) lapses.set(id, at)
    await new Promise((resolve) => setImmediate(resolve))
  }
  const now = services.clock.exam()
  const over = ids.filter((id) => {
    const standing = delivery.writer.known(id)
    const at = standing ? firstLapse(standing.attempt.ledger) : (lapses.get(id) ?? null)
    return at !== null && now >= at
  })
  await Promise.all(over.map((id) => delivery.writer.submit(id, [{ kind: 'lapse' }])))
}
