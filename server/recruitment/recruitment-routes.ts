import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { actorOf } from '../access/guard.ts'
import { filesOf, UPLOAD_BYTES_MAX } from '../item-bank/bank-routes.ts'
import { Upload } from '../protocol/http.ts'
import type { Services } from '../services.ts'
import { importCandidates, importVacancies } from './recruitment-import.ts'
import { listVacancies, pageOfCandidates } from './recruitment-store.ts'
import { CANDIDATE_TEMPLATE, VACANCY_TEMPLATE } from './sheets.ts'

const ROLES = { config: { roles: ['committee', 'administrator'] as const } }
const CandidatesQuery = Type.Object({
  query: Type.Optional(Type.String({ maxLength: 100 })),
  vacancy: Type.Optional(Type.String({ maxLength: 64 })),
  page: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,4}$' })),
})

/** Vacancies and candidates, enough to schedule a sitting. */
export function recruitmentRoutes(app: FastifyInstance, services: Services): void {
  app.get('/api/vacancies', ROLES, () => listVacancies(services))

  app.get<{ Querystring: { query?: string; vacancy?: string; page?: string } }>(
    '/api/candidates',
    { ...ROLES, schema: { querystring: CandidatesQuery } },
    (request) =>
      pageOfCandidates(
        services,
        request.query.query ?? '',
        request.query.vacancy ?? null,
        Number(request.query.page ?? 1),
      ),
  )

  for (const [path, run] of [
    ['vacancies', importVacancies],
    ['candidates', importCandidates],
  ] as const) {
    app.post<{ Body: Upload }>(
      `/api/imports/${path}`,
      { ...ROLES, bodyLimit: UPLOAD_BYTES_MAX, schema: { body: Upload } },
      (request) => run(services, actorOf(request).username, filesOf(request.body), request.body),
    )
  }

  const template = (path: string, text: string) =>
    app.get(`/api/imports/templates/${path}`, ROLES, (_, reply) =>
      reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${path}"`).send(text),
    )
  template('vacancies.csv', VACANCY_TEMPLATE)
  template('candidates.csv', CANDIDATE_TEMPLATE)
}
