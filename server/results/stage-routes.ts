import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { actorOf } from '../access/guard.ts'
import type { Approvals } from '../approvals/approvals.ts'
import type { PublicationStage } from '../protocol/board.ts'
import { isRefusal, refuse } from '../protocol/refusals.ts'
import { STAGES, StageProposal, TieOrder, Withdrawal } from '../protocol/results.ts'
import type { Services } from '../services.ts'
import { proposePublication, publicationDeeds, withdrawal } from './publication-commands.ts'
import { stagePreview, stageRows } from './stage-view.ts'
import { proposeTie, tieDeed } from './tie-commands.ts'

const COMMITTEE = { config: { roles: ['committee', 'administrator'] as const } }
const PreviewQuery = Type.Object({ vacancy: Type.Optional(Type.String({ maxLength: 64 })) })

/** The announcements in the order of the work: what stands in the way, the preview, and the proposals. */
export function stageRoutes(app: FastifyInstance, services: Services, approvals: Approvals): void {
  publicationDeeds(services, approvals)
  tieDeed(services, approvals)

  app.get('/api/stages', COMMITTEE, () => stageRows(services))
  app.get<{ Params: { stage: string }; Querystring: { vacancy?: string } }>(
    '/api/stages/:stage/preview',
    { ...COMMITTEE, schema: { querystring: PreviewQuery } },
    async (request, reply) => {
      const { stage } = request.params
      if (!isStage(stage)) return reply.refuse(refuse('not-found', { what: 'Tahap' }))
      const preview = await stagePreview(services, stage, request.query.vacancy ?? null)
      return isRefusal(preview) ? reply.refuse(preview) : preview
    },
  )
  app.post<{ Params: { stage: string }; Body: StageProposal }>(
    '/api/stages/:stage/proposals',
    { ...COMMITTEE, schema: { body: StageProposal } },
    async (request, reply) => {
      const { stage } = request.params
      if (!isStage(stage)) return reply.refuse(refuse('not-found', { what: 'Tahap' }))
      const result = await proposePublication(services, approvals, actorOf(request).username, stage, request.body)
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
  app.post<{ Params: { id: string }; Body: Withdrawal }>(
    '/api/publications/:id/withdrawal',
    { ...COMMITTEE, schema: { body: Withdrawal } },
    async (request, reply) => {
      const wanted = withdrawal(request.params.id, request.body.reason)
      const result = await approvals.propose(actorOf(request).username, wanted)
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
  app.post<{ Body: TieOrder }>('/api/ties', { ...COMMITTEE, schema: { body: TieOrder } }, async (request, reply) => {
    const result = await proposeTie(approvals, actorOf(request).username, request.body)
    return isRefusal(result) ? reply.refuse(result) : result
  })
}

const isStage = (text: string): text is PublicationStage => (STAGES as readonly string[]).includes(text)
