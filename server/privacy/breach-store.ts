import { audit } from '../audit/audit-store.ts'
import { canonical } from '../canonical.ts'
import { and, asc, count, eq, gt, inArray, isNull, max } from '../db/sql.ts'
import { type Db, isDuplicate } from '../db/store.ts'
import { notify } from '../notices/notice-store.ts'
import type { BreachCase, BreachContent, BreachRow, NewBreach } from '../protocol/privacy.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import { openPeriod } from '../recruitment/period-store.ts'
import type { Services } from '../services.ts'
import { authorityText, byUrgency, leftMs, NOTICE_MS, peopleText, publicText } from './breach.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'newId' | 'secret' | 'config'>
type Row = Services['store']['tables']['breach']['$inferSelect']
/** People told in one transaction: bulk work never keeps an answer waiting for long. */
const TOLD_MAX = 50

const rowOf = (row: Row, now: number): BreachRow => ({
  ...{ id: row.id, number: row.number, foundAt: row.foundAt, dueAt: row.foundAt + NOTICE_MS },
  leftMs: leftMs(row, now),
  title: contentOf(row).title,
  count: contentOf(row).count,
  ...{ authorityAt: row.authorityAt, peopleAt: row.peopleAt, closedAt: row.closedAt },
})
const contentOf = ({ content }: Pick<Row, 'content'>) => JSON.parse(content) as BreachContent

/** Overdue and soonest first (PV14). `running`: those whose clock runs, alone. */
export async function listBreaches(
  { store, clock }: Pick<Needs, 'store' | 'clock'>,
  running = false,
): Promise<BreachRow[]> {
  const rows = (await store.read.select().from(store.tables.breach)).map((row) => rowOf(row, clock.wall()))
  return (running ? rows.filter((row) => row.leftMs !== null) : rows).sort(byUrgency)
}

/** Everything of one, with what would be written to whom. */
export async function breachCase(services: Needs, id: string): Promise<BreachCase | null> {
  const { store, clock, config } = services
  const { breach, breachEvent, breachTold } = store.tables
  const [row] = await store.read.select().from(breach).where(eq(breach.id, id))
  if (!row) return null
  const content = contentOf(row)
  const story = await store.read
    .select()
    .from(breachEvent)
    .where(eq(breachEvent.breachId, id))
    .orderBy(asc(breachEvent.ordinal))
  const [told] = await store.read.select({ n: count() }).from(breachTold).where(eq(breachTold.breachId, id))
  const words = {
    ...{ organisation: config.organisation, foundAt: momentWords(row.foundAt) },
    contact: (await openPeriod(services))?.settings.contact ?? '',
  }
  const [reachable] = await store.read
    .select({ n: count() })
    .from(store.tables.applicant)
    .where(concerned(services, content))
  return {
    ...rowOf(row, clock.wall()),
    ...{ version: row.version, content, reachable: reachable?.n ?? 0, told: told?.n ?? 0 },
    story: story.map(({ at, actor, kind, detail }) => ({
      at,
      actor,
      kind,
      detail: (JSON.parse(detail) as { words: string }).words,
    })),
    texts: {
      people: peopleText(content, words),
      authority: authorityText({ ...content, number: row.number }, words),
      public: publicText(content, words),
    },
  }
}

export async function openBreach(
  services: Needs,
  actor: string,
  { foundAt, content }: NewBreach,
): Promise<BreachCase | Refusal> {
  if (foundAt > services.clock.wall()) return refuse('breach-future')
  const { breach } = services.store.tables
  const id = services.newId()
  for (let tries = 1; ; tries += 1) {
    try {
      await services.store.transaction(async (db) => {
        const [last] = await db.select({ number: max(breach.number) }).from(breach)
        const number = (last?.number ?? 0) + 1
        await db.insert(breach).values({
          ...{ id, number, foundAt, content: canonical(content), version: 1, createdAt: services.clock.wall() },
          ...{ authorityAt: null, peopleAt: null, closedAt: null },
        })
        await event(services, db, { id, number }, actor, 'opened', content.title)
      })
      return (await breachCase(services, id)) as BreachCase
    } catch (error) {
      // On an engine with several writers somebody else may have taken the number.
      if (!isDuplicate(error) || tries === 5) throw error
    }
  }
}

export async function changeBreach(
  services: Needs,
  actor: string,
  id: string,
  version: number,
  content: BreachContent,
): Promise<BreachCase | Refusal> {
  return await change(services, actor, id, 'changed', content.title, (row) =>
    row.version === version ? { content: canonical(content), version: version + 1 } : refuse('changed-meanwhile'),
  )
}

/** The authority was told in writing: what it gave as a receipt. */
export const authorityTold = (services: Needs, actor: string, id: string, receipt: string) =>
  change(services, actor, id, 'authority', receipt, (row) => ({
    authorityAt: row.authorityAt ?? services.clock.wall(),
  }))

/** Closes it once both were told (PV15). */
export const closeBreach = (services: Needs, actor: string, id: string, why: string) =>
  change(services, actor, id, 'closed', why, (row) =>
    row.authorityAt === null || row.peopleAt === null ? refuse('breach-untold') : { closedAt: services.clock.wall() },
  )

/** Tells everybody concerned who has an account; whoever was told is not told again (PV15). */
export async function tellPeople(services: Needs, actor: string, id: string): Promise<BreachCase | Refusal> {
  const found = await breachCase(services, id)
  if (!found) return refuse('not-found', { what: 'Insiden' })
  if (found.closedAt !== null) return refuse('breach-closed')
  const { applicant, breachTold } = services.store.tables
  const subject = { id: 'Pemberitahuan tentang data pribadi Anda', en: 'Notice about your personal data' }
  for (let after = ''; ; ) {
    const next = await services.store.read
      .select({ id: applicant.id })
      .from(applicant)
      .where(and(concerned(services, found.content), gt(applicant.id, after)))
      .orderBy(asc(applicant.id))
      .limit(TOLD_MAX)
    if (next.length === 0) break
    await services.store.transaction(async (db) => {
      for (const { id: applicantId } of next) {
        const [first] = await db
          .insert(breachTold)
          .values({ breachId: id, applicantId, at: services.clock.wall() })
          .onConflictDoNothing()
          .returning({ id: breachTold.applicantId })
        if (first)
          await notify(services, db, {
            applicantId,
            applicationId: null,
            kind: 'breach',
            subject,
            body: found.texts.people,
          })
      }
    })
    after = next.at(-1)?.id ?? after
    await new Promise(setImmediate)
  }
  return await change(services, actor, id, 'people', String(found.reachable), (row) => ({
    peopleAt: row.peopleAt ?? services.clock.wall(),
  }))
}

function concerned({ store }: Pick<Needs, 'store'>, { whose }: BreachContent) {
  const { applicant, application } = store.tables
  const living = isNull(applicant.erasedAt)
  if (whose.kind === 'all') return living
  const rows = store.read
    .select({ id: application.applicantId })
    .from(application)
    .where(
      whose.kind === 'period' ? eq(application.periodId, whose.period) : inArray(application.number, whose.numbers),
    )
  return and(living, inArray(applicant.id, rows))
}

async function change(
  services: Needs,
  actor: string,
  id: string,
  kind: string,
  words: string,
  next: (row: Row) => Partial<Row> | Refusal,
): Promise<BreachCase | Refusal> {
  const { breach } = services.store.tables
  const refused = await services.store.transaction<Refusal | null>(async (db) => {
    const [row] = await db.select().from(breach).where(eq(breach.id, id))
    if (!row) return refuse('not-found', { what: 'Insiden' })
    if (row.closedAt !== null) return refuse('breach-closed')
    const set = next(row)
    if ('refused' in set) return set
    await db.update(breach).set(set).where(eq(breach.id, id))
    await event(services, db, row, actor, kind, words)
    return null
  })
  return refused ?? ((await breachCase(services, id)) as BreachCase)
}

async function event(
  services: Pick<Needs, 'store' | 'clock'>,
  db: Db,
  { id, number }: { id: string; number: number },
  actor: string,
  kind: string,
  words: string,
): Promise<void> {
  const { breachEvent } = services.store.tables
  const [last] = await db
    .select({ ordinal: max(breachEvent.ordinal) })
    .from(breachEvent)
    .where(eq(breachEvent.breachId, id))
  const at = services.clock.wall()
  await db
    .insert(breachEvent)
    .values({ breachId: id, ordinal: (last?.ordinal ?? 0) + 1, at, actor, kind, detail: canonical({ words }) })
  await audit(services, db, { actor, action: `breach.${kind}`, subject: String(number), detail: { words } })
}

const momentWords = (at: number): string =>
  `${new Intl.DateTimeFormat('id-ID', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Asia/Jakarta' }).format(at)} WIB`
