import { eq, inArray } from '../db/sql.ts'
import { refuse } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'
import { seatsIn } from './integration-document.ts'
import { inForceOf, type StoredPublication, storedPublications } from './publication-store.ts'
import type { Blocker } from './stage-draft.ts'

/** WIB is UTC+7 and knows no summer time. */
const WIB_MS = 7 * 3_600_000

/**
 * What the publication after objections waits for (RS16): an integration in force, the end of its objection window, and
 * the decision of every objection to it. A window and objections stay with an integration that was replaced meanwhile,
 * so that a mended list does not cost anybody the objection.
 */
export async function objectionBlockers(services: Pick<Services, 'store' | 'clock'>): Promise<Blocker[]> {
  const stored = await storedPublications(services, 'integration')
  const inForce = inForceOf(stored).get('*')
  if (!inForce) return [{ refusal: refuse('no-integration-published') }]
  const ids = lineOf(inForce, stored)
  const { objectionWindow, objection, objectionDecision } = services.store.tables
  const windows = await services.store.read
    .select({ closesOn: objectionWindow.closesOn })
    .from(objectionWindow)
    .where(inArray(objectionWindow.publicationId, ids))
  const blockers: Blocker[] = []
  const last = windows
    .map(({ closesOn }) => closesOn)
    .sort()
    .at(-1)
  const today = new Date(services.clock.wall() + WIB_MS).toISOString().slice(0, 10)
  if (last === undefined) blockers.push({ refusal: refuse('objection-window-missing') })
  else if (today <= last) blockers.push({ refusal: refuse('objection-window-open', { day: last }) })
  const objections = await services.store.read
    .select({ decided: objectionDecision.at })
    .from(objection)
    .leftJoin(objectionDecision, eq(objectionDecision.objectionId, objection.id))
    .where(inArray(objection.publicationId, ids))
  const open = objections.filter(({ decided }) => decided === null).length
  if (open > 0) blockers.push({ refusal: refuse('objections-undecided', { count: String(open) }) })
  return blockers
}

/** A publication and those it took the place of, one after the other. */
function lineOf(publication: StoredPublication, all: StoredPublication[]): string[] {
  const byId = new Map(all.map((one) => [one.id, one]))
  const line: string[] = []
  for (let one: StoredPublication | undefined = publication; one; one = byId.get(one.replaces ?? '')) line.push(one.id)
  return line
}

/**
 * Who has a place by the newer of the integration and the results after objections in force, number to vacancy code: a
 * place once announced is not taken back by a later computation (C.6). A new integration begins anew; null before one.
 */
export async function heldSeats(services: Pick<Services, 'store'>): Promise<Map<string, string> | null> {
  const candidates = [
    inForceOf(await storedPublications(services, 'integration')).get('*'),
    inForceOf(await storedPublications(services, 'final')).get('*'),
  ].flatMap((one) => (one ? [one.document] : []))
  // The later stage comes last and so wins among equals.
  const newest = candidates.reduce<(typeof candidates)[number] | null>(
    (best, one) => (best && best.publishedAt > one.publishedAt ? best : one),
    null,
  )
  return newest?.v === 2 ? seatsIn(newest) : null
}
