import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { actorOf } from '../access/guard.ts'
import { audit } from '../audit/audit-store.ts'
import type { Delivery } from '../delivery/delivery.ts'
import { isRefusal } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'
import { SittingFiguresStore } from './sitting-figures-store.ts'
import { statisticsCsv, statisticsWorkbook } from './statistics-export.ts'
import { statisticsItem, statisticsSittings, wholeStatistics } from './statistics-view.ts'

/** Everything here shows or follows from keys: committee and administrators alone (IS5). */
const COMMITTEE = { config: { roles: ['committee', 'administrator'] as const } }

const SectionQuery = Type.Object(
  { section: Type.String({ minLength: 1, maxLength: 60 }) },
  { additionalProperties: false },
)

/** How the items of closed sittings did, and the sheets of it. */
export function statisticsRoutes(app: FastifyInstance, services: Services, delivery: Delivery): void {
  const figures = new SittingFiguresStore(services, delivery)
  app.get('/api/statistics', COMMITTEE, () => statisticsSittings(services))
  app.get<{ Params: { sitting: string } }>('/api/statistics/:sitting', COMMITTEE, async (request, reply) => {
    const whole = await wholeStatistics(services, figures, request.params.sitting)
    return isRefusal(whole) ? reply.refuse(whole) : whole.view
  })
  app.get<{ Params: { sitting: string; item: string }; Querystring: { section: string } }>(
    '/api/statistics/:sitting/items/:item',
    { ...COMMITTEE, schema: { querystring: SectionQuery } },
    async (request, reply) => {
      const { sitting, item } = request.params
      const found = await statisticsItem(services, figures, { sitting, item, section: request.query.section })
      return isRefusal(found) ? reply.refuse(found) : found
    },
  )
  for (const ending of ['csv', 'xlsx'] as const)
    app.get<{ Params: { sitting: string } }>(
      `/api/statistics/:sitting/export.${ending}`,
      COMMITTEE,
      async (request, reply) => {
        const { sitting } = request.params
        const whole = await wholeStatistics(services, figures, sitting)
        if (isRefusal(whole)) return reply.refuse(whole)
        await services.store.transaction((db) =>
          audit(services, db, {
            ...{ actor: actorOf(request).username, action: 'statistics.export', subject: sitting },
            detail: { format: ending },
          }),
        )
        return reply
          .type(ending === 'csv' ? 'text/csv; charset=utf-8' : XLSX)
          .header('content-disposition', `attachment; filename="statistik-butir-${sitting.slice(0, 8)}.${ending}"`)
          .send(ending === 'csv' ? statisticsCsv(whole) : statisticsWorkbook(whole, services.clock.wall()))
      },
    )
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
