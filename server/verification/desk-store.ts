import { type ApplicationRow, findApplication, storeMove } from '../applications/application-store.ts'
import { audit } from '../audit/audit-store.ts'
import { canonical, derive } from '../canonical.ts'
import { and, asc, eq, isNull, lte, ne, or, sql } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import { withoutLongNumbers } from '../protocol/identity.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import type {
  Check,
  DeskCase,
  DeskTask,
  GiveBack,
  Lease,
  RequirementDecision,
  Take,
  Verdict,
} from '../protocol/verification.ts'
import type { Services } from '../services.ts'
import { judged, personOf, roundsOf } from './case-view.ts'
import { holds, LEASE_MS, NO_HAND } from './lease.ts'
import { keepView } from './record-view-store.ts'
import { isSampled } from './sample.ts'
import { verdictOf } from './verdict.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'newId' | 'secret'>
type Verifying = Services['store']['tables']['verifying']['$inferSelect']

/** The oldest application that waits for this officer, under her hand from now on (VC3 to VC6). */
export async function take(services: Needs, officer: string, wanted: Take): Promise<DeskCase | Refusal> {
  const { store, clock } = services
  const { verifying } = store.tables
  const taken = await store.transaction(async (db): Promise<Verifying | Refusal> => {
    const mine = await held(services, db, officer)
    if (mine) return await renewed(services, db, mine)
    const next = await nextFor(services, db, officer, wanted)
    if (!next) return refuse('nothing-to-take')
    const now = clock.wall()
    const hand = { holder: officer, task: wanted.task, takenAt: now, expiresAt: now + LEASE_MS }
    const [row] = await db
      .insert(verifying)
      .values({
        ...{ applicationId: next.id, periodId: next.periodId, fence: 1, ...hand, round: 0, verdict: null },
        ...{ officer: null, decidedAt: null, checkState: 'none', announcementId: null },
      })
      .onConflictDoUpdate({
        target: verifying.applicationId,
        set: { ...hand, fence: sql`${verifying.fence} + 1` },
        setWhere: or(isNull(verifying.holder), lte(verifying.expiresAt, now)),
      })
      .returning()
    if (!row) return refuse('nothing-to-take')
    const purpose = wanted.task === 'decide' ? 'verifikasi' : 'pemeriksaan ulang'
    await keepView(services, db, { application: next.id, number: next.number ?? '', viewer: officer, purpose })
    return row
  })
  return isRefusal(taken) ? taken : await caseOf(services, taken)
}

/** The application under the officer's hand, whose ten minutes begin anew. */
export async function renew(services: Needs, officer: string, application: string, fence: number) {
  return await services.store.transaction(async (db): Promise<Lease | Refusal> => {
    const row = await handOf(services, db, officer, application, fence)
    return isRefusal(row) ? row : leaseOf(await renewed(services, db, row))
  })
}

/** Gives it back undecided; declared as her own, it is never offered to her again (VC4, VC6). */
export async function giveBack(
  services: Needs,
  officer: string,
  application: string,
  { fence, own }: GiveBack,
): Promise<{ given: true } | Refusal> {
  const { recusal } = services.store.tables
  return await services.store.transaction(async (db) => {
    const row = await handOf(services, db, officer, application, fence)
    if (isRefusal(row)) return row
    await release(services, db, application)
    if (own) {
      await db.insert(recusal).values({ applicationId: application, officer, at: services.clock.wall() })
      const found = await findApplication(services, application, db)
      const subject = found?.number ?? application
      await audit(services, db, { actor: officer, action: 'verification.recuse', subject, detail: {} })
    }
    return { given: true as const }
  })
}

/** The first officer's decision: a new round, the state, the story and the audit row at once (VC2, VC7, VC8). */
export async function decide(
  services: Needs,
  officer: string,
  application: string,
  wanted: { fence: number; decisions: RequirementDecision[] },
): Promise<{ verdict: Verdict } | Refusal> {
  return await services.store.transaction(async (db): Promise<{ verdict: Verdict } | Refusal> => {
    const row = await handOf(services, db, officer, application, wanted.fence, 'decide')
    if (isRefusal(row)) return row
    const found = await findApplication(services, application, db)
    if (found?.state !== 'submitted') return await gone(services, db, application)
    const { requirements, period } = await judged(services, found, db)
    const judgement = verdictOf(requirements, wanted.decisions)
    if (isRefusal(judgement)) return judgement
    const sampled = isSampled(sampleKey(services.secret), application, judgement.verdict, period.settings)
    return await keepRound(services, db, found, row, { ...judgement, officer, sampled })
  })
}

export const sampleKey = (secret: Buffer): Buffer => derive(secret, 'verification-sample')

async function keepRound(
  services: Needs,
  db: Db,
  found: ApplicationRow,
  hand: Verifying,
  round: { verdict: Verdict; decisions: RequirementDecision[]; officer: string; sampled: boolean },
): Promise<{ verdict: Verdict } | Refusal> {
  const { store, clock, newId } = services
  const { verification, verifying } = store.tables
  const { verdict, decisions, officer, sampled } = round
  const number = hand.round + 1
  const at = clock.wall()
  const moved = await storeMove(services, db, {
    ...{ application: found.id, expected: 'submitted', to: verdict === 'MS' ? 'passed' : 'failed' },
    ...{ actor: officer, kind: 'decided', detail: { round: number } },
  })
  if (isRefusal(moved)) return moved
  await db.insert(verification).values({
    ...{ id: newId(), applicationId: found.id, round: number, verdict, decisions: canonical(decisions) },
    ...{ frozenDigest: found.frozenDigest ?? '', officer, via: 'desk', takenAt: hand.takenAt, at },
  })
  await db
    .update(verifying)
    .set({ round: number, verdict, officer, decidedAt: at, checkState: sampled ? 'due' : 'none', ...NO_HAND })
    .where(eq(verifying.applicationId, found.id))
  await audit(services, db, {
    ...{ actor: officer, action: 'verification.decide', subject: found.number ?? found.id },
    detail: { round: number, verdict },
  })
  return { verdict }
}

/** The second officer's look: confirmed, or returned with a note to be decided anew (VC8). */
export async function check(
  services: Needs,
  officer: string,
  application: string,
  wanted: Check,
): Promise<{ outcome: Check['outcome'] } | Refusal> {
  const { store, clock } = services
  const { verificationCheck } = store.tables
  const note = withoutLongNumbers(wanted.note.trim())
  if (wanted.outcome === 'returned' && note.length < 4) return refuse('note-needed')
  return await services.store.transaction(async (db): Promise<{ outcome: Check['outcome'] } | Refusal> => {
    const row = await handOf(services, db, officer, application, wanted.fence, 'check')
    if (isRefusal(row)) return row
    const found = await findApplication(services, application, db)
    const open = found && (found.state === 'passed' || found.state === 'failed') && found.announcedAt === null
    if (!open || row.checkState !== 'due') return await gone(services, db, application)
    const last = (await roundsOf(services, application, db)).at(-1)
    if (!last) throw new Error('bug: a check of an application without a round')
    if (wanted.outcome === 'returned') {
      const expected = found.state as 'passed' | 'failed'
      const moved = await storeMove(services, db, {
        ...{ application, expected, to: 'submitted', actor: officer, kind: 'returned', detail: { round: last.round } },
      })
      if (isRefusal(moved)) return moved
    }
    await db.insert(verificationCheck).values({
      ...{ verificationId: last.id, outcome: wanted.outcome, note, officer },
      ...{ takenAt: row.takenAt ?? clock.wall(), at: clock.wall() },
    })
    await release(services, db, application, { checkState: wanted.outcome })
    await audit(services, db, {
      ...{ actor: officer, action: `verification.${wanted.outcome}`, subject: found.number ?? application },
      detail: { round: last.round, of: last.officer, note },
    })
    return { outcome: wanted.outcome }
  })
}

/** What the officer sees of the application under her hand. */
export async function caseOf(services: Needs, row: Verifying): Promise<DeskCase> {
  const found = await findApplication(services, row.applicationId)
  if (!found) throw new Error('bug: a lease on an application that is not there')
  const { frozen, documents, requirements } = await judged(services, found)
  return {
    lease: leaseOf(row),
    number: frozen.number,
    submittedAt: frozen.submittedAt,
    frozenDigest: found.frozenDigest ?? '',
    vacancy: { code: frozen.vacancy.code, position: frozen.vacancy.position, unit: frozen.vacancy.unit },
    person: personOf(frozen, false),
    requirements,
    documents,
    rounds: (await roundsOf(services, found.id)).map(({ id: _, ...round }) => round),
  }
}

export const leaseOf = (row: Verifying): Lease => ({
  application: row.applicationId,
  task: row.task as DeskTask,
  fence: row.fence,
  expiresAt: row.expiresAt ?? 0,
})

/** What this officer has under her hand; what was withdrawn meanwhile is let go. */
async function held(services: Needs, db: Db, officer: string): Promise<Verifying | null> {
  const { verifying } = services.store.tables
  for (const row of await db.select().from(verifying).where(eq(verifying.holder, officer))) {
    const found = await findApplication(services, row.applicationId, db)
    const waits =
      row.task === 'decide' ? found?.state === 'submitted' : found?.state === 'passed' || found?.state === 'failed'
    if (waits) return row
    await release(services, db, row.applicationId)
  }
  return null
}

async function nextFor(
  { store, clock }: Needs,
  db: Db,
  officer: string,
  { period, task, vacancy }: Take,
): Promise<{ id: string; periodId: string; number: string | null } | null> {
  const { application, verifying, recusal } = store.tables
  const free = or(isNull(verifying.holder), lte(verifying.expiresAt, clock.wall()))
  const notHers = sql`NOT EXISTS (SELECT 1 FROM ${recusal} WHERE ${recusal.applicationId} = ${application.id} AND ${recusal.officer} = ${officer})`
  const here = and(
    eq(application.periodId, period),
    vacancy === undefined ? undefined : eq(application.vacancyId, vacancy),
  )
  const columns = { id: application.id, periodId: application.periodId, number: application.number }
  const rows =
    task === 'decide'
      ? await db
          .select(columns)
          .from(application)
          .leftJoin(verifying, eq(verifying.applicationId, application.id))
          .where(and(here, eq(application.state, 'submitted'), or(isNull(verifying.applicationId), free), notHers))
          .orderBy(asc(application.submittedAt), asc(application.id))
          .limit(1)
      : await db
          .select(columns)
          .from(verifying)
          .innerJoin(application, eq(application.id, verifying.applicationId))
          .where(and(toCheck(store, period), ne(verifying.officer, officer), here, free, notHers))
          .orderBy(asc(verifying.decidedAt), asc(application.id))
          .limit(1)
  return rows[0] ?? null
}

/** Decided, drawn for a second look, and not looked at yet. */
export const toCheck = ({ tables: { application, verifying } }: Services['store'], period: string) =>
  and(
    eq(verifying.periodId, period),
    eq(verifying.checkState, 'due'),
    or(eq(application.state, 'passed'), eq(application.state, 'failed')),
    isNull(application.announcedAt),
  )

/** The row while it is under this officer's hand, else why not (VC3). */
async function handOf(
  { store }: Needs,
  db: Db,
  officer: string,
  application: string,
  fence: number,
  task?: DeskTask,
): Promise<Verifying | Refusal> {
  const { verifying } = store.tables
  const [row] = await db.select().from(verifying).where(eq(verifying.applicationId, application))
  if (!row || !holds(row, officer, fence) || (task !== undefined && row.task !== task)) return refuse('lease-lost')
  return row
}

async function renewed({ store, clock }: Needs, db: Db, row: Verifying): Promise<Verifying> {
  const { verifying } = store.tables
  const expiresAt = clock.wall() + LEASE_MS
  await db.update(verifying).set({ expiresAt }).where(eq(verifying.applicationId, row.applicationId))
  return { ...row, expiresAt }
}

async function release(
  { store }: Pick<Needs, 'store'>,
  db: Db,
  application: string,
  more: { checkState?: string } = {},
): Promise<void> {
  const { verifying } = store.tables
  await db
    .update(verifying)
    .set({ ...NO_HAND, ...more })
    .where(eq(verifying.applicationId, application))
}

/** It was withdrawn or decided elsewhere under her hand: she is free for the next one. */
async function gone(services: Needs, db: Db, application: string): Promise<Refusal> {
  await release(services, db, application)
  return refuse('lease-lost')
}
