import { addressIndex } from '../applications/account-store.ts'
import { eq, isNotNull } from '../db/sql.ts'
import type { FrozenApplication } from '../protocol/recruitment.ts'
import type { Period, VacancyContent } from '../protocol/vacancies.ts'
import { dayOf } from '../protocol/wib-days.ts'
import { sealNik } from '../recruitment/nik-seal.ts'
import { regionName } from '../recruitment/region-store.ts'
import { openVacancies } from '../recruitment/vacancy-store.ts'
import type { Services } from '../services.ts'
import { judged } from './case-view.ts'
import type { OutsideApplicant, OutsideDocument, OutsideResult } from './outside-sheets.ts'
import { requirementsToJudge } from './requirements.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'newId' | 'secret'>
/** A vacancy that sheets may name. */
export type SheetVacancy = VacancyContent & { id: string; version: number }
/** After so many frozen copies others have their turn. */
const BREATH = 50

/** What the sheets gave so far. */
export interface Taken {
  applicants: OutsideApplicant[]
  documents: OutsideDocument[]
  results: OutsideResult[]
}

/** What the sheets must fit to. */
export async function worldOf(services: Needs, period: Period) {
  const { store, clock, secret } = services
  const { application, applicant, outsideDocument } = store.tables
  const vacancies = new Map((await openVacancies(services, period.id)).map((one) => [one.code, one]))
  const rows = await store.read
    .select({ id: application.id, number: application.number, nik: application.nikIndex, state: application.state })
    .from(application)
    .where(eq(application.periodId, period.id))
  const taken = await store.read
    .select({ number: application.number })
    .from(application)
    .where(isNotNull(application.number))
  const addresses = new Map<string, string>()
  for (const row of await store.read
    .select({ nik: applicant.nikIndex, email: applicant.emailIndex, phone: applicant.phoneIndex })
    .from(applicant))
    for (const index of [row.email, row.phone]) if (index !== null) addresses.set(index, row.nik)
  const papers = new Set(
    (
      await store.read
        .select({ number: application.number, kind: outsideDocument.kind })
        .from(outsideDocument)
        .innerJoin(application, eq(application.id, outsideDocument.applicationId))
        .where(eq(application.periodId, period.id))
    ).map(({ number, kind }) => `${number}\0${kind}`),
  )
  const applied = new Set(rows.map(({ nik }) => nik))
  const sent = new Set(rows.flatMap(({ number }) => (number === null ? [] : [number])))
  const indexOf = (nik: string) => sealNik(secret, nik).nikIndex
  return {
    vacancies,
    people: (more: OutsideApplicant[]) => ({
      today: dayOf(clock.wall()),
      vacancies: new Set(vacancies.keys()),
      numbers: new Set([...taken.map(({ number }) => number ?? ''), ...more.map(({ number }) => number)]),
      applied: (nik: string) => applied.has(indexOf(nik)) || more.some((one) => one.nik === nik),
      addressTaken: (address: string, nik: string) => {
        const owner = addresses.get(addressIndex(secret, address))
        return owner !== undefined && owner !== indexOf(nik)
      },
      regionKnown: (code: string) => regionName(code) !== null,
    }),
    papers: ({ applicants, documents }: Taken) => ({
      numbers: new Set([...sent, ...applicants.map(({ number }) => number)]),
      rules: period.settings.documents,
      has: (number: string, kind: string) =>
        papers.has(`${number}\0${kind}`) || documents.some((one) => one.number === number && one.kind === kind),
    }),
    /** Requirements are opened only where results came along: each is a frozen copy to be read. */
    toJudge: async ({ applicants, results }: Taken, asked: boolean) => {
      const waiting = new Map<string, Awaited<ReturnType<typeof judged>>['requirements']>()
      if (asked)
        for (const { id, number, state } of rows) {
          if (state !== 'submitted' || number === null) continue
          const [row] = await store.read.select().from(application).where(eq(application.id, id))
          if (row) waiting.set(number, (await judged(services, row, store.read, period)).requirements)
          if (waiting.size % BREATH === 0) await new Promise(setImmediate)
        }
      const drafts = new Map(applicants.map((one) => [one.number, one]))
      for (const one of drafts.values()) {
        const vacancy = vacancies.get(one.vacancy)
        if (asked && vacancy) waiting.set(one.number, ofSheet(one, vacancy, period))
      }
      for (const { number } of results) waiting.delete(number)
      return { waiting: new Set(waiting.keys()), requirements: (number: string) => waiting.get(number) ?? [] }
    },
  }
}

const ofSheet = (one: OutsideApplicant, vacancy: SheetVacancy, period: Period) =>
  requirementsToJudge(frozenOf(one, vacancy, period), period.settings.documents)

/** The copy as it would have been frozen here. */
export const frozenOf = (one: OutsideApplicant, vacancy: SheetVacancy, period: Period): FrozenApplication => ({
  number: one.number,
  period: period.name,
  vacancy: {
    ...{ id: vacancy.id, code: vacancy.code, position: vacancy.position, unit: vacancy.unit },
    ...{ requirements: vacancy.requirements, version: vacancy.version },
  },
  person: { name: one.name, nik: one.nik, kk: one.kk, email: one.email, phone: one.phone },
  draft: one.draft,
  documents: [],
  submittedAt: one.submittedAt,
})
