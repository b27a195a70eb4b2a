import type { ReactNode } from 'react'
import type { OutsideScoreRow, StandingRow } from '../../../server/protocol/results.ts'
import { useAddress } from '../../shared/address.tsx'
import { count, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Choice, Empty, Mark } from '../../shared/parts/kit-basics.tsx'
import { Table } from '../../shared/parts/kit-table.tsx'
import { committeeText } from '../../shared/text/committee.ts'
import { standingsText } from '../../shared/text/standings.ts'
import { newestOf } from '../standings.ts'
import { Head } from './shell.tsx'
import { Tabs } from './tabs.tsx'

export type StandingsTab = 'standings' | 'outside'
const TABS = ['standings', 'outside'] as const

/** Two lists that the integration reads: who left the race, and what was scored elsewhere. */
export function StandingsScreen({ tab, children }: { tab: StandingsTab; children: ReactNode }) {
  const text = useText(standingsText)
  const title = useText(committeeText).screens.standings
  return (
    <>
      <Head title={title} next={tab === 'standings' ? text.next : text.outside.next} />
      <Tabs
        label={text.tabsLabel}
        current={tab}
        of={TABS.map((one) => ({
          tab: one,
          href: one === 'standings' ? '?screen=standings' : '?screen=standings&tab=outside',
          title: text.tabs[one],
        }))}
      />
      {children}
    </>
  )
}

/** The standings that count, or all that were ever set; from a row one goes to the form. */
export function StandingsTable({
  standings,
  onEdit,
}: {
  standings: StandingRow[]
  onEdit: (row: StandingRow) => void
}) {
  const text = useText(standingsText)
  const { language } = useLanguage()
  const { address, go } = useAddress()
  const history = address['s.show'] === 'history'
  const newest = newestOf(standings)
  const rows = history ? standings : standings.filter((row) => newest.get(row.candidate) === row && row.code !== 'none')
  return (
    <Table
      name="s"
      caption={text.list}
      rows={rows}
      rowKey={(row) => `${row.candidate} ${row.at} ${row.code}`}
      words={(row) => `${row.number} ${row.name} ${row.vacancyCode} ${row.code} ${row.reason} ${row.actor}`}
      firstSort="-at"
      exportName="status-peserta"
      tools={
        <Choice
          label={text.show}
          value={history ? 'history' : ''}
          all={text.current}
          options={[{ value: 'history', title: text.history }]}
          onChange={(value) => go({ 's.show': value, 's.page': null }, 'replace')}
        />
      }
      empty={
        <Empty title={text.empty}>
          <p>{text.emptyAdvice}</p>
        </Empty>
      }
      columns={[
        {
          id: 'number',
          head: text.number,
          kind: 'tight',
          cell: (row) => <span className="k-num">{row.number}</span>,
          value: (row) => row.number,
        },
        { id: 'name', head: text.name, kind: 'name', cell: (row) => row.name, value: (row) => row.name },
        {
          id: 'code',
          head: text.standing,
          kind: 'tight',
          cell: (row) =>
            row.code === 'none' ? (
              <Mark shape="ring" tone="soft">
                {text.revoked}
              </Mark>
            ) : (
              <Mark
                shape={newest.get(row.candidate) === row ? 'cross' : 'ring'}
                tone={newest.get(row.candidate) === row ? 'danger' : 'soft'}
              >
                {row.code}
              </Mark>
            ),
          value: (row) => (row.code === 'none' ? text.revoked : row.code),
        },
        {
          id: 'vacancy',
          head: text.vacancy,
          kind: 'tight',
          cell: (row) => <span className="k-num">{row.vacancyCode}</span>,
          value: (row) => row.vacancyCode,
        },
        {
          id: 'nip',
          head: text.nip,
          kind: 'tight',
          cell: (row) => (row.code === 'none' ? '–' : row.nipIssued ? text.nipYes : text.nipNo),
          value: (row) => (row.code === 'none' ? '' : row.nipIssued ? text.nipYes : text.nipNo),
        },
        {
          id: 'reason',
          head: text.reason,
          kind: 'wide',
          cell: (row) => <span className="c-wrap">{row.reason}</span>,
          value: (row) => row.reason,
        },
        {
          id: 'at',
          head: text.at,
          kind: 'tight',
          cell: (row) => momentWib(row.at, language),
          value: (row) => row.at,
        },
        { id: 'actor', head: text.actor, kind: 'tight', cell: (row) => row.actor, value: (row) => row.actor },
        {
          id: 'edit',
          head: text.edit,
          kind: 'tight',
          cell: (row) =>
            newest.get(row.candidate) === row ? (
              <button
                type="button"
                className="k-button small"
                aria-label={text.editFor(row.name)}
                onClick={() => onEdit(row)}
              >
                {text.edit}
              </button>
            ) : null,
        },
      ]}
    />
  )
}

export function OutsideScoresTable({ scores }: { scores: OutsideScoreRow[] }) {
  const text = useText(standingsText)
  const { outside } = text
  const { language } = useLanguage()
  const { address, go } = useAddress()
  const test = address['o.test'] ?? ''
  const named = (one: string) => (one === 'skb-cat' ? outside.skbCat : one)
  const tests = [...new Set(scores.map((row) => row.test))].sort()
  const amount = (digits: string) => (language === 'id' ? digits.replace('.', ',') : digits)
  return (
    <>
      <h2>{outside.list}</h2>
      <Table
        name="o"
        caption={outside.list}
        rows={test === '' ? scores : scores.filter((row) => row.test === test)}
        rowKey={(row) => `${row.candidate} ${row.test}`}
        words={(row) => `${row.number} ${row.name} ${row.vacancyCode} ${row.test} ${row.source}`}
        exportName="nilai-luar"
        tools={
          tests.length > 1 ? (
            <Choice
              label={outside.test}
              value={test}
              all={outside.all}
              options={tests.map((one) => ({
                value: one,
                title: `${named(one)} (${count(scores.filter((row) => row.test === one).length, language)})`,
              }))}
              onChange={(value) => go({ 'o.test': value, 'o.page': null }, 'replace')}
            />
          ) : null
        }
        empty={
          <Empty title={outside.empty}>
            <p>{outside.emptyAdvice}</p>
          </Empty>
        }
        columns={[
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
          { id: 'test', head: outside.test, cell: (row) => named(row.test), value: (row) => named(row.test) },
          {
            id: 'points',
            head: outside.points,
            kind: 'num',
            cell: (row) => <strong>{amount(row.points)}</strong>,
            value: (row) => Number(row.points),
          },
          {
            id: 'most',
            head: outside.most,
            kind: 'num',
            cell: (row) => amount(row.most),
            value: (row) => Number(row.most),
          },
          {
            id: 'source',
            head: outside.source,
            cell: (row) => <span className="c-wrap">{row.source}</span>,
            value: (row) => row.source,
          },
          {
            id: 'at',
            head: text.at,
            kind: 'tight',
            cell: (row) => momentWib(row.at, language),
            value: (row) => row.at,
          },
          { id: 'actor', head: text.actor, kind: 'tight', cell: (row) => row.actor, value: (row) => row.actor },
        ]}
      />
    </>
  )
}
