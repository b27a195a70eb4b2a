import { join } from 'node:path'
import { Chance } from '../simulation/chance.ts'
import { check } from './check.ts'
import type { Fault, Outcome, Turn } from './fault.ts'
import { Hall, until } from './hall.ts'
import { FAIR, Proxy, type Weather } from './proxy.ts'
import { sleep } from './station.ts'

const STATIONS = 16
const PER_SECOND = 150
const MINUTES = 30
/** So long a stretch of bad weather lasts, and one of fair after it. */
const FOUL_MS = 2500
const FAIR_MS = 500

const stormy = (name: string, what: string, expected: string, weather: Partial<Weather>): Fault => ({
  ...{ name, what, expected, cycles: { full: 20, quick: 1 } },
  run: (turn) => throughProxy(turn, weather),
})

/** Each stretch: bad weather of one kind while everybody answers, then fair weather until all of it has arrived. */
export const proxyFaults: Fault[] = [
  stormy('latency', 'up to 600 ms of latency in each direction', 'slower, and nothing else', { latencyMs: 600 }),
  stormy('sliced-stream', 'the stream in pieces of 7 bytes', 'nothing', { sliceBytes: 7 }),
  stormy('connection-reset', 'each connection reset within 1.5 s', 'everybody comes back and sends again', {
    resetAfterMs: 1500,
  }),
  stormy('dropped-frames', '20 % of the messages to the server lost', 'sent again under the same number', { drop: 20 }),
  stormy('duplicated-frames', '50 % of the messages to the server sent twice', 'stored once, acknowledged twice', {
    duplicate: 50,
  }),
  stormy('reordered-frames', '40 % of the messages overtaken by the next', 'what lies beyond a gap waits for it', {
    reorder: 40,
  }),
  stormy('dropped-acks', '30 % of the acknowledgements lost', 'the repeat is acknowledged again, stored once', {
    dropAck: 30,
  }),
  stormy('duplicated-acks', '50 % of the acknowledgements sent twice', 'nothing', { duplicateAck: 50 }),
  stormy('all-of-it', 'latency, loss, repetition and overtaking at once', 'nothing lost, nothing twice', {
    ...{ latencyMs: 60, drop: 8, duplicate: 15, reorder: 15, dropAck: 8, duplicateAck: 15 },
  }),
  {
    name: 'half-open',
    what: 'lines that carry nothing any more and are not closed, 12 s long',
    expected: 'noticed at the station within 10 s; back on a new line',
    cycles: { full: 5, quick: 1 },
    run: (turn) => throughProxy(turn, { blackhole: true }, 12_000),
  },
]

export async function throughProxy(
  { cycles, seed, folder }: Turn,
  weather: Partial<Weather>,
  foulMs = FOUL_MS,
): Promise<Outcome> {
  let proxy: Proxy | null = null
  const hall = await Hall.open({ folder: join(folder, 'hall'), stations: STATIONS, minutes: MINUTES, seed })
  let recoveryMs = 0
  try {
    const { port } = hall.server.settings
    proxy = await Proxy.open({ host: '127.0.0.1', port }, new Chance(seed, 'weather'))
    for (const station of hall.stations) {
      station.way = { origin: proxy.origin }
      station.worksOffline = true
    }
    await hall.start()
    hall.press(PER_SECOND)
    for (let done = 0; done < cycles; done++) {
      proxy.weather = { ...FAIR, ...weather }
      if (weather.resetAfterMs) proxy.resetAll()
      await sleep(foulMs)
      proxy.weather = { ...FAIR }
      const from = performance.now()
      await until(() => hall.stations.every((one) => one.lastToldMs > from), 'everybody is acknowledged again')
      recoveryMs = Math.max(recoveryMs, performance.now() - from)
      await sleep(FAIR_MS)
    }
    const waiting = await hall.settled()
    await hall.close()
    const tally = await check(hall.data, hall.room, hall.sats(), { minutes: MINUTES })
    const happened = Object.entries(proxy.happened).filter(([, count]) => count > 0)
    return {
      ...{ ...tally, breaches: [...tally.breaches, ...waiting], cycles, recoveryMs },
      ...(happened.length > 0 && { note: happened.map(([what, count]) => `${count} ${words[what]}`).join(', ') }),
    }
  } finally {
    await hall.close('SIGKILL')
    await proxy?.close()
  }
}

const words: Record<string, string> = {
  ...{ dropped: 'messages lost', duplicated: 'sent twice', reordered: 'overtaken', resets: 'resets' },
  ...{ acksDropped: 'acknowledgements lost', acksDuplicated: 'acknowledgements sent twice' },
}
