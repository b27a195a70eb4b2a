import { canonical, derive } from '../canonical.ts'
import { and, eq, inArray, max, or } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import type { ApplicationDraft, ApplicationState, FrozenApplication } from '../protocol/recruitment.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import { openSeal, seal } from '../recruitment/nik-seal.ts'
import type { Services } from '../services.ts'
import { moveProblem } from './application.ts'

export type ApplicationRow = Services['store']['tables']['application']['$inferSelect']
type Writes = Pick<Services, 'store' | 'clock' | 'newId'>

const draftKey = (secret: Buffer) => derive(secret, 'application-draft')
const frozenKey = (secret: Buffer) => derive(secret, 'application-frozen')

/** An application by its id or its number. `db`: inside a transaction, the one it was given. */
export async function findApplication(
  { store }: Pick<Services, 'store'>,
  idOrNumber: string,
  db: Db = store.read,
): Promise<ApplicationRow | null> {
  const { application } = store.tables
  const [row] = await db
    .select()
    .from(application)
    .where(or(eq(application.id, idOrNumber), eq(application.number, idOrNumber)))
  return row ?? null
}

/**
 * Moves an application and writes why, in the caller's transaction (AP1, AP3). `expected` is the state in which the
 * caller saw it: where somebody was faster, nothing is written.
 */
export async function storeMove(
  services: Writes,
  db: Db,
  move: {
    application: string
    expected: ApplicationState
    to: ApplicationState
    /** A staff user name, 'applicant' or 'system'. */
    actor: string
    /** What the story calls it; default: the new state. */
    kind?: string
    /** Reason codes and the like; never a NIK or an address. */
    detail?: Record<string, unknown>
  },
): Promise<ApplicationRow | Refusal> {
  const { application } = services.store.tables
  const row = await findApplication(services, move.application, db)
  if (!row) return refuse('not-found', { what: 'Lamaran' })
  const problem = moveProblem(row.state as ApplicationState, move.to)
  if (problem) return problem
  if (row.state !== move.expected) return refuse('application-moved')
  const decided = move.to === 'passed' || move.to === 'failed'
  const [moved] = await db
    .update(application)
    .set({
      state: move.to,
      version: row.version + 1,
      ...(decided && { decidedAt: services.clock.wall() }),
      ...(move.to === 'submitted' && { decidedAt: null }),
    })
    .where(and(eq(application.id, row.id), eq(application.state, row.state), eq(application.version, row.version)))
    .returning()
  if (!moved) return refuse('application-moved')
  await storeEvent(services, db, {
    application: row.id,
    actor: move.actor,
    kind: move.kind ?? move.to,
    detail: { ...move.detail, from: row.state, to: move.to },
  })
  return moved
}

/** One more line in the story of an application, in the caller's transaction (AP3). */
export async function storeEvent(
  { store, clock, newId }: Writes,
  db: Db,
  event: { application: string; actor: string; kind: string; detail: Record<string, unknown> },
): Promise<void> {
  const table = store.tables.applicationEvent
  const [last] = await db
    .select({ ordinal: max(table.ordinal) })
    .from(table)
    .where(eq(table.applicationId, event.application))
  await db.insert(table).values({
    id: newId(),
    applicationId: event.application,
    ordinal: (last?.ordinal ?? 0) + 1,
    at: clock.wall(),
    actor: event.actor,
    kind: event.kind,
    detail: canonical(event.detail),
  })
}

/** The same line for many applications, in the caller's transaction (AP3): what a whole list is told at once. */
export async function storeEvents(
  { store, clock, newId }: Writes,
  db: Db,
  events: readonly { application: string; actor: string; kind: string; detail: Record<string, unknown> }[],
): Promise<void> {
  const table = store.tables.applicationEvent
  const at = clock.wall()
  for (let from = 0; from < events.length; from += EVENTS_MAX) {
    const part = events.slice(from, from + EVENTS_MAX)
    const last = await db
      .select({ id: table.applicationId, ordinal: max(table.ordinal) })
      .from(table)
      .where(
        inArray(
          table.applicationId,
          part.map(({ application }) => application),
        ),
      )
      .groupBy(table.applicationId)
    const ordinals = new Map(last.map(({ id, ordinal }) => [id, ordinal ?? 0]))
    await db.insert(table).values(
      part.map(({ application, actor, kind, detail }) => ({
        ...{ id: newId(), applicationId: application, ordinal: (ordinals.get(application) ?? 0) + 1 },
        ...{ at, actor, kind, detail: canonical(detail) },
      })),
    )
  }
}
const EVENTS_MAX = 200

/** The copy that was submitted; null while it is a draft. @throws when the seal was made with another secret. */
export function openFrozen({ secret }: Pick<Services, 'secret'>, row: ApplicationRow): FrozenApplication | null {
  if (row.frozenSealed === null) return null
  return JSON.parse(openSeal(frozenKey(secret), row.frozenSealed).toString('utf8')) as FrozenApplication
}

export const sealFrozen = (secret: Buffer, text: string): string => seal(frozenKey(secret), Buffer.from(text, 'utf8'))

export const sealDraft = (secret: Buffer, draft: ApplicationDraft): string =>
  seal(draftKey(secret), Buffer.from(JSON.stringify(draft), 'utf8'))

export const openDraft = ({ secret }: Pick<Services, 'secret'>, row: ApplicationRow): ApplicationDraft =>
  JSON.parse(openSeal(draftKey(secret), row.draftSealed).toString('utf8')) as ApplicationDraft
