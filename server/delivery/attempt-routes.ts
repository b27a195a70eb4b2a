import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { cookieSettings } from '../access/guard.ts'
import { type CandidateSignIn, endSignIn, STATION_COOKIE, signInCandidate } from '../access/sign-in-store.ts'
import type { SourceId } from '../protocol/ids.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import { EntryBatch, Hello, PROTOCOL, StationSignIn, type StationView } from '../protocol/station.ts'
import { pinHash, type SeatRow, seatsOf, sittingRow } from '../scheduling/sitting-store.ts'
import type { Services } from '../services.ts'
import { admit } from './admission.ts'
import { attemptIdOf, type Delivery } from './delivery.ts'

const PUBLIC = { roles: ['public'] as const }
const CANDIDATE = { roles: ['candidate'] as const }
const ViewQuery = Type.Object({ source: Hello.properties.source })
const Confirm = Type.Object({ source: Hello.properties.source }, { additionalProperties: false })
/** Tries for one card in a minute; a station that waits for its seat to become free asks twelve times. */
const TRIES = { times: 20, perMs: 60_000 }
/** Tries from one address: a whole hall may sit behind one, and comes in the same minute. */
const TRIES_FROM = { times: 6000, perMs: 60_000 }
/** Wrong ones from one address: a hall mistypes, a stranger guesses. */
const WRONG_FROM = { times: 200, perMs: 60_000 }
/** Far above any human hand; a station that sends more is broken or hostile. */
const BATCHES = { times: 300, perMs: 10_000 }

/** The station's way over HTTP: sign-in, state, and the fallback for answers under the same rules as the socket. */
export function attemptRoutes(app: FastifyInstance, services: Services, delivery: Delivery): void {
  app.post<{ Body: StationSignIn }>(
    '/api/station/sign-in',
    { config: PUBLIC, schema: { body: StationSignIn } },
    async (request, reply) => {
      const { protocol, number, pin, place, source } = request.body
      if (protocol !== PROTOCOL) return reply.refuse(refuse('client-too-old'))
      const allowed =
        (await services.bus.allow(`card:${number}`, TRIES)) &&
        (await services.bus.allow(`card-from:${request.ip}`, TRIES_FROM))
      if (!allowed) return reply.refuse(refuse('too-many-tries', { seconds: '60' }))
      // A candidate may have a seat in the SKD and one in the SKB: the PIN says which.
      const seat = (await seatsOf(services, { number: number.trim() })).find(
        (one) =>
          one.pinHash !== null && one.pinHash === pinHash(services.secret, one.sitting, one.candidate, pin.trim()),
      )
      // The reply is the same whether the card or the PIN was wrong: a stranger must not learn which cards exist.
      if (!seat) {
        const patient = await services.bus.allow(`card-wrong-from:${request.ip}`, WRONG_FROM)
        return reply.refuse(patient ? refuse('wrong-card-or-pin') : refuse('too-many-tries', { seconds: '60' }))
      }
      const sitting = await sittingRow(services, seat.sitting)
      const begun = (await delivery.writer.peek(attemptIdOf(seat.sitting, seat.candidate))) !== null
      const refusal = admit({
        state: sitting?.state ?? 'scheduled',
        seat,
        place,
        begun,
        elsewhere: delivery.presence.elsewhere(seat.candidate, source),
      })
      if (refusal) return reply.refuse(refusal)
      const claimed = await delivery.claim(seat, source as SourceId, place)
      if (isRefusal(claimed)) return reply.refuse(claimed)
      const token = await signInCandidate(services, { candidate: seat.candidate, sitting: seat.sitting, source })
      delivery.presence.seen(seat.candidate, { sitting: seat.sitting, source, place })
      reply.setCookie(STATION_COOKIE, token, cookieSettings(request))
      return answer(reply, await delivery.view(seat, source as SourceId))
    },
  )

  app.post<{ Body: { source: string } }>(
    '/api/station/confirm',
    { config: CANDIDATE, schema: { body: Confirm } },
    async (request, reply) => {
      const seat = await seatOf(services, request, request.body.source)
      if (isRefusal(seat)) return reply.refuse(seat)
      const source = request.body.source as SourceId
      const place = delivery.presence.of(seat.candidate)?.place ?? null
      const confirmed = await delivery.confirm(seat, source, place)
      if (isRefusal(confirmed)) return reply.refuse(confirmed)
      return answer(reply, await delivery.view(seat, source))
    },
  )

  app.get<{ Querystring: { source: string } }>(
    '/api/station/view',
    { config: CANDIDATE, schema: { querystring: ViewQuery } },
    async (request, reply) => {
      const seat = await seatOf(services, request, request.query.source)
      if (isRefusal(seat)) return reply.refuse(seat)
      return answer(reply, await delivery.view(seat, request.query.source as SourceId))
    },
  )

  app.post<{ Body: EntryBatch }>(
    '/api/station/entries',
    { config: CANDIDATE, schema: { body: EntryBatch } },
    async (request, reply) => {
      const { source, entries } = request.body
      const seat = await seatOf(services, request, source)
      if (isRefusal(seat)) return reply.refuse(seat)
      if (!(await services.bus.allow(`entries:${seat.candidate}`, BATCHES)))
        return reply.refuse(refuse('too-many-tries', { seconds: '10' }))
      delivery.presence.seen(seat.candidate, { sitting: seat.sitting, source })
      const ack = await delivery.take(seat, source as SourceId, entries)
      return isRefusal(ack) ? reply.refuse(ack) : ack
    },
  )

  app.post('/api/station/sign-out', { config: CANDIDATE }, async (request, reply) => {
    if (request.candidate) {
      delivery.presence.gone(request.candidate.candidate, request.candidate.source)
      await endSignIn(services, request.cookies[STATION_COOKIE])
    }
    reply.clearCookie(STATION_COOKIE, { path: '/' })
    return {}
  })
}

const answer = (reply: FastifyReply, view: StationView | Refusal) => (isRefusal(view) ? reply.refuse(view) : view)

/** The seat of the signed-in candidate; the cookie is bound to the source it was given to. */
async function seatOf(services: Services, request: FastifyRequest, source: string): Promise<SeatRow | Refusal> {
  if (!request.candidate) return refuse('sign-in-needed')
  return await seatOfSignIn(services, request.candidate, source)
}

export async function seatOfSignIn(
  services: Pick<Services, 'store'>,
  who: CandidateSignIn,
  source: string,
): Promise<SeatRow | Refusal> {
  if (who.source !== source) return refuse('replaced')
  const seat = (await seatsOf(services, { candidate: who.candidate })).find((one) => one.sitting === who.sitting)
  return seat ?? refuse('sign-in-needed')
}
