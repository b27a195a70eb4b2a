import { lite, postgres } from './sql.ts'

/**
 * A dozen column builders given twice, so that one schema serves both engines. drizzle has no dialect-neutral schema
 * (drizzle-orm #1196), and two mirrored files drift. The PostgreSQL set defines the type; the SQLite set is cast to
 * it, once, here: so `.all()`, `.get()` and `.run()` compile nowhere and every query is awaited.
 */
export const postgresColumns = () => {
  const pg = postgres()
  return {
    table: pg.pgTable,
    text: (name: string) => pg.text(name),
    int: (name: string) => pg.integer(name),
    bool: (name: string) => pg.boolean(name),
    /** Milliseconds, wall or exam clock. */
    instant: (name: string) => pg.bigint(name, { mode: 'number' }),
  }
}
export type Columns = ReturnType<typeof postgresColumns>

export const sqliteColumns = {
  table: lite.sqliteTable,
  text: (name: string) => lite.text(name),
  int: (name: string) => lite.integer(name),
  bool: (name: string) => lite.integer(name, { mode: 'boolean' }),
  instant: (name: string) => lite.integer(name, { mode: 'number' }),
} as unknown as Columns
