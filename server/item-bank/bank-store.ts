import type { ExportableItem } from '../../question-bank/export.ts'
import type { ImportedItem, OriginalItem } from '../../question-bank/import/reading.ts'
import type { BankItem, Item, ItemId } from '../../question-bank/item.ts'
import type { ItemKey, WeightedKey } from '../../question-bank/key.ts'
import { toSafeHtml } from '../../question-bank/rich-text.ts'
import { audit } from '../audit/audit-store.ts'
import { canonical, sha256 } from '../canonical.ts'
import { and, asc, count, eq, inArray, like, max, or, sql } from '../db/sql.ts'
import { isDuplicate } from '../db/store.ts'
import type { BankItemRow, BankSummary, Page } from '../protocol/http.ts'
import type { BankId } from '../protocol/ids.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'

type Needs = Pick<Services, 'store' | 'clock'>

const short = (text: string): string => sha256(text).slice(0, 32)
/** Ids follow from names, so that the same bank on another machine draws the same forms. */
export const bankIdOf = (name: string): BankId => short(`bank\0${name}`) as BankId
export const itemIdOf = (bank: string, source: string): ItemId => short(`item\0${bank}\0${source}`) as ItemId

export async function createBank(services: Needs, actor: string, name: string): Promise<BankId | Refusal> {
  const id = bankIdOf(name)
  const { bank } = services.store.tables
  try {
    await services.store.transaction(async (db) => {
      await db.insert(bank).values({ id, name, createdAt: services.clock.wall() })
      await audit(services, db, { actor, action: 'bank.create', subject: name, detail: {} })
    })
  } catch (error) {
    if (isDuplicate(error)) return refuse('name-taken', { name })
    throw error
  }
  return id
}

/** A bank by its name or id. */
export async function findBank(
  { store }: Pick<Services, 'store'>,
  nameOrId: string,
): Promise<{ id: BankId; name: string } | null> {
  const { bank } = store.tables
  const [row] = await store.read
    .select({ id: bank.id, name: bank.name })
    .from(bank)
    .where(or(eq(bank.name, nameOrId), eq(bank.id, nameOrId)))
  return row ? { id: row.id as BankId, name: row.name } : null
}

/** Sources the bank already has, among those asked for. */
export async function knownSources({ store }: Pick<Services, 'store'>, bank: BankId): Promise<Set<string>> {
  const { item } = store.tables
  const rows = await store.read.select({ source: item.source }).from(item).where(eq(item.bankId, bank))
  return new Set(rows.map((row) => row.source))
}

const ROWS_MAX = 400

/** Stores items and their first keys, all or nothing; makes the bank if it is new. */
export async function storeItems(
  services: Needs,
  actor: string,
  bankName: string,
  imported: ImportedItem[],
  files: string[],
): Promise<void> {
  const { bank, item, itemKey } = services.store.tables
  const bankId = bankIdOf(bankName)
  const createdAt = services.clock.wall()
  await services.store.transaction(async (db) => {
    await db.insert(bank).values({ id: bankId, name: bankName, createdAt }).onConflictDoNothing()
    const [last] = await db
      .select({ ordinal: max(item.ordinal) })
      .from(item)
      .where(eq(item.bankId, bankId))
    const first = (last?.ordinal ?? 0) + 1
    for (let from = 0; from < imported.length; from += ROWS_MAX) {
      const slice = imported.slice(from, from + ROWS_MAX)
      await db.insert(item).values(slice.map((one, index) => itemRow(bankId, one, first + from + index, createdAt)))
      await db.insert(itemKey).values(
        slice.map((one) => ({
          itemId: itemIdOf(bankId, one.bankItem.source),
          version: 1,
          kind: one.key.kind,
          body: canonical(
            one.key.kind === 'weighted' && one.original.key.length > 0
              ? { ...one.key, stated: one.original.key }
              : one.key,
          ),
          rationale: one.rationale,
          reason: 'import',
          createdAt,
        })),
      )
    }
    await audit(services, db, {
      actor,
      action: 'bank.import',
      subject: bankName,
      detail: { items: imported.length, files },
    })
  })
}

function itemRow(bankId: string, { bankItem, original }: ImportedItem, ordinal: number, createdAt: number) {
  const id = itemIdOf(bankId, bankItem.source)
  const presented = canonical({ ...bankItem.item, id })
  // The export's words and nothing that judges them: weights and key stay in item_key.
  const words = canonical({
    stem: original.stem,
    stimulus: original.stimulus,
    options: original.options.map(({ label, text }) => ({ label, text })),
  })
  return {
    id,
    bankId,
    ordinal,
    source: bankItem.source,
    section: bankItem.section,
    subject: bankItem.subject,
    topic: bankItem.topic,
    difficulty: bankItem.difficulty,
    kind: bankItem.kind,
    enemies: canonical(bankItem.enemies),
    presented,
    original: words,
    digest: sha256(presented),
    createdAt,
  }
}

type ItemRow = {
  id: string
  source: string
  section: string
  subject: string
  topic: string
  difficulty: number | null
  kind: string
  enemies: string
  presented: string
}

const toBankItem = (row: ItemRow): BankItem => ({
  item: JSON.parse(row.presented) as Item,
  source: row.source,
  section: row.section,
  subject: row.subject,
  topic: row.topic,
  difficulty: row.difficulty as BankItem['difficulty'],
  enemies: JSON.parse(row.enemies) as string[],
  kind: row.kind as BankItem['kind'],
})

/** All items of a bank in the order of their sources, without keys. */
export async function itemsOfBank({ store }: Pick<Services, 'store'>, bank: string): Promise<BankItem[]> {
  const { item } = store.tables
  return (await store.read.select().from(item).where(eq(item.bankId, bank)).orderBy(asc(item.ordinal))).map(toBankItem)
}

export async function itemsById({ store }: Pick<Services, 'store'>, ids: string[]): Promise<BankItem[]> {
  const { item } = store.tables
  const items: BankItem[] = []
  for (let from = 0; from < ids.length; from += ROWS_MAX) {
    const rows = await store.read
      .select()
      .from(item)
      .where(inArray(item.id, ids.slice(from, from + ROWS_MAX)))
    for (const row of rows) items.push(toBankItem(row))
  }
  return items
}

/**
 * The newest key of each item, or the newest of certain kinds. For scoring and for the bank's own writers; nothing that
 * a station reaches calls it.
 */
export async function keysOf(
  { store }: Pick<Services, 'store'>,
  ids: string[],
  kinds?: ItemKey['kind'][],
): Promise<Map<ItemId, ItemKey>> {
  const { itemKey } = store.tables
  const keys = new Map<ItemId, ItemKey>()
  for (let from = 0; from < ids.length; from += ROWS_MAX) {
    const rows = await store.read
      .select()
      .from(itemKey)
      .where(and(inArray(itemKey.itemId, ids.slice(from, from + ROWS_MAX)), kinds && inArray(itemKey.kind, kinds)))
      .orderBy(asc(itemKey.version))
    for (const row of rows)
      keys.set(
        row.itemId as ItemId,
        { ...JSON.parse(row.body), item: row.itemId as ItemId, version: row.version } as ItemKey,
      )
  }
  return keys
}

export async function listBanks({ store }: Pick<Services, 'store'>): Promise<BankSummary[]> {
  const { bank, item } = store.tables
  const banks = await store.read.select().from(bank).orderBy(asc(bank.name))
  const groups = await store.read
    .select({ bankId: item.bankId, section: item.section, subject: item.subject, topic: item.topic, items: count() })
    .from(item)
    .groupBy(item.bankId, item.section, item.subject, item.topic)
  return banks.map(({ id, name }) => {
    const mine = groups.filter((group) => group.bankId === id)
    const sum = (key: 'section' | 'subject') => {
      const totals = new Map<string, number>()
      for (const group of mine) totals.set(group[key], (totals.get(group[key]) ?? 0) + group.items)
      return [...totals].map(([value, items]) => ({ name: value, items })).sort((a, b) => (a.name < b.name ? -1 : 1))
    }
    const topics = new Map<string, { section: string; name: string; items: number }>()
    for (const group of mine) {
      if (group.topic === '') continue
      const key = canonical([group.section, group.topic])
      const before = topics.get(key)
      topics.set(key, { section: group.section, name: group.topic, items: (before?.items ?? 0) + group.items })
    }
    return {
      id,
      name,
      items: mine.reduce((total, group) => total + group.items, 0),
      sections: sum('section'),
      subjects: sum('subject'),
      topics: [...topics.values()].sort((a, b) => (a.section + a.name < b.section + b.name ? -1 : 1)),
    }
  })
}

const PAGE_SIZE = 50

/**
 * Items with their keys, for writers, of one bank or (null) of all. `query` searches stem, source, subject and topic,
 * without regard to case.
 */
export async function pageOfItems(
  { store }: Pick<Services, 'store'>,
  bank: string | null,
  query: string,
  section: string | null,
  page: number,
): Promise<Page<BankItemRow>> {
  const { item } = store.tables
  const needle = `%${query.toLowerCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const where = and(
    bank === null ? undefined : eq(item.bankId, bank),
    section === null ? undefined : eq(item.section, section),
    query === ''
      ? undefined
      : or(
          like(sql`lower(${item.presented})`, sql`${needle} ESCAPE '\\'`),
          like(sql`lower(${item.source})`, sql`${needle} ESCAPE '\\'`),
          like(sql`lower(${item.subject})`, sql`${needle} ESCAPE '\\'`),
          like(sql`lower(${item.topic})`, sql`${needle} ESCAPE '\\'`),
        ),
  )
  const [total] = await store.read.select({ n: count() }).from(item).where(where)
  const rows = await store.read
    .select()
    .from(item)
    .where(where)
    .orderBy(asc(item.bankId), asc(item.ordinal))
    .limit(PAGE_SIZE)
    .offset((page - 1) * PAGE_SIZE)
  return { rows: await writersRows({ store }, rows), total: total?.n ?? 0, page, pageSize: PAGE_SIZE }
}

/** Items by id with their keys, in the order asked for; an id that is no item is left out. */
export async function itemsForWriters(
  { store }: Pick<Services, 'store'>,
  ids: string[],
): Promise<(BankItemRow & { bank: string })[]> {
  const { item } = store.tables
  const rows = (await store.read.select().from(item).where(inArray(item.id, ids))).sort(
    (a, b) => ids.indexOf(a.id) - ids.indexOf(b.id),
  )
  const shown = await writersRows({ store }, rows)
  return shown.map((row, at) => ({ ...row, bank: rows[at]?.bankId ?? '' }))
}

async function writersRows({ store }: Pick<Services, 'store'>, rows: ItemRow[]): Promise<BankItemRow[]> {
  const { itemKey } = store.tables
  const ids = rows.map((row) => row.id)
  const keys = await keysOf({ store }, ids)
  const rationales =
    ids.length === 0
      ? []
      : await store.read
          .select({ itemId: itemKey.itemId, rationale: itemKey.rationale })
          .from(itemKey)
          .where(inArray(itemKey.itemId, ids))
          .orderBy(asc(itemKey.version))
  const rationaleOf = new Map(rationales.map((row) => [row.itemId, row.rationale]))
  return rows.map((row) => {
    const { item: presented, ...rest } = toBankItem(row)
    const key = keys.get(presented.id)
    return {
      id: row.id,
      source: rest.source,
      section: rest.section,
      subject: rest.subject,
      topic: rest.topic,
      difficulty: rest.difficulty,
      kind: rest.kind,
      stimulus: presented.stimulus?.html ?? null,
      stem: presented.stem,
      options: presented.options.map((option) => ({
        label: option.id,
        html: option.html,
        weight: key?.kind === 'weighted' ? (key.weights[option.id] ?? null) : null,
        correct: key?.kind === 'single' && key.correct.includes(option.id),
      })),
      rationale: toSafeHtml(rationaleOf.get(row.id) ?? ''),
      keyVersion: key?.version ?? 0,
      ...(key?.kind === 'given' || key?.kind === 'void' ? { decided: key.kind } : {}),
    }
  })
}

/**
 * The bank as its sources word it, with keys: order, labels and text unchanged. For `toExport`, `toCsv`, `toXlsx`.
 * An item given to everybody or void leaves with its last key that names options, because a file of items can say
 * nothing else, and would not be read back without one.
 */
export async function exportBank({ store }: Pick<Services, 'store'>, bank: string): Promise<ExportableItem[]> {
  const { item } = store.tables
  const rows = await store.read.select().from(item).where(eq(item.bankId, bank)).orderBy(asc(item.ordinal))
  const keys = await keysOf(
    { store },
    rows.map((row) => row.id),
    ['single', 'weighted'],
  )
  return rows.map((row) => {
    const words = JSON.parse(row.original) as Pick<OriginalItem, 'stem' | 'stimulus'> & {
      options: { label: string; text: string }[]
    }
    const key = keys.get(row.id as ItemId) as StoredKey | undefined
    return {
      bankItem: { source: row.source, section: row.section, subject: row.subject, kind: row.kind as BankItem['kind'] },
      original: {
        ...words,
        options: words.options.map((option) => ({
          ...option,
          weight: key?.kind === 'weighted' ? (key.weights[option.label] ?? null) : null,
        })),
        key: key?.kind === 'single' ? key.correct : key?.kind === 'weighted' ? (key.stated ?? []) : [],
      },
    }
  })
}

/** A weighted item may also name a key in its source: judged by nothing, given back by the export. */
type StoredKey = Exclude<ItemKey, WeightedKey> | (WeightedKey & { stated?: string[] })
