import type { ReactNode } from 'react'
import '../shared/kit.css'
import '../proctor/proctor.css'
import '../proctor/day/day.css'
import type { RoomView } from '../../server/protocol/proctor.ts'
import { type Clock, ClockContext } from '../proctor/clock.tsx'
import type { Link } from '../proctor/live-room.ts'
import { wholeRoom } from '../proctor/room.ts'
import { PinDialog, PinSheet } from '../proctor/screens/pins.tsx'
import { RoomScreen } from '../proctor/screens/room.tsx'
import { SittingsScreen } from '../proctor/screens/sittings.tsx'
import { type Address, MemoryAddress } from '../shared/address.tsx'
import { useText } from '../shared/language.tsx'
import { SignIn, WrongRole } from '../shared/parts/kit-sign-in.tsx'
import { Top } from '../shared/parts/kit-top.tsx'
import { proctorText } from '../shared/text/proctor.ts'
import { EXAM_NOW, nameOf, numberOf, roomView, sitting, WALL_NOW } from './staff-fixtures.ts'
import type { Story } from './story.ts'

const nothing = () => {}
const noDeeds = {
  onStep: nothing,
  onOrder: nothing,
  onApproveMove: nothing,
  onResumeRoom: nothing,
  onPauseRoom: nothing,
  onProposal: nothing,
  onPins: nothing,
}
const stopped: Clock = { exam: () => EXAM_NOW, wall: () => WALL_NOW }
const staff = { id: 's1', username: 'pengawas', name: 'Wahyu Pengawas', role: 'proctor' } as const
const DAY = 86_400_000

function Page({ wide = false, address, children }: { wide?: boolean; address?: Address; children: ReactNode }) {
  const text = useText(proctorText)
  return (
    <MemoryAddress initial={address}>
      <ClockContext value={stopped}>
        <div className="k-app">
          <Top title={text.app} demo staff={staff} onSignOut={nothing} />
          <main className={wide ? 'k-main p-main' : 'k-main'}>{children}</main>
        </div>
      </ClockContext>
    </MemoryAddress>
  )
}

const room = (view: RoomView, link: Link = 'live', address?: Address, firstSelected?: string[]) => (
  <Page wide address={address}>
    <RoomScreen
      room={wholeRoom(view, null)}
      link={link}
      username="pengawas"
      {...noDeeds}
      firstSelected={firstSelected}
    />
  </Page>
)
const pinDialog = (closesAt: number) => (
  <ClockContext value={stopped}>
    <PinDialog chosen={0} absent={60} closesAt={closesAt} doing={{ at: 'idle' }} onIssue={nothing} onClose={nothing} />
  </ClockContext>
)
const pins = Array.from({ length: 12 }, (_, n) => ({
  candidate: `c${n}`,
  number: numberOf(n),
  name: nameOf(n),
  room: 'A',
  station: String(n + 1).padStart(2, '0'),
  pin: String(301_877 + n * 7919),
}))

function SignInStory({ doing }: { doing: Parameters<typeof SignIn>[0]['doing'] }) {
  return <SignIn app={useText(proctorText).app} demo doing={doing} onSignIn={nothing} />
}

export const stories: Story[] = [
  { name: 'proctor / sign in', render: () => <SignInStory doing={{ at: 'idle' }} /> },
  {
    name: 'proctor / sign in refused',
    render: () => <SignInStory doing={{ at: 'refused', why: { refused: 'wrong-password' } }} />,
  },
  {
    name: 'proctor / wrong role',
    render: () => <WrongRole app="Pengawas" demo={false} staff={{ ...staff, role: 'writer' }} onSignOut={nothing} />,
  },
  {
    name: 'proctor / sittings',
    render: () => (
      <Page>
        <SittingsScreen
          now={WALL_NOW}
          sittings={[
            sitting(),
            sitting({ id: '2', name: 'SKD CPNS 2024 · Sesi 3', state: 'scheduled', startsAt: WALL_NOW + 7_200_000 }),
            sitting({
              id: '3',
              state: 'scheduled',
              name: 'SKD CPNS 2024 · Sesi 5, ruang susulan untuk peserta berkebutuhan khusus',
              startsAt: WALL_NOW + DAY,
            }),
            sitting({
              id: '4',
              state: 'closed',
              name: 'SKD CPNS 2024 · Sesi 1',
              startsAt: WALL_NOW - DAY,
              seats: 1250,
            }),
          ]}
        />
      </Page>
    ),
  },
  {
    name: 'proctor / no sittings',
    render: () => (
      <Page>
        <SittingsScreen now={WALL_NOW} sittings={[]} />
      </Page>
    ),
  },
  { name: 'proctor / room running', render: () => room(roomView(60, 'running')) },
  { name: 'proctor / room scheduled', render: () => room(roomView(24, 'scheduled', ['absent'])) },
  {
    name: 'proctor / room open',
    render: () => room(roomView(24, 'open', ['waiting', 'waiting', 'signed-in', 'absent'])),
  },
  {
    name: 'proctor / room all finished',
    render: () => room(roomView(24, 'running', ['finished', 'time-over', 'finished', 'absent'])),
  },
  {
    name: 'proctor / room closed',
    render: () => room(roomView(24, 'closed', ['finished', 'time-over', 'terminated', 'absent'])),
  },
  { name: 'proctor / room 500', render: () => room(roomView(500, 'running')) },
  { name: 'proctor / room no seats', render: () => room(roomView(0, 'scheduled')) },
  { name: 'proctor / room catching up', render: () => room(roomView(24, 'running'), 'catching-up') },
  { name: 'proctor / room polling', render: () => room(roomView(24, 'running'), 'polling') },
  { name: 'proctor / room lost', render: () => room(roomView(24, 'running'), 'lost') },
  { name: 'proctor / room filtered', render: () => room(roomView(60, 'running'), 'live', { state: 'finished' }) },
  { name: 'proctor / room none match', render: () => room(roomView(24, 'running'), 'live', { q: 'zzz' }) },
  { name: 'proctor / room one selected', render: () => room(roomView(60, 'running'), 'live', undefined, ['c0']) },
  {
    name: 'proctor / room many selected',
    render: () => room(roomView(60, 'running'), 'live', undefined, ['c0', 'c1', 'c2', 'c3', 'c17']),
  },
  {
    name: 'proctor / pins ask',
    render: () => pinDialog(WALL_NOW + 600_000),
  },
  { name: 'proctor / pins too late', render: () => pinDialog(WALL_NOW - 600_000) },
  {
    name: 'proctor / pins sheet',
    render: () => (
      <Page>
        <PinSheet sitting="SKD CPNS 2024 · Sesi 2" pins={pins} onBack={nothing} />
      </Page>
    ),
  },
  {
    name: 'proctor / pins none',
    render: () => (
      <Page>
        <PinSheet sitting="SKD CPNS 2024 · Sesi 2" pins={[]} onBack={nothing} />
      </Page>
    ),
  },
]
