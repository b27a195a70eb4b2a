import { useState } from 'react'
import type { RoomLogLine } from '../../../../server/protocol/minutes.ts'
import type { Refusal } from '../../../../server/protocol/refusals.ts'
import { useAddress } from '../../../shared/address.tsx'
import { clockWib, count } from '../../../shared/format.ts'
import { useLanguage, useText } from '../../../shared/language.tsx'
import { Empty, Mark, RefusalNotice, Shown } from '../../../shared/parts/kit-basics.tsx'
import { useTyped } from '../../../shared/parts/kit-table.tsx'
import { dayText } from '../../../shared/text/day.ts'
import { type LogFilter, shownLines } from '../log-lines.ts'
import { dayPath, linkTo } from '../views.ts'
import { DayHead, LostNotice, RoomChoice, type SittingFacts, useActor } from './day-head.tsx'

/** Drawn at once; the rest on demand, since a day of 5,000 people has tens of thousands of lines. */
const LINES_AT_ONCE = 300

export interface Heard<Value> {
  value: Value | null
  /** How old it is, in ms: not a time of day, since this PC's own clock may be wrong. */
  ageMs: number
  lost: boolean
  refused: Refusal | null
  refresh: () => void
}

/** The room's log as it grows: newest first, filtered, each line with what was added to it. */
export function LogScreen({
  id,
  sitting,
  rooms,
  log,
  onNote,
}: {
  id: string
  sitting: SittingFacts | null
  rooms: readonly string[]
  log: Heard<RoomLogLine[]>
  /** A note, or a correction of this line. */
  onNote: (about: RoomLogLine | null) => void
}) {
  const text = useText(dayText)
  const { address, go } = useAddress()
  const [search, setSearch] = useTyped(address, go, 'q')
  const room = address['room'] ?? ''
  const signals = address['signals'] === '1'
  const clear = () => {
    setSearch('')
    go({ q: null, signals: null }, 'replace')
  }
  const filter = { search, signals }
  return (
    <div className="k-stack">
      <DayHead id={id} sitting={sitting} tab="log" room={room} title={text.log.title}>
        <button type="button" className="k-button primary" onClick={() => onNote(null)}>
          {text.log.add}
        </button>
        <a className="k-button" href={dayPath(id, 'incidents.csv', room)} download>
          {text.log.csv}
        </a>
      </DayHead>
      {log.refused ? <RefusalNotice why={log.refused} /> : null}
      {log.lost && log.value ? <LostNotice ageMs={log.ageMs} /> : null}
      <div className="h-tools k-noprint">
        <label className="k-field">
          <span>{text.search}</span>
          <input
            className="k-input"
            type="search"
            placeholder={text.log.searchLabel}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </label>
        <RoomChoice rooms={rooms} room={room} onChoose={(next) => go({ room: next }, 'replace')} />
        <label className="k-check">
          <input
            type="checkbox"
            checked={signals}
            onChange={(event) => go({ signals: event.target.checked ? '1' : null }, 'replace')}
          />
          {text.signalsOnly}
        </label>
        {log.value && !log.lost ? (
          <span className="k-tools-count k-num k-push">
            {text.newestFirst} · {text.log.live}
          </span>
        ) : null}
      </div>
      {log.value ? (
        <Lines key={room} id={id} lines={log.value} filter={filter} onClear={clear} onCorrect={onNote} />
      ) : log.refused ? null : (
        <Shown of={log.lost ? { at: 'unreachable' } : { at: 'loading' }} retry={log.refresh}>
          {() => null}
        </Shown>
      )}
      <p className="k-small k-soft">{text.signalAdvice}</p>
    </div>
  )
}

function Lines({
  id,
  lines,
  filter,
  onClear,
  onCorrect,
}: {
  id: string
  lines: RoomLogLine[]
  filter: LogFilter
  onClear: () => void
  onCorrect: (line: RoomLogLine) => void
}) {
  const text = useText(dayText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const [most, setMost] = useState(LINES_AT_ONCE)
  const shown = shownLines(lines, filter)
  if (lines.length === 0)
    return (
      <Empty title={text.log.empty}>
        <p>{text.log.emptyAdvice}</p>
      </Empty>
    )
  return (
    <section className="k-stack-small" aria-label={text.log.title}>
      <p className="k-small k-soft" role="status">
        {text.log.shown(n(shown.length), n(lines.length))}
      </p>
      {shown.length === 0 ? (
        <Empty title={text.noneMatch}>
          <button type="button" className="k-button small" onClick={onClear}>
            {text.clear}
          </button>
        </Empty>
      ) : (
        <ol className="k-plain k-panel flush">
          {shown.slice(0, most).map((line) => (
            <LogLine key={line.id} id={id} line={line} onCorrect={onCorrect} />
          ))}
        </ol>
      )}
      {shown.length > most ? (
        <p>
          <button type="button" className="k-button" onClick={() => setMost(most + LINES_AT_ONCE)}>
            {text.more(n(Math.min(LINES_AT_ONCE, shown.length - most)))}
          </button>
        </p>
      ) : null}
    </section>
  )
}

/** One line: when, where, who, what; under it what was added. Without `onCorrect` it is only read. */
export function LogLine({
  id,
  line,
  onCorrect,
}: {
  id: string
  line: RoomLogLine
  onCorrect?: (line: RoomLogLine) => void
}) {
  const text = useText(dayText)
  const { language } = useLanguage()
  const actor = useActor()
  const moment = clockWib(line.at)
  return (
    <li className="h-line">
      <time className="h-line-at k-num" dateTime={new Date(line.at).toISOString()}>
        {moment}
      </time>
      <span className="h-line-where">
        {line.room === '' && line.station === '' ? (
          <span className="k-soft">{text.wholeSitting}</span>
        ) : (
          <strong className="k-num">{text.place(line.room, line.station)}</strong>
        )}
        {line.name === null ? null : <small>{line.name}</small>}
        {line.number === null ? null : <small className="k-num">{line.number}</small>}
      </span>
      <span className="h-line-text">
        {line.signal ? (
          <Mark shape="triangle" tone="amber">
            {text.signal}
          </Mark>
        ) : null}{' '}
        {line.text[language]} <small className="k-soft">{text.by(actor(line.actor))}</small>
        {line.corrections.map((one) => (
          <span key={`${one.at} ${one.text}`} className="h-correction">
            <small className="k-soft">{text.log.correction(clockWib(one.at), actor(one.actor))}</small> {one.text}
          </span>
        ))}
      </span>
      <span className="h-line-deeds k-noprint">
        {line.candidate === null ? null : (
          <a
            className="k-button small quiet"
            href={linkTo(id, 'story', { candidate: line.candidate })}
            aria-label={text.storyOf(line.name ?? line.number ?? '')}
          >
            {text.story}
          </a>
        )}
        {onCorrect ? (
          <button
            type="button"
            className="k-button small"
            aria-label={text.log.correctLine(moment)}
            onClick={() => onCorrect(line)}
          >
            {text.log.mend}
          </button>
        ) : null}
      </span>
    </li>
  )
}
