import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, 'migrations')

/** The file was written by a later Seleksi: refusing is safe, guessing is not. */
export class NewerDatabase extends Error {
  unknown: string[]
  constructor(unknown: string[]) {
    super(`database of a newer version: ${unknown.join(', ')}`)
    this.unknown = unknown
  }
}

export interface MigrationTarget {
  applied(): string[]
  apply(name: string, sql: string): void
}

/**
 * Brings a database to this version: plain SQL files in order of name, each in its own transaction. A file named
 * `*.sqlite.sql` or `*.postgres.sql` is for that engine alone.
 * @throws NewerDatabase before anything is changed.
 */
export function migrate(target: MigrationTarget, engine: 'sqlite' | 'postgres'): void {
  const mine = migrationNames(engine)
  const applied = target.applied()
  const unknown = applied.filter((name) => !mine.includes(name))
  if (unknown.length > 0) throw new NewerDatabase(unknown)
  for (const name of mine) if (!applied.includes(name)) target.apply(name, readFileSync(join(FOLDER, name), 'utf8'))
}

/** The migrations of this version for an engine, in their order. */
export const migrationNames = (engine: 'sqlite' | 'postgres'): string[] =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.sql') && (/^[^.]+\.sql$/.test(file) || file.endsWith(`.${engine}.sql`)))
    .sort()
