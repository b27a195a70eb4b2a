import { and, desc, eq, isNotNull, lt, sql } from '../db/sql.ts'
import type { Page } from '../protocol/http.ts'
import type { ViewLine, ViewRow } from '../protocol/privacy.ts'
import type { Services } from '../services.ts'

/** Deeds by which somebody saw a full record, a message with its address, or took a copy (PV3). The index names them too. */
const SEEN: Record<string, ViewRow['of']> = {
  'application.view': 'record',
  'applications.export': 'export',
  'notice.read': 'message',
  'person.copy': 'copy',
}
const PAGE_SIZE = 100

/** Who saw whose data, when and what for, the newest first. `before`: only rows with a smaller number. */
export async function viewLog({ store }: Pick<Services, 'store'>, before: number | null): Promise<Page<ViewLine>> {
  const { audit } = store.tables
  // As the index says it, word by word, or it is not used.
  const seen = sql`${audit.action} IN ('application.view', 'applications.export', 'notice.read', 'person.copy')`
  const rows = await store.read
    .select()
    .from(audit)
    .where(before === null ? seen : and(seen, lt(audit.seq, before)))
    .orderBy(desc(audit.seq))
    .limit(PAGE_SIZE)
  const lines = rows.map((row): ViewLine => {
    const { purpose, reason } = JSON.parse(row.detail) as { purpose?: string; reason?: string }
    return {
      ...{ seq: row.seq, at: row.at, viewer: row.actor, subject: row.subject },
      purpose: purpose ?? reason ?? '',
      of: SEEN[row.action] ?? 'record',
    }
  })
  return { rows: lines, total: lines.length, page: 1, pageSize: PAGE_SIZE }
}

/**
 * Views of one person's record. `announcedOnly`: as she may be told of them herself (PV4), without who it was, and
 * without the officers' work on what is not announced yet.
 */
export async function viewsOf(
  { store }: Pick<Services, 'store'>,
  person: string,
  { announcedOnly }: { announcedOnly: boolean },
): Promise<ViewRow[]> {
  const { recordView, application, personRequest } = store.tables
  const hers = eq(application.applicantId, person)
  const records = await store.read
    .select({ at: recordView.at, viewer: recordView.viewer, purpose: recordView.purpose })
    .from(recordView)
    .innerJoin(application, eq(application.id, recordView.applicationId))
    .where(announcedOnly ? and(hers, isNotNull(application.announcedAt)) : hers)
  const copies = await store.read
    .select({ at: personRequest.at, viewer: personRequest.actor, purpose: personRequest.reason })
    .from(personRequest)
    .where(and(eq(personRequest.personId, person), eq(personRequest.kind, 'copy')))
  return [
    ...records.map((row) => ({ ...row, of: 'record' as const })),
    ...copies.map((row) => ({ ...row, of: 'copy' as const })),
  ]
    .map((row) => ({ ...row, viewer: announcedOnly ? null : row.viewer }))
    .sort((a, b) => b.at - a.at)
}
