import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { brokenAt, type LogRow } from '../../server/delivery/event-log.ts'
import { Chance } from '../simulation/chance.ts'
import { check, LOG, NOTHING } from './check.ts'
import type { Fault } from './fault.ts'
import { Hall, until } from './hall.ts'
import { lacksCompiler, SyncShim } from './shim.ts'
import { sleep } from './station.ts'

const STATIONS = 24
const PER_SECOND = 300
/** Long enough in each sync that a commit is written and not yet synced when the process dies. */
const SYNC_US = 60_000

type Damage = 'cut' | 'zeroed' | 'garbage'
const DAMAGES: readonly Damage[] = ['cut', 'zeroed', 'garbage']

/** Dies while a sync waits; then the part of the -wal that no sync had covered is cut, zeroed or overwritten from a random byte on. */
export const tornTail: Fault = {
  name: 'wal-torn-tail',
  what: 'SIGKILL during a sync; the unsynced tail of the -wal cut, zeroed or overwritten from a random byte on',
  expected: 'only what was never acknowledged is gone; the chain is whole',
  cycles: { full: 60, quick: 2 },
  lacks: lacksCompiler,
  async run({ cycles, seed, folder, say }) {
    const shim = new SyncShim(folder)
    const hall = await Hall.open({
      ...{ folder: join(folder, 'hall'), stations: STATIONS, minutes: 60, seed },
      server: { env: shim.env },
    })
    const wal = join(hall.data, 'seleksi.sqlite-wal')
    let recoveryMs = 0
    let torn = 0
    try {
      await hall.start()
      hall.press(PER_SECOND)
      for (let done = 0; done < cycles; done++) {
        await hall.acks(STATIONS / 2)
        shim.set('delayUs', SYNC_US)
        await until(
          () => shim.get('inside') === 1 && shim.get('written') > shim.get('synced'),
          'a commit waits for its sync',
          20_000,
          2,
        )
        recoveryMs = Math.max(
          recoveryMs,
          await hall.killed(() => {
            shim.set('delayUs', 0)
            const [synced, written] = [shim.get('synced'), shim.get('written')]
            if (written <= synced) return
            torn += 1
            tear(wal, hall.chance.between(synced, written - 1), written, hall.chance.pick(DAMAGES))
          }),
        )
        if ((done + 1) % 10 === 0) say(`${done + 1} of ${cycles} deaths, ${torn} tails torn`)
      }
      const waiting = await hall.settled()
      await hall.close()
      const tally = await check(hall.data, hall.room, hall.sats(), { minutes: 60 })
      return {
        ...{ ...tally, breaches: [...tally.breaches, ...waiting], cycles, recoveryMs },
        note: `${torn} tails torn`,
      }
    } finally {
      await hall.close('SIGKILL')
      shim.close()
    }
  },
}

function tear(file: string, from: number, to: number, damage: Damage): void {
  if (damage === 'cut') {
    truncateSync(file, from)
    return
  }
  const handle = openSync(file, 'r+')
  const bytes = Buffer.alloc(to - from, damage === 'zeroed' ? 0 : 0xa5)
  writeSync(handle, bytes, 0, bytes.length, from)
  closeSync(handle)
}

/**
 * The -wal of a killed server cut at every so many bytes, each on a copy: whatever the length, what is left is the log up
 * to some commit, whole. Here synced bytes are cut as well, so the end of the log goes; it must go from the end alone.
 */
export const tornSweep: Fault = {
  name: 'wal-cut-anywhere',
  what: 'the -wal of a killed server cut at k bytes, for k over its whole length (copies of the folder)',
  expected: 'the log up to some commit, each shorter one a prefix of the longer; chain and summaries whole',
  cycles: { full: 400, quick: 40 },
  async run({ cycles, seed, folder, say }) {
    const { data, hall } = await killedFolder(folder, seed)
    const whole = logOf(copyOf(data, join(folder, 'whole')))
    const wal = join(data, 'seleksi.sqlite-wal')
    const size = statSync(wal).size
    const copy = join(folder, 'copy')
    const breaches: string[] = []
    let before = -1
    let shortest = whole.rows
    for (let k = 0; k < cycles; k++) {
      const length = Math.floor((size * k) / (cycles - 1))
      mkdirSync(copy, { recursive: true })
      for (const name of ['seleksi.sqlite', 'secret.key']) copyFileSync(join(data, name), join(copy, name))
      writeFileSync(join(copy, 'seleksi.sqlite-wal'), readFileSync(wal).subarray(0, length))
      const left = logOf(copy)
      breaches.push(...left.broken.map((sentence) => `-wal of ${length} bytes: ${sentence}`))
      for (const [attempt, hashes] of left.chains)
        if (hashes.some((hash, at) => whole.chains.get(attempt)?.[at] !== hash))
          breaches.push(`-wal of ${length} bytes: ${attempt} is no prefix of its log`)
      if (left.rows < before) breaches.push(`-wal of ${length} bytes has ${left.rows} events, a shorter one ${before}`)
      before = left.rows
      shortest = Math.min(shortest, left.rows)
      rmSync(copy, { recursive: true })
    }
    if (before !== whole.rows) breaches.push(`the whole -wal has ${before} events, ${whole.rows} were expected`)
    say(`${cycles} lengths, ${shortest} to ${whole.rows} events`)
    // The folder itself, untouched: every acknowledgement is there.
    const tally = await check(data, hall.room, hall.sats(), { minutes: 30, without: ['I6', 'I14'] })
    return {
      ...{ ...NOTHING, ...tally, breaches: [...tally.breaches, ...breaches], cycles, recoveryMs: null },
      note: `-wal of ${size} bytes, ${shortest} to ${whole.rows} events left`,
    }
  },
}

/** A data folder as SIGKILL leaves it under load, with a -wal beside the database. */
export async function killedFolder(folder: string, seed: number): Promise<{ data: string; hall: Hall }> {
  const hall = await Hall.open({ folder: join(folder, 'hall'), stations: STATIONS, minutes: 30, seed })
  try {
    await hall.start()
    hall.press(PER_SECOND)
    await hall.acks(STATIONS * 30)
    await sleep(100)
    // Killed first: an orderly end would leave no -wal.
    await hall.server.end('SIGKILL')
    return { data: hall.data, hall }
  } finally {
    await hall.close('SIGKILL')
  }
}

/** The same folder once more: looking at it through SQLite would already change it. */
export function copyOf(data: string, copy: string): string {
  mkdirSync(copy, { recursive: true })
  for (const name of ['seleksi.sqlite', 'seleksi.sqlite-wal', 'secret.key'])
    if (existsSync(join(data, name))) copyFileSync(join(data, name), join(copy, name))
  return copy
}

interface Left {
  rows: number
  /** Hashes of each log in order. */
  chains: Map<string, string[]>
  broken: string[]
}

/** What a stranger reads from this folder. @throws where SQLite cannot read it. */
export function logOf(data: string): Left {
  const disk = new Database(join(data, 'seleksi.sqlite'))
  try {
    const rows = disk.prepare(LOG).all() as LogRow[]
    const logs = Map.groupBy(rows, (row) => row.attemptId)
    const summaries = new Map(
      (
        disk.prepare('SELECT id, last_seq AS seq, head FROM attempt').all() as {
          id: string
          seq: number
          head: string
        }[]
      ).map((row) => [row.id, row]),
    )
    const broken: string[] = []
    for (const [id, log] of logs) {
      const at = brokenAt(id, log)
      if (at !== null) broken.push(`${id} is broken at event ${at}`)
      const summary = summaries.get(id)
      if (summary?.seq !== log.at(-1)?.seq || summary?.head !== log.at(-1)?.hash)
        broken.push(`${id}: the summary is not that of its log`)
    }
    for (const id of summaries.keys()) if (!logs.has(id)) broken.push(`${id} has a summary and no log`)
    return {
      rows: rows.length,
      chains: new Map([...logs].map(([id, log]) => [id, log.map(({ hash }) => hash)])),
      broken,
    }
  } finally {
    disk.close()
  }
}

/** Random positions for damage, seeded. */
export const positions = (seed: number, count: number, size: number): number[] => {
  const chance = new Chance(seed, 'positions')
  return Array.from({ length: count }, () => chance.between(0, size - 1))
}
