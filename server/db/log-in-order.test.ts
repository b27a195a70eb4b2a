import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../testing/test-app.ts'
import { hotOf } from './hot.ts'
import { migrationNames } from './migrate.ts'
import { openSqlite } from './sqlite.ts'

const NAME = '0007-log-in-order.sqlite.sql'

/** A database as the version before this migration left it, with two attempts whose events came in turns. */
function olderFile(): string {
  const file = join(temporaryFolder(), 'old.sqlite')
  const old = new Database(file)
  old.pragma('journal_mode = WAL')
  old.exec('CREATE TABLE migration (name TEXT PRIMARY KEY, at BIGINT NOT NULL)')
  for (const name of migrationNames('sqlite').filter((one) => one < NAME)) {
    old.exec(readFileSync(join(import.meta.dirname, 'migrations', name), 'utf8'))
    old.prepare('INSERT INTO migration VALUES (?, 0)').run(name)
  }
  old.pragma('foreign_keys = OFF')
  const event = old.prepare('INSERT INTO attempt_event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const events: [string, number, string][] = [
    ...[['a', 1, 'opened'] as const, ['b', 1, 'opened'] as const, ['a', 2, 'answered'] as const],
    ...[['b', 2, 'reopened'] as const, ['a', 3, 'answered'] as const],
  ].map(([id, seq, kind]) => [id, seq, kind])
  for (const [id, seq, kind] of events) event.run(id, seq, 1, 2, kind, '{}', 's', seq, `${id}${seq}`)
  const summary = old.prepare("INSERT INTO attempt VALUES (?, 's', ?, 'working', 0, 0, 6, 9, 3, NULL, ?, ?, NULL)")
  for (const [id, seq] of [
    ['a', 3],
    ['b', 2],
  ] as const)
    summary.run(id, id, seq, `${id}${seq}`)
  for (const id of ['a', 'b']) old.prepare("INSERT INTO score VALUES ('r', ?, ?, '{}', 'h', 1, NULL)").run(id, id)
  old.close()
  return file
}
const row = (attemptId: string, seq: number, kind = 'answered') => ({
  ...{ attemptId, seq, at: 5, mono: 6, kind, payload: '{}', source: 's', sourceSeq: seq, hash: `${attemptId}${seq}` },
})
const moved = (id: string, lastSeq: number) => ({ id, answered: 1, flagged: 0, lastSeq, head: `${id}${lastSeq}` })

describe('a log of the version before', () => {
  it('is read in its order, event for event, and goes on', async () => {
    const file = olderFile()
    const store = openSqlite(file)
    const log = (id: string) => hotOf(store.read).eventsOf([id])
    expect((await log('a')).map(({ seq, kind, hash }) => [seq, kind, hash])).toEqual([
      ...[[1, 'opened', 'a1'] as const, [2, 'answered', 'a2'] as const, [3, 'answered', 'a3'] as const],
    ])
    expect(await hotOf(store.read).eventsOf(['b', 'nobody', 'a'])).toEqual([...(await log('b')), ...(await log('a'))])
    const append = (rows: ReturnType<typeof row>[], small: ReturnType<typeof moved>[]) =>
      store.transaction((db) => hotOf(db).append(rows, { small, whole: [] }))
    expect([...(await append([row('a', 4), row('b', 3), row('a', 5)], [moved('a', 5), moved('b', 3)]))]).toEqual([])
    expect((await log('a')).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
    expect((await log('b')).map(({ seq }) => seq)).toEqual([1, 2, 3])
    expect((await hotOf(store.read).turnsOf(['b', 'a'], ['reopened', 'opened'])).map(({ hash }) => hash)).toEqual([
      ...['b1', 'b2', 'a1'],
    ])
    await store.close()
  })

  it('rows that do not follow the end of their log are told, and nothing of that call is written', async () => {
    const store = openSqlite(olderFile())
    const append = (rows: ReturnType<typeof row>[]) =>
      store.transaction((db) =>
        hotOf(db).append(rows, { small: rows.map((one) => moved(one.attemptId, one.seq)), whole: [] }),
      )
    expect([...(await append([row('b', 3), row('a', 3)]))]).toEqual(['a'])
    expect([...(await append([row('a', 5)]))]).toEqual(['a'])
    expect([...(await append([row('c', 2)]))]).toEqual(['c'])
    expect(await hotOf(store.read).eventsOf(['c'])).toEqual([])
    expect((await hotOf(store.read).eventsOf(['a', 'b'])).length).toBe(5)
    await store.close()
  })

  it('keeps what is there: events cannot change, a score only where the attempt was opened again', async () => {
    const file = olderFile()
    await openSqlite(file).close()
    const other = new Database(file)
    expect(() => other.exec("UPDATE attempt_event SET payload = '9'")).toThrow('append-only')
    expect(() => other.exec('DELETE FROM attempt_event')).toThrow('append-only')
    expect(() => other.exec("UPDATE score SET head = 'x' WHERE attempt_id = 'a'")).toThrow('append-only')
    other.pragma('foreign_keys = OFF')
    expect(other.prepare("UPDATE score SET head = 'x' WHERE attempt_id = 'b'").run().changes).toBe(1)
    expect(other.prepare('PRAGMA integrity_check').pluck().get()).toBe('ok')
    other.close()
  })

  it('a log that leads to another one, or round in a circle, ends there', async () => {
    const file = olderFile()
    await openSqlite(file).close()
    const other = new Database(file)
    other.exec("DROP TRIGGER attempt_event_no_update; UPDATE attempt_event SET previous = 5 WHERE hash = 'a3'")
    other.exec("UPDATE attempt_event SET previous = 1 WHERE hash = 'b2'")
    other.close()
    const store = openSqlite(file)
    expect((await hotOf(store.read).eventsOf(['a'])).map(({ seq }) => seq)).toEqual([3])
    expect((await hotOf(store.read).eventsOf(['b'])).map(({ seq }) => seq)).toEqual([2])
    await store.close()
  })

  it('the answers’ way has no index by attempt; finding turns uses its own', async () => {
    const file = olderFile()
    await openSqlite(file).close()
    const other = new Database(file, { readonly: true })
    const plan = other
      .prepare(
        "EXPLAIN QUERY PLAN SELECT 1 FROM attempt_event WHERE attempt_id = 'a' AND kind NOT IN ('answered', 'flagged', 'late') AND kind = 'reopened'",
      )
      .all() as { detail: string }[]
    expect(plan.map(({ detail }) => detail).join()).toContain('attempt_event_turn')
    const indexes = other.pragma('index_list(attempt_event)') as { name: string; partial: number }[]
    expect(indexes.map(({ name, partial }) => [name, partial])).toEqual([['attempt_event_turn', 1]])
    other.close()
  })
})
