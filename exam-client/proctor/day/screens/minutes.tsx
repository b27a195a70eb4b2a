import { type FormEvent, type ReactNode, useState } from 'react'
import type { MinutesView, NewMinutesNote } from '../../../../server/protocol/minutes.ts'
import { MINUTES_FIELDS, type MinutesField } from '../../../../server/protocol/reasons.ts'
import { useAddress } from '../../../shared/address.tsx'
import { clockWib, count, dateWib, momentWib } from '../../../shared/format.ts'
import { useLanguage, useText } from '../../../shared/language.tsx'
import type { Doing } from '../../../shared/load.ts'
import {
  Choice,
  DoingNotice,
  Facts,
  Field,
  Mark,
  Notice,
  RefusalNotice,
  Shown,
} from '../../../shared/parts/kit-basics.tsx'
import { dayText } from '../../../shared/text/day.ts'
import { span } from '../../screens/time-panel.tsx'
import { openPoints } from '../signing.ts'
import { dayPath } from '../views.ts'
import { DayHead, LostNotice, RoomChoice, useActor } from './day-head.tsx'
import type { Heard } from './log.tsx'

const PAPERS = ['minutes', 'incidents', 'attendance', 'seats'] as const
const TEXT_LEAST = 3
const TEXT_MAX = 2000

/** The minutes as they will be printed: what is still open, the papers, the figures, and what people added. */
export function MinutesScreen({
  id,
  rooms,
  minutes,
  doing,
  onAdd,
  onTyping,
}: {
  id: string
  rooms: readonly string[]
  minutes: Heard<MinutesView>
  doing: Doing<MinutesView>
  /** True when the server has it. */
  onAdd: (note: NewMinutesNote) => Promise<boolean>
  /** The answer to the last addition is no longer about what is typed. */
  onTyping: () => void
}) {
  const text = useText(dayText)
  const { address, go } = useAddress()
  const room = address['room'] ?? ''
  const view = minutes.value
  return (
    <div className="k-stack">
      <DayHead
        id={id}
        sitting={view?.sitting ? factsOf(view) : null}
        tab="minutes"
        room={room}
        title={text.minutes.title}
      >
        <RoomChoice rooms={rooms} room={room} onChoose={(next) => go({ room: next }, 'replace')} />
      </DayHead>
      {minutes.refused ? <RefusalNotice why={minutes.refused} /> : null}
      {minutes.lost && view ? <LostNotice ageMs={minutes.ageMs} /> : null}
      {view ? (
        <>
          <div className="h-minutes-top">
            <Signing view={view} />
            <Papers id={id} room={room} closed={view.sitting.state === 'closed'} />
          </div>
          <Figures view={view} />
          <Absent view={view} />
          <Incidents view={view} />
          <Time view={view} />
          <Moves view={view} />
          <Additions notes={view.notes} doing={doing} onAdd={onAdd} onTyping={onTyping} />
          <p className="k-small">
            <span className="k-soft">{text.minutes.digest}:</span> <span className="k-code">{view.digest}</span>
          </p>
        </>
      ) : minutes.refused ? null : (
        <Shown of={minutes.lost ? { at: 'unreachable' } : { at: 'loading' }} retry={minutes.refresh}>
          {() => null}
        </Shown>
      )}
    </div>
  )
}

const factsOf = ({ sitting: { id, name, venue, startsAt, state } }: MinutesView) => ({
  ...{ id, name, venue, startsAt },
  state: state as 'scheduled' | 'open' | 'running' | 'closed',
})

function Signing({ view }: { view: MinutesView }) {
  const text = useText(dayText)
  const { language } = useLanguage()
  const points = openPoints(view)
  const ready = points.every(({ level }) => level === 'may')
  return (
    <section className="k-panel k-stack-small k-noprint">
      <h2>{text.minutes.before}</h2>
      {points.length === 0 ? null : (
        <ul className="k-plain k-stack-small">
          {points.map(({ kind, level, count: many }) => (
            <li key={kind} className="h-point">
              <Mark shape={level === 'must' ? 'cross' : 'ring'} tone={level === 'must' ? 'danger' : 'amber'}>
                {text.minutes.kinds[level]}
              </Mark>
              <span>{text.minutes.open[kind](count(many, language))}</span>
            </li>
          ))}
        </ul>
      )}
      {ready ? <Notice tone="ok">{text.minutes.ready}</Notice> : null}
      <p className="k-small k-soft">{text.minutes.blanks}</p>
    </section>
  )
}

function Papers({ id, room, closed }: { id: string; room: string; closed: boolean }) {
  const text = useText(dayText)
  const words = text.minutes
  return (
    <section className="k-panel k-stack-small k-noprint">
      <h2>{words.papers}</h2>
      <p className="k-soft k-small">{room === '' ? words.papersAll : words.papersOf(room)}</p>
      <ul className="k-plain h-papers">
        {PAPERS.map((paper) => (
          <li key={paper}>
            <a
              className={paper === 'minutes' ? 'k-button primary' : 'k-button'}
              href={dayPath(id, `${paper}.pdf`, room)}
              download
            >
              {words.paper[paper]}
            </a>
          </li>
        ))}
        <li>
          <a className="k-button" href={dayPath(id, 'incidents.csv', room)} download>
            {words.paper.csv}
          </a>
        </li>
        <li>
          <a
            className="k-button"
            href={`/api/desk/sittings/${encodeURIComponent(id)}/cards.pdf`}
            target="_blank"
            rel="noreferrer"
          >
            {words.paper.cards}
          </a>
        </li>
      </ul>
      {closed ? null : <p className="k-small k-soft">{words.provisional}</p>}
    </section>
  )
}

function Figures({ view }: { view: MinutesView }) {
  const text = useText(dayText)
  const { language } = useLanguage()
  const { facts, times } = text.minutes
  const { counts, sitting } = view
  const day = dateWib(sitting.startsAt, language)
  // The day is said once above; another day than that must be seen.
  const moment = (at: number | null) =>
    at === null
      ? times.notYet
      : dateWib(at, language) === day
        ? `${clockWib(at)} WIB`
        : `${dateWib(at, language)}, ${clockWib(at)} WIB`
  return (
    <>
      <Facts
        of={(['registered', 'present', 'absent', 'refused', 'started', 'finished'] as const).map((fact) => ({
          name: facts[fact],
          value: count(counts[fact], language),
        }))}
      />
      <Facts
        of={[
          { name: times.scheduled, value: moment(sitting.startsAt), text: true },
          { name: times.opened, value: moment(view.opened), text: true },
          { name: times.started, value: moment(view.started), text: true },
          { name: times.closed, value: moment(view.closed), text: true },
          { name: text.room, value: view.rooms.join(', ') || '–', text: true },
        ]}
      />
    </>
  )
}

/** A section of the paper: its heading, its table, or that there is nothing. */
function Part({ title, heads, rows }: { title: string; heads: string[]; rows: { key: string; cells: ReactNode[] }[] }) {
  const text = useText(dayText)
  return (
    <section className="k-stack-small">
      <h2>
        {title} {rows.length > 0 ? <span className="k-soft k-num">({rows.length})</span> : null}
      </h2>
      {rows.length === 0 ? (
        <p>{text.minutes.nil}</p>
      ) : (
        <div className="k-panel flush">
          <div className="k-table-wrap" tabIndex={0} role="region" aria-label={title}>
            <table className="k-table h-paper">
              <thead>
                <tr>
                  {heads.map((head) => (
                    <th key={head} scope="col">
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map(({ key, cells }) => (
                  <tr key={key}>
                    {cells.map((cell, at) => (
                      <td key={heads[at]} className={at === 0 ? 'tight k-num' : undefined}>
                        {cell}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </div>
      )}
    </section>
  )
}

function Absent({ view: { absent } }: { view: MinutesView }) {
  const text = useText(dayText)
  const { language } = useLanguage()
  const { columns, absent: title } = text.minutes
  return (
    <Part
      title={title}
      heads={[columns.number, columns.name, columns.seat, columns.reason]}
      rows={absent.map((one) => ({
        key: one.number,
        cells: [one.number, one.name, text.place(one.room, one.station), one.reason[language]],
      }))}
    />
  )
}

function Incidents({ view: { incidents } }: { view: MinutesView }) {
  const text = useText(dayText)
  const { language } = useLanguage()
  const actor = useActor()
  const { columns, incidents: title } = text.minutes
  return (
    <Part
      title={title}
      heads={[columns.at, columns.seat, columns.who, columns.what, columns.by]}
      rows={incidents.map((line) => ({
        key: line.id,
        cells: [
          clockWib(line.at),
          line.room === '' && line.station === '' ? text.wholeSitting : text.place(line.room, line.station),
          line.number === null ? '–' : `${line.name ?? ''} (${line.number})`,
          <span key="what">
            {line.signal ? (
              <>
                <Mark shape="triangle" tone="amber">
                  {text.signal}
                </Mark>{' '}
              </>
            ) : null}
            {line.text[language]}
            {line.corrections.map((one) => (
              <span key={`${one.at} ${one.text}`} className="h-correction">
                <small className="k-soft">{text.log.correction(clockWib(one.at), actor(one.actor))}</small> {one.text}
              </span>
            ))}
          </span>,
          actor(line.actor),
        ],
      }))}
    />
  )
}

function Time({ view: { time } }: { view: MinutesView }) {
  const text = useText(dayText)
  const { language } = useLanguage()
  const { columns, time: title } = text.minutes
  return (
    <Part
      title={title}
      heads={[columns.number, columns.name, columns.seat, columns.amount, columns.causes]}
      rows={time.map((one) => ({
        key: one.number,
        cells: [
          one.number,
          one.name,
          text.place(one.room, one.station),
          <span key="amount" className="k-num">
            +{span(one.ms, language)}
          </span>,
          one.causes[language],
        ],
      }))}
    />
  )
}

function Moves({ view: { moves } }: { view: MinutesView }) {
  const text = useText(dayText)
  const actor = useActor()
  const { columns, moves: title } = text.minutes
  return (
    <Part
      title={title}
      heads={[columns.at, columns.number, columns.name, columns.from, columns.to, columns.by]}
      rows={moves.map((one) => ({
        key: `${one.at} ${one.number} ${one.to}`,
        cells: [clockWib(one.at), one.number, one.name, one.from, one.to, one.by === '' ? '–' : actor(one.by)],
      }))}
    />
  )
}

/** What people wrote, part by part in order, and the form that adds to it. Nothing here can be changed or taken away. */
function Additions({
  notes,
  doing,
  onAdd,
  onTyping,
}: {
  notes: MinutesView['notes']
  doing: Doing<MinutesView>
  onAdd: (note: NewMinutesNote) => Promise<boolean>
  onTyping: () => void
}) {
  const text = useText(dayText)
  const words = text.minutes
  const { language } = useLanguage()
  const [field, setField] = useState<MinutesField>('closing')
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState(false)
  const short = typed.trim().length < TEXT_LEAST
  const send = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (short || doing.at === 'sending') return
    void onAdd({ field, text: typed.trim() }).then((done) => {
      if (!done) return
      setTyped('')
      setAsked(false)
    })
  }
  const known = MINUTES_FIELDS.filter((one) => notes.some((note) => note.field === one))
  return (
    <section className="k-stack-small">
      <h2>
        {words.notes} {notes.length > 0 ? <span className="k-soft k-num">({notes.length})</span> : null}
      </h2>
      {notes.length === 0 ? <p>{words.nil}</p> : null}
      {known.map((one) => (
        <div key={one}>
          <h3>{words.fields[one]}</h3>
          <ul className="k-plain h-notes">
            {notes
              .filter((note) => note.field === one)
              .map((note) => (
                <li key={`${note.at} ${note.text}`}>
                  <p>{note.text}</p>
                  <small className="k-soft">{words.noteBy(note.actor, momentWib(note.at, language))}</small>
                </li>
              ))}
          </ul>
        </div>
      ))}
      <form className="k-panel k-stack-small k-noprint h-add" onSubmit={send}>
        <h3>{words.addNote}</h3>
        <p className="k-small k-soft">{words.addHint}</p>
        <Choice
          label={words.field}
          value={field}
          options={MINUTES_FIELDS.map((value) => ({ value, title: words.fields[value] }))}
          onChange={(value) => setField(value as MinutesField)}
        />
        <Field label={words.noteText}>
          <textarea
            className="k-input"
            rows={3}
            maxLength={TEXT_MAX}
            value={typed}
            aria-invalid={(asked && short) || undefined}
            onChange={(event) => {
              setTyped(event.target.value)
              if (doing.at !== 'idle' && doing.at !== 'sending') onTyping()
            }}
          />
        </Field>
        {asked && short ? (
          <Notice tone="amber" live>
            {text.note.needText}
          </Notice>
        ) : null}
        {doing.at === 'unreachable' ? (
          <Notice tone="danger" live>
            {words.unsure}
          </Notice>
        ) : (
          <DoingNotice doing={doing} done={() => words.added} />
        )}
        <p>
          <button type="submit" className="k-button primary" aria-disabled={doing.at === 'sending'}>
            {words.go}
          </button>
        </p>
      </form>
    </section>
  )
}
