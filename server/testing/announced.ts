import { canonical } from '../canonical.ts'
import { eq } from '../db/sql.ts'
import type { PeriodSettings } from '../protocol/recruitment.ts'
import type { VacancyContent } from '../protocol/vacancies.ts'
import { DEFAULT_SETTINGS, stagesFrom } from '../recruitment/period.ts'
import { keepPeriod } from '../recruitment/period-store.ts'
import type { Services } from '../services.ts'
import { must } from './test-app.ts'

export interface Announced extends Partial<VacancyContent> {
  code: string
  state?: 'draft' | 'open'
  /** Later versions: what each changed, with its note. */
  later?: { change: Partial<VacancyContent>; note: string }[]
}

/** An open period whose registration runs from 21 November to 11 December 2026, with these vacancies. */
export async function announced(
  services: Services,
  vacancies: Announced[],
  { name = 'Seleksi CPNS Uji 2026', ...settings }: Partial<PeriodSettings> & { name?: string } = {},
): Promise<{ id: string }> {
  const { tables } = services.store
  const period = must(
    await keepPeriod(services, 'test', {
      name,
      settings: {
        ...DEFAULT_SETTINGS,
        decree: 'Pengumuman Nomor 810/12/2026',
        signer: { name: 'Nama Pejabat', title: 'Sekretaris Daerah', place: 'Muara Bungo' },
        ruleSet: 'skd-cpns-2024',
        contact: 'bkpsdm@example.go.id',
        stages: stagesFrom('2026-11-20'),
        ...settings,
      },
    }),
  )
  await services.store.transaction(async (db) => {
    await db.update(tables.period).set({ state: 'open' }).where(eq(tables.period.id, period.id))
    for (const { code, state = 'open', later = [], ...given } of vacancies) {
      const id = `v-${code}`
      const first: VacancyContent = {
        ...{ code, position: 'Perawat Terampil', unit: 'Puskesmas Muara Bungo I', needType: 'umum', need: 2 },
        ...{ education: 'D-III Keperawatan', description: '', thresholds: {}, skbPlan: { extras: [] } },
        requirements: { education: [{ level: 'd3', programmes: ['keperawatan'] }], ageMin: 18, ageMax: 35 },
        ...given,
      }
      const versions = [{ content: first, note: '' }]
      for (const { change, note } of later)
        versions.push({ content: { ...(versions.at(-1)?.content ?? first), ...change }, note })
      const { requirements, skbPlan, thresholds, ...last } = versions.at(-1)?.content ?? first
      await db.insert(tables.vacancy).values({
        ...last,
        ...{ id, state, periodId: period.id, createdAt: services.clock.wall(), version: versions.length },
        requirements: canonical(requirements),
        skbPlan: canonical(skbPlan),
        thresholds: canonical(thresholds),
      })
      if (state === 'draft') continue
      await db.insert(tables.vacancyVersion).values(
        versions.map(({ content, note }, at) => ({
          ...{ vacancyId: id, version: at + 1, actor: 'panitia-rahasia', note, content: canonical(content) },
          at: services.clock.wall() + at * 3_600_000,
        })),
      )
    }
  })
  return { id: period.id }
}
