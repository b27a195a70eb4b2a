import { audit } from '../audit/audit-store.ts'
import { derive, hmac, sha256 } from '../canonical.ts'
import { and, asc, count, desc, eq, max } from '../db/sql.ts'
import { isDuplicate } from '../db/store.ts'
import { listsOf, type PublicationRow, type PublicationStage } from '../protocol/board.ts'
import type {
  NewWindow,
  ObjectionLookup,
  ObjectionRow,
  OpenWindow,
  OwnObjection,
  OwnObjections,
  Remedy,
  WindowRow,
} from '../protocol/objections.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import { type StoredPublication, storedPublications } from '../results/publication-store.ts'
import type { Services } from '../services.ts'
import { daysLeft, receiptNumber, stateOf, windowAfter, windowProblem } from './objection.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'newId'>
type Reading = Pick<Services, 'store' | 'clock'>

const WINDOW_WORDS = {
  day: 'ada tanggal yang tidak ada dalam kalender (tulis seperti 2026-12-01)',
  order: 'urutannya harus: dibuka, ditutup, lalu paling lambat dijawab',
  early: 'masa sanggah tidak dapat dibuka sebelum pengumuman',
}

/** Every publication with its window, or the one that would follow from its announcement; newest first (OB1, OB9). */
export async function listWindows(services: Reading): Promise<WindowRow[]> {
  const now = services.clock.wall()
  const windows = await windowsOf(services)
  const counts = await countsOf(services)
  const publications = await storedPublications(services)
  return publications.map((publication) => {
    const window = windows.get(publication.id) ?? null
    const { filed, decided, granted } = counts.get(publication.id) ?? { filed: 0, decided: 0, granted: [] }
    const newer = publications
      .filter(
        ({ stage, scope }) =>
          (stage === publication.stage && scope === publication.scope) ||
          (stage === 'final' && publication.stage === 'integration'),
      )
      .map(({ document }) => document.publishedAt)
    return {
      publication: publication.id,
      window,
      suggested: windowAfter(publication.document.publishedAt),
      state: stateOf(window, now),
      daysLeft: window ? daysLeft(window.answerBy, now) : null,
      filed,
      undecided: filed - decided,
      toAnnounce: granted.filter((at) => !newer.some((publishedAt) => publishedAt > at)).length,
    }
  })
}

/** What can be objected to today, for everybody to see. */
export async function openWindows(services: Reading): Promise<OpenWindow[]> {
  const now = services.clock.wall()
  const windows = await windowsOf(services)
  return (await storedPublications(services)).flatMap(({ id, withdrawn }) => {
    const window = windows.get(id)
    return window && !withdrawn && stateOf(window, now) === 'open'
      ? [{ publication: id, closesOn: window.closesOn }]
      : []
  })
}

/** Sets the days of a publication's window; possible until the first objection (OB2). */
export async function setWindow(
  services: Needs,
  actor: string,
  publicationId: string,
  wanted: NewWindow,
): Promise<WindowRow | Refusal> {
  const publication = (await storedPublications(services)).find((one) => one.id === publicationId)
  if (!publication) return refuse('not-found', { what: 'Pengumuman' })
  const problem = windowProblem(wanted, publication.document.publishedAt)
  if (problem) return refuse('window-wrong', { what: WINDOW_WORDS[problem] })
  const { objectionWindow, objection } = services.store.tables
  const refused = await services.store.transaction<Refusal | null>(async (db) => {
    const [filed] = await db.select({ n: count() }).from(objection).where(eq(objection.publicationId, publicationId))
    if ((filed?.n ?? 0) > 0) return refuse('window-fixed', { count: String(filed?.n) })
    const row = { ...wanted, createdAt: services.clock.wall(), createdBy: actor }
    await db
      .insert(objectionWindow)
      .values({ publicationId, ...row })
      .onConflictDoUpdate({ target: objectionWindow.publicationId, set: row })
    await audit(services, db, {
      actor,
      action: 'objection.window',
      subject: publication.document.title,
      detail: { publication: publicationId, ...wanted },
    })
    return null
  })
  if (refused) return refused
  return (await listWindows(services)).find((one) => one.publication === publicationId) as WindowRow
}

/** As the schema has it, but of the words without the blanks around them (OB5). */
const TEXT_LEAST = 20

/** Takes an objection, once for each stage, while the window is open (OB1, OB3, OB4). */
export async function fileObjection(
  services: Needs,
  wanted: { publication: string; number: string; text: string },
  by: { via: 'public' | 'officer'; actor: string },
): Promise<ObjectionRow | Refusal> {
  const { candidate, objection } = services.store.tables
  const body = wanted.text.trim()
  if (body.length < TEXT_LEAST) return refuse('objection-short', { least: String(TEXT_LEAST) })
  const publication = (await storedPublications(services)).find((one) => one.id === wanted.publication)
  if (!publication) return refuse('not-found', { what: 'Pengumuman' })
  if (publication.withdrawn) return refuse('objected-withdrawn')
  const window = (await windowsOf(services)).get(publication.id)
  if (!window) return refuse('no-objection-window')
  const now = services.clock.wall()
  if (stateOf(window, now) !== 'open')
    return refuse('objection-closed', { opens: window.opensOn, closes: window.closesOn })
  const number = wanted.number.trim()
  if (!rowOf(publication, number)) return refuse('not-on-the-list', { number })
  const [person] = await services.store.read
    .select({ id: candidate.id })
    .from(candidate)
    .where(eq(candidate.number, number))
  if (!person) return refuse('not-on-the-list', { number })
  const id = services.newId()
  try {
    await services.store.transaction(async (db) => {
      const [last] = await db.select({ number: max(objection.number) }).from(objection)
      const next = (last?.number ?? 0) + 1
      const receipt = receiptNumber(next, sha256(`objection\0${id}\0${body}`))
      await db.insert(objection).values({
        id,
        publicationId: publication.id,
        candidateId: person.id,
        stage: publication.stage,
        number: next,
        body,
        via: by.via,
        filedAt: now,
        filedBy: by.actor,
        receipt,
      })
      await audit(services, db, {
        actor: by.actor,
        action: 'objection.file',
        subject: number,
        detail: { publication: publication.id, receipt, via: by.via },
      })
    })
  } catch (error) {
    if (!isDuplicate(error)) throw error
    const [earlier] = await services.store.read
      .select({ receipt: objection.receipt })
      .from(objection)
      .where(and(eq(objection.candidateId, person.id), eq(objection.stage, publication.stage)))
    return refuse('objected-already', { receipt: earlier?.receipt ?? '' })
  }
  return (await listObjections(services)).find((row) => row.id === id) as ObjectionRow
}

/** Newest first, those undecided before the decided ones. */
export async function listObjections(services: Reading): Promise<ObjectionRow[]> {
  const { objection, objectionDecision, candidate, vacancy, proposal, objectionWindow } = services.store.tables
  const rows = await services.store.read
    .select({
      objection,
      verdict: objectionDecision.verdict,
      number: candidate.number,
      name: candidate.name,
      vacancyCode: vacancy.code,
      answerBy: objectionWindow.answerBy,
      proposal: proposal.id,
    })
    .from(objection)
    .innerJoin(candidate, eq(candidate.id, objection.candidateId))
    .innerJoin(vacancy, eq(vacancy.id, candidate.vacancyId))
    .innerJoin(objectionWindow, eq(objectionWindow.publicationId, objection.publicationId))
    .leftJoin(objectionDecision, eq(objectionDecision.objectionId, objection.id))
    .leftJoin(
      proposal,
      and(eq(proposal.kind, 'objection'), eq(proposal.subject, objection.id), eq(proposal.state, 'open')),
    )
    .orderBy(desc(objection.number))
  const titles = new Map((await storedPublications(services)).map((one) => [one.id, one.document.title]))
  const now = services.clock.wall()
  return rows
    .map(
      (row): ObjectionRow => ({
        id: row.objection.id,
        receipt: row.objection.receipt,
        publication: row.objection.publicationId,
        title: titles.get(row.objection.publicationId) ?? '',
        stage: row.objection.stage as PublicationStage,
        candidate: row.objection.candidateId,
        number: row.number,
        name: row.name,
        vacancyCode: row.vacancyCode,
        via: row.objection.via as ObjectionRow['via'],
        filedAt: row.objection.filedAt,
        answerBy: row.answerBy,
        daysLeft: daysLeft(row.answerBy, now),
        state: (row.verdict as 'granted' | 'rejected' | null) ?? (row.proposal ? 'proposed' : 'received'),
      }),
    )
    .sort((a, b) => Number(isDecided(a)) - Number(isDecided(b)))
}
const isDecided = ({ state }: ObjectionRow) => state === 'granted' || state === 'rejected'

/** Who number and NIK belong to, or one refusal for both mistakes (OB4). */
export async function identify(
  { store, secret }: Pick<Services, 'store' | 'secret'>,
  { number, nik }: ObjectionLookup,
): Promise<{ id: string; number: string; name: string } | Refusal> {
  const { candidate } = store.tables
  const [person] = await store.read
    .select({ id: candidate.id, number: candidate.number, name: candidate.name, nikIndex: candidate.nikIndex })
    .from(candidate)
    .where(eq(candidate.number, number.trim()))
  const index = hmac(derive(secret, 'nik-index'), nik).toString('base64url')
  if (person?.nikIndex !== index) return refuse('who-are-you')
  return { id: person.id, number: person.number, name: person.name }
}

/** What the candidate may object to now, and what became of the objections. */
export async function ownObjections(
  services: Reading,
  person: { id: string; number: string; name: string },
): Promise<OwnObjections> {
  const now = services.clock.wall()
  const { objection, objectionDecision } = services.store.tables
  const windows = await windowsOf(services)
  const publications = await storedPublications(services)
  const filed = await services.store.read
    .select({ objection, decision: objectionDecision })
    .from(objection)
    .leftJoin(objectionDecision, eq(objectionDecision.objectionId, objection.id))
    .where(eq(objection.candidateId, person.id))
    .orderBy(asc(objection.number))
  const stages = new Set(filed.map((row) => row.objection.stage))
  const open = publications.flatMap((publication) => {
    const window = windows.get(publication.id)
    if (!window || stateOf(window, now) !== 'open' || publication.withdrawn) return []
    const found = rowOf(publication, person.number)
    if (!found) return []
    return [
      {
        publication: publication.id,
        title: publication.document.title,
        stage: publication.stage,
        closesOn: window.closesOn,
        row: found.row,
        vacancyCode: found.vacancyCode,
        filed: stages.has(publication.stage),
      },
    ]
  })
  const states = new Map((await listObjections(services)).map((row) => [row.id, row.state]))
  return {
    number: person.number,
    name: person.name,
    open,
    objections: filed.map(({ objection: row, decision }): OwnObjection => {
      const state = states.get(row.id) ?? 'received'
      return {
        receipt: row.receipt,
        title: publications.find((one) => one.id === row.publicationId)?.document.title ?? '',
        filedAt: row.filedAt,
        text: row.body,
        answerBy: windows.get(row.publicationId)?.answerBy ?? '',
        // That a decision waits for its second person is the committee's matter until it is made.
        state: state === 'proposed' ? 'examined' : state,
        answer: decision ? (JSON.parse(decision.answer) as OwnObjection['answer']) : null,
        decidedAt: decision?.at ?? null,
      }
    }),
  }
}

/** Objections and decisions of each publication, and when those were granted from which something follows. */
async function countsOf({
  store,
}: Reading): Promise<Map<string, { filed: number; decided: number; granted: number[] }>> {
  const { objection, objectionDecision } = store.tables
  const rows = await store.read
    .select({ publication: objection.publicationId, decision: objectionDecision })
    .from(objection)
    .leftJoin(objectionDecision, eq(objectionDecision.objectionId, objection.id))
  const counts = new Map<string, { filed: number; decided: number; granted: number[] }>()
  for (const { publication, decision } of rows) {
    const one = counts.get(publication) ?? { filed: 0, decided: 0, granted: [] }
    counts.set(publication, one)
    one.filed += 1
    if (!decision) continue
    one.decided += 1
    const { kind } = JSON.parse(decision.remedy) as Remedy
    if (decision.verdict === 'granted' && kind !== 'none') one.granted.push(decision.at)
  }
  return counts
}

export async function windowsOf({ store }: Pick<Services, 'store'>): Promise<Map<string, NewWindow>> {
  const { objectionWindow } = store.tables
  const rows = await store.read.select().from(objectionWindow)
  return new Map(
    rows.map(({ publicationId, opensOn, closesOn, answerBy }) => [publicationId, { opensOn, closesOn, answerBy }]),
  )
}

/** A candidate's row in a publication, and whose list it is in. */
export function rowOf(
  { document }: Pick<StoredPublication, 'document'>,
  number: string,
): { row: PublicationRow; rows: PublicationRow[]; vacancyCode: string; list: string } | null {
  for (const { rows, vacancy } of listsOf(document)) {
    const row = rows.find((one) => one.number === number)
    if (row) return { row, rows, vacancyCode: vacancy.code, list: `${vacancy.code} ${vacancy.position}` }
  }
  return null
}
