import type { Approvals, Deed } from '../approvals/approvals.ts'
import type { Effect, ProposalRow } from '../protocol/http.ts'
import type { PlacementProposal, PlacementRequest } from '../protocol/placement.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'
import { writePlacement } from './placement-store.ts'
import { previewOf, type Solved, solveNow } from './placement-view.ts'
import { dayWords } from './placement-words.ts'
import type { SeatTelling } from './seat-telling-job.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'newId' | 'secret' | 'build' | 'bus'>

interface Body {
  request: PlacementRequest
  digest: string
}

/** A whole schedule is proposed by one and approved by another (PM10). */
export function placementDeed(services: Needs, approvals: Approvals, telling: SeatTelling): void {
  const deed: Deed = {
    async prepare({ id, body, proposedBy }) {
      const { request, digest } = body as Body
      const solved = await solveNow(services, request)
      if (isRefusal(solved)) return solved
      if (solved.result !== digest) return refuse('placement-changed')
      if (solved.placement.placed.length === 0) return refuse('nobody-placed')
      return {
        ...wordsOf(solved),
        write: (db, approvedBy) =>
          writePlacement(services, db, solved, request, { id: id ?? '', proposedBy, approvedBy }),
        after: () => void telling.go(),
      }
    },
  }
  approvals.register('placement', deed)
}

/** One open proposal for a test: two schedules at once would give the same people two seats. */
export const proposePlacement = (
  approvals: Approvals,
  actor: string,
  { request, digest, reason }: PlacementProposal,
): Promise<ProposalRow | Refusal> =>
  approvals.propose(actor, { kind: 'placement', subject: request.test, body: { request, digest }, reason })

function wordsOf(solved: Solved): { title: Effect; effect: Effect[] } {
  const { test, commitment } = solved
  const preview = previewOf(solved)
  const sessions = new Set(preview.load.map(({ day, session }) => `${day} ${session}`)).size
  const days = [...new Set(preview.load.map(({ day }) => day))].sort()
  const venues = new Set(preview.load.map(({ venue }) => venue)).size
  const [first, last] = [dayWords(days[0] ?? ''), dayWords(days.at(-1) ?? '')]
  const [id, en] = [number('id-ID'), number('en-GB')]
  const { total, together, split } = preview.vacancies
  const { wished, near } = preview.nearness
  return {
    title: { id: `Jadwal ${test.name}`, en: `Schedule of ${test.name}` },
    effect: [
      {
        id: `${id(preview.placed)} dari ${id(preview.people)} peserta mendapat tempat: ${id(sessions)} sesi di ${id(venues)} lokasi, ${first.id} sampai ${last.id}.`,
        en: `${en(preview.placed)} of ${en(preview.people)} candidates get a seat: ${en(sessions)} sessions at ${en(venues)} venues, ${first.en} to ${last.en}.`,
      },
      ...preview.unplaced.reasons.map((one) => ({
        id: `${id(one.people)} peserta belum mendapat tempat. ${one.id}`,
        en: `${en(one.people)} candidates get none. ${one.en}`,
      })),
      {
        id: `${id(together)} dari ${id(total)} formasi utuh dalam satu sesi${
          split.length > 0
            ? `; terbagi: ${split
                .slice(0, 5)
                .map(({ code }) => code)
                .join(', ')}`
            : ''
        }.`,
        en: `${en(together)} of ${en(total)} vacancies are whole in one session${
          split.length > 0
            ? `; divided: ${split
                .slice(0, 5)
                .map(({ code }) => code)
                .join(', ')}`
            : ''
        }.`,
      },
      {
        id: `${id(wished)} di lokasi pilihannya, ${id(near)} dekat kecamatan asalnya.`,
        en: `${en(wished)} at the venue of their choice, ${en(near)} near their home district.`,
      },
      {
        id: `Undian dikunci dengan SHA-256 ${commitment}; bijinya dibuka begitu jadwal disetujui.`,
        en: `The draw is committed by SHA-256 ${commitment}; its seed is told once the schedule is approved.`,
      },
      {
        id: 'Begitu disetujui, setiap peserta yang mempunyai portal diberi tahu sekali dan kartunya memuat tempat dan waktu.',
        en: 'Once approved, everybody with a portal is told once, and the cards show place and time.',
      },
    ],
  }
}

const number = (locale: string) => {
  const format = new Intl.NumberFormat(locale)
  return (value: number) => format.format(value)
}
