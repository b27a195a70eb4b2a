import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../testing/test-app.ts'
import { NewerDatabase } from './migrate.ts'
import { sql } from './sql.ts'
import { openSqlite } from './sqlite.ts'
import { isDuplicate, type Store } from './store.ts'

let file: string
let store: Store
beforeEach(async () => {
  file = join(temporaryFolder(), 'test.sqlite')
  store = openSqlite(file)
  return () => store.close()
})
const pause = () => new Promise((resolve) => setTimeout(resolve, 5))
const names = async () =>
  (await store.read.select().from(store.tables.meta).orderBy(store.tables.meta.name)).map((row) => row.name)
const write = (name: string) => store.transaction((db) => db.insert(store.tables.meta).values({ name, value: '' }))

describe('a transaction', () => {
  it('is all or nothing across an await', async () => {
    await expect(
      store.transaction(async (db) => {
        await db.insert(store.tables.meta).values({ name: 'a', value: '' })
        await pause()
        await db.insert(store.tables.meta).values({ name: 'b', value: '' })
        throw new Error('changed my mind')
      }),
    ).rejects.toThrow('changed my mind')
    expect(await names()).toEqual([])
    await write('c')
    expect(await names()).toEqual(['c'])
  })

  it('is seen by a reader only when it is committed', async () => {
    await store.transaction(async (db) => {
      await db.insert(store.tables.meta).values({ name: 'a', value: '' })
      await pause()
      expect(await names()).toEqual([])
      expect(await db.select().from(store.tables.meta)).toHaveLength(1)
    })
    expect(await names()).toEqual(['a'])
  })

  it('one writer at a time, in the order they came; a failure is nobody else’s', async () => {
    const story: string[] = []
    const turn = (name: string, fail = false) =>
      store.transaction(async (db) => {
        story.push(`${name} begins`)
        await db.insert(store.tables.meta).values({ name, value: '' })
        await pause()
        story.push(`${name} ends`)
        if (fail) throw new Error(name)
      })
    const outcomes = await Promise.allSettled([turn('a'), turn('b', true), turn('c')])
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(story).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
    expect(await names()).toEqual(['a', 'c'])
  })

  it('is on the disk when it resolves: another program sees it', async () => {
    await write('a')
    const other = new Database(file, { readonly: true })
    expect(other.prepare('SELECT name FROM meta').pluck().all()).toEqual(['a'])
    other.close()
  })

  it('closing waits for what is under way', async () => {
    const writing = store.transaction(async (db) => {
      await pause()
      await db.insert(store.tables.meta).values({ name: 'a', value: '' })
    })
    await store.close()
    await writing
    store = openSqlite(file)
    expect(await names()).toEqual(['a'])
  })

  it('a reader cannot write', async () => {
    const { meta } = store.tables
    await expect(async () => await store.read.insert(meta).values({ name: 'a', value: '' })).rejects.toThrow()
    expect(await names()).toEqual([])
  })
})

describe('durability', () => {
  it('is FULL on the connection that writes, after the first write too, and WAL', async () => {
    await write('a')
    await store.transaction(async (db) => {
      const pragma = async (name: string) => {
        const [row] =
          (await (db as unknown as { all(query: unknown): Promise<Record<string, unknown>[]> }).all(raw(name))) ?? []
        return Object.values(row ?? {})[0]
      }
      expect(await pragma('synchronous')).toBe(2)
      expect(await pragma('foreign_keys')).toBe(1)
      expect(await pragma('journal_mode')).toBe('wal')
    })
  })
})

describe('what is there stays there', () => {
  const tables = [
    ...['attempt_event', 'audit', 'publication', 'item_key', 'score', 'command', 'publication_withdrawal', 'standing'],
    ...['outside_score', 'rule_set', 'objection', 'objection_decision', 'rescoring'],
  ]

  it.each(tables)('%s can be neither changed nor deleted, with our program or another', (table) => {
    const other = new Database(file)
    other.pragma('foreign_keys = OFF')
    other.pragma('ignore_check_constraints = ON')
    const columns = other.pragma(`table_info(${table})`) as { name: string; type: string }[]
    const values = columns.map(({ type }, at) => (type === 'TEXT' ? `t${at}` : at + 1))
    other.prepare(`INSERT INTO ${table} VALUES (${columns.map(() => '?').join(', ')})`).run(...values)
    for (const { name } of columns) expect(() => other.exec(`UPDATE ${table} SET ${name} = 9`)).toThrow('append-only')
    expect(() => other.exec(`DELETE FROM ${table}`)).toThrow('append-only')
    expect(other.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(1)
    other.close()
  })
})

describe('versions', () => {
  it('a file of this version opens again as it was', async () => {
    await write('a')
    await store.close()
    store = openSqlite(file)
    expect(await names()).toEqual(['a'])
  })

  it('a file of a newer version is refused by name, and not a byte of it is changed', async () => {
    await write('a')
    await store.close()
    const other = new Database(file)
    other.exec("INSERT INTO migration (name, at) VALUES ('9999-from-tomorrow.sql', 1)")
    other.pragma('wal_checkpoint(TRUNCATE)')
    other.close()
    const digest = () => createHash('sha256').update(readFileSync(file)).digest('hex')
    const before = digest()
    let refusal: unknown
    try {
      openSqlite(file)
    } catch (error) {
      refusal = error
    }
    expect(refusal).toBeInstanceOf(NewerDatabase)
    expect((refusal as NewerDatabase).unknown).toEqual(['9999-from-tomorrow.sql'])
    expect(digest()).toBe(before)
    const again = new Database(file)
    again.exec("DELETE FROM migration WHERE name LIKE '9999%'")
    again.close()
    store = openSqlite(file)
    expect(await names()).toEqual(['a'])
  })
})

describe('isDuplicate', () => {
  it('knows a key that is taken, primary or unique, also inside drizzle’s own error', async () => {
    await write('a')
    const error = await write('a').catch((one: unknown) => one)
    expect(isDuplicate(error)).toBe(true)
    const { staff } = store.tables
    const person = (id: string, role = 'proctor') => ({
      id,
      username: 'u',
      name: 'n',
      role,
      passwordHash: 'h',
      disabled: false,
      createdAt: 1,
    })
    await store.transaction((db) => db.insert(staff).values(person('1')))
    expect(
      isDuplicate(await store.transaction((db) => db.insert(staff).values(person('2'))).catch((one: unknown) => one)),
    ).toBe(true)
    expect(isDuplicate(Object.assign(new Error('from PostgreSQL'), { code: '23505' }))).toBe(true)
  })

  it('and nothing else: no other constraint, no full disk, no bug', async () => {
    const { staff } = store.tables
    const wrong = { id: '3', username: 'v', name: 'n', role: 'king', passwordHash: 'h', disabled: false, createdAt: 1 }
    const error = await store.transaction((db) => db.insert(staff).values(wrong)).catch((one: unknown) => one)
    expect(error).toBeInstanceOf(Error)
    expect(isDuplicate(error)).toBe(false)
    for (const other of [
      Object.assign(new Error('x'), { code: 'SQLITE_FULL' }),
      new Error('SQLITE_CONSTRAINT_UNIQUE'),
      null,
      'text',
    ])
      expect(isDuplicate(other)).toBe(false)
  })
})

const raw = (name: string) => sql.raw(`PRAGMA ${name}`)
