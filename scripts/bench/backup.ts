import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { openSqlite } from '../../server/db/sqlite.ts'
import { writeMeta } from '../../server/meta-store.ts'
import { temporaryFolder } from '../browser/hall.ts'
import { quantile } from '../room/room-load.ts'
import { benchHall } from './hall.ts'
import type { LoadReply } from './load.ts'
import { startWorker } from './process.ts'
import type { Say } from './say.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const MEGABYTE = 1024 * 1024

/**
 * Answers at a steady rate, in turns with and without a backup running beside them from a shell of its own; `megabytes`
 * of other records make the backup last. The mark is the ratio of both p99.
 */
export async function benchBackup(
  say: Say,
  folder: string,
  {
    stations,
    rate,
    ms,
    rounds,
    megabytes,
  }: { stations: number; rate: number; ms: number; rounds: number; megabytes: number },
): Promise<void> {
  const hall = await benchHall(folder, stations)
  const place = temporaryFolder()
  try {
    const store = openSqlite(join(hall.data, 'seleksi.sqlite'))
    for (let n = 0; n < megabytes; n += 1) await writeMeta({ store }, `bench-${n}`, String(n % 10).repeat(MEGABYTE))
    await store.close()
    const server = await startWorker<{ port: number }>('server.ts', { do: 'start', data: hall.data, disk: 'as-it-is' })
    const connect = { do: 'connect', port: server.ready.port, stations: hall.stations, beats: false }
    const load = await startWorker('load.ts', connect)
    const waits: Record<'alone' | 'beside', number[]> = { alone: [], beside: [] }
    let copies = 0
    try {
      await load.ask({ do: 'open', rate, ms: ms / 3 }) // warm
      for (let round = 0; round < rounds; round += 1) {
        const alone = await load.ask<LoadReply>({ do: 'open', rate, ms })
        waits.alone.push(quantile([...alone.waits], 0.99))
        let going = true
        const backups = (async () => {
          while (going) {
            await backup(hall.data, join(place.path, `cadangan-${copies}`))
            copies += 1
          }
        })()
        const beside = await load.ask<LoadReply>({ do: 'open', rate, ms })
        going = false
        await backups
        waits.beside.push(quantile([...beside.waits], 0.99))
      }
    } finally {
      await load.end()
      await server.end()
    }
    const [alone, beside] = [quantile(waits.alone, 0.5), quantile(waits.beside, 0.5)]
    say(`p99 of ${rate} answers/s, nothing beside them`, alone, 'ms')
    say(`the same beside ${copies} backups of ${megabytes} MB`, beside, 'ms')
    say('p99 with a backup ÷ without', beside / alone, '×', { atMost: 2 })
  } finally {
    place.remove()
    hall.remove()
  }
}

/** As a person would ask for it, in a process of its own. */
async function backup(data: string, out: string): Promise<void> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'scripts/seleksi.ts', 'backup', '--data', data, '--out', out],
    {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`bench: the backup ended with ${code}`)
}
