import type { ItemKey } from '../../question-bank/key.ts'
import type { Approvals } from '../approvals/approvals.ts'
import { desc, eq, inArray } from '../db/sql.ts'
import { itemsById } from '../item-bank/bank-store.ts'
import type { RescoringRow, ToReplace } from '../protocol/rescoring.ts'
import { listPublications } from '../results/publication-store.ts'
import type { Services } from '../services.ts'
import type { KeyChangeBody } from './affected.ts'
import { statedKey } from './key-change.ts'
import { type MemoSummary, memoLabel } from './memo.ts'

/** Shown in one list. */
const ROWS_MAX = 100

/** What was proposed and what became of it, newest first, with the publications that still wait to be replaced (RW10). */
export async function listRescorings(services: Services, approvals: Approvals): Promise<RescoringRow[]> {
  const { proposal, rescoring } = services.store.tables
  const rows = await services.store.read
    .select({
      id: proposal.id,
      body: proposal.body,
      summary: rescoring.summary,
      number: rescoring.number,
      at: rescoring.at,
    })
    .from(proposal)
    .leftJoin(rescoring, eq(rescoring.proposalId, proposal.id))
    .where(eq(proposal.kind, 'key-change'))
    .orderBy(desc(proposal.ordinal))
    .limit(ROWS_MAX)
  const now = new Map((await listPublications(services)).map((one) => [one.id, one]))
  const found: RescoringRow[] = []
  for (const row of rows) {
    const its = await approvals.find(row.id)
    if (!its) throw new Error(`bug: no proposal ${row.id}`)
    const memo = row.summary === null ? null : (JSON.parse(row.summary) as MemoSummary)
    found.push({
      proposal: its,
      items: memo
        ? memo.items.map(({ source, before, after }) => ({ source, before, after }))
        : await wantedItems(services, JSON.parse(row.body) as KeyChangeBody),
      memo: row.number === null || row.at === null ? null : memoLabel(row.number, row.at),
      publications: (memo?.publications ?? []).map((one): ToReplace => {
        const current = now.get(one.id)
        return { ...one, replacedBy: current?.replacedBy ?? null, withdrawn: current?.withdrawn != null }
      }),
    })
  }
  return found
}

/** The items of a proposal that is not approved, with the key in force. */
async function wantedItems(services: Services, { changes }: KeyChangeBody): Promise<RescoringRow['items']> {
  const { itemKey } = services.store.tables
  const ids = changes.map(({ item }) => item)
  const sources = new Map((await itemsById(services, ids)).map((one) => [one.item.id as string, one.source]))
  const keys = new Map(
    (await services.store.read.select().from(itemKey).where(inArray(itemKey.itemId, ids)).orderBy(itemKey.version)).map(
      (row) => [row.itemId, { ...JSON.parse(row.body), item: row.itemId, version: row.version } as ItemKey],
    ),
  )
  return changes.flatMap(({ item, key }) => {
    const before = keys.get(item)
    return before ? [{ source: sources.get(item) ?? item, before: statedKey(before), after: key }] : []
  })
}
