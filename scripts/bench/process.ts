import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'

/** A process of the bench that does what it is asked, one thing at a time, and answers with a value. */
export interface Worker {
  pid: number
  ask<Reply>(what: object): Promise<Reply>
  end(signal?: NodeJS.Signals): Promise<void>
}

/** Starts a file of this folder as a process of its own; resolves when it says that it is ready, with what it said. */
export async function startWorker<Ready>(
  file: string,
  first: object,
  execArgv: string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<Worker & { ready: Ready }> {
  const child: ChildProcess = fork(join(import.meta.dirname, file), [], {
    execArgv,
    env: { ...process.env, ...env },
    serialization: 'advanced',
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const next = <Reply>() =>
    new Promise<Reply>((resolve, reject) => {
      const fail = () => reject(new Error(`bench: ${file} ended`))
      child.once('exit', fail)
      child.once('message', (message: { error?: string; value?: Reply }) => {
        child.off('exit', fail)
        if (message.error === undefined) resolve(message.value as Reply)
        else reject(new Error(`bench: ${file}: ${message.error}`))
      })
    })
  const ask = <Reply>(what: object) => {
    const reply = next<Reply>()
    child.send(what)
    return reply
  }
  const end = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    await ended
  }
  try {
    return { pid: child.pid ?? 0, ready: await ask<Ready>(first), ask, end }
  } catch (error) {
    await end('SIGKILL')
    throw error
  }
}

/** The other side: answers each message with what `work` makes of it. */
export function serveAsks(work: (message: never) => Promise<unknown>): void {
  process.on('message', (message) => {
    work(message as never).then(
      (value) => process.send?.({ value }),
      (error: unknown) =>
        process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    )
  })
  process.once('disconnect', () => process.exit(0))
}
