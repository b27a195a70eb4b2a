import { useEffect, useState } from 'react'
import type { EnrolmentCode, NewRoom, NewVenue, RoomDetail, VenueRow } from '../../server/protocol/venues.ts'
import { useAddress } from '../shared/address.tsx'
import { useText } from '../shared/language.tsx'
import { useDoing, useLoad } from '../shared/load.ts'
import { Shown } from '../shared/parts/kit-basics.tsx'
import { committeeText } from '../shared/text/committee.ts'
import { RoomScreen, roomPartOf } from './screens/room.tsx'
import { RoomCertificate } from './screens/room-certificate.tsx'
import { RoomEnrolment } from './screens/room-enrolment.tsx'
import { NewRoomScreen, type RoomDraft, RoomPlanScreen } from './screens/room-plan.tsx'
import { VenuesScreen } from './screens/venues.tsx'

const id = encodeURIComponent
/** Stations check themselves once a minute; a room certificate being watched follows them. */
const WATCH_MS = 15_000

/** Venues and their rooms; the address names the room (`room`), its part (`part`), or the venue that gets a new one. */
export function VenuesPage() {
  const title = useText(committeeText).screens.venues
  const { address, go } = useAddress()
  const { loaded, reload } = useLoad<VenueRow[]>('/api/venues')
  const adding = useDoing<VenueRow>()
  const add = async (venue: NewVenue) => {
    const made = await adding.run('POST', '/api/venues', venue)
    if (made) reload()
    return made !== null
  }
  const room = address['room']
  if (room) return <RoomPage key={room} room={room} onChanged={reload} />
  return (
    <Shown title={title} of={loaded} retry={reload}>
      {(venues) => {
        const venue = venues.find((one) => one.id === address['venue'])
        return venue && address['new'] ? (
          <NewRoomPage
            venue={venue}
            onMade={(made) => {
              reload()
              go({ new: null, venue: null, room: made, saved: '1' })
            }}
          />
        ) : (
          <VenuesScreen venues={venues} adding={adding.doing} onAdd={add} />
        )
      }}
    </Shown>
  )
}

function NewRoomPage({ venue, onMade }: { venue: VenueRow; onMade: (room: string) => void }) {
  const save = useDoing<RoomDetail>()
  const make = async (room: NewRoom) => {
    const made = await save.run('POST', `/api/venues/${id(venue.id)}/rooms`, room)
    if (made) onMade(made.id)
  }
  return <NewRoomScreen venue={venue} doing={save.doing} onSave={(room) => void make(room)} />
}

function RoomPage({ room, onChanged }: { room: string; onChanged: () => void }) {
  const title = useText(committeeText).screens.venues
  const { address, go } = useAddress()
  const part = roomPartOf(address['part'])
  const path = `/api/rooms/${id(room)}`
  const { loaded, reload } = useLoad<RoomDetail>(path)
  // Kept here, so that looking at the certificate does not throw away what is being drawn.
  const [draft, setDraft] = useState<RoomDraft | null>(null)
  const save = useDoing<RoomDetail>()
  const making = useDoing<EnrolmentCode>()
  const takingBack = useDoing<object>()
  const now = useNow()
  useEffect(() => {
    if (part === 'plan') return
    const timer = setInterval(() => (document.hidden ? undefined : reload()), WATCH_MS)
    return () => clearInterval(timer)
  }, [part, reload])
  const send = async (change: NewRoom) => {
    if (address['saved']) go({ saved: null }, 'replace')
    if (!(await save.run('PUT', path, change))) return
    reload()
    onChanged()
  }
  const takeBack = async (station: string) => {
    const reply = await takingBack.run('DELETE', `/api/stations/${id(station)}/enrolment`)
    reload()
    onChanged()
    return reply !== null
  }
  return (
    <Shown title={title} of={loaded} retry={reload}>
      {(detail) => (
        <RoomScreen room={detail} part={part}>
          {part === 'plan' ? (
            <RoomPlanScreen
              room={detail}
              draft={draft}
              doing={save.doing}
              made={address['saved'] === '1'}
              onDraft={setDraft}
              onSave={(change) => void send(change)}
            />
          ) : part === 'enrolment' ? (
            <RoomEnrolment
              room={detail}
              now={now}
              making={making.doing}
              takingBack={takingBack.doing}
              onMake={() => void making.run('POST', `${path}/enrolment-code`, {})}
              onTakeBack={takeBack}
              onReset={takingBack.reset}
            />
          ) : (
            <RoomCertificate room={detail} now={now} onReload={reload} />
          )}
        </RoomScreen>
      )}
    </Shown>
  )
}

/** The wall clock of this computer, moved on often enough for "valid until" and "last heard". */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 5000)
    return () => clearInterval(timer)
  }, [])
  return now
}
