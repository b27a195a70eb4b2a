import { isRefusal, type Refusal } from '../../server/protocol/refusal.ts'
import type { StationCheck, StationFault } from '../../server/protocol/venues.ts'
import { ask, Unreachable } from '../shared/ask.ts'
import { type Health, STATION_PROTOCOL } from '../shared/station-api.ts'
import { storageWorks } from './machine-store.ts'

const ROUND_TRIPS = 5
const SOCKET_WAIT_MS = 4000
/** Opening a websocket each minute at five thousand computers would be a load of its own. */
const SOCKET_AGAIN_MS = 10 * 60_000

let socketTried: { at: number; open: boolean } | null = null

/**
 * Measures this computer and tells the server, which judges it. @returns what is wrong with it, or a refusal where
 * this computer is not enrolled. @throws Unreachable
 */
export async function sendCheck(): Promise<StationFault[] | Refusal> {
  const reply = await ask<{ faults: StationFault[] }>('POST', '/api/machine/check', await measured())
  return isRefusal(reply) ? reply : reply.faults
}

async function measured(): Promise<StationCheck> {
  const trips: { ms: number; clockOffMs: number }[] = []
  for (let n = 0; n < ROUND_TRIPS; n += 1) trips.push(await roundTrip())
  const nearest = trips.reduce((best, one) => (one.ms < best.ms ? one : best))
  return {
    serverMs: Math.round(median(trips.map((one) => one.ms)) * 10) / 10,
    // The quickest round trip tells the clocks apart best.
    clockOffMs: Math.round(nearest.clockOffMs),
    width: Math.min(20_000, Math.round(window.screen.width)),
    height: Math.min(20_000, Math.round(window.screen.height)),
    storage: await storageWorks(),
    freeMb: await freeMb(),
    browser: navigator.userAgent.slice(0, 200),
    protocol: STATION_PROTOCOL,
    fullScreen: document.fullscreenEnabled === true,
    socket: await socketOpens(),
  }
}

async function roundTrip(): Promise<{ ms: number; clockOffMs: number }> {
  const asked = performance.now()
  const health = await ask<Health>('GET', '/api/health')
  const ms = performance.now() - asked
  if (isRefusal(health)) throw new Unreachable(health.refused)
  return { ms, clockOffMs: Date.now() - (health.wallNow + ms / 2) }
}

/** The middle one; of an even number the lower of the two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}

/** Where the browser says it: only on a secure page. */
async function freeMb(): Promise<number | null> {
  try {
    const { quota, usage } = await navigator.storage.estimate()
    return quota === undefined ? null : Math.max(0, Math.round((quota - (usage ?? 0)) / 1_000_000))
  } catch {
    return null
  }
}

/** Whether a websocket gets through: some proxies and virus scanners let pages by and close this. */
async function socketOpens(): Promise<boolean> {
  const now = performance.now()
  if (socketTried?.open && now - socketTried.at < SOCKET_AGAIN_MS) return true
  const open = await new Promise<boolean>((answer) => {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
    const socket = new WebSocket(`${scheme}://${location.host}/socket.io/?EIO=4&transport=websocket`)
    const done = (is: boolean) => {
      clearTimeout(timer)
      socket.onmessage = socket.onerror = socket.onclose = null
      socket.close()
      answer(is)
    }
    const timer = setTimeout(() => done(false), SOCKET_WAIT_MS)
    // The server's first word, '0{...}', says that both directions are open.
    socket.onmessage = (event) => done(String(event.data).startsWith('0'))
    socket.onerror = socket.onclose = () => done(false)
  })
  socketTried = { at: now, open }
  return open
}
