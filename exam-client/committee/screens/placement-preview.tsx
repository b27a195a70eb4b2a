import type { LoadRow, PlacedRow, PlacementPreview } from '../../../server/protocol/placement.ts'
import { count, dateWib, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Bar, Facts, Notice } from '../../shared/parts/kit-basics.tsx'
import { placementText } from '../../shared/text/placement.ts'

/** What would happen: figures, who is left and why, the load as a picture, and examples of reasons. */
export function PreviewPanel({
  preview,
  stale,
  waiting,
  onPropose,
}: {
  preview: PlacementPreview
  /** The plan was changed since. */
  stale: boolean
  /** Another proposal waits for its second person. */
  waiting: boolean
  onPropose: () => void
}) {
  const all = useText(placementText)
  const text = all.preview
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const { unplaced, vacancies, nearness } = preview
  const sessions = new Set(preview.load.map(({ day, session }) => `${day} ${session}`)).size
  return (
    <section className="k-panel k-stack" aria-label={text.title}>
      <h2>{text.title}</h2>
      <p className="k-soft">{text.note}</p>
      <Facts
        of={[
          { name: text.people, value: n(preview.people) },
          { name: text.placed, value: n(preview.placed) },
          { name: text.unplaced, value: n(unplaced.total) },
          { name: text.sessions, value: n(sessions) },
          { name: text.together, value: text.ofTotal(n(vacancies.together), n(vacancies.total)) },
          { name: text.nearness, value: n(nearness.wished + nearness.near) },
        ]}
      />
      {unplaced.total === 0 ? <Notice tone="ok">{text.all}</Notice> : <Unplaced of={unplaced} />}
      {preview.notes.map((note) => (
        <Notice key={note.id}>{note[language]}</Notice>
      ))}
      <Load rows={preview.load} />
      {vacancies.split.length > 0 ? (
        <details>
          <summary>
            {text.split} ({n(vacancies.split.length)})
          </summary>
          <ul className="k-list">
            {vacancies.split.map((one) => (
              <li key={one.code}>{text.splitLine(one.code, n(one.people), n(one.sessions))}</li>
            ))}
          </ul>
        </details>
      ) : null}
      {preview.examples.length > 0 ? (
        <details>
          <summary>{text.examples}</summary>
          <p className="k-small k-soft">{text.examplesHint}</p>
          <ul className="k-plain k-stack-small">
            {preview.examples.map((one) => (
              <Example key={one.candidate} row={one} />
            ))}
          </ul>
        </details>
      ) : null}
      <p className="k-small">
        {text.commitment}: <span className="k-code">{preview.commitment}</span>
        <br />
        <span className="k-soft">{text.commitmentNote}</span>
      </p>
      {stale ? <Notice tone="amber">{text.changed}</Notice> : null}
      {waiting || preview.placed === 0 ? null : (
        <p>
          <button type="button" className="k-button primary" disabled={stale} onClick={onPropose}>
            {text.propose}
          </button>
        </p>
      )}
    </section>
  )
}

function Unplaced({ of }: { of: PlacementPreview['unplaced'] }) {
  const text = useText(placementText).preview
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  return (
    <Notice tone="amber">
      <p className="k-strong">{text.some(n(of.total))}</p>
      <ul className="k-list">
        {of.reasons.map((one) => (
          <li key={one.id}>
            <strong className="k-num">{text.reasonOf(n(one.people))}.</strong> {one[language]}
            <Who of={of.first.filter((who) => who.id === one.id)} all={one.people} />
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function Who({ of, all }: { of: PlacementPreview['unplaced']['first']; all: number }) {
  const text = useText(placementText).preview
  const { language } = useLanguage()
  return (
    <details>
      <summary>{text.list}</summary>
      {all > of.length ? <p>{text.firstOf(count(of.length, language), count(all, language))}</p> : null}
      <ul className="k-list c-many" tabIndex={0}>
        {of.map((one) => (
          <li key={one.number}>
            <span className="k-num">{one.number}</span> {one.name}
          </li>
        ))}
      </ul>
    </details>
  )
}

/** One table a day: venues down, sessions across, each cell as full as its bar. */
function Load({ rows }: { rows: LoadRow[] }) {
  const text = useText(placementText).preview
  const { language } = useLanguage()
  const days = [...Map.groupBy(rows, ({ day }) => day)]
  return (
    <div className="k-stack-small">
      <h3>{text.load}</h3>
      <p className="k-small k-soft">{text.loadHint}</p>
      {days.map(([day, list]) => (
        <DayLoad key={day} title={dateWib(Date.parse(`${day}T05:00:00Z`), language, true)} rows={list} />
      ))}
    </div>
  )
}

function DayLoad({ title, rows }: { title: string; rows: LoadRow[] }) {
  const text = useText(placementText).preview
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const sessions = [...new Map(rows.map((one) => [one.session, one.starts]))].sort(([a], [b]) => a - b)
  const venues = [...Map.groupBy(rows, ({ venue }) => venue)].sort(([a], [b]) => a.localeCompare(b, language))
  const sum = (list: LoadRow[]) => list.reduce((total, one) => total + one.people, 0)
  return (
    <>
      <div className="k-table-wrap" tabIndex={0} role="region" aria-label={title}>
        <table className="c-load">
          <caption>{title}</caption>
          <thead>
            <tr>
              <th scope="col">{useText(placementText).plan.venue}</th>
              {sessions.map(([session, starts]) => (
                <th key={session} scope="col">
                  {text.sessionAt(n(session), starts)}
                </th>
              ))}
              <th scope="col" className="num">
                {text.total}
              </th>
            </tr>
          </thead>
          <tbody>
            {venues.map(([venue, list]) => (
              <tr key={venue}>
                <th scope="row">{venue}</th>
                {sessions.map(([session]) => {
                  const one = list.find((row) => row.session === session)
                  return (
                    <td key={session}>
                      {one ? (
                        <>
                          <span className="k-num">{text.cell(n(one.people), n(one.capacity))}</span>
                          <span aria-hidden="true">
                            <Bar value={one.people} max={one.capacity} label="" />
                          </span>
                        </>
                      ) : (
                        <span className="k-soft">–</span>
                      )}
                    </td>
                  )
                })}
                <td className="num k-num">{n(sum(list))}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{text.total}</th>
              {sessions.map(([session]) => (
                <td key={session} className="k-num">
                  {n(sum(rows.filter((row) => row.session === session)))}
                </td>
              ))}
              <td className="num k-num">{n(sum(rows))}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      <details>
        <summary>
          {text.rooms} <span className="sr-only">{title}</span>
        </summary>
        <ul className="k-list">
          {rows.map((row) => (
            <li key={`${row.venue} ${row.session}`}>
              {row.venue}, {text.sessionAt(n(row.session), row.starts)}.{' '}
              {row.rooms.map((room) => text.roomLine(room.name, n(room.people), n(room.seats))).join('; ')}
            </li>
          ))}
        </ul>
      </details>
    </>
  )
}

function Example({ row }: { row: PlacedRow }) {
  const text = useText(placementText).preview
  const { language } = useLanguage()
  return (
    <li className="c-example">
      <p>
        <strong>{row.name}</strong> <span className="k-num">{row.number}</span> · {row.vacancy}
        {row.accommodation ? ` · ${row.accommodation}` : ''}
        <br />
        <span className="k-num">{momentWib(row.startsAt, language)}</span>,{' '}
        {text.spot(row.venue, row.room, row.station)}
      </p>
      <ul className="k-list k-small">
        {row.why.map((why) => (
          <li key={why.id}>{why[language]}</li>
        ))}
      </ul>
    </li>
  )
}
