import type { FastifyInstance } from 'fastify'
import { actorOf } from '../access/guard.ts'
import { NewSitting, NewTest } from '../protocol/http.ts'
import { isRefusal } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'
import { policyRoutes } from './policy-routes.ts'
import { createSitting, listSittings, unseated } from './sitting-store.ts'
import { createTest, listRuleSets, listTests, testProblems } from './test-store.ts'

const ROLES = { config: { roles: ['committee', 'administrator'] as const } }

/** Tests (blueprint and approved pool) and sittings. */
export function schedulingRoutes(app: FastifyInstance, services: Services): void {
  policyRoutes(app, services)
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
