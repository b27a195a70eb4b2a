import type { VacancyRow } from '../../../server/protocol/http.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Empty, Mark } from '../../shared/parts/kit-basics.tsx'
import { Table } from '../../shared/parts/kit-table.tsx'
import { committeeText } from '../../shared/text/committee.ts'
import { workText } from '../../shared/text/committee-work.ts'
import { Head } from './shell.tsx'

/** Which vacancy's ranking? Those with scores and no publication come first, since they wait for the committee. */
export function ResultsScreen({ vacancies }: { vacancies: VacancyRow[] }) {
  const text = useText(workText).results
  const lists = useText(committeeText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const rank = (row: VacancyRow) => (row.scored > 0 && !row.publication ? 0 : row.scored > 0 ? 1 : 2)
  const ordered = [...vacancies].sort((a, b) => rank(a) - rank(b))
  return (
    <>
      <Head title={lists.screens.results} next={vacancies.length > 0 ? text.choose : undefined} />
      <Table
        name="r"
        caption={lists.screens.results}
        rows={ordered}
        rowKey={(row) => row.id}
        words={(row) => `${row.code} ${row.position} ${row.unit} ${row.needType}`}
        empty={
          <Empty title={lists.vacancy.empty}>
            <p>{lists.vacancy.emptyAdvice}</p>
          </Empty>
        }
        columns={[
          {
            id: 'code',
            head: lists.vacancy.code,
            kind: 'tight',
            cell: (row) => <span className="k-num">{row.code}</span>,
            value: (row) => row.code,
          },
          {
            id: 'position',
            head: lists.vacancy.position,
            cell: (row) => <a href={`?screen=results&vacancy=${encodeURIComponent(row.id)}`}>{row.position}</a>,
            value: (row) => row.position,
          },
          { id: 'unit', head: lists.vacancy.unit, cell: (row) => row.unit, value: (row) => row.unit },
          { id: 'needType', head: lists.vacancy.needType, cell: (row) => row.needType, value: (row) => row.needType },
          { id: 'need', head: lists.vacancy.need, kind: 'num', cell: (row) => n(row.need), value: (row) => row.need },
          {
            id: 'scored',
            head: lists.vacancy.scored,
            kind: 'tight',
            cell: (row) => <span className="k-num">{text.scored(n(row.scored), n(row.candidates))}</span>,
            value: (row) => row.scored,
          },
          {
            id: 'state',
            head: lists.vacancy.published,
            value: rank,
            cell: (row) =>
              row.publication ? (
                <Mark shape="check" tone="ok">
                  {text.published}
                </Mark>
              ) : row.scored > 0 ? (
                <Mark shape="half" tone="accent">
                  {text.ready}
                </Mark>
              ) : (
                <Mark shape="ring" tone="soft">
                  {text.noScores}
                </Mark>
              ),
          },
        ]}
      />
    </>
  )
}
