import type { FastifyInstance } from 'fastify'
import { actorOf } from '../access/guard.ts'
import { audit } from '../audit/audit-store.ts'
import type { Delivery } from '../delivery/delivery.ts'
import type { BoardOverview } from '../protocol/board.ts'
import { isRefusal, refuse } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'
import { boardSittings } from './board-sittings-view.ts'
import type { LiveBoard } from './live-board.ts'
import { type ExportFormat, exportName, FORMATS, publicationExport } from './publication-export.ts'
import { publicationMarks } from './publication-marks-store.ts'
import { listPublications, readPublication } from './publication-store.ts'
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
      sittings: await boardSittings(services),
      publications: await listPublications(services),
    }),
  )
  app.get<{ Params: { sitting: string } }>('/api/board/:sitting', PUBLIC, async (request, reply) => {
    const view = await board.view(request.params.sitting)
    return isRefusal(view) ? reply.refuse(view) : view
  })
  app.get('/api/publications', PUBLIC, () => listPublications(services))
  app.get<{ Params: { id: string } }>(
    '/api/publications/:id',
    PUBLIC,
    async (request, reply) =>
      (await readPublication(services, request.params.id)) ?? reply.refuse(refuse('not-found', { what: 'Pengumuman' })),
  )

  for (const format of Object.keys(FORMATS) as ExportFormat[])
    app.get<{ Params: { id: string } }>(
      `/api/publications/:id/export.${FORMATS[format].ending}`,
      PUBLIC,
      async (request, reply) => {
        const { id } = request.params
        const document = await readPublication(services, id)
        if (!document) return reply.refuse(refuse('not-found', { what: 'Pengumuman' }))
        return reply
          .type(FORMATS[format].type)
          .header('content-disposition', `attachment; filename="${exportName(format, document)}"`)
          .send(publicationExport(format, document, await publicationMarks(services, id)))
      },
    )
}
