import type { ReactNode } from 'react'
import type { GrantRow, PeriodRow, PeriodVacancy } from '../../../server/protocol/vacancies.ts'
import { useAddress } from '../../shared/address.tsx'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Choice, Empty, Mark } from '../../shared/parts/kit-basics.tsx'
import { Table } from '../../shared/parts/kit-table.tsx'
import { committeeText } from '../../shared/text/committee.ts'
import { vacanciesText } from '../../shared/text/vacancies.ts'
import { Head } from './shell.tsx'
import { Tabs } from './tabs.tsx'

export const VACANCY_TABS = ['period', 'grants', 'all'] as const
export type VacancyTab = (typeof VACANCY_TABS)[number]
const isReady = (row: PeriodVacancy): boolean => row.state === 'draft' && row.problems.length === 0
/** Granted places that no vacancy has taken. */
export const freeOf = ({ granted, used }: GrantRow): number => Math.max(0, granted - used)

/** The frame of the vacancies: which period, what to do next, and the part that the address names. */
export function VacanciesFrame({
  periods,
  period,
  vacancies,
  grants,
  tab,
  children,
}: {
  periods: PeriodRow[]
  period: PeriodRow
  vacancies: PeriodVacancy[]
  grants: GrantRow[]
  tab: VacancyTab
  children: ReactNode
}) {
  const all = useText(vacanciesText)
  const text = all.vacancies
  const title = useText(committeeText).screens.vacancies
  const { language } = useLanguage()
  const { go } = useAddress()
  const n = (value: number) => count(value, language)
  const drafts = vacancies.filter(({ state }) => state === 'draft')
  const ready = drafts.filter(isReady).length
  const unready = drafts.find((one) => !isReady(one))
  const free = grants.reduce((sum, grant) => sum + freeOf(grant), 0)
  const at = (one: VacancyTab) => `?screen=vacancies&tab=${one}&period=${encodeURIComponent(period.id)}`
  const done = drafts.length === 0 && vacancies.length > 0 && free === 0
  const next =
    period.state !== 'closed' && free > 0 ? (
      <Step words={text.nextGrants(n(free))} href={at('grants')} link={text.tabs.grants} />
    ) : unready ? (
      <Step
        words={text.nextMend(n(drafts.length - ready))}
        href={`?screen=vacancies&period=${encodeURIComponent(period.id)}&vacancy=${encodeURIComponent(unready.id)}`}
        link={unready.code}
      />
    ) : ready > 0 ? (
      <Step words={text.nextPublish(n(ready))} href={at('period')} link={text.tabs.period} />
    ) : vacancies.length === 0 ? (
      <Step words={text.nextNone} href="?screen=needs&tab=list" link={text.toNeeds} />
    ) : period.state === 'open' ? (
      text.nextDone
    ) : (
      <Step
        words={text.nextOpen}
        href={`?screen=periods&period=${encodeURIComponent(period.id)}`}
        link={text.toPeriods}
      />
    )
  return (
    <>
      <Head title={title} next={next} nextDone={done && period.state === 'open'}>
        <Choice
          label={text.period}
          value={period.id}
          options={periods.map((one) => ({
            value: one.id,
            title: `${one.name} (${all.states[one.state].toLowerCase()})`,
          }))}
          onChange={(value) => go({ period: value, vacancy: null })}
        />
      </Head>
      <Tabs
        label={text.parts}
        current={tab}
        of={VACANCY_TABS.map((one) => ({ tab: one, href: at(one), title: text.tabs[one] }))}
      />
      {children}
    </>
  )
}

function Step({ words, href, link }: { words: string; href: string; link: string }) {
  return (
    <span className="k-line">
      <span>{words}</span>
      <a className="k-button small" href={href}>
        {link}
      </a>
    </span>
  )
}

/** Where no period is there yet. */
export function NoPeriod() {
  const text = useText(vacanciesText).vacancies
  return (
    <div className="k-panel">
      <Empty title={text.noPeriod}>
        <p>{text.noPeriodAdvice}</p>
        <p>
          <a className="k-button" href="?screen=periods&period=new">
            {text.toPeriods}
          </a>
        </p>
      </Empty>
    </div>
  )
}

/** The vacancies of a period; drafts that are whole can be chosen and proposed together. */
export function PeriodVacancies({
  periodId,
  vacancies,
  chosen,
  onChosen,
  onPublish,
}: {
  periodId: string
  vacancies: PeriodVacancy[]
  chosen: ReadonlySet<string>
  onChosen: (chosen: Set<string>) => void
  onPublish: () => void
}) {
  const text = useText(vacanciesText).vacancies
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const ready = vacancies.filter(isReady)
  const some = ready.filter(({ id }) => chosen.has(id)).length
  const toggle = (id: string) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    onChosen(next)
  }
  const stateOf = (row: PeriodVacancy) =>
    row.state === 'open' ? text.published : row.problems.length > 0 ? text.incomplete : text.draft
  return (
    <Table
      name="v"
      caption={text.caption}
      rows={vacancies}
      rowKey={(row) => row.id}
      words={(row) => `${row.code} ${row.position} ${row.unit} ${row.place} ${row.needType} ${row.education}`}
      exportName="formasi-periode"
      tools={
        ready.length === 0 ? null : (
          <>
            <button
              type="button"
              className="k-button"
              onClick={() => onChosen(new Set(some === ready.length ? [] : ready.map(({ id }) => id)))}
            >
              {text.chooseAll}
            </button>
            <button type="button" className="k-button primary" disabled={some === 0} onClick={onPublish}>
              {text.publish(n(some))}
            </button>
          </>
        )
      }
      empty={
        <Empty title={text.empty}>
          <p>{text.emptyAdvice}</p>
        </Empty>
      }
      columns={[
        ...(ready.length === 0
          ? []
          : [
              {
                id: 'pick',
                head: '',
                kind: 'tight' as const,
                cell: (row: PeriodVacancy) =>
                  isReady(row) ? (
                    <input
                      type="checkbox"
                      className="c-rule-tick"
                      aria-label={text.choose(row.code)}
                      checked={chosen.has(row.id)}
                      onChange={() => toggle(row.id)}
                    />
                  ) : null,
              },
            ]),
        {
          id: 'code',
          head: text.code,
          kind: 'tight',
          cell: (row) => (
            <a
              className="k-num"
              href={`?screen=vacancies&period=${encodeURIComponent(periodId)}&vacancy=${encodeURIComponent(row.id)}`}
            >
              {row.code}
            </a>
          ),
          value: (row) => row.code,
        },
        {
          id: 'position',
          head: text.position,
          kind: 'name',
          cell: (row) => row.position,
          value: (row) => row.position,
        },
        { id: 'unit', head: text.unit, kind: 'name', cell: (row) => row.unit, value: (row) => row.unit },
        { id: 'needType', head: text.needType, cell: (row) => row.needType, value: (row) => row.needType },
        { id: 'need', head: text.need, kind: 'num', cell: (row) => n(row.need), value: (row) => row.need },
        {
          id: 'education',
          head: text.education,
          kind: 'wide',
          cell: (row) => row.education || '–',
          value: (row) => row.education,
        },
        {
          id: 'applicants',
          head: text.applicants,
          kind: 'num',
          cell: (row) => n(row.applicants),
          value: (row) => row.applicants,
        },
        {
          id: 'state',
          head: text.state,
          kind: 'tight',
          cell: (row) => (
            <Mark
              shape={row.state === 'open' ? 'check' : row.problems.length > 0 ? 'triangle' : 'dashed'}
              tone={row.state === 'open' ? 'ok' : row.problems.length > 0 ? 'amber' : 'soft'}
            >
              {stateOf(row)}
            </Mark>
          ),
          value: stateOf,
        },
      ]}
    />
  )
}
