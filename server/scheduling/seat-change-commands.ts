import type { Approvals, Deed } from '../approvals/approvals.ts'
import { canonical, sha256 } from '../canonical.ts'
import type { ProposalRow } from '../protocol/http.ts'
import type { SeatChange, SeatChangePreview, SeatChangeProposal } from '../protocol/placement.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'
import { writeChange } from './seat-change-store.ts'
import { type ChangePlan, planChange } from './seat-change-view.ts'
import type { SeatTelling } from './seat-telling-job.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'newId' | 'secret' | 'bus'>

interface Body {
  change: SeatChange
  /** Of the moves as they were seen when it was proposed. */
  digest: string
}

/** A change of the published schedule is proposed by one and approved by another (PM11). */
export function seatChangeDeed(services: Needs, approvals: Approvals, telling: SeatTelling): void {
  const deed: Deed = {
    async prepare({ id, body, reason, proposedBy }) {
      const { change, digest } = body as Body
      const plan = await planChange(services, change)
      if (isRefusal(plan)) return plan
      if (digestOf(plan) !== digest) return refuse('placement-changed')
      const { title, effect, moves, sittings } = plan
      return {
        ...{ title, effect },
        write: (db, approvedBy) =>
          writeChange(services, db, {
            id: id ?? '',
            change,
            title,
            moves,
            reason,
            proposedBy,
            approvedBy,
            sameCard: false,
          }),
        after() {
          for (const sitting of sittings) services.bus.publish(`sitting:${sitting}`, { kind: 'policy', sitting })
          void telling.go()
        },
      }
    },
  }
  approvals.register('seat-change', deed)
}

/** Who would be moved, before anything is proposed. */
export async function previewChange(services: Needs, change: SeatChange): Promise<SeatChangePreview | Refusal> {
  const plan = await planChange(services, change)
  if (isRefusal(plan)) return plan
  return {
    ...{ title: plan.title, effect: plan.effect },
    moves: plan.moves.map(({ from, to }) => {
      const { candidate, number, name, sitting, venue, room, station, startsAt } = from
      return { candidate, number, name, from: { sitting, venue, room, station, startsAt }, to }
    }),
  }
}

export async function proposeChange(
  services: Needs,
  approvals: Approvals,
  actor: string,
  { change, reason }: SeatChangeProposal,
): Promise<ProposalRow | Refusal> {
  const plan = await planChange(services, change)
  if (isRefusal(plan)) return plan
  const body: Body = { change, digest: digestOf(plan) }
  return await approvals.propose(actor, { kind: 'seat-change', subject: subjectOf(change), body, reason })
}

const digestOf = ({ moves }: ChangePlan): string => sha256(canonical(moves.map(({ from, to }) => ({ from, to }))))

/** One open proposal for one candidate, one sitting, one room of a venue. */
const subjectOf = (change: SeatChange): string => {
  switch (change.kind) {
    case 'move':
      return `candidate:${change.candidate}`
    case 'session':
      return `sitting:${change.sitting}`
    case 'room':
      return `room:${change.venue}/${change.room}`
  }
}
