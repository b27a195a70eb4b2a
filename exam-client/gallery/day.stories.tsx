import type { ReactNode } from 'react'
import '../shared/kit.css'
import '../proctor/proctor.css'
import '../proctor/day/day.css'
import type {
  CandidateTimeline,
  LikenessPair,
  MinutesView,
  Replay,
  RoomLogLine,
} from '../../server/protocol/minutes.ts'
import type { Refusal } from '../../server/protocol/refusals.ts'
import { ClockContext } from '../proctor/clock.tsx'
import { Waiting } from '../proctor/day/day-page.tsx'
import { LikenessScreen } from '../proctor/day/screens/likeness.tsx'
import { type Heard, LogScreen } from '../proctor/day/screens/log.tsx'
import { MinutesScreen } from '../proctor/day/screens/minutes.tsx'
import { NoteDialog } from '../proctor/day/screens/note-dialog.tsx'
import { ReplayScreen } from '../proctor/day/screens/replay.tsx'
import { StoryChoice, StoryScreen } from '../proctor/day/screens/story.tsx'
import { TimePanel } from '../proctor/screens/time-panel.tsx'
import { type Address, MemoryAddress } from '../shared/address.tsx'
import { useText } from '../shared/language.tsx'
import type { Doing, Loaded } from '../shared/load.ts'
import { Top } from '../shared/parts/kit-top.tsx'
import { dayText } from '../shared/text/day.ts'
import { proctorText } from '../shared/text/proctor.ts'
import {
  LOG,
  minutes,
  minutesEmpty,
  minutesOpen,
  PAUSE_MINUTE,
  pairs,
  people,
  QUIET_MINUTE,
  ROOMS,
  replay,
  SITTING,
  story,
} from './day-fixtures.ts'
import { timeView } from './room-fixtures.ts'
import { EXAM_NOW, WALL_NOW } from './staff-fixtures.ts'
import type { Story } from './story.ts'

const nothing = () => {}
const staff = { id: 's1', username: 'pengawas', name: 'Wahyu Pengawas', role: 'proctor' } as const
const ID = SITTING.id
const NOT_FOUND: Refusal = { refused: 'not-found', detail: { what: 'Peserta' } }

function Page({ address, children }: { address?: Address; children: ReactNode }) {
  const text = useText(proctorText)
  return (
    <MemoryAddress initial={address}>
      <ClockContext value={{ exam: () => EXAM_NOW, wall: () => WALL_NOW }}>
        <div className="k-app">
          <Top title={text.app} demo staff={staff} onSignOut={nothing} />
          <main className="k-main p-main">{children}</main>
        </div>
      </ClockContext>
    </MemoryAddress>
  )
}

const heard = <Value,>(value: Value | null, change: Partial<Heard<Value>> = {}): Heard<Value> => ({
  ...{ value, ageMs: 0, lost: false, refused: null, refresh: nothing },
  ...change,
})

const log = (value: RoomLogLine[] | null, change: Partial<Heard<RoomLogLine[]>> = {}, address?: Address) => (
  <Page address={address}>
    <LogScreen id={ID} sitting={SITTING} rooms={ROOMS} log={heard(value, change)} onNote={nothing} />
  </Page>
)
/** Three thousand lines: a big hall at noon. */
const LONG_LOG = Array.from({ length: 3000 }, (_, n) => ({ ...(LOG[n % LOG.length] as RoomLogLine), id: `long-${n}` }))

const note = (about: RoomLogLine | null, doing: Doing<RoomLogLine> = { at: 'idle' }) => (
  <NoteDialog
    about={about}
    rooms={ROOMS}
    people={people(60)}
    room="A"
    doing={doing}
    onSend={nothing}
    onClose={nothing}
  />
)

const told = (change: Partial<CandidateTimeline> = {}, address?: Address) => (
  <Page address={address}>
    <StoryScreen
      id={ID}
      sitting={SITTING}
      story={story(change)}
      time={<TimePanel view={timeView()} withWall={false} />}
      onRefresh={nothing}
      onPrint={nothing}
    />
  </Page>
)

const played = (of: Replay, minute = PAUSE_MINUTE) => (
  <Page address={{ minute }}>
    <ReplayScreen id={ID} sitting={SITTING} rooms={ROOMS} replay={of} onRefresh={nothing} />
  </Page>
)

const written = (
  value: MinutesView | null,
  change: Partial<Heard<MinutesView>> = {},
  doing: Doing<MinutesView> = { at: 'idle' },
  address?: Address,
) => (
  <Page address={address}>
    <MinutesScreen
      id={ID}
      rooms={ROOMS}
      minutes={heard(value, change)}
      doing={doing}
      onAdd={() => Promise.resolve(false)}
      onTyping={nothing}
    />
  </Page>
)

const alike = (of: LikenessPair[]) => (
  <Page>
    <LikenessScreen id={ID} sitting={SITTING} pairs={of} people={people(60)} onRefresh={nothing} />
  </Page>
)

type WaitingPage = 'story' | 'replay' | 'likeness'
const waiting = (page: WaitingPage, of: Loaded<never>) => (
  <Page>
    <WaitingFor page={page} of={of} />
  </Page>
)
function WaitingFor({ page, of }: { page: WaitingPage; of: Loaded<never> }) {
  const text = useText(dayText)
  const title = page === 'story' ? text.stories.title : text[page].title
  const tab = page === 'story' ? undefined : page
  return <Waiting sitting={ID} facts={SITTING} tab={tab} title={title} of={of} retry={nothing} />
}

const states: [string, () => ReactNode][] = [
  ['log', () => log(LOG)],
  ['log, one room, signals', () => log(LOG, {}, { room: 'A', signals: '1' })],
  ['log, nothing matches', () => log(LOG, {}, { q: 'tidak ada' })],
  ['log, long', () => log(LONG_LOG)],
  ['log, empty', () => log([])],
  ['log, loading', () => log(null)],
  ['log, unreachable', () => log(null, { lost: true })],
  ['log, server lost', () => log(LOG, { lost: true, ageMs: 20_000 })],
  ['log, refused', () => log(null, { refused: NOT_FOUND })],
  ['note', () => note(null)],
  ['note, refused', () => note(null, { at: 'refused', why: { refused: 'note-short', detail: { least: '3' } } })],
  ['note, unanswered', () => note(null, { at: 'unreachable' })],
  ['correction', () => note(LOG[2] as RoomLogLine)],
  ['correction, sending', () => note(LOG[8] as RoomLogLine, { at: 'sending', tries: 1 })],
  ['story', () => told()],
  ['story, commands alone', () => told({}, { from: 'command' })],
  ['story, no signals', () => told({ lines: story().lines.filter((one) => !one.signal) }, { signals: '1' })],
  ['story, not begun', () => told({ attempt: null, ledger: null, sum: null, lines: story().lines.slice(0, 3) })],
  ['story, nothing', () => told({ attempt: null, ledger: null, sum: null, lines: [] })],
  [
    'story, choose',
    () => (
      <Page>
        <StoryChoice id={ID} sitting={SITTING} people={people(60)} />
      </Page>
    ),
  ],
  [
    'story, nobody',
    () => (
      <Page>
        <StoryChoice id={ID} sitting={SITTING} people={[]} />
      </Page>
    ),
  ],
  ['story, loading', () => waiting('story', { at: 'loading' })],
  ['story, unreachable', () => waiting('story', { at: 'unreachable' })],
  ['story, not found', () => waiting('story', { at: 'refused', why: NOT_FOUND })],
  ['replay, pause', () => played(replay())],
  ['replay, quiet minute', () => played(replay(), QUIET_MINUTE)],
  ['replay, first minute', () => played(replay(), '0')],
  ['replay, 500 seats', () => played(replay(500))],
  ['replay, nothing yet', () => played(replay(30, { minutes: 0, frames: [], events: [], from: 0 }))],
  ['replay, no seats', () => played(replay(0))],
  ['replay, loading', () => waiting('replay', { at: 'loading' })],
  ['replay, unreachable', () => waiting('replay', { at: 'unreachable' })],
  ['minutes', () => written(minutes())],
  ['minutes, sitting goes on', () => written(minutesOpen(), {}, { at: 'idle' }, { room: 'A' })],
  ['minutes, empty', () => written(minutesEmpty())],
  ['minutes, loading', () => written(null)],
  ['minutes, unreachable', () => written(null, { lost: true })],
  ['minutes, server lost', () => written(minutes(), { lost: true, ageMs: 95_000 })],
  ['minutes, added', () => written(minutes(), {}, { at: 'done', reply: minutes() })],
  ['minutes, addition unanswered', () => written(minutes(), {}, { at: 'unreachable' })],
  ['likeness', () => alike(pairs())],
  ['likeness, nothing unusual', () => alike(pairs().slice(2))],
  ['likeness, empty', () => alike([])],
  ['likeness, loading', () => waiting('likeness', { at: 'loading' })],
  ['likeness, unreachable', () => waiting('likeness', { at: 'unreachable' })],
]

export const stories: Story[] = states.map(([name, render]) => ({ name: `day / ${name}`, render }))
