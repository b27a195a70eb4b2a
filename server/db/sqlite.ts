import Database from 'better-sqlite3'
import { sqliteColumns } from './columns.ts'
import { keepHot } from './hot.ts'
import { keepStatements } from './kept-statements.ts'
import { migrate } from './migrate.ts'
import { defineSchema } from './schema.ts'
import { drizzle } from './sql.ts'
import { sqliteHot } from './sqlite-hot.ts'
import type { Db, Store } from './store.ts'

/**
 * Opens (and migrates) one SQLite file: one writer, one reader beside it.
 * @param file path of the database; its folder must exist.
 * @throws NewerDatabase when the file was written by a later version; SqliteError when it cannot be opened.
 */
export function openSqlite(file: string): Store {
  const writer = new Database(file)
  try {
    writer.pragma('journal_mode = WAL')
    harden(writer)
    migrate(sqliteMigrations(writer), 'sqlite')
    // better-sqlite3 is compiled so that the first write in WAL mode silently sets NORMAL, which loses acknowledged
    // commits in a power cut (596 of 1,545 measured). It prints FULL until then, so the check must follow a write.
    writer.exec('UPDATE exam_clock SET ms = ms WHERE id = 1')
    if (writer.pragma('synchronous', { simple: true }) !== 2)
      throw new Error('bug: SQLite is not at synchronous=FULL after the first write')
  } catch (error) {
    writer.close() // whoever is refused a newer file must not keep it open
    throw error
  }
  const reader = new Database(file, { readonly: true })
  reader.pragma('busy_timeout = 5000')

  const write = drizzle(keepStatements(writer)) as unknown as Db
  const read = drizzle(keepStatements(reader)) as unknown as Db
  keepHot(write, sqliteHot(writer))
  keepHot(read, sqliteHot(reader))
  let tail: Promise<unknown> = Promise.resolve()
  return {
    tables: defineSchema(sqliteColumns),
    read,
    transaction(work) {
      const turn = tail.then(async () => {
        writer.exec('BEGIN IMMEDIATE')
        try {
          const result = await work(write)
          writer.exec('COMMIT')
          return result
        } catch (error) {
          // A full disk has already rolled back by itself; a second ROLLBACK would hide the cause.
          if (writer.inTransaction) writer.exec('ROLLBACK')
          throw error
        }
      })
      tail = turn.catch(() => {}) // the next in line does not inherit our failure
      return turn
    },
    async close() {
      await tail
      reader.close()
      writer.close()
    },
  }
}

/** 16 MB of log before it is worked in: of a page that many answers write, only the last state is. */
const CHECKPOINT_PAGES = 4000
/** The pages that a full hall writes again and again stay in memory. */
const CACHE_KIB = 64 * 1024

function harden(database: Database.Database): void {
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  database.pragma('busy_timeout = 5000')
  database.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
  database.pragma(`cache_size = -${CACHE_KIB}`)
}

function sqliteMigrations(database: Database.Database) {
  return {
    applied: () => {
      database.exec('CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, at BIGINT NOT NULL)')
      return database.prepare('SELECT name FROM migration ORDER BY name').pluck().all() as string[]
    },
    apply: (name: string, sql: string) =>
      database
        .transaction(() => {
          database.exec(sql)
          database.prepare('INSERT INTO migration (name, at) VALUES (?, ?)').run(name, Date.now())
        })
        .immediate(),
  }
}
