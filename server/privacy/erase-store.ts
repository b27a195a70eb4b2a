import { openFrozen, sealDraft, sealFrozen, storeEvent } from '../applications/application-store.ts'
import { and, eq, inArray, isNull, sql } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import type { DataClass, ErasedCounts } from '../protocol/privacy.ts'
import { seal } from '../recruitment/nik-seal.ts'
import type { Services } from '../services.ts'
import { textKey } from '../verification/appeal-view.ts'
import { erasedIndex, type Person } from './person-store.ts'
import { FACES } from './retention.ts'

type Writes = Pick<Services, 'store' | 'clock' | 'newId' | 'secret'>
/** Stands where a name stood; the same in both languages of a list. */
export const GONE = '(dihapus)'
const NOBODY = 'x'

export interface Erased {
  counts: ErasedCounts
  /** Files that no row needs any more: to be taken away once this is on disk. */
  files: string[]
}

/** Erases a class of one person's data in the caller's transaction (PV12). 'person' is everything. */
export async function eraseOf(services: Writes, db: Db, person: Person, name: DataClass): Promise<Erased> {
  const { application } = services.store.tables
  const rows = await db.select().from(application).where(eq(application.applicantId, person.id))
  const drafts = rows.filter(({ state }) => state === 'draft')
  const none: ErasedCounts = { documents: 0, photos: 0, messages: 0, applications: 0, accounts: 0, candidates: 0 }
  const ids = (of: { id: string }[]) => of.map(({ id }) => id)
  const erased: Erased = { counts: none, files: [] }
  const take = ({ counts, files }: { counts: Partial<ErasedCounts>; files?: string[] }) => {
    erased.counts = { ...erased.counts, ...counts }
    erased.files.push(...(files ?? []))
  }
  switch (name) {
    case 'drafts':
      take(await eraseDocuments(services, db, ids(drafts), 'all'))
      take(await emptyApplications(services, db, drafts))
      break
    case 'face':
      take(await eraseDocuments(services, db, ids(rows), 'face'))
      take(await erasePhotos(services, db, ids(person.candidates)))
      break
    case 'documents':
      take(await eraseDocuments(services, db, ids(rows), 'papers'))
      break
    case 'notices':
      take(await eraseMessages(services, db, person.id))
      break
    case 'person':
      take(await eraseDocuments(services, db, ids(rows), 'all'))
      take(await erasePhotos(services, db, ids(person.candidates)))
      take(await eraseMessages(services, db, person.id))
      take(await emptyApplications(services, db, rows))
      take(await emptyPeople(services, db, person))
  }
  for (const { id } of name === 'drafts' ? drafts : rows)
    await storeEvent(services, db, { application: id, actor: 'system', kind: 'erased', detail: { class: name } })
  return erased
}

async function eraseDocuments(
  { store, clock }: Writes,
  db: Db,
  applications: string[],
  which: 'all' | 'face' | 'papers',
) {
  if (applications.length === 0) return { counts: {} }
  const { document, outsideDocument } = store.tables
  const faces = inArray(document.kind, FACES)
  const gone = await db
    .update(document)
    // The digest stays: the frozen copy names it.
    .set({ erasedAt: clock.wall(), name: GONE })
    .where(
      and(
        inArray(document.applicationId, applications),
        isNull(document.erasedAt),
        which === 'all' ? undefined : which === 'face' ? faces : sql`NOT ${faces}`,
      ),
    )
    .returning({ file: document.file })
  if (which !== 'face') await db.delete(outsideDocument).where(inArray(outsideDocument.applicationId, applications))
  return { counts: { documents: gone.length }, files: gone.map(({ file }) => file) }
}

async function erasePhotos({ store }: Writes, db: Db, candidates: string[]) {
  if (candidates.length === 0) return { counts: {} }
  const { photo } = store.tables
  const gone = await db.delete(photo).where(inArray(photo.candidateId, candidates)).returning({ id: photo.id })
  return { counts: { photos: gone.length } }
}

async function eraseMessages({ store }: Writes, db: Db, applicant: string) {
  const { notice } = store.tables
  const gone = await db.delete(notice).where(eq(notice.applicantId, applicant)).returning({ id: notice.id })
  return { counts: { messages: gone.length } }
}

/** What was typed goes; what the decision stood on and nobody is known by (education, grade, months) stays. */
async function emptyApplications(services: Writes, db: Db, rows: Parameters<typeof openFrozen>[1][]) {
  const { application, appeal } = services.store.tables
  for (const row of rows) {
    const frozen = openFrozen(services, row)
    const { education, experienceMonths, declared } = frozen?.draft ?? {}
    const left = frozen && {
      ...frozen,
      person: { name: GONE, nik: '', kk: '', email: null, phone: null },
      draft: { education: education && { ...education, institution: '' }, experienceMonths, declared },
    }
    await db
      .update(application)
      .set({
        draftSealed: sealDraft(services.secret, {}),
        frozenSealed: left ? sealFrozen(services.secret, JSON.stringify(left)) : null,
        nikIndex: erasedIndex(row.id),
        version: row.version + 1,
      })
      .where(eq(application.id, row.id))
    await db
      .update(appeal)
      .set({ bodySealed: seal(textKey(services.secret), Buffer.from(GONE, 'utf8')) })
      .where(eq(appeal.applicationId, row.id))
  }
  return { counts: { applications: rows.length } }
}

async function emptyPeople(services: Writes, db: Db, { applicant: row, candidates }: Person) {
  const { applicant, candidate, signIn, verificationCode } = services.store.tables
  const nothing = { nikSealed: '', nikMasked: '' }
  if (row) {
    await db
      .update(applicant)
      .set({
        ...{ name: GONE, ...nothing, nikIndex: erasedIndex(row.id), profileSealed: '', passwordHash: NOBODY },
        ...{ emailSealed: null, emailIndex: null, emailMasked: null, emailVerifiedAt: null },
        ...{ phoneSealed: null, phoneIndex: null, phoneMasked: null, phoneVerifiedAt: null },
        ...{ erasedAt: services.clock.wall(), version: row.version + 1 },
      })
      .where(eq(applicant.id, row.id))
    await db.delete(signIn).where(eq(signIn.applicantId, row.id))
    await db.delete(verificationCode).where(eq(verificationCode.applicantId, row.id))
  }
  for (const one of candidates)
    await db
      .update(candidate)
      .set({ name: GONE, ...nothing, nikIndex: erasedIndex(one.id), birthDate: null, accommodation: null })
      .where(eq(candidate.id, one.id))
  return { counts: { accounts: row ? 1 : 0, candidates: candidates.length } }
}
