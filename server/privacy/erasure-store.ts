import { documentFiles } from '../applications/document-files-store.ts'
import type { Approvals, Deed } from '../approvals/approvals.ts'
import { audit } from '../audit/audit-store.ts'
import { and, count, desc, eq, inArray, isNotNull, lte, max, ne, sql } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import type { ProposalRow } from '../protocol/http.ts'
import {
  DATA_CLASSES,
  type DataClass,
  type ErasedCounts,
  type ErasureProof,
  type ErasureRow,
} from '../protocol/privacy.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import { dayOf } from '../protocol/wib-days.ts'
import type { Services } from '../services.ts'
import { dueNow } from './due-store.ts'
import { erasedIndex, findPerson, keptOf } from './person-store.ts'
import { FACES } from './retention.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'newId'>
/** Rows written with one statement. */
const ROWS_MAX = 400

export const CLASS_TITLES: Record<DataClass, { id: string; en: string }> = {
  drafts: { id: 'lamaran yang tidak dikirim', en: 'applications never sent' },
  face: { id: 'foto wajah', en: 'pictures of faces' },
  documents: { id: 'dokumen lamaran', en: 'documents of applications' },
  notices: { id: 'pesan', en: 'messages' },
  person: { id: 'data diri dan semua yang menunjuk orangnya', en: 'the person and all that points to her or him' },
}

/** Proposes what is due of a class, or everything of one person (PV11). */
export const proposeErasure = (
  approvals: Approvals,
  actor: string,
  what: { class: DataClass } | { person: string },
  reason: string,
): Promise<ProposalRow | Refusal> =>
  approvals.propose(actor, {
    kind: 'erasure',
    subject: 'class' in what ? `class:${what.class}` : `person:${what.person}`,
    body: what,
    reason,
  })

/** `begun`: told when there is something to erase. */
export function erasureDeed(services: Services, begun: () => void): Deed {
  return {
    async prepare({ body, reason, proposedBy }) {
      const what = body as { class: DataClass } | { person: string }
      const found = 'class' in what ? await ofClass(services, what.class) : await ofPerson(services, what.person)
      if ('refused' in found) return found
      const { people, name, source, cause, title } = found
      return {
        title,
        effect: [
          ...found.effect,
          {
            id: 'Yang dihapus tidak dapat dikembalikan. Nomor, jawaban, nilai, putusan dan daftar yang sudah diumumkan tetap; rantai log tetap utuh.',
            en: 'What is erased does not come back. Numbers, answers, scores, decisions and published lists stay; the chains of the logs stay whole.',
          },
          {
            id: 'Cadangan yang dibuat sebelum saat ini masih memuatnya: musnahkan cadangan itu menurut jadwal.',
            en: 'Backups made before this moment still hold it: destroy them on schedule.',
          },
        ],
        write: (db, approvedBy) => begin(services, db, { name, cause, people, reason, source, proposedBy, approvedBy }),
        after: begun,
      }
    },
  }
}

async function ofClass(services: Needs, name: DataClass) {
  const { retentionRule } = services.store.tables
  const [rule] = await services.store.read.select().from(retentionRule).where(eq(retentionRule.class, name))
  if (!rule) return refuse('retention-unsettled')
  const { due, people } = await dueNow(services, name, rule.days)
  if (people.length === 0) return refuse('nothing-due')
  const n = String(people.length)
  const kept = Object.values(due.kept).reduce((sum, one) => sum + one, 0)
  return {
    ...{ people, name, source: rule.source, cause: 'retention' as const },
    title: {
      id: `Hapus ${CLASS_TITLES[name].id} dari ${n} orang`,
      en: `Erase ${CLASS_TITLES[name].en} of ${n} people`,
    },
    effect: [
      {
        id: `${n} orang; masa simpan ${rule.days} hari lewat sampai ${due.until} (${rule.source}).`,
        en: `${n} people; ${rule.days} days of keeping have passed up to ${due.until} (${rule.source}).`,
      },
      {
        id: `${kept} orang dilewati: ditahan, seleksinya berjalan, atau sanggahnya belum dijawab.`,
        en: `${kept} people are passed over: held, in a running selection, or with an unanswered objection.`,
      },
    ],
  }
}

async function ofPerson(services: Needs, id: string) {
  const person = await findPerson(services, id)
  if (!person) return refuse('not-found', { what: 'Orang' })
  if (person.erased) return refuse('person-erased')
  const why = await keptOf(services, services.store.read, person, dayOf(services.clock.wall()))
  if (why === 'hold') return refuse('kept-hold')
  if (why === 'objection') return refuse('kept-objection')
  if (why === 'running') return refuse('kept-running')
  return {
    ...{
      people: [person.id],
      name: 'person' as const,
      source: 'UU 27/2022 Pasal 8, 43, 44',
      cause: 'request' as const,
    },
    title: { id: `Hapus data ${person.name}`, en: `Erase the data of ${person.name}` },
    effect: [
      {
        id: 'Atas permintaan orangnya: akun, dokumen, foto, pesan, dan semua yang menunjuk orangnya.',
        en: 'At the person’s request: account, documents, pictures, messages, and all that points to her or him.',
      },
    ],
  }
}

async function begin(
  { store, clock, newId }: Needs,
  db: Db,
  one: {
    name: DataClass
    cause: 'retention' | 'request'
    people: string[]
    reason: string
    source: string
    proposedBy: string
    approvedBy: string
  },
): Promise<void> {
  const { erasure, erasureItem } = store.tables
  const [last] = await db.select({ ordinal: max(erasure.ordinal) }).from(erasure)
  const id = newId()
  const { name, people, ...row } = one
  const ordinal = (last?.ordinal ?? 0) + 1
  await db.insert(erasure).values({ ...row, id, ordinal, class: name, people: people.length, at: clock.wall() })
  for (let from = 0; from < people.length; from += ROWS_MAX)
    await db.insert(erasureItem).values(
      people.slice(from, from + ROWS_MAX).map((personId) => ({
        ...{ erasureId: id, personId, class: name, state: 'waiting', files: '[]', counts: '{}', at: null },
      })),
    )
  await audit({ store, clock }, db, {
    ...{ actor: one.approvedBy, action: 'erasure.begin', subject: String(ordinal) },
    detail: { class: name, cause: one.cause, people: people.length, source: one.source },
  })
}

/** The newest first, each with how far it is and what went. */
export async function listErasures({ store }: Pick<Services, 'store'>): Promise<ErasureRow[]> {
  const { erasure, erasureItem } = store.tables
  const rows = await store.read.select().from(erasure).orderBy(desc(erasure.ordinal)).limit(200)
  const items =
    rows.length === 0
      ? []
      : await store.read
          .select({ erasure: erasureItem.erasureId, state: erasureItem.state, counts: erasureItem.counts, n: count() })
          .from(erasureItem)
          .where(
            inArray(
              erasureItem.erasureId,
              rows.map(({ id }) => id),
            ),
          )
          .groupBy(erasureItem.erasureId, erasureItem.state, erasureItem.counts)
  return rows.map((row) => {
    const states: ErasureRow['states'] = { waiting: 0, files: 0, done: 0, held: 0 }
    const counts: ErasedCounts = { documents: 0, photos: 0, messages: 0, applications: 0, accounts: 0, candidates: 0 }
    for (const one of items.filter(({ erasure: of }) => of === row.id)) {
      states[one.state as keyof typeof states] += one.n
      for (const [what, n] of Object.entries(JSON.parse(one.counts) as Partial<ErasedCounts>))
        counts[what as keyof ErasedCounts] += n * one.n
    }
    return { ...row, class: row.class as DataClass, cause: row.cause as ErasureRow['cause'], states, counts }
  })
}

/** What of an erasure is still there, looked up now (PV13): rows by what must be empty, and the files on the disk. */
export async function proofOf(services: Services, id: string): Promise<ErasureProof | null> {
  const { store } = services
  const { erasure, erasureItem, application, document, notice, applicant, photo } = store.tables
  const [row] = await store.read.select().from(erasure).where(eq(erasure.id, id))
  if (!row) return null
  const name = DATA_CLASSES.find((one) => one === row.class) ?? 'person'
  const done = store.read
    .select({ id: erasureItem.personId })
    .from(erasureItem)
    .where(and(eq(erasureItem.erasureId, id), inArray(erasureItem.state, ['files', 'done'])))
  const before = (column: Parameters<typeof lte>[0]) => lte(column, row.at)
  const hers = inArray(application.applicantId, done)
  const all = name === 'person'
  const left: ErasureProof['left'] = []
  const papers = await store.read
    .select({ file: document.file, kind: document.kind, erasedAt: document.erasedAt, state: application.state })
    .from(document)
    .innerJoin(application, eq(application.id, document.applicationId))
    .where(and(hers, before(document.createdAt)))
  const meant = papers.filter(
    ({ kind, state }) =>
      all ||
      (name === 'drafts' && state === 'draft') ||
      (name === 'face' && FACES.includes(kind)) ||
      (name === 'documents' && !FACES.includes(kind)),
  )
  let files = 0
  for (const { file, erasedAt } of meant)
    if (erasedAt !== null && (await documentFiles(services).read(file))) files += 1
  left.push({ what: 'documents', count: meant.filter(({ erasedAt }) => erasedAt === null).length })
  left.push({ what: 'files', count: files })
  if (all || name === 'notices')
    left.push({
      what: 'messages',
      count: await rows(
        store.read
          .select({ n: count() })
          .from(notice)
          .where(and(inArray(notice.applicantId, done), before(notice.createdAt))),
      ),
    })
  if (all || name === 'face') {
    const candidates = store.read
      .select({ id: application.candidateId })
      .from(application)
      .where(and(hers, isNotNull(application.candidateId)))
    left.push({
      what: 'photos',
      count: await rows(
        store.read
          .select({ n: count() })
          .from(photo)
          .where(and(inArray(photo.candidateId, candidates), before(photo.takenAt))),
      ),
    })
  }
  if (all || name === 'drafts') {
    const named = sql`${application.nikIndex} NOT LIKE ${erasedIndex('%')}`
    left.push({
      what: 'applications',
      count: await rows(
        store.read
          .select({ n: count() })
          .from(application)
          .where(and(hers, named, all ? undefined : eq(application.state, 'draft'), before(application.createdAt))),
      ),
    })
  }
  if (all) {
    const whole = and(inArray(applicant.id, done), ne(applicant.nikSealed, ''))
    left.push({ what: 'accounts', count: await rows(store.read.select({ n: count() }).from(applicant).where(whole)) })
    left.push({ what: 'candidates', count: await candidatesLeft(services, id) })
  }
  const [people] = await store.read
    .select({ n: count() })
    .from(erasureItem)
    .where(and(eq(erasureItem.erasureId, id), inArray(erasureItem.state, ['files', 'done'])))
  return { at: services.clock.wall(), people: people?.n ?? 0, left }
}

async function rows(query: Promise<{ n: number }[]> | PromiseLike<{ n: number }[]>): Promise<number> {
  return (await query)[0]?.n ?? 0
}

/** Candidates of the erased: through their applications, or themselves where they had no account. */
async function candidatesLeft({ store }: Pick<Services, 'store'>, id: string): Promise<number> {
  const { erasureItem, application, candidate } = store.tables
  const [row] = await store.read
    .select({ n: count() })
    .from(candidate)
    .leftJoin(application, eq(application.candidateId, candidate.id))
    .innerJoin(
      erasureItem,
      and(
        eq(erasureItem.erasureId, id),
        inArray(erasureItem.state, ['files', 'done']),
        sql`${erasureItem.personId} IN (${candidate.id}, ${application.applicantId})`,
      ),
    )
    .where(ne(candidate.nikSealed, ''))
  return row?.n ?? 0
}
