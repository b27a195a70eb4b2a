import type { ReactNode } from 'react'
import '../shared/kit.css'
import '../proctor/proctor.css'
import '../proctor/day/day.css'
import type { CommandDone, RoomView, Tile, TimeView } from '../../server/protocol/proctor.ts'
import { type Clock, ClockContext } from '../proctor/clock.tsx'
import { wholeRoom } from '../proctor/room.ts'
import { type Carried, CarryFile } from '../proctor/screens/carry-file.tsx'
import { CommandDialog, type Wanted } from '../proctor/screens/command-dialog.tsx'
import { KeysDialog } from '../proctor/screens/keys-dialog.tsx'
import { type Decision, ProposalDialog } from '../proctor/screens/proposal-dialog.tsx'
import { RoomScreen } from '../proctor/screens/room.tsx'
import { TilePanel } from '../proctor/screens/tile-panel.tsx'
import { TimePanel } from '../proctor/screens/time-panel.tsx'
import { type Address, MemoryAddress } from '../shared/address.tsx'
import { useText } from '../shared/language.tsx'
import type { Doing } from '../shared/load.ts'
import { Top } from '../shared/parts/kit-top.tsx'
import { proctorText } from '../shared/text/proctor.ts'
import { busyRoom, COMMANDS, command, heldTime, PLAN, proposal, silentRoom, timeView } from './room-fixtures.ts'
import { EXAM_NOW, roomView, tile, WALL_NOW } from './staff-fixtures.ts'
import type { Story } from './story.ts'

/** The proctor's live room: map, incidents, commands, the second person, the time of a candidate. */
const nothing = () => {}
const stopped: Clock = { exam: () => EXAM_NOW, wall: () => WALL_NOW }
const staff = { id: 's1', username: 'pengawas', name: 'Wahyu Pengawas', role: 'proctor' } as const
const deeds = {
  onStep: nothing,
  onOrder: nothing,
  onApproveMove: nothing,
  onResumeRoom: nothing,
  onPauseRoom: nothing,
  onProposal: nothing,
  onPins: nothing,
}

function Page({ address, children }: { address?: Address; children: ReactNode }) {
  const text = useText(proctorText)
  return (
    <MemoryAddress initial={address}>
      <ClockContext value={stopped}>
        <div className="k-app">
          <Top title={text.app} demo staff={staff} onSignOut={nothing} />
          <main className="k-main p-main">{children}</main>
        </div>
      </ClockContext>
    </MemoryAddress>
  )
}

const notBegun = (): TimeView => ({
  ...timeView(),
  ledger: { startedAt: null, entries: [], holds: [], finishedAt: null },
  outages: [],
})
const room = (view: RoomView, address?: Address, selected?: string[], time: TimeView = timeView()) => (
  <Page address={address}>
    <RoomScreen
      room={wholeRoom(view, null)}
      link="live"
      username="pengawas"
      {...deeds}
      firstSelected={selected}
      panel={(opened, close) => (
        <TilePanel
          tile={opened}
          sitting="sitting-1"
          state={view.sitting.state}
          commands={view.commands}
          signals={view.signals}
          tiles={new Map(view.tiles.map((one) => [one.candidate, one]))}
          time={<TimePanel view={time} />}
          carry={carry({ at: 'idle' })}
          onOrder={nothing}
          onClose={close}
        />
      )}
    />
  </Page>
)
const carry = (doing: Doing<Carried>) => <CarryFile doing={doing} onFile={nothing} />

const people: Tile[] = [tile(0, 'working'), tile(3, 'working'), { ...tile(10, 'idle') }]
const dialog = (wanted: Wanted, doing: Doing<CommandDone> = { at: 'idle' }, row = false) => (
  <CommandDialog
    wanted={wanted}
    plans={[{ room: 'A', plan: PLAN }]}
    everyone={new Map(busyRoom().tiles.map((one) => [one.candidate, one]))}
    addMinutesMax={30}
    doing={doing}
    row={row ? command({ kind: wanted.kind, done: 3, reached: 2, read: 1, unreached: ['c10'] }) : null}
    onSend={nothing}
    onEnd={nothing}
    onClose={nothing}
  />
)
const of = (kind: Wanted['kind'], change: Partial<Wanted> = {}): Wanted => ({
  kind,
  tiles: people,
  chosen: 3,
  ...change,
})
const decide = (own: boolean, doing: Doing<unknown> = { at: 'idle' }, decided: Decision | null = null) => (
  <ProposalDialog
    proposal={proposal(own ? { by: 'pengawas' } : {})}
    own={own}
    decided={decided}
    doing={doing}
    onDecide={nothing}
    onClose={nothing}
  />
)
const panelOf = (time: ReactNode, file: Doing<Carried> = { at: 'idle' }) => (
  <Page>
    <div className="p-room with-panel">
      <div className="p-room-main" />
      <TilePanel
        tile={{ ...tile(0, 'working'), signals: { count: 3, last: 'print-tried', at: WALL_NOW - 300_000 } }}
        sitting="sitting-1"
        state="running"
        commands={COMMANDS}
        signals={busyRoom().signals}
        tiles={new Map(busyRoom().tiles.map((one) => [one.candidate, one]))}
        time={time}
        carry={carry(file)}
        onOrder={nothing}
        onClose={nothing}
      />
    </div>
  </Page>
)

export const stories: Story[] = [
  { name: 'room / plan', render: () => room(busyRoom()) },
  { name: 'room / plan as list', render: () => room(busyRoom(), { look: 'list' }) },
  { name: 'room / plan filtered', render: () => room(busyRoom(), { state: 'working', room: 'A' }) },
  { name: 'room / plan selected', render: () => room(busyRoom(), undefined, ['c0', 'c2', 'c4', 'c14', 'c16']) },
  {
    name: 'room / papers not all there',
    render: () => room(roomView(24, 'open', ['waiting', 'waiting', 'signed-in'])),
  },
  {
    name: 'room / papers not there',
    render: () =>
      room(roomView(24, 'open', ['waiting']), { state: 'no-paper', candidate: 'c9' }, undefined, notBegun()),
  },
  { name: 'room / silent', render: () => room(silentRoom()) },
  { name: 'room / silent and back', render: () => room(silentRoom(true)) },
  { name: 'room / commands', render: () => room(busyRoom(), { list: 'commands' }) },
  { name: 'room / commands none', render: () => room(roomView(24, 'open', ['waiting']), { list: 'commands' }) },
  { name: 'room / signals', render: () => room(busyRoom(), { list: 'signals' }) },
  { name: 'room / signals none', render: () => room(roomView(24, 'open', ['waiting']), { list: 'signals' }) },
  { name: 'room / panel', render: () => room(busyRoom(), { candidate: 'c0' }) },
  { name: 'room / panel held', render: () => room(silentRoom(), { candidate: 'c0' }, undefined, heldTime()) },
  { name: 'room / panel wants to move', render: () => room(busyRoom(), { candidate: 'c14' }) },
  {
    name: 'room / panel not begun',
    render: () => room(busyRoom(), { candidate: 'c17' }, undefined, notBegun()),
  },
  {
    name: 'room / carried',
    render: () => panelOf(<TimePanel view={timeView()} />, { at: 'done', reply: { taken: 12, left: 3 } }),
  },
  {
    name: 'room / carry refused',
    render: () => panelOf(<TimePanel view={timeView()} />, { at: 'refused', why: { refused: 'not-a-carry-file' } }),
  },
  { name: 'room / keys', render: () => <KeysDialog onClose={nothing} /> },
  { name: 'command / open', render: () => dialog(of('open', { tiles: [], chosen: 60, whole: true })) },
  { name: 'command / start all', render: () => dialog(of('start', { tiles: people, chosen: 60, whole: true })) },
  { name: 'command / start some', render: () => dialog(of('start')) },
  { name: 'command / close while working', render: () => dialog(of('close', { whole: true })) },
  { name: 'command / close', render: () => dialog(of('close', { tiles: [], whole: true })) },
  { name: 'command / message', render: () => dialog(of('message')) },
  { name: 'command / pause', render: () => dialog(of('pause', { chosen: 5 })) },
  { name: 'command / resume', render: () => dialog(of('resume', { stayPaused: 2 })) },
  { name: 'command / add time', render: () => dialog(of('add-time')) },
  { name: 'command / move', render: () => dialog(of('move', { tiles: people.slice(0, 1), chosen: 1 })) },
  {
    name: 'command / move asked for',
    render: () => dialog(of('move', { tiles: people.slice(0, 1), chosen: 1, to: { room: 'A', station: '32' } })),
  },
  { name: 'command / reset sign-in', render: () => dialog(of('reset-sign-in')) },
  { name: 'command / lock', render: () => dialog(of('lock')) },
  { name: 'command / unlock', render: () => dialog(of('unlock')) },
  { name: 'command / reopen', render: () => dialog(of('reopen')) },
  { name: 'command / end', render: () => dialog(of('end')) },
  { name: 'command / sending', render: () => dialog(of('pause'), { at: 'sending', tries: 1 }) },
  { name: 'command / sending again', render: () => dialog(of('pause'), { at: 'sending', tries: 3 }) },
  { name: 'command / done', render: () => dialog(of('pause'), { at: 'done', reply: { done: 3, refused: [] } }, true) },
  {
    name: 'command / partly refused',
    render: () =>
      dialog(of('end'), {
        at: 'done',
        reply: { done: 1, refused: [{ candidate: 'c3', why: { refused: 'already-finished' } }] },
      }),
  },
  {
    name: 'command / refused',
    render: () =>
      dialog(of('open', { tiles: [], whole: true }), {
        at: 'refused',
        why: { refused: 'wrong-state', detail: { state: 'closed' } },
      }),
  },
  {
    name: 'command / proposed',
    render: () => dialog(of('add-time'), { at: 'done', reply: { done: 0, refused: [], proposal: 'proposal-1' } }),
  },
  { name: 'second person / decide', render: () => decide(false) },
  { name: 'second person / own', render: () => decide(true) },
  { name: 'second person / approved', render: () => decide(false, { at: 'done', reply: {} }, 'approve') },
  {
    name: 'second person / same person',
    render: () => decide(false, { at: 'refused', why: { refused: 'same-person' } }, 'approve'),
  },
]
