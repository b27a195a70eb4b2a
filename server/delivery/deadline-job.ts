import type { Services } from '../services.ts'
import { anyWorking, overdue, workingAttempts } from './attempt-store.ts'
import { attemptIdOf, type Delivery } from './delivery.ts'

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
  const sweep = async () => {
    await delivery.roomLog.flush()
    await services.bus.lease('deadline', LEASE_MS, async () => {
      await expireOverdue(services, delivery)
      if (services.clock.exam() - lastHeartbeat < HEARTBEAT_MS) return
      lastHeartbeat = services.clock.exam()
      delivery.presence.sweep()
      await endLapsed(services, delivery)
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

/** Ends holds that last until a moment that has come. */
export async function endLapsed(services: Services, delivery: Delivery): Promise<void> {
  const now = services.clock.exam()
  for (const { sitting, candidate } of await workingAttempts(services, { held: true })) {
    const id = attemptIdOf(sitting, candidate)
    const holds = (await delivery.writer.peek(id))?.attempt.ledger.holds ?? []
    if (holds.some(({ lastsUntil }) => lastsUntil !== null && now >= lastsUntil))
      await delivery.writer.submit(id, [{ kind: 'lapse' }])
  }
}
