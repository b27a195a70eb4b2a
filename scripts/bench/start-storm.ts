import { ROOM_PASSWORD } from '../room/prepared-room.ts'
import { quantile } from '../room/room-load.ts'
import { StaffClient } from '../room/staff-client.ts'
import { benchHall } from './hall.ts'
import type { Watched } from './load.ts'
import { startWorker } from './process.ts'
import type { Say } from './say.ts'
import type { Usage } from './server.ts'

const monotonic = (): number => Number(process.hrtime.bigint() / 1000n) / 1000

/** All stations wait with their sealed papers; one command, and the key is with each of them. */
export async function benchStart(say: Say, folder: string, stations: number): Promise<void> {
  const hall = await benchHall(folder, stations, { started: false })
  const ends: (() => unknown)[] = [() => hall.remove()]
  try {
    const server = await startWorker<{ port: number }>(
      'server.ts',
      { do: 'start', data: hall.data, disk: 'as-it-is' },
      ['--expose-gc'],
    )
    ends.push(() => server.end())
    const { port } = server.ready
    const before = await server.ask<Usage>({ do: 'usage', collect: true })
    const load = await startWorker<{ ms: number }>('load.ts', {
      ...{ do: 'connect', port, stations: hall.stations, beats: true },
    })
    ends.push(() => load.end())
    say(`${stations} stations connect and are shown where they stand`, load.ready.ms, 'ms', { atMost: 15_000 })
    const papers = await load.ask<{ ms: number; bytes: number }>({ do: 'papers' })
    say('all fetch their sealed papers, while people wait', papers.ms, 'ms')
    const usage = await server.ask<Usage>({ do: 'usage', collect: true })
    say('memory of the server for each connected station', (usage.rss - before.rss) / stations / 1024, 'kB', {
      atMost: 20,
    })
    say('of it, in use', (usage.heap - before.heap) / stations / 1024, 'kB')
    const staff = await StaffClient.signIn(`http://127.0.0.1:${port}`, 'pengawas-1', ROOM_PASSWORD)
    await load.ask({ do: 'watch-start' })
    const from = monotonic()
    const command = staff.post(`/api/proctor/sittings/${hall.sitting}/commands`, {
      ...{ id: 'bench-start-1', kind: 'start', candidates: [], reason: { category: 'schedule', text: 'bench' } },
    })
    const { at, missing, bytes, opened } = await load.ask<Watched>({ do: 'watched', timeoutMs: 30_000 })
    const after = await server.ask<Usage>({ do: 'usage' })
    await command
    if (missing > 0) throw new Error(`bench: ${missing} stations did not hear of the start`)
    const waits = [...at].map((one) => one - from)
    say(`start: the last of ${stations} stations has its key`, quantile(waits, 1), 'ms', { atMost: 500 })
    say('start: half of them have it', quantile(waits, 0.5), 'ms')
    say(`start: papers opened on the way (one in fifty)`, opened, '')
    say('start: bytes to a station', bytes, 'B', { atMost: 1024 })
    say('start: CPU of the server for a station', (after.cpuUs - usage.cpuUs) / stations, 'µs')
  } finally {
    for (const end of ends.reverse()) await end()
  }
}
