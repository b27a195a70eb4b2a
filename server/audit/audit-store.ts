import { canonical, sha256 } from '../canonical.ts'
import { desc, lt } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import type { AuditRow, Page } from '../protocol/http.ts'
import type { Services } from '../services.ts'

export interface AuditEntry {
  /** Who: a staff user name, 'system', or 'cli'. */
  actor: string
  /** What, as verb.noun: 'publish.list', 'import.bank'. */
  action: string
  /** On what: an id or a name. */
  subject: string
  /** What a reader needs to judge it. Never a key, a PIN, a password or a NIK. */
  detail: Record<string, unknown>
}

/**
 * Writes who did what, chained to the row before it, in the caller's transaction: the deed and its trace stand or
 * fall together.
 */
export async function audit(
  { store, clock }: Pick<Services, 'store' | 'clock'>,
  db: Db,
  entry: AuditEntry,
): Promise<void> {
  const table = store.tables.audit
  const [last] = await db.select({ seq: table.seq, hash: table.hash }).from(table).orderBy(desc(table.seq)).limit(1)
  const row = {
    seq: (last?.seq ?? 0) + 1,
    at: clock.wall(),
    actor: entry.actor,
    action: entry.action,
    subject: entry.subject,
    detail: canonical(entry.detail),
  }
  await db.insert(table).values({ ...row, hash: auditHash(last?.hash ?? '', row) })
}

/** The chain: SHA-256 over the previous hash and the canonical row. */
export const auditHash = (previous: string, row: Omit<AuditRow, 'detail'> & { detail: string }): string =>
  sha256(previous + canonical(row))

/** First broken row of the chain, or null when it is whole. */
export async function brokenAudit({ store }: Pick<Services, 'store'>): Promise<number | null> {
  const table = store.tables.audit
  let previous = ''
  let expected = 1
  for (const { hash, ...row } of await store.read.select().from(table).orderBy(table.seq)) {
    if (row.seq !== expected || hash !== auditHash(previous, row)) return row.seq
    previous = hash
    expected += 1
  }
  return null
}

const PAGE_SIZE = 100

/** Newest first. `before`: only rows with a smaller number. */
export async function readAudit({ store }: Pick<Services, 'store'>, before: number | null): Promise<Page<AuditRow>> {
  const table = store.tables.audit
  const rows = await store.read
    .select()
    .from(table)
    .where(before === null ? undefined : lt(table.seq, before))
    .orderBy(desc(table.seq))
    .limit(PAGE_SIZE)
  const [newest] = await store.read.select({ seq: table.seq }).from(table).orderBy(desc(table.seq)).limit(1)
  return { rows: rows.map(({ hash: _, ...row }) => row), total: newest?.seq ?? 0, page: 1, pageSize: PAGE_SIZE }
}
