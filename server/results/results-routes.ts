import type { FastifyInstance, FastifyReply } from 'fastify'
import { actorOf } from '../access/guard.ts'
import { audit } from '../audit/audit-store.ts'
import type { Delivery } from '../delivery/delivery.ts'
import type { BoardOverview, PublicationDocument } from '../protocol/board.ts'
import { PublishRequest } from '../protocol/http.ts'
import { isRefusal, refuse } from '../protocol/refusals.ts'
import { listSittings } from '../scheduling/sitting-store.ts'
import type { Services } from '../services.ts'
import type { LiveBoard } from './live-board.ts'
import { publicationCsv, publicationPdf, publicationXlsx } from './publication-export.ts'
import { listPublications, publish, readPublication } from './publication-store.ts'
import { rankingView } from './ranking-view.ts'
import type { Scorer } from './score-store.ts'
import { exportSitting } from './sitting-export.ts'

const COMMITTEE = { config: { roles: ['committee', 'administrator'] as const } }
const PUBLIC = { config: { roles: ['public'] as const } }

/** Ranked lists, publications, exports, and the public board. */
export function resultsRoutes(
  app: FastifyInstance,
  services: Services,
  delivery: Delivery,
  scorer: Scorer,
  board: LiveBoard,
): void {
  app.get<{ Params: { id: string } }>('/api/vacancies/:id/ranking', COMMITTEE, async (request, reply) => {
    const view = await rankingView(services, request.params.id)
    return isRefusal(view) ? reply.refuse(view) : view
  })
  app.post<{ Params: { id: string }; Body: PublishRequest }>(
    '/api/vacancies/:id/publications',
    { ...COMMITTEE, schema: { body: PublishRequest } },
    async (request, reply) => {
      const result = await publish(services, actorOf(request).username, request.params.id, request.body.previewDigest)
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
  app.get<{ Params: { id: string } }>('/api/sittings/:id/export.json', COMMITTEE, async (request, reply) => {
    const whole = await exportSitting(services, delivery, scorer, request.params.id)
    if (isRefusal(whole)) return reply.refuse(whole)
    await services.store.transaction((db) =>
      audit(services, db, {
        actor: actorOf(request).username,
        action: 'sitting.export',
        subject: request.params.id,
        detail: {},
      }),
    )
    return reply.header('content-disposition', 'attachment; filename="sesi.json"').send(whole)
  })

  app.get(
    '/api/board',
    PUBLIC,
    async (): Promise<BoardOverview> => ({
      wallNow: services.clock.wall(),
      sittings: (await listSittings(services)).flatMap(({ id, name, state }) =>
        state === 'scheduled' ? [] : [{ id, name, state }],
      ),
      publications: await listPublications(services),
    }),
  )
  app.get<{ Params: { sitting: string } }>(
    '/api/board/:sitting',
    PUBLIC,
    async (request, reply) =>
      (await board.view(request.params.sitting)) ?? reply.refuse(refuse('not-found', { what: 'Sesi' })),
  )
  app.get('/api/publications', PUBLIC, () => listPublications(services))
  app.get<{ Params: { id: string } }>(
    '/api/publications/:id',
    PUBLIC,
    async (request, reply) =>
      (await readPublication(services, request.params.id)) ?? reply.refuse(refuse('not-found', { what: 'Pengumuman' })),
  )

  const download = (
    format: string,
    type: string,
    make: (document: PublicationDocument) => string | Buffer | Promise<Buffer>,
  ) =>
    app.get<{ Params: { id: string } }>(
      `/api/publications/:id/export.${format}`,
      PUBLIC,
      async (request, reply: FastifyReply) => {
        const document = await readPublication(services, request.params.id)
        if (!document) return reply.refuse(refuse('not-found', { what: 'Pengumuman' }))
        const name = `hasil-${document.vacancy.code.replace(/[^A-Za-z0-9-]/g, '_')}-${document.digest.slice(0, 8)}.${format}`
        return reply
          .type(type)
          .header('content-disposition', `attachment; filename="${name}"`)
          .send(await make(document))
      },
    )
  download('csv', 'text/csv; charset=utf-8', publicationCsv)
  download('xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', publicationXlsx)
  download('pdf', 'application/pdf', publicationPdf)
  download('json', 'application/json; charset=utf-8', (document) => JSON.stringify(document, null, 1))
}
