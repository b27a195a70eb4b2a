import { asc, eq } from '../db/sql.ts'
import type { PeriodSettings } from '../protocol/recruitment.ts'
import type { OpenVacancy, VacancyContent, VacancyVersion } from '../protocol/vacancies.ts'
import { dayOf } from '../protocol/wib-days.ts'
import { findStage } from '../recruitment/period.ts'
import { openPeriod } from '../recruitment/period-store.ts'
import { openVacancies } from '../recruitment/vacancy-store.ts'
import { ruleSetOf } from '../rule-sets/rule-set-store.ts'
import type { Services } from '../services.ts'
import type { Catalogue, PublicVacancy, Registration, Words } from './catalogue.ts'
import { changesOf } from './changes.ts'
import { oneLine, paragraphs } from './plain-words.ts'

type Reading = Pick<Services, 'store' | 'clock' | 'config'>

/** Visitors of the same seconds share one reading of the records: a thousand phones at once cost the exams nothing. */
const FRESH_MS = 5000

/** The catalogue as it is now, read again when it is older than a few seconds. */
export function keptCatalogue(services: Reading): () => Promise<Catalogue> {
  let kept: { at: number; catalogue: Promise<Catalogue> } | null = null
  return () => {
    const now = services.clock.wall()
    // A wall clock that was set back must not keep an old catalogue for ever.
    if (kept && now >= kept.at && now - kept.at < FRESH_MS) return kept.catalogue
    const catalogue = readCatalogue(services)
    const own = { at: now, catalogue }
    kept = own
    catalogue.catch(() => {
      if (kept === own) kept = null
    })
    return catalogue
  }
}

/** Reads the open period with its open vacancies. Every word of a person is made plain here, once (AN2). */
export async function readCatalogue(services: Reading): Promise<Catalogue> {
  const day = dayOf(services.clock.wall())
  const organisation = oneLine(services.config.organisation)
  const period = await openPeriod(services)
  if (!period) return { organisation, day, period: null, vacancies: [] }
  const settings = plainSettings(period.settings)
  const kindOf = await kindsOf(services, period.settings.ruleSet)
  const versions = await versionsOf(services, period.id)
  const vacancies = (await openVacancies(services, period.id)).map((row): PublicVacancy => {
    const own = versions.get(row.id) ?? []
    const first = own.at(-1)?.at ?? period.createdAt
    return {
      ...plainVacancy(row),
      needType: kindOf(row.needType),
      publishedAt: first,
      updatedAt: own[0]?.at ?? first,
      changes: changesOf(own, settings.documents, kindOf),
    }
  })
  return {
    organisation,
    day,
    period: { id: period.id, name: oneLine(period.name), settings, registration: registrationOf(period.settings, day) },
    vacancies,
  }
}

function plainSettings({ decree, signer, stages, documents, contact }: PeriodSettings) {
  const plain = (rule: PeriodSettings['documents'][number]) => ({
    ...rule,
    ...{ id: oneLine(rule.id), en: oneLine(rule.en), hintId: oneLine(rule.hintId), hintEn: oneLine(rule.hintEn) },
  })
  return {
    decree: oneLine(decree),
    signer: { name: oneLine(signer.name), title: oneLine(signer.title), place: oneLine(signer.place) },
    stages,
    documents: documents.map(plain),
    contact: oneLine(contact),
  }
}

const plainVacancy = (row: OpenVacancy) => ({
  id: row.id,
  code: row.code,
  position: oneLine(row.position),
  unit: oneLine(row.unit),
  place: oneLine(row.place),
  needTypeId: row.needType,
  need: row.need,
  education: oneLine(row.education),
  requirements: row.requirements,
  description: paragraphs(row.description),
  extras: row.skbPlan.extras.map(({ kind, weight }) => ({ kind: oneLine(kind), weight })),
  applicants: row.applicants,
  version: row.version,
})

/** A period cannot be opened without these days; one without them shows as not open. */
function registrationOf(settings: PeriodSettings, day: string): Registration {
  const { from, until } = findStage(settings, 'registration') ?? { from: '', until: '' }
  const state = day < from || from === '' ? 'before' : day > until ? 'after' : 'open'
  return { state, from, until }
}

/** Names of the kinds of need as the rule set of the period words them. */
export async function kindsOf(services: Pick<Services, 'store'>, ruleSet: string): Promise<(id: string) => Words> {
  const rules = await ruleSetOf(services, ruleSet)
  const titles = new Map(rules?.needTypes.map(({ id, title }) => [id, title]))
  return (id) => titles.get(id) ?? { id: oneLine(id), en: oneLine(id) }
}

/** All versions of a period's vacancies in one reading, by vacancy, the newest first. */
async function versionsOf({ store }: Reading, periodId: string): Promise<Map<string, VacancyVersion[]>> {
  const { vacancy, vacancyVersion } = store.tables
  const rows = await store.read
    .select({ version: vacancyVersion })
    .from(vacancyVersion)
    .innerJoin(vacancy, eq(vacancy.id, vacancyVersion.vacancyId))
    .where(eq(vacancy.periodId, periodId))
    .orderBy(asc(vacancyVersion.vacancyId), asc(vacancyVersion.version))
  const found = new Map<string, VacancyVersion[]>()
  for (const { version: row } of rows) {
    const own = found.get(row.vacancyId) ?? []
    own.unshift({ ...row, content: JSON.parse(row.content) as VacancyContent })
    found.set(row.vacancyId, own)
  }
  return found
}
