import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../testing/test-app.ts'
import { postgresColumns } from './columns.ts'
import { defineSchema } from './schema.ts'
import { postgres } from './sql.ts'
import { openSqlite } from './sqlite.ts'

/** One schema for two engines, and migrations in plain SQL: this is what keeps them from drifting apart. */
const file = join(temporaryFolder(), 'schema.sqlite')
let database: Database.Database
beforeAll(async () => {
  await openSqlite(file).close()
  database = new Database(file, { readonly: true })
})
afterAll(() => database.close())

const { getTableConfig } = postgres()
const tables = Object.values(defineSchema(postgresColumns())).map((table) => getTableConfig(table as never))
/** Its columns have no types of their own. */
const VIEW = 'attempt'
const TYPES: Record<string, string> = { text: 'TEXT', integer: 'INTEGER', boolean: 'BOOLEAN', bigint: 'BIGINT' }

describe('schema.ts and the migrations', () => {
  it('have the same tables', () => {
    const migrated = database
      .prepare(
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' AND name <> 'migration'",
      )
      .pluck()
      .all()
    expect(migrated.sort()).toEqual(tables.map((table) => table.name).sort())
  })

  it('attempt, a view, has the same columns in their order', () => {
    const view = tables.find((table) => table.name === VIEW)
    const migrated = database.pragma(`table_info(${VIEW})`) as { name: string }[]
    expect(migrated.map(({ name }) => name)).toEqual(view?.columns.map(({ name }) => name))
  })

  it.each(tables.filter((table) => table.name !== VIEW).map((table) => [table.name, table] as const))(
    '%s has the same columns, types and NOT NULLs',
    (name, table) => {
      const migrated = database.pragma(`table_info(${name})`) as {
        name: string
        type: string
        notnull: number
        pk: number
      }[]
      // A primary key of one column is NOT NULL in PostgreSQL without saying so.
      const found = migrated.map((column) => [column.name, column.type, column.notnull === 1 || column.pk > 0])
      expect(found).toEqual(table.columns.map((column) => [column.name, TYPES[column.getSQLType()], column.notNull]))
    },
  )
})
