import type { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { actorOf } from '../access/guard.ts'
import { filesOf, UPLOAD_BYTES_MAX } from '../item-bank/bank-routes.ts'
import { Upload } from '../protocol/http.ts'
import { FigureBody, NeedsYearBody, PositionBody, RequestBody, UnitBody, WorkloadBody } from '../protocol/needs.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import { searchProgrammes } from '../recruitment/education.ts'
import type { Services } from '../services.ts'
import { figureOf } from './needs.ts'
import { exportedNeeds, needsTemplate, needsWorkbook } from './needs-export.ts'
import { importNeeds } from './needs-import.ts'
import {
  keepPosition,
  keepRequest,
  keepUnit,
  keepWorkload,
  keepYear,
  type NeedsThing,
  proposeLacks,
  removeThing,
} from './needs-keep-store.ts'
import { findWorkload, listPositions, listUnits, minutesOf, needsView } from './needs-store.ts'

const ROLES = { config: { roles: ['committee', 'administrator'] as const } }
const YEAR = Type.String({ pattern: '^20[0-9]{2}$' })
const YearQuery = Type.Object({ year: Type.Optional(YEAR) })
const YearParams = Type.Object({ year: YEAR })
type ByYear = { Params: { year: string } }
type ById = { Params: { id: string } }
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const THINGS: Record<string, NeedsThing> = {
  ...{ units: 'unit', positions: 'position', workloads: 'workload', requests: 'request' },
}

/** The needs analysis: read, kept one by one or as sheets, and given back as a workbook. */
export function needsRoutes(app: FastifyInstance, services: Services): void {
  app.get<{ Querystring: { year?: string } }>(
    '/api/needs',
    { ...ROLES, schema: { querystring: YearQuery } },
    ({ query }) => needsView(services, query.year === undefined ? null : Number(query.year)),
  )
  app.get('/api/needs/units', ROLES, () => listUnits(services))
  app.get('/api/needs/positions', ROLES, () => listPositions(services))
  app.get('/api/programmes', ROLES, () => searchProgrammes(''))
  app.get<ById>(
    '/api/needs/workloads/:id',
    ROLES,
    async (request, reply) =>
      (await findWorkload(services, request.params.id)) ?? reply.refuse(refuse('not-found', { what: 'ABK' })),
  )
  app.post<{ Body: FigureBody }>('/api/needs/figures', { ...ROLES, schema: { body: FigureBody } }, async ({ body }) =>
    figureOf(body.duties, body.inPlace, await minutesOf(services, body.year)),
  )
  keepingRoutes(app, services)
  sheetRoutes(app, services)
}

function keepingRoutes(app: FastifyInstance, services: Services): void {
  const keeping =
    <Body>(keep: (actor: string, body: Body, id: string | null) => Promise<object | Refusal>) =>
    async (request: Parameters<typeof actorOf>[0], reply: { refuse(why: Refusal): unknown }) => {
      const { id = null } = request.params as { id?: string }
      const kept = await keep(actorOf(request).username, request.body as Body, id)
      return isRefusal(kept) ? reply.refuse(kept) : kept
    }
  const unit = keeping<UnitBody>((actor, body, id) => keepUnit(services, actor, id, body))
  app.post('/api/needs/units', { ...ROLES, schema: { body: UnitBody } }, unit)
  app.put('/api/needs/units/:id', { ...ROLES, schema: { body: UnitBody } }, unit)
  const position = keeping<PositionBody>((actor, body, id) => keepPosition(services, actor, id, body))
  app.post('/api/needs/positions', { ...ROLES, schema: { body: PositionBody } }, position)
  app.put('/api/needs/positions/:id', { ...ROLES, schema: { body: PositionBody } }, position)
  app.put(
    '/api/needs/workloads',
    { ...ROLES, schema: { body: WorkloadBody } },
    keeping<WorkloadBody>((actor, body) => keepWorkload(services, actor, body)),
  )
  app.put(
    '/api/needs/requests',
    { ...ROLES, schema: { body: RequestBody } },
    keeping<RequestBody>((actor, body) => keepRequest(services, actor, body)),
  )
  app.put<ByYear & { Body: NeedsYearBody }>(
    '/api/needs/years/:year',
    { ...ROLES, schema: { params: YearParams, body: NeedsYearBody } },
    async (request, reply) => {
      const kept = await keepYear(services, actorOf(request).username, Number(request.params.year), request.body)
      return isRefusal(kept) ? reply.refuse(kept) : kept
    },
  )
  app.post<ByYear>('/api/needs/years/:year/lacks', { ...ROLES, schema: { params: YearParams } }, async (request) => {
    const year = Number(request.params.year)
    const { rows } = await needsView(services, year)
    const lacks = rows
      .filter(({ gap, request: asked }) => gap < 0 && asked === null)
      .map((row) => ({ unit: row.unit.id, position: row.position.id, proposed: -row.gap }))
    return await proposeLacks(services, actorOf(request).username, year, lacks)
  })
  for (const [path, thing] of Object.entries(THINGS))
    app.delete<ById>(`/api/needs/${path}/:id`, ROLES, async (request, reply) => {
      const removed = await removeThing(services, actorOf(request).username, thing, request.params.id)
      return isRefusal(removed) ? reply.refuse(removed) : removed
    })
}

function sheetRoutes(app: FastifyInstance, services: Services): void {
  app.post<ByYear & { Body: Upload }>(
    '/api/imports/needs/:year',
    { ...ROLES, bodyLimit: UPLOAD_BYTES_MAX, schema: { params: YearParams, body: Upload } },
    (request) =>
      importNeeds(
        services,
        actorOf(request).username,
        Number(request.params.year),
        filesOf(request.body),
        request.body,
      ),
  )
  const sent = (name: string, make: (year: number, at: number) => Readable | Promise<Readable>) =>
    app.get<{ Querystring: { year?: string } }>(
      name,
      { ...ROLES, schema: { querystring: YearQuery } },
      async ({ query }, reply) => {
        const { year } = await needsView(services, query.year === undefined ? null : Number(query.year))
        const file = `${name.endsWith('template.xlsx') ? 'templat-kebutuhan' : `kebutuhan-${year}`}.xlsx`
        return reply
          .type(XLSX)
          .header('content-disposition', `attachment; filename="${file}"`)
          .send(await make(year, services.clock.wall()))
      },
    )
  sent('/api/needs/template.xlsx', (_, at) => needsTemplate(at))
  sent('/api/needs/export.xlsx', async (year, at) => needsWorkbook(await exportedNeeds(services, year), at))
}
