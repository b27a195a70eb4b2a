import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { buildApp } from '../../server/app.ts'
import { openWorkplace } from '../commands/workplace.ts'
import { type DiskKind, otherDisk } from './disks.ts'
import { serveAsks } from './process.ts'

/** The server as it is, in a process of its own, with the disk that is asked for and a clock that can be turned on. */
export type ServerAsk =
  | { do: 'start'; data: string; disk: DiskKind }
  | { do: 'usage'; collect?: boolean }
  /** The exam clock jumps so far ahead: deadlines come sooner than in an hour and a half. */
  | { do: 'skip'; ms: number }
  /** What the records say of a sitting now. */
  | { do: 'count'; sitting: string }

export interface Usage {
  /** CPU of this process so far, in µs. */
  cpuUs: number
  rss: number
  heap: number
  /** Bytes of the write-ahead log, and when it was written last: it must move, or nothing was stored. */
  wal: number
  walTouched: number
  /** Time that this process waited for a core so far, in µs: a neighbour was running. */
  waitedUs: number
}
export interface Count {
  finished: number
  scored: number
  onBoard: number
  examNow: number
  /** The last deadline, with its grace. */
  closes: number
}

let data = ''
let skipped = 0
let count: (sitting: string) => Promise<Count>
serveAsks(async (ask: ServerAsk) => {
  switch (ask.do) {
    case 'start':
      return await start(ask)
    case 'usage':
      if (ask.collect) globalThis.gc?.()
      return usage()
    case 'skip':
      skipped += ask.ms
      return null
    case 'count':
      return await count(ask.sitting)
  }
})

async function start({ data: folder, disk }: ServerAsk & { do: 'start' }): Promise<{ port: number }> {
  data = folder
  const workplace = await openWorkplace(folder)
  const { services } = workplace
  const real = services.clock
  services.clock = { ...real, exam: () => real.exam() + skipped }
  const nobody = { demo: false, version: '', organisation: '', signIns: [], candidates: [], sittings: [] }
  const app = await buildApp(
    services,
    async () => nobody as never,
    () => false,
  )
  app.delivery.writer.disk = otherDisk(disk, app.delivery.writer.disk)
  count = async (sitting) => {
    const { attempt, score } = services.store.tables
    const all = await services.store.read
      .select({ id: attempt.id, sitting: attempt.sittingId, status: attempt.status, deadline: attempt.deadline })
      .from(attempt)
    const mine = all.filter((one) => one.sitting === sitting)
    const scores = await services.store.read.select({ id: score.attemptId }).from(score)
    const board = (await fetch(`${origin}/api/board/${sitting}`).then((reply) => reply.json())) as {
      rows?: { finished: boolean }[]
    }
    return {
      finished: mine.filter(({ status }) => status === 'finished').length,
      scored: scores.length,
      onBoard: (board.rows ?? []).filter(({ finished }) => finished).length,
      examNow: services.clock.exam(),
      closes: Math.max(...mine.map(({ deadline }) => deadline ?? 0)),
    }
  }
  const origin = await app.http.listen({ port: 0, host: '127.0.0.1' })
  const stop = async () => {
    await app.http.close()
    await workplace.close()
    process.exit(0)
  }
  process.once('SIGTERM', () => void stop())
  return { port: Number(new URL(origin).port) }
}

function usage(): Usage {
  const { user, system } = process.cpuUsage()
  const { rss, heapUsed } = process.memoryUsage()
  return { cpuUs: user + system, rss, heap: heapUsed, waitedUs: waited(), ...walOf() }
}

function walOf(): Pick<Usage, 'wal' | 'walTouched'> {
  try {
    const { size, mtimeMs } = statSync(join(data, 'seleksi.sqlite-wal'))
    return { wal: size, walTouched: mtimeMs }
  } catch {
    return { wal: 0, walTouched: 0 }
  }
}

/** Linux tells; elsewhere it is unknown and counts as none. */
function waited(): number {
  try {
    return Math.round(Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[1]) / 1000)
  } catch {
    return 0
  }
}
