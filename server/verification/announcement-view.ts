import { desc, eq } from '../db/sql.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type {
  AnnouncementDocument,
  AnnouncementSummary,
  PublicAnnouncement,
  Verdict,
} from '../protocol/verification.ts'
import type { Services } from '../services.ts'

/** What was announced, the newest first. */
export async function listAnnouncements(
  { store }: Pick<Services, 'store'>,
  periodId?: string,
): Promise<AnnouncementSummary[]> {
  const { verificationAnnouncement: table, period } = store.tables
  const rows = await store.read
    .select({ table, name: period.name })
    .from(table)
    .innerJoin(period, eq(period.id, table.periodId))
    .where(periodId === undefined ? undefined : eq(table.periodId, periodId))
    .orderBy(desc(table.announcedAt), desc(table.ordinal))
  return rows.map(({ table: row, name }) => {
    const { kind, title, window, rows: announced } = JSON.parse(row.body) as AnnouncementDocument
    const passed = announced.filter(({ verdict }) => verdict === ('MS' satisfies Verdict)).length
    return {
      ...{ id: row.id, period: { id: row.periodId, name }, kind, ordinal: row.ordinal, title, digest: row.digest },
      ...{ announcedAt: row.announcedAt, window, MS: passed, TMS: announced.length - passed },
      ...{ proposedBy: row.proposedBy, approvedBy: row.approvedBy },
    }
  })
}

/** The frozen list for everybody; its digest is that of its canonical JSON (VC12). */
export async function publicAnnouncement(
  { store }: Pick<Services, 'store'>,
  id: string,
): Promise<PublicAnnouncement | Refusal> {
  const table = store.tables.verificationAnnouncement
  const [row] = await store.read.select().from(table).where(eq(table.id, id))
  if (!row) return refuse('not-found', { what: 'Pengumuman' })
  const { digest, announcedAt, body } = row
  return { id, digest, announcedAt, document: JSON.parse(body) as AnnouncementDocument }
}
