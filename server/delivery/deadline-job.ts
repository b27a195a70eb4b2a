import type { Services } from '../services.ts'
import { anyWorking, overdue } from './attempt-store.ts'
import type { Delivery } from './delivery.ts'

const SWEEP_MS = 250
const LEASE_MS = 5000
const HEARTBEAT_MS = 1000

/**
 * Closes what the clock has closed (A11), and keeps the exam clock durable while somebody works: at least once a
 * second, so that a crash gives a candidate at most a second and never takes one (A15).
 */
export function deadlineJob(services: Services, delivery: Delivery): { stop(): Promise<void> } {
  let stopped = false
  let running: Promise<void> = Promise.resolve()
  let lastHeartbeat = 0
  const sweep = async () => {
    await services.bus.lease('deadline', LEASE_MS, async () => {
      const late = await overdue(services, services.clock.exam())
      await Promise.all(late.map((id) => delivery.writer.submit(id, [{ kind: 'expire' }])))
      if (services.clock.exam() - lastHeartbeat < HEARTBEAT_MS) return
      lastHeartbeat = services.clock.exam()
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
