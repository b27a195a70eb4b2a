import type { Approvals, Deed } from '../approvals/approvals.ts'
import { sha256 } from '../canonical.ts'
import { eq, inArray } from '../db/sql.ts'
import type { ProposalRow } from '../protocol/http.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { TieOrder } from '../protocol/results.ts'
import type { Services } from '../services.ts'
import { stageStands } from './stage-view.ts'
import { type TieBody, tieDecisions } from './tie-store.ts'
import { groupKey } from './ties.ts'

type Needs = Pick<Services, 'store' | 'secret' | 'clock'>

/** Candidates equal on everything get an order from two people, with the reason they sign (RS13). */
export function tieDeed(services: Needs, approvals: Approvals): void {
  const deed: Deed = {
    async prepare({ body }) {
      const { stage, vacancy, order } = body as TieBody
      const group = await findGroup(services, stage, vacancy, order)
      if (!group) return refuse('no-such-tie')
      const names = new Map(group.candidates.map((one) => [one.candidate, one]))
      return {
        title: {
          id: `Urutan peserta yang sama nilainya · ${group.vacancy.code} ${group.vacancy.position}`,
          en: `Order of equal candidates · ${group.vacancy.code} ${group.vacancy.position}`,
        },
        effect: [
          group.why,
          ...order.map((candidate, at) => {
            const words = `${at + 1}. ${names.get(candidate)?.number} ${names.get(candidate)?.name}`
            return { id: words, en: words }
          }),
        ],
        // The approved proposal is the record: the stages read it from there.
        write: async () => {},
      }
    },
  }
  approvals.register('tie', deed)
}

export async function proposeTie(
  approvals: Approvals,
  actor: string,
  { stage, vacancy, order, reason }: TieOrder,
): Promise<ProposalRow | Refusal> {
  const body: TieBody = { stage, vacancy, order }
  const subject = `${stage}:${sha256(groupKey(vacancy, order)).slice(0, 32)}`
  return await approvals.propose(actor, { kind: 'tie', subject, body, reason })
}

/** The undecided group of exactly these candidates; or the decided one, since an order may be mended before it is published. */
async function findGroup(services: Needs, stage: TieOrder['stage'], vacancy: string, order: string[]) {
  const wanted = groupKey(vacancy, order)
  const [stand] = await stageStands(services, stage, stage === 'skd' ? [vacancy] : undefined)
  const undecided = stand?.draft.undecided ?? []
  const key = (group: (typeof undecided)[number]) =>
    groupKey(
      group.vacancy.id,
      group.candidates.map(({ candidate }) => candidate),
    )
  const open = undecided.find((group) => key(group) === wanted)
  if (open) return open
  const stages: TieOrder['stage'][] = stage === 'final' ? ['integration', 'final'] : [stage]
  const decided = (await tieDecisions(services, stages)).find((one) => groupKey(one.vacancy, one.order) === wanted)
  if (!decided) return null
  return await decidedGroup(services, decided.vacancy, decided.order)
}

async function decidedGroup({ store }: Needs, vacancyId: string, order: string[]) {
  const { candidate, vacancy } = store.tables
  const [of] = await store.read.select().from(vacancy).where(eq(vacancy.id, vacancyId))
  if (!of) return null
  const people = await store.read
    .select({ candidate: candidate.id, number: candidate.number, name: candidate.name })
    .from(candidate)
    .where(inArray(candidate.id, order))
  return {
    vacancy: { id: of.id, code: of.code, position: of.position },
    candidates: people,
    why: {
      id: 'Urutan sebelumnya diganti dengan urutan ini.',
      en: 'This order takes the place of the one decided before.',
    },
  }
}
