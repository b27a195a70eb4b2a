import { useEffect, useRef, useState } from 'react'
import type {
  CommandDone,
  IssuedPin,
  ProctorCommand,
  RoomProposal,
  Tile,
  TimeView,
} from '../../server/protocol/proctor.ts'
import { freshId } from '../shared/fresh-id.ts'
import { useText } from '../shared/language.tsx'
import { type Doing, useDoing, useLoad } from '../shared/load.ts'
import { DoingNotice, RefusalNotice, Shown } from '../shared/parts/kit-basics.tsx'
import { ServerLine, ServerTrouble } from '../shared/parts/server-panel.tsx'
import { useServerState } from '../shared/server-state.ts'
import { proctorText } from '../shared/text/proctor.ts'
import { commandText } from '../shared/text/proctor-commands.ts'
import { ClockContext } from './clock.tsx'
import { heldIn } from './incidents.ts'
import { useLiveRoom } from './live-room.ts'
import { accepts, commandOf, type Filled, UNFILLED } from './orders.ts'
import type { Room } from './room.ts'
import { type Carried, CarryFile } from './screens/carry-file.tsx'
import { CommandDialog, type Reason, type Wanted } from './screens/command-dialog.tsx'
import { PinDialog, PinSheet } from './screens/pins.tsx'
import { type Decision, ProposalDialog } from './screens/proposal-dialog.tsx'
import { RoomScreen } from './screens/room.tsx'
import { isWorking, type Step } from './screens/room-head.tsx'
import { TilePanel } from './screens/tile-panel.tsx'
import { TimePanel } from './screens/time-panel.tsx'

/** One sitting, live, and what the proctor orders in it. */
export function RoomPage({
  sitting,
  username,
  onSignedOut,
}: {
  sitting: string
  username: string
  onSignedOut: () => void
}) {
  const text = useText(proctorText)
  const { room, clock, link, refused, refresh } = useLiveRoom(sitting)
  const [wanted, setWanted] = useState<{ opened: string; id: string; what: Wanted } | null>(null)
  const [proposal, setProposal] = useState<{ what: RoomProposal; decided: Decision | null } | null>(null)
  const [pinsFor, setPinsFor] = useState<readonly Tile[] | null>(null)
  const [pins, setPins] = useState<IssuedPin[] | null>(null)
  const command = useDoing<CommandDone>()
  const decision = useDoing<unknown>()
  const issue = useDoing<IssuedPin[]>()
  const moves = useMoveApproval(sitting, refresh)
  const server = useServerState()
  const signedOut = refused?.refused === 'sign-in-needed'
  useEffect(() => {
    if (signedOut) onSignedOut()
  }, [signedOut, onSignedOut])
  const path = `/api/proctor/sittings/${encodeURIComponent(sitting)}`
  if (!room)
    return refused ? (
      <RefusalNotice why={refused} />
    ) : (
      <Shown of={link === 'lost' ? { at: 'unreachable' } : { at: 'loading' }} retry={refresh}>
        {() => null}
      </Shown>
    )
  const { view } = room
  const tiles = [...room.tiles.values()]

  // The id is made when the dialog opens, not when it is sent: pressing again after a lost reply is the same command.
  const want = (what: Wanted) => {
    command.reset()
    const id = freshId()
    setWanted({ opened: id, id, what })
  }
  const step = (kind: Step) =>
    want({
      kind,
      tiles:
        kind === 'open' ? [] : tiles.filter((tile) => (kind === 'start' ? tile.state === 'waiting' : isWorking(tile))),
      chosen: tiles.length,
      whole: true,
    })
  const send = async (reason: Reason, filled: Filled) => {
    if (!wanted) return
    const { kind } = wanted.what
    const whom = wanted.what.whole ? [] : wanted.what.tiles
    const body = commandOf(wanted.id, kind, whom, reason, filled, view.policy.addMinutesMax)
    if (await command.run('POST', `${path}/commands`, body, true)) return refresh()
    // The server has answered this id for good; trying once more after a refusal is a new command.
    setWanted((now) => (now ? { ...now, id: freshId() } : null))
  }
  const decide = async (chosen: Decision, note: string) => {
    if (!proposal) return
    setProposal({ ...proposal, decided: chosen })
    const where = `${path}/proposals/${encodeURIComponent(proposal.what.id)}`
    const done =
      chosen === 'approve'
        ? await decision.run('POST', `${where}/approval`, {})
        : await decision.run('POST', `${where}/refusal`, { note })
    if (done) refresh()
  }
  const ofRoom = (name: string) => room.groups.find((group) => group.room === name)?.tiles ?? []
  const resumeRoom = (name: string) => {
    const held = heldIn(room, name)
    const byHand = ofRoom(name).filter((tile) => tile.hold === 'paused' && accepts('resume', tile, view.sitting.state))
    want({ kind: 'resume', tiles: held, chosen: held.length, stayPaused: byHand.length })
  }
  const pauseRoom = (name: string) => {
    const all = ofRoom(name).filter((tile) => accepts('pause', tile, view.sitting.state))
    want({ kind: 'pause', tiles: all, chosen: all.length })
  }
  const askPins = (chosen: readonly Tile[]) => {
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
      <ServerTrouble of={server} />
      <MoveApproval doing={moves.doing} />
      {pins ? (
        <PinSheet sitting={view.sitting.name} pins={pins} onBack={leavePins} />
      ) : (
        <RoomScreen
          room={room}
          link={link}
          username={username}
          onStep={step}
          onOrder={(kind, chosen, of) =>
            want({ kind, tiles: chosen, chosen: of, to: kind === 'move' ? (chosen[0]?.wantsMove ?? null) : null })
          }
          onApproveMove={moves.approve}
          onResumeRoom={resumeRoom}
          onPauseRoom={pauseRoom}
          onProposal={(what) => {
            decision.reset()
            setProposal({ what, decided: null })
          }}
          onPins={askPins}
          panel={(tile, close) => (
            <TilePanel
              key={tile.candidate}
              tile={tile}
              sitting={sitting}
              state={view.sitting.state}
              commands={view.commands}
              signals={view.signals}
              tiles={room.tiles}
              time={<LiveTime path={path} tile={tile} room={room} />}
              carry={<Carry path={path} candidate={tile.candidate} onTaken={refresh} />}
              onOrder={(kind, chosen, of) => want({ kind, tiles: chosen, chosen: of, to: tile.wantsMove })}
              onClose={close}
            />
          )}
        />
      )}
      <ServerLine of={server} />
      {wanted ? (
        <CommandDialog
          key={wanted.opened}
          wanted={wanted.what}
          plans={view.plans}
          everyone={room.tiles}
          addMinutesMax={view.policy.addMinutesMax}
          doing={command.doing}
          row={view.commands.find((row) => row.id === wanted.id) ?? null}
          onSend={(reason, filled) => void send(reason, filled)}
          onEnd={(working) => want({ kind: 'end', tiles: working, chosen: working.length })}
          onClose={() => setWanted(null)}
        />
      ) : null}
      {proposal ? (
        <ProposalDialog
          key={proposal.what.id}
          proposal={proposal.what}
          own={proposal.what.by === username}
          decided={proposal.decided}
          doing={decision.doing}
          onDecide={(chosen, note) => void decide(chosen, note)}
          onClose={() => setProposal(null)}
        />
      ) : null}
      {pinsFor ? (
        <PinDialog
          chosen={pinsFor.length}
          absent={tiles.filter((tile) => tile.state === 'absent' || tile.state === 'checked-in').length}
          closesAt={view.sitting.startsAt - view.policy.pins.closeMinutes * 60_000}
          doing={issue.doing}
          onIssue={() => void issuePins()}
          onClose={() => setPinsFor(null)}
        />
      ) : null}
    </ClockContext>
  )
}

/** One press lets a candidate go on where she asks to; the id stays with the request, so that two presses are one command. */
function useMoveApproval(sitting: string, refresh: () => void) {
  const words = useText(commandText)
  const { doing, run } = useDoing<CommandDone>()
  const ids = useRef(new Map<string, string>())
  const approve = async (tile: Tile) => {
    const to = tile.wantsMove
    if (!to) return
    const request = `${tile.candidate}\0${to.room}\0${to.station}\0${tile.signals.count}`
    const id = ids.current.get(request) ?? freshId()
    ids.current.set(request, id)
    const body: ProctorCommand = commandOf(
      id,
      'move',
      [tile],
      { category: 'technical', text: words.moveReason },
      { ...UNFILLED, to },
      0,
    )
    const reply = await run('POST', `/api/proctor/sittings/${encodeURIComponent(sitting)}/commands`, body, true)
    if (!reply || reply.refused.length > 0) ids.current.delete(request)
    refresh()
  }
  return { doing, approve: (tile: Tile) => void approve(tile) }
}

/** Only what goes wrong needs a word: that it worked is seen in the list. */
function MoveApproval({ doing }: { doing: Doing<CommandDone> }) {
  if (doing.at === 'done') {
    const [first] = doing.reply.refused
    return first ? <RefusalNotice why={first.why} /> : null
  }
  return doing.at === 'sending' && doing.tries === 1 ? null : <DoingNotice doing={doing} />
}

/** The ledger of a candidate, fetched again when her tile or a command says that it has changed. */
function LiveTime({ path, tile, room }: { path: string; tile: Tile; room: Room }) {
  const { loaded, reload } = useLoad<TimeView>(`${path}/time/${encodeURIComponent(tile.candidate)}`)
  const mark = `${tile.state} ${tile.deadline} ${tile.heldFrom} ${tile.hold} ${room.view.commands[0]?.id}`
  const seen = useRef(mark)
  useEffect(() => {
    if (seen.current === mark) return
    seen.current = mark
    reload()
  }, [mark, reload])
  return (
    <Shown of={loaded} retry={reload}>
      {(view) => <TimePanel view={view} />}
    </Shown>
  )
}

function Carry({ path, candidate, onTaken }: { path: string; candidate: string; onTaken: () => void }) {
  const { doing, run } = useDoing<Carried>()
  const send = async (file: string) => {
    if (await run('POST', `${path}/carry`, { candidate, file })) onTaken()
  }
  return <CarryFile doing={doing} onFile={(file) => void send(file)} />
}
