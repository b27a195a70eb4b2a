import { audit } from '../audit/audit-store.ts'
import { canonical } from '../canonical.ts'
import { and, count, desc, eq, inArray } from '../db/sql.ts'
import type { SittingPolicy } from '../protocol/policy.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import { dayOf } from '../protocol/wib-days.ts'
import type { Services } from '../services.ts'
import { policyOf } from './policy.ts'
import { policyProblems } from './policy-problems.ts'
import { seatedIn, writeChange } from './seat-change-store.ts'
import { isPublished } from './seat-version-store.ts'
import { startWords } from './seat-words.ts'
import { findSitting } from './sitting-store.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'bus'>
const ACTION = 'sitting.policy'

export interface PolicyView {
  policy: SittingPolicy
  /** Wall clock and author of the last change; null while the defaults hold. */
  changedAt: number | null
  by: string | null
}

/** What is settled for a sitting, by id or name; null where there is no such sitting. */
export async function policyView(services: Pick<Services, 'store'>, nameOrId: string): Promise<PolicyView | null> {
  const { sitting, audit: trail } = services.store.tables
  const found = await findSitting(services, nameOrId)
  if (!found) return null
  const [row] = await services.store.read
    .select({ policy: sitting.policy })
    .from(sitting)
    .where(eq(sitting.id, found.id))
  const [last] = await services.store.read
    .select({ at: trail.at, actor: trail.actor })
    .from(trail)
    .where(and(eq(trail.action, ACTION), eq(trail.subject, found.id)))
    .orderBy(desc(trail.seq))
    .limit(1)
  return { policy: policyOf(row?.policy ?? '{}'), changedAt: last?.at ?? null, by: last?.actor ?? null }
}

/** Keeps the settings of a sitting that is not closed (SD8); the audit row names what changed. */
export async function keepPolicy(
  services: Needs,
  actor: string,
  nameOrId: string,
  policy: SittingPolicy,
): Promise<PolicyView | Refusal> {
  const problems = policyProblems(policy)
  const words = (language: 'id' | 'en') => problems.map((one) => one[language]).join(' ')
  const { sitting, checkIn } = services.store.tables
  const found = await findSitting(services, nameOrId)
  if (!found) return refuse('not-found', { what: 'Sesi' })
  if (problems.length > 0) return refuse('policy-wrong', { problems: words('id'), 'problems:en': words('en') })
  const refused = await services.store.transaction<Refusal | null>(async (db) => {
    const [row] = await db
      .select({ policy: sitting.policy, state: sitting.state })
      .from(sitting)
      .where(eq(sitting.id, found.id))
    if (!row || row.state === 'closed') return refuse('sitting-closed')
    const old = policyOf(row.policy)
    if (old.seating !== policy.seating) {
      const [come] = await db.select({ n: count() }).from(checkIn).where(eq(checkIn.sittingId, found.id))
      if ((come?.n ?? 0) > 0) return refuse('seating-fixed', { count: String(come?.n) })
    }
    const changed = (Object.keys(policy) as (keyof SittingPolicy)[]).filter(
      (field) => canonical(policy[field]) !== canonical(old[field]),
    )
    await db
      .update(sitting)
      .set({ policy: canonical(policy) })
      .where(eq(sitting.id, found.id))
    const part = (whole: SittingPolicy) => Object.fromEntries(changed.map((field) => [field, whole[field]]))
    await audit(services, db, {
      actor,
      action: ACTION,
      subject: found.id,
      detail: { from: part(old), to: part(policy) },
    })
    return null
  })
  if (refused) return refused
  services.bus.publish(`sitting:${found.id}`, { kind: 'policy', sitting: found.id })
  return (await policyView(services, found.id)) as PolicyView
}

/**
 * Gives a sitting that has not started another start time (SD9). `startsAt` is wall clock in ms. One of a published
 * schedule only on its own day; its candidates are told, and their cards stay good (PM12).
 */
export async function reschedule(
  services: Needs & Pick<Services, 'newId' | 'secret'>,
  actor: string,
  nameOrId: string,
  { startsAt, reason }: { startsAt: number; reason: string },
): Promise<{ startsAt: number } | Refusal> {
  const { sitting } = services.store.tables
  const found = await findSitting(services, nameOrId)
  if (!found) return refuse('not-found', { what: 'Sesi' })
  if (reason.trim() === '') return refuse('reason-needed')
  if (startsAt <= services.clock.wall()) return refuse('start-in-past')
  const refused = await services.store.transaction<Refusal | null>(async (db) => {
    const [row] = await db
      .select({ startsAt: sitting.startsAt, state: sitting.state })
      .from(sitting)
      .where(eq(sitting.id, found.id))
    const published = await isPublished(services, found.id, db)
    const today = dayOf(services.clock.wall())
    if (published && (dayOf(row?.startsAt ?? 0) !== today || dayOf(startsAt) !== today))
      return refuse('schedule-published')
    const moved = await db
      .update(sitting)
      .set({ startsAt })
      .where(and(eq(sitting.id, found.id), inArray(sitting.state, ['scheduled', 'open'])))
      .returning({ id: sitting.id })
    if (!row || moved.length === 0) return refuse('wrong-state', { state: row?.state ?? found.state })
    if (published) {
      const seats = await seatedIn(services, { sittings: [found.id] }, db)
      await writeChange(services, db, {
        id: services.newId(),
        change: { kind: 'session', sitting: found.id, startsAt },
        title: {
          id: `Sesi ${found.name} mulai ${startWords(startsAt).id}`,
          en: `Sitting ${found.name} begins ${startWords(startsAt).en}`,
        },
        moves: seats.map((from) => ({ from, to: { ...from, startsAt } })),
        ...{ reason: reason.trim(), proposedBy: actor, approvedBy: '', sameCard: true },
      })
    }
    await audit(services, db, {
      actor,
      action: 'sitting.reschedule',
      subject: found.id,
      detail: { from: row.startsAt, to: startsAt, reason: reason.trim() },
    })
    return null
  })
  if (refused) return refused
  services.bus.publish(`sitting:${found.id}`, { kind: 'policy', sitting: found.id })
  return { startsAt }
}
