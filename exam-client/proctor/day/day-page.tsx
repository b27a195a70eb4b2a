import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type {
  CandidateTimeline,
  LikenessPair,
  MinutesView,
  Replay,
  RoomLogLine,
} from '../../../server/protocol/minutes.ts'
import type { SittingSummary, TimeView } from '../../../server/protocol/proctor.ts'
import { useAddress } from '../../shared/address.tsx'
import { useText } from '../../shared/language.tsx'
import { type Loaded, useDoing, useLoad } from '../../shared/load.ts'
import { Shown } from '../../shared/parts/kit-basics.tsx'
import { dayText } from '../../shared/text/day.ts'
import { ClockContext, heardClock } from '../clock.tsx'
import type { Kept } from '../desk/use-kept.ts'
import { TimePanel } from '../screens/time-panel.tsx'
import { type Person, roomsOf } from './log-lines.ts'
import { DayHead, RoomChoice, type SittingFacts } from './screens/day-head.tsx'
import { LikenessScreen } from './screens/likeness.tsx'
import { type Heard, LogScreen } from './screens/log.tsx'
import { MinutesScreen } from './screens/minutes.tsx'
import { NoteDialog } from './screens/note-dialog.tsx'
import { ReplayScreen } from './screens/replay.tsx'
import type { Tab } from './screens/sitting-tabs.tsx'
import { StoryChoice, StoryScreen } from './screens/story.tsx'
import { useFollowed } from './use-followed.ts'
import { type DayView, dayPath } from './views.ts'

/** A log grows while one looks; minutes change more slowly and cost the server more. */
const LOG_MS = 5000
const MINUTES_MS = 30_000

interface Props {
  sitting: string
  /** Of the sitting itself; null while it is not known. */
  facts: SittingFacts | null
  people: Loaded<Person[]>
  onSignedOut: () => void
}

/** The page of the day that the address names. */
export function DayPage({ sitting, view, onSignedOut }: { sitting: string; view: DayView; onSignedOut: () => void }) {
  const { loaded } = useLoad<SittingSummary[]>('/api/proctor/sittings')
  const { loaded: people, reload } = useLoad<Person[]>(`/api/desk/sittings/${encodeURIComponent(sitting)}/people`)
  const facts = loaded.at === 'ready' ? (loaded.value.find((one) => one.id === sitting) ?? null) : null
  const props: Props = { sitting, facts, people, onSignedOut }
  switch (view) {
    case 'story':
      return <Story {...props} onRetry={reload} />
    case 'log':
      return <Log {...props} />
    case 'replay':
      return <Played {...props} />
    case 'minutes':
      return <Minutes {...props} />
    case 'likeness':
      return <Likeness {...props} />
  }
}

const known = (people: Loaded<Person[]>): Person[] => (people.at === 'ready' ? people.value : [])

/** Tabs and title stay while the page's own part is on its way or cannot be had. */
export function Waiting<Value>({
  of,
  retry,
  sitting,
  facts,
  tab,
  title,
  children,
}: Pick<Props, 'sitting' | 'facts'> & {
  of: Loaded<Value>
  retry: () => void
  tab?: Tab
  title: string
  children?: ReactNode
}) {
  return (
    <div className="k-stack">
      <DayHead id={sitting} sitting={facts} tab={tab} title={title}>
        {children}
      </DayHead>
      <Shown of={of} retry={retry}>
        {() => null}
      </Shown>
    </div>
  )
}

function useSignedOut(refused: string | undefined, onSignedOut: () => void): void {
  const signedOut = refused === 'sign-in-needed'
  useEffect(() => {
    if (signedOut) onSignedOut()
  }, [signedOut, onSignedOut])
}

const refusedIn = (loaded: Loaded<unknown>): string | undefined =>
  loaded.at === 'refused' ? loaded.why.refused : undefined

/** What was heard last, and how long ago. */
const heard = <Value,>({ heardAt, ...kept }: Kept<Value>): Heard<Value> => ({
  ...kept,
  ageMs: performance.now() - heardAt,
})

function Log({ sitting, facts, people, onSignedOut }: Props) {
  const { address } = useAddress()
  const room = address['room'] ?? ''
  const log = useFollowed<RoomLogLine[]>(dayPath(sitting, 'log', room), LOG_MS)
  useSignedOut(log.refused?.refused, onSignedOut)
  const note = useDoing<RoomLogLine>()
  const [open, setOpen] = useState<{ about: RoomLogLine | null } | null>(null)
  const rooms = roomsOf(
    known(people),
    (log.value ?? []).map((line) => line.room),
  )
  const close = () => {
    setOpen(null)
    log.refresh()
  }
  return (
    <>
      <LogScreen
        id={sitting}
        sitting={facts}
        rooms={rooms}
        log={heard(log)}
        onNote={(about) => {
          note.reset()
          setOpen({ about })
        }}
      />
      {open ? (
        <NoteDialog
          about={open.about}
          rooms={rooms}
          people={known(people)}
          room={room}
          doing={note.doing}
          onSend={(body) =>
            void note.run('POST', dayPath(sitting, 'notes'), body).then((line) => {
              if (line) close()
              else log.refresh()
            })
          }
          onClose={close}
        />
      ) : null}
    </>
  )
}

function Story({ sitting, facts, people, onSignedOut, onRetry }: Props & { onRetry: () => void }) {
  const text = useText(dayText)
  const { address } = useAddress()
  const candidate = address['candidate'] ?? ''
  const of = encodeURIComponent(candidate)
  const story = useLoad<CandidateTimeline>(candidate === '' ? null : dayPath(sitting, `timeline/${of}`))
  const time = useLoad<TimeView>(candidate === '' ? null : dayPath(sitting, `time/${of}`))
  useSignedOut(refusedIn(candidate === '' ? people : story.loaded), onSignedOut)
  const waiting = { sitting, facts, title: candidate === '' ? text.stories.choose : text.stories.title }
  if (candidate === '')
    return people.at === 'ready' ? (
      <StoryChoice id={sitting} sitting={facts} people={people.value} />
    ) : (
      <Waiting {...waiting} of={people} retry={onRetry} />
    )
  if (story.loaded.at !== 'ready') return <Waiting {...waiting} of={story.loaded} retry={story.reload} />
  return (
    <StoryScreen
      key={candidate}
      id={sitting}
      sitting={facts}
      story={story.loaded.value}
      time={
        <Shown of={time.loaded} retry={time.reload}>
          {(view) => <Ledger view={view} />}
        </Shown>
      }
      onRefresh={() => {
        story.reload()
        time.reload()
      }}
      onPrint={() => print()}
    />
  )
}

/** The ledger with the server's clocks as they were heard with it. */
function Ledger({ view }: { view: TimeView }) {
  const clock = useMemo(() => {
    const made = heardClock()
    made.take(view.examNow, view.wallNow)
    return made
  }, [view])
  return (
    <ClockContext value={clock}>
      <TimePanel view={view} withWall={false} />
    </ClockContext>
  )
}

function Played({ sitting, facts, people, onSignedOut }: Props) {
  const text = useText(dayText)
  const { address, go } = useAddress()
  const { loaded, reload } = useLoad<Replay>(dayPath(sitting, 'replay', address['room'] ?? ''))
  useSignedOut(refusedIn(loaded), onSignedOut)
  if (loaded.at !== 'ready')
    return (
      <Waiting {...{ sitting, facts }} of={loaded} retry={reload} tab="replay" title={text.replay.title}>
        {/* A room that does not exist is refused: here another one is chosen. */}
        <RoomChoice
          rooms={roomsOf(known(people))}
          room={address['room'] ?? ''}
          onChoose={(room) => go({ room, minute: null }, 'replace')}
        />
      </Waiting>
    )
  return (
    <ReplayScreen
      id={sitting}
      sitting={facts}
      rooms={roomsOf(known(people), [loaded.value.room])}
      replay={loaded.value}
      onRefresh={reload}
    />
  )
}

function Minutes({ sitting, people, onSignedOut }: Props) {
  const { address } = useAddress()
  const minutes = useFollowed<MinutesView>(dayPath(sitting, 'minutes', address['room'] ?? ''), MINUTES_MS)
  useSignedOut(minutes.refused?.refused, onSignedOut)
  const { doing, run, reset } = useDoing<MinutesView>()
  return (
    <MinutesScreen
      id={sitting}
      rooms={roomsOf(known(people), minutes.value?.rooms)}
      minutes={heard(minutes)}
      doing={doing}
      onAdd={async (note) => {
        const reply = await run('POST', dayPath(sitting, 'minutes/notes'), note)
        minutes.refresh()
        return reply !== null
      }}
      onTyping={reset}
    />
  )
}

function Likeness({ sitting, facts, people, onSignedOut }: Props) {
  const text = useText(dayText)
  const { loaded, reload } = useLoad<LikenessPair[]>(dayPath(sitting, 'likeness'))
  useSignedOut(refusedIn(loaded), onSignedOut)
  if (loaded.at !== 'ready')
    return <Waiting {...{ sitting, facts }} of={loaded} retry={reload} tab="likeness" title={text.likeness.title} />
  return <LikenessScreen id={sitting} sitting={facts} pairs={loaded.value} people={known(people)} onRefresh={reload} />
}
