import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { actorOf, applicantOf } from '../access/guard.ts'
import type { Approvals } from '../approvals/approvals.ts'
import {
  AuthorityTold,
  BreachClosed,
  ChangedBreach,
  CopyAsked,
  Correction,
  DATA_CLASSES,
  type DataClass,
  ErasureAsked,
  LiftHold,
  NewBreach,
  NewHold,
  PersonSearch,
  type PrivacyClock,
  RetentionRule,
} from '../protocol/privacy.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'
import {
  authorityTold,
  breachCase,
  changeBreach,
  closeBreach,
  listBreaches,
  openBreach,
  tellPeople,
} from './breach-store.ts'
import { copyPage } from './copy-page.ts'
import { giveCopy } from './copy-store.ts'
import { personData } from './copy-view.ts'
import { correct, correctionDeed } from './correction-store.ts'
import { retentionRows, settleRule } from './due-store.ts'
import type { Eraser } from './eraser-job.ts'
import { erasureDeed, listErasures, proofOf, proposeErasure } from './erasure-store.ts'
import { holdsOf, liftHold, placeHold } from './hold-store.ts'
import { letterOf } from './letter-export.ts'
import { personCard, searchPeople } from './person-store.ts'
import { viewLog } from './views-view.ts'

const ROLES = { config: { roles: ['committee', 'administrator'] as const } }
const MINE = { config: { roles: ['applicant'] as const } }
type One = { Params: { id: string } }
const Before = Type.Object({ before: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,15}$' })) })
const ClassName = Type.Object({ class: Type.Unsafe<DataClass>({ type: 'string', enum: [...DATA_CLASSES] }) })
/** Her own copy is large: documents and pictures are in it. */
const COPIES = { times: 12, perMs: 3_600_000 }
const NOBODY = () => refuse('not-found', { what: 'Orang' })

/** One person's data, who saw them, how long they stay, and breaches; and the applicant's own copy. */
export function privacyRoutes(app: FastifyInstance, services: Services, approvals: Approvals, eraser: Eraser): void {
  approvals.register('correction', correctionDeed(services))
  approvals.register(
    'erasure',
    erasureDeed(services, () => eraser.wake()),
  )

  app.post<{ Body: PersonSearch }>('/api/privacy/search', { ...ROLES, schema: { body: PersonSearch } }, (request) =>
    searchPeople(services, request.body.query),
  )
  app.get<One>('/api/privacy/people/:id', ROLES, async (request, reply) => {
    return (await personCard(services, request.params.id)) ?? reply.refuse(NOBODY())
  })
  app.post<One & { Body: CopyAsked }>(
    '/api/privacy/people/:id/copy',
    { ...ROLES, schema: { body: CopyAsked } },
    async (request, reply) =>
      answer(reply, await giveCopy(services, actorOf(request).username, request.params.id, request.body)),
  )
  app.post<One & { Body: Correction }>(
    '/api/privacy/people/:id/corrections',
    { ...ROLES, schema: { body: Correction } },
    async (request, reply) =>
      answer(reply, await correct(services, approvals, actorOf(request).username, request.params.id, request.body)),
  )
  app.post<One & { Body: NewHold }>(
    '/api/privacy/people/:id/holds',
    { ...ROLES, schema: { body: NewHold } },
    async (request, reply) => {
      const person = await personCard(services, request.params.id)
      if (!person) return reply.refuse(NOBODY())
      return answer(reply, await placeHold(services, actorOf(request).username, person, request.body))
    },
  )
  app.post<One & { Body: ErasureAsked }>(
    '/api/privacy/people/:id/erasure',
    { ...ROLES, schema: { body: ErasureAsked } },
    async (request, reply) =>
      answer(
        reply,
        await proposeErasure(approvals, actorOf(request).username, { person: request.params.id }, request.body.reason),
      ),
  )
  app.get<{ Querystring: { before?: string } }>(
    '/api/privacy/views',
    { ...ROLES, schema: { querystring: Before } },
    (request) => viewLog(services, request.query.before === undefined ? null : Number(request.query.before)),
  )

  app.get('/api/privacy/retention', ROLES, () => retentionRows(services))
  app.post<{ Params: { class: DataClass }; Body: RetentionRule }>(
    '/api/privacy/retention/:class',
    { ...ROLES, schema: { params: ClassName, body: RetentionRule } },
    async (request, reply) =>
      answer(reply, await settleRule(services, actorOf(request).username, request.params.class, request.body)),
  )
  app.post<{ Params: { class: DataClass }; Body: ErasureAsked }>(
    '/api/privacy/retention/:class/erasure',
    { ...ROLES, schema: { params: ClassName, body: ErasureAsked } },
    async (request, reply) =>
      answer(
        reply,
        await proposeErasure(
          approvals,
          actorOf(request).username,
          { class: request.params.class },
          request.body.reason,
        ),
      ),
  )
  app.get('/api/privacy/erasures', ROLES, () => listErasures(services))
  app.get<One>('/api/privacy/erasures/:id/proof', ROLES, async (request, reply) => {
    return (await proofOf(services, request.params.id)) ?? reply.refuse(refuse('not-found', { what: 'Penghapusan' }))
  })
  app.get('/api/privacy/holds', ROLES, () => holdsOf(services))
  app.post<One & { Body: LiftHold }>(
    '/api/privacy/holds/:id/lifting',
    { ...ROLES, schema: { body: LiftHold } },
    async (request, reply) =>
      answer(reply, await liftHold(services, actorOf(request).username, request.params.id, request.body.why)),
  )

  app.get(
    '/api/privacy/clock',
    ROLES,
    async (): Promise<PrivacyClock> => ({
      now: services.clock.wall(),
      breaches: await listBreaches(services, true),
    }),
  )
  app.get('/api/privacy/breaches', ROLES, () => listBreaches(services))
  app.post<{ Body: NewBreach }>(
    '/api/privacy/breaches',
    { ...ROLES, schema: { body: NewBreach } },
    async (request, reply) => answer(reply, await openBreach(services, actorOf(request).username, request.body)),
  )
  app.get<One>('/api/privacy/breaches/:id', ROLES, async (request, reply) => {
    return (await breachCase(services, request.params.id)) ?? reply.refuse(refuse('not-found', { what: 'Insiden' }))
  })
  app.post<One & { Body: ChangedBreach }>(
    '/api/privacy/breaches/:id',
    { ...ROLES, schema: { body: ChangedBreach } },
    async (request, reply) => {
      const { version, content } = request.body
      return answer(reply, await changeBreach(services, actorOf(request).username, request.params.id, version, content))
    },
  )
  app.post<One>('/api/privacy/breaches/:id/people', ROLES, async (request, reply) =>
    answer(reply, await tellPeople(services, actorOf(request).username, request.params.id)),
  )
  app.post<One & { Body: AuthorityTold }>(
    '/api/privacy/breaches/:id/authority',
    { ...ROLES, schema: { body: AuthorityTold } },
    async (request, reply) =>
      answer(reply, await authorityTold(services, actorOf(request).username, request.params.id, request.body.receipt)),
  )
  app.post<One & { Body: BreachClosed }>(
    '/api/privacy/breaches/:id/closing',
    { ...ROLES, schema: { body: BreachClosed } },
    async (request, reply) =>
      answer(reply, await closeBreach(services, actorOf(request).username, request.params.id, request.body.why)),
  )
  app.get<One>('/api/privacy/breaches/:id/authority.pdf', ROLES, async (request, reply) => {
    const found = await breachCase(services, request.params.id)
    if (!found) return reply.refuse(refuse('not-found', { what: 'Insiden' }))
    return reply
      .type('application/pdf')
      .header('content-disposition', `attachment; filename="pemberitahuan-${found.number}.pdf"`)
      .send(await letterOf(found.texts.authority))
  })

  for (const form of ['my-data', 'my-data.html'] as const)
    app.get(`/api/applicant/${form}`, MINE, async (request, reply) => {
      const { id } = applicantOf(request)
      if (!(await services.bus.allow(`my-data:${id}`, COPIES)))
        return reply.refuse(refuse('too-many-tries', { seconds: '3600' }))
      const data = await personData(services, id, { own: true })
      if (!data) return reply.refuse(NOBODY())
      reply.header('cache-control', 'private, no-store')
      const name = `attachment; filename="data-saya.${form === 'my-data' ? 'json' : 'html'}"`
      return form === 'my-data'
        ? reply.header('content-disposition', name).send(data)
        : reply.header('content-disposition', name).type('text/html; charset=utf-8').send(copyPage(data))
    })
}

const answer = <Value extends object>(reply: { refuse(refusal: Refusal): unknown }, value: Value | Refusal): unknown =>
  isRefusal(value) ? reply.refuse(value) : value
