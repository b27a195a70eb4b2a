import type { VacancyRow } from '../../../server/protocol/http.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Empty, Mark, Notice } from '../../shared/parts/kit-basics.tsx'
import { Table } from '../../shared/parts/kit-table.tsx'
import { approvalsText } from '../../shared/text/approvals.ts'
import { committeeText } from '../../shared/text/committee.ts'
import { workText } from '../../shared/text/committee-work.ts'
import { itemStatisticsText } from '../../shared/text/item-statistics.ts'
import { stagesText } from '../../shared/text/stages.ts'
import { VACANCIES_AT_ONCE_MAX } from '../check-many.ts'
import { Head } from './shell.tsx'

/** Which vacancy's ranking? Those with scores and no publication come first, since they wait for the committee. */
export function ResultsScreen({
  vacancies,
  chosen,
  proposed,
  onChoose,
  onPropose,
}: {
  vacancies: VacancyRow[]
  /** Ids chosen to be proposed together. */
  chosen: ReadonlySet<string>
  proposed: boolean
  onChoose: (chosen: ReadonlySet<string>) => void
  onPropose: () => void
}) {
  const text = useText(workText).results
  const many = useText(stagesText).many
  const approvals = useText(approvalsText)
  const statistics = useText(itemStatisticsText)
  const lists = useText(committeeText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const rank = (row: VacancyRow) => (row.scored > 0 && !row.publication ? 0 : row.scored > 0 ? 1 : 2)
  const ordered = [...vacancies].sort((a, b) => rank(a) - rank(b))
  const ready = vacancies.filter((row) => rank(row) === 0)
  const scored = vacancies.filter((row) => row.scored > 0)
  const toggle = (row: VacancyRow) => {
    const next = new Set(chosen)
    if (!next.delete(row.id)) next.add(row.id)
    onChoose(next)
  }
  const tooMany = chosen.size > VACANCIES_AT_ONCE_MAX
  return (
    <>
      <Head
        title={lists.screens.results}
        next={
          vacancies.length === 0 || proposed ? undefined : ready.length > 0 ? many.next(n(ready.length)) : text.choose
        }
      >
        <a className="k-button" href="?screen=results&part=items">
          {statistics.link}
        </a>
        <button type="button" className="k-button primary" disabled={chosen.size === 0 || tooMany} onClick={onPropose}>
          {chosen.size === 0 ? many.proposeNone : many.propose(n(chosen.size))}
        </button>
      </Head>
      {proposed ? (
        <Notice tone="ok" live>
          {approvals.proposed} <a href="?screen=approvals">{approvals.toApprovals}</a>
        </Notice>
      ) : null}
      {tooMany ? (
        <Notice tone="amber" live>
          {many.tooMany(n(VACANCIES_AT_ONCE_MAX))}
        </Notice>
      ) : null}
      <Table
        name="r"
        caption={lists.screens.results}
        rows={ordered}
        rowKey={(row) => row.id}
        words={(row) => `${row.code} ${row.position} ${row.unit} ${row.needType}`}
        tools={
          <>
            {ready.length > 0 ? (
              <button
                type="button"
                className="k-button"
                onClick={() => onChoose(new Set([...chosen, ...ready.map((row) => row.id)]))}
              >
                {many.chooseReady(n(ready.length))}
              </button>
            ) : null}
            {scored.length > ready.length ? (
              <button
                type="button"
                className="k-button"
                title={many.chooseScoredWhy}
                onClick={() => onChoose(new Set(scored.map((row) => row.id)))}
              >
                {many.chooseScored(n(scored.length))}
              </button>
            ) : null}
            {chosen.size > 0 ? (
              <button type="button" className="k-button quiet" onClick={() => onChoose(new Set())}>
                {many.clear}
              </button>
            ) : null}
          </>
        }
        empty={
          <Empty title={lists.vacancy.empty}>
            <p>{lists.vacancy.emptyAdvice}</p>
          </Empty>
        }
        columns={[
          {
            id: 'choose',
            head: many.column,
            kind: 'tight',
            cell: (row) =>
              row.scored > 0 ? (
                <span className="k-check">
                  <input
                    type="checkbox"
                    aria-label={many.choose(row.position, row.code)}
                    checked={chosen.has(row.id)}
                    onChange={() => toggle(row)}
                  />
                </span>
              ) : null,
          },
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
            kind: 'tight',
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
