import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type { Schema } from './schema.ts'

/** A query builder that is always awaited; the same call runs on both engines. */
export type Db = PgDatabase<PgQueryResultHKT, Record<string, never>>

/** The whole port to the disk. */
export interface Store {
  tables: Schema
  /** Committed data. Never use it inside `transaction`: it does not see that transaction's writes. */
  read: Db
  /**
   * The only way to write: all or nothing, on disk when the promise resolves. drizzle's own `transaction` is
   * synchronous on better-sqlite3 and would neither roll back nor fail with an async body (drizzle #1472).
   */
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** True where a unique or primary key was already taken, on either engine. */
export function isDuplicate(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = (cause as { code?: unknown }).code
    if (code === '23505' || code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY') return true
  }
  return false
}
