import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { actorOf } from '../access/guard.ts'
import { isRefusal } from '../protocol/refusals.ts'
import { type ApplicationFilters, Unmask } from '../protocol/verification.ts'
import type { Services } from '../services.ts'
import { applicantsTable, csvOf, xlsxOf } from './applicants-export.ts'
import { applicationDetail, everyApplication, pageOfApplications } from './applicants-view.ts'
import { outsideRoutes } from './outside-routes.ts'
import { unmask } from './record-view-store.ts'

const COMMITTEE = { config: { roles: ['committee', 'administrator'] as const } }
const word = (most: number) => Type.Optional(Type.String({ maxLength: most }))
const Filters = Type.Object({
  period: Type.String({ minLength: 1, maxLength: 64 }),
  state: word(20),
  vacancy: word(64),
  officer: word(60),
  query: word(100),
  sort: word(20),
  page: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,4}$' })),
})
type Filters = Static<typeof Filters>
/** Without what was left empty: an empty filter asks nothing. */
const filtersOf = ({ page: _, ...filters }: Filters): ApplicationFilters =>
  Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== '')) as unknown as ApplicationFilters

/** The applicants of a period: page by page, one whole, as a file, and the sheets of other offices. */
export function applicantsRoutes(app: FastifyInstance, services: Services): void {
  const listed = { ...COMMITTEE, schema: { querystring: Filters } }
  app.get<{ Querystring: Filters }>('/api/applications', listed, (request) =>
    pageOfApplications(services, filtersOf(request.query), Number(request.query.page ?? 1)),
  )
  for (const format of ['csv', 'xlsx'] as const)
    app.get<{ Querystring: Filters }>(`/api/applications/export.${format}`, listed, (request, reply) => {
      const table = applicantsTable(everyApplication(services, filtersOf(request.query)))
      return reply
        .type(format === 'csv' ? 'text/csv; charset=utf-8' : XLSX)
        .header('content-disposition', `attachment; filename="pelamar.${format}"`)
        .send(format === 'csv' ? csvOf(table) : xlsxOf([table], services.clock.wall()))
    })
  app.get<{ Params: { id: string } }>('/api/applications/:id', COMMITTEE, async (request, reply) => {
    const found = await applicationDetail(services, request.params.id)
    return isRefusal(found) ? reply.refuse(found) : found
  })
  app.post<{ Params: { id: string }; Body: Unmask }>(
    '/api/applications/:id/unmasking',
    { ...COMMITTEE, schema: { body: Unmask } },
    async (request, reply) => {
      const person = await unmask(services, actorOf(request).username, request.params.id, request.body.purpose)
      return isRefusal(person) ? reply.refuse(person) : person
    },
  )
  outsideRoutes(app, services)
}

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
