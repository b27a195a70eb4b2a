import { canonical, sha256 } from '../canonical.ts'
import { eq, inArray } from '../db/sql.ts'
import type { Delivery } from '../delivery/delivery.ts'
import type { PublicationOfMany } from '../protocol/board.ts'
import type { Effect } from '../protocol/http.ts'
import { isRefusal, type Refusal } from '../protocol/refusals.ts'
import {
  type KeyChange,
  RESCORE_ROWS_MAX,
  type RescorePreview,
  type RescorePreviewRequest,
  type ToReplace,
} from '../protocol/rescoring.ts'
import { listVacancies } from '../recruitment/recruitment-store.ts'
import { integrationDraft } from '../results/integration-view.ts'
import { inForceOf, storedPublications } from '../results/publication-store.ts'
import { vacancyFields } from '../results/ranking-view.ts'
import { tieDecisions } from '../results/tie-store.ts'
import type { Services } from '../services.ts'
import type { Affected, ClosedSitting } from './affected.ts'
import { affectedBy } from './affected-store.ts'
import { statedKey } from './key-change.ts'
import { memoRow } from './memo.ts'
import { type Effects, effectsOf, type SkbReach, shows, type Unranked } from './preview.ts'
import { toReplace } from './to-replace.ts'
import { effectSentences } from './words.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'secret'>

/** A change of keys with everything it would do, as of now. Nothing is written. */
export interface Prepared {
  affected: Affected
  effects: Effects
  publications: ToReplace[]
  sentences: Effect[]
  /** Over the new keys, the score runs they are computed from, and everybody who changes (RW5). */
  digest: string
}

/** Computes the effect of mended keys, or refuses a key that could not be scored with (RW3, RW4). */
export async function prepareRescore(
  services: Needs,
  delivery: Delivery,
  wanted: KeyChange[],
): Promise<Prepared | Refusal> {
  const affected = await affectedBy(services, delivery, wanted)
  if (isRefusal(affected)) return affected
  const ranked = affected.closed.filter(({ stage }) => stage !== 'skb')
  const effects = effectsOf(
    affected,
    await fieldsOf(services, ranked),
    await skbReach(services, affected),
    await tieDecisions(services, ['skd']),
  )
  const publications = toReplace(await publicationsInForce(services), effects.vacancies)
  const sentences = effectSentences(affected, effects, publications)
  const basis = {
    items: affected.items.map(({ after }) => after),
    runs: affected.closed.map(({ run }) => run).sort(),
  }
  const digest = sha256(`${canonical(basis)}\0${JSON.stringify(effects.rows.map(memoRow))}`)
  return { affected, effects, publications, sentences, digest }
}

/** Vacancies of those whose points change in the SKD or a test that decides alone. */
async function fieldsOf(services: Needs, sittings: ClosedSitting[]): Promise<Parameters<typeof effectsOf>[1]> {
  const changed = new Map(
    sittings.flatMap(({ id, name, stage, touched }) =>
      touched
        .filter(({ before, after }) => before !== after)
        .map(({ candidate }) => [candidate, { sitting: { id, name, closed: true }, stage }] as const),
    ),
  )
  if (changed.size === 0) return []
  const vacancies = await listVacancies(services)
  const fields = await vacancyFields(services, vacancies, new Map(sittings.map(({ id, points }) => [id, points])))
  const refused = vacancies.some(({ id }) => isRefusal(fields.get(id)))
  const people = refused ? await peopleIn(services, sittings) : []
  return vacancies.flatMap((vacancy): Parameters<typeof effectsOf>[1] => {
    const field = fields.get(vacancy.id)
    if (!field) throw new Error(`bug: no field of vacancy ${vacancy.id}`)
    if (!isRefusal(field)) return field.people.some(({ candidate }) => changed.has(candidate)) ? [field] : []
    const its = people.flatMap(({ vacancyId, ...person }) => {
      const one = changed.get(person.candidate)
      return one && vacancyId === vacancy.id ? [{ ...person, ...one }] : []
    })
    return its[0] ? [{ vacancy, refused: field, people: its, stage: its[0].stage } satisfies Unranked] : []
  })
}

/** What the integration would be with the SKB scores in force and with the mended ones; null where no SKB changes. */
async function skbReach(services: Needs, affected: Affected): Promise<SkbReach | null> {
  const sittings = affected.closed.filter(({ stage }) => stage === 'skb')
  const scores = new Map(
    sittings.flatMap(({ touched }) =>
      touched
        .filter(({ before, after }) => before.total !== after.total || before.max !== after.max)
        .map(({ candidate, after }) => [candidate, { points: after.total, max: after.max }] as const),
    ),
  )
  if (scores.size === 0) return null
  const vacancies = await listVacancies(services)
  const byId = new Map(vacancies.map((vacancy) => [vacancy.id, vacancy]))
  const document = async (rescored?: typeof scores) =>
    (await integrationDraft(services, 'integration', rescored)).document as PublicationOfMany
  return {
    people: (await peopleIn(services, sittings)).flatMap(({ vacancyId, ...person }) => {
      const vacancy = byId.get(vacancyId)
      return vacancy ? [{ ...person, vacancy }] : []
    }),
    before: await document(),
    after: await document(scores),
    vacancies: new Map(vacancies.map((vacancy) => [vacancy.code, vacancy])),
  }
}

async function peopleIn({ store }: Needs, sittings: ClosedSitting[]) {
  const { seat, candidate } = store.tables
  return await store.read
    .select({ candidate: candidate.id, number: candidate.number, name: candidate.name, vacancyId: candidate.vacancyId })
    .from(seat)
    .innerJoin(candidate, eq(candidate.id, seat.candidateId))
    .where(
      inArray(
        seat.sittingId,
        sittings.map(({ id }) => id),
      ),
    )
}

async function publicationsInForce(services: Needs) {
  const stored = await storedPublications(services)
  return [...Map.groupBy(stored, ({ stage }) => stage).values()].flatMap((list) => [...inForceOf(list).values()])
}

/** What the screen shows of a prepared change; `show` and `vacancy` choose which candidates. */
export function previewOf(
  { affected, effects, publications, sentences, digest }: Prepared,
  { show = 'all', vacancy }: Pick<RescorePreviewRequest, 'show' | 'vacancy'>,
): RescorePreview {
  const code = effects.vacancies.find(({ id }) => id === vacancy)?.code
  const rows = effects.rows.filter((row) => shows(show, row) && (vacancy === undefined || row.vacancy === code))
  const sections = affected.closed.flatMap(({ ruleSet }) => ruleSet.sections.map(({ id }) => id))
  return {
    previewDigest: digest,
    bank: affected.bank,
    items: affected.items.map(({ item, before, after }, nth) => ({
      ...{ id: item.item.id, source: item.source, section: item.section, stem: item.item.stem },
      ...{ version: after.version, before: statedKey(before), after: statedKey(after), had: hadItem(affected, nth) },
    })),
    closed: affected.closed.map(({ id, name, stage, touched }) => ({ id, name, stage, had: touched.length })),
    waiting: affected.waiting,
    sections: [...new Set(sections)],
    counts: effects.counts,
    sentences,
    vacancies: effects.vacancies,
    publications,
    rows: rows.slice(0, RESCORE_ROWS_MAX),
    matching: rows.length,
  }
}

/** How many in closed sittings had the item on the form. */
export const hadItem = ({ closed }: Affected, nth: number): number =>
  closed.reduce((sum, { touched }) => sum + touched.filter(({ responses }) => responses[nth] !== undefined).length, 0)
