import { type FormEvent, type ReactNode, useState } from 'react'
import type { CandidateRow } from '../../../server/protocol/http.ts'
import type { PlacementForm, SeatChange, SeatChangePreview } from '../../../server/protocol/placement.ts'
import type { SittingSummary } from '../../../server/protocol/proctor.ts'
import { dayWib, hourWib, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing, Loaded } from '../../shared/load.ts'
import { Choice, Empty, Field, Shown } from '../../shared/parts/kit-basics.tsx'
import { placementText } from '../../shared/text/placement.ts'
import { useWib, WibFields } from './wib-fields.tsx'

/** What each kind of change asks for; the effect is looked at before anything is proposed. */
interface Part {
  form: PlacementForm
  sittings: SittingSummary[]
  search: string
  onSearch: (text: string) => void
  found: Loaded<CandidateRow[]> | null
  looking: Doing<SeatChangePreview>
  onLook: (change: SeatChange) => void
}

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

export function MoveForm({ sittings, form, search, onSearch, found, looking, onLook }: Part) {
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

export function SessionForm({ sittings, looking, onLook }: Pick<Part, 'sittings' | 'looking' | 'onLook'>) {
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

export function RoomForm({ sittings, form, looking, onLook }: Pick<Part, 'sittings' | 'form' | 'looking' | 'onLook'>) {
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
