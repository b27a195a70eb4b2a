import { useEffect, useState } from 'react'
import type { CommandDone, IssuedPin, ProctorCommand, Tile } from '../../server/protocol/proctor.ts'
import { freshId } from '../shared/fresh-id.ts'
import { useText } from '../shared/language.tsx'
import { useDoing } from '../shared/load.ts'
import { RefusalNotice, Shown } from '../shared/parts/kit-basics.tsx'
import { proctorText } from '../shared/text/proctor.ts'
import { ClockContext } from './clock.tsx'
import { useLiveRoom } from './live-room.ts'
import { CommandDialog, type Ending, type Reason, type Wanted } from './screens/command-dialog.tsx'
import { PinDialog, PinSheet } from './screens/pins.tsx'
import { RoomScreen } from './screens/room.tsx'
import { isWorking, type Step } from './screens/room-head.tsx'

/** One sitting, live, and what the proctor orders in it. */
export function RoomPage({ sitting, onSignedOut }: { sitting: string; onSignedOut: () => void }) {
  const text = useText(proctorText)
  const { room, clock, link, refused, refresh } = useLiveRoom(sitting)
  const [wanted, setWanted] = useState<{ opened: string; id: string; what: Wanted } | null>(null)
  const [pinsFor, setPinsFor] = useState<Tile[] | null>(null)
  const [pins, setPins] = useState<IssuedPin[] | null>(null)
  const command = useDoing<CommandDone>()
  const issue = useDoing<IssuedPin[]>()
  const signedOut = refused?.refused === 'sign-in-needed'
  useEffect(() => {
    if (signedOut) onSignedOut()
  }, [signedOut, onSignedOut])
  const path = `/api/proctor/sittings/${encodeURIComponent(sitting)}`
  if (!room || !clock)
    return refused ? (
      <RefusalNotice why={refused} />
    ) : (
      <Shown of={link === 'lost' ? { at: 'unreachable' } : { at: 'loading' }} retry={refresh}>
        {() => null}
      </Shown>
    )
  const tiles = [...room.tiles.values()]

  // The id is made when the dialog opens, not when it is sent: pressing again after a lost reply is the same command.
  const want = (what: Wanted) => {
    command.reset()
    const id = freshId()
    setWanted({ opened: id, id, what })
  }
  const step = (next: Step) => {
    if (next === 'open') want({ kind: 'open', seats: tiles.length })
    if (next === 'start')
      want({ kind: 'start', ready: tiles.filter((tile) => tile.state === 'waiting').length, seats: tiles.length })
    if (next === 'close') want({ kind: 'close', working: endings(tiles.filter(isWorking)) })
  }
  const send = async (reason: Reason) => {
    if (!wanted) return
    const attempts = wanted.what.kind === 'end' ? wanted.what.attempts.map((one) => one.attempt) : []
    const body: ProctorCommand = { id: wanted.id, kind: wanted.what.kind, attempts, reason }
    if (await command.run('POST', `${path}/commands`, body, true)) return refresh()
    // The server has answered this id for good; trying once more after a refusal is a new command.
    setWanted((now) => (now ? { ...now, id: freshId() } : null))
  }
  const askPins = (chosen: Tile[]) => {
    issue.reset()
    setPinsFor(chosen)
  }
  const issuePins = async () => {
    const made = await issue.run('POST', `${path}/pins`, { candidates: (pinsFor ?? []).map((tile) => tile.candidate) })
    if (!made) return
    setPinsFor(null)
    setPins(made)
  }
  const leavePins = () => {
    if (pins?.length === 0 || confirm(text.leavePins)) setPins(null)
  }
  return (
    <ClockContext value={clock}>
      {refused ? <RefusalNotice why={refused} /> : null}
      {pins ? (
        <PinSheet sitting={room.view.sitting.name} pins={pins} onBack={leavePins} />
      ) : (
        <RoomScreen
          room={room}
          link={link}
          onStep={step}
          onEnd={(chosen) => want({ kind: 'end', attempts: endings(chosen) })}
          onPins={askPins}
        />
      )}
      {wanted ? (
        <CommandDialog
          key={wanted.opened}
          wanted={wanted.what}
          doing={command.doing}
          onSend={(reason) => void send(reason)}
          onEnd={(attempts) => want({ kind: 'end', attempts })}
          onClose={() => setWanted(null)}
        />
      ) : null}
      {pinsFor ? (
        <PinDialog
          chosen={pinsFor.length}
          absent={tiles.filter((tile) => tile.state === 'absent').length}
          doing={issue.doing}
          onIssue={() => void issuePins()}
          onClose={() => setPinsFor(null)}
        />
      ) : null}
    </ClockContext>
  )
}

const endings = (tiles: Tile[]): Ending[] =>
  tiles.flatMap((tile) => (tile.attempt ? [{ attempt: tile.attempt, station: tile.station, name: tile.name }] : []))
