import { asc, eq } from '../db/sql.ts'
import type { DecisionPreview, ObjectionRow } from '../protocol/objections.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import type { StandingCode } from '../protocol/results.ts'
import { listVacancies } from '../recruitment/recruitment-store.ts'
import { draftOn, integrationGround } from '../results/integration-view.ts'
import { heldSeats } from '../results/objection-gate-view.ts'
import { changesBetween } from '../results/publication.ts'
import { vacancyFields } from '../results/ranking-view.ts'
import { tieDecisions } from '../results/tie-store.ts'
import { rankingOf } from '../results/vacancy-ranking.ts'
import type { Services } from '../services.ts'

type Changes = DecisionPreview['changes']
type About = Pick<ObjectionRow, 'candidate' | 'number' | 'vacancyCode'>

const STANDINGS: Record<StandingCode, { id: string; en: string }> = {
  none: { id: 'tanpa status', en: 'none' },
  TMS: { id: 'TMS', en: 'TMS' },
  'TMS-1': { id: 'TMS-1', en: 'TMS-1' },
  APS: { id: 'APS', en: 'APS' },
  DIS: { id: 'DIS', en: 'DIS' },
}

/**
 * Whom another standing would move: in the SKD ranking of the vacancy, and in the integration over all vacancies once
 * there is something to integrate. Some standings count in one of the two alone, so both are computed (OB7).
 */
export async function standingEffect(
  services: Services,
  about: About,
  code: StandingCode,
): Promise<Pick<DecisionPreview, 'effect' | 'changes'> | Refusal> {
  const { standing } = services.store.tables
  const entries = await services.store.read
    .select({ code: standing.code })
    .from(standing)
    .where(eq(standing.candidateId, about.candidate))
    .orderBy(asc(standing.ordinal))
  const now = (entries.at(-1)?.code ?? 'none') as StandingCode
  if (now === code) return refuse('remedy-wrong', { what: `status peserta sudah ${STANDINGS[code].id}` })
  const skd = await skdChanges(services, about, code)
  if (isRefusal(skd)) return skd
  const integrated = await integrationChanges(services, about, code)
  return {
    changes: [...skd, ...(integrated ?? [])],
    effect: [
      {
        id: `Status peserta ${about.number} menjadi ${STANDINGS[code].id} (sebelumnya ${STANDINGS[now].id}).`,
        en: `The standing of ${about.number} becomes ${STANDINGS[code].en} (it was ${STANDINGS[now].en}).`,
      },
      {
        id: `Peringkat SKD formasi ${about.vacancyCode}: ${skd.length} peserta bergeser, ${crossing(skd)} berganti kode.`,
        en: `SKD ranking of ${about.vacancyCode}: ${skd.length} candidates move, ${crossing(skd)} of them to another code.`,
      },
      ...(integrated
        ? [
            {
              id: `Integrasi semua formasi: ${integrated.length} peserta bergeser, ${crossing(integrated)} berganti kode.`,
              en: `Integration of all vacancies: ${integrated.length} candidates move, ${crossing(integrated)} of them to another code.`,
            },
          ]
        : []),
    ],
  }
}

const crossing = (changes: Changes) => changes.filter(({ before, after }) => before.code !== after.code).length

/** Ranks the vacancy as it is and as it would be. */
async function skdChanges(services: Services, about: About, code: StandingCode): Promise<Changes | Refusal> {
  const vacancies = (await listVacancies(services)).filter((one) => one.code === about.vacancyCode)
  const field = (await vacancyFields(services, vacancies)).get(vacancies[0]?.id ?? '')
  if (!field) throw new Error(`bug: no vacancy ${about.vacancyCode}`)
  if (isRefusal(field)) return field
  const changed = {
    ...field,
    people: field.people.map((one) =>
      one.candidate === about.candidate
        ? { ...one, standings: [...one.standings, { code, nipIssued: false, at: services.clock.wall() }] }
        : one,
    ),
  }
  const decisions = await tieDecisions(services, ['skd'])
  const [before, after] = [rankingOf(field, { decisions }), rankingOf(changed, { decisions })]
  if (isRefusal(before)) return before
  if (isRefusal(after)) return after
  const was = new Map(before.view.rows.map((row) => [row.number, row]))
  return after.view.rows.flatMap((row) => {
    const earlier = was.get(row.number)
    if (!earlier || (earlier.place === row.place && earlier.code === row.code)) return []
    return [{ list: 'skd' as const, number: row.number, before: told(earlier), after: told(row) }]
  })
}

/** Decides the integration as it is and as it would be; null where there is none yet, or the candidate is not in it. */
async function integrationChanges(services: Services, about: About, code: StandingCode): Promise<Changes | null> {
  const ground = await integrationGround(services)
  if (isRefusal(ground) || !ground.gathered.candidates.some(({ id }) => id === about.number)) return null
  const dropped = code === 'none' ? null : { code, keepsSeat: false }
  const candidates = ground.gathered.candidates.map((one) => (one.id === about.number ? { ...one, dropped } : one))
  // After an integration the next list is the one after objections, where places once given are kept.
  const stage = (await heldSeats(services)) === null ? 'integration' : 'final'
  const before = await draftOn(services, stage, ground)
  const after = await draftOn(services, stage, { ...ground, gathered: { ...ground.gathered, candidates } })
  return changesBetween(before.document, after.document).flatMap(({ number, before: was, after: is }) =>
    was && is ? [{ list: stage, number, before: told(was), after: told(is) }] : [],
  )
}

const told = ({ place, code }: { place: number | null; code: string }) => ({ place, code })
