import type { FastifyInstance } from 'fastify'
import { type Static, Type } from 'typebox'
import { actorOf } from '../access/guard.ts'
import { SittingPolicy } from '../protocol/policy.ts'
import { isRefusal, refuse } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'
import { keepPolicy, policyView, reschedule } from './policy-store.ts'
import type { SeatTelling } from './seat-telling-job.ts'
import { configKeyOf, sebFile, sebSettings } from './seb.ts'
import { findSitting } from './sitting-store.ts'

const LOOK = { config: { roles: ['proctor', 'committee', 'administrator'] as const } }
const COMMITTEE = { config: { roles: ['committee', 'administrator'] as const } }
const NewStart = Type.Object(
  { startsAt: Type.Integer({ minimum: 0 }), reason: Type.String({ maxLength: 500 }) },
  { additionalProperties: false },
)
type ById = { Params: { id: string } }

/** What the committee settles for the room of a sitting, and its start time. */
export function policyRoutes(app: FastifyInstance, services: Services, telling: SeatTelling): void {
  app.get<ById>('/api/sittings/:id/policy', LOOK, async (request, reply) => {
    const view = await policyView(services, request.params.id)
    return view ?? reply.refuse(refuse('not-found', { what: 'Sesi' }))
  })
  app.put<ById & { Body: SittingPolicy }>(
    '/api/sittings/:id/policy',
    { ...COMMITTEE, schema: { body: SittingPolicy } },
    async (request, reply) => {
      const kept = await keepPolicy(services, actorOf(request).username, request.params.id, request.body)
      return isRefusal(kept) ? reply.refuse(kept) : kept
    },
  )
  app.get<ById>('/api/sittings/:id/seb-config', LOOK, async (request, reply) => {
    const sitting = await findSitting(services, request.params.id)
    if (!sitting) return reply.refuse(refuse('not-found', { what: 'Sesi' }))
    // The address that the officer reaches us by is the one that the stations will be sent to.
    const settings = sebSettings(`${request.protocol}://${request.host}`)
    return reply
      .type('application/seb')
      .header('content-disposition', 'attachment; filename="seleksi.seb"')
      .header('x-config-key', configKeyOf(settings))
      .send(sebFile(settings))
  })
  app.post<ById & { Body: Static<typeof NewStart> }>(
    '/api/sittings/:id/start-time',
    { ...COMMITTEE, schema: { body: NewStart } },
    async (request, reply) => {
      const moved = await reschedule(services, actorOf(request).username, request.params.id, request.body)
      if (isRefusal(moved)) return reply.refuse(moved)
      void telling.go()
      return moved
    },
  )
}
