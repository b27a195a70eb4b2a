import { cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it, vi } from 'vitest'
import { DataProblem, openDataFolder } from './data-folder.ts'
import { temporaryFolder } from './testing/test-app.ts'

const fresh = () => join(temporaryFolder(), 'data')
const problem = (folder: string, serve = false): string => {
  try {
    openDataFolder(folder, { serve })
  } catch (error) {
    if (error instanceof DataProblem) return error.message
    throw error
  }
  return 'opened'
}

it('begins a folder: database, and a secret that only its owner reads; opens it again with the same secret', async () => {
  const folder = fresh()
  const first = openDataFolder(folder, { serve: true })
  expect(first.secret).toHaveLength(32)
  await first.close()
  expect(statSync(join(folder, 'secret.key')).mode & 0o077).toBe(0)
  const second = openDataFolder(folder, { serve: true })
  expect(second.secret).toEqual(first.secret)
  await second.close()
})

it('one server for each folder; commands may work beside it', async () => {
  const folder = fresh()
  const server = openDataFolder(folder, { serve: true })
  expect(problem(folder, true)).toContain('sedang dipakai server Seleksi lain')
  const command = openDataFolder(folder, { serve: false })
  await command.close()
  await server.close()
  expect(problem(folder, true)).toBe('opened')
})

it('without its secret a database is not opened, and no new secret is made', async () => {
  const folder = fresh()
  await openDataFolder(folder, { serve: true }).close()
  rmSync(join(folder, 'secret.key'))
  expect(problem(folder, true)).toContain('hilang')
  expect(existsSync(join(folder, 'secret.key'))).toBe(false)
})

it('a folder whose beginning was cut off by a crash can be begun again, with the same secret', async () => {
  const folder = fresh()
  vi.resetModules()
  vi.doMock('./db/sqlite.ts', () => ({
    openSqlite: (file: string) => {
      writeFileSync(file, '')
      throw new Error('power cut')
    },
  }))
  const { openDataFolder: cutOff } = await import('./data-folder.ts')
  expect(() => cutOff(folder, { serve: true })).toThrow('power cut')
  vi.doUnmock('./db/sqlite.ts')
  const secret = readFileSync(join(folder, 'secret.key'))
  const again = openDataFolder(folder, { serve: true })
  expect(again.secret).toEqual(secret)
  await again.close()
})

it.each<[string, (folder: string) => void, string]>([
  ['a damaged secret', (folder) => writeFileSync(join(folder, 'secret.key'), 'short'), 'bukan 32 byte'],
  [
    'a database that is none',
    (folder) => writeFileSync(join(folder, 'seleksi.sqlite'), 'x'.repeat(4096)),
    'tidak dapat dibuka',
  ],
  [
    'a newer version',
    (folder) => {
      const database = new Database(join(folder, 'seleksi.sqlite'))
      database.exec("INSERT INTO migration VALUES ('9999-x.sql', 1)")
      database.close()
    },
    'lebih baru',
  ],
])('%s is one sentence that says what to do, and the folder stays free', async (_, damage, words) => {
  const folder = fresh()
  await openDataFolder(folder, { serve: true }).close()
  damage(folder)
  expect(problem(folder, true)).toContain(words)
  expect(problem(folder, true)).not.toContain('sedang dipakai')
})

it('a place that cannot be written is one sentence', () => {
  const file = join(temporaryFolder(), 'a-file')
  writeFileSync(file, '')
  expect(problem(join(file, 'data'), true)).toContain('tidak dapat ditulis')
})

it('a log that a disk has changed is not shortened without a word; who accepts it keeps the damaged one', async () => {
  const folder = fresh()
  const copy = fresh()
  const first = openDataFolder(folder, { serve: true })
  const { meta } = first.store.tables
  for (let n = 0; n < 20; n += 1)
    await first.store.transaction((db) => db.insert(meta).values({ name: `n-${n}`, value: 'x'.repeat(5000) }))
  // As a killed server leaves it: closing would put the log into the file.
  cpSync(folder, copy, { recursive: true })
  await first.close()
  const wal = join(copy, 'seleksi.sqlite-wal')
  const bytes = readFileSync(wal)
  const at = 32 + Math.floor((bytes.length - 32) / 4120 / 2) * 4120 + 24 + 99
  bytes[at] = (bytes[at] as number) ^ 1
  writeFileSync(wal, bytes)
  expect(problem(copy, true)).toContain('--accept-damaged-log')
  expect(problem(copy, false)).toContain('rusak pada byte')
  expect(readFileSync(wal)).toEqual(bytes)
  const opened = openDataFolder(copy, { serve: true, acceptDamage: true })
  expect(opened.damage?.lost).toBeGreaterThan(1)
  expect(readFileSync(`${wal}.damaged-1`)).toEqual(bytes)
  await opened.close()
  expect(problem(copy, true)).toBe('opened')
})
