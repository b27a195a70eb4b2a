import type { RuleSet } from '../../scoring/rule-set.ts'
import { eq } from '../db/sql.ts'
import type { PublicationList, PublicationOfMany, PublicationOfOne } from '../protocol/board.ts'
import type { VacancyRow } from '../protocol/http.ts'
import { refuse } from '../protocol/refusals.ts'
import { listVacancies } from '../recruitment/recruitment-store.ts'
import { ruleSetOf } from '../rule-sets/rule-set-store.ts'
import type { Services } from '../services.ts'
import { countRows, draftOf } from './publication.ts'
import { inForceOf, storedPublications } from './publication-store.ts'
import { reconciliationOf } from './reconciliation.ts'
import { type Blocker, NO_RULES, type StageDraft } from './stage-draft.ts'

/** A vacancy whose SKD publication in force leads to an SKB. */
export interface PublishedSkd {
  vacancy: VacancyRow
  document: PublicationOfOne
  ruleSet: RuleSet
}

/** In the order of the vacancies' codes; those under rules without an integration (PPPK) are not among them. */
export async function publishedSkd(services: Pick<Services, 'store'>): Promise<PublishedSkd[]> {
  const inForce = inForceOf(await storedPublications(services, 'skd'))
  const published: PublishedSkd[] = []
  const rules = new Map<string, RuleSet | null>()
  for (const vacancy of await listVacancies(services)) {
    const document = inForce.get(vacancy.id)?.document
    if (document?.v !== 1) continue
    const { id } = document.ruleSet
    if (!rules.has(id)) rules.set(id, await ruleSetOf(services, id))
    const ruleSet = rules.get(id)
    if (ruleSet?.integration) published.push({ vacancy, document, ruleSet })
  }
  return published
}

/** Who takes the SKB: those whom the SKD publications in force let go on, with their place in the SKB where scheduled. */
export async function skbParticipantsDraft(services: Pick<Services, 'store'>): Promise<StageDraft> {
  const published = (await publishedSkd(services)).filter(({ document }) =>
    document.rows.some(({ code }) => code === 'P/L'),
  )
  const seats = await skbSeats(services)
  const lists: PublicationList[] = published.map(({ document }) => {
    const rows = document.rows
      .filter(({ code }) => code === 'P/L')
      .map((row) => ({ ...row, sitting: seats.get(row.number) ?? null }))
    return { vacancy: document.vacancy, cut: document.cut, rows, counts: countRows(rows) }
  })
  const blockers: Blocker[] = []
  const used = [...new Map(published.map(({ ruleSet }) => [ruleSet.id, ruleSet])).values()]
  if (lists.length === 0) blockers.push({ refusal: refuse('no-skd-published') })
  if (used.length > 1)
    blockers.push({ refusal: refuse('mixed-rule-sets', { what: used.map(({ id }) => id).join(', ') }) })
  const head = published[0]?.document
  const rows = lists.flatMap((list) => list.rows)
  const document = draftOf<PublicationOfMany>({
    v: 2,
    title: head ? `Peserta SKB · ${head.ruleSet.title}` : 'Peserta SKB',
    stage: 'skb-participants',
    ruleSet: head?.ruleSet ?? NO_RULES,
    sections: head?.sections ?? [],
    lists,
    counts: countRows(rows),
  })
  const waiting = rows.filter(({ sitting }) => sitting === null).length
  const notes =
    waiting === 0
      ? []
      : [
          {
            id: `${waiting} peserta belum mempunyai jadwal SKB; daftar menyebut mereka tanpa tempat.`,
            en: `${waiting} candidates have no SKB sitting yet; the list names them without a place.`,
          },
        ]
  const reconciliation = reconciliationOf(document, new Map())
  return { stage: 'skb-participants', scope: '*', document, blockers, undecided: [], notes, reconciliation }
}

async function skbSeats({ store }: Pick<Services, 'store'>) {
  const { seat, sitting, candidate } = store.tables
  const rows = await store.read
    .select({
      number: candidate.number,
      name: sitting.name,
      venue: sitting.venue,
      ownVenue: candidate.venue,
      room: seat.room,
      station: seat.station,
      startsAt: sitting.startsAt,
    })
    .from(seat)
    .innerJoin(sitting, eq(sitting.id, seat.sittingId))
    .innerJoin(candidate, eq(candidate.id, seat.candidateId))
    .where(eq(seat.stage, 'skb'))
  return new Map(
    rows.map(({ number, ownVenue, venue, ...place }) => [number, { ...place, venue: venue || ownVenue }] as const),
  )
}
