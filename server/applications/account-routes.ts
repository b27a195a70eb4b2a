import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { applicantOf, cookieSettings } from '../access/guard.ts'
import { APPLICANT_COOKIE, endSignIn } from '../access/sign-in-store.ts'
import { readAddress } from '../protocol/addresses.ts'
import { ApplicantSignInTyped, CodeTyped, NewAccount, ResetAsked, ResetTyped } from '../protocol/applications.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'
import {
  addressIndex,
  askAccount,
  askReset,
  chooseLanguage,
  confirmAccount,
  confirmReset,
  type SignedIn,
  signIn,
} from './account-store.ts'
import { portalOf } from './portal-view.ts'

/** `applicant` besides: her cookie is read where she has one. */
const PUBLIC = { config: { roles: ['public', 'applicant'] as const } }
const MINE = { config: { roles: ['applicant'] as const } }
/** From one address of the network: thousands of telephones share that of their carrier; each account has its own limit. */
const FROM = { times: 3000, perMs: 3_600_000 }
const SIGN_INS = { times: 10, perMs: 15 * 60_000 }
const Language = Type.Object({ language: Type.Unsafe<'id' | 'en'>({ type: 'string', enum: ['id', 'en'] }) })

/** Accounts of applicants: asking, confirming, signing in, and a new password. */
export function accountRoutes(app: FastifyInstance, services: Services): void {
  const crowd = async (request: FastifyRequest): Promise<Refusal | null> =>
    (await services.bus.allow(`applicant-from:${request.ip}`, FROM))
      ? null
      : refuse('too-many-tries', { seconds: '3600' })
  const letIn = (request: FastifyRequest, reply: FastifyReply, result: SignedIn | Refusal) => {
    if (isRefusal(result)) return reply.refuse(result)
    reply.setCookie(APPLICANT_COOKIE, result.token, cookieSettings(request))
    return result.me
  }

  app.get('/api/applicant/portal', PUBLIC, (request) => portalOf(services, request.applicant?.id ?? null))

  app.post<{ Body: NewAccount }>(
    '/api/applicant/registration',
    { ...PUBLIC, schema: { body: NewAccount } },
    async (request, reply) => {
      const sent = (await crowd(request)) ?? (await askAccount(services, request.body))
      return isRefusal(sent) ? reply.refuse(sent) : sent
    },
  )
  app.post<{ Body: CodeTyped }>(
    '/api/applicant/registration/confirmation',
    { ...PUBLIC, schema: { body: CodeTyped } },
    async (request, reply) =>
      letIn(
        request,
        reply,
        (await crowd(request)) ?? (await confirmAccount(services, request.body.code, request.body.digits)),
      ),
  )
  app.post<{ Body: ResetAsked }>(
    '/api/applicant/password',
    { ...PUBLIC, schema: { body: ResetAsked } },
    async (request, reply) => {
      const { address, language } = request.body
      const sent = (await crowd(request)) ?? (await askReset(services, address, language))
      return isRefusal(sent) ? reply.refuse(sent) : sent
    },
  )
  app.post<{ Body: ResetTyped }>(
    '/api/applicant/password/confirmation',
    { ...PUBLIC, schema: { body: ResetTyped } },
    async (request, reply) => {
      const { code, digits, password } = request.body
      return letIn(request, reply, (await crowd(request)) ?? (await confirmReset(services, code, digits, password)))
    },
  )
  app.post<{ Body: ApplicantSignInTyped }>(
    '/api/applicant/sign-in',
    { ...PUBLIC, schema: { body: ApplicantSignInTyped } },
    async (request, reply) => {
      const { address, password } = request.body
      const crowded = await crowd(request)
      if (crowded) return reply.refuse(crowded)
      // However it is spelt, it is one account that is tried.
      const key = addressIndex(services.secret, readAddress(address)?.address ?? address)
      if (!(await services.bus.allow(`applicant-sign-in:${key}`, SIGN_INS)))
        return reply.refuse(refuse('too-many-tries', { seconds: '900' }))
      return letIn(request, reply, await signIn(services, address, password))
    },
  )
  app.post('/api/applicant/sign-out', PUBLIC, async (request, reply) => {
    await endSignIn(services, request.cookies[APPLICANT_COOKIE])
    reply.clearCookie(APPLICANT_COOKIE, { path: '/' })
    return {}
  })
  app.put<{ Body: { language: 'id' | 'en' } }>(
    '/api/applicant/language',
    { ...MINE, schema: { body: Language } },
    async (request) => {
      await chooseLanguage(services, applicantOf(request).id, request.body.language)
      return {}
    },
  )
}
