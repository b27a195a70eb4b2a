import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { SourceId } from '../../server/protocol/ids.ts'
import { isRefusal } from '../../server/protocol/refusals.ts'
import { type Entry, PROTOCOL } from '../../server/protocol/station.ts'
import { startServer } from '../browser/hall.ts'
import { openWorkplace } from '../commands/workplace.ts'
import { type BenchHall, type BenchStation, benchHall } from './hall.ts'
import type { Say } from './say.ts'
import { Line } from './wire.ts'

const PER_CALL = 100
const TOGETHER = 200

/** Makes the log of a hall grow to so many events, by the writer itself: every station has answered again and again. */
export async function fillLog(hall: BenchHall, events: number): Promise<void> {
  const { delivery, services, close } = await openWorkplace(hall.data)
  try {
    const database = new Database(join(hall.data, 'seleksi.sqlite'), { readonly: true })
    let have = database.prepare('SELECT count(*) FROM attempt_event').pluck().get() as number
    database.close()
    const through = await Promise.all(
      hall.stations.map(async ({ attempt, source }) => {
        const standing = await delivery.writer.peek(attempt)
        return standing?.attempt.taken.get(source)?.through ?? 0
      }),
    )
    while (have < events)
      for (let from = 0; from < hall.stations.length && have < events; from += TOGETHER) {
        const some = hall.stations.slice(from, from + TOGETHER)
        const written = await Promise.all(
          some.map((station, at) => {
            const index = from + at
            const first = (through[index] ?? 0) + 1
            const count = Math.min(PER_CALL, Math.ceil(events / hall.stations.length))
            through[index] = first + count - 1
            return delivery.writer.submit(station.attempt, entriesOf(station, first, count))
          }),
        )
        for (const one of written) {
          if (isRefusal(one)) throw new Error(`bench: the log could not be filled: ${one.refused}`)
          have += one.events
        }
      }
    await delivery.stop()
    await services.store.transaction((db) => services.clock.keep(db))
  } finally {
    await close()
  }
}

const entriesOf = ({ source }: BenchStation, first: number, count: number) =>
  Array.from({ length: count }, (_, at) => {
    const n = first + at
    const entry: Entry = { n, kind: 'answer', slot: n % 110, choice: (n + Math.floor(n / 110)) % 4 }
    return { kind: 'entry' as const, source: source as SourceId, entry }
  })

/** From the kill of a server with a long log to the first answer that the next one acknowledges. */
export async function benchRestart(say: Say, folder: string, stations: number, events: number): Promise<void> {
  const hall = await benchHall(folder, stations)
  try {
    await fillLog(hall, events)
    say(`from SIGKILL to the first acknowledgement, ${events} events`, await restartMs(hall), 'ms', { atMost: 2000 })
  } finally {
    hall.remove()
  }
}

export async function restartMs(hall: BenchHall): Promise<number> {
  const first = await startServer(hall.data)
  const station = hall.stations[0] as BenchStation
  await answerOnce(first.port, station)
  await first.kill()
  const killed = performance.now()
  const starting = startServer(hall.data, first.port)
  try {
    // As a station does: again and again, until somebody is there.
    for (;;) {
      try {
        await answerOnce(first.port, station)
        return performance.now() - killed
      } catch (error) {
        if (performance.now() - killed > 120_000) throw error
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
  } finally {
    await (await starting).stop()
  }
}

/** Opens a line, greets, gives one answer more. @throws where any of it fails. */
async function answerOnce(port: number, { cookie, source }: BenchStation): Promise<void> {
  let line: Line | null = null
  try {
    await new Promise<void>((resolve, reject) => {
      const ended = () => reject(new Error('the line was closed'))
      Line.open(port, '/station', cookie, {
        acknowledged: (id, json) => {
          const reply = JSON.parse(json) as { through?: number; refused?: unknown }
          if (reply.through === undefined) return reject(new Error(json))
          if (id === 1) return resolve()
          const n = reply.through + 1
          const entry = { n, kind: 'answer', slot: n % 110, choice: (n + Math.floor(n / 110)) % 4 }
          line?.emit(1, 'entries', JSON.stringify({ source, entries: [entry] }))
        },
        heard: () => {},
        closed: ended,
      }).then((opened) => {
        line = opened
        opened.emit(0, 'hello', JSON.stringify({ protocol: PROTOCOL, source }))
      }, reject)
    })
  } finally {
    ;(line as Line | null)?.close()
  }
}
