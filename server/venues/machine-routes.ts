import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { cookieSettings } from '../access/guard.ts'
import { isRefusal, refuse } from '../protocol/refusals.ts'
import { Enrol, EnrolQuery, Recognise, type Recognised, StationCheck } from '../protocol/venues.ts'
import type { Services } from '../services.ts'
import type { StationChecks } from './check-store.ts'
import { COOKIE_MS, MACHINE_COOKIE, type MachineToken, machineCookie, machineToken, makeNonce } from './machine.ts'
import { enrol, offerOf, recognise, stillEnrolled } from './machine-store.ts'
import { checkFaults } from './station-check.ts'

const PUBLIC = { config: { roles: ['public'] as const } }
/**
 * Tries with a code, from one address and from all together. A room of fifty behind one address enrols in half a minute;
 * a stranger gets 480,000 tries out of 850,000 million codes before the four hours are over.
 */
const TRIES_FROM = { times: 300, perMs: 60_000 }
const TRIES = { times: 2000, perMs: 60_000 }

/** What a station's computer says about itself, before and without any candidate. */
export function machineRoutes(app: FastifyInstance, services: Services, checks: StationChecks): void {
  const mayTry = async (request: FastifyRequest) =>
    (await services.bus.allow(`enrol-from:${request.ip}`, TRIES_FROM)) && (await services.bus.allow('enrol', TRIES))
  const greet = (request: FastifyRequest, reply: FastifyReply, who: MachineToken): Recognised => {
    checks.seen(who.id)
    reply.setCookie(MACHINE_COOKIE, machineCookie(services, who), {
      ...cookieSettings(request),
      maxAge: COOKIE_MS / 1000,
    })
    return { id: who.id, venue: who.venue, room: who.room, station: who.station }
  }

  app.post<{ Body: EnrolQuery }>(
    '/api/machine/offer',
    { ...PUBLIC, schema: { body: EnrolQuery } },
    async (request, reply) => {
      if (!(await mayTry(request))) return reply.refuse(refuse('too-many-tries', { seconds: '60' }))
      const offer = await offerOf(services, request.body.code)
      return isRefusal(offer) ? reply.refuse(offer) : offer
    },
  )

  app.post<{ Body: Enrol }>('/api/machine/enrol', { ...PUBLIC, schema: { body: Enrol } }, async (request, reply) => {
    if (!(await mayTry(request))) return reply.refuse(refuse('too-many-tries', { seconds: '60' }))
    const who = await enrol(services, request.body)
    if (isRefusal(who)) return reply.refuse(who)
    checks.forget(who.id) // what the computer before it measured says nothing of this one
    return greet(request, reply, who)
  })

  app.get('/api/machine/nonce', PUBLIC, async (_, reply) => {
    reply.header('cache-control', 'no-store')
    return { nonce: makeNonce(services, randomBytes(16)) }
  })

  app.post<{ Body: Recognise }>(
    '/api/machine/recognise',
    { ...PUBLIC, schema: { body: Recognise } },
    async (request, reply) => {
      const who = await recognise(services, request.body)
      if (!isRefusal(who)) return greet(request, reply, who)
      if (who.refused === 'machine-unknown') reply.clearCookie(MACHINE_COOKIE, { path: '/' })
      return reply.refuse(who)
    },
  )

  app.post<{ Body: StationCheck }>(
    '/api/machine/check',
    { ...PUBLIC, schema: { body: StationCheck } },
    async (request, reply) => {
      const who = await stillEnrolled(services, machineToken(services, request.cookies[MACHINE_COOKIE]))
      if (!who) return reply.clearCookie(MACHINE_COOKIE, { path: '/' }).refuse(refuse('machine-unknown'))
      checks.note(who.id, request.body)
      return { faults: checkFaults(request.body) }
    },
  )
}
