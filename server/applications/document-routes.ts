import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { applicantOf } from '../access/guard.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'
import { FRAME_BYTES, tooLarge } from './document.ts'
import type { DocumentChecker } from './document-checker-job.ts'
import { findDocument, openDocument } from './document-store.ts'
import { ownApplication } from './draft-store.ts'
import { documentView } from './portal-view.ts'
import { emptyIncoming, keepDocument, receive, removeDocument, uploadRule } from './upload-store.ts'

const MINE = { config: { roles: ['applicant'] as const } }
/** Larger than the largest document that a period may allow: the rule's own limit is kept while the bytes arrive. */
const BODY_BYTES_MAX = 24 * 1024 * 1024
const UPLOADS = { times: 40, perMs: 10 * 60_000 }

/** Documents of a draft: one file at a time, streamed, checked, kept; and back to their owner for a look. */
export async function documentRoutes(
  app: FastifyInstance,
  services: Services,
  checker: DocumentChecker,
): Promise<void> {
  emptyIncoming(services)
  await app.register(multipart, { limits: { files: 1, fields: 0, parts: 1, headerPairs: 20 } })

  app.post<{ Params: { id: string; kind: string } }>(
    '/api/applicant/applications/:id/documents/:kind',
    { ...MINE, bodyLimit: BODY_BYTES_MAX },
    async (request, reply) => {
      const applicant = applicantOf(request)
      const { id, kind } = request.params
      if (!(await services.bus.allow(`upload:${applicant.id}`, UPLOADS)))
        return away(request, reply, refuse('too-many-tries', { seconds: '600' }))
      const rule = await uploadRule(services, applicant.id, id, kind)
      if (isRefusal(rule)) return away(request, reply, rule)
      // Said before a byte of it is read.
      if (Number(request.headers['content-length'] ?? 0) > rule.bytesMax + FRAME_BYTES)
        return away(request, reply, tooLarge(rule))
      if (!request.isMultipart()) return away(request, reply, refuse('upload-incomplete'))
      const part = await request.file({ limits: { fileSize: rule.bytesMax + 1 } }).catch(() => undefined)
      if (!part) return away(request, reply, refuse('upload-incomplete'))
      const bytes = await receive(services, rule, part.file)
      if (isRefusal(bytes)) return away(request, reply, bytes)
      const kept = await keepDocument(services, checker, applicant.id, {
        application: id,
        rule,
        name: part.filename,
        bytes,
      })
      return isRefusal(kept) ? reply.refuse(kept) : documentView(kept)
    },
  )

  app.get<{ Params: { id: string } }>('/api/applicant/documents/:id', MINE, async (request, reply) => {
    const row = await findDocument(services, request.params.id)
    const own = row && (await ownApplication(services, applicantOf(request).id, row.applicationId))
    const bytes = row && own && row.erasedAt === null ? await openDocument(services, row) : null
    if (!row || !bytes) return reply.refuse(refuse('not-found', { what: 'Dokumen' }))
    return (
      reply
        .type(row.type)
        .header('cache-control', 'private, no-store')
        .header('x-content-type-options', 'nosniff')
        .header('content-disposition', `inline; filename="${row.kind}.${row.type === 'image/jpeg' ? 'jpg' : 'pdf'}"`)
        // A browser's own PDF viewer does not open what is shut in a sandbox; it runs none of our pages either.
        .header('content-security-policy', `default-src 'none'${row.type === 'image/jpeg' ? '; sandbox' : ''}`)
        .send(bytes)
    )
  })

  app.delete<{ Params: { id: string } }>('/api/applicant/documents/:id', MINE, async (request, reply) => {
    const removed = await removeDocument(services, applicantOf(request).id, request.params.id)
    return isRefusal(removed) ? reply.refuse(removed) : {}
  })
}

/** Refuses and hangs up: what still comes of the file is not waited for, however much it is. */
function away(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  if (!request.raw.complete)
    reply.raw.once('finish', () => {
      // A moment for the answer to be read before the line is cut.
      setTimeout(() => request.raw.destroy(), 250).unref()
    })
  return reply.header('connection', 'close').refuse(refusal)
}
