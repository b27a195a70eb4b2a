import type { Approvals, Deed, Wanted } from '../approvals/approvals.ts'
import { audit } from '../audit/audit-store.ts'
import { canonical, sha256 } from '../canonical.ts'
import { and, eq, inArray } from '../db/sql.ts'
import type { Effect } from '../protocol/http.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { Period, PeriodVacancy, VacancyBody, VacancyChange, VacancyContent } from '../protocol/vacancies.ts'
import { ruleSetOf } from '../rule-sets/rule-set-store.ts'
import type { Services } from '../services.ts'
import { inWords } from './period-commands.ts'
import { findPeriod } from './period-store.ts'
import { contentProblems } from './vacancy.ts'
import { columnsOf, contentAfter, overGranted, periodVacancies } from './vacancy-draft-store.ts'
import { contentOf } from './vacancy-store.ts'

type Needs = Pick<Services, 'store' | 'clock'>
interface PublishBody {
  period: string
  vacancies: { id: string; version: number }[]
}
interface ChangeBody {
  vacancy: string
  content: VacancyBody
}
/** What differs between two contents, in the words that the public history uses; told by `announcements/`. */
export type ChangeWords = (before: VacancyContent, after: VacancyContent, period: Period) => Promise<Effect[]>

/** Publishing vacancies, and changing a published one, are proposed by one and approved by another (FO3, FO4). */
export function vacancyDeeds(services: Needs, approvals: Approvals, changeWords: ChangeWords): void {
  approvals.register('vacancies', publishDeed(services))
  approvals.register('vacancy-change', changeDeed(services, changeWords))
}

/** Chosen drafts as they are now, for the second person. */
export async function publishWanted(
  services: Needs,
  period: string,
  ids: string[],
  reason: string,
): Promise<Wanted | Refusal> {
  const all = await periodVacancies(services, period)
  const chosen = all.filter(({ id, state }) => state === 'draft' && ids.includes(id))
  if (chosen.length < new Set(ids).size) return refuse('changed-meanwhile')
  const vacancies = chosen.map(({ id, version }) => ({ id, version }))
  const body: PublishBody = { period, vacancies }
  // One open proposal for one set of drafts.
  const subject = `${period}:${sha256(
    chosen
      .map(({ id }) => id)
      .sort()
      .join(' '),
  ).slice(0, 32)}`
  return { kind: 'vacancies', subject, body, reason }
}

/** A change of a published vacancy, for the second person; the subject says the period too, where it can be seen. */
export async function changeWanted(
  { store }: Needs,
  id: string,
  { content, reason }: VacancyChange,
): Promise<Wanted | Refusal> {
  const { vacancy } = store.tables
  const [row] = await store.read.select({ period: vacancy.periodId }).from(vacancy).where(eq(vacancy.id, id))
  if (!row?.period) return refuse('not-found', { what: 'Formasi' })
  const body: ChangeBody = { vacancy: id, content }
  return { kind: 'vacancy-change', subject: `${row.period}:${id}`, body, reason }
}

const NAMED_MAX = 20

function publishDeed(services: Needs): Deed {
  return {
    async prepare({ body, proposedBy, reason }) {
      const { period: id, vacancies } = body as PublishBody
      const period = await findPeriod(services, id)
      if (!period) return refuse('not-found', { what: 'Periode' })
      if (period.state === 'closed') return refuse('period-closed', { name: period.name })
      const all = new Map((await periodVacancies(services, id)).map((row) => [row.id, row]))
      const chosen = vacancies.flatMap(({ id: one, version }) => {
        const row = all.get(one)
        return row?.state === 'draft' && row.version === version ? [row] : []
      })
      if (chosen.length < vacancies.length) return refuse('changed-meanwhile')
      const problems = chosen.flatMap(problemsOf)
      if (problems.length > 0) return notReady(problems)
      return {
        ...{ title: publishTitle(period, chosen), effect: publishEffect(period, chosen) },
        write: (db, approvedBy) => publish(services, db, chosen, `${proposedBy}, ${approvedBy}`, reason),
      }
    },
  }
}

const notReady = (problems: Effect[]): Refusal =>
  refuse('vacancies-not-ready', { problems: inWords(problems, 'id'), 'problems:en': inWords(problems, 'en') })

const problemsOf = ({ code, problems, grant, need }: PeriodVacancy): Effect[] => [
  ...problems.map(({ id, en }) => ({ id: `${code}: ${id}`, en: `${code}: ${en}` })),
  ...(grant && need > grant.free
    ? [{ id: `${code}: melebihi yang ditetapkan.`, en: `${code}: more than was granted.` }]
    : []),
]

const publishTitle = ({ name }: Period, chosen: PeriodVacancy[]): Effect => ({
  id: `Umumkan ${chosen.length} formasi ${name}`,
  en: `Publish ${chosen.length} vacancies of ${name}`,
})

function publishEffect(period: Period, chosen: PeriodVacancy[]): Effect[] {
  const places = chosen.reduce((sum, { need }) => sum + need, 0)
  const seen: Effect =
    period.state === 'open'
      ? {
          id: `${places} kebutuhan langsung tampil untuk umum.`,
          en: `${places} places are shown to the public at once.`,
        }
      : {
          id: `${places} kebutuhan tampil untuk umum setelah periode dibuka.`,
          en: `${places} places are shown to the public when the period is opened.`,
        }
  const rest = chosen.length - NAMED_MAX
  return [
    seen,
    {
      id: 'Setelah ini setiap perubahan tercatat dalam riwayat yang terbuka.',
      en: 'From then on every change is kept in a history that the public reads.',
    },
    ...chosen.slice(0, NAMED_MAX).map(({ code, position, unit, need }) => {
      const line = `${code}: ${position}, ${unit}, ${need}`
      return { id: line, en: line }
    }),
    ...(rest > 0 ? [{ id: `dan ${rest} formasi lain.`, en: `and ${rest} more.` }] : []),
  ]
}

async function publish(
  services: Needs,
  db: Parameters<Parameters<Needs['store']['transaction']>[0]>[0],
  chosen: PeriodVacancy[],
  actor: string,
  note: string,
): Promise<Refusal | null> {
  const { vacancy, vacancyVersion } = services.store.tables
  const at = services.clock.wall()
  for (const { id, version } of chosen) {
    // A published vacancy counts its versions from one: drafts are nobody's history.
    const [row] = await db
      .update(vacancy)
      .set({ state: 'open', version: 1 })
      .where(and(eq(vacancy.id, id), eq(vacancy.version, version), eq(vacancy.state, 'draft')))
      .returning()
    if (!row) return refuse('changed-meanwhile')
    const over = await overGranted(services, db, row.requestId, id, row.need)
    if (over) return over
    await db
      .insert(vacancyVersion)
      .values({ vacancyId: id, version: 1, at, actor, content: canonical(contentOf(row)), note })
  }
  const detail = { rows: chosen.length, places: chosen.reduce((sum, { need }) => sum + need, 0) }
  await audit(services, db, {
    actor,
    action: 'vacancy.publish',
    subject: chosen
      .map(({ code }) => code)
      .join(', ')
      .slice(0, 500),
    detail,
  })
  return null
}

function changeDeed(services: Needs, changeWords: ChangeWords): Deed {
  return {
    async prepare({ body, proposedBy, reason }) {
      const { vacancy: id, content: wanted } = body as ChangeBody
      const { vacancy } = services.store.tables
      const [row] = await services.store.read.select().from(vacancy).where(eq(vacancy.id, id))
      const period = row?.periodId ? await findPeriod(services, row.periodId) : null
      if (!row || !period) return refuse('not-found', { what: 'Formasi' })
      if (period.state === 'closed') return refuse('period-closed', { name: period.name })
      if (row.state !== 'open' || row.version !== wanted.version) return refuse('changed-meanwhile')
      const before = contentOf(row)
      // The address that people were given stays.
      const sent = { ...wanted, code: row.code }
      const after = contentAfter(before, sent)
      const problems = contentProblems(
        after,
        await ruleSetOf(services, period.settings.ruleSet),
        period.settings.documents,
      )
      if (problems.length > 0) return notReady(problems)
      const over = await overGranted(services, services.store.read, row.requestId, id, wanted.need)
      if (over) return over
      const changes = await changeWords(before, after, period)
      if (canonical(before) === canonical(after)) return refuse('nothing-changed')
      return {
        title: { id: `Ubah formasi ${row.code}`, en: `Change vacancy ${row.code}` },
        effect: [...changes, ...(await applicantsEffect(services, id))],
        write: (db, approvedBy) => change(services, db, id, sent, `${proposedBy}, ${approvedBy}`, reason),
      }
    },
  }
}

async function applicantsEffect({ store }: Needs, id: string): Promise<Effect[]> {
  const { application } = store.tables
  const sent = await store.read
    .select({ id: application.id })
    .from(application)
    .where(and(eq(application.vacancyId, id), inArray(application.state, ['submitted', 'passed', 'failed'])))
  if (sent.length === 0) return []
  return [
    {
      id: `${sent.length} lamaran sudah dikirim; masing-masing tetap dinilai menurut isi formasi saat dikirim.`,
      en: `${sent.length} applications were sent already; each is judged by what the vacancy said when it was sent.`,
    },
  ]
}

async function change(
  services: Needs,
  db: Parameters<Parameters<Needs['store']['transaction']>[0]>[0],
  id: string,
  wanted: VacancyBody,
  actor: string,
  note: string,
): Promise<Refusal | null> {
  const { vacancy, vacancyVersion } = services.store.tables
  const [current] = await db.select({ requestId: vacancy.requestId }).from(vacancy).where(eq(vacancy.id, id))
  const over = await overGranted(services, db, current?.requestId ?? null, id, wanted.need)
  if (over) return over
  const version = wanted.version + 1
  const [row] = await db
    .update(vacancy)
    .set({ ...columnsOf(wanted), version })
    .where(and(eq(vacancy.id, id), eq(vacancy.version, wanted.version), eq(vacancy.state, 'open')))
    .returning()
  if (!row) return refuse('changed-meanwhile')
  const at = services.clock.wall()
  await db
    .insert(vacancyVersion)
    .values({ vacancyId: id, version, at, actor, content: canonical(contentOf(row)), note })
  await audit(services, db, { actor, action: 'vacancy.change', subject: row.code, detail: { version, note } })
  return null
}
