import type { ReactNode } from 'react'
import type { PlacementPreview, SeatChangePreview, VenueFacts } from '../../server/protocol/placement.ts'
import { draftFor, type PlacementDraft } from '../committee/placement-draft.ts'
import { PlacedScreen } from '../committee/screens/placed.tsx'
import { FactsDialog } from '../committee/screens/placement-facts.tsx'
import { PlacementPlan } from '../committee/screens/placement-plan.tsx'
import { PreviewPanel } from '../committee/screens/placement-preview.tsx'
import { PlacementScreen } from '../committee/screens/placements.tsx'
import { SeatChangesScreen } from '../committee/screens/seat-changes.tsx'
import { SittingsScreen } from '../committee/screens/sittings.tsx'
import { ChangeDialog } from '../committee/seat-change-page.tsx'
import type { Doing, Loaded } from '../shared/load.ts'
import { CommitteePage } from './committee-frame.tsx'
import * as fixture from './placement-fixtures.ts'
import type { Story } from './story.ts'

const nothing = () => {}
const idle = { at: 'idle' } as const
const draft = draftFor(fixture.form, null) as PlacementDraft
const page = (children: ReactNode): ReactNode => <CommitteePage screen="sittings">{children}</CommitteePage>

const plan = (change: Partial<PlacementDraft> = {}, doing: Doing<PlacementPreview> = idle, more: ReactNode = null) =>
  page(
    <PlacementScreen form={fixture.form} unseated={731} published={[]} waiting={false} proposed={false}>
      <PlacementPlan
        form={fixture.form}
        draft={{ ...draft, ...change }}
        doing={doing}
        onChange={nothing}
        onFacts={nothing}
        onPreview={nothing}
      />
      {more}
    </PlacementScreen>,
  )
const seen = (preview: PlacementPreview, more: { stale?: boolean; waiting?: boolean } = {}) =>
  page(
    <PreviewPanel preview={preview} stale={more.stale ?? false} waiting={more.waiting ?? false} onPropose={nothing} />,
  )
const around = (more: Partial<Parameters<typeof PlacementScreen>[0]> = {}) =>
  page(
    <PlacementScreen form={fixture.form} unseated={0} published={[]} waiting={false} proposed={false} {...more}>
      {null}
    </PlacementScreen>,
  )
const facts = (
  doing: Doing<VenueFacts> = idle,
  homes: Loaded<typeof fixture.homes> = { at: 'ready', value: fixture.homes },
) =>
  page(
    <FactsDialog
      venue={fixture.form.venues[1] as (typeof fixture.form.venues)[number]}
      accommodations={fixture.form.accommodations}
      homes={homes}
      doing={doing}
      onSave={nothing}
      onClose={nothing}
    />,
  )
const placed = (value: Parameters<typeof PlacedScreen>[0]['page']) =>
  page(
    <PlacedScreen
      placement={fixture.summary()}
      venues={['SMKN 1 Muara Bungo', 'UPT BKN Jambi']}
      page={value}
      retry={nothing}
    />,
  )
const changes = (more: Partial<Parameters<typeof SeatChangesScreen>[0]> = {}) =>
  page(
    <SeatChangesScreen
      form={fixture.form}
      sittings={fixture.scheduled}
      history={fixture.history}
      waiting={0}
      proposed={false}
      search=""
      onSearch={nothing}
      found={null}
      looking={idle}
      onLook={nothing}
      {...more}
    />,
  )
const effect = (doing: Parameters<typeof ChangeDialog>[0]['doing'] = idle) =>
  changes({
    children: (
      <ChangeDialog
        preview={fixture.changePreview}
        doing={doing}
        onPropose={nothing}
        onAgain={nothing}
        onClose={nothing}
      />
    ),
  })
const refusedLook: Doing<SeatChangePreview> = {
  at: 'refused',
  why: {
    refused: 'no-place-to-move',
    detail: {
      problems: 'Tidak ada meja kosong dengan waktu yang cukup untuk 24-61-000004, 24-61-000009.',
      'problems:en': 'No free station with enough time for 24-61-000004, 24-61-000009.',
    },
  },
}

const states: [string, () => ReactNode][] = [
  ['plan', () => plan()],
  ['plan / computing', () => plan({}, { at: 'sending', tries: 1 })],
  ['plan / nothing chosen', () => plan({ venues: [], off: [], until: '2026-11-20' })],
  [
    'plan / refused',
    () =>
      plan(
        {},
        {
          at: 'refused',
          why: {
            refused: 'day-plan-wrong',
            detail: {
              problems: 'Hari biasa, sesi 1: ruang baru kosong pukul 10:40, tetapi sesi 2 mulai 10:30.',
              'problems:en': 'Other days, session 1: the room is free only at 10:40, but session 2 begins at 10:30.',
            },
          },
        },
      ),
  ],
  ['plan / server unreachable', () => plan({}, { at: 'unreachable' })],
  ['preview / everybody placed', () => seen(fixture.preview())],
  ['preview / some left', () => seen(fixture.withUnplaced)],
  ['preview / plan changed since', () => seen(fixture.preview(), { stale: true })],
  ['preview / nobody placed', () => seen(fixture.preview({ placed: 0, load: [], examples: [] }))],
  ['facts of a venue', () => facts()],
  ['facts of a venue / loading', () => facts(idle, { at: 'loading' })],
  [
    'facts of a venue / refused',
    () => facts({ at: 'refused', why: { refused: 'venue-hours', detail: { opens: '18:00', closes: '06:00' } } }),
  ],
  ['no venue yet', () => around({ unseated: 12, form: { ...fixture.form, venues: [] } })],
  ['no test yet', () => around({ unseated: 12, form: { ...fixture.form, tests: [] } })],
  ['waits for a second person', () => around({ unseated: 731, waiting: true })],
  ['proposed', () => around({ unseated: 731, waiting: true, proposed: true })],
  ['approved', () => around({ published: [fixture.summary({ toTell: 214 }), fixture.summary({ id: 'pl2' })] })],
  ['seats', () => placed({ at: 'ready', value: { rows: fixture.placed, total: 731, page: 1, pageSize: 50 } })],
  ['seats / none fits', () => placed({ at: 'ready', value: { rows: [], total: 0, page: 1, pageSize: 50 } })],
  ['seats / loading', () => placed({ at: 'loading' })],
  ['changes', () => changes()],
  ['changes / candidate found', () => changes({ search: 'sar', found: { at: 'ready', value: fixture.found } })],
  ['changes / nobody found', () => changes({ search: 'zzz', found: { at: 'ready', value: [] } })],
  ['changes / another time', () => changes({ firstKind: 'session', waiting: 2 })],
  ['changes / room', () => changes({ firstKind: 'room', looking: refusedLook })],
  ['changes / nothing to change', () => changes({ sittings: [], history: [] })],
  ['changes / proposed', () => changes({ proposed: true, waiting: 1 })],
  ['changes / effect', () => effect()],
  ['changes / effect / changed since', () => effect({ at: 'refused', why: { refused: 'placement-changed' } })],
  [
    'sittings with prints',
    () => page(<SittingsScreen sittings={fixture.scheduled} unseated={{ sessions: [], total: 0 }} tests={1} />),
  ],
]

export const stories: Story[] = states.map(([name, render]) => ({ name: `committee / placement / ${name}`, render }))
