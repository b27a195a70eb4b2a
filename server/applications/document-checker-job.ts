import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { DocumentRule } from '../protocol/recruitment.ts'
import { PIXELS_MAX } from './document.ts'
import type { CheckFound } from './document-check-job.ts'

/** One file has so long, and so much memory; what needs more is no diploma. */
const CHECK_MS = 15_000
const MEMORY_BYTES = 640 * 1024 * 1024
const HEAP_MB = 256
const LOOK_MS = 50
/** An idle process goes away after so long. */
const IDLE_MS = 60_000
/** Files that wait to be checked; more are sent away. */
export const WAITING_MAX = 200
const PAGE_BYTES = 4096

export interface CheckLimits {
  checkMs: number
  memoryBytes: number
}

/**
 * Checks uploaded files in a process of its own, one after another: a decoder that is tricked, hangs or blows up takes
 * that process along and nothing else (DC5). It gives way to everything else on the machine.
 */
export class DocumentChecker {
  #child: ChildProcess | null = null
  #turn: Promise<unknown> = Promise.resolve()
  #idle: NodeJS.Timeout | null = null
  #limits: CheckLimits
  #number = 0
  waiting = 0

  constructor(limits: Partial<CheckLimits> = {}) {
    this.#limits = { checkMs: CHECK_MS, memoryBytes: MEMORY_BYTES, ...limits }
  }

  /** What was found; 'broken' where it took too long, too much, or the process along; 'busy' where too many wait. */
  async check(bytes: Buffer, rule: DocumentRule): Promise<CheckFound | { kind: 'busy' }> {
    if (this.waiting >= WAITING_MAX) return { kind: 'busy' }
    this.waiting += 1
    const mine = this.#turn.then(() => this.#checkNow(bytes, rule))
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

  #checkNow(bytes: Buffer, { type, bytesMax, pagesMax, pixelsMax, pixelsMin }: DocumentRule): Promise<CheckFound> {
    if (this.#idle) clearTimeout(this.#idle)
    const child = this.#start()
    const number = ++this.#number
    return new Promise((resolve) => {
      const end = (found: CheckFound) => {
        clearTimeout(late)
        clearInterval(look)
        child.off('message', told)
        child.off('exit', ended)
        this.#rest()
        resolve(found)
      }
      const told = (message: { number: number; found: CheckFound }) => {
        if (message.number === number) end(message.found)
      }
      const ended = () => {
        if (this.#child === child) this.#child = null
        end({ kind: 'broken' })
      }
      const late = setTimeout(() => child.kill('SIGKILL'), this.#limits.checkMs)
      const look = setInterval(() => {
        if (memoryOf(child.pid) > this.#limits.memoryBytes) child.kill('SIGKILL')
      }, LOOK_MS)
      child.on('message', told)
      child.on('exit', ended)
      child.send(
        { number, bytes, rule: { type, bytesMax, pagesMax, pixelsMax, pixelsMin }, pixelsMax: PIXELS_MAX },
        () => {
          // A process that is gone already says so by its exit.
        },
      )
    })
  }

  #start(): ChildProcess {
    if (this.#child?.connected) return this.#child
    const child = fork(fileURLToPath(new URL('./document-check-job.ts', import.meta.url)), [], {
      serialization: 'advanced',
      stdio: 'ignore',
      execArgv: [`--max-old-space-size=${HEAP_MB}`, '--disable-warning=ExperimentalWarning'],
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

/** Resident bytes of a process, as Linux tells; 0 elsewhere, where time and heap are the limits. */
function memoryOf(pid: number | undefined): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES
  } catch {
    return 0
  }
}
