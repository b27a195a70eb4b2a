import type { ReactNode } from 'react'
import '../shared/kit.css'
import '../proctor/proctor.css'
import '../proctor/desk/desk.css'
import '../proctor/day/day.css'
import type { DeskPerson, DeskRow, DeskSitting } from '../../server/protocol/desk.ts'
import type { Refusal } from '../../server/protocol/refusals.ts'
import { ClockContext } from '../proctor/clock.tsx'
import { CameraContext, type CameraStatus } from '../proctor/desk/camera.ts'
import { type Desk, type PhotoDraft, WAITING } from '../proctor/desk/desk-state.ts'
import { DeskScreen } from '../proctor/desk/screens/desk.tsx'
import { PhotoStep } from '../proctor/desk/screens/photo-step.tsx'
import { RefuseDialog, WithdrawDialog } from '../proctor/desk/screens/refuse-dialog.tsx'
import { ScanBox } from '../proctor/desk/screens/scan-box.tsx'
import type { DeskActions } from '../proctor/desk/use-desk.ts'
import { MemoryAddress } from '../shared/address.tsx'
import { useText } from '../shared/language.tsx'
import { Top } from '../shared/parts/kit-top.tsx'
import { deskText } from '../shared/text/desk.ts'
import { proctorText } from '../shared/text/proctor.ts'
import {
  AFTER,
  CLOSES,
  deskPerson,
  deskRows,
  deskSitting,
  EARLY,
  LOTTERY,
  longPerson,
  PICTURE,
  SOON,
} from './desk-fixtures.ts'
import type { Story } from './story.ts'

const nothing = () => {}
const actions: DeskActions = {
  ...{ find: nothing, move: nothing, refuse: nothing, withdraw: nothing },
  ...{ look: nothing, noted: nothing, again: nothing, leave: nothing },
}
const staff = { id: 's1', username: 'petugas', name: 'Wahyu Pengawas', role: 'proctor' } as const

function Page({
  now = EARLY,
  camera = 'insecure',
  children,
}: {
  now?: number
  camera?: CameraStatus
  children: ReactNode
}) {
  const text = useText(proctorText)
  return (
    <MemoryAddress>
      <CameraContext value={camera}>
        <ClockContext value={{ exam: () => 0, wall: () => now }}>
          <div className="k-app">
            <Top title={text.app} demo staff={staff} onSignOut={nothing} />
            <main className="k-main p-main">{children}</main>
          </div>
        </ClockContext>
      </CameraContext>
    </MemoryAddress>
  )
}

interface Look {
  now?: number
  sitting?: Partial<DeskSitting>
  rows?: DeskRow[] | null
  lost?: boolean
  camera?: CameraStatus
}
const desk = (shown: Desk, { now, sitting, rows = deskRows(60), lost = false, camera }: Look = {}) => (
  <Page now={now} camera={camera}>
    <DeskScreen
      sitting={deskSitting(sitting)}
      rows={rows}
      desk={shown}
      lost={lost}
      actions={actions}
      onPrint={nothing}
    />
  </Page>
)
const at = (person: DeskPerson, change: Partial<Extract<Desk, { at: 'person' }>> = {}): Desk => ({
  ...{
    at: 'person',
    scanned: person.number,
    person,
    pin: null,
    again: null,
    busy: false,
    changed: false,
    trouble: null,
  },
  ...change,
})
const failed = (why: Refusal | 'unreachable', scanned = '24-61-000099'): Desk => ({
  ...{ at: 'waiting', looking: null, failed: { scanned, why } },
})
const refusal = {
  reason: 'clothes',
  text: 'Memakai kaos dan sandal; diminta berganti, tidak ada.',
  by: 'petugas-2',
} as const
const refused = (change: Partial<DeskPerson> = {}) =>
  deskPerson(1, { state: 'refused', next: null, refusal: { ...refusal, at: EARLY - 60_000 }, ...change })

function PartTitle() {
  return <h1>{useText(deskText).title}</h1>
}

const photo = (first: PhotoDraft, camera: CameraStatus) => (
  <Page camera={camera}>
    <PartTitle />
    <div className="d-step now">
      <PhotoStep
        sitting={deskSitting()}
        person={deskPerson(2)}
        again={false}
        busy={false}
        first={first}
        onMove={nothing}
        onBack={null}
      />
    </div>
  </Page>
)
const scanBox = (camera: CameraStatus) => (
  <Page camera={camera}>
    <PartTitle />
    <ScanBox box={{ current: null }} looking={false} resting={false} onScan={nothing} firstCamera />
  </Page>
)
const picture: PhotoDraft = { picture: PICTURE, without: false, same: null, reason: '' }

const states: [string, () => ReactNode][] = [
  ['empty', () => desk(WAITING)],
  [
    'nobody scheduled',
    () => desk(WAITING, { rows: [], sitting: { counts: { expected: 0, arrived: 0, admitted: 0, refused: 0 } } }),
  ],
  ['list on its way', () => desk(WAITING, { rows: null })],
  ['looking', () => desk({ at: 'waiting', looking: '24-61-000008', failed: null })],
  ['found, documents', () => desk(at(deskPerson(0)))],
  ['found by number, long name', () => desk(at(longPerson(0)))],
  ['belongings', () => desk(at(deskPerson(1)))],
  ['photo, camera live', () => desk(at(deskPerson(2)), { camera: 'live' })],
  ['photo, no camera over http', () => desk(at(deskPerson(2)))],
  ['PIN to be made', () => desk(at(deskPerson(3)))],
  ['PIN shown', () => desk(at(deskPerson(4), { pin: '401873' }))],
  ['PIN shown, next card scanned', () => desk(at(deskPerson(4), { pin: '401873', trouble: 'holding' }))],
  ['PIN anew', () => desk(at(deskPerson(5), { again: 'pin' }))],
  ['body check', () => desk(at(deskPerson(4)))],
  ['seat by plan', () => desk(at(deskPerson(5)))],
  ['seat by lottery', () => desk(at(deskPerson(5)), { sitting: { seating: 'lottery', lottery: LOTTERY } })],
  ['lottery, waiting', () => desk(WAITING, { sitting: { seating: 'lottery', lottery: LOTTERY } })],
  ['admitted', () => desk(at(deskPerson(6)))],
  ['saving', () => desk(at(deskPerson(1), { busy: true }))],
  ['another desk went on', () => desk(at(deskPerson(3), { changed: true }))],
  [
    'step refused',
    () =>
      desk(at(deskPerson(3), { trouble: { refused: 'pin-closed', detail: { closes: '24 Nov 2025 07.55.00 WIB' } } }), {
        now: AFTER,
      }),
  ],
  ['step unanswered', () => desk(at(deskPerson(1), { trouble: 'unreachable' }), { lost: true })],
  ['server lost', () => desk(WAITING, { lost: true })],
  ['server lost while looking', () => desk(failed('unreachable'), { lost: true })],
  ['unknown number', () => desk(failed({ refused: 'not-found', detail: { what: 'Peserta 24-61-000099' } }))],
  ['wrong card', () => desk(failed({ refused: 'card-not-ours' }, 'SELEKSI2:24-61-000008:1:AAAAAAAAAA'))],
  [
    'other sitting',
    () =>
      desk(
        failed({
          refused: 'other-sitting',
          detail: {
            number: '24-61-000099',
            sitting: 'SKD CPNS 2024 · Sesi 3',
            time: '24 Nov 2025 10.30 WIB',
            room: 'Lab B',
          },
        }),
      ),
  ],
  ['refused', () => desk(at(refused()))],
  ['refused, closed', () => desk(at(refused()), { now: AFTER })],
  ['last minutes', () => desk(WAITING, { now: SOON })],
  ['one millisecond left', () => desk(at(deskPerson(3)), { now: CLOSES - 1 })],
  ['closed', () => desk(WAITING, { now: CLOSES })],
  ['late', () => desk(at(deskPerson(0)), { now: AFTER })],
  ['closed, with PIN to the seat', () => desk(at(deskPerson(4)), { now: AFTER })],
  [
    'sitting closed',
    () =>
      desk(at(deskPerson(6)), {
        now: AFTER,
        sitting: { sitting: { ...deskSitting().sitting, state: 'closed' } },
      }),
  ],
  ['camera scanning', () => scanBox('live')],
  ['camera opening', () => scanBox('starting')],
  ['no camera', () => scanBox('none')],
  ['camera over http', () => scanBox('insecure')],
  ['camera denied', () => scanBox('denied')],
  ['camera busy', () => scanBox('busy')],
  ['photo taken', () => photo(picture, 'live')],
  ['photo, not the same', () => photo({ ...picture, same: false }, 'live')],
  ['photo, without', () => photo({ ...picture, picture: null, without: true, same: true }, 'none')],
  ['refuse', () => <RefuseDialog person={deskPerson(1)} late={false} onRefuse={nothing} onClose={nothing} />],
  ['record as late', () => <RefuseDialog person={deskPerson(0)} late onRefuse={nothing} onClose={nothing} />],
  ['late after documents', () => <RefuseDialog person={deskPerson(1)} late onRefuse={nothing} onClose={nothing} />],
  ['take refusal back', () => <WithdrawDialog onWithdraw={nothing} onClose={nothing} />],
]

export const stories: Story[] = states.map(([name, render]) => ({ name: `desk / ${name}`, render }))
