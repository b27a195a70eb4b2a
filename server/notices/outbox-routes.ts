import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { actorOf } from '../access/guard.ts'
import { type OutboxRow, ReadOut } from '../protocol/applications.ts'
import { isRefusal } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'
import { changeMessage, OUTBOX_STATES, outboxPage, readOut } from './outbox-store.ts'

const COMMITTEE = { config: { roles: ['committee', 'administrator'] as const } }
const OutboxQuery = Type.Object({
  state: Type.Optional(Type.Unsafe<OutboxRow['state']>({ type: 'string', enum: [...OUTBOX_STATES] })),
  page: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,4}$' })),
})

/** The officer's outbox: what waits to be sent or handed over, and what became of the rest. */
export function outboxRoutes(app: FastifyInstance, services: Services): void {
  app.get<{ Querystring: { state?: OutboxRow['state']; page?: string } }>(
    '/api/outbox',
    { ...COMMITTEE, schema: { querystring: OutboxQuery } },
    (request) => outboxPage(services, request.query.state ?? null, Number(request.query.page ?? 1)),
  )
  app.post<{ Params: { id: string }; Body: ReadOut }>(
    '/api/outbox/:id/reading',
    { ...COMMITTEE, schema: { body: ReadOut } },
    async (request, reply) => {
      const message = await readOut(services, actorOf(request).username, request.params.id, request.body.purpose)
      return isRefusal(message) ? reply.refuse(message) : message
    },
  )
  for (const what of ['handed', 'again'] as const)
    app.post<{ Params: { id: string } }>(`/api/outbox/:id/${what}`, COMMITTEE, async (request, reply) => {
      const row = await changeMessage(services, actorOf(request).username, request.params.id, what)
      return isRefusal(row) ? reply.refuse(row) : row
    })
}
