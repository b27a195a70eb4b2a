import { createRequire } from 'node:module'

/**
 * The query builder's words. Taken from drizzle's CommonJS build: as ES modules its some 300 small files took 2 s to
 * load here, as CommonJS 0.2 s, and a server that comes back after a power cut should not wait for them.
 */
const require = createRequire(import.meta.url)
const orm = require('drizzle-orm') as typeof import('drizzle-orm')

export const {
  and,
  asc,
  count,
  desc,
  eq,
  getTableColumns,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  like,
  lt,
  lte,
  max,
  ne,
  or,
  sql,
} = orm
export const { drizzle } = require('drizzle-orm/better-sqlite3') as typeof import('drizzle-orm/better-sqlite3')
export const lite = require('drizzle-orm/sqlite-core') as typeof import('drizzle-orm/sqlite-core')
/** Loaded only where PostgreSQL is used. */
export const postgres = () => require('drizzle-orm/pg-core') as typeof import('drizzle-orm/pg-core')
