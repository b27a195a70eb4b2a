import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { createWriteStream, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { and, count, eq, isNull } from '../db/sql.ts'
import type { DocumentRule } from '../protocol/recruitment.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import { sealBytes } from '../recruitment/nik-seal.ts'
import { findPeriod } from '../recruitment/period-store.ts'
import type { Services } from '../services.ts'
import {
  active,
  cleanName,
  empty,
  kindOf,
  locked,
  tooLarge,
  tooManyPages,
  UPLOAD_MS,
  unreadable,
  wrongPixels,
  wrongType,
} from './document.ts'
import type { CheckFound } from './document-check-job.ts'
import type { DocumentChecker } from './document-checker-job.ts'
import { DOCUMENTS, documentFiles } from './document-files-store.ts'
import { type DocumentRow, documentKey } from './document-store.ts'
import { ownApplication, registrationClosed } from './draft-store.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'newId' | 'secret' | 'config'>

/** Files on their way; each under a key that only this process knows and forgets. Emptied at the start. */
const incomingOf = (data: string): string => join(data, DOCUMENTS, 'incoming')
export function emptyIncoming({ config }: Pick<Services, 'config'>): void {
  const folder = incomingOf(config.data)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { force: true })
}

/** The rule for this kind on this draft of hers, or why nothing may be uploaded now. */
export async function uploadRule(
  services: Needs,
  applicant: string,
  application: string,
  kind: string,
): Promise<DocumentRule | Refusal> {
  const row = await ownApplication(services, applicant, application)
  if (!row) return refuse('not-found', { what: 'Lamaran' })
  if (row.state !== 'draft') return refuse('application-sent')
  const period = await findPeriod(services, row.periodId)
  if (!period) throw new Error('bug: an application without its period')
  const closed = registrationClosed(services, period)
  if (closed) return closed
  return period.settings.documents.find((one) => one.kind === kind) ?? refuse('not-found', { what: 'Jenis dokumen' })
}

/**
 * Takes one file from the wire (DC1, DC2): to a temporary file, never more than its limit and never longer than its
 * time; the bytes, or why not. What was written is gone afterwards.
 */
export async function receive(services: Needs, rule: DocumentRule, stream: Readable): Promise<Buffer | Refusal> {
  const path = join(incomingOf(services.config.data), services.newId())
  const [key, iv] = [randomBytes(32), randomBytes(16)]
  let bytes = 0
  let large = false
  const counted = new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length
      large = bytes > rule.bytesMax
      done(large ? new Error('large') : null, chunk)
    },
  })
  const late = AbortSignal.timeout(UPLOAD_MS)
  try {
    const file = createWriteStream(path, { flags: 'wx', mode: 0o600 })
    await pipeline(stream, counted, createCipheriv('aes-256-ctr', key, iv), file, { signal: late })
    if (bytes === 0) return empty(rule)
    const decipher = createDecipheriv('aes-256-ctr', key, iv)
    // A stream cipher: nothing comes at the end, and one copy less of each upload is kept for the collector.
    return decipher.update(await readFile(path))
  } catch (error) {
    if (large) return tooLarge(rule)
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (['ENOSPC', 'EDQUOT'].includes(code)) return refuse('uploads-paused')
    if (late.aborted || code.startsWith('ERR_STREAM') || code === 'ECONNRESET' || code === 'ABORT_ERR')
      return refuse('upload-incomplete')
    throw error
  } finally {
    await rm(path, { force: true })
  }
}

const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer => Buffer.from(buffer, byteOffset, byteLength)

/** What the checker found, in words; null where the file is good. */
export function checkProblem(rule: DocumentRule, found: CheckFound | { kind: 'busy' }): Refusal | null {
  switch (found.kind) {
    case 'image':
    case 'pdf':
      return null
    case 'type':
      return wrongType(rule)
    case 'broken':
      return unreadable(rule)
    case 'active':
      return active(rule)
    case 'locked':
      return locked(rule)
    case 'empty':
      return empty(rule)
    case 'large':
      return tooLarge(rule)
    case 'pages':
      return tooManyPages(rule, found.pages)
    case 'pixels':
      return wrongPixels(rule, found.width, found.height)
    case 'busy':
      return refuse('document-busy')
  }
}

/** Uploads for one application, replaced ones too: nobody fills the disk alone. */
const UPLOADS_MAX = 60

/** Checks the bytes, keeps them sealed under a random name, and puts them in the place of an earlier file (DC3 to DC8). */
export async function keepDocument(
  services: Needs,
  checker: DocumentChecker,
  applicant: string,
  upload: { application: string; rule: DocumentRule; name: string; bytes: Buffer },
): Promise<DocumentRow | Refusal> {
  const { rule } = upload
  if (kindOf(upload.bytes) !== rule.type) return wrongType(rule)
  const found = await checker.check(upload.bytes, rule)
  const problem = checkProblem(rule, found)
  if (problem) return problem
  const bytes = found.kind === 'image' ? asBuffer(found.bytes) : upload.bytes
  const { document } = services.store.tables
  const [sent] = await services.store.read
    .select({ n: count() })
    .from(document)
    .where(eq(document.applicationId, upload.application))
  if ((sent?.n ?? 0) >= UPLOADS_MAX) return refuse('too-many-files', { most: String(UPLOADS_MAX) })
  const file = randomBytes(16).toString('base64url')
  const files = documentFiles(services)
  await files.keep(file, sealBytes(documentKey(services.secret), bytes))
  const now = services.clock.wall()
  const row: DocumentRow = {
    id: services.newId(),
    ...{ applicationId: upload.application, kind: rule.kind, file },
    digest: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    type: rule.type === 'jpeg' ? 'image/jpeg' : 'application/pdf',
    pages: found.kind === 'pdf' ? found.pages : null,
    ...{ width: found.kind === 'image' ? found.width : null, height: found.kind === 'image' ? found.height : null },
    name: cleanName(upload.name),
    ...{ createdAt: now, replacedAt: null, erasedAt: null },
  }
  const stored = await services.store.transaction<{ replaced: string[] } | Refusal>(async (db) => {
    // It may have been sent meanwhile: a frozen copy names the documents it had.
    const application = await ownApplication(services, applicant, upload.application, db)
    if (application?.state !== 'draft') return refuse('application-sent')
    const replaced = await db
      .update(document)
      .set({ replacedAt: now, erasedAt: now })
      .where(
        and(eq(document.applicationId, upload.application), eq(document.kind, rule.kind), isNull(document.replacedAt)),
      )
      .returning({ file: document.file })
    await db.insert(document).values(row)
    return { replaced: replaced.map((one) => one.file) }
  })
  // What no row names any more goes away; a draft's replaced file is nobody's evidence.
  for (const gone of 'refused' in stored ? [file] : stored.replaced) await files.remove(gone)
  return 'refused' in stored ? stored : row
}

/** Takes a file away from a draft. */
export async function removeDocument(services: Needs, applicant: string, id: string): Promise<true | Refusal> {
  const { document } = services.store.tables
  const now = services.clock.wall()
  const removed = await services.store.transaction<string | Refusal>(async (db) => {
    const [row] = await db
      .select()
      .from(document)
      .where(and(eq(document.id, id), isNull(document.erasedAt)))
    const application = row && (await ownApplication(services, applicant, row.applicationId, db))
    if (!row || !application) return refuse('not-found', { what: 'Dokumen' })
    if (application.state !== 'draft') return refuse('application-sent')
    await db.update(document).set({ replacedAt: now, erasedAt: now }).where(eq(document.id, id))
    return row.file
  })
  if (typeof removed !== 'string') return removed
  await documentFiles(services).remove(removed)
  return true
}
