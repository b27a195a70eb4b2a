import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { toExport } from '../../question-bank/export.ts'
import { actorOf } from '../access/guard.ts'
import { Upload } from '../protocol/http.ts'
import { isRefusal, refuse } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'
import { importBank } from './bank-import.ts'
import { BankReader } from './bank-reader-job.ts'
import { createBank, exportBank, findBank, listBanks, pageOfItems } from './bank-store.ts'

const ROLES = { config: { roles: ['writer', 'committee', 'administrator'] as const } }
/** Uploads carry their files as base64 in one JSON body: 30 MB of it. */
export const UPLOAD_BYTES_MAX = 30 * 1024 * 1024

const NewBank = Type.Object({ name: Type.String({ minLength: 1, maxLength: 100 }) }, { additionalProperties: false })
const ItemsQuery = Type.Object({
  query: Type.Optional(Type.String({ maxLength: 200 })),
  section: Type.Optional(Type.String({ maxLength: 100 })),
  page: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,4}$' })),
})

/** The bank for those who write and approve items. Holds keys: no station and no proctor may call these. */
export function bankRoutes(app: FastifyInstance, services: Services): void {
  const reader = new BankReader()
  app.addHook('onClose', async () => reader.stop())

  app.get('/api/banks', ROLES, () => listBanks(services))

  app.post<{ Body: { name: string } }>(
    '/api/banks',
    { ...ROLES, schema: { body: NewBank } },
    async (request, reply) => {
      const id = await createBank(services, actorOf(request).username, request.body.name.trim())
      if (isRefusal(id)) return reply.refuse(id)
      return (await listBanks(services)).find((bank) => bank.id === id)
    },
  )

  app.post<{ Params: { id: string }; Body: Upload }>(
    '/api/banks/:id/import',
    { ...ROLES, bodyLimit: UPLOAD_BYTES_MAX, schema: { body: Upload } },
    async (request, reply) => {
      const bank = await findBank(services, request.params.id)
      if (!bank) return reply.refuse(refuse('not-found', { what: 'Bank soal' }))
      const { partial, dryRun } = request.body
      const actor = actorOf(request).username
      return await importBank(services, actor, bank.name, filesOf(request.body), { partial, dryRun, reader })
    },
  )

  app.get<{ Params: { id: string }; Querystring: { query?: string; section?: string; page?: string } }>(
    '/api/banks/:id/items',
    { ...ROLES, schema: { querystring: ItemsQuery } },
    async (request, reply) => {
      const bank = await findBank(services, request.params.id)
      if (!bank) return reply.refuse(refuse('not-found', { what: 'Bank soal' }))
      const { query = '', section, page = '1' } = request.query
      return await pageOfItems(services, bank.id, query, section ?? null, Number(page))
    },
  )

  app.get<{ Params: { id: string } }>('/api/banks/:id/export.json', ROLES, async (request, reply) => {
    const bank = await findBank(services, request.params.id)
    if (!bank) return reply.refuse(refuse('not-found', { what: 'Bank soal' }))
    return reply
      .header('content-disposition', 'attachment; filename="bank.json"')
      .send(toExport(await exportBank(services, bank.id)))
  })
}

export const filesOf = (upload: Upload) =>
  upload.files.map((file) => ({ name: file.name, bytes: Buffer.from(file.base64, 'base64') }))
