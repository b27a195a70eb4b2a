import { hotOf } from './db/hot.ts'
import { eq } from './db/sql.ts'
import type { Db, Store } from './db/store.ts'
import type { ExamMs, WallMs } from './protocol/ids.ts'

/** Time as an argument: everything that needs to know the hour gets it from here. */
export interface Clock {
  /** A label for people; may jump. */
  wall(): WallMs
  /** What deadlines are made of: ticks only while this server runs, never backwards. */
  exam(): ExamMs
  /** Writes the exam clock along with whatever is being committed, so that a restart goes on from there. */
  keep(db: Db): Promise<void>
  /** Hands over the stretches since the last call in which the wall went on and the exam clock stood still. */
  gaps(): Gap[]
}

/** A stretch that cost nobody time: the server was down, or its process stood still. */
export interface Gap {
  cause: 'server' | 'stall'
  fromWall: WallMs
  untilWall: WallMs
  /** Where the exam clock stood meanwhile. */
  examMs: ExamMs
}

/** A pause longer than this between two ticks was no working time: the machine slept or the process was stopped. */
const STALL_MS = 1000
const TICK_MS = 250

/**
 * The persisted exam clock (reliability.md 3.1): an accumulator that goes on from its last durable value after a
 * restart. An outage of the server is thereby credited to everyone by construction, and so is a stopped process.
 */
export async function examClock(store: Store): Promise<Clock & { stop(): void }> {
  const { examClock: table } = store.tables
  const [row] = await store.read.select({ ms: table.ms, wall: table.wall }).from(table).where(eq(table.id, 1))
  let accumulated = row?.ms ?? 0
  let last = performance.now()
  let gaps: Gap[] = []
  const gap = (cause: Gap['cause'], fromWall: WallMs, untilWall: WallMs) => {
    // The wall may have been set back meanwhile; an outage never lasts less than nothing.
    gaps.push({ cause, fromWall: Math.min(fromWall, untilWall), untilWall, examMs: Math.floor(accumulated) })
  }
  if (row?.wall != null) gap('server', row.wall, Date.now())
  const tick = () => {
    const now = performance.now()
    const passed = now - last
    last = now
    if (passed > STALL_MS) gap('stall', Date.now() - Math.round(passed), Date.now())
    else accumulated += passed
    return Math.floor(accumulated)
  }
  const timer = setInterval(tick, TICK_MS)
  timer.unref()
  return {
    wall: () => Date.now(),
    exam: tick,
    async keep(db) {
      await hotOf(db).keepClock(tick(), Date.now())
    },
    gaps() {
      const handed = gaps
      gaps = []
      return handed
    },
    stop: () => clearInterval(timer),
  }
}
