import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { actorOf, applicantOf } from '../access/guard.ts'
import type { Approvals } from '../approvals/approvals.ts'
import { isRefusal, refuse } from '../protocol/refusals.ts'
import { AppealAnswer, NewAppeal } from '../protocol/verification.ts'
import type { Services } from '../services.ts'
import { appealDeed, fileAppeal, proposeAnswer } from './appeal-store.ts'
import { appealCase, listAppeals, ownVerification } from './appeal-view.ts'

const APPLICANT = { config: { roles: ['applicant'] as const } }
const COMMITTEE = { config: { roles: ['committee', 'administrator'] as const } }
const Own = Type.Object({ application: Type.String({ minLength: 1, maxLength: 64 }) }, { additionalProperties: false })
/** A form that is sent again and again tells nothing new. */
const TRIES = { times: 30, perMs: 3_600_000 }

/** The applicant's objection, and the committee's answer to it. */
export function appealRoutes(app: FastifyInstance, services: Services, approvals: Approvals): void {
  approvals.register('appeal', appealDeed(services))

  app.get<{ Querystring: { application: string } }>(
    '/api/applicant/appeal',
    { ...APPLICANT, schema: { querystring: Own } },
    async (request, reply) =>
      (await ownVerification(services, applicantOf(request).id, request.query.application)) ??
      reply.refuse(refuse('not-found', { what: 'Lamaran' })),
  )
  app.post<{ Body: NewAppeal }>(
    '/api/applicant/appeal',
    { ...APPLICANT, schema: { body: NewAppeal } },
    async (request, reply) => {
      const { id } = applicantOf(request)
      if (!(await services.bus.allow(`appeal:${id}`, TRIES)))
        return reply.refuse(refuse('too-many-tries', { seconds: '3600' }))
      const filed = await fileAppeal(services, id, request.body)
      return isRefusal(filed) ? reply.refuse(filed) : filed
    },
  )

  app.get<{ Params: { id: string } }>('/api/verification/periods/:id/appeals', COMMITTEE, (request) =>
    listAppeals(services, request.params.id),
  )
  app.get<{ Params: { id: string } }>('/api/verification/appeals/:id', COMMITTEE, async (request, reply) => {
    const found = await appealCase(services, request.params.id)
    return isRefusal(found) ? reply.refuse(found) : found
  })
  app.post<{ Params: { id: string }; Body: AppealAnswer }>(
    '/api/verification/appeals/:id/proposals',
    { ...COMMITTEE, schema: { body: AppealAnswer } },
    async (request, reply) => {
      const proposed = await proposeAnswer(approvals, actorOf(request).username, request.params.id, request.body)
      return isRefusal(proposed) ? reply.refuse(proposed) : proposed
    },
  )
}
