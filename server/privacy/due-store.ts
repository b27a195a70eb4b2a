import { audit } from '../audit/audit-store.ts'
import { and, eq, inArray, isNotNull, isNull, lte, sql } from '../db/sql.ts'
import { DATA_CLASSES, type DataClass, type Due, type RetentionRow, type RetentionRule } from '../protocol/privacy.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import { addDays, dayOf, startOf } from '../protocol/wib-days.ts'
import { listPeriods } from '../recruitment/period-store.ts'
import type { Services } from '../services.ts'
import { erasedIndex, findPerson, keptOf } from './person-store.ts'
import { CLASSES, dueUntil, eventDay, FACES } from './retention.ts'

type Reads = Pick<Services, 'store' | 'clock'>

/** Every class with its rule and who is concerned now. */
export async function retentionRows(services: Reads): Promise<RetentionRow[]> {
  const { retentionRule } = services.store.tables
  const rules = new Map((await services.store.read.select().from(retentionRule)).map((rule) => [rule.class, rule]))
  const rows: RetentionRow[] = []
  for (const name of DATA_CLASSES) {
    const rule = rules.get(name)
    rows.push({
      ...{ class: name, ...CLASSES[name], days: rule?.days ?? null, source: rule?.source ?? '' },
      ...{ version: rule?.version ?? 0, setBy: rule?.setBy ?? null, setAt: rule?.setAt ?? null },
      due: (await dueNow(services, name, rule?.days ?? null)).due,
    })
  }
  return rows
}

/** Settles how long a class is kept, and by what source (PV8). */
export async function settleRule(
  services: Reads,
  actor: string,
  name: DataClass,
  { days, source, version }: RetentionRule,
): Promise<RetentionRow[] | Refusal> {
  const { retentionRule } = services.store.tables
  const refused = await services.store.transaction(async (db) => {
    const [kept] = await db.select().from(retentionRule).where(eq(retentionRule.class, name))
    if ((kept?.version ?? 0) !== version) return refuse('changed-meanwhile')
    const set = { days, source: source.trim(), version: version + 1, setAt: services.clock.wall(), setBy: actor }
    await db
      .insert(retentionRule)
      .values({ class: name, ...set })
      .onConflictDoUpdate({ target: retentionRule.class, set })
    await audit(services, db, { actor, action: 'retention.settle', subject: name, detail: { days, source } })
    return null
  })
  return refused ?? (await retentionRows(services))
}

/** Who is concerned, in order of id: those to be erased, and those who are kept with why (PV10). */
export async function dueNow(
  services: Reads,
  name: DataClass,
  days: number | null,
): Promise<{ due: Due; people: string[] }> {
  if (days === null) return { due: { people: 0, kept: {}, until: null }, people: [] }
  const today = dayOf(services.clock.wall())
  const until = dueUntil(today, days)
  const kept: Due['kept'] = {}
  const people: string[] = []
  for (const [place, id] of (await oldOnes(services, name, until)).entries()) {
    // A sitting may be running: others have their turn in between.
    if (place % 20 === 19) await new Promise(setImmediate)
    const person = await findPerson(services, id)
    if (!person) continue
    const why = await keptOf(services, services.store.read, person, today)
    if (why) kept[why] = (kept[why] ?? 0) + 1
    else people.push(person.id)
  }
  return { due: { people: people.length, kept, until }, people: people.sort() }
}

/** Ids of people who have something of this class that is old enough. */
async function oldOnes({ store }: Reads, name: DataClass, until: string): Promise<string[]> {
  const { read, tables } = store
  const { application, document, notice, applicant, candidate, photo, outsideDocument } = tables
  if (name === 'notices') {
    const rows = await read
      .selectDistinct({ id: notice.applicantId })
      .from(notice)
      .where(and(isNotNull(notice.applicantId), lte(notice.createdAt, startOf(addDays(until, 1)) - 1)))
    return rows.flatMap(({ id }) => id ?? [])
  }
  const periods = (await listPeriods({ store })).filter(({ settings }) => {
    const day = eventDay(CLASSES[name].event, settings)
    return day !== null && day <= until
  })
  const old =
    periods.length > 0
      ? inArray(
          application.periodId,
          periods.map(({ id }) => id),
        )
      : sql`1 = 0`
  const whose = (rows: { id: string }[]) => rows.map(({ id }) => id)
  if (name === 'drafts')
    return whose(
      await read
        .selectDistinct({ id: application.applicantId })
        .from(application)
        .where(and(old, eq(application.state, 'draft'), sql`${application.nikIndex} NOT LIKE ${erasedIndex('%')}`)),
    )
  if (name === 'person') {
    const later =
      periods.length > 0
        ? sql`EXISTS (SELECT 1 FROM application later WHERE later.applicant_id = ${applicant.id} AND later.period_id NOT IN (${sql.join(
            periods.map(({ id }) => sql`${id}`),
            sql`, `,
          )}))`
        : sql`1 = 0`
    return whose(
      await read
        .selectDistinct({ id: applicant.id })
        .from(applicant)
        .innerJoin(application, eq(application.applicantId, applicant.id))
        .where(and(old, isNull(applicant.erasedAt), sql`NOT ${later}`)),
    )
  }
  const faces = inArray(document.kind, FACES)
  const papers = await read
    .selectDistinct({ id: application.applicantId })
    .from(document)
    .innerJoin(application, eq(application.id, document.applicationId))
    .where(and(old, isNull(document.erasedAt), name === 'face' ? faces : sql`NOT ${faces}`))
  const more =
    name === 'face'
      ? await read
          .selectDistinct({ id: application.applicantId })
          .from(photo)
          .innerJoin(candidate, eq(candidate.id, photo.candidateId))
          .innerJoin(application, eq(application.candidateId, candidate.id))
          .where(old)
      : await read
          .selectDistinct({ id: application.applicantId })
          .from(outsideDocument)
          .innerJoin(application, eq(application.id, outsideDocument.applicationId))
          .where(old)
  return [...new Set(whose([...papers, ...more]))]
}
