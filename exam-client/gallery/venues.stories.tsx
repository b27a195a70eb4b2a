import type { ReactNode } from 'react'
import type { SittingPolicy } from '../../server/protocol/policy.ts'
import type { EnrolmentCode, RoomDetail } from '../../server/protocol/venues.ts'
import { named, withKind, withoutColumn } from '../committee/plan-draft.ts'
import { withNewDocument, withoutStep, withStepMoved } from '../committee/policy-draft.ts'
import { RoomScreen } from '../committee/screens/room.tsx'
import { RoomCertificate } from '../committee/screens/room-certificate.tsx'
import { RoomEnrolment } from '../committee/screens/room-enrolment.tsx'
import { NewRoomScreen, type RoomDraft, RoomPlanScreen } from '../committee/screens/room-plan.tsx'
import { SittingForm } from '../committee/screens/sitting-form.tsx'
import { SittingSettings, type StoredPolicy } from '../committee/screens/sitting-settings.tsx'
import { VenuesScreen } from '../committee/screens/venues.tsx'
import type { Doing } from '../shared/load.ts'
import { test } from './committee-fixtures.ts'
import { CommitteePage } from './committee-frame.tsx'
import { sitting, WALL_NOW } from './staff-fixtures.ts'
import type { Story } from './story.ts'
import * as fixture from './venues-fixtures.ts'

const nothing = () => {}
const no = () => Promise.resolve(false)
const idle = { at: 'idle' } as const
const done = { at: 'done', reply: {} } as const
type Doubt = Extract<Doing<never>, { at: 'refused' }>
const refused = (code: Doubt['why']['refused'], detail?: Record<string, string>): Doubt => ({
  at: 'refused',
  why: { refused: code, ...(detail && { detail }) },
})

const venues = (
  value: Parameters<typeof VenuesScreen>[0]['venues'],
  more: { adding?: Doing<never>; firstOpen?: boolean } = {},
): ReactNode => (
  <CommitteePage screen="venues">
    <VenuesScreen venues={value} adding={more.adding ?? idle} onAdd={no} firstOpen={more.firstOpen} />
  </CommitteePage>
)

const planOf = (
  room: RoomDetail,
  more: { draft?: RoomDraft; doing?: Doing<unknown>; made?: boolean } = {},
): ReactNode => (
  <CommitteePage screen="venues">
    <RoomScreen room={room} part="plan">
      <RoomPlanScreen
        room={room}
        draft={more.draft ?? null}
        doing={more.doing ?? idle}
        made={more.made ?? false}
        onDraft={nothing}
        onSave={nothing}
      />
    </RoomScreen>
  </CommitteePage>
)
const { plan } = fixture
const drafted = (change: RoomDraft['plan'], name = 'A'): RoomDraft => ({ name, plan: change, past: [plan] })
const first = { row: 1, column: 0 }
const second = { row: 1, column: 1 }
const wrong: RoomDraft = drafted(
  named(
    named({ ...plan, seats: [...plan.seats, { station: '99', row: 9, column: 9, spare: false }] }, first, '7'),
    second,
    ' ',
  ),
  ' ',
)

const code: EnrolmentCode = { code: 'K7PR-W3XD', room: 'A', expiresAt: WALL_NOW + 4 * 3_600_000 }
const enrolment = (
  room: RoomDetail,
  more: { making?: Doing<EnrolmentCode>; takingBack?: Doing<unknown>; asked?: string } = {},
): ReactNode => (
  <CommitteePage screen="venues">
    <RoomScreen room={room} part="enrolment">
      <RoomEnrolment
        room={room}
        now={WALL_NOW}
        making={more.making ?? idle}
        takingBack={more.takingBack ?? idle}
        onMake={nothing}
        onTakeBack={no}
        onReset={nothing}
        firstAsked={more.asked}
      />
    </RoomScreen>
  </CommitteePage>
)

const certificate = (room: RoomDetail): ReactNode => (
  <CommitteePage screen="venues">
    <RoomScreen room={room} part="certificate">
      <RoomCertificate room={room} now={WALL_NOW} onReload={nothing} />
    </RoomScreen>
  </CommitteePage>
)

const policy: SittingPolicy = {
  idleMinutes: 5,
  silentSeconds: 15,
  addMinutesMax: 30,
  returnSeconds: 60,
  roomPause: { on: true, least: 3, resume: 'proctor' },
  moves: 'approved',
  pins: { from: 'list', closeMinutes: 5 },
  checkIn: {
    steps: ['documents', 'belongings', 'photo', 'pin', 'body', 'seat'],
    documents: [
      { id: 'identity', label: 'KTP-el asli / surat keterangan pengganti / KK asli atau legalisir', needed: true },
      { id: 'card', label: 'Kartu peserta seleksi', needed: true },
    ],
    photo: 'required',
  },
  seating: 'plan',
  board: { show: true, names: 'full' },
  fullScreen: true,
  seb: { required: false, configKeys: [], browserExamKeys: [] },
}
const changed: SittingPolicy = {
  ...withStepMoved(policy, 'body', -1),
  pins: { from: 'desk', closeMinutes: 5 },
  board: { show: true, names: 'short' },
}
const contradictory: SittingPolicy = {
  ...withoutStep(withNewDocument(policy), 'photo'),
  idleMinutes: Number.NaN,
  silentSeconds: 5,
  seb: { ...policy.seb, required: true },
}
const withSeb: SittingPolicy = {
  ...policy,
  seb: { required: true, configKeys: ['5f1e'.repeat(16)], browserExamKeys: [] },
}
const settings = (
  more: Partial<Omit<Parameters<typeof SittingSettings>[0], 'sitting' | 'stored'>> & {
    state?: 'scheduled' | 'open' | 'running' | 'closed'
    stored?: Partial<StoredPolicy>
  } = {},
): ReactNode => (
  <CommitteePage screen="sittings">
    <SittingSettings
      sitting={sitting({ state: more.state ?? 'scheduled', startsAt: WALL_NOW + 78 * 60_000 - 7000 })}
      stored={{ policy, changedAt: null, by: null, ...more.stored }}
      now={WALL_NOW}
      saving={more.saving ?? idle}
      moving={more.moving ?? idle}
      onSave={nothing}
      onMove={no}
      onReset={nothing}
      first={more.first}
    />
  </CommitteePage>
)

const form = (firstVenue: string, total: number): ReactNode => (
  <CommitteePage screen="sittings">
    <SittingForm
      tests={[test]}
      unseated={{ sessions: [{ session: 'Sesi 2', candidates: total }], total }}
      venues={fixture.venues}
      now={WALL_NOW}
      doing={idle}
      onSave={nothing}
      firstVenue={firstVenue}
    />
  </CommitteePage>
)
const [venue, bare] = fixture.venues.map((one) => one.name)

export const stories: Story[] = [
  { name: 'venues / list', render: () => venues(fixture.venues) },
  { name: 'venues / list / all ready', render: () => venues(fixture.readyVenues) },
  { name: 'venues / list / empty', render: () => venues([]) },
  { name: 'venues / list / adding', render: () => venues(fixture.venues, { firstOpen: true }) },
  {
    name: 'venues / list / name taken',
    render: () =>
      venues(fixture.venues, {
        firstOpen: true,
        adding: refused('name-taken', { name: fixture.venues[0]?.name ?? '' }),
      }),
  },
  { name: 'venues / plan', render: () => planOf(fixture.room()) },
  { name: 'venues / plan / just made', render: () => planOf(fixture.room(), { made: true }) },
  {
    name: 'venues / plan / changed',
    render: () => planOf(fixture.room(), { draft: drafted(withKind(plan, { row: 1, column: 3 }, 'spare')) }),
  },
  { name: 'venues / plan / problems', render: () => planOf(fixture.room(), { draft: wrong }) },
  {
    name: 'venues / plan / enrolled station gone',
    render: () => planOf(fixture.room(), { draft: drafted(withoutColumn(plan, 0)) }),
  },
  {
    name: 'venues / plan / saving',
    render: () =>
      planOf(fixture.room(), { draft: drafted(withoutColumn(plan, 3)), doing: { at: 'sending', tries: 1 } }),
  },
  {
    name: 'venues / plan / unreachable',
    render: () => planOf(fixture.room(), { draft: drafted(withoutColumn(plan, 3)), doing: { at: 'unreachable' } }),
  },
  { name: 'venues / plan / saved', render: () => planOf(fixture.room(), { doing: done }) },
  { name: 'venues / plan / largest', render: () => planOf(fixture.largest) },
  {
    name: 'venues / plan / new room',
    render: () => (
      <CommitteePage screen="venues">
        {fixture.venues[0] ? <NewRoomScreen venue={fixture.venues[0]} doing={idle} onSave={nothing} /> : null}
      </CommitteePage>
    ),
  },
  { name: 'venues / enrolment', render: () => enrolment(fixture.room()) },
  {
    name: 'venues / enrolment / code',
    render: () => enrolment(fixture.room(), { making: { at: 'done', reply: code } }),
  },
  {
    name: 'venues / enrolment / code over',
    render: () => enrolment(fixture.room(), { making: { at: 'done', reply: { ...code, expiresAt: WALL_NOW } } }),
  },
  { name: 'venues / enrolment / all enrolled', render: () => enrolment(fixture.fitRoom) },
  { name: 'venues / enrolment / no seats', render: () => enrolment(fixture.room({ stations: [] })) },
  {
    name: 'venues / enrolment / take back',
    render: () => enrolment(fixture.room(), { asked: fixture.room().stations[4]?.id }),
  },
  {
    name: 'venues / enrolment / take back unreachable',
    render: () =>
      enrolment(fixture.room(), { asked: fixture.room().stations[4]?.id, takingBack: { at: 'unreachable' } }),
  },
  { name: 'venues / certificate', render: () => certificate(fixture.room()) },
  { name: 'venues / certificate / all fit', render: () => certificate(fixture.fitRoom) },
  { name: 'venues / certificate / largest', render: () => certificate(fixture.largest) },
  { name: 'venues / certificate / no seats', render: () => certificate(fixture.room({ stations: [] })) },
  { name: 'sitting settings', render: () => settings() },
  {
    name: 'sitting settings / changed before',
    render: () => settings({ stored: { policy: changed, changedAt: WALL_NOW - 3_600_000, by: 'panitia' } }),
  },
  { name: 'sitting settings / effect', render: () => settings({ first: { policy: changed } }) },
  { name: 'sitting settings / problems', render: () => settings({ first: { policy: contradictory } }) },
  {
    name: 'sitting settings / seb',
    render: () => settings({ stored: { policy: withSeb, changedAt: WALL_NOW - 3_600_000, by: 'panitia' } }),
  },
  {
    name: 'sitting settings / seb wrong keys',
    render: () =>
      settings({
        first: { policy: withSeb, lines: { configKeys: `${'5f1e'.repeat(16)}\n12ab`, browserExamKeys: 'salah' } },
      }),
  },
  {
    name: 'sitting settings / seats fixed',
    render: () =>
      settings({
        state: 'open',
        first: { policy: { ...policy, seating: 'lottery' } },
        saving: refused('seating-fixed', { count: '12' }),
      }),
  },
  {
    name: 'sitting settings / saving',
    render: () => settings({ first: { policy: changed }, saving: { at: 'sending', tries: 1 } }),
  },
  { name: 'sitting settings / saved', render: () => settings({ saving: done }) },
  { name: 'sitting settings / running', render: () => settings({ state: 'running' }) },
  { name: 'sitting settings / closed', render: () => settings({ state: 'closed' }) },
  { name: 'sitting settings / new start', render: () => settings({ first: { dialog: true } }) },
  {
    name: 'sitting settings / new start refused',
    render: () => settings({ first: { dialog: true }, moving: refused('wrong-state', { state: 'running' }) }),
  },
  {
    name: 'sitting settings / start moved',
    render: () => settings({ moving: { at: 'done', reply: { startsAt: WALL_NOW + 3 * 3_600_000 } } }),
  },
  { name: 'sittings / form / seats enough', render: () => form(venue ?? '', 480) },
  { name: 'sittings / form / seats too few', render: () => form(venue ?? '', 600) },
  { name: 'sittings / form / venue without a plan', render: () => form(bare ?? '', 60) },
]
