import type { Unseated } from '../../../server/protocol/http.ts'
import type { SittingSummary } from '../../../server/protocol/proctor.ts'
import { count, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Empty, Notice } from '../../shared/parts/kit-basics.tsx'
import { SittingState } from '../../shared/parts/kit-sitting-state.tsx'
import { type Column, Table } from '../../shared/parts/kit-table.tsx'
import { committeeText } from '../../shared/text/committee.ts'
import { workText } from '../../shared/text/committee-work.ts'
import { placementText } from '../../shared/text/placement.ts'
import { settingsText } from '../../shared/text/sitting-settings.ts'
import { ScheduleTabs } from './placements.tsx'
import { Head } from './shell.tsx'

function useColumns(): Column<SittingSummary>[] {
  const text = useText(workText).sitting
  const { language } = useLanguage()
  return [
    { id: 'name', head: text.name, cell: (row) => row.name, value: (row) => row.name },
    {
      id: 'starts',
      head: text.starts,
      kind: 'tight',
      cell: (row) => <span className="k-num">{momentWib(row.startsAt, language)}</span>,
      value: (row) => row.startsAt,
    },
    { id: 'test', head: text.test, cell: (row) => row.test, value: (row) => row.test },
    { id: 'venue', head: text.venue, cell: (row) => row.venue, value: (row) => row.venue },
    {
      id: 'seats',
      head: text.seats,
      kind: 'num',
      cell: (row) => count(row.seats, language),
      value: (row) => row.seats,
    },
    {
      id: 'minutes',
      head: text.minutes,
      kind: 'num',
      cell: (row) => count(row.minutes, language),
      value: (row) => row.minutes,
    },
    { id: 'state', head: text.state, cell: (row) => <SittingState state={row.state} />, value: (row) => row.state },
  ]
}

/** The schedule: who still waits for a sitting, and the sittings made so far. */
export function SittingsScreen({
  sittings,
  unseated,
  tests,
}: {
  sittings: SittingSummary[]
  unseated: Unseated
  tests: number
}) {
  const text = useText(workText).sitting
  const title = useText(committeeText).screens.sittings
  const { language } = useLanguage()
  const settings = useText(settingsText)
  const { prints } = useText(placementText)
  const columns: Column<SittingSummary>[] = [
    ...useColumns(),
    {
      id: 'actions',
      head: settings.actions,
      kind: 'tight',
      cell: (row) => (
        <a
          className="k-button small"
          href={`?screen=sittings&sitting=${encodeURIComponent(row.id)}`}
          aria-label={settings.linkOf(row.name)}
        >
          {settings.link}
        </a>
      ),
    },
    { id: 'prints', head: prints.head, cell: (row) => <Prints of={row} /> },
  ]
  const next =
    tests === 0 ? text.noTests : unseated.total > 0 ? text.next(count(unseated.total, language)) : text.nobody
  return (
    <>
      <Head title={title} next={next} nextDone={tests > 0 && unseated.total === 0}>
        {tests > 0 && unseated.total > 0 ? (
          <a className="k-button primary" href="?screen=sittings&new=1">
            {text.make}
          </a>
        ) : null}
      </Head>
      <ScheduleTabs current="sittings" />
      <Table
        name="s"
        caption={title}
        rows={sittings}
        rowKey={(row) => row.id}
        columns={columns}
        words={(row) => `${row.name} ${row.test} ${row.venue}`}
        firstSort="-starts"
        exportName="jadwal"
        empty={
          <Empty title={text.empty}>
            <p>{text.emptyAdvice}</p>
          </Empty>
        }
      />
    </>
  )
}

/** What is on paper before the day: lists for the door and the rooms, and the cards. */
function Prints({ of: { id, name } }: { of: SittingSummary }) {
  const { prints } = useText(placementText)
  const sitting = encodeURIComponent(id)
  return (
    <span className="c-prints">
      {(
        [
          [prints.attendance, `/api/proctor/sittings/${sitting}/attendance.pdf`],
          [prints.seats, `/api/proctor/sittings/${sitting}/seats.pdf`],
          [prints.cards, `/api/desk/sittings/${sitting}/cards.pdf`],
        ] as const
      ).map(([what, href]) => (
        <a key={href} href={href} target="_blank" rel="noreferrer" aria-label={prints.of(what, name)}>
          {what}
        </a>
      ))}
    </span>
  )
}

/** The sittings as they run: each with the way to its room, and its data once it is closed. */
export function ExamsScreen({ sittings }: { sittings: SittingSummary[] }) {
  const text = useText(workText).sitting
  const title = useText(committeeText).screens.exams
  const columns: Column<SittingSummary>[] = [
    ...useColumns().filter((column) => column.id !== 'minutes' && column.id !== 'test'),
    {
      id: 'actions',
      head: text.actions,
      cell: (row) => (
        <span className="k-line c-actions">
          <a
            className="k-button small"
            href={`/proctor/?sitting=${encodeURIComponent(row.id)}`}
            aria-label={`${text.proctor}: ${row.name}`}
          >
            {text.proctor}
          </a>
          {row.state === 'closed' ? (
            <a
              className="k-button small"
              href={`/api/sittings/${encodeURIComponent(row.id)}/export.json`}
              download
              aria-label={`${text.exportJson}: ${row.name}`}
            >
              {text.exportJson}
            </a>
          ) : (
            <span className="k-small k-soft">{text.exportLater}</span>
          )}
        </span>
      ),
    },
  ]
  return (
    <>
      <Head title={title} />
      <Notice>{text.examsNote}</Notice>
      <Table
        name="e"
        caption={title}
        rows={sittings}
        rowKey={(row) => row.id}
        columns={columns}
        firstSort="-starts"
        words={(row) => `${row.name} ${row.venue}`}
        empty={<Empty title={text.empty} />}
      />
    </>
  )
}
