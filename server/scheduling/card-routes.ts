import type { FastifyInstance, FastifyReply } from 'fastify'
import { type Static, Type } from 'typebox'
import { applicantOf } from '../access/guard.ts'
import { refuse } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'
import { candidateOfApplicant, cardsOf, type ExamCard } from './card-store.ts'
import { cardsPdf } from './cards-export.ts'

const COMMITTEE = { config: { roles: ['committee', 'administrator'] as const } }
const OfVenue = Type.Object({ venue: Type.String({ minLength: 1, maxLength: 100 }) }, { additionalProperties: false })

/** Exam cards: an applicant’s own, one for the committee, and those of a venue; those of a sitting are the desk’s. */
export function cardRoutes(app: FastifyInstance, services: Services): void {
  app.get('/api/applicant/card', { config: { roles: ['applicant'] } }, async (request, reply) => {
    const candidate = await candidateOfApplicant(services, applicantOf(request).id)
    if (candidate === null) return reply.refuse(refuse('no-card-yet'))
    return await sendCards(reply, services, await cardsOf(services, { candidate }), 'Kartu peserta')
  })

  app.get<{ Params: { id: string } }>('/api/candidates/:id/card.pdf', COMMITTEE, async (request, reply) => {
    const cards = await cardsOf(services, { candidate: request.params.id })
    if (cards.length === 0) return reply.refuse(refuse('not-found', { what: 'Peserta' }))
    return await sendCards(reply, services, cards, 'Kartu peserta')
  })

  app.get<{ Querystring: Static<typeof OfVenue> }>(
    '/api/placements/cards.pdf',
    { ...COMMITTEE, schema: { querystring: OfVenue } },
    async (request, reply) => {
      const { venue } = request.query
      return await sendCards(reply, services, await cardsOf(services, { venue }), `Kartu peserta ${venue}`)
    },
  )
}

export async function sendCards(
  reply: FastifyReply,
  services: Services,
  cards: readonly ExamCard[],
  title: string,
): Promise<FastifyReply> {
  return reply
    .type('application/pdf')
    .header('content-disposition', 'inline; filename="kartu-peserta.pdf"')
    .header('cache-control', 'private, no-store')
    .send(await cardsPdf(services, cards, title))
}
