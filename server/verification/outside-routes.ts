import type { FastifyInstance } from 'fastify'
import { actorOf } from '../access/guard.ts'
import { filesOf, UPLOAD_BYTES_MAX } from '../item-bank/bank-routes.ts'
import { Upload } from '../protocol/http.ts'
import { isRefusal } from '../protocol/refusals.ts'
import { Unmask } from '../protocol/verification.ts'
import type { Services } from '../services.ts'
import { xlsxOf } from './applicants-export.ts'
import { exportOutside, outsideTemplate } from './outside-export.ts'
import { importOutside } from './outside-import.ts'

const COMMITTEE = { config: { roles: ['committee', 'administrator'] as const } }
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Sheets in and out for offices that register elsewhere. */
export function outsideRoutes(app: FastifyInstance, services: Services): void {
  app.post<{ Params: { id: string }; Body: Upload }>(
    '/api/verification/periods/:id/import',
    { ...COMMITTEE, bodyLimit: UPLOAD_BYTES_MAX, schema: { body: Upload } },
    async (request, reply) => {
      const { id } = request.params
      const actor = actorOf(request).username
      const report = await importOutside(services, actor, id, filesOf(request.body), request.body)
      return isRefusal(report) ? reply.refuse(report) : report
    },
  )
  // Asked by POST: its purpose is no part of an address that a log would keep.
  app.post<{ Params: { id: string }; Body: Unmask }>(
    '/api/verification/periods/:id/export',
    { ...COMMITTEE, schema: { body: Unmask } },
    async (request, reply) => {
      const tables = await exportOutside(services, actorOf(request).username, request.params.id, request.body.purpose)
      if (isRefusal(tables)) return reply.refuse(tables)
      return reply
        .type(XLSX)
        .header('cache-control', 'private, no-store')
        .header('content-disposition', 'attachment; filename="pelamar-lengkap.xlsx"')
        .send(xlsxOf(tables, services.clock.wall()))
    },
  )
  app.get('/api/verification/template.xlsx', COMMITTEE, (_, reply) =>
    reply
      .type(XLSX)
      .header('content-disposition', 'attachment; filename="contoh-pelamar.xlsx"')
      .send(xlsxOf(outsideTemplate(), services.clock.wall())),
  )
}
