import type { ReactNode } from 'react'
import type { VacancyRow } from '../../../server/protocol/http.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Empty, Mark } from '../../shared/parts/kit-basics.tsx'
import { Table } from '../../shared/parts/kit-table.tsx'
import { committeeText } from '../../shared/text/committee.ts'
import { Head } from './shell.tsx'

/** The vacancies, with how far each has come. */
export function VacanciesScreen({ vacancies, importer }: { vacancies: VacancyRow[]; importer: ReactNode }) {
  const text = useText(committeeText)
  const { language } = useLanguage()
  const waiting = vacancies.filter((row) => row.candidates === 0).length
  return (
    <>
      <Head
        title={text.screens.vacancies}
        next={
          vacancies.length === 0
            ? text.vacancy.emptyAdvice
            : waiting > 0
              ? text.vacancy.next(count(waiting, language))
              : text.vacancy.fine
        }
        nextDone={vacancies.length > 0 && waiting === 0}
      />
      {importer}
      <VacanciesTable vacancies={vacancies} />
    </>
  )
}

/** All published vacancies, those that came in as a sheet too. */
export function VacanciesTable({ vacancies }: { vacancies: VacancyRow[] }) {
  const text = useText(committeeText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  /** The CAT weighs what the extra tests leave of 100. */
  const skb = ({ skbPlan: { extras } }: VacancyRow) =>
    extras.length === 0
      ? text.vacancy.catOnly
      : text.vacancy.skbOf(
          String(100 - extras.reduce((sum, one) => sum + one.weight, 0)),
          extras.map((one) => text.vacancy.extra(one.kind, String(one.weight))).join(', '),
        )
  const thresholds = (row: VacancyRow) =>
    Object.entries(row.thresholds)
      .map(([section, least]) => `${section} ${n(least)}`)
      .join('; ') || '–'
  return (
    <Table
      name="v"
      caption={text.screens.vacancies}
      rows={vacancies}
      rowKey={(row) => row.id}
      words={(row) => `${row.code} ${row.position} ${row.unit} ${row.needType}`}
      exportName="formasi"
      empty={
        <Empty title={text.vacancy.empty}>
          <p>{text.vacancy.emptyAdvice}</p>
        </Empty>
      }
      columns={[
        {
          id: 'code',
          head: text.vacancy.code,
          kind: 'tight',
          cell: (row) => <span className="k-num">{row.code}</span>,
          value: (row) => row.code,
        },
        { id: 'position', head: text.vacancy.position, cell: (row) => row.position, value: (row) => row.position },
        { id: 'unit', head: text.vacancy.unit, cell: (row) => row.unit, value: (row) => row.unit },
        { id: 'needType', head: text.vacancy.needType, cell: (row) => row.needType, value: (row) => row.needType },
        { id: 'need', head: text.vacancy.need, kind: 'num', cell: (row) => n(row.need), value: (row) => row.need },
        ...(vacancies.some((row) => row.skbPlan.extras.length > 0)
          ? [{ id: 'skb', head: text.vacancy.skb, kind: 'name' as const, cell: skb, value: skb }]
          : []),
        ...(vacancies.some((row) => Object.keys(row.thresholds).length > 0)
          ? [{ id: 'thresholds', head: text.vacancy.thresholds, cell: thresholds, value: thresholds }]
          : []),
        {
          id: 'candidates',
          head: text.vacancy.candidates,
          kind: 'num',
          cell: (row) =>
            row.candidates === 0 ? (
              n(0)
            ) : (
              <a href={`?screen=candidates&vacancy=${encodeURIComponent(row.id)}`}>{n(row.candidates)}</a>
            ),
          value: (row) => row.candidates,
        },
        {
          id: 'scored',
          head: text.vacancy.scored,
          kind: 'num',
          cell: (row) =>
            row.scored === 0 ? (
              n(0)
            ) : (
              <a href={`?screen=results&vacancy=${encodeURIComponent(row.id)}`}>{n(row.scored)}</a>
            ),
          value: (row) => row.scored,
        },
        {
          id: 'published',
          head: text.vacancy.published,
          cell: (row) => (
            <Mark shape={row.publication ? 'check' : 'ring'} tone={row.publication ? 'ok' : 'soft'}>
              {row.publication ? text.vacancy.yes : text.vacancy.no}
            </Mark>
          ),
          value: (row) => (row.publication ? text.vacancy.yes : text.vacancy.no),
        },
      ]}
    />
  )
}
