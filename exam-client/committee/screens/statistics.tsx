import { useMemo } from 'react'
import type {
  StatisticsFlagName,
  StatisticsRow,
  StatisticsSitting,
  StatisticsView,
} from '../../../server/protocol/item-statistics.ts'
import { useAddress } from '../../shared/address.tsx'
import { count, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Choice, Empty, Notice } from '../../shared/parts/kit-basics.tsx'
import { type Column, Table } from '../../shared/parts/kit-table.tsx'
import { itemStatisticsText } from '../../shared/text/item-statistics.ts'
import { Head } from './shell.tsx'
import { FlagMark, figure, isSerious } from './statistics-parts.tsx'

const id = encodeURIComponent
const HERE = '?screen=results&part=items'
const LOOK = 'look'

/** Closed sittings, the newest first. */
export function StatisticsSittings({ sittings }: { sittings: StatisticsSitting[] }) {
  const text = useText(itemStatisticsText)
  const { language } = useLanguage()
  const columns: Column<StatisticsSitting>[] = [
    {
      ...{ id: 'name', head: text.sitting, kind: 'name' },
      cell: (row) => <a href={`${HERE}&sitting=${id(row.id)}`}>{row.name}</a>,
      value: (row) => row.name,
    },
    { id: 'test', head: text.test, kind: 'name', cell: (row) => row.test, value: (row) => row.test },
    { id: 'venue', head: text.venue, kind: 'name', cell: (row) => row.venue, value: (row) => row.venue },
    {
      ...{ id: 'starts', head: text.starts, kind: 'tight' },
      cell: (row) => <span className="k-num">{momentWib(row.startsAt, language)}</span>,
      value: (row) => row.startsAt,
    },
  ]
  return (
    <>
      <Head
        title={text.title}
        back={{ href: '?screen=results', title: text.backToResults }}
        next={sittings.length > 0 ? text.nextChoose : undefined}
      />
      <Table
        name="t"
        caption={text.title}
        rows={sittings}
        rowKey={(row) => row.id}
        columns={columns}
        words={(row) => `${row.name} ${row.test} ${row.venue}`}
        empty={
          <Empty title={text.none}>
            <p>{text.noneAdvice}</p>
          </Empty>
        }
      />
    </>
  )
}

/** Sections and items of one sitting; what needs a look stands first. */
export function StatisticsScreen({ view }: { view: StatisticsView }) {
  const text = useText(itemStatisticsText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const { sitting, rows } = view
  const flagged = rows.filter((row) => row.look)
  const base = `/api/statistics/${id(sitting.id)}/export`
  return (
    <>
      <Head
        title={`${text.title}: ${sitting.name}`}
        back={{ href: HERE, title: text.backToSittings }}
        next={rows.length === 0 ? undefined : flagged.length > 0 ? text.nextLook(n(flagged.length)) : undefined}
      >
        {rows.length > 0 ? (
          <>
            <a className="k-button" href={`${base}.csv`} download>
              {text.csv}
            </a>
            <a className="k-button" href={`${base}.xlsx`} download>
              {text.xlsx}
            </a>
          </>
        ) : null}
      </Head>
      <p className="k-soft">
        {sitting.test} · {sitting.venue} · {momentWib(sitting.startsAt, language)} · {text.candidates}:{' '}
        {n(view.candidates)}
      </p>
      {view.late > 0 ? <Notice tone="amber">{text.late(n(view.late))}</Notice> : null}
      {rows.length === 0 ? (
        <div className="k-panel">
          <Empty title={text.nobody}>
            <p>{text.nobodyAdvice}</p>
          </Empty>
        </div>
      ) : (
        <>
          <FewNotice view={view} />
          <Sections view={view} />
          <Items view={view} />
          <p className="k-small k-soft">
            {view.earlier.length === 0 ? text.noEarlier : text.earlier(view.earlier.map((one) => one.name).join(', '))}
          </p>
        </>
      )}
    </>
  )
}

function FewNotice({ view: { rows } }: { view: StatisticsView }) {
  const text = useText(itemStatisticsText)
  if (rows.some((row) => row.flags.some(({ flag }) => flag === 'few-takers')))
    return <Notice tone="amber">{text.few}</Notice>
  return rows.some((row) => row.look) ? null : <Notice tone="ok">{text.nextFine}</Notice>
}

function Sections({ view }: { view: StatisticsView }) {
  const text = useText(itemStatisticsText)
  const { language } = useLanguage()
  const n = (value: number | null) => (value === null ? '–' : count(value, language))
  const heads = [text.candidates, text.perForm, text.mean, text.sd, text.alpha, text.sem, text.toLookAt]
  return (
    <section className="k-panel k-stack-small" aria-labelledby="statistics-sections">
      <h2 id="statistics-sections">{text.sections}</h2>
      <div className="k-table-wrap" tabIndex={0} role="region" aria-label={text.tableOf(text.sections)}>
        <table className="k-table">
          <thead>
            <tr>
              <th scope="col">{text.section}</th>
              {heads.map((head) => (
                <th key={head} scope="col" className="num">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {view.sections.map((one) => (
              <tr key={one.id}>
                <td className="name">
                  <strong>{one.id}</strong> <span className="k-soft">{one.title === one.id ? '' : one.title}</span>
                </td>
                <td className="num">{n(one.candidates)}</td>
                <td className="num">
                  {n(one.perForm)}
                  {one.sameItems ? null : <span className="k-small k-soft"> {text.drawn}</span>}
                </td>
                <td className="num">{figure(one.mean, language)}</td>
                <td className="num">{figure(one.sd, language)}</td>
                <td className="num">{figure(one.alpha, language)}</td>
                <td className="num">{figure(one.standardError, language)}</td>
                <td className="num">{n(one.toLookAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="k-small k-soft">{text.semNote}</p>
    </section>
  )
}

function Items({ view }: { view: StatisticsView }) {
  const text = useText(itemStatisticsText)
  const { language } = useLanguage()
  const { address, go } = useAddress()
  const n = (value: number) => count(value, language)
  const section = address['section'] ?? ''
  const flag = address['flag'] ?? ''
  const shown = useMemo(
    () =>
      view.rows
        .filter((row) => section === '' || row.section === section)
        .filter((row) => flag === '' || (flag === LOOK ? row.look : row.flags.some((one) => one.flag === flag)))
        .sort((a, b) => seriousness(b) - seriousness(a)),
    [view.rows, section, flag],
  )
  const found = [...new Set(view.rows.flatMap((row) => row.flags.map((one) => one.flag)))]
  const num = (
    name: string,
    head: string,
    value: (row: StatisticsRow) => number | null,
    digits = 2,
  ): Column<StatisticsRow> => ({
    ...{ id: name, head, kind: 'num', value },
    cell: (row) => figure(value(row), language, digits),
  })
  const columns: Column<StatisticsRow>[] = [
    {
      ...{ id: 'source', head: text.code, kind: 'tight' },
      cell: (row) => (
        <a href={`${HERE}&sitting=${id(view.sitting.id)}&item=${id(row.item)}&of=${id(row.section)}`}>{row.source}</a>
      ),
      value: (row) => row.source,
    },
    { id: 'section', head: text.section, kind: 'tight', cell: (row) => row.section, value: (row) => row.section },
    {
      ...{ id: 'flags', head: text.flags, value: seriousness },
      cell: (row) => (
        <span className="c-flags">
          {row.flags.map((one) => (
            <FlagMark key={one.flag} flag={one} />
          ))}
        </span>
      ),
    },
    num('facility', text.facility, (row) => row.facility),
    num('discrimination', text.discrimination, (row) => row.discrimination),
    num('upperLower', text.upperLower, (row) => row.upperLower),
    { id: 'taken', head: text.taken, kind: 'num', cell: (row) => n(row.taken), value: (row) => row.taken },
    {
      ...{ id: 'blank', head: text.blank, kind: 'num', value: (row) => row.omitted + row.notReached },
      cell: (row) => n(row.omitted + row.notReached),
    },
    {
      ...{ id: 'time', head: text.time, kind: 'num', value: (row) => row.medianMs },
      cell: (row) => (row.medianMs === null ? '–' : text.seconds(n(Math.round(row.medianMs / 1000)))),
    },
    ...(view.earlier.length > 0 ? [num('change', text.change, (row) => row.change)] : []),
  ]
  return (
    <Table
      name="b"
      caption={text.items}
      rows={shown}
      rowKey={(row) => `${row.section} ${row.item}`}
      words={(row) => `${row.source} ${row.topic}`}
      searchLabel={text.search}
      columns={columns}
      tools={
        <>
          <Choice
            label={text.section}
            value={section}
            all={text.allSections}
            options={view.sections.map((one) => ({ value: one.id, title: one.id }))}
            onChange={(value) => go({ section: value || null, 'b.page': null }, 'replace')}
          />
          <Choice
            label={text.flags}
            value={flag}
            all={text.allItems}
            options={[
              { value: LOOK, title: text.onlyToLookAt },
              ...found.map((one: StatisticsFlagName) => ({ value: one, title: text.flag[one] })),
            ]}
            onChange={(value) => go({ flag: value || null, 'b.page': null }, 'replace')}
          />
        </>
      }
      empty={<Empty title={text.noItems} />}
    />
  )
}

/** Red before amber, what is to be looked at before what is for later, more flags before fewer. */
const seriousness = ({ flags, look }: StatisticsRow): number =>
  (look ? 20 : 0) + flags.reduce((sum, one) => sum + (isSerious(one) ? 100 : one.flag === 'few-takers' ? 0 : 1), 0)
