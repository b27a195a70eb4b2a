import type { Bus, BusMessage, Topic } from './bus.ts'

const ALLOWANCES_MAX = 50_000

/** The bus of a single process: the default, and what a village hall needs. `now` in milliseconds, any origin. */
export function memoryBus(now: () => number = () => performance.now()): Bus {
  const listeners = new Map<Topic | '*', Set<(message: BusMessage) => void>>()
  const leases = new Map<string, number>()
  const used = new Map<string, number[]>()
  return {
    publish(topic, message) {
      for (const key of [topic, '*'] as const) for (const listen of listeners.get(key) ?? []) listen(message)
    },
    subscribe(topic, listen) {
      const set = listeners.get(topic) ?? new Set()
      listeners.set(topic, set.add(listen))
      return () => {
        set.delete(listen)
        if (set.size === 0 && listeners.get(topic) === set) listeners.delete(topic)
      }
    },
    async lease(name, ttlMs, work) {
      const until = leases.get(name)
      if (until !== undefined && until > now()) return false
      leases.set(name, now() + ttlMs)
      try {
        await work()
      } finally {
        leases.delete(name)
      }
      return true
    },
    async allow(key, { times, perMs }) {
      const moment = now()
      const recent = used.get(key) ?? []
      while (recent.length > 0 && (recent[0] as number) <= moment - perMs) recent.shift()
      if (recent.length >= times) return false
      recent.push(moment)
      // A stranger trying endless names must not fill the memory; forgetting the oldest only lets her try again.
      if (!used.has(key) && used.size >= ALLOWANCES_MAX) used.delete(used.keys().next().value as string)
      used.set(key, recent)
      return true
    },
    async close() {
      listeners.clear()
    },
  }
}
