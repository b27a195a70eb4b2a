import { useMemo, useState } from 'react'
import type { Refusal } from '../../server/protocol/refusals.ts'
import type { Entry, StationPhase, StationView } from '../../server/protocol/station.ts'
import type { LeftRecord } from '../shared/outbox.ts'
import { type Look, nextTheme } from '../station/look.ts'
import { DialogsInPlace } from '../station/parts/dialog.tsx'
import type { ExamActs } from '../station/parts/exam-frame.tsx'
import { FinishScreen } from '../station/screens/finish.tsx'
import { IdentityScreen } from '../station/screens/identity.tsx'
import { ItemScreen } from '../station/screens/item.tsx'
import { LockedScreen } from '../station/screens/locked.tsx'
import { PaperComingScreen } from '../station/screens/paper-coming.tsx'
import { PausedScreen } from '../station/screens/paused.tsx'
import { ReviewScreen } from '../station/screens/review.tsx'
import { RulesScreen } from '../station/screens/rules.tsx'
import { type SignInProps, SignInScreen } from '../station/screens/sign-in.tsx'
import {
  InUseScreen,
  LoadingScreen,
  MovingScreen,
  QueueScreen,
  SecondTabScreen,
  StoppedScreen,
  UnreachableScreen,
} from '../station/screens/stopped.tsx'
import { WaitingScreen } from '../station/screens/waiting.tsx'
import { atRest, evolve, type PaperAt, type StationEvent, type StationState } from '../station/station-state.ts'
import '../station/station.css'
import { PASSAGE_SLOT, paper, sections, TABLE_SLOT } from './station-paper.ts'
import { eventful, heldBy, ledgerWith, left as leftRecord, messages, NOW, photo, WALL } from './station-room.ts'
import type { Story } from './story.ts'

const nothing = () => {}

const view = (phase: StationPhase): StationView => ({
  candidate: {
    number: '2024-0117-000231',
    name: 'Siti Nurhaliza Rahmawati',
    vacancy: 'Analis Kebijakan Ahli Pertama',
    unit: 'Badan Perencanaan Pembangunan Daerah',
    photo: false,
  },
  sitting: { name: 'Sesi 2', test: 'SKD CPNS 2024', items: 110, sections },
  seat: { venue: 'UPT BKN Semarang', room: 'A', station: '07' },
  minutes: 130,
  accommodated: true,
  fullScreen: false,
  stamp: 's1',
  orders: [],
  carryKey: 'A'.repeat(43),
  examNow: NOW,
  wallNow: WALL,
  phase,
  paper: { address: 'a1', key: 'k1' },
  through: 40,
})

/** 40 answered, three flagged, at number 41. */
type Working = Extract<StationPhase, { at: 'working' }>
const working = (leftMs: number, more: Partial<Working> = {}): Working => ({
  at: 'working',
  deadline: NOW + leftMs,
  paused: false,
  pausedLeftMs: null,
  untilShown: false,
  locked: null,
  ledger: ledgerWith(leftMs),
  responses: paper.items.map((_, slot) => (slot < 42 && slot !== 16 && slot !== 40 ? slot % 5 : null)),
  flags: paper.items.map((_, slot) => [11, 16, 37].includes(slot)),
  ...more,
})
const calm: StationState = {
  ...evolve(
    { ...atRest, connected: true, paper: { at: 'open', paper } },
    { kind: 'viewed', view: view(working(64 * 60_000 + 37_000)), entries: [] },
  ),
  slot: 40,
}
const left = (leftMs: number): StationState => ({
  ...evolve(calm, { kind: 'viewed', view: view(working(leftMs)), entries: [] }),
  slot: 40,
})
const after = (state: StationState, ...events: StationEvent[]) => events.reduce(evolve, state)
const put = (entry: Entry): StationEvent => ({ kind: 'put', entry })
const ack = (through: number): StationEvent => ({
  kind: 'acked',
  ack: { through, examNow: NOW, refused: [] },
  rest: [],
})
const answered = after(calm, put({ n: 41, kind: 'answer', slot: 40, choice: 1 }), ack(41))
const waiting = Array.from({ length: 3 }, (_, i) => put({ n: 42 + i, kind: 'answer', slot: 42 + i, choice: 0 }))
const finished = (
  more: Partial<Extract<StationPhase, { at: 'finished' }>>,
): Extract<StationPhase, { at: 'finished' }> => ({
  at: 'finished',
  how: 'candidate',
  answered: 108,
  items: 110,
  receipt: '674E-F9DC-312B-8618',
  score: {
    sections: [
      { id: 'TWK', title: 'Tes Wawasan Kebangsaan', points: 105, max: 150 },
      { id: 'TIU', title: 'Tes Intelegensia Umum', points: 120, max: 175 },
      { id: 'TKP', title: 'Tes Karakteristik Pribadi', points: 178, max: 225 },
    ],
    total: 403,
    max: 550,
    met: null,
    shortfalls: [],
  },
  ledger: ledgerWith(64 * 60_000, { entries: eventful, finishedAt: NOW }),
  ...more,
})

/** Gives a story its look, so that A+ and ◐ work in the gallery too. */
function WithLook({ size = 100, children }: { size?: number; children: (look: Look) => React.ReactNode }) {
  const [now, setSize] = useState(size)
  const [theme, setTheme] = useState<Look['theme']>(
    (document.documentElement.dataset['theme'] as Look['theme'] | undefined) ?? 'light',
  )
  const look: Look = {
    size: now,
    theme,
    setSize,
    nextTheme: () => {
      document.documentElement.dataset['theme'] = nextTheme(theme)
      setTheme(nextTheme(theme))
    },
  }
  const alone = new URLSearchParams(location.search).has('story')
  return <DialogsInPlace value={!alone}>{children(look)}</DialogsInPlace>
}

/** A station that answers: entries are acknowledged after half a second, as on a slow day. */
function Playable({
  start,
  children,
}: {
  start: StationState
  children: (state: StationState, acts: ExamActs) => React.ReactNode
}) {
  const [state, setState] = useState(start)
  const acts = useMemo<ExamActs>(() => {
    const tell = (event: StationEvent) => setState((before) => evolve(before, event))
    const enter = (make: (n: number) => Entry) =>
      setState((before) => {
        const n = before.through + before.entries.length + 1
        if (before.connected)
          setTimeout(
            () =>
              setState((now) =>
                evolve(now, {
                  kind: 'acked',
                  ack: { through: n, examNow: NOW, refused: [] },
                  rest: now.entries.filter((entry) => entry.n > n),
                }),
              ),
            500,
          )
        return evolve(before, { kind: 'put', entry: make(n) })
      })
    return {
      choose: (slot, choice) => enter((n) => ({ n, kind: 'answer', slot, choice })),
      flag: (slot, on) => enter((n) => ({ n, kind: 'flag', slot, on })),
      go: (slot) => tell({ kind: 'moved', slot }),
      review: (on) => tell({ kind: 'reviewing', on }),
      finish: () => enter((n) => ({ n, kind: 'finish' })),
      readMessage: (id) =>
        setState((before) =>
          evolve(before, { kind: 'messages', messages: before.messages.filter((message) => message.id !== id) }),
        ),
      fullScreen: () => tell({ kind: 'out-of-full', on: false }),
      readRefusal: () => tell({ kind: 'refusal', refusal: null }),
    }
  }, [])
  return children(state, acts)
}

const exam = (
  start: StationState,
  more: { size?: number; dialog?: 'help' | 'go' | 'time'; confirm?: boolean } = {},
) => (
  <WithLook size={more.size ?? 100}>
    {(look) => (
      <Playable start={start}>
        {(state, acts) =>
          state.reviewing ? (
            <ReviewScreen
              state={state}
              look={look}
              now={() => NOW}
              acts={acts}
              {...(more.confirm ? { confirm: true } : {})}
            />
          ) : (
            <ItemScreen
              state={state}
              look={look}
              now={() => NOW}
              acts={acts}
              {...(more.dialog ? { dialog: more.dialog } : {})}
            />
          )
        }
      </Playable>
    )}
  </WithLook>
)

const signIn = (more: Partial<SignInProps> = {}) => (
  <WithLook>
    {(look) => (
      <SignInScreen
        look={look}
        place={{ room: 'A', station: '07' }}
        prefill={{ number: '', pin: '' }}
        busy={false}
        refusal={null}
        called={false}
        health={{ server: 'yes', clockOffMs: 300, screen: { width: 1366, height: 768 }, storage: true }}
        onSignIn={nothing}
        {...more}
      />
    )}
  </WithLook>
)
const identity = (more: Partial<Parameters<typeof IdentityScreen>[0]> = {}) => (
  <WithLook>
    {(look) => (
      <IdentityScreen
        look={look}
        view={view({ at: 'identify', running: false })}
        confirming="no"
        refusal={null}
        onConfirm={nothing}
        onDeny={nothing}
        {...more}
      />
    )}
  </WithLook>
)
const wait = (connected: boolean, at: PaperAt = { at: 'sealed' }) => (
  <WithLook>
    {(look) => (
      <WaitingScreen
        look={look}
        view={view({ at: 'waiting' })}
        paper={at}
        connected={connected}
        messages={connected ? [] : messages}
        wallNow={() => WALL}
        onRules={nothing}
        onReadMessage={nothing}
      />
    )}
  </WithLook>
)
const finish = (more: Partial<Extract<StationPhase, { at: 'finished' }>> = {}) => (
  <WithLook>
    {(look) => <FinishScreen look={look} view={view(finished(more))} phase={finished(more)} onLeave={nothing} />}
  </WithLook>
)

/** The screens that take the item away. */
const held = (
  Screen: typeof PausedScreen | typeof LockedScreen | typeof PaperComingScreen,
  more: Partial<Working>,
  state: Partial<StationState> = {},
) => {
  const phase = working(64 * 60_000 + 37_000, more)
  return (
    <WithLook>
      {(look) => (
        <Screen
          look={look}
          view={view(phase)}
          phase={phase}
          state={{ ...answered, ...state }}
          now={() => NOW}
          onReadMessage={nothing}
        />
      )}
    </WithLook>
  )
}
const paused = (kind: Parameters<typeof heldBy>[0], reason = '', by = 'server'): Partial<Working> => ({
  paused: true,
  ledger: ledgerWith(64 * 60_000 + 37_000, { holds: [heldBy(kind, reason, by)] }),
})
const resuming = working(64 * 60_000 + 37_000, {
  untilShown: true,
  ledger: ledgerWith(64 * 60_000 + 37_000, { holds: [heldBy('outage-server')] }),
})
const stopped = (refusal: Refusal, left: LeftRecord | null = null) => (
  <WithLook>
    {(look) => (
      <StoppedScreen
        look={look}
        refusal={refusal}
        left={left}
        onSaved={nothing}
        onSignIn={nothing}
        onReload={nothing}
      />
    )}
  </WithLook>
)

const card = '2024-0117-000231'
const all: Record<string, () => React.ReactNode> = {
  'sign-in': () => signIn(),
  'sign-in / place not set, checking': () =>
    signIn({
      place: null,
      busy: true,
      prefill: { number: card, pin: '482913' },
      health: { server: 'asking', clockOffMs: null, screen: { width: 800, height: 600 }, storage: true },
    }),
  'sign-in / computer in trouble': () =>
    signIn({
      health: {
        server: 'no',
        clockOffMs: -10 * 365.25 * 86_400_000,
        screen: { width: 800, height: 600 },
        storage: false,
      },
    }),
  'sign-in / wrong seat': () =>
    signIn({
      prefill: { number: card, pin: '482913' },
      refusal: { refused: 'wrong-seat', detail: { room: 'B', station: '23' } },
    }),
  'sign-in / wrong PIN': () =>
    signIn({ prefill: { number: card, pin: '482913' }, refusal: { refused: 'wrong-card-or-pin' } }),
  'sign-in / not me': () => signIn({ called: true }),
  'sign-in / answers left here': () =>
    signIn({ left: [leftRecord, { ...leftRecord, source: 'source-other', number: '2024-0117-000418', saved: true }] }),
  identity: () => identity(),
  'identity / photo from the desk': () =>
    identity({
      photo,
      view: {
        ...view({ at: 'identify', running: false }),
        candidate: { ...view({ at: 'waiting' }).candidate, photo: true },
      },
    }),
  'identity / photo missing': () =>
    identity({
      photo: 'data:,',
      view: {
        ...view({ at: 'identify', running: false }),
        candidate: { ...view({ at: 'waiting' }).candidate, photo: true },
      },
    }),
  'identity / recording, server silent': () => identity({ confirming: 'unreachable' }),
  'identity / refused': () => identity({ refusal: { refused: 'sitting-closed' } }),
  rules: () => (
    <WithLook>{(look) => <RulesScreen look={look} view={view({ at: 'waiting' })} onReady={nothing} />}</WithLook>
  ),
  'waiting for the start': () => wait(true),
  'waiting for the start / disconnected': () => wait(false),
  'waiting for the start / paper coming': () => wait(true, { at: 'away', trouble: 'none' }),
  'waiting for the start / paper cannot be fetched': () => wait(true, { at: 'away', trouble: 'unreachable' }),
  'paper coming': () => held(PaperComingScreen, {}, { paper: { at: 'away', trouble: 'none' } }),
  'paper coming / time stands': () =>
    held(PaperComingScreen, resuming, { paper: { at: 'away', trouble: 'none' }, messages: messages.slice(0, 1) }),
  'paper coming / cannot be fetched': () =>
    held(PaperComingScreen, {}, { paper: { at: 'away', trouble: 'unreachable' }, connected: false }),
  'paper coming / damaged': () => held(PaperComingScreen, {}, { paper: { at: 'away', trouble: 'damaged' } }),
  item: () => exam(answered),
  'item / saving': () => exam(after({ ...calm, connected: true }, put({ n: 41, kind: 'answer', slot: 40, choice: 1 }))),
  'item / not answered': () => exam(calm),
  'item / passage, flagged': () =>
    exam({
      ...calm,
      slot: PASSAGE_SLOT,
      shown: { ...calm.shown, flags: calm.shown.flags.map((flag, slot) => flag || slot === PASSAGE_SLOT) },
    }),
  'item / table and formula': () => exam({ ...calm, slot: TABLE_SLOT }),
  'item / text 200 percent': () => exam(answered, { size: 200 }),
  'item / disconnected': () => exam({ ...after(answered, ...waiting), connected: false }),
  'item / server cannot save': () =>
    exam({ ...after(answered, ...waiting), serverTrouble: { refused: 'storage-full' } }),
  'item / storage trouble': () => exam({ ...answered, storageSafe: false }),
  'item / message': () => exam({ ...answered, messages: messages.slice(0, 1) }),
  'item / two messages': () => exam({ ...answered, messages }),
  'item / spare way': () => exam({ ...after(answered, ...waiting), connected: false, spare: true }),
  'item / focus noted': () => exam({ ...answered, noted: 'focus-back' }),
  'item / copy noted': () => exam({ ...answered, noted: 'copy-tried' }),
  'item / out of full screen': () => exam({ ...answered, outOfFull: true, noted: 'full-screen-left' }),
  'item / time stands until shown': () =>
    exam({ ...evolve(calm, { kind: 'viewed', view: view(resuming), entries: [] }), slot: 40 }),
  'item / time in detail': () =>
    exam(
      {
        ...evolve(calm, {
          kind: 'viewed',
          view: view(working(64 * 60_000, { ledger: ledgerWith(64 * 60_000, { entries: eventful }) })),
          entries: [],
        }),
        slot: 40,
      },
      { dialog: 'time' },
    ),
  'item / entry refused': () => exam({ ...calm, refusal: { refused: 'paused' } }),
  'item / ten minutes': () => exam(left(9 * 60_000 + 12_000)),
  'item / two minutes': () => exam(left(84_000)),
  'item / time over': () => exam({ ...left(0), timeOver: true }),
  'item / help': () => exam(answered, { dialog: 'help' }),
  'item / go to': () => exam(answered, { dialog: 'go' }),
  review: () => exam({ ...calm, reviewing: true }),
  'review / nothing open': () =>
    exam({
      ...calm,
      reviewing: true,
      shown: { responses: calm.shown.responses.map(() => 1), flags: calm.shown.flags.map(() => false) },
    }),
  'review / confirm': () => exam({ ...calm, reviewing: true }, { confirm: true }),
  'review / sending the last': () =>
    exam(
      after(
        { ...calm, reviewing: true, connected: false },
        put({ n: 41, kind: 'answer', slot: 40, choice: 1 }),
        put({ n: 42, kind: 'finish' }),
      ),
    ),
  paused: () => held(PausedScreen, paused('paused', 'Listrik ruang A padam; genset sedang dinyalakan', 'pengawas1')),
  'paused / the room': () => held(PausedScreen, paused('outage-room')),
  'paused / the server': () => held(PausedScreen, paused('outage-server')),
  'paused / message, disconnected': () =>
    held(PausedScreen, paused('paused', 'Pemeriksaan identitas', 'pengawas1'), { connected: false, messages }),
  locked: () => held(LockedScreen, { locked: 'Mohon menunggu; pengawas menuju meja Anda.' }),
  'locked / message': () => held(LockedScreen, { locked: '' }, { messages: messages.slice(0, 1) }),
  score: () => finish(),
  'score / threshold met': () =>
    finish({ score: { ...(finished({}).score as NonNullable<ReturnType<typeof finished>['score']>), met: true } }),
  'score / threshold not met': () =>
    finish({
      how: 'expiry',
      score: {
        ...(finished({}).score as NonNullable<ReturnType<typeof finished>['score']>),
        met: false,
        shortfalls: [
          { on: 'TIU', have: 75, need: 80 },
          { on: 'total', have: 271, need: 286 },
        ],
      },
    }),
  'score / not shown': () => finish({ how: 'proctor', score: null }),
  'second tab': () => <WithLook>{(look) => <SecondTabScreen look={look} free={false} onUse={nothing} />}</WithLook>,
  'second tab / free': () => (
    <WithLook>{(look) => <SecondTabScreen look={look} free={true} onUse={nothing} />}</WithLook>
  ),
  queue: () => (
    <WithLook>
      {(look) => (
        <QueueScreen
          look={look}
          refusal={{ refused: 'server-busy', detail: { place: '12', seconds: '5' } }}
          onAway={nothing}
        />
      )}
    </WithLook>
  ),
  'in use': () => (
    <WithLook>
      {(look) => (
        <InUseScreen
          look={look}
          refusal={{ refused: 'in-use', detail: { where: 'ruang A, meja 09' } }}
          onRetry={nothing}
        />
      )}
    </WithLook>
  ),
  moving: () => (
    <WithLook>
      {(look) => (
        <MovingScreen
          look={look}
          refusal={{ refused: 'move-needed', detail: { room: 'A', station: '07' } }}
          onRetry={nothing}
          onAway={nothing}
        />
      )}
    </WithLook>
  ),
  replaced: () => stopped({ refused: 'replaced', detail: { where: 'ruang B, meja 12' } }),
  'replaced / place not known': () => stopped({ refused: 'replaced', detail: { where: '' } }),
  'replaced / answers left here': () =>
    stopped({ refused: 'replaced', detail: { where: 'ruang B, meja 12' } }, leftRecord),
  'replaced / file saved': () =>
    stopped({ refused: 'replaced', detail: { where: 'ruang B, meja 12' } }, { ...leftRecord, saved: true }),
  'sign-in ended by the proctor': () => stopped({ refused: 'sign-in-needed' }),
  'old page': () => stopped({ refused: 'client-too-old' }),
  unreachable: () => <WithLook>{(look) => <UnreachableScreen look={look} onRetry={nothing} />}</WithLook>,
  loading: () => <WithLook>{(look) => <LoadingScreen look={look} />}</WithLook>,
}

export const stories: Story[] = Object.entries(all).map(([name, render]) => ({ name: `station / ${name}`, render }))
