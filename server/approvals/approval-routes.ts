import type { FastifyInstance } from 'fastify'
import { actorOf } from '../access/guard.ts'
import { DeclineRequest } from '../protocol/http.ts'
import { isRefusal } from '../protocol/refusals.ts'
import type { Approvals } from './approvals.ts'

const COMMITTEE = { config: { roles: ['committee', 'administrator'] as const } }

/** What waits for a second person, and the two words that person may say. */
export function approvalRoutes(app: FastifyInstance, approvals: Approvals): void {
  app.get('/api/proposals', COMMITTEE, () => approvals.list())
  app.post<{ Params: { id: string } }>('/api/proposals/:id/approval', COMMITTEE, async (request, reply) => {
    const result = await approvals.approve(actorOf(request).username, request.params.id)
    return isRefusal(result) ? reply.refuse(result) : result
  })
  app.post<{ Params: { id: string }; Body: DeclineRequest }>(
    '/api/proposals/:id/refusal',
    { ...COMMITTEE, schema: { body: DeclineRequest } },
    async (request, reply) => {
      const result = await approvals.decline(actorOf(request).username, request.params.id, request.body.note)
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
}
