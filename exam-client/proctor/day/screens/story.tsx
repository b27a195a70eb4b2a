import type { ReactNode } from 'react'
import type { CandidateTimeline } from '../../../../server/protocol/minutes.ts'
import { useAddress } from '../../../shared/address.tsx'
import { clockWib, count } from '../../../shared/format.ts'
import { useLanguage, useText } from '../../../shared/language.tsx'
import { Empty, Mark } from '../../../shared/parts/kit-basics.tsx'
import type { ShapeName } from '../../../shared/parts/kit-shapes.tsx'
import { type Column, Table } from '../../../shared/parts/kit-table.tsx'
import { dayText } from '../../../shared/text/day.ts'
import { span } from '../../screens/time-panel.tsx'
import { type Person, SOURCES, type Source, sourceCounts, storyLines } from '../log-lines.ts'
import { linkTo } from '../views.ts'
import { DayHead, type SittingFacts, useActor } from './day-head.tsx'

const SOURCE_SHAPES: Record<Source, ShapeName> = { attempt: 'play', room: 'square', command: 'both', desk: 'check' }

/** One candidate's day in sentences, and her time as a sum beside it. */
export function StoryScreen({
  id,
  sitting,
  story,
  time,
  onRefresh,
  onPrint,
}: {
  id: string
  sitting: SittingFacts | null
  story: CandidateTimeline
  /** The ledger as the console shows it. */
  time: ReactNode
  onRefresh: () => void
  onPrint: () => void
}) {
  const text = useText(dayText)
  return (
    <div className="k-stack">
      <DayHead id={id} sitting={sitting} title={story.name}>
        <a className="k-button" href={linkTo(id, 'story')}>
          {text.stories.other}
        </a>
        <button type="button" className="k-button" onClick={onRefresh}>
          {text.refresh}
        </button>
        <button type="button" className="k-button" onClick={onPrint}>
          {text.print}
        </button>
      </DayHead>
      <p className="k-line">
        <span className="k-num k-strong">{story.number}</span>
        <span className="k-num">{text.place(story.room, story.station)}</span>
      </p>
      <div className="h-story">
        <StoryLines story={story} />
        <aside className="k-stack" aria-label={text.stories.time}>
          <section className="k-panel k-stack-small">
            <h2>{text.stories.time}</h2>
            {story.attempt === null ? <p className="k-soft">{text.stories.notBegun}</p> : time}
          </section>
          {story.attempt === null ? null : (
            <section className="k-panel k-stack-small">
              <h2>{text.stories.wall}</h2>
              <WallSum sum={story.sum} />
            </section>
          )}
        </aside>
      </div>
    </div>
  )
}

function StoryLines({ story }: { story: CandidateTimeline }) {
  const text = useText(dayText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const actor = useActor()
  const { address, go } = useAddress()
  const source = address['from'] ?? ''
  const signals = address['signals'] === '1'
  const shown = storyLines(story.lines, source, signals)
  const counts = sourceCounts(story.lines)
  if (story.lines.length === 0)
    return (
      <Empty title={text.stories.empty}>
        <p>{text.stories.emptyAdvice}</p>
      </Empty>
    )
  return (
    <section className="k-stack-small" aria-label={text.stories.list}>
      <div className="h-tools k-noprint">
        <div className="p-tabs" role="group" aria-label={text.stories.from}>
          <button type="button" aria-pressed={source === ''} onClick={() => go({ from: null }, 'replace')}>
            {text.stories.all} <span className="k-num">({n(story.lines.length)})</span>
          </button>
          {SOURCES.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={source === one}
              disabled={counts[one] === 0 && source !== one}
              onClick={() => go({ from: one }, 'replace')}
            >
              {text.stories.sources[one]} <span className="k-num">({n(counts[one])})</span>
            </button>
          ))}
        </div>
        <label className="k-check">
          <input
            type="checkbox"
            checked={signals}
            onChange={(event) => go({ signals: event.target.checked ? '1' : null }, 'replace')}
          />
          {text.signalsOnly}
        </label>
      </div>
      <p className="k-small k-soft" role="status">
        {text.stories.shown(n(shown.length), n(story.lines.length))}
      </p>
      {shown.length === 0 ? (
        <Empty title={text.noneMatch}>
          <button type="button" className="k-button small" onClick={() => go({ from: null, signals: null }, 'replace')}>
            {text.clear}
          </button>
        </Empty>
      ) : (
        <ol className="k-plain k-panel flush">
          {shown.map((line, at) => (
            <li key={at} className="h-told">
              <time className="h-line-at k-num" dateTime={new Date(line.at).toISOString()}>
                {clockWib(line.at)}
              </time>
              <span className="h-told-from">
                <Mark shape={SOURCE_SHAPES[line.from]} tone="soft">
                  {text.stories.sources[line.from]}
                </Mark>
              </span>
              <span className="h-line-text">
                {line.signal ? (
                  <Mark shape="triangle" tone="amber">
                    {text.signal}
                  </Mark>
                ) : null}{' '}
                {line[language]}{' '}
                {line.actor === story.number ? null : <small className="k-soft">{text.by(actor(line.actor))}</small>}
              </span>
            </li>
          ))}
        </ol>
      )}
      <p className="k-small k-soft">{text.signalAdvice}</p>
    </section>
  )
}

/** The wall clock taken apart: the parts stand above the line, their sum below it. */
function WallSum({ sum }: { sum: CandidateTimeline['sum'] }) {
  const text = useText(dayText)
  const { language } = useLanguage()
  if (sum === null) return <p className="k-soft">{text.stories.notStarted}</p>
  const parts = [
    ['used', sum.usedMs],
    ['held', sum.heldMs],
    ['outage', sum.outageMs],
    ['rest', sum.restMs],
  ] as const
  return (
    <>
      <p className="k-small k-soft">{text.stories.wallText}</p>
      <table className="k-table p-time h-sum">
        <tbody>
          {parts.map(([part, ms]) => (
            <tr key={part}>
              <th scope="row">{text.stories.wallParts[part]}</th>
              <td className="num">{span(ms, language)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{text.stories.wallParts.wall}</th>
            <td className="num">
              <strong>{span(sum.wallMs, language)}</strong>
            </td>
          </tr>
        </tfoot>
      </table>
    </>
  )
}

/** Whose story? The list of everybody, to search. */
export function StoryChoice({ id, sitting, people }: { id: string; sitting: SittingFacts | null; people: Person[] }) {
  const text = useText(dayText)
  const columns: Column<Person>[] = [
    {
      ...{ id: 'name', head: text.stories.name, kind: 'name', value: (one) => one.name },
      cell: (one) => (
        <a href={linkTo(id, 'story', { candidate: one.candidate })} aria-label={text.stories.open(one.name)}>
          {one.name}
        </a>
      ),
    },
    { id: 'number', head: text.stories.number, kind: 'tight', value: (one) => one.number, cell: (one) => one.number },
    {
      ...{ id: 'seat', head: text.stories.seat, kind: 'tight' },
      value: (one) => text.place(one.room, one.station),
      cell: (one) => text.place(one.room, one.station),
    },
  ]
  return (
    <div className="k-stack">
      <DayHead id={id} sitting={sitting} title={text.stories.choose} />
      <Table
        name="people"
        caption={text.stories.choose}
        columns={columns}
        rows={people}
        rowKey={(one) => one.candidate}
        words={(one) => `${one.name} ${one.number} ${text.place(one.room, one.station)}`}
        searchLabel={text.stories.find}
        firstSort="seat"
        empty={<Empty title={text.stories.nobody} />}
      />
    </div>
  )
}
