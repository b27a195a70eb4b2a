import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'

/** One piece of work has so long, and so much memory. */
const WORK_MS = 15_000
const MEMORY_BYTES = 640 * 1024 * 1024
const HEAP_MB = 256
const LOOK_MS = 50
/** An idle process goes away after so long. */
const IDLE_MS = 60_000
/** Pieces that wait; more are sent away. */
export const WAITING_MAX = 200
const PAGE_BYTES = 4096

export interface HelperLimits {
  workMs: number
  memoryBytes: number
  /** What the engine itself may take of it. */
  heapMb: number
}

/**
 * Work that would hold up the answers of a hall, in a process of its own, one piece after another, behind everything
 * else on the machine (DC5). Where it crashes, hangs or grows it is ended, and nothing else with it.
 */
export class Helper<Asked extends object, Found> {
  #script: URL
  #child: ChildProcess | null = null
  #turn: Promise<unknown> = Promise.resolve()
  #idle: NodeJS.Timeout | null = null
  #limits: HelperLimits
  #number = 0
  waiting = 0

  constructor(script: URL, limits: Partial<HelperLimits> = {}) {
    this.#script = script
    this.#limits = { workMs: WORK_MS, memoryBytes: MEMORY_BYTES, heapMb: HEAP_MB, ...limits }
  }

  /** What came of it; 'ended' where it took too long, too much, or the process along; 'busy' where too many wait. */
  async ask(asked: Asked): Promise<Found | 'ended' | 'busy'> {
    if (this.waiting >= WAITING_MAX) return 'busy'
    this.waiting += 1
    const mine = this.#turn.then(() => this.#askNow(asked))
    this.#turn = mine.catch(() => {})
    try {
      return await mine
    } finally {
      this.waiting -= 1
    }
  }

  stop(): void {
    if (this.#idle) clearTimeout(this.#idle)
    this.#child?.kill('SIGKILL')
    this.#child = null
  }

  #askNow(asked: Asked): Promise<Found | 'ended'> {
    if (this.#idle) clearTimeout(this.#idle)
    const child = this.#start()
    const number = ++this.#number
    return new Promise((resolve) => {
      const end = (found: Found | 'ended') => {
        clearTimeout(late)
        clearInterval(look)
        child.off('message', told)
        child.off('exit', ended)
        this.#rest()
        resolve(found)
      }
      const told = (message: { number: number; found: Found }) => {
        if (message.number === number) end(message.found)
      }
      const ended = () => {
        if (this.#child === child) this.#child = null
        end('ended')
      }
      const late = setTimeout(() => child.kill('SIGKILL'), this.#limits.workMs)
      const look = setInterval(() => {
        if (memoryOf(child.pid) > this.#limits.memoryBytes) child.kill('SIGKILL')
      }, LOOK_MS)
      child.on('message', told)
      child.on('exit', ended)
      child.send({ number, asked }, () => {
        // A process that is gone already says so by its exit.
      })
    })
  }

  #start(): ChildProcess {
    if (this.#child?.connected) return this.#child
    const child = fork(fileURLToPath(this.#script), [], {
      serialization: 'advanced',
      stdio: 'ignore',
      execArgv: [`--max-old-space-size=${this.#limits.heapMb}`, '--disable-warning=ExperimentalWarning'],
      // Nothing of ours is for its eyes: no secret of the environment goes along.
      env: {},
    })
    // The server may end while it is idle; its channel must not keep it.
    child.unref()
    child.channel?.unref()
    child.on('error', () => child.kill('SIGKILL'))
    try {
      if (child.pid) setPriority(child.pid, 15)
    } catch {
      // a system that gives no priorities gives none
    }
    this.#child = child
    return child
  }

  #rest(): void {
    this.#idle = setTimeout(() => this.stop(), IDLE_MS)
    this.#idle.unref()
  }
}

/** The other side: does what it is asked, until its parent is gone. */
export function serveHelper<Asked, Found>(work: (asked: Asked) => Promise<Found>): void {
  process.on('message', ({ number, asked }: { number: number; asked: Asked }) => {
    void work(asked).then((found) => process.send?.({ number, found }))
  })
  process.on('disconnect', () => process.exit(0))
}

/** Resident bytes of a process, as Linux tells; 0 elsewhere, where time and heap are the limits. */
function memoryOf(pid: number | undefined): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES
  } catch {
    return 0
  }
}
