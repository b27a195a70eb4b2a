import type { FastifyInstance } from 'fastify'
import { actorOf } from '../access/guard.ts'
import { isRefusal, refuse } from '../protocol/refusals.ts'
import { NewRoom, NewVenue } from '../protocol/venues.ts'
import type { Services } from '../services.ts'
import { certificatePdf } from './certificate-export.ts'
import { StationChecks } from './check-store.ts'
import { machineRoutes } from './machine-routes.ts'
import { makeEnrolmentCode, takeBackEnrolment } from './machine-store.ts'
import { addressOf, changeRoom, createRoom, createVenue, listVenues, roomDetail } from './venue-store.ts'

const LOOK = { config: { roles: ['proctor', 'committee', 'administrator'] as const } }
const COMMITTEE = { config: { roles: ['committee', 'administrator'] as const } }
type ById = { Params: { id: string } }

/** Venues, rooms and stations; the computers' own side is in `machine-routes.ts`. */
export function venueRoutes(app: FastifyInstance, services: Services): void {
  const checks = new StationChecks(services)
  app.addHook('preClose', () => checks.flush())
  machineRoutes(app, services, checks)

  app.get('/api/venues', LOOK, () => listVenues(services, checks))
  app.post<{ Body: NewVenue }>('/api/venues', { ...COMMITTEE, schema: { body: NewVenue } }, async (request, reply) => {
    const made = await createVenue(services, actorOf(request).username, request.body)
    return isRefusal(made) ? reply.refuse(made) : made
  })

  const detail = async (id: string) =>
    (await roomDetail(services, checks, id)) ?? refuse('not-found', { what: 'Ruang' })
  app.get<ById>('/api/rooms/:id', LOOK, async (request, reply) => {
    const room = await detail(request.params.id)
    return isRefusal(room) ? reply.refuse(room) : room
  })
  app.post<ById & { Body: NewRoom }>(
    '/api/venues/:id/rooms',
    { ...COMMITTEE, schema: { body: NewRoom } },
    async (request, reply) => {
      const made = await createRoom(services, actorOf(request).username, request.params.id, request.body)
      return isRefusal(made) ? reply.refuse(made) : await detail(made.id)
    },
  )
  app.put<ById & { Body: NewRoom }>(
    '/api/rooms/:id',
    { ...COMMITTEE, schema: { body: NewRoom } },
    async (request, reply) => {
      const kept = await changeRoom(services, actorOf(request).username, request.params.id, request.body)
      return isRefusal(kept) ? reply.refuse(kept) : await detail(kept.id)
    },
  )
  app.post<ById>('/api/rooms/:id/enrolment-code', LOOK, async (request, reply) => {
    const code = await makeEnrolmentCode(services, actorOf(request).username, request.params.id)
    return isRefusal(code) ? reply.refuse(code) : code
  })
  app.delete<ById>('/api/stations/:id/enrolment', COMMITTEE, async (request, reply) => {
    const { id } = request.params
    const done = await takeBackEnrolment(services, actorOf(request).username, id)
    if (isRefusal(done)) return reply.refuse(done)
    checks.forget(id)
    return done
  })
  app.get<ById>('/api/rooms/:id/certificate.pdf', LOOK, async (request, reply) => {
    const room = await roomDetail(services, checks, request.params.id)
    if (!room) return reply.refuse(refuse('not-found', { what: 'Ruang' }))
    const pdf = await certificatePdf({
      room,
      address: await addressOf(services, room.venue.id),
      organisation: services.config.organisation,
      at: services.clock.wall(),
    })
    return reply
      .type('application/pdf')
      .header('content-disposition', 'inline; filename="sertifikat-ruang.pdf"')
      .send(pdf)
  })
}
