import type { FastifyInstance } from 'fastify'
import { audit } from '../audit/audit-store.ts'
import { type Me, NewStaff, SignInRequest, StaffChange } from '../protocol/http.ts'
import type { StaffId } from '../protocol/ids.ts'
import { isRefusal, refuse } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'
import { actorOf, cookieSettings } from './guard.ts'
import { passwordMatches } from './password.ts'
import { endSignIn, STAFF_COOKIE, signInStaff } from './sign-in-store.ts'
import { addStaff, changeStaff, listStaff, staffByUsername } from './staff-store.ts'

const TRIES = { times: 8, perMs: 60_000 }

/** Staff sign-in and accounts. */
export function accessRoutes(app: FastifyInstance, services: Services, demo: () => boolean): void {
  const me = (staff: Me['staff']): Me => ({ staff, demo: demo() })

  app.get('/api/me', { config: { roles: ['public'] } }, async (request) => me(request.staff))

  app.post<{ Body: SignInRequest }>(
    '/api/sign-in',
    { config: { roles: ['public'] }, schema: { body: SignInRequest } },
    async (request, reply) => {
      const { username, password } = request.body
      const allowed =
        (await services.bus.allow(`sign-in:${username}`, TRIES)) &&
        (await services.bus.allow(`sign-in-from:${request.ip}`, { times: 60, perMs: 60_000 }))
      if (!allowed) return reply.refuse(refuse('too-many-tries', { seconds: '60' }))
      const row = await staffByUsername(services, username)
      // The same reply for a wrong name and a wrong password: a stranger must not learn which accounts exist.
      if (!(await passwordMatches(row?.passwordHash ?? null, password)) || !row)
        return reply.refuse(refuse('wrong-password'))
      const token = await signInStaff(services, row.id as StaffId)
      await services.store.transaction((db) =>
        audit(services, db, { actor: row.username, action: 'sign-in', subject: row.username, detail: {} }),
      )
      reply.setCookie(STAFF_COOKIE, token, cookieSettings(request))
      return me({
        id: row.id,
        username: row.username,
        name: row.name,
        role: row.role as NonNullable<Me['staff']>['role'],
      })
    },
  )

  app.post('/api/sign-out', { config: { roles: ['public'] } }, async (request, reply) => {
    await endSignIn(services, request.cookies[STAFF_COOKIE])
    reply.clearCookie(STAFF_COOKIE, { path: '/' })
    return {}
  })

  const administrator = { config: { roles: ['administrator'] as const } }
  app.get('/api/staff', administrator, () => listStaff(services))
  app.post<{ Body: NewStaff }>(
    '/api/staff',
    { ...administrator, schema: { body: NewStaff } },
    async (request, reply) => {
      const result = await addStaff(services, actorOf(request).username, request.body)
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
  app.patch<{ Body: StaffChange; Params: { id: string } }>(
    '/api/staff/:id',
    { ...administrator, schema: { body: StaffChange } },
    async (request, reply) => {
      const result = await changeStaff(services, actorOf(request).username, request.params.id, request.body)
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
}
