import { closeSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { brokenAudit } from '../../server/audit/audit-store.ts'
import { sha256 } from '../../server/canonical.ts'
import { openSqlite } from '../../server/db/sqlite.ts'
import { damageOf } from '../../server/db/sqlite-log.ts'
import { check, NOTHING } from './check.ts'
import type { Fault, Turn } from './fault.ts'
import { copyOf, killedFolder, logOf, positions } from './wal.ts'

/**
 * One byte of a stopped folder flipped at a random place, each on a copy. Found by SQLite, by the chain or by the
 * summaries, or the log must still be what it was. What changes outside the log is counted and told, not hidden.
 */
export const rotInDatabase: Fault = {
  name: 'bit-rot-database',
  what: 'one byte of the closed database flipped (copies of the folder), then what `verify` does',
  expected: 'found by SQLite, chain or summary; or nothing of the log has changed',
  cycles: { full: 1000, quick: 60 },
  run: (turn) => rot(turn, 'seleksi.sqlite'),
}

/**
 * The same in the -wal that a killed server leaves. SQLite ends the log before the damage without a word; the start looks
 * for whole commits behind it, and refuses. Only in the last commit damage looks like a crash.
 */
export const rotInWal: Fault = {
  name: 'bit-rot-wal',
  what: 'one byte of a killed server’s -wal flipped (copies of the folder)',
  expected: 'never a changed entry, and the start refuses; in the last commit alone it cannot be told from a torn one',
  cycles: { full: 300, quick: 20 },
  run: (turn) => rot(turn, 'seleksi.sqlite-wal'),
}

async function rot({ cycles, seed, folder, say }: Turn, name: 'seleksi.sqlite' | 'seleksi.sqlite-wal') {
  const { data, hall } = await killedFolder(folder, seed)
  const tally = await check(copyOf(data, join(folder, 'checked')), hall.room, hall.sats(), {
    minutes: 30,
    without: ['I6', 'I14'],
  })
  if (name === 'seleksi.sqlite') {
    const disk = new Database(join(data, name))
    disk.pragma('wal_checkpoint(TRUNCATE)')
    disk.close()
  }
  const whole = logOf(copyOf(data, join(folder, 'whole')))
  const tables = tablesOf(join(folder, 'whole'))
  const counts = { found: 0, untouched: 0, shorter: 0 }
  const elsewhere = new Map<string, number>()
  const silent: string[] = []
  const copy = join(folder, 'copy')
  for (const at of positions(seed, cycles, statSync(join(data, name)).size)) {
    copyOf(data, copy)
    flip(join(copy, name), at)
    const seen = await look(copy)
    if (seen === 'found') counts.found += 1
    else {
      const changed = [...seen.log.chains].filter(([id, hashes]) =>
        hashes.some((hash, place) => whole.chains.get(id)?.[place] !== hash),
      )
      if (changed.length > 0) silent.push(`byte ${at}: the log has changed and nobody noticed`)
      else if (seen.log.rows < whole.rows && name === 'seleksi.sqlite') silent.push(`byte ${at}: events are missing`)
      else if (seen.log.rows < whole.rows) counts.shorter += 1
      else {
        const [table] = [...seen.tables].find(([each, digest]) => digest !== tables.get(each)) ?? []
        if (table === undefined) counts.untouched += 1
        else elsewhere.set(table, (elsewhere.get(table) ?? 0) + 1)
      }
    }
    rmSync(copy, { recursive: true })
  }
  const note = [
    `${counts.found} found, ${counts.untouched} without effect`,
    ...(counts.shorter > 0 ? [`${counts.shorter} lose the last commit unnoticed`] : []),
    ...(elsewhere.size > 0
      ? [
          `changed unnoticed outside the log: ${[...elsewhere].map(([name, count]) => `${count} in ${name}`).join(', ')}`,
        ]
      : []),
  ].join(', ')
  say(note)
  const unnoticed = counts.shorter + [...elsewhere.values()].reduce((sum, count) => sum + count, 0)
  return { ...NOTHING, ...tally, breaches: [...tally.breaches, ...silent], cycles, recoveryMs: null, unnoticed, note }
}

function flip(file: string, at: number): void {
  const handle = openSync(file, 'r+')
  const byte = Buffer.alloc(1)
  readSync(handle, byte, 0, 1, at)
  byte[0] = (byte[0] as number) ^ (1 << (at % 8))
  writeSync(handle, byte, 0, 1, at)
  closeSync(handle)
}

/** What the product finds: the look at the log before a start, SQLite itself, its integrity check, the chains of logs and audit, the summaries. */
async function look(data: string): Promise<'found' | { log: ReturnType<typeof logOf>; tables: Map<string, string> }> {
  if (damageOf(join(data, 'seleksi.sqlite-wal'))) return 'found'
  try {
    const log = logOf(data)
    if (log.broken.length > 0) return 'found'
    const disk = new Database(join(data, 'seleksi.sqlite'))
    try {
      if (disk.pragma('integrity_check', { simple: true }) !== 'ok') return 'found'
    } finally {
      disk.close()
    }
    const store = openSqlite(join(data, 'seleksi.sqlite'))
    try {
      if ((await brokenAudit({ store })) !== null) return 'found'
    } finally {
      await store.close()
    }
    return { log, tables: tablesOf(data) }
  } catch {
    return 'found'
  }
}

/** A digest of every table but the log itself, in the order of their names. */
function tablesOf(data: string): Map<string, string> {
  const disk = new Database(join(data, 'seleksi.sqlite'), { readonly: true })
  try {
    const names = disk
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
      .pluck()
      .all() as string[]
    return new Map(
      names.map((name) => [name, sha256(JSON.stringify(disk.prepare(`SELECT * FROM "${name}"`).raw().all()))]),
    )
  } finally {
    disk.close()
  }
}
