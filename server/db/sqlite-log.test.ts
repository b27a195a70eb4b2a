import { closeSync, copyFileSync, openSync, readFileSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../testing/test-app.ts'
import { damageOf } from './sqlite-log.ts'

const COMMITS = 12
const STEP = 24 + 4096
let folder: string
let wal: string
/** A log of a dozen commits of three pages each and more, as a killed server leaves it. */
beforeEach(() => {
  folder = temporaryFolder()
  const file = join(folder, 'x.sqlite')
  const database = new Database(file)
  database.pragma('journal_mode = WAL')
  database.exec('CREATE TABLE t (n INTEGER PRIMARY KEY, text TEXT)')
  database.pragma('wal_checkpoint(TRUNCATE)')
  for (let n = 0; n < COMMITS; n += 1) database.prepare('INSERT INTO t VALUES (?, ?)').run(n, 'x'.repeat(9000))
  wal = `${file}-copy-wal`
  copyFileSync(`${file}-wal`, wal)
  copyFileSync(file, `${file}-copy`)
  database.close()
})

function flip(at: number): void {
  const bytes = readFileSync(wal)
  const handle = openSync(wal, 'r+')
  writeSync(handle, Buffer.from([(bytes[at] as number) ^ 4]), 0, 1, at)
  closeSync(handle)
}
/** What SQLite itself takes from it. */
function taken(): number {
  const database = new Database(wal.slice(0, -4))
  const n = database.prepare('SELECT count(*) FROM t').pluck().get() as number
  database.close()
  return n
}
const frames = () => Math.floor((readFileSync(wal).length - 32) / STEP)
/** The last frame of each commit. */
const commits = () => {
  const bytes = readFileSync(wal)
  return Array.from({ length: frames() }, (_, n) => n).filter((n) => bytes.readUInt32BE(32 + n * STEP + 4) !== 0)
}

describe('damageOf', () => {
  it('finds nothing in a whole log, nor where there is none', () => {
    expect(damageOf(wal)).toBeNull()
    expect(damageOf(join(folder, 'nothing'))).toBeNull()
    writeFileSync(wal, 'short')
    expect(damageOf(wal)).toBeNull()
  })

  it('tells a flipped byte of a page before the last commit, with the commits that SQLite would drop', () => {
    const ends = commits()
    expect(ends).toHaveLength(COMMITS)
    flip(32 + ((ends[4] as number) + 1) * STEP + 24 + 77)
    expect(damageOf(wal)).toEqual({ at: 32 + ((ends[4] as number) + 1) * STEP, kept: 5, lost: COMMITS - 5 })
    expect(taken()).toBe(5)
  })

  it.each([0, 5, 9, 14, 17, 21])('tells byte %i of a frame’s own header', (byte) => {
    flip(32 + ((commits()[4] as number) + 1) * STEP + byte)
    expect(damageOf(wal)).toMatchObject({ kept: 5 })
    expect(taken()).toBe(5)
  })

  it.each([0, 3, 5, 9, 13, 17, 22, 26, 31])(
    'tells byte %i of the header, for which SQLite drops the whole log',
    (byte) => {
      flip(byte)
      const damage = damageOf(wal)
      // The count of checkpoints is checked as the others are, and nothing else reads it.
      expect(damage).toMatchObject({ at: 0, kept: 0 })
      expect(damage?.lost).toBeGreaterThanOrEqual(COMMITS - 1)
    },
  )

  it('takes a torn last transaction for what it is: wrong anywhere in it, whole, cut or with frames behind the hole', () => {
    const ends = commits()
    for (let frame = (ends.at(-2) as number) + 1; frame <= (ends.at(-1) as number); frame += 1) {
      flip(32 + frame * STEP + 500)
      expect(damageOf(wal)).toBeNull()
      flip(32 + frame * STEP + 500)
    }
    truncateSync(wal, 32 + (ends.at(-1) as number) * STEP + 100)
    expect(damageOf(wal)).toBeNull()
    expect(taken()).toBe(COMMITS - 1)
  })
})
