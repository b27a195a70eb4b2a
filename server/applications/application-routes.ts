import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { applicantOf } from '../access/guard.ts'
import { markRead } from '../notices/outbox-store.ts'
import { Begin, type Choices, ChooseVacancy, DraftChange, Submit, Withdraw } from '../protocol/applications.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import { PROGRAMMES } from '../recruitment/education.ts'
import { searchRegions } from '../recruitment/region-store.ts'
import type { Services } from '../services.ts'
import { findApplicant } from './account-store.ts'
import { type ApplicationRow, openFrozen } from './application-store.ts'
import { beginApplication, changeDraft, chooseVacancy, ownApplication } from './draft-store.ts'
import { applicationView, homeOf, vacanciesFor } from './portal-view.ts'
import type { ReceiptPrinter } from './receipt-printer-job.ts'
import { submit, withdraw } from './submission-store.ts'

const PUBLIC = { config: { roles: ['public', 'applicant'] as const } }
const MINE = { config: { roles: ['applicant'] as const } }
const Found = Type.Object({ text: Type.String({ maxLength: 80 }) })
type One = { Params: { id: string } }

/** The applicant's own application: begin, fill in, send, follow, withdraw. */
export function applicationRoutes(app: FastifyInstance, services: Services, printer: ReceiptPrinter): void {
  const view = async (row: ApplicationRow | Refusal) => (isRefusal(row) ? row : await applicationView(services, row))

  app.get('/api/applicant/vacancies', PUBLIC, (request) => vacanciesFor(services, request.applicant?.id ?? null))
  app.get('/api/applicant/choices', PUBLIC, (_, reply): Choices => {
    reply.header('cache-control', 'private, max-age=3600')
    return { programmes: [...PROGRAMMES] }
  })
  app.post<{ Body: { text: string } }>('/api/applicant/regions', { ...MINE, schema: { body: Found } }, (request) =>
    searchRegions(request.body.text),
  )
  app.get('/api/applicant/home', MINE, (request) => homeOf(services, applicantOf(request).id))
  app.post('/api/applicant/notices/read', MINE, async (request) => {
    await markRead(services, applicantOf(request).id)
    return {}
  })

  app.post<{ Body: Begin }>(
    '/api/applicant/applications',
    { ...MINE, schema: { body: Begin } },
    async (request, reply) => {
      const made = await view(await beginApplication(services, applicantOf(request).id, request.body.vacancy))
      return isRefusal(made) ? reply.refuse(made) : made
    },
  )
  app.get<One>('/api/applicant/applications/:id', MINE, async (request, reply) => {
    const row = await ownApplication(services, applicantOf(request).id, request.params.id)
    return row ? await applicationView(services, row) : reply.refuse(refuse('not-found', { what: 'Lamaran' }))
  })
  app.patch<One & { Body: DraftChange }>(
    '/api/applicant/applications/:id',
    { ...MINE, schema: { body: DraftChange } },
    async (request, reply) => {
      const changed = await view(await changeDraft(services, applicantOf(request).id, request.params.id, request.body))
      return isRefusal(changed) ? reply.refuse(changed) : changed
    },
  )
  app.put<One & { Body: ChooseVacancy }>(
    '/api/applicant/applications/:id/vacancy',
    { ...MINE, schema: { body: ChooseVacancy } },
    async (request, reply) => {
      const { version, vacancy } = request.body
      const changed = await view(
        await chooseVacancy(services, applicantOf(request).id, request.params.id, version, vacancy),
      )
      return isRefusal(changed) ? reply.refuse(changed) : changed
    },
  )
  app.post<One & { Body: Submit }>(
    '/api/applicant/applications/:id/submission',
    { ...MINE, schema: { body: Submit } },
    async (request, reply) => {
      const sent = await view(await submit(services, applicantOf(request).id, request.params.id, request.body.version))
      return isRefusal(sent) ? reply.refuse(sent) : sent
    },
  )
  app.post<One & { Body: Withdraw }>(
    '/api/applicant/applications/:id/withdrawal',
    { ...MINE, schema: { body: Withdraw } },
    async (request, reply) => {
      const taken = await view(
        await withdraw(services, applicantOf(request).id, request.params.id, request.body.reason),
      )
      return isRefusal(taken) ? reply.refuse(taken) : taken
    },
  )
  app.get<One & { Querystring: { language?: string } }>(
    '/api/applicant/applications/:id/receipt.pdf',
    MINE,
    async (request, reply) => {
      const row = await ownApplication(services, applicantOf(request).id, request.params.id)
      const frozen = row && openFrozen(services, row)
      if (!row || !frozen || row.frozenDigest === null)
        return reply.refuse(refuse('not-found', { what: 'Bukti kirim' }))
      const language = request.query.language === 'en' ? 'en' : 'id'
      const { documentRules } = await applicationView(services, row)
      const me = await findApplicant(services, row.applicantId)
      const { number, period, vacancy, documents, submittedAt } = frozen
      const pdf = await printer.print({
        frozen: {
          ...{ number, period, vacancy, documents, submittedAt },
          person: { name: frozen.person.name, nik: me?.nikMasked ?? '' },
        },
        ...{ digest: row.frozenDigest, organisation: services.config.organisation, language },
        kinds: documentRules.map((rule) => [rule.kind, rule[language]]),
      })
      if (isRefusal(pdf)) return reply.refuse(pdf)
      return reply
        .type('application/pdf')
        .header('content-disposition', `attachment; filename="bukti-lamaran-${frozen.number}.pdf"`)
        .header('cache-control', 'no-store')
        .send(pdf)
    },
  )
}
