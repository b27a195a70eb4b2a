import type { ReactNode } from 'react'
import type { ObjectionRow } from '../../../server/protocol/objections.ts'
import { useAddress } from '../../shared/address.tsx'
import { count, dateWib, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Choice, Empty, Mark, type Tone } from '../../shared/parts/kit-basics.tsx'
import type { ShapeName } from '../../shared/parts/kit-shapes.tsx'
import { Table } from '../../shared/parts/kit-table.tsx'
import { boardText } from '../../shared/text/board.ts'
import { committeeText } from '../../shared/text/committee.ts'
import { objectionText } from '../../shared/text/objection.ts'
import { Head } from './shell.tsx'
import { Tabs } from './tabs.tsx'

const TABS = ['list', 'windows'] as const
const SOON_DAYS = 2

/** What waits for a decision, and until when; beside it the windows of the publications. */
export function ObjectionsScreen({
  tab,
  undecided,
  actions,
  children,
}: {
  tab: (typeof TABS)[number]
  /** Null while it is not known. */
  undecided: number | null
  actions?: ReactNode
  children: ReactNode
}) {
  const text = useText(objectionText)
  const title = useText(committeeText).screens.objections
  const { language } = useLanguage()
  const waits = undecided === 0 ? text.none : undecided === null ? undefined : text.next(count(undecided, language))
  return (
    <>
      <Head
        title={title}
        next={tab === 'windows' ? text.windowsNext : waits}
        nextDone={tab === 'list' && undecided === 0}
      >
        {actions}
      </Head>
      <Tabs
        label={text.tabsLabel}
        current={tab}
        of={TABS.map((one) => ({
          tab: one,
          href: one === 'list' ? '?screen=objections' : '?screen=objections&tab=windows',
          title: text.tabs[one],
        }))}
      />
      {children}
    </>
  )
}

/** The last day of an answer, in days from today; a late one says so in words. */
export function DaysLeft({ days }: { days: number }) {
  const text = useText(objectionText)
  const { language } = useLanguage()
  if (days < 0)
    return (
      <Mark shape="cross" tone="danger">
        {text.overdue(count(-days, language))}
      </Mark>
    )
  if (days > SOON_DAYS) return <span className="k-soft">{text.daysLeft(count(days, language))}</span>
  return (
    <Mark shape="triangle" tone="amber">
      {days === 0 ? text.lastDay : text.daysLeft(count(days, language))}
    </Mark>
  )
}

const STATES: Record<ObjectionRow['state'], [ShapeName, Tone]> = {
  received: ['ring', 'accent'],
  proposed: ['half', 'amber'],
  granted: ['check', 'ok'],
  rejected: ['cross', 'soft'],
}

export function ObjectionState({ state }: { state: ObjectionRow['state'] }) {
  const text = useText(objectionText)
  const [shape, tone] = STATES[state]
  return (
    <Mark shape={shape} tone={tone}>
      {text.states[state]}
    </Mark>
  )
}

export const isUndecided = ({ state }: Pick<ObjectionRow, 'state'>): boolean =>
  state === 'received' || state === 'proposed'

/** A day as people write it; `day` is an ISO date in WIB. */
export const dayText = (day: string, language: 'id' | 'en'): string => dateWib(Date.parse(`${day}T00:00:00Z`), language)

/** Every objection, those to be decided first. */
export function ObjectionsTable({ objections }: { objections: ObjectionRow[] }) {
  const text = useText(objectionText)
  const { stages } = useText(boardText)
  const { language } = useLanguage()
  const { address, go } = useAddress()
  const waiting = address['g.show'] === 'undecided'
  return (
    <Table
      name="g"
      caption={text.list}
      rows={waiting ? objections.filter(isUndecided) : objections}
      rowKey={(row) => row.id}
      words={(row) => `${row.receipt} ${row.number} ${row.name} ${row.vacancyCode} ${row.title}`}
      exportName="sanggah"
      tools={
        <Choice
          label={text.show}
          value={waiting ? 'undecided' : ''}
          all={text.all}
          options={[{ value: 'undecided', title: text.undecidedOnly }]}
          onChange={(value) => go({ 'g.show': value || null, 'g.page': null }, 'replace')}
        />
      }
      empty={
        <Empty title={text.empty}>
          <p>{text.emptyAdvice}</p>
        </Empty>
      }
      columns={[
        {
          id: 'open',
          head: text.receipt,
          kind: 'tight',
          cell: (row) => (
            <>
              <a
                className="k-num"
                href={`?screen=objections&case=${encodeURIComponent(row.id)}`}
                aria-label={text.openOf(row.receipt)}
              >
                {row.receipt}
              </a>
              <span className="c-under k-soft">{momentWib(row.filedAt, language)}</span>
            </>
          ),
          value: (row) => row.receipt,
        },
        {
          id: 'number',
          head: text.number,
          kind: 'tight',
          cell: (row) => <span className="k-num">{row.number}</span>,
          value: (row) => row.number,
        },
        { id: 'name', head: text.name, kind: 'name', cell: (row) => row.name, value: (row) => row.name },
        {
          id: 'vacancy',
          head: text.vacancy,
          kind: 'tight',
          cell: (row) => <span className="k-num">{row.vacancyCode}</span>,
          value: (row) => row.vacancyCode,
        },
        {
          id: 'stage',
          head: text.stage,
          kind: 'wide',
          cell: (row) => stages[row.stage],
          value: (row) => stages[row.stage],
        },
        {
          id: 'due',
          head: text.answerBy,
          kind: 'tight',
          cell: (row) => (
            <>
              {dayText(row.answerBy, language)}
              {isUndecided(row) ? (
                <span className="c-under">
                  <DaysLeft days={row.daysLeft} />
                </span>
              ) : null}
            </>
          ),
          value: (row) => row.answerBy,
        },
        {
          id: 'state',
          head: text.state,
          kind: 'tight',
          cell: (row) => <ObjectionState state={row.state} />,
          value: (row) => text.states[row.state],
        },
      ]}
    />
  )
}
