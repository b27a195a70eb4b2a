import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { quantile } from '../room/room-load.ts'
import type { DiskKind } from './disks.ts'
import { benchHall } from './hall.ts'
import type { LoadReply } from './load.ts'
import { startWorker, type Worker } from './process.ts'
import type { Say } from './say.ts'
import type { Usage } from './server.ts'

export interface AnswerChoice {
  stations: number
  /** Of each closed loop and of each open one. */
  ms: number
  rounds: number
  /** Answers a second of the open loops, on the disk as it is and with 10 ms more for each sync. */
  rates: number[]
  slowRates: number[]
}

/** Answers under way at once, for each station: one in two or three waits for the disk. */
const UNDERWAY = 0.4

interface Hall {
  server: Worker
  load: Worker
  end(): Promise<void>
}

/**
 * What an answer costs on its whole way: a real server in one process, all stations in another, over real sockets. Closed
 * loops give the ratios, in turns so that a neighbour's work falls on all of them; open loops the waits at a given rate.
 */
export async function benchAnswers(say: Say, folder: string, choice: AnswerChoice): Promise<void> {
  const { stations, ms, rounds } = choice
  const underway = Math.max(1, Math.round(stations * UNDERWAY))
  const kinds: DiskKind[] = ['as-it-is', 'nothing', 'one-each']
  const rates = new Map<DiskKind, number[]>()
  const costs = new Map<DiskKind, number[]>()
  for (let round = 0; round < rounds; round += 1)
    for (const kind of kinds) {
      const hall = await open(folder, stations, kind)
      try {
        await hall.load.ask({ do: 'closed', underway, ms: ms / 3 }) // warm
        const { rate, cpuUs, grew } = await measured(hall, { do: 'closed', underway, ms })
        if (kind !== 'nothing' && !grew) throw new Error('bench: the write-ahead log did not move, nothing was stored')
        rates.set(kind, [...(rates.get(kind) ?? []), rate])
        costs.set(kind, [...(costs.get(kind) ?? []), cpuUs])
      } finally {
        await hall.end()
      }
    }
  const rate = (kind: DiskKind) => quantile(rates.get(kind) ?? [], 0.5)
  const cost = (kind: DiskKind) => quantile(costs.get(kind) ?? [], 0.5)
  say(`answers of ${stations} stations, on disk`, rate('as-it-is'), '/s')
  say('the same, stored nowhere', rate('nothing'), '/s')
  say('the same, one commit for each', rate('one-each'), '/s')
  say('CPU of the server for an answer', cost('as-it-is'), 'µs')
  say('CPU of the server, stored nowhere', cost('nothing'), 'µs')
  say('on disk ÷ stored nowhere', rate('as-it-is') / rate('nothing'), '×', { atLeast: 0.85 })
  say('the same of CPU, nowhere ÷ on disk', cost('nothing') / cost('as-it-is'), '×')
  say('group commit ÷ one commit for each', rate('as-it-is') / rate('one-each'), '×', { atLeast: 5 })
  await openLoops(say, folder, choice, choice.rates, 'as it is', {})
  const shim = slowSync(folder)
  await openLoops(
    say,
    folder,
    choice,
    choice.slowRates,
    shim ? '10 ms more for each sync' : '10 ms more for each commit (no C compiler here)',
    shim ? { LD_PRELOAD: shim } : 'slow',
  )
}

async function openLoops(
  say: Say,
  folder: string,
  { stations, ms }: AnswerChoice,
  rates: number[],
  disk: string,
  how: NodeJS.ProcessEnv | 'slow',
): Promise<void> {
  if (rates.length === 0) return
  const hall = await open(folder, stations, how === 'slow' ? 'slow' : 'as-it-is', how === 'slow' ? {} : how)
  try {
    await hall.load.ask({ do: 'open', rate: (rates[0] ?? 0) / 2, ms: ms / 3 })
    for (const rate of rates) {
      const { waits, waited, rate: got } = await measured(hall, { do: 'open', rate, ms })
      const at = `${rate} answers/s, disk ${disk}`
      say(`${at}: p50`, quantile(waits, 0.5), 'ms')
      say(`${at}: p99`, quantile(waits, 0.99), 'ms', { atMost: how === 'slow' || how['LD_PRELOAD'] ? 60 : 25 })
      say(`${at}: the longest`, quantile(waits, 1), 'ms')
      say(`${at}: acknowledged`, got, '/s')
      say(`${at}: the server waited for a core`, waited * 100, '%')
    }
  } finally {
    await hall.end()
  }
}

/** A server on a hall of its own, with all stations connected and beating. */
async function open(folder: string, stations: number, disk: DiskKind, env: NodeJS.ProcessEnv = {}): Promise<Hall> {
  const hall = await benchHall(folder, stations)
  const ends: (() => Promise<void> | void)[] = [() => hall.remove()]
  const end = async () => {
    for (const one of ends.reverse()) await one()
  }
  try {
    const server = await startWorker<{ port: number }>(
      'server.ts',
      { do: 'start', data: hall.data, disk },
      ['--expose-gc'],
      env,
    )
    ends.push(() => server.end())
    const { port } = server.ready
    const load = await startWorker('load.ts', { do: 'connect', port, stations: hall.stations, beats: true })
    ends.push(() => load.end())
    return { server, load, end }
  } catch (error) {
    await end()
    throw error
  }
}

async function measured(
  { server, load }: Hall,
  what: object,
): Promise<{ rate: number; cpuUs: number; waits: number[]; waited: number; grew: boolean }> {
  const before = await server.ask<Usage>({ do: 'usage' })
  const { acknowledged, ms, waits } = await load.ask<LoadReply>(what)
  const after = await server.ask<Usage>({ do: 'usage' })
  return {
    rate: (acknowledged * 1000) / ms,
    cpuUs: (after.cpuUs - before.cpuUs) / acknowledged,
    waits: [...waits],
    waited: (after.waitedUs - before.waitedUs) / 1000 / ms,
    // It is written from its beginning again after each time it is worked in: another size, or other bytes.
    grew: after.wal !== before.wal || after.walTouched !== before.walTouched,
  }
}

const SHIM = `#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>
static void wait10(void) { struct timespec t = {0, 10000000}; nanosleep(&t, 0); }
int fsync(int f) { static int (*real)(int); if (!real) real = dlsym(RTLD_NEXT, "fsync"); wait10(); return real(f); }
int fdatasync(int f) { static int (*real)(int); if (!real) real = dlsym(RTLD_NEXT, "fdatasync"); wait10(); return real(f); }
`

/** A library that makes each sync 10 ms longer, compiled here; null where there is no compiler. */
function slowSync(folder: string): string | null {
  const library = join(folder, 'slow-sync.so')
  try {
    writeFileSync(join(folder, 'slow-sync.c'), SHIM)
    execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, join(folder, 'slow-sync.c'), '-ldl'], {
      stdio: 'ignore',
    })
    return library
  } catch {
    return null
  }
}
