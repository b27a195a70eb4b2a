import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { cookieSettings } from '../access/guard.ts'
import { type CandidateSignIn, endSignIn, STATION_COOKIE, signInCandidate } from '../access/sign-in-store.ts'
import { latestPhoto } from '../desk/photo-store.ts'
import type { SourceId } from '../protocol/ids.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import { Beat, EntryBatch, Hello, type Place, PROTOCOL, StationSignIn, type StationView } from '../protocol/station.ts'
import { policyOf } from '../scheduling/policy.ts'
import { sebAllows } from '../scheduling/seb.ts'
import { pinHash, type SeatRow, seatsOf, sittingRow } from '../scheduling/sitting-store.ts'
import type { Services } from '../services.ts'
import { MACHINE_COOKIE, machineToken } from '../venues/machine.ts'
import { stillEnrolled } from '../venues/machine-store.ts'
import { admit } from './admission.ts'
import { attemptIdOf, type Delivery } from './delivery.ts'
import { type Gates, openGates } from './gate-job.ts'

const PUBLIC = { roles: ['public'] as const }
const CANDIDATE = { roles: ['candidate'] as const }
const ViewQuery = Type.Object({ source: Hello.properties.source })
const Confirm = Type.Object({ source: Hello.properties.source }, { additionalProperties: false })
const PaperParams = Type.Object({ address: Type.String({ pattern: '^[0-9a-f]{64}$' }) })
/** Once is enough; damaged on the way, a few times more. */
const PAPERS = { times: 20, perMs: 10_000 }
/** Tries for one card in a minute; a station that waits for its seat to become free asks twelve times. */
const TRIES = { times: 20, perMs: 60_000 }
/** Tries from one address: a whole hall may sit behind one, and comes in the same minute. */
const TRIES_FROM = { times: 6000, perMs: 60_000 }
/** Wrong ones from one address: a hall mistypes, a stranger guesses. */
const WRONG_FROM = { times: 200, perMs: 60_000 }
/** Far above any human hand; a station that sends more is broken or hostile. */
const BATCHES = { times: 300, perMs: 10_000 }
export const BEATS = { times: 60, perMs: 10_000 }

/** The station's way over HTTP: sign-in, state, and the fallback for answers under the same rules as the socket. */
export function attemptRoutes(
  app: FastifyInstance,
  services: Services,
  delivery: Delivery,
  gates: Gates = openGates(),
): void {
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
      const entered = await gates.signIns.enter(source)
      if (isRefusal(entered)) return reply.refuse(entered)
      for (const end of ['finish', 'close']) reply.raw.once(end, entered)
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
      const seb = sebRefuses(request, sitting)
      if (seb) {
        delivery.roomLog.add({
          ...{ sitting: seat.sitting, candidate: seat.candidate, room: seat.room, station: seat.station },
          ...{ kind: 'seb-refused', actor: 'station' },
        })
        return reply.refuse(seb)
      }
      const machine = await stillEnrolled(services, machineToken(services, request.cookies[MACHINE_COOKIE]))
      // A computer that was enrolled proved where it stands; what the page says of itself counts only where it was not.
      const where: Place | null = machine ? { room: machine.room, station: machine.station } : place
      const standing = await delivery.writer.peek(attemptIdOf(seat.sitting, seat.candidate))
      const elsewhere = delivery.presence.elsewhere(seat.candidate, source)
      const refusal = admit({
        state: sitting?.state ?? 'scheduled',
        seat,
        place: where,
        begun: standing && {
          place: standing.attempt.place,
          pass: standing.attempt.pass,
          sameSource: standing.attempt.source === source,
          finished: standing.attempt.status === 'finished',
        },
        elsewhere,
        moves: policyOf(sitting?.policy ?? '{}').moves,
      })
      delivery.signingIn(seat, { source, place: where, elsewhere, refusal })
      if (refusal) return reply.refuse(refusal)
      const claimed = await delivery.claim(seat, source as SourceId, where)
      if (isRefusal(claimed)) return reply.refuse(claimed)
      const token = await signInCandidate(services, { candidate: seat.candidate, sitting: seat.sitting, source })
      delivery.signedIn(seat, { source, place: where, machine: machine?.id ?? null, address: request.ip })
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
      const seb = sebRefuses(request, await sittingRow(services, seat.sitting))
      if (seb) return reply.refuse(seb)
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
      const seb = sebRefuses(request, await sittingRow(services, seat.sitting))
      if (seb) return reply.refuse(seb)
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

  app.post<{ Body: Beat }>(
    '/api/station/beat',
    { config: CANDIDATE, schema: { body: Beat } },
    async (request, reply) => {
      const seat = await seatOf(services, request, request.body.source)
      if (isRefusal(seat)) return reply.refuse(seat)
      if (!(await services.bus.allow(`beat:${seat.candidate}`, BEATS)))
        return reply.refuse(refuse('too-many-tries', { seconds: '10' }))
      const answered = await delivery.beat(seat, request.body, { connected: false })
      return isRefusal(answered) ? reply.refuse(answered) : answered
    },
  )

  app.get<{ Params: { address: string } }>(
    '/api/station/paper/:address',
    { config: CANDIDATE, schema: { params: PaperParams } },
    async (request, reply) => {
      const who = request.candidate
      if (!who) return reply.refuse(refuse('sign-in-needed'))
      if (!(await services.bus.allow(`paper:${who.candidate}`, PAPERS)))
        return reply.refuse(refuse('too-many-tries', { seconds: '10' }))
      const sealed = await delivery.sealed(who, request.params.address)
      if (isRefusal(sealed)) return reply.refuse(sealed)
      // The browser may keep it: it is sealed, and what this address names never changes.
      reply.header('cache-control', 'private, max-age=86400, immutable')
      return reply.type('application/octet-stream').send(sealed)
    },
  )

  app.get('/api/station/photo', { config: CANDIDATE }, async (request, reply) => {
    const who = request.candidate
    const photo = who && (await latestPhoto(services, who.sitting, who.candidate))
    if (!photo) return reply.refuse(refuse('not-found', { what: 'Foto' }))
    return reply.type('image/jpeg').header('cache-control', 'no-store').send(photo)
  })

  app.post('/api/station/sign-out', { config: CANDIDATE }, async (request, reply) => {
    if (request.candidate) {
      delivery.presence.gone(request.candidate.candidate, request.candidate.source)
      delivery.roomLog.add({
        ...{ sitting: request.candidate.sitting, candidate: request.candidate.candidate },
        ...{ kind: 'signed-out', actor: 'station' },
      })
      await endSignIn(services, request.cookies[STATION_COOKIE])
    }
    reply.clearCookie(STATION_COOKIE, { path: '/' })
    return {}
  })
}

/** Where the committee asks for Safe Exam Browser, a request without its keys is refused (SD12). */
function sebRefuses(request: FastifyRequest, sitting: { policy: string } | null): Refusal | null {
  const policy = policyOf(sitting?.policy ?? '{}')
  const { headers } = request
  const said = (name: string) => (typeof headers[name] === 'string' ? (headers[name] as string) : undefined)
  const origin = `${request.protocol}://${request.host}`
  const allowed = sebAllows(policy, {
    origin,
    url: `${origin}${request.url}`,
    configKeyHash: said('x-safeexambrowser-configkeyhash'),
    requestHash: said('x-safeexambrowser-requesthash'),
    // Where SEB tells only the page, the page tells us; it can name no address but its own.
    page: {
      url: `${origin}/station/`,
      configKeyHash: said('x-seleksi-seb-config'),
      requestHash: said('x-seleksi-seb-exam'),
    },
  })
  return allowed ? null : refuse('seb-needed')
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
  if (who.source !== source) return refuse('replaced', { where: '' })
  const seat = (await seatsOf(services, { candidate: who.candidate })).find((one) => one.sitting === who.sitting)
  return seat ?? refuse('sign-in-needed')
}
