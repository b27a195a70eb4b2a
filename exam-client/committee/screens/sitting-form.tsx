import { type FormEvent, useId, useState } from 'react'
import type { NewSitting, TestRow, Unseated } from '../../../server/protocol/http.ts'
import type { SittingSummary } from '../../../server/protocol/proctor.ts'
import type { VenueRow } from '../../../server/protocol/venues.ts'
import { count, dayWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { Choice, DoingNotice, Field, Notice } from '../../shared/parts/kit-basics.tsx'
import { workText } from '../../shared/text/committee-work.ts'
import { kitText } from '../../shared/text/kit.ts'
import { venuesText } from '../../shared/text/venues.ts'
import { Head } from './shell.tsx'
import { useWib, WibFields } from './wib-fields.tsx'

const ALL = '*'

/** A new sitting: which test, when (WIB), where, and whose session of the candidates' sheet. */
export function SittingForm({
  tests,
  unseated,
  venues = [],
  now,
  doing,
  onSave,
  firstVenue = '',
}: {
  tests: TestRow[]
  unseated: Unseated
  /** Venues with room plans: a sitting of that name seats people in them. */
  venues?: VenueRow[]
  now: number
  doing: Doing<SittingSummary>
  onSave: (sitting: NewSitting) => void
  /** For the gallery: the venue written from the start. */
  firstVenue?: string
}) {
  const text = useText(workText).sitting
  const kit = useText(kitText)
  const { language } = useLanguage()
  const [name, setName] = useState('')
  const [test, setTest] = useState(tests[0]?.id ?? '')
  const wib = useWib(dayWib(now), '08:00')
  const [venue, setVenue] = useState(firstVenue)
  const venueList = useId()
  // One session a sitting is the rule; "all" is for small recruitments whose sheet names none.
  const [who, setWho] = useState(unseated.sessions[0] ? `=${unseated.sessions[0].session}` : ALL)
  const n = (value: number) => count(value, language)
  const options = [
    ...unseated.sessions.map((one) => ({
      value: `=${one.session}`,
      title: text.session(one.session || text.noSession, n(one.candidates)),
    })),
    { value: ALL, title: text.all(n(unseated.total)) },
  ]
  const seats =
    who === ALL ? unseated.total : (unseated.sessions.find((one) => `=${one.session}` === who)?.candidates ?? 0)
  const startsAt = wib.at
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (startsAt !== null)
      onSave({
        name: name.trim(),
        test,
        startsAt,
        venue: venue.trim(),
        candidates: { session: who === ALL ? null : who.slice(1) },
      })
  }
  return (
    <>
      <Head title={text.make} back={{ href: '?screen=sittings', title: text.back }} />
      <form className="k-panel k-stack c-form" onSubmit={save}>
        <Field label={text.name}>
          <input
            className="k-input"
            required
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Choice
          label={text.test}
          value={test}
          options={tests.map((one) => ({ value: one.id, title: `${one.name} (${one.ruleSetTitle}, ${n(one.items)})` }))}
          onChange={setTest}
        />
        <WibFields wib={wib} date={text.date} time={text.time} />
        <Field label={text.venue}>
          <input
            className="k-input"
            maxLength={100}
            list={venueList}
            value={venue}
            onChange={(event) => setVenue(event.target.value)}
          />
        </Field>
        <datalist id={venueList}>
          {venues.map((one) => (
            <option key={one.id} value={one.name} />
          ))}
        </datalist>
        <Choice label={text.who} value={who} options={options} onChange={setWho} />
        <VenueSeats venue={venues.find((one) => one.name === venue.trim())} people={seats} />
        <Notice tone={startsAt === null ? 'amber' : 'accent'}>
          {startsAt === null ? text.badTime : text.effect(n(seats))}
        </Notice>
        {doing.at === 'done' ? null : <DoingNotice doing={doing} />}
        <p className="k-line">
          <button
            type="submit"
            className="k-button primary"
            disabled={startsAt === null || seats === 0 || doing.at === 'sending'}
          >
            {text.save}
          </button>
          <a className="k-button quiet" href="?screen=sittings">
            {kit.cancel}
          </a>
        </p>
      </form>
    </>
  )
}

/** Whether the plans of the chosen venue hold everybody; the server refuses what they do not. */
function VenueSeats({ venue, people }: { venue: VenueRow | undefined; people: number }) {
  const text = useText(venuesText).sitting
  const { language } = useLanguage()
  if (!venue) return null
  const free = venue.rooms.reduce((sum, room) => sum + room.seats, 0)
  const n = (value: number) => count(value, language)
  if (free === 0) return <Notice>{text.noPlan}</Notice>
  return free < people ? (
    <Notice tone="amber">{text.tooFew(n(free), venue.name, n(people))}</Notice>
  ) : (
    <Notice tone="ok">{text.seats(n(free), venue.name)}</Notice>
  )
}
