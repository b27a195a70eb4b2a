import { connect, createServer, type Socket } from 'node:net'

/** A network that is `delayMs` away in each direction, and that can be cut: on loopback only, for tests. */
export interface SlowProxy {
  port: number
  /** Drops every connection and takes no new one until `mend`. */
  cut(): void
  mend(): void
  close(): Promise<void>
}

export async function slowProxy(targetPort: number, delayMs: number): Promise<SlowProxy> {
  const open = new Set<Socket>()
  let whole = true
  const server = createServer((near) => {
    if (!whole) return void near.destroy()
    const far = connect(targetPort, '127.0.0.1')
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from)
      from.on('data', (chunk) => setTimeout(() => to.writable && to.write(chunk), delayMs))
      from.on('close', () => {
        open.delete(from)
        setTimeout(() => to.destroy(), delayMs)
      })
      from.on('error', () => from.destroy())
    }
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    cut() {
      whole = false
      for (const socket of open) socket.destroy()
    },
    mend() {
      whole = true
    },
    close: () =>
      new Promise((done) => {
        for (const socket of open) socket.destroy()
        server.close(() => done())
      }),
  }
}
