import type { Approvals, Deed, Wanted } from '../approvals/approvals.ts'
import { eq } from '../db/sql.ts'
import type { Effect } from '../protocol/http.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import { dayWords } from '../protocol/unmet.ts'
import type { Period, PeriodRow, PeriodStep } from '../protocol/vacancies.ts'
import type { Services } from '../services.ts'
import { findStage, settingsProblems } from './period.ts'
import { settingsChanges } from './period-changes.ts'
import { unlessNameTaken, writePeriod } from './period-store.ts'
import { periodRows } from './period-view.ts'

type Needs = Pick<Services, 'store' | 'clock'>
interface Body extends Omit<PeriodStep, 'reason'> {
  period: string
  version: number
}

/** To open, close or change a period that the public sees is proposed by one and approved by another (PE3, PE4). */
export function periodDeeds(services: Needs, approvals: Approvals): void {
  approvals.register('period', periodDeed(services))
}

/** A step of a period as a proposal, bound to the period as it is now. */
export function periodWanted({ id, version }: Period, { step, body, reason }: PeriodStep): Wanted {
  const wanted: Body = {
    period: id,
    step,
    version: body?.version ?? version,
    ...(body && step === 'change' ? { body } : {}),
  }
  return { kind: 'period', subject: id, body: wanted, reason }
}

function periodDeed(services: Needs): Deed {
  return {
    async prepare({ body, proposedBy }) {
      const wanted = body as Body
      const period = (await periodRows(services)).find(({ id }) => id === wanted.period)
      if (!period) return refuse('not-found', { what: 'Periode' })
      if (period.version !== wanted.version) return refuse('changed-meanwhile')
      const prepared = await prepareStep(services, period, wanted)
      if ('refused' in prepared) return prepared
      const after = { version: wanted.version, ...prepared.after }
      return {
        ...{ title: prepared.title, effect: prepared.effect },
        write: (db, approvedBy) =>
          unlessNameTaken(after.name ?? period.name, () =>
            writePeriod(services, db, `${proposedBy}, ${approvedBy}`, period, after),
          ),
      }
    },
  }
}

interface Prepared {
  title: Effect
  effect: Effect[]
  after: Partial<Pick<Period, 'name' | 'settings' | 'state'>>
}

async function prepareStep(services: Needs, period: PeriodRow, { step, body }: Body): Promise<Prepared | Refusal> {
  const { name } = period
  if (step === 'close') {
    if (period.state !== 'open') return refuse('nothing-changed')
    return {
      title: { id: `Tutup periode ${name}`, en: `Close the period ${name}` },
      effect: [
        { id: 'Lowongan tidak tampil lagi untuk umum.', en: 'The vacancies are no longer shown to the public.' },
        {
          id: 'Tidak ada lamaran baru yang diterima; yang sudah dikirim tetap diproses.',
          en: 'No new application is taken; those that were sent go on.',
        },
      ],
      after: { state: 'closed' },
    }
  }
  const settings = step === 'change' && body ? body.settings : period.settings
  const problems = settingsProblems(settings)
  if (problems.length > 0)
    return refuse('period-not-ready', { problems: inWords(problems, 'id'), 'problems:en': inWords(problems, 'en') })
  if (step === 'change') {
    const changes = settingsChanges(period.settings, settings)
    const renamed =
      body && body.name.trim() !== name
        ? [{ id: `Nama menjadi "${body.name.trim()}".`, en: `The name becomes "${body.name.trim()}".` }]
        : []
    if (changes.length + renamed.length === 0) return refuse('nothing-changed')
    return {
      title: { id: `Ubah periode ${name}`, en: `Change the period ${name}` },
      effect: [...renamed, ...changes],
      after: { settings, name: body?.name.trim() ?? name },
    }
  }
  if (period.state === 'open') return refuse('nothing-changed')
  if (period.vacancies.open === 0) return refuse('period-empty', { name })
  const { period: table } = services.store.tables
  const [other] = await services.store.read.select({ name: table.name }).from(table).where(eq(table.state, 'open'))
  if (other) return refuse('other-period-open', { name: other.name })
  const [from, until] = [
    findStage(settings, 'registration')?.from ?? '',
    findStage(settings, 'registration')?.until ?? '',
  ]
  return {
    title: { id: `Buka periode ${name}`, en: `Open the period ${name}` },
    effect: [
      {
        id: `${period.vacancies.open} formasi dengan ${period.vacancies.need} kebutuhan tampil untuk umum.`,
        en: `${period.vacancies.open} vacancies with ${period.vacancies.need} places are shown to the public.`,
      },
      {
        id: `Pendaftaran dibuka ${dayWords(from, 'id')} sampai ${dayWords(until, 'id')} (WIB).`,
        en: `Registration is open from ${dayWords(from, 'en')} to ${dayWords(until, 'en')} (WIB).`,
      },
      ...(period.vacancies.drafts > 0
        ? [
            {
              id: `${period.vacancies.drafts} rancangan formasi belum diumumkan dan tidak tampil.`,
              en: `${period.vacancies.drafts} drafts are not published and not shown.`,
            },
          ]
        : []),
    ],
    after: { state: 'open' },
  }
}

/** Sentences in a row, for a refusal. */
export const inWords = (problems: Effect[], language: 'id' | 'en'): string =>
  problems.map((problem) => problem[language]).join(' ')
