import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { actorOf } from '../access/guard.ts'
import type { Delivery } from '../delivery/delivery.ts'
import { ProctorCommand } from '../protocol/proctor.ts'
import { isRefusal, refuse } from '../protocol/refusals.ts'
import { findSitting, issuePins, listSittings } from '../scheduling/sitting-store.ts'
import type { Services } from '../services.ts'
import type { LiveView } from './live-view.ts'
import { command } from './proctor-commands.ts'

export const PROCTOR_ROLES = ['proctor', 'committee', 'administrator'] as const
const ROLES = { config: { roles: PROCTOR_ROLES } }
const Pins = Type.Object(
  { candidates: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 5000 }) },
  { additionalProperties: false },
)

/** The proctor's room over HTTP: whole picture, commands, PINs. */
export function proctorRoutes(app: FastifyInstance, services: Services, delivery: Delivery, live: LiveView): void {
  app.get('/api/proctor/sittings', ROLES, () => listSittings(services))

  app.get<{ Params: { id: string } }>('/api/proctor/sittings/:id', ROLES, async (request, reply) => {
    const view = await live.view(request.params.id)
    return view ?? reply.refuse(refuse('not-found', { what: 'Sesi' }))
  })

  app.post<{ Params: { id: string }; Body: ProctorCommand }>(
    '/api/proctor/sittings/:id/commands',
    { ...ROLES, schema: { body: ProctorCommand } },
    async (request, reply) => {
      if (!(await findSitting(services, request.params.id))) return reply.refuse(refuse('not-found', { what: 'Sesi' }))
      const done = await command(services, delivery, actorOf(request).username, request.params.id, request.body)
      return isRefusal(done) ? reply.refuse(done) : done
    },
  )

  app.post<{ Params: { id: string }; Body: { candidates: string[] } }>(
    '/api/proctor/sittings/:id/pins',
    { ...ROLES, schema: { body: Pins } },
    async (request, reply) => {
      const sitting = await findSitting(services, request.params.id)
      if (!sitting) return reply.refuse(refuse('not-found', { what: 'Sesi' }))
      if (sitting.state === 'closed') return reply.refuse(refuse('sitting-closed'))
      return await issuePins(services, actorOf(request).username, sitting.id, request.body.candidates)
    },
  )
}
