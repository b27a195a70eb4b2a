import { execFile } from 'node:child_process'
import { renameSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { check } from './check.ts'
import type { Fault } from './fault.ts'
import { Hall, until } from './hall.ts'
import { logOf } from './wal.ts'

const run = promisify(execFile)
const ROOT = resolve(import.meta.dirname, '../..')
const STATIONS = 16
const PER_SECOND = 200

const seleksi = (...args: string[]) =>
  run(process.execPath, ['--disable-warning=ExperimentalWarning', 'scripts/seleksi.ts', ...args], { cwd: ROOT })

/**
 * A backup while everybody answers; then the hands rest, a second backup is made, the server dies, its folder is gone,
 * and the sitting goes on from the restored one.
 */
export const backupAndRestore: Fault = {
  name: 'backup-and-restore',
  what: '`seleksi backup` under load; then one at rest, SIGKILL, folder removed, `seleksi restore`, the sitting goes on',
  expected: 'the first holds all that was acknowledged before it began; from the second nothing is missing',
  cycles: { full: 10, quick: 1 },
  async run({ cycles, seed, folder, say }) {
    const hall = await Hall.open({ folder: join(folder, 'hall'), stations: STATIONS, minutes: 60, seed })
    const breaches: string[] = []
    let recoveryMs = 0
    try {
      await hall.start()
      for (let done = 0; done < cycles; done++) {
        hall.press(PER_SECOND)
        await hall.acks(STATIONS * 5)
        const before = hall.stations.map((one) => one.acknowledged)
        const busy = join(folder, `busy-${done}`)
        await seleksi('backup', '--data', hall.data, '--out', `${busy}.seleksi`)
        await seleksi('restore', '--from', `${busy}.seleksi`, '--to', busy)
        const copy = logOf(busy)
        breaches.push(...copy.broken)
        const kept = [...copy.chains.values()].reduce((sum, hashes) => sum + hashes.length, 0)
        const least = before.reduce((sum, count) => sum + count, 0)
        if (kept < least) breaches.push(`a backup holds ${kept} events; ${least} answers were acknowledged before it`)
        breaches.push(...(await hall.settled()))
        const rest = join(folder, `rest-${done}`)
        await seleksi('backup', '--data', hall.data, '--out', `${rest}.seleksi`)
        const from = performance.now()
        await hall.server.end('SIGKILL')
        renameSync(hall.data, `${hall.data}-lost-${done}`)
        await seleksi('restore', '--from', `${rest}.seleksi`, '--to', hall.data)
        await hall.server.start()
        hall.press(PER_SECOND)
        const on = performance.now()
        await until(() => hall.stations.every((one) => one.lastToldMs > on), 'everybody is acknowledged again')
        recoveryMs = Math.max(recoveryMs, performance.now() - from)
        say(`${done + 1} of ${cycles}`)
      }
      breaches.push(...(await hall.settled()))
      await hall.close()
      const tally = await check(hall.data, hall.room, hall.sats(), { minutes: 60 })
      return { ...tally, breaches: [...tally.breaches, ...breaches], cycles, recoveryMs }
    } finally {
      await hall.close('SIGKILL')
    }
  },
}
