import { type FormEvent, type ReactNode, useState } from 'react'
import type { CandidateRow } from '../../../server/protocol/http.ts'
import type { PlacementForm, SeatChange, SeatChangePreview, SeatChangeRow } from '../../../server/protocol/placement.ts'
import type { SittingSummary } from '../../../server/protocol/proctor.ts'
import { count, dayWib, hourWib, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing, Loaded } from '../../shared/load.ts'
import { Choice, DoingNotice, Empty, Field, Notice, Shown } from '../../shared/parts/kit-basics.tsx'
import { Table } from '../../shared/parts/kit-table.tsx'
import { committeeText } from '../../shared/text/committee.ts'
import { placementText } from '../../shared/text/placement.ts'
import { ScheduleTabs } from './placements.tsx'
import { Ways } from './settings-parts.tsx'
import { Head } from './shell.tsx'
import { useWib, WibFields } from './wib-fields.tsx'

const KINDS = ['move', 'session', 'room'] as const
type Kind = (typeof KINDS)[number]

/** What is changed of the schedule after it was approved: choose, see the effect, propose; and all changes so far. */
export function SeatChangesScreen({
  form,
  sittings,
  history,
  waiting,
  proposed,
  search,
  onSearch,
  found,
  looking,
  onLook,
  firstKind = 'move',
  children,
}: {
  form: PlacementForm
  /** Those that can still be changed. */
  sittings: SittingSummary[]
  history: SeatChangeRow[]
  /** Changes that wait for a second person. */
  waiting: number
  proposed: boolean
  /** What is typed to find a candidate, and who was found; null while too little is typed. */
  search: string
  onSearch: (text: string) => void
  found: Loaded<CandidateRow[]> | null
  looking: Doing<SeatChangePreview>
  onLook: (change: SeatChange) => void
  /** For the gallery. */
  firstKind?: Kind
  /** The dialog with the effect, while it is open. */
  children?: ReactNode
}) {
  const all = useText(placementText)
  const text = all.change
  const title = useText(committeeText).screens.sittings
  const { language } = useLanguage()
  const [kind, setKind] = useState<Kind>(firstKind)
  // A whole sitting may get another time also when it is open already and could not begin.
  const planned = new Set(form.venues.filter((one) => one.rooms.length > 0).map((one) => one.name))
  // Without a plan nobody knows which stations are free.
  const targets = sittings.filter((one) => one.state === 'scheduled' && planned.has(one.venue))
  return (
    <>
      <Head title={title} next={text.note} />
      <ScheduleTabs current="changes" />
      {proposed ? (
        <Notice tone="ok" live>
          {text.proposed}
        </Notice>
      ) : null}
      {waiting > 0 ? (
        <Notice tone="amber">
          {all.changeWaiting(count(waiting, language))} <a href="?screen=approvals">{all.toApprovals}</a>
        </Notice>
      ) : null}
      <section className="k-panel k-stack" aria-label={text.title}>
        <h2>{text.title}</h2>
        {sittings.length === 0 ? (
          <Empty title={text.noSittings} />
        ) : (
          <>
            <Ways name="kind" label={text.kind} value={kind} ways={text.kinds} order={KINDS} onChange={setKind} />
            {kind === 'move' ? (
              <MoveForm {...{ sittings: targets, form, search, onSearch, found, looking, onLook }} />
            ) : kind === 'session' ? (
              <SessionForm {...{ sittings, looking, onLook }} />
            ) : (
              <RoomForm {...{ sittings: targets, form, looking, onLook }} />
            )}
            {looking.at === 'done' ? null : <DoingNotice doing={looking} />}
          </>
        )}
      </section>
      <History of={history} />
      {children}
    </>
  )
}

type Part = Pick<
  Parameters<typeof SeatChangesScreen>[0],
  'form' | 'sittings' | 'search' | 'onSearch' | 'found' | 'looking' | 'onLook'
>

function Form({
  can,
  busy,
  onLook,
  children,
}: {
  can: boolean
  busy: boolean
  onLook: () => void
  children: ReactNode
}) {
  const text = useText(placementText).change
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (can && !busy) onLook()
  }
  return (
    <form className="k-stack c-form" onSubmit={submit}>
      {children}
      <p>
        <button type="submit" className="k-button primary" disabled={!can || busy}>
          {text.look}
        </button>
      </p>
    </form>
  )
}

const useSittingOptions = (sittings: SittingSummary[]) => {
  const { language } = useLanguage()
  return sittings.map((one) => ({ value: one.id, title: `${momentWib(one.startsAt, language)} · ${one.name}` }))
}

function MoveForm({ sittings, form, search, onSearch, found, looking, onLook }: Part) {
  const text = useText(placementText).change
  const [who, setWho] = useState<CandidateRow | null>(null)
  const [sitting, setSitting] = useState(sittings[0]?.id ?? '')
  const [room, setRoom] = useState('')
  const options = useSittingOptions(sittings)
  if (sittings.length === 0) return <Empty title={text.noRooms} />
  const venue = sittings.find((one) => one.id === sitting)?.venue
  const rooms = form.venues.find((one) => one.name === venue)?.rooms ?? []
  return (
    <Form
      can={who !== null && sitting !== ''}
      busy={looking.at === 'sending'}
      onLook={() => {
        if (who) onLook({ kind: 'move', candidate: who.id, sitting, room: room === '' ? null : room })
      }}
    >
      {who ? (
        <p className="k-line">
          <strong>{text.chosen(who.number, who.name)}</strong>
          {who.sitting ? <span className="k-soft">{text.sitsIn(who.sitting)}</span> : null}
          <button type="button" className="k-button small" onClick={() => setWho(null)}>
            {text.other}
          </button>
        </p>
      ) : (
        <>
          <Field label={text.candidate} hint={text.candidateHint}>
            <input
              className="k-input"
              type="search"
              value={search}
              maxLength={100}
              onChange={(event) => onSearch(event.target.value)}
            />
          </Field>
          {found ? (
            <Shown of={found}>
              {(rows) =>
                rows.length === 0 ? (
                  <p className="k-soft" role="status">
                    {text.nobody}
                  </p>
                ) : (
                  <ul className="k-plain c-found" aria-label={text.found}>
                    {rows.map((row) => (
                      <li key={row.id}>
                        <button type="button" className="k-button quiet" onClick={() => setWho(row)}>
                          {text.chosen(row.number, row.name)}
                        </button>
                      </li>
                    ))}
                  </ul>
                )
              }
            </Shown>
          ) : null}
        </>
      )}
      <Choice
        label={text.toSitting}
        value={sitting}
        options={options}
        onChange={(next) => {
          setSitting(next)
          setRoom('')
        }}
      />
      <Choice
        label={text.toRoom}
        value={room}
        all={text.anyRoom}
        options={rooms.map((one) => ({ value: one.name, title: one.name }))}
        onChange={setRoom}
      />
    </Form>
  )
}

function SessionForm({ sittings, looking, onLook }: Pick<Part, 'sittings' | 'looking' | 'onLook'>) {
  const text = useText(placementText).change
  const [id, setId] = useState(sittings[0]?.id ?? '')
  const options = useSittingOptions(sittings)
  const sitting = sittings.find((one) => one.id === id)
  const wib = useWib(dayWib(sitting?.startsAt ?? 0), hourWib(sitting?.startsAt ?? 0))
  return (
    <Form
      can={wib.at !== null && sitting !== undefined && wib.at !== sitting.startsAt}
      busy={looking.at === 'sending'}
      onLook={() => {
        if (wib.at !== null) onLook({ kind: 'session', sitting: id, startsAt: wib.at })
      }}
    >
      <Choice
        label={text.sitting}
        value={id}
        options={options}
        onChange={(next) => {
          const other = sittings.find((one) => one.id === next)
          setId(next)
          wib.setDay(dayWib(other?.startsAt ?? 0))
          wib.setTime(hourWib(other?.startsAt ?? 0))
        }}
      />
      <WibFields wib={wib} date={text.date} time={text.time} />
    </Form>
  )
}

function RoomForm({ sittings, form, looking, onLook }: Pick<Part, 'sittings' | 'form' | 'looking' | 'onLook'>) {
  const text = useText(placementText).change
  const { language } = useLanguage()
  const venues = [...new Set(sittings.map((one) => one.venue))].sort()
  const [venue, setVenue] = useState(venues[0] ?? '')
  const rooms = form.venues.find((one) => one.name === venue)?.rooms ?? []
  const [room, setRoom] = useState(rooms[0]?.name ?? '')
  const [off, setOff] = useState<string[]>([])
  const here = sittings.filter((one) => one.venue === venue)
  const chosen = here.filter((one) => !off.includes(one.id)).map((one) => one.id)
  if (venues.length === 0) return <Empty title={text.noRooms} />
  return (
    <Form
      can={room !== '' && chosen.length > 0}
      busy={looking.at === 'sending'}
      onLook={() => onLook({ kind: 'room', venue, room, sittings: chosen })}
    >
      <div className="k-grid2">
        <Choice
          label={text.venue}
          value={venue}
          options={venues.map((one) => ({ value: one, title: one }))}
          onChange={(next) => {
            setVenue(next)
            setRoom(form.venues.find((one) => one.name === next)?.rooms[0]?.name ?? '')
            setOff([])
          }}
        />
        <Choice
          label={text.room}
          value={room}
          options={rooms.map((one) => ({ value: one.name, title: one.name }))}
          onChange={setRoom}
        />
      </div>
      <fieldset className="c-choices">
        <legend className="k-legend">{text.forSittings}</legend>
        {here.map((one) => (
          <label key={one.id} className="k-check">
            <input
              type="checkbox"
              checked={!off.includes(one.id)}
              onChange={(event) => setOff(event.target.checked ? off.filter((id) => id !== one.id) : [...off, one.id])}
            />
            <span>
              <span className="k-num">{momentWib(one.startsAt, language)}</span> · {one.name}
            </span>
          </label>
        ))}
      </fieldset>
    </Form>
  )
}

const MOVES_SHOWN = 200

/** The effect of a change, as the dialog that proposes it shows it. */
export function ChangeEffect({ preview }: { preview: SeatChangePreview }) {
  const text = useText(placementText).change
  const { language } = useLanguage()
  const spot = (one: SeatChangePreview['moves'][number]['from']) =>
    text.spot(momentWib(one.startsAt, language), one.venue, one.room, one.station)
  return (
    <div className="k-stack-small">
      <p className="k-strong">{preview.title[language]}</p>
      <h3>{text.effect}</h3>
      <ul className="k-list">
        {preview.effect.map((one) => (
          <li key={one.id}>{one[language]}</li>
        ))}
      </ul>
      <h3>{text.moves}</h3>
      <div className="k-table-wrap c-many" tabIndex={0} role="region" aria-label={text.moves}>
        <table className="k-table">
          <caption className="sr-only">{text.moves}</caption>
          <thead>
            <tr>
              {[text.who, text.from, text.to].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.moves.slice(0, MOVES_SHOWN).map((one) => (
              <tr key={one.candidate}>
                <td>
                  <span className="k-num">{one.number}</span> {one.name}
                </td>
                <td className="k-num">{spot(one.from)}</td>
                <td className="k-num">{spot(one.to)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {preview.moves.length > MOVES_SHOWN ? (
        <p>{text.andMore(count(preview.moves.length - MOVES_SHOWN, language))}</p>
      ) : null}
    </div>
  )
}

function History({ of }: { of: SeatChangeRow[] }) {
  const text = useText(placementText).change
  const { language } = useLanguage()
  return (
    <section className="k-stack-small" aria-label={text.history}>
      <h2>{text.history}</h2>
      <Table
        name="h"
        caption={text.history}
        rows={of}
        rowKey={(row) => row.id}
        firstSort="-at"
        empty={<Empty title={text.empty} />}
        exportName="perubahan-jadwal"
        columns={[
          {
            id: 'at',
            head: text.at,
            kind: 'tight',
            cell: (row) => <span className="k-num">{momentWib(row.at, language)}</span>,
            value: (row) => row.at,
          },
          {
            id: 'what',
            head: text.what,
            kind: 'wide',
            cell: (row) => row.title[language],
            value: (row) => row.title[language],
          },
          {
            id: 'people',
            head: text.people,
            kind: 'num',
            cell: (row) => count(row.people, language),
            value: (row) => row.people,
          },
          { id: 'reason', head: text.reason, cell: (row) => row.reason, value: (row) => row.reason },
          {
            id: 'by',
            head: text.by,
            cell: (row) => (row.approvedBy === '' ? text.alone(row.by) : text.two(row.by, row.approvedBy)),
            value: (row) => row.by,
          },
        ]}
      />
    </section>
  )
}
