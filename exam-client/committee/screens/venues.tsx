import { type FormEvent, useState } from 'react'
import type { NewVenue, VenueRow } from '../../../server/protocol/venues.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { DoingNotice, Empty, Field, Mark } from '../../shared/parts/kit-basics.tsx'
import { committeeText } from '../../shared/text/committee.ts'
import { kitText } from '../../shared/text/kit.ts'
import { venuesText } from '../../shared/text/venues.ts'
import { Head } from './shell.tsx'

type Room = VenueRow['rooms'][number]
const stationsOf = (room: Room): number => room.seats + room.spares

/** Every venue with its rooms: how many seats, how many computers are enrolled and fit, and what is still to do. */
export function VenuesScreen({
  venues,
  adding,
  onAdd,
  firstOpen = false,
}: {
  venues: VenueRow[]
  adding: Doing<VenueRow>
  onAdd: (venue: NewVenue) => Promise<boolean>
  /** For the gallery: the form open from the start. */
  firstOpen?: boolean
}) {
  const text = useText(venuesText).list
  const title = useText(committeeText).screens.venues
  const [open, setOpen] = useState(firstOpen)
  const rooms = venues.flatMap((venue) => venue.rooms)
  const done = rooms.length > 0 && rooms.every((room) => room.fit >= stationsOf(room))
  return (
    <>
      <Head title={title} next={rooms.length === 0 ? text.start : done ? text.ready : text.next} nextDone={done}>
        {open ? null : (
          <button type="button" className="k-button primary" onClick={() => setOpen(true)}>
            {text.add}
          </button>
        )}
      </Head>
      {open ? <AddVenue doing={adding} onAdd={onAdd} onClose={() => setOpen(false)} /> : null}
      {venues.length === 0 ? (
        <div className="k-panel">
          <Empty title={text.empty}>
            <p>{text.emptyAdvice}</p>
          </Empty>
        </div>
      ) : (
        venues.map((venue) => <Venue key={venue.id} venue={venue} />)
      )}
    </>
  )
}

function Venue({ venue }: { venue: VenueRow }) {
  const text = useText(venuesText).list
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  return (
    <section className="k-panel flush" aria-label={venue.name}>
      <div className="k-tools c-venue">
        <div>
          <h2>{venue.name}</h2>
          {venue.address ? <p className="k-small k-soft c-wrap">{venue.address}</p> : null}
        </div>
        <a
          className="k-button k-push"
          href={`?screen=venues&venue=${encodeURIComponent(venue.id)}&new=1`}
          aria-label={text.addRoomTo(venue.name)}
        >
          {text.addRoom}
        </a>
      </div>
      {venue.rooms.length === 0 ? (
        <Empty title={text.noRooms} />
      ) : (
        <div className="k-table-wrap" tabIndex={0} role="region" aria-label={text.rooms(venue.name)}>
          <table className="k-table">
            <caption className="sr-only">{text.rooms(venue.name)}</caption>
            <thead>
              <tr>
                <th scope="col">{text.room}</th>
                <th scope="col">{text.state}</th>
                <th scope="col" className="num">
                  {text.seats}
                </th>
                <th scope="col" className="num">
                  {text.spares}
                </th>
                <th scope="col" className="num">
                  {text.enrolled}
                </th>
                <th scope="col" className="num">
                  {text.fit}
                </th>
              </tr>
            </thead>
            <tbody>
              {venue.rooms.map((room) => (
                <tr key={room.id}>
                  <td>
                    <a href={`?screen=venues&room=${encodeURIComponent(room.id)}`}>{room.name}</a>
                  </td>
                  <td className="tight">
                    <RoomState room={room} />
                  </td>
                  <td className="num">{n(room.seats)}</td>
                  <td className="num">{n(room.spares)}</td>
                  <td className="num">{text.of(n(room.enrolled), n(stationsOf(room)))}</td>
                  <td className="num">{text.of(n(room.fit), n(stationsOf(room)))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

/** The first thing that is missing, in a word. */
function RoomState({ room }: { room: Room }) {
  const text = useText(venuesText).list
  const { language } = useLanguage()
  const all = stationsOf(room)
  if (room.enrolled === 0)
    return (
      <Mark shape="dashed" tone="soft">
        {text.noComputers}
      </Mark>
    )
  if (room.enrolled < all)
    return (
      <Mark shape="half" tone="amber">
        {text.notEnrolled(count(all - room.enrolled, language))}
      </Mark>
    )
  if (room.fit < all)
    return (
      <Mark shape="triangle" tone="amber">
        {text.notFit(count(all - room.fit, language))}
      </Mark>
    )
  return (
    <Mark shape="check" tone="ok">
      {text.allFit}
    </Mark>
  )
}

function AddVenue({
  doing,
  onAdd,
  onClose,
}: {
  doing: Doing<VenueRow>
  onAdd: (venue: NewVenue) => Promise<boolean>
  onClose: () => void
}) {
  const text = useText(venuesText).list
  const kit = useText(kitText)
  const [fresh, setFresh] = useState<NewVenue>({ name: '', address: '' })
  const add = async (event: FormEvent) => {
    event.preventDefault()
    if (await onAdd({ name: fresh.name.trim(), address: fresh.address.trim() })) onClose()
  }
  return (
    <form className="k-panel k-stack c-form" onSubmit={(event) => void add(event)}>
      <h2>{text.add}</h2>
      <Field label={text.name} hint={text.nameHint}>
        <input
          className="k-input"
          required
          pattern=".*\S.*"
          maxLength={100}
          value={fresh.name}
          onChange={(event) => setFresh({ ...fresh, name: event.target.value })}
        />
      </Field>
      <Field label={text.address}>
        <input
          className="k-input"
          maxLength={300}
          value={fresh.address}
          onChange={(event) => setFresh({ ...fresh, address: event.target.value })}
        />
      </Field>
      {doing.at === 'done' ? null : <DoingNotice doing={doing} />}
      <p className="k-line">
        <button type="submit" className="k-button primary" disabled={doing.at === 'sending'}>
          {text.save}
        </button>
        <button type="button" className="k-button quiet" onClick={onClose}>
          {kit.cancel}
        </button>
      </p>
    </form>
  )
}
