import type { ItemKey } from '../../question-bank/key.ts'
import { maxPoints, scoreItem } from '../../scoring/outcome.ts'
import type { Result } from '../../scoring/result.ts'
import { discrimination, distractorCounts, facility, type Observation } from '../../scoring/statistics.ts'
import { and, asc, desc, eq, gte, inArray } from '../db/sql.ts'
import { attemptIdOf, type Delivery } from '../delivery/delivery.ts'
import { itemsForWriters, keysOf, pageOfItems } from '../item-bank/bank-store.ts'
import type { BankItemRow } from '../protocol/http.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { ItemFigures, ItemStudy, KeyVersion, RescoreItem, RescoreItems } from '../protocol/rescoring.ts'
import { choiceFinder } from '../results/choices.ts'
import { bookOf, replayedChoices, scoresInForce } from '../results/score-store.ts'
import { seatsOf } from '../scheduling/sitting-store.ts'
import type { Services } from '../services.ts'
import { testsUsing, type UsingTest } from './affected-store.ts'
import { limitsOf, statedKey } from './key-change.ts'
import type { MemoSummary } from './memo.ts'

type Needs = Pick<Services, 'store' | 'secret'>

/** Items whose stem, source, subject or topic holds the words, of every bank; without words all of them. */
export async function findItems(services: Needs, query: string, page: number): Promise<RescoreItems> {
  const found = await pageOfItems(services, null, query, null, page)
  const whole = await itemsForWriters(
    services,
    found.rows.map((row) => row.id),
  )
  return { ...found, rows: await listed(services, whole) }
}

/** The item that stood at a number on somebody's form, in each sitting she took. */
export async function findByNumber(
  services: Needs,
  delivery: Delivery,
  candidate: string,
  number: number,
): Promise<RescoreItems | Refusal> {
  const seats = await seatsOf(services, { number: candidate })
  if (seats.length === 0) return refuse('not-found', { what: `Peserta ${candidate}` })
  const places: { item: string; sitting: string }[] = []
  for (const seat of seats) {
    const standing = await delivery.writer.peek(attemptIdOf(seat.sitting, seat.candidate))
    const slot = standing?.attempt.form.slots[number - 1]
    if (slot) places.push({ item: slot.item, sitting: seat.sitting })
  }
  const { sitting } = services.store.tables
  const names = new Map(
    (
      await services.store.read
        .select({ id: sitting.id, name: sitting.name })
        .from(sitting)
        .where(
          inArray(
            sitting.id,
            places.map((one) => one.sitting),
          ),
        )
    ).map((row) => [row.id, row.name]),
  )
  const rows: RescoreItem[] = []
  for (const place of places) {
    const [row] = await listed(services, await itemsForWriters(services, [place.item]))
    if (row) rows.push({ ...row, found: { sitting: names.get(place.sitting) ?? '', number } })
  }
  return { rows, total: rows.length, page: 1, pageSize: Math.max(1, rows.length) }
}

/** Items of this source, in one bank (its name or id) or in every bank that has one. */
export async function itemsOfSource(
  services: Needs,
  source: string,
  bankNameOrId: string | null,
): Promise<{ id: string; bank: string }[]> {
  const { item, bank } = services.store.tables
  const rows = await services.store.read
    .select({ id: item.id, bank: bank.name, bankId: bank.id })
    .from(item)
    .innerJoin(bank, eq(bank.id, item.bankId))
    .where(eq(item.source, source))
    .orderBy(asc(bank.name))
  return rows
    .filter((row) => bankNameOrId === null || row.bank === bankNameOrId || row.bankId === bankNameOrId)
    .map(({ id, bank: name }) => ({ id, bank: name }))
}

async function listed(services: Needs, items: (BankItemRow & { bank: string })[]): Promise<RescoreItem[]> {
  const keys = await keysOf(
    services,
    items.map((item) => item.id),
  )
  const byId = new Map<string, ItemKey>([...keys])
  const banks = new Map((await bankNames(services)).map((bank) => [bank.id, bank.name]))
  return items.flatMap(({ id, bank, source, section, topic, stem, keyVersion }) => {
    const key = byId.get(id)
    if (!key) return []
    return {
      ...{ id, bank, bankName: banks.get(bank) ?? '', source, section, topic, stem, keyVersion },
      key: statedKey(key),
    }
  })
}

async function bankNames({ store }: Needs): Promise<{ id: string; name: string }[]> {
  const { bank } = store.tables
  return await store.read.select({ id: bank.id, name: bank.name }).from(bank).orderBy(asc(bank.name))
}

/** Everything that a decision about an item's key needs: its versions, how it did, and where it was used. */
export async function studyItem(services: Needs, delivery: Delivery, id: string): Promise<ItemStudy | Refusal> {
  const [found] = await itemsForWriters(services, [id])
  const key = found && [...(await keysOf(services, [id])).values()][0]
  if (!found || !key) return refuse('not-found', { what: 'Soal' })
  const { bank, ...item } = found
  const using = await testsUsing(services, delivery, [id])
  const { figures, sittings } = await figuresOf(services, using, item, key)
  const scorings = using.flatMap((one) => {
    const its = one.pool.get(id)
    return its ? one.scoringOf(its) : []
  })
  return {
    item,
    bank: { id: bank, name: (await bankNames(services)).find((one) => one.id === bank)?.name ?? '' },
    key: statedKey(key),
    versions: await versionsOf(services, id, bank),
    limits: limitsOf(scorings),
    ...{ figures, sittings },
    proposal: await openProposal(services, bank),
  }
}

/** Figures over the closed sittings, under the key in force, and how many had the item in each sitting. */
async function figuresOf(
  services: Needs,
  using: UsingTest[],
  item: BankItemRow,
  key: ItemKey,
): Promise<Pick<ItemStudy, 'figures' | 'sittings'>> {
  const observations: Observation[] = []
  const most = new Set<number>()
  const sittings: ItemStudy['sittings'] = []
  for (const { test, pool, sittings: its } of using) {
    const book = bookOf(test, pool)
    const find = choiceFinder(book, item.id)
    for (const sitting of its) {
      const inForce = sitting.state === 'closed' ? await scoresInForce(services, sitting.id) : null
      const rows = inForce?.rows ?? []
      const replayed = await replayedChoices(services, book, rows)
      let had = 0
      for (const row of rows) {
        const response = find(row.choices ?? replayed.get(row.attemptId) ?? '')
        if (!response) continue
        had += 1
        const rule = test.ruleSet.sections.find((section) => section.id === response.section)?.scoring
        if (!rule) throw new Error(`bug: no section ${response.section} in ${test.ruleSet.id}`)
        const result = JSON.parse(row.result) as Result
        most.add(maxPoints(rule, key))
        observations.push({
          choice: response.option,
          points: scoreItem(rule, key, response.option).points,
          total: result.sections.find((section) => section.id === response.section)?.points ?? 0,
        })
      }
      sittings.push({ ...sitting, stage: test.ruleSet.stage, had })
    }
  }
  return { figures: figures(item, observations, most), sittings }
}

function figures(item: BankItemRow, observations: Observation[], most: Set<number>): ItemFigures {
  const counts = distractorCounts(
    item.options.map((option) => option.label),
    observations,
  )
  const [max = 0] = most
  return {
    had: observations.length,
    blank: counts.find(({ option }) => option === null)?.count ?? 0,
    // Two tests that score it differently have no facility in common.
    facility: most.size === 1 ? facility(observations, max) : null,
    discrimination: discrimination(observations),
    options: counts.flatMap(({ option, count }) => (option === null ? [] : { label: option, count })),
  }
}

/** Newest first, with who proposed and who approved each (RW1). */
async function versionsOf({ store }: Needs, item: string, bank: string): Promise<KeyVersion[]> {
  const { itemKey, rescoring, proposal } = store.tables
  const rows = await store.read.select().from(itemKey).where(eq(itemKey.itemId, item)).orderBy(desc(itemKey.version))
  const decided = await store.read
    .select({
      summary: rescoring.summary,
      id: proposal.id,
      proposedBy: proposal.proposedBy,
      approvedBy: proposal.decidedBy,
    })
    .from(rescoring)
    .innerJoin(proposal, and(eq(proposal.id, rescoring.proposalId), eq(proposal.subject, bank)))
  const byVersion = new Map(
    decided.flatMap((one) =>
      (JSON.parse(one.summary) as MemoSummary).items
        .filter((made) => made.item === item)
        .map((made) => [made.version, one] as const),
    ),
  )
  const importer = await importerOf({ store }, bank, rows.at(-1)?.createdAt ?? 0)
  return rows.map((row) => {
    const made = byVersion.get(row.version)
    return {
      version: row.version,
      key: statedKey({ ...JSON.parse(row.body), item: row.itemId, version: row.version } as ItemKey),
      ...{ reason: row.version === 1 ? '' : row.reason, at: row.createdAt },
      proposedBy: made?.proposedBy ?? (row.version === 1 ? importer : null),
      approvedBy: made?.approvedBy ?? null,
      proposal: made?.id ?? null,
    }
  })
}

/** Who imported the items of that moment: the audit trail's first import of the bank from then on. */
async function importerOf({ store }: Pick<Services, 'store'>, bankId: string, at: number): Promise<string | null> {
  const { audit, bank } = store.tables
  const [row] = await store.read
    .select({ actor: audit.actor })
    .from(audit)
    .innerJoin(bank, eq(bank.name, audit.subject))
    .where(and(eq(bank.id, bankId), eq(audit.action, 'bank.import'), gte(audit.at, at)))
    .orderBy(asc(audit.seq))
    .limit(1)
  return row?.actor ?? null
}

async function openProposal({ store }: Needs, bank: string): Promise<string | null> {
  const { proposal } = store.tables
  const [row] = await store.read
    .select({ id: proposal.id })
    .from(proposal)
    .where(and(eq(proposal.kind, 'key-change'), eq(proposal.subject, bank), eq(proposal.state, 'open')))
  return row?.id ?? null
}
