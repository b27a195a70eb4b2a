import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { resolve } from 'node:path'
import { undoAtEnd } from './cleanup.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const READY = /siap di http/
const START_MS = 240_000

export interface ServerSettings {
  data: string
  port: number
  host?: string
  env?: Record<string, string>
  /** What stands before `node`, e.g. `ip netns exec NAME`. */
  before?: string[]
}

/** A real server process that can be killed, stopped and started again on the same folder and port. */
export class ServerProcess {
  readonly settings: ServerSettings
  readonly origin: string
  child: ChildProcess | null = null
  /** The last of what it wrote, for the sentence when it will not start. */
  said = ''
  /** Stretches in which it was not there, on `performance.now()`; the last may be open. */
  readonly away: { from: number; to: number }[] = []

  constructor(settings: ServerSettings) {
    this.settings = settings
    this.origin = `http://${settings.host ?? '127.0.0.1'}:${settings.port}`
  }

  /** @throws with what it said, when it ends before it listens. */
  async start(more: Record<string, string> = {}): Promise<void> {
    const { data, port, host = '127.0.0.1', env = {}, before = [] } = this.settings
    const [program, ...args] = [
      ...[...before, process.execPath, '--disable-warning=ExperimentalWarning'],
      ...['server/main.ts', '--data', data, '--port', String(port)],
    ] as [string, ...string[]]
    const child = spawn(program, args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_COMPILE_CACHE: `${ROOT}/node_modules/.cache/seleksi`, HOST: host, ...env, ...more },
    })
    this.child = child
    const forget = undoAtEnd(() => child.kill('SIGKILL'))
    child.once('exit', forget)
    this.said = ''
    await new Promise<void>((done, fail) => {
      const timer = setTimeout(() => {
        child.kill('SIGKILL')
        fail(new Error(`the server did not listen within ${START_MS / 1000} s: ${this.said}`))
      }, START_MS)
      const hear = (chunk: Buffer) => {
        this.said = (this.said + String(chunk)).slice(-4000)
        if (!READY.test(this.said)) return
        clearTimeout(timer)
        done()
      }
      child.stdout.on('data', hear)
      child.stderr.on('data', hear)
      child.once('error', fail)
      child.once('exit', (code, signal) => {
        clearTimeout(timer)
        fail(new Error(`the server ended (${code ?? signal}) before it listened: ${this.said}`))
      })
    })
    const open = this.away.at(-1)
    if (open && open.to === Number.POSITIVE_INFINITY) open.to = performance.now()
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const { child } = this
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise<void>((done) => child.once('exit', () => done()))
    this.away.push({ from: performance.now(), to: Number.POSITIVE_INFINITY })
    // A stopped process hears SIGTERM only once it goes on.
    child.kill('SIGCONT')
    child.kill(signal)
    await ended
  }

  get alive(): boolean {
    return this.child !== null && this.child.exitCode === null && this.child.signalCode === null
  }
}

/** A port that is free now, the same for every life of a server. */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  return await new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen(0, host, () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
