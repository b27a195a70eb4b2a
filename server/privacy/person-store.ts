import { derive, hmac } from '../canonical.ts'
import { and, desc, eq, inArray, isNull, like, or, sql } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import type { ErasureState, PersonCard, PersonRow } from '../protocol/privacy.ts'
import { dayOf } from '../protocol/wib-days.ts'
import type { Services } from '../services.ts'
import { holdsOf } from './hold-store.ts'
import { keptWhy } from './retention.ts'
import { viewsOf } from './views-view.ts'

type Reads = Pick<Services, 'store' | 'secret' | 'clock'>
type Tables = Services['store']['tables']
export type ApplicantRow = Tables['applicant']['$inferSelect']
export type CandidateRow = Tables['candidate']['$inferSelect']

/** Everybody whom one NIK is: her account, and the candidates that came of it or of another office's sheet. */
export interface Person {
  /** The account's id; the candidate's where there is none. */
  id: string
  name: string
  applicant: ApplicantRow | null
  candidates: CandidateRow[]
  erased: boolean
}

/** So many are shown of a search; whoever looks for one person types more of it. */
const FOUND_MAX = 20
const ERASED = 'erased:'
export const erasedIndex = (id: string): string => `${ERASED}${id}`

export async function findPerson(
  { store }: Pick<Services, 'store'>,
  id: string,
  db: Db = store.read,
): Promise<Person | null> {
  const { applicant, candidate, application } = store.tables
  const [account] = await db.select().from(applicant).where(eq(applicant.id, id))
  if (account) {
    // By her applications as well: once erased, no NIK holds them together.
    const ids = await db
      .select({ id: application.candidateId })
      .from(application)
      .where(eq(application.applicantId, id))
    const own = ids.flatMap((one) => (one.id === null ? [] : [one.id]))
    const candidates = await db
      .select()
      .from(candidate)
      .where(or(eq(candidate.nikIndex, account.nikIndex), own.length > 0 ? inArray(candidate.id, own) : undefined))
    return { id, name: account.name, applicant: account, candidates, erased: account.erasedAt !== null }
  }
  const [alone] = await db.select().from(candidate).where(eq(candidate.id, id))
  if (!alone) return null
  const [owner] = await db.select({ id: applicant.id }).from(applicant).where(eq(applicant.nikIndex, alone.nikIndex))
  if (owner) return await findPerson({ store }, owner.id, db)
  return { id, name: alone.name, applicant: null, candidates: [alone], erased: alone.nikIndex.startsWith(ERASED) }
}

/** People by a whole NIK, the number of an application or a candidate, or a part of the name. */
export async function searchPeople({ store, secret }: Reads, typed: string): Promise<PersonRow[]> {
  const { applicant, application, candidate } = store.tables
  const query = typed.trim()
  const nik = /^\d{16}$/.test(query) ? hmac(derive(secret, 'nik-index'), query).toString('base64url') : null
  const part = `%${query.toLowerCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const named = (name: Parameters<typeof like>[0]) => like(sql`lower(${name})`, sql`${part} ESCAPE '\\'`)
  const accounts = await store.read
    .selectDistinct({ id: applicant.id })
    .from(applicant)
    .leftJoin(application, eq(application.applicantId, applicant.id))
    .where(
      nik === null
        ? or(eq(application.number, query.toUpperCase()), named(applicant.name))
        : eq(applicant.nikIndex, nik),
    )
    .limit(FOUND_MAX)
  const candidates = await store.read
    .select({ id: candidate.id })
    .from(candidate)
    .where(nik === null ? or(eq(candidate.number, query), named(candidate.name)) : eq(candidate.nikIndex, nik))
    .limit(FOUND_MAX)
  const found = new Map<string, PersonRow>()
  for (const { id } of [...accounts, ...candidates]) {
    const person = await findPerson({ store }, id)
    if (person && found.size < FOUND_MAX) found.set(person.id, await rowOf({ store }, person))
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name))
}

async function rowOf({ store }: Pick<Services, 'store'>, person: Person): Promise<PersonRow> {
  const { application } = store.tables
  const sent = await store.read
    .select({ number: application.number })
    .from(application)
    .where(eq(application.applicantId, person.id))
  return {
    id: person.id,
    name: person.name,
    nik: person.applicant?.nikMasked ?? person.candidates[0]?.nikMasked ?? '',
    numbers: [...sent.flatMap(({ number }) => number ?? []), ...person.candidates.map(({ number }) => number)],
    erased: person.erased,
  }
}

/** One person as the officer of personal data sees her: masked, with what was done about her data. */
export async function personCard(services: Reads, id: string): Promise<PersonCard | null> {
  const person = await findPerson(services, id)
  if (!person) return null
  const { store, clock } = services
  const { personRequest, erasureItem, erasure } = store.tables
  const requests = await store.read
    .select()
    .from(personRequest)
    .where(eq(personRequest.personId, person.id))
    .orderBy(desc(personRequest.at))
  const erasures = await store.read
    .select({ ordinal: erasure.ordinal, class: erasure.class, state: erasureItem.state, at: erasureItem.at })
    .from(erasureItem)
    .innerJoin(erasure, eq(erasure.id, erasureItem.erasureId))
    .where(eq(erasureItem.personId, person.id))
    .orderBy(desc(erasure.ordinal))
  const { applicant } = person
  return {
    ...(await rowOf(services, person)),
    account: applicant !== null,
    email: applicant?.emailMasked ?? null,
    phone: applicant?.phoneMasked ?? null,
    createdAt: applicant?.createdAt ?? person.candidates[0]?.createdAt ?? 0,
    frozen: await isFrozen(services, person),
    holds: await holdsOf(services, person.id),
    views: await viewsOf(services, person.id, { announcedOnly: false }),
    requests: requests.map(({ kind, fields, ...row }) => ({
      ...{ kind: kind as 'copy' | 'correction', fields: JSON.parse(fields) as string[], reason: row.reason },
      ...{ at: row.at, actor: row.actor, approvedBy: row.approvedBy },
    })),
    erasures: erasures.map((row) => ({ ...row, state: row.state as ErasureState })),
    kept: await keptOf(services, store.read, person, dayOf(clock.wall())),
  }
}

/** True once something of hers was sent or she is a candidate: a correction then takes two (PV6). */
export async function isFrozen(
  { store }: Pick<Services, 'store'>,
  person: Person,
  db: Db = store.read,
): Promise<boolean> {
  if (person.candidates.length > 0) return true
  const { application } = store.tables
  const rows = await db
    .select({ state: application.state })
    .from(application)
    .where(eq(application.applicantId, person.id))
  return rows.some(({ state }) => state !== 'draft')
}

/** Why nothing of her is erased on this day (PV10), or null. */
export async function keptOf({ store }: Pick<Services, 'store'>, db: Db, person: Person, today: string) {
  const { application, period, appeal, appealDecision, objection, objectionDecision, legalHold } = store.tables
  const holds = await db
    .select({ until: legalHold.until })
    .from(legalHold)
    .where(and(eq(legalHold.personId, person.id), isNull(legalHold.liftedAt)))
  const rows = await db
    .select({ state: application.state, period: period.state, appeal: appeal.id, answered: appealDecision.appealId })
    .from(application)
    .innerJoin(period, eq(period.id, application.periodId))
    .leftJoin(appeal, eq(appeal.applicationId, application.id))
    .leftJoin(appealDecision, eq(appealDecision.appealId, appeal.id))
    .where(eq(application.applicantId, person.id))
  const ids = person.candidates.map(({ id }) => id)
  const objections =
    ids.length === 0
      ? []
      : await db
          .select({ answered: objectionDecision.objectionId })
          .from(objection)
          .leftJoin(objectionDecision, eq(objectionDecision.objectionId, objection.id))
          .where(inArray(objection.candidateId, ids))
  return keptWhy({
    held: holds.some(({ until }) => until >= today),
    running: rows.some((row) => row.period === 'open' && row.state !== 'withdrawn' && row.state !== 'draft'),
    unanswered:
      rows.some((row) => row.appeal !== null && row.answered === null) ||
      objections.some(({ answered }) => answered === null),
  })
}
