import type { FastifyInstance } from 'fastify'
import { actorOf } from '../access/guard.ts'
import { filesOf, UPLOAD_BYTES_MAX } from '../item-bank/bank-routes.ts'
import { Upload } from '../protocol/http.ts'
import { isRefusal } from '../protocol/refusals.ts'
import { NewStanding } from '../protocol/results.ts'
import type { Services } from '../services.ts'
import { importOutsideScores } from './outside-score-import.ts'
import { listOutsideScores } from './outside-score-store.ts'
import { OUTSIDE_SCORE_TEMPLATE } from './outside-scores.ts'
import { listStandings, setStanding } from './standing-store.ts'

const COMMITTEE = { config: { roles: ['committee', 'administrator'] as const } }

/** Who is out of the race and why, and the scores that come from outside. */
export function standingRoutes(app: FastifyInstance, services: Services): void {
  app.get('/api/standings', COMMITTEE, () => listStandings(services))
  app.post<{ Params: { id: string }; Body: NewStanding }>(
    '/api/candidates/:id/standing',
    { ...COMMITTEE, schema: { body: NewStanding } },
    async (request, reply) => {
      const result = await setStanding(services, actorOf(request).username, request.params.id, request.body)
      return isRefusal(result) ? reply.refuse(result) : result
    },
  )
  app.get('/api/outside-scores', COMMITTEE, () => listOutsideScores(services))
  app.post<{ Body: Upload }>(
    '/api/outside-scores/import',
    { ...COMMITTEE, bodyLimit: UPLOAD_BYTES_MAX, schema: { body: Upload } },
    (request) => importOutsideScores(services, actorOf(request).username, filesOf(request.body), request.body),
  )
  app.get('/api/outside-scores/template.csv', COMMITTEE, (_, reply) =>
    reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="nilai-luar.csv"')
      .send(OUTSIDE_SCORE_TEMPLATE),
  )
}
