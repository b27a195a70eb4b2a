import type { FastifyInstance } from 'fastify'
import { actorOf } from '../access/guard.ts'
import type { Approvals } from '../approvals/approvals.ts'
import { NewSitting, NewTest } from '../protocol/http.ts'
import { isRefusal } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'
import { cardRoutes } from './card-routes.ts'
import { placementRoutes } from './placement-routes.ts'
import { policyRoutes } from './policy-routes.ts'
import { SeatTelling } from './seat-telling-job.ts'
import { createSitting, listSittings, unseated } from './sitting-store.ts'
import { createTest, listRuleSets, listTests, testProblems } from './test-store.ts'

const ROLES = { config: { roles: ['committee', 'administrator'] as const } }

/** Tests (blueprint and approved pool), sittings, and the schedule as a whole. */
export function schedulingRoutes(app: FastifyInstance, services: Services, approvals: Approvals): void {
  const telling = new SeatTelling(services)
  app.addHook('onReady', async () => void telling.go())
  app.addHook('preClose', () => telling.stop())
  policyRoutes(app, services, telling)
  placementRoutes(app, services, approvals, telling)
  cardRoutes(app, services)
  app.get('/api/rule-sets', ROLES, () => listRuleSets(services))
  app.get('/api/tests', ROLES, () => listTests(services))
  app.post<{ Body: NewTest }>('/api/tests/check', { ...ROLES, schema: { body: NewTest } }, async (request, reply) => {
    const problems = await testProblems(services, request.body)
    return isRefusal(problems) ? reply.refuse(problems) : { problems }
  })
  app.post<{ Body: NewTest }>('/api/tests', { ...ROLES, schema: { body: NewTest } }, async (request, reply) => {
    const result = await createTest(services, actorOf(request).username, request.body)
    return isRefusal(result) ? reply.refuse(result) : result
  })
  app.get('/api/unseated', ROLES, () => unseated(services))
  app.get('/api/sittings', ROLES, () => listSittings(services))
  app.post<{ Body: NewSitting }>(
    '/api/sittings',
    { ...ROLES, schema: { body: NewSitting } },
    async (request, reply) => {
      const result = await createSitting(services, actorOf(request).username, request.body)
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
}
