import { quantile } from '../room/room-load.ts'
import { benchHall } from './hall.ts'
import type { Watched } from './load.ts'
import { startWorker } from './process.ts'
import type { Say } from './say.ts'
import type { Count } from './server.ts'

const monotonic = (): number => Number(process.hrtime.bigint() / 1000n) / 1000
const SETTLED_MS = 60_000

/** The time of all stations ends in the same second: finished, scored, on the board, and each with its receipt. */
export async function benchFinish(say: Say, folder: string, stations: number): Promise<void> {
  const hall = await benchHall(folder, stations)
  const ends: (() => unknown)[] = [() => hall.remove()]
  try {
    const server = await startWorker<{ port: number }>('server.ts', { do: 'start', data: hall.data, disk: 'as-it-is' })
    ends.push(() => server.end())
    const load = await startWorker('load.ts', {
      ...{ do: 'connect', port: server.ready.port, stations: hall.stations, beats: true },
    })
    ends.push(() => load.end())
    // An answer each, so that there is something to score, and everything is as warm as after an hour.
    await load.ask({ do: 'open', rate: stations, ms: 2000 })
    const { sitting } = hall
    // The first look opens the board; the clock is turned to a moment before the end.
    let { closes, examNow, held } = await server.ask<Count>({ do: 'count', sitting })
    // The time of who is back after the outage of the copying runs again with her next beat; a jump would be credited.
    while (held > 0) {
      await new Promise((done) => setTimeout(done, 250))
      ;({ closes, examNow, held } = await server.ask<Count>({ do: 'count', sitting }))
    }
    await load.ask({ do: 'watch-end' })
    await server.ask({ do: 'skip', ms: closes - examNow, alive: hall.stations })
    const from = monotonic()
    const receipts = load.ask<Watched>({ do: 'watched', timeoutMs: SETTLED_MS })
    let all = Number.POSITIVE_INFINITY
    for (const until = from + SETTLED_MS; monotonic() < until; await new Promise((done) => setTimeout(done, 100))) {
      const { finished, scored, onBoard } = await server.ask<Count>({ do: 'count', sitting })
      if (Math.min(finished, scored, onBoard) < stations) continue
      all = monotonic() - from
      break
    }
    const { at, missing } = await receipts
    if (missing > 0) throw new Error(`bench: ${missing} stations have no receipt`)
    // Grace and sweep are part of it: the clock stood at the last deadline when it began.
    say(`end: ${stations} finished, scored and on the board`, all, 'ms', { atMost: 3000 + GRACE_MS })
    say('end: the last station has its receipt and its score', quantile([...at], 1) - from, 'ms')
  } finally {
    for (const end of ends.reverse()) await end()
  }
}

/** Of the sample test: nobody is finished before it is over. */
const GRACE_MS = 3000
