import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { actorOf } from '../access/guard.ts'
import type { Approvals, Wanted } from '../approvals/approvals.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import {
  NewVacancies,
  PeriodBody,
  PeriodStep,
  PublishVacancies,
  VacancyBody,
  VacancyChange,
} from '../protocol/vacancies.ts'
import type { Services } from '../services.ts'
import { DEFAULT_SETTINGS, stagesFrom } from './period.ts'
import { periodDeeds, periodWanted } from './period-commands.ts'
import { findPeriod, keepPeriod, removePeriod } from './period-store.ts'
import { periodRows } from './period-view.ts'
import { type ChangeWords, changeWanted, publishWanted, vacancyDeeds } from './vacancy-commands.ts'
import { keepDraft, listGrants, makeDrafts, periodVacancies, removeDrafts } from './vacancy-draft-store.ts'
import { vacancyVersions } from './vacancy-store.ts'

const ROLES = { config: { roles: ['committee', 'administrator'] as const } }
const DayParams = Type.Object({ day: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }) })
type ById = { Params: { id: string } }
type Replying = { refuse(why: Refusal): unknown }

/** Periods and their vacancies: drafts are kept at once, whatever the public sees is proposed to a second person. */
export function periodRoutes(
  app: FastifyInstance,
  services: Services,
  approvals: Approvals,
  changeWords: ChangeWords,
): void {
  periodDeeds(services, approvals)
  vacancyDeeds(services, approvals, changeWords)
  const sent = async (reply: Replying, result: Promise<object | Refusal>) => {
    const value = await result
    return isRefusal(value) ? reply.refuse(value) : value
  }
  const proposed = async (request: Parameters<typeof actorOf>[0], reply: Replying, wanted: Wanted | Refusal) => {
    if (isRefusal(wanted)) return reply.refuse(wanted)
    // `preview`: what would happen, without asking anybody yet.
    const look = (request.query as { preview?: string }).preview !== undefined
    const actor = actorOf(request).username
    return sent(reply, look ? approvals.preview(actor, wanted) : approvals.propose(actor, wanted))
  }

  app.get('/api/periods', ROLES, () => periodRows(services))
  app.get('/api/periods/usual', ROLES, () => DEFAULT_SETTINGS)
  app.get<{ Params: { day: string } }>(
    '/api/periods/stages/:day',
    { ...ROLES, schema: { params: DayParams } },
    (request) => stagesFrom(request.params.day),
  )
  app.post<{ Body: PeriodBody }>('/api/periods', { ...ROLES, schema: { body: PeriodBody } }, (request, reply) => {
    const { name, settings } = request.body
    return sent(reply, keepPeriod(services, actorOf(request).username, { name: name.trim(), settings }))
  })
  app.put<ById & { Body: PeriodBody }>(
    '/api/periods/:id',
    { ...ROLES, schema: { body: PeriodBody } },
    (request, reply) => {
      const { name, settings, version } = request.body
      const kept = { id: request.params.id, name: name.trim(), settings, version }
      return sent(reply, keepPeriod(services, actorOf(request).username, kept))
    },
  )
  app.delete<ById>('/api/periods/:id', ROLES, (request, reply) =>
    sent(reply, removePeriod(services, actorOf(request).username, request.params.id)),
  )
  app.post<ById & { Body: PeriodStep }>(
    '/api/periods/:id/proposal',
    { ...ROLES, schema: { body: PeriodStep } },
    async (request, reply) => {
      const period = await findPeriod(services, request.params.id)
      if (!period) return reply.refuse(refuse('not-found', { what: 'Periode' }))
      return await proposed(request, reply, periodWanted(period, request.body))
    },
  )

  app.get('/api/grants', ROLES, () => listGrants(services))
  app.get<ById>('/api/periods/:id/vacancies', ROLES, (request) => periodVacancies(services, request.params.id))
  app.post<ById & { Body: NewVacancies }>(
    '/api/periods/:id/vacancies',
    { ...ROLES, schema: { body: NewVacancies } },
    (request, reply) => sent(reply, makeDrafts(services, actorOf(request).username, request.params.id, request.body)),
  )
  app.post<ById & { Body: PublishVacancies }>(
    '/api/periods/:id/publication',
    { ...ROLES, schema: { body: PublishVacancies } },
    async (request, reply) => {
      const { vacancies, reason } = request.body
      return await proposed(request, reply, await publishWanted(services, request.params.id, vacancies, reason))
    },
  )
  app.put<ById & { Body: VacancyBody }>(
    '/api/vacancies/:id',
    { ...ROLES, schema: { body: VacancyBody } },
    (request, reply) => sent(reply, keepDraft(services, actorOf(request).username, request.params.id, request.body)),
  )
  app.delete<ById>('/api/vacancies/:id', ROLES, async (request, reply) => {
    const { removed } = await removeDrafts(services, actorOf(request).username, [request.params.id])
    return removed === 0 ? reply.refuse(refuse('not-found', { what: 'Rancangan formasi' })) : { removed }
  })
  app.post<ById & { Body: VacancyChange }>(
    '/api/vacancies/:id/change',
    { ...ROLES, schema: { body: VacancyChange } },
    async (request, reply) => proposed(request, reply, await changeWanted(services, request.params.id, request.body)),
  )
  app.get<ById>('/api/vacancies/:id/versions', ROLES, (request) => vacancyVersions(services, request.params.id))
}
