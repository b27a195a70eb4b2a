import type { FastifyInstance, FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { actorOf } from '../access/guard.ts'
import { openDocument } from '../applications/document-store.ts'
import type { Approvals } from '../approvals/approvals.ts'
import { isRefusal, refuse } from '../protocol/refusals.ts'
import type { Period } from '../protocol/vacancies.ts'
import {
  AnnouncementDraft,
  Check,
  Decide,
  GiveBack,
  Held,
  ProposeAnnouncement,
  Take,
  Unmask,
} from '../protocol/verification.ts'
import { findPeriod, listPeriods } from '../recruitment/period-store.ts'
import type { Services } from '../services.ts'
import { announcementCsv } from './announcement-export.ts'
import { announcementDeed, previewAnnouncement, proposeAnnouncement } from './announcement-store.ts'
import { listAnnouncements, publicAnnouncement } from './announcement-view.ts'
import { appealRoutes } from './appeal-routes.ts'
import { applicantsRoutes } from './applicants-routes.ts'
import { admitCandidates } from './candidate-store.ts'
import { check, decide, giveBack, renew, take } from './desk-store.ts'
import { deskCounts, officerFigures } from './desk-view.ts'
import { documentFor, isHeldBy, unmask } from './record-view-store.ts'
import { resultRoutes } from './result-routes.ts'

const DESK = { config: { roles: ['verifier', 'committee', 'administrator'] as const } }
const COMMITTEE = { config: { roles: ['committee', 'administrator'] as const } }
const PUBLIC = { config: { roles: ['public'] as const } }
const PreviewQuery = Type.Pick(AnnouncementDraft, ['kind', 'names'], { additionalProperties: false })
const ListQuery = Type.Object({ period: Type.Optional(Type.String({ maxLength: 64 })) })
const DocumentQuery = Type.Object({ save: Type.Optional(Type.Literal('1')) }, { additionalProperties: false })

/** The desk of the verifiers, the announcement of the result, the objection to it, and the applicants' table. */
export function verificationRoutes(app: FastifyInstance, services: Services, approvals: Approvals): void {
  approvals.register('verification-result', announcementDeed(services))
  deskRoutes(app, services)
  appealRoutes(app, services, approvals)
  applicantsRoutes(app, services)
  resultRoutes(app, services)

  app.get<{ Params: { id: string }; Querystring: Pick<AnnouncementDraft, 'kind' | 'names'> }>(
    '/api/verification/periods/:id/preview',
    { ...COMMITTEE, schema: { querystring: PreviewQuery } },
    async (request, reply) =>
      answer(reply, await previewAnnouncement(services, request.params.id, { ...request.query, leaveOut: false })),
  )
  app.post<{ Params: { id: string }; Body: ProposeAnnouncement }>(
    '/api/verification/periods/:id/proposals',
    { ...COMMITTEE, schema: { body: ProposeAnnouncement } },
    async (request, reply) =>
      answer(reply, await proposeAnnouncement(approvals, actorOf(request).username, request.params.id, request.body)),
  )
  app.post<{ Params: { id: string } }>('/api/verification/periods/:id/candidates', COMMITTEE, async (request, reply) =>
    answer(reply, await admitCandidates(services, actorOf(request).username, request.params.id)),
  )
  app.get<{ Querystring: { period?: string } }>(
    '/api/verification/announcements',
    { ...PUBLIC, schema: { querystring: ListQuery } },
    (request) => listAnnouncements(services, request.query.period),
  )
  app.get<{ Params: { id: string } }>('/api/verification/announcements/:id', PUBLIC, async (request, reply) =>
    answer(reply, await publicAnnouncement(services, request.params.id)),
  )
  app.get<{ Params: { id: string } }>(
    '/api/verification/announcements/:id/export.csv',
    PUBLIC,
    async (request, reply) => {
      const found = await publicAnnouncement(services, request.params.id)
      if (isRefusal(found)) return reply.refuse(found)
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="hasil-administrasi-${found.digest.slice(0, 8)}.csv"`)
        .send(announcementCsv(found))
    },
  )
}

function deskRoutes(app: FastifyInstance, services: Services): void {
  /** The periods an officer may choose from, those with work first. */
  app.get('/api/verification/periods', DESK, async () =>
    (await listPeriods(services))
      .filter(({ state }) => state !== 'draft')
      .map(({ id, name, state }: Period) => ({ id, name, state })),
  )
  app.get<{ Params: { id: string } }>('/api/verification/periods/:id', DESK, async (request, reply) => {
    const period = await findPeriod(services, request.params.id)
    if (!period) return reply.refuse(refuse('not-found', { what: 'Periode' }))
    return await deskCounts(services, actorOf(request).username, period)
  })
  app.get<{ Params: { id: string } }>('/api/verification/periods/:id/officers', DESK, (request) =>
    officerFigures(services, request.params.id),
  )
  app.post<{ Body: Take }>('/api/verification/cases', { ...DESK, schema: { body: Take } }, async (request, reply) =>
    answer(reply, await take(services, actorOf(request).username, request.body)),
  )
  const path = '/api/verification/cases/:application'
  app.post<{ Params: { application: string }; Body: Held }>(
    `${path}/renewal`,
    { ...DESK, schema: { body: Held } },
    async (request, reply) =>
      answer(reply, await renew(services, actorOf(request).username, request.params.application, request.body.fence)),
  )
  app.post<{ Params: { application: string }; Body: GiveBack }>(
    `${path}/return`,
    { ...DESK, schema: { body: GiveBack } },
    async (request, reply) =>
      answer(reply, await giveBack(services, actorOf(request).username, request.params.application, request.body)),
  )
  app.post<{ Params: { application: string }; Body: Decide }>(
    `${path}/decision`,
    { ...DESK, schema: { body: Decide } },
    async (request, reply) =>
      answer(reply, await decide(services, actorOf(request).username, request.params.application, request.body)),
  )
  app.post<{ Params: { application: string }; Body: Check }>(
    `${path}/check`,
    { ...DESK, schema: { body: Check } },
    async (request, reply) =>
      answer(reply, await check(services, actorOf(request).username, request.params.application, request.body)),
  )
  app.post<{ Params: { application: string }; Body: Unmask }>(
    `${path}/unmasking`,
    { ...DESK, schema: { body: Unmask } },
    async (request, reply) => {
      const actor = actorOf(request)
      const { application } = request.params
      // A verifier sees what is under her hand; the committee may look a person up.
      if (actor.role === 'verifier' && !(await isHeldBy(services, application, actor.username)))
        return reply.refuse(refuse('record-closed'))
      return answer(reply, await unmask(services, actor.username, application, request.body.purpose))
    },
  )
  app.get<{ Params: { document: string }; Querystring: { save?: '1' } }>(
    '/api/verification/documents/:document',
    { ...DESK, schema: { querystring: DocumentQuery } },
    async (request, reply) => {
      const row = await documentFor(services, actorOf(request).username, request.params.document)
      if (isRefusal(row)) return reply.refuse(row)
      const bytes = row.erasedAt === null ? await openDocument(services, row) : null
      if (!bytes) return reply.refuse(refuse('document-elsewhere'))
      const name = `${row.kind}.${row.type === 'pdf' ? 'pdf' : 'jpg'}`
      return (
        reply
          .type(row.type === 'pdf' ? 'application/pdf' : 'image/jpeg')
          // Shown beside the requirement in a frame of our own page; nothing in it may run or load anything.
          .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'")
          .header('cache-control', 'private, no-store')
          .header('content-disposition', `${request.query.save ? 'attachment' : 'inline'}; filename="${name}"`)
          .send(bytes)
      )
    },
  )
}

/** The value, or the refusal with its status. */
export const answer = <Value>(reply: FastifyReply, value: Value) => (isRefusal(value) ? reply.refuse(value) : value)
