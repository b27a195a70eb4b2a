import { dayWords } from '../../../server/protocol/unmet.ts'
import type { PeriodRow } from '../../../server/protocol/vacancies.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Empty, Mark } from '../../shared/parts/kit-basics.tsx'
import { Table } from '../../shared/parts/kit-table.tsx'
import { committeeText } from '../../shared/text/committee.ts'
import { vacanciesText } from '../../shared/text/vacancies.ts'
import { Head } from './shell.tsx'

/** Every period with its state, its vacancies and what it still needs. */
export function PeriodsScreen({ periods }: { periods: PeriodRow[] }) {
  const all = useText(vacanciesText)
  const text = all.periods
  const title = useText(committeeText).screens.periods
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const registration = (row: PeriodRow) => {
    const stage = row.settings.stages.find((one) => one.stage === 'registration')
    return stage?.from ? `${dayWords(stage.from, language)} – ${dayWords(stage.until, language)}` : '–'
  }
  const running = periods.find((one) => one.state === 'open')
  return (
    <>
      <Head
        title={title}
        next={<Next periods={periods} />}
        nextDone={running !== undefined && !periods.some(({ state }) => state === 'draft')}
      >
        <a className="k-button primary" href="?screen=periods&period=new">
          {text.add}
        </a>
      </Head>
      <Table
        name="p"
        caption={text.caption}
        rows={periods}
        rowKey={(row) => row.id}
        empty={
          <Empty title={text.empty}>
            <p>{text.emptyAdvice}</p>
          </Empty>
        }
        columns={[
          {
            id: 'name',
            head: text.name,
            kind: 'name',
            cell: (row) => <a href={`?screen=periods&period=${encodeURIComponent(row.id)}`}>{row.name}</a>,
            value: (row) => row.name,
          },
          {
            id: 'state',
            head: text.state,
            kind: 'tight',
            cell: (row) => <PeriodState row={row} />,
            value: (row) => all.states[row.state],
          },
          { id: 'registration', head: text.registration, kind: 'tight', cell: registration, value: registration },
          {
            id: 'vacancies',
            head: text.vacancies,
            kind: 'num',
            cell: (row) => (
              <a href={`?screen=vacancies&period=${encodeURIComponent(row.id)}`}>{n(row.vacancies.open)}</a>
            ),
            value: (row) => row.vacancies.open,
          },
          {
            id: 'drafts',
            head: text.drafts,
            kind: 'num',
            cell: (row) => n(row.vacancies.drafts),
            value: (row) => row.vacancies.drafts,
          },
          {
            id: 'need',
            head: text.need,
            kind: 'num',
            cell: (row) => n(row.vacancies.need),
            value: (row) => row.vacancies.need,
          },
          {
            id: 'applications',
            head: text.applications,
            kind: 'num',
            cell: (row) => n(row.applications),
            value: (row) => row.applications,
          },
          {
            id: 'problems',
            head: all.problems,
            cell: (row) => (row.problems.length === 0 ? text.complete : text.lacking(n(row.problems.length))),
            value: (row) => row.problems.length,
          },
        ]}
      />
    </>
  )
}

function Next({ periods }: { periods: PeriodRow[] }) {
  const text = useText(vacanciesText).periods.next
  const running = periods.find(({ state }) => state === 'open')
  const draft = periods.find(({ state }) => state === 'draft')
  if (draft) {
    if (draft.problems.length > 0) return text.incomplete(draft.name)
    return draft.vacancies.open === 0 ? text.vacancies(draft.name) : text.open(draft.name)
  }
  if (running) return text.running(running.name)
  return periods.length === 0 ? text.none : text.over
}

export function PeriodState({ row }: { row: Pick<PeriodRow, 'state'> }) {
  const text = useText(vacanciesText).states
  const looks = { draft: ['dashed', 'soft'], open: ['check', 'ok'], closed: ['cross', 'plain'] } as const
  return (
    <Mark shape={looks[row.state][0]} tone={looks[row.state][1]}>
      {text[row.state]}
    </Mark>
  )
}
