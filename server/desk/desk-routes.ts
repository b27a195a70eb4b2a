import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { actorOf } from '../access/guard.ts'
import { DeskFind, DeskMove, DeskRefusal } from '../protocol/desk.ts'
import { isRefusal, refuse } from '../protocol/refusals.ts'
import type { RoomLog } from '../room-log/room-log-store.ts'
import { sendCards } from '../scheduling/card-routes.ts'
import { cardsOf } from '../scheduling/card-store.ts'
import { findSitting } from '../scheduling/sitting-store.ts'
import type { Services } from '../services.ts'
import { refuseEntry, takeStep, withdrawRefusal } from './desk-store.ts'
import { deskRows, deskSitting, findPerson } from './desk-view.ts'
import { photoById } from './photo-store.ts'

const ROLES = { config: { roles: ['proctor', 'committee', 'administrator'] as const } }
/** A picture of 200 kB as base64, and the JSON around it; other routes take 256 kB. */
const STEP_BYTES_MAX = 300 * 1024
/** Words of an address are never turned into numbers, see `app.ts`. */
const Version = Type.Object({ version: Type.String({ pattern: '^\\d{1,9}$' }) }, { additionalProperties: false })

interface Of {
  Params: { id: string }
}
interface Whom {
  Params: { id: string; candidate: string }
}

/** The check-in desk: who is expected, one step after the other, refusals, pictures and cards. */
export function deskRoutes(app: FastifyInstance, services: Services, roomLog: RoomLog): void {
  const desk = { ...services, roomLog }
  const noSitting = () => refuse('not-found', { what: 'Sesi' })

  app.get<Of>('/api/desk/sittings/:id', ROLES, async (request, reply) => {
    return (await deskSitting(services, request.params.id)) ?? reply.refuse(noSitting())
  })

  app.get<Of>('/api/desk/sittings/:id/people', ROLES, async (request, reply) => {
    if (!(await findSitting(services, request.params.id))) return reply.refuse(noSitting())
    return await deskRows(services, request.params.id)
  })

  app.post<Of & { Body: DeskFind }>(
    '/api/desk/sittings/:id/find',
    { ...ROLES, schema: { body: DeskFind } },
    async (request, reply) => {
      const found = await findPerson(services, request.params.id, request.body.scanned)
      return isRefusal(found) ? reply.refuse(found) : found
    },
  )

  app.post<Whom & { Body: DeskMove }>(
    '/api/desk/sittings/:id/people/:candidate/steps',
    { ...ROLES, bodyLimit: STEP_BYTES_MAX, schema: { body: DeskMove } },
    async (request, reply) => {
      const done = await takeStep(desk, whomOf(request.params, actorOf(request).username), request.body)
      return isRefusal(done) ? reply.refuse(done) : done
    },
  )

  app.post<Whom & { Body: DeskRefusal }>(
    '/api/desk/sittings/:id/people/:candidate/refusal',
    { ...ROLES, schema: { body: DeskRefusal } },
    async (request, reply) => {
      const done = await refuseEntry(desk, whomOf(request.params, actorOf(request).username), request.body)
      return isRefusal(done) ? reply.refuse(done) : done
    },
  )

  app.delete<Whom & { Querystring: { version: string } }>(
    '/api/desk/sittings/:id/people/:candidate/refusal',
    { ...ROLES, schema: { querystring: Version } },
    async (request, reply) => {
      const whom = whomOf(request.params, actorOf(request).username)
      const done = await withdrawRefusal(desk, whom, Number(request.query.version))
      return isRefusal(done) ? reply.refuse(done) : done
    },
  )

  app.get<Of>('/api/desk/photos/:id', ROLES, async (request, reply) => {
    const bytes = await photoById(services, request.params.id)
    if (!bytes) return reply.refuse(refuse('not-found', { what: 'Foto' }))
    return reply.type('image/jpeg').header('cache-control', 'private, no-store').send(bytes)
  })

  app.get<Of>('/api/desk/sittings/:id/cards.pdf', ROLES, async (request, reply) => {
    const sitting = await findSitting(services, request.params.id)
    if (!sitting) return reply.refuse(noSitting())
    return await sendCards(
      reply,
      services,
      await cardsOf(services, { sitting: sitting.id }),
      `Kartu peserta ${sitting.name}`,
    )
  })
}

const whomOf = ({ id, candidate }: Whom['Params'], actor: string) => ({ actor, sitting: id, candidate })
