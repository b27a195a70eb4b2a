import type { Overview } from '../../../server/protocol/http.ts'
import { count, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Bar, Empty, Facts } from '../../shared/parts/kit-basics.tsx'
import { Shape } from '../../shared/parts/kit-shapes.tsx'
import { SittingState } from '../../shared/parts/kit-sitting-state.tsx'
import { Table } from '../../shared/parts/kit-table.tsx'
import { committeeText, type ScreenName } from '../../shared/text/committee.ts'
import { Head } from './shell.tsx'

/** Where the whole recruitment stands, and what must be done now. */
export function OverviewScreen({ overview }: { overview: Overview }) {
  const text = useText(committeeText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const facts = (['vacancies', 'candidates', 'unseated', 'banks', 'items', 'tests', 'publications'] as const).map(
    (name) => ({ name: text.facts[name], value: n(overview[name]) }),
  )
  const nameOf = (screen: string) => text.screens[screen as ScreenName] ?? screen
  return (
    <>
      <Head title={text.screens.overview} next={overview.next.length === 0 ? text.nothingNext : undefined} nextDone />
      {overview.next.length === 0 ? null : (
        <section className="k-panel c-next" aria-labelledby="next">
          <h2 id="next">{text.next}</h2>
          <ol className="k-plain">
            {overview.next.map((step) => (
              <li key={`${step.screen}${step.en}`}>
                <Shape name="play" size={12} />
                <span>{step[language]}</span>
                <a className="k-button small" href={`?screen=${encodeURIComponent(step.screen)}`}>
                  {text.goTo(nameOf(step.screen))}
                </a>
              </li>
            ))}
          </ol>
        </section>
      )}
      <Facts of={facts} />
      <h2>{text.sittings}</h2>
      <Table
        name="s"
        caption={text.sittings}
        rows={overview.sittings}
        rowKey={(row) => row.id}
        empty={<Empty title={text.noSittings} />}
        columns={[
          { id: 'name', head: text.sitting.name, cell: (row) => row.name, value: (row) => row.name },
          {
            id: 'starts',
            head: text.sitting.starts,
            kind: 'tight',
            cell: (row) => momentWib(row.startsAt, language),
            value: (row) => row.startsAt,
          },
          {
            id: 'state',
            head: text.sitting.state,
            cell: (row) => <SittingState state={row.state} />,
            value: (row) => row.state,
          },
          {
            id: 'seats',
            head: text.sitting.seats,
            kind: 'num',
            cell: (row) => n(row.seats),
            value: (row) => row.seats,
          },
          {
            id: 'finished',
            head: text.sitting.finished,
            cell: (row) => (
              <span className="c-progress">
                <Bar
                  value={row.finished}
                  max={row.seats}
                  label={`${text.sitting.finished}: ${row.finished}/${row.seats}`}
                />
                <span className="k-num" aria-hidden="true">
                  {n(row.finished)}/{n(row.seats)}
                </span>
              </span>
            ),
            value: (row) => row.finished,
          },
        ]}
      />
    </>
  )
}
