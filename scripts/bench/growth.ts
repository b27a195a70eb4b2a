import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { quantile } from '../room/room-load.ts'
import { type BenchHall, benchHall } from './hall.ts'
import type { LoadReply } from './load.ts'
import { machineWords } from './machine.ts'
import { type Point, plotSvg } from './plot.ts'
import { startWorker } from './process.ts'
import { fillLog, restartMs } from './restart.ts'
import type { Say } from './say.ts'
import type { Usage } from './server.ts'

interface Growth {
  stations: number
  events: number
  /** CPU of the server for an answer, µs. */
  answerUs: number
  p99: number
  /** From SIGKILL to the first acknowledgement. */
  restartMs: number
  /** Of the server, with all stations connected and answering. */
  rssMb: number
}

const STATIONS = [500, 1000, 2000, 5000, 10_000, 20_000]
const EVENTS = [10_000, 100_000, 1_000_000, 10_000_000]
/** The hall that the log grows in, and the log that the hall grows beside. */
const HALL = 2000
const MS = 4000

/**
 * Whether anything grows faster than what is put in: answers, restart and memory for more stations on a short log, and
 * for a longer log in the same hall. Table and plot go into BENCH.md, with the machine.
 */
export async function benchGrowth(say: Say, folder: string, { short }: { short: boolean }): Promise<void> {
  const rows: Growth[] = []
  const take = async (hall: BenchHall, events: number) => {
    const row = await measure(hall, events)
    rows.push(row)
    const what = `${row.stations} stations, ${row.events} events`
    say(`${what}: CPU for an answer`, row.answerUs, 'µs')
    say(`${what}: p99 at one answer a second from each`, row.p99, 'ms')
    say(`${what}: restart`, row.restartMs, 'ms')
    say(`${what}: memory`, row.rssMb, 'MB')
  }
  for (const stations of short ? [20, 40] : STATIONS) {
    const hall = await benchHall(folder, stations)
    try {
      await take(hall, stations * 5)
    } finally {
      hall.remove()
    }
  }
  const growing = await benchHall(folder, short ? 20 : HALL)
  try {
    for (const events of short ? [200, 2000] : EVENTS) {
      await fillLog(growing, events)
      await take(growing, events)
    }
  } finally {
    growing.remove()
  }
  if (short) return
  const page = join(import.meta.dirname, '../BENCH.md')
  const text = readFileSync(page, 'utf8')
  const from = text.indexOf(SECTION)
  writeFileSync(page, `${text.slice(0, from < 0 ? text.length : from)}${table(rows)}`)
  writeFileSync(join(import.meta.dirname, 'growth.svg'), plot(rows))
}

async function measure(hall: BenchHall, events: number): Promise<Growth> {
  const stations = hall.stations.length
  const restart = await restartMs(hall)
  const server = await startWorker<{ port: number }>('server.ts', { do: 'start', data: hall.data, disk: 'as-it-is' }, [
    '--expose-gc',
  ])
  try {
    const { port } = server.ready
    const load = await startWorker('load.ts', { do: 'connect', port, stations: hall.stations, beats: true })
    try {
      await load.ask({ do: 'open', rate: stations, ms: MS / 2 })
      const before = await server.ask<Usage>({ do: 'usage' })
      const { waits, acknowledged } = await load.ask<LoadReply>({ do: 'open', rate: stations, ms: MS })
      const after = await server.ask<Usage>({ do: 'usage' })
      const { rss } = await server.ask<Usage>({ do: 'usage', collect: true })
      return {
        ...{ stations, events, restartMs: restart, rssMb: rss / 2 ** 20 },
        answerUs: (after.cpuUs - before.cpuUs) / acknowledged,
        p99: quantile([...waits], 0.99),
      }
    } finally {
      await load.end()
    }
  } finally {
    await server.end()
  }
}

/** The last section of BENCH.md, written anew each time. */
const SECTION = '## Growth'
const table = (rows: Growth[]): string => `${SECTION}

Written by \`npm run bench -- --growth\`. Every station gives one answer a second; the CPU for an answer has its share of
the beats in it. Measured on: ${machineWords()}.

| stations | events in the log | CPU for an answer | p99 | restart | memory |
| ---: | ---: | ---: | ---: | ---: | ---: |
${rows
  .map(
    (row) =>
      `| ${row.stations} | ${row.events} | ${row.answerUs.toFixed(0)} µs | ${row.p99.toFixed(1)} ms | ${row.restartMs.toFixed(0)} ms | ${row.rssMb.toFixed(0)} MB |`,
  )
  .join('\n')}

![Growth](bench/growth.svg)
`

function plot(rows: Growth[]): string {
  const halls = rows.filter((_, at) => at < STATIONS.length)
  const logs = rows.filter((_, at) => at >= STATIONS.length)
  const series = (all: Growth[], x: (row: Growth) => number, y: (row: Growth) => number): Point[] =>
    all.map((row) => ({ x: x(row), y: y(row) }))
  const stations = (row: Growth) => row.stations
  const events = (row: Growth) => row.events
  return plotSvg([
    { title: 'CPU for an answer (µs), by stations', points: series(halls, stations, (row) => row.answerUs) },
    { title: 'Memory (MB), by stations', points: series(halls, stations, (row) => row.rssMb) },
    { title: 'Restart (ms), by stations', points: series(halls, stations, (row) => row.restartMs) },
    { title: 'CPU for an answer (µs), by events', points: series(logs, events, (row) => row.answerUs) },
    { title: 'Memory (MB), by events', points: series(logs, events, (row) => row.rssMb) },
    { title: 'Restart (ms), by events', points: series(logs, events, (row) => row.restartMs) },
  ])
}
