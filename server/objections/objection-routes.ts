import type { FastifyInstance } from 'fastify'
import { actorOf } from '../access/guard.ts'
import type { Approvals } from '../approvals/approvals.ts'
import type { Delivery } from '../delivery/delivery.ts'
import {
  Decision,
  DecisionDraft,
  type DecisionTemplateRow,
  NewObjection,
  NewWindow,
  ObjectionLookup,
  OfficerObjection,
} from '../protocol/objections.ts'
import { isRefusal, refuse } from '../protocol/refusals.ts'
import type { Scorer } from '../results/score-store.ts'
import type { Services } from '../services.ts'
import { casePdf } from './case-export.ts'
import { caseFile } from './case-view.ts'
import { decisionDeed, previewDecision } from './decision-store.ts'
import {
  fileObjection,
  identify,
  listObjections,
  listWindows,
  openWindows,
  ownObjections,
  setWindow,
} from './objection-store.ts'
import { DECISION_TEMPLATES } from './templates.ts'

const COMMITTEE = { config: { roles: ['committee', 'administrator'] as const } }
const PUBLIC = { config: { roles: ['public'] as const } }
/** Tries for one card in an hour, and from one address: a village may share one. */
const TRIES = { times: 10, perMs: 3_600_000 }
const TRIES_FROM = { times: 200, perMs: 3_600_000 }

/** Filing and following an objection, in public; examining and deciding it, by the committee. */
export function objectionRoutes(
  app: FastifyInstance,
  services: Services,
  delivery: Delivery,
  scorer: Scorer,
  approvals: Approvals,
): void {
  approvals.register('objection', decisionDeed(services, approvals))

  /** Who asks, or why not. One sentence for a wrong number and a wrong NIK; tries are counted before they are judged. */
  const known = async (ip: string, lookup: ObjectionLookup) => {
    const allowed =
      (await services.bus.allow(`objection:${lookup.number.trim()}`, TRIES)) &&
      (await services.bus.allow(`objection-from:${ip}`, TRIES_FROM))
    return allowed ? await identify(services, lookup) : refuse('too-many-tries', { seconds: '3600' })
  }
  app.post<{ Body: ObjectionLookup }>(
    '/api/objections/status',
    { ...PUBLIC, schema: { body: ObjectionLookup } },
    async (request, reply) => {
      const person = await known(request.ip, request.body)
      return isRefusal(person) ? reply.refuse(person) : await ownObjections(services, person)
    },
  )
  app.post<{ Body: NewObjection }>(
    '/api/objections',
    { ...PUBLIC, schema: { body: NewObjection } },
    async (request, reply) => {
      const person = await known(request.ip, request.body)
      if (isRefusal(person)) return reply.refuse(person)
      const { publication, text } = request.body
      const filed = await fileObjection(
        services,
        { publication, number: person.number, text },
        { via: 'public', actor: `peserta ${person.number}` },
      )
      return isRefusal(filed) ? reply.refuse(filed) : await ownObjections(services, person)
    },
  )

  app.get('/api/objections/open', PUBLIC, () => openWindows(services))

  app.get('/api/objections', COMMITTEE, () => listObjections(services))
  app.get('/api/objections/templates', COMMITTEE, (): DecisionTemplateRow[] => [...DECISION_TEMPLATES])
  app.get('/api/objections/windows', COMMITTEE, () => listWindows(services))
  app.post<{ Body: OfficerObjection }>(
    '/api/objections/received',
    { ...COMMITTEE, schema: { body: OfficerObjection } },
    async (request, reply) => {
      const filed = await fileObjection(services, request.body, { via: 'officer', actor: actorOf(request).username })
      return isRefusal(filed) ? reply.refuse(filed) : filed
    },
  )
  app.post<{ Params: { id: string }; Body: NewWindow }>(
    '/api/publications/:id/objection-window',
    { ...COMMITTEE, schema: { body: NewWindow } },
    async (request, reply) => {
      const set = await setWindow(services, actorOf(request).username, request.params.id, request.body)
      return isRefusal(set) ? reply.refuse(set) : set
    },
  )
  app.get<{ Params: { id: string } }>('/api/objections/:id', COMMITTEE, async (request, reply) => {
    const file = await caseFile(services, delivery, scorer, request.params.id)
    return isRefusal(file) ? reply.refuse(file) : file
  })
  app.get<{ Params: { id: string } }>('/api/objections/:id/case.pdf', COMMITTEE, async (request, reply) => {
    const file = await caseFile(services, delivery, scorer, request.params.id)
    if (isRefusal(file)) return reply.refuse(file)
    return reply
      .type('application/pdf')
      .header('content-disposition', `attachment; filename="berkas-${file.objection.receipt}.pdf"`)
      .send(await casePdf(file))
  })
  app.post<{ Params: { id: string }; Body: DecisionDraft }>(
    '/api/objections/:id/preview',
    { ...COMMITTEE, schema: { body: DecisionDraft } },
    async (request, reply) => {
      const preview = await previewDecision(services, approvals, request.params.id, request.body)
      return isRefusal(preview) ? reply.refuse(preview) : preview
    },
  )
  app.post<{ Params: { id: string }; Body: Decision }>(
    '/api/objections/:id/proposals',
    { ...COMMITTEE, schema: { body: Decision } },
    async (request, reply) => {
      const { reason, ...body } = request.body
      const proposed = await approvals.propose(actorOf(request).username, {
        kind: 'objection',
        subject: request.params.id,
        body,
        reason,
      })
      return isRefusal(proposed) ? reply.refuse(proposed) : proposed
    },
  )
}
