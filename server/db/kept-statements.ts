import type Database from 'better-sqlite3'

/** Sentences kept for one connection; those with lists of any length would otherwise grow without end. */
const KEPT_MAX = 500

interface Kept {
  plain: Database.Statement
  /** The same sentence with rows as arrays: how rows come is a property of a statement, so it is another one. */
  raw: Database.Statement | null
}

/**
 * The connection as drizzle uses it, with each sentence prepared once: it prepares anew for every query, which is a
 * large part of a small one. A sentence is never run twice at once, for the engine is synchronous.
 */
export function keepStatements(database: Database.Database): Database.Database {
  const kept = new Map<string, Kept>()
  const prepare = (sql: string) => {
    const known = kept.get(sql)
    if (known) kept.delete(sql)
    else if (kept.size >= KEPT_MAX) kept.delete(kept.keys().next().value as string)
    const one = known ?? { plain: database.prepare(sql), raw: null }
    kept.set(sql, one)
    const { plain } = one
    return {
      run: (...bound: unknown[]) => plain.run(...bound),
      all: (...bound: unknown[]) => plain.all(...bound),
      get: (...bound: unknown[]) => plain.get(...bound),
      raw() {
        one.raw ??= database.prepare(sql).raw()
        return one.raw
      },
    }
  }
  return new Proxy(database, {
    get(target, name) {
      if (name === 'prepare') return prepare
      const value = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
