import cookie from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { REFUSALS, type Refusal, refuse } from '../protocol/refusals.ts'
import { type Role, STAFF_ROLES } from '../protocol/roles.ts'
import type { Services } from '../services.ts'
import {
  APPLICANT_COOKIE,
  type ApplicantSignIn,
  applicantOfToken,
  type CandidateSignIn,
  candidateOfToken,
  endedSignIn,
  STAFF_COOKIE,
  STATION_COOKIE,
  type StaffSignIn,
  staffOfToken,
} from './sign-in-store.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call this route. A route without it does not register. */
    roles?: readonly Role[]
  }
  interface FastifyRequest {
    staff: StaffSignIn | null
    candidate: CandidateSignIn | null
    applicant: ApplicantSignIn | null
  }
  interface FastifyReply {
    refuse(refusal: Refusal): FastifyReply
  }
}

const STAFF: ReadonlySet<Role> = new Set(STAFF_ROLES)

/** Every route states its roles; nothing is open by forgetting. A sweep test calls all routes as all roles. */
export async function guard(
  app: FastifyInstance,
  services: Services,
  /** What a station is told whose candidate signed in elsewhere since. */
  replaced: (ended: CandidateSignIn) => Promise<Refusal> = async () => refuse('sign-in-needed'),
): Promise<void> {
  await app.register(cookie)
  app.decorateRequest('staff', null)
  app.decorateRequest('candidate', null)
  app.decorateRequest('applicant', null)
  app.decorateReply('refuse', function (this: FastifyReply, refusal: Refusal) {
    return this.code(REFUSALS[refusal.refused].status).send(refusal)
  })
  app.addHook('onRoute', (route) => {
    if (route.url.startsWith('/api/') && !route.config?.roles)
      throw new Error(`bug: ${String(route.method)} ${route.url} states no roles`)
  })
  app.addHook('onRequest', async (request, reply) => {
    const roles = request.routeOptions.config.roles
    if (!roles) return
    if (request.method !== 'GET' && !originAllowed(services, request.headers.origin, request.headers.host))
      return reply.refuse(refuse('wrong-origin'))
    if (roles.includes('candidate'))
      request.candidate = await candidateOfToken(services, request.cookies[STATION_COOKIE])
    if (roles.includes('applicant'))
      request.applicant = await applicantOfToken(services, request.cookies[APPLICANT_COOKIE])
    if (roles.includes('public') || roles.some((role) => STAFF.has(role)))
      request.staff = await staffOfToken(services, request.cookies[STAFF_COOKIE])
    if (roles.includes('public') || request.candidate || request.applicant) return
    if (request.staff) return roles.includes(request.staff.role) ? undefined : reply.refuse(refuse('not-your-role'))
    const ended = roles.includes('candidate') && (await endedSignIn(services, request.cookies[STATION_COOKIE]))
    return reply.refuse(ended ? await replaced(ended) : refuse('sign-in-needed'))
  })
}

/** Browsers always say where a request comes from; a foreign page may neither post nor open a websocket. */
export function originAllowed(
  { config }: Pick<Services, 'config'>,
  origin: string | undefined,
  host: string | undefined,
): boolean {
  if (origin === undefined) return true // not a browser; it holds no cookies of ours by accident
  if (config.origins.includes(origin)) return true
  return URL.canParse(origin) && new URL(origin).host === host
}

/** The signed-in staff member of a route whose roles guarantee one. */
export function actorOf(request: FastifyRequest): StaffSignIn {
  if (!request.staff) throw new Error('bug: route without staff roles asks for its actor')
  return request.staff
}

/** The signed-in applicant of a route that is hers alone. */
export function applicantOf(request: FastifyRequest): ApplicantSignIn {
  if (!request.applicant) throw new Error('bug: route without the role applicant asks for its applicant')
  return request.applicant
}

export const cookieSettings = (request: FastifyRequest) => ({
  path: '/',
  httpOnly: true,
  sameSite: 'strict' as const,
  secure: request.protocol === 'https',
})

/** Cookies of a websocket handshake. */
export const cookiesOf = (app: FastifyInstance, header: string | undefined): Record<string, string | undefined> =>
  app.parseCookie(header ?? '')
