import type { IncomingMessage, Server } from 'node:http'
import type { Line } from '../backup/manifest.ts'
import { openLine } from './follow-job.ts'
import { LINE_COOKIE, lineCookie, type Served, servedBy } from './line-cookie.ts'
import type { SpareFile } from './mirror-store.ts'

const EVERY_MS = 5000

/**
 * Gives every browser the line it is served by, and looks what it was served by before (SP6): a newer one, and these
 * records are the old ones; another one of the same age, and there are two copies.
 */
export function watchBrowsers(
  http: Server,
  secret: Buffer,
  line: Line,
  { newer, other }: { newer: (served: Served) => void; other: (served: Served) => void },
): void {
  const mine = lineCookie(secret, line)
  const look = (request: IncomingMessage) => {
    const header = request.headers.cookie
    if (header?.includes(mine)) return true
    const served = servedBy(secret, header)
    if (served && served.generation > line.generation) newer(served)
    else if (served && served.generation === line.generation) other(served)
    return false
  }
  http.prependListener('request', (request, response) => {
    if (!look(request))
      response.setHeader('set-cookie', `${LINE_COOKIE}=${mine}; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000`)
  })
  http.prependListener('upgrade', (request) => void look(request))
}

/** After a take-over: tells the old main, whenever it can be reached, that it must not serve any more. */
export function fenceOld({ of, key }: Pick<SpareFile, 'of' | 'key'>, line: Line): { stop(): void } {
  let next: NodeJS.Timeout | null = null
  let stopped = false
  const tell = () => {
    const told = openLine(of, Buffer.from(key, 'base64url'), {
      opened: (opened) => {
        opened.send({ kind: 'fence', generation: line.generation, epoch: line.epoch })
      },
      hear: () => {},
      ended: () => {
        if (stopped) return
        next = setTimeout(tell, EVERY_MS)
        next.unref()
      },
    })
    if (stopped) told.close()
  }
  tell()
  return {
    stop() {
      stopped = true
      if (next) clearTimeout(next)
    },
  }
}
