import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { actorOf } from '../access/guard.ts'
import type { Approvals } from '../approvals/approvals.ts'
import type { Delivery } from '../delivery/delivery.ts'
import { isRefusal } from '../protocol/refusals.ts'
import { RescorePreviewRequest, RescoreProposalRequest } from '../protocol/rescoring.ts'
import type { Scorer } from '../results/score-store.ts'
import type { Services } from '../services.ts'
import { changesCsv } from './changes-export.ts'
import { listRescorings } from './history-view.ts'
import { memoLabel, memoRow } from './memo.ts'
import { memoPdf } from './memo-export.ts'
import { readMemo } from './memo-store.ts'
import { proposeKeyChange, registerKeyChanges } from './rescore-commands.ts'
import { prepareRescore, previewOf } from './rescore-store.ts'
import { findByNumber, findItems, studyItem } from './workbench-view.ts'

/** Everything here shows keys: committee and administrators alone (RW9). */
const COMMITTEE = { config: { roles: ['committee', 'administrator'] as const } }

const ItemsQuery = Type.Object(
  {
    query: Type.Optional(Type.String({ maxLength: 200 })),
    page: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,4}$' })),
    candidate: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
    number: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,3}$' })),
  },
  { additionalProperties: false },
)
type ItemsQuery = { query?: string; page?: string; candidate?: string; number?: string }

/** The re-score workbench: find an item, preview what another key would change, propose it, and its memo. */
export function rescoringRoutes(
  app: FastifyInstance,
  services: Services,
  delivery: Delivery,
  scorer: Scorer,
  approvals: Approvals,
): void {
  registerKeyChanges(services, delivery, scorer, approvals)
  // Another process may have mended a key.
  const leave = services.bus.subscribe('*', (message) => message.kind === 'rescored' && scorer.forget())
  app.addHook('onClose', async () => leave())

  app.get<{ Querystring: ItemsQuery }>(
    '/api/rescoring/items',
    { ...COMMITTEE, schema: { querystring: ItemsQuery } },
    async (request, reply) => {
      const { query = '', page = '1', candidate, number } = request.query
      if (candidate === undefined || number === undefined) return await findItems(services, query, Number(page))
      const found = await findByNumber(services, delivery, candidate, Number(number))
      return isRefusal(found) ? reply.refuse(found) : found
    },
  )
  app.get<{ Params: { id: string } }>('/api/rescoring/items/:id', COMMITTEE, async (request, reply) => {
    const study = await studyItem(services, delivery, request.params.id)
    return isRefusal(study) ? reply.refuse(study) : study
  })
  app.post<{ Body: RescorePreviewRequest }>(
    '/api/rescoring/preview',
    { ...COMMITTEE, schema: { body: RescorePreviewRequest } },
    async (request, reply) => {
      const prepared = await prepareRescore(services, delivery, request.body.changes)
      return isRefusal(prepared) ? reply.refuse(prepared) : previewOf(prepared, request.body)
    },
  )
  app.post<{ Body: RescorePreviewRequest }>(
    '/api/rescoring/preview.csv',
    { ...COMMITTEE, schema: { body: RescorePreviewRequest } },
    async (request, reply) => {
      const prepared = await prepareRescore(services, delivery, request.body.changes)
      if (isRefusal(prepared)) return reply.refuse(prepared)
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="pratinjau-penilaian-ulang.csv"')
        .send(changesCsv(prepared.effects.rows.map(memoRow)))
    },
  )
  app.post<{ Body: RescoreProposalRequest }>(
    '/api/rescoring/proposals',
    { ...COMMITTEE, schema: { body: RescoreProposalRequest } },
    async (request, reply) => {
      const proposed = await proposeKeyChange(services, approvals, actorOf(request).username, request.body)
      return isRefusal(proposed) ? reply.refuse(proposed) : proposed
    },
  )
  app.get('/api/rescoring', COMMITTEE, () => listRescorings(services, approvals))
  app.get<{ Params: { proposal: string } }>('/api/rescoring/:proposal/memo.pdf', COMMITTEE, async (request, reply) => {
    const read = await readMemo(services, delivery, request.params.proposal)
    if (isRefusal(read)) return reply.refuse(read)
    const { memo, digest } = read
    const name = memo.number === null ? 'konsep' : memoLabel(memo.number, memo.at).replace('/', '-')
    return reply
      .type('application/pdf')
      .header('content-disposition', `attachment; filename="memo-penilaian-ulang-${name}.pdf"`)
      .send(await memoPdf(memo, digest))
  })
  app.get<{ Params: { proposal: string } }>(
    '/api/rescoring/:proposal/changes.csv',
    COMMITTEE,
    async (request, reply) => {
      const read = await readMemo(services, delivery, request.params.proposal)
      if (isRefusal(read)) return reply.refuse(read)
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="penilaian-ulang.csv"')
        .send(changesCsv(read.memo.rows))
    },
  )
}
