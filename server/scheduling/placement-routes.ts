import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { actorOf } from '../access/guard.ts'
import type { Approvals } from '../approvals/approvals.ts'
import { isNotNull } from '../db/sql.ts'
import {
  type PlacementForm,
  PlacementProposal,
  PlacementRequest,
  SeatChange,
  SeatChangeProposal,
  VenueFacts,
} from '../protocol/placement.ts'
import { isRefusal } from '../protocol/refusals.ts'
import { addDays, dayOf } from '../protocol/wib-days.ts'
import { listPeriods } from '../recruitment/period-store.ts'
import { allRuleSets } from '../rule-sets/rule-set-store.ts'
import type { Services } from '../services.ts'
import { defaultDayPlan } from './day-plan.ts'
import { pageOfPlaced } from './placed-view.ts'
import { placementDeed, proposePlacement } from './placement-commands.ts'
import { homesOf } from './placement-input-store.ts'
import { listPlacements } from './placement-store.ts'
import { previewOf, solveNow } from './placement-view.ts'
import { previewChange, proposeChange, seatChangeDeed } from './seat-change-commands.ts'
import { listChanges } from './seat-change-store.ts'
import type { SeatTelling } from './seat-telling-job.ts'
import { listTests } from './test-store.ts'
import { keepVenueFacts, venuesWithFacts } from './venue-facts-store.ts'

const ROLES = { config: { roles: ['committee', 'administrator'] as const } }
const closed = { additionalProperties: false }
const Homes = Type.Object(
  { test: Type.String({ maxLength: 64 }), period: Type.Optional(Type.String({ maxLength: 64 })) },
  closed,
)
const People = Type.Object(
  {
    query: Type.Optional(Type.String({ maxLength: 100 })),
    page: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,4}$' })),
  },
  closed,
)

/** The schedule as a whole: plan, preview, proposal; and what is changed of it afterwards. */
export function placementRoutes(
  app: FastifyInstance,
  services: Services,
  approvals: Approvals,
  telling: SeatTelling,
): void {
  placementDeed(services, approvals, telling)
  seatChangeDeed(services, approvals, telling)

  app.get('/api/placements', ROLES, () => listPlacements(services))
  app.get('/api/placements/form', ROLES, () => form(services))
  app.get<{ Querystring: Static<typeof Homes> }>(
    '/api/placements/homes',
    { ...ROLES, schema: { querystring: Homes } },
    async (request, reply) => {
      const homes = await homesOf(services, { test: request.query.test, period: request.query.period ?? null })
      return isRefusal(homes) ? reply.refuse(homes) : homes
    },
  )
  app.put<{ Params: { id: string }; Body: VenueFacts }>(
    '/api/venues/:id/facts',
    { ...ROLES, schema: { body: VenueFacts } },
    async (request, reply) => {
      const kept = await keepVenueFacts(services, actorOf(request).username, request.params.id, request.body)
      return isRefusal(kept) ? reply.refuse(kept) : kept
    },
  )
  app.post<{ Body: PlacementRequest }>(
    '/api/placements/preview',
    { ...ROLES, schema: { body: PlacementRequest } },
    async (request, reply) => {
      const solved = await solveNow(services, request.body)
      return isRefusal(solved) ? reply.refuse(solved) : previewOf(solved)
    },
  )
  app.post<{ Body: PlacementProposal }>(
    '/api/placements/proposals',
    { ...ROLES, schema: { body: PlacementProposal } },
    async (request, reply) => {
      const proposed = await proposePlacement(approvals, actorOf(request).username, request.body)
      return isRefusal(proposed) ? reply.refuse(proposed) : proposed
    },
  )
  app.get<{ Params: { id: string }; Querystring: Static<typeof People> }>(
    '/api/placements/:id/people',
    { ...ROLES, schema: { querystring: People } },
    async (request, reply) => {
      const { query, page } = request.query
      const people = await pageOfPlaced(services, request.params.id, query ?? '', Number(page ?? 1))
      return isRefusal(people) ? reply.refuse(people) : people
    },
  )

  app.get('/api/seat-changes', ROLES, () => listChanges(services))
  app.post<{ Body: SeatChange }>(
    '/api/seat-changes/preview',
    { ...ROLES, schema: { body: SeatChange } },
    async (request, reply) => {
      const preview = await previewChange(services, request.body)
      return isRefusal(preview) ? reply.refuse(preview) : preview
    },
  )
  app.post<{ Body: SeatChangeProposal }>(
    '/api/seat-changes/proposals',
    { ...ROLES, schema: { body: SeatChangeProposal } },
    async (request, reply) => {
      const proposed = await proposeChange(services, approvals, actorOf(request).username, request.body)
      return isRefusal(proposed) ? reply.refuse(proposed) : proposed
    },
  )
}

async function form(services: Services): Promise<PlacementForm> {
  const { candidate } = services.store.tables
  const stages = new Map((await allRuleSets(services)).map(({ id, stage }) => [id, stage]))
  const kinds = await services.store.read
    .selectDistinct({ kind: candidate.accommodation })
    .from(candidate)
    .where(isNotNull(candidate.accommodation))
  return {
    tests: (await listTests(services)).map(({ id, name, minutes, ruleSet }) => {
      const stage = stages.get(ruleSet) ?? 'skd'
      return { id, name, stage, minutes, plan: defaultDayPlan(stage) }
    }),
    periods: (await listPeriods(services)).map(({ id, name, state }) => ({ id, name, state })),
    venues: (await venuesWithFacts(services)).map(({ rooms, ...venue }) => ({
      ...venue,
      rooms: rooms.map(({ stations: _, ...room }) => room),
    })),
    accommodations: kinds.flatMap(({ kind }) => kind ?? []).sort(),
    firstDay: addDays(dayOf(services.clock.wall()), 1),
  }
}
