import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { buildApp } from '../../server/app.ts'
import { count, eq, max, sql } from '../../server/db/sql.ts'
import { openWorkplace } from '../commands/workplace.ts'
import { type DiskKind, otherDisk } from './disks.ts'
import { serveAsks } from './process.ts'

/** The server as it is, in a process of its own, with the disk that is asked for and a clock that can be turned on. */
export type ServerAsk =
  | { do: 'start'; data: string; disk: DiskKind }
  | { do: 'usage'; collect?: boolean }
  /**
   * The exam clock jumps so far ahead: deadlines come sooner than in an hour and a half. These stations were alive in
   * between; without their word a whole hall would look silent, and its rooms would pause themselves.
   */
  | { do: 'skip'; ms: number; alive: { candidate: string; source: string }[] }
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
  /** The longest that its event loop stood still since the last look, in ms. */
  stoodMs: number
}
export interface Count {
  finished: number
  scored: number
  onBoard: number
  /** Whose time stands still. */
  held: number
  examNow: number
  /** The last deadline, with its grace. */
  closes: number
}

let data = ''
let skipped = 0
let heard: (candidate: string, source: string) => void
let countOf: (sitting: string) => Promise<Count>
serveAsks(async (ask: ServerAsk) => {
  switch (ask.do) {
    case 'start':
      return await start(ask)
    case 'usage':
      if (ask.collect) globalThis.gc?.()
      return usage()
    case 'skip':
      skipped += ask.ms
      for (const { candidate, source } of ask.alive) heard(candidate, source)
      return null
    case 'count':
      return await countOf(ask.sitting)
  }
})

async function start({ data: folder, disk }: ServerAsk & { do: 'start' }): Promise<{ port: number }> {
  data = folder
  const workplace = await openWorkplace(folder)
  const { services } = workplace
  const real = services.clock
  services.clock = { ...real, exam: () => real.exam() + skipped }
  const nobody = {
    demo: false,
    version: '',
    organisation: '',
    signIns: [],
    applicant: null,
    candidates: [],
    sittings: [],
  }
  const app = await buildApp(
    services,
    async () => nobody as never,
    () => false,
  )
  app.delivery.writer.disk = otherDisk(disk, app.delivery.writer.disk)
  heard = (candidate, source) => app.delivery.presence.heard(candidate, source)
  countOf = async (sitting) => {
    const { attempt, score } = services.store.tables
    const { read } = services.store
    // Asked ten times a second in the middle of the storm: it may not be part of the storm.
    const [sums] = await read
      .select({
        finished: sql<number>`count(CASE WHEN ${attempt.status} = 'finished' THEN 1 END)`,
        held: count(attempt.heldFrom),
        closes: max(attempt.deadline),
      })
      .from(attempt)
      .where(eq(attempt.sittingId, sitting))
    const [scores] = await read.select({ n: count() }).from(score)
    const finished = Number(sums?.finished)
    const scored = scores?.n ?? 0
    // The board is a page of many rows: asked before, so that it is open, and again when there is something to see.
    const board =
      scored > 0 && scored < finished
        ? {}
        : ((await fetch(`${origin}/api/board/${sitting}`).then((reply) => reply.json())) as {
            rows?: { finished: boolean }[]
          })
    return {
      ...{ finished, scored, held: sums?.held ?? 0 },
      onBoard: (board.rows ?? []).filter((row) => row.finished).length,
      examNow: services.clock.exam(),
      closes: sums?.closes ?? 0,
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
  return { cpuUs: user + system, rss, heap: heapUsed, waitedUs: waited(), stoodMs: stood(), ...walOf() }
}

const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
function stood(): number {
  const ms = delay.max / 1e6
  delay.reset()
  return ms
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
