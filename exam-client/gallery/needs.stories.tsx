import type { ReactNode } from 'react'
import type { Figure, NeedsRow, NeedsView } from '../../server/protocol/needs.ts'
import { draftOf, type WorkloadDraft } from '../committee/duty-draft.ts'
import { NeedsFrame, type NeedsTab } from '../committee/screens/needs.tsx'
import { MinutesDialog, PairChoice, RemoveDialog } from '../committee/screens/needs-dialogs.tsx'
import { NeedsList } from '../committee/screens/needs-list.tsx'
import { NeedsPair } from '../committee/screens/needs-pair.tsx'
import { NeedsPicture } from '../committee/screens/needs-picture.tsx'
import { NeedsPositions, PositionEditor } from '../committee/screens/needs-positions.tsx'
import { NeedsUnits } from '../committee/screens/needs-units.tsx'
import type { Doing } from '../shared/load.ts'
import { CommitteePage } from './committee-frame.tsx'
import * as fixture from './needs-fixtures.ts'
import type { Story } from './story.ts'

const nothing = () => {}
const idle = { at: 'idle' } as const
const refused = (
  code: 'changed-meanwhile' | 'still-used' | 'grant-in-use' | 'code-taken',
  detail: Record<string, string> = {},
) => ({ at: 'refused', why: { refused: code, detail } }) as const

const part = (
  view: NeedsView,
  tab: NeedsTab,
  children: ReactNode,
  asking: Doing<{ made: number }> = idle,
): ReactNode => (
  <CommitteePage screen="needs">
    <NeedsFrame view={view} tab={tab} asking={asking} onLacks={nothing} onMinutes={nothing}>
      {children}
    </NeedsFrame>
  </CommitteePage>
)
const row = fixture.rows[0] as NeedsRow
const figure: Figure = {
  ...{ effectiveMinutes: 75_000, load: '259200', loads: ['240000', '7200', '12000'], need: 3, inPlace: 2, gap: -1 },
  efficiency: { ej: '1.7280', band: 'A' },
}
const pair = (
  draft: WorkloadDraft,
  more: { row?: NeedsRow; figure?: Figure | null; keeping?: Doing<unknown>; asking?: Doing<unknown> } = {},
): ReactNode => (
  <CommitteePage screen="needs">
    <NeedsPair
      row={more.row ?? row}
      year={2027}
      draft={draft}
      figure={more.figure === undefined ? figure : more.figure}
      keeping={more.keeping ?? idle}
      asking={more.asking ?? idle}
      onDraft={nothing}
      onKeep={nothing}
      onAsk={nothing}
    />
  </CommitteePage>
)
const whole = draftOf({ duties: fixture.duties, inPlace: 2 })
const unitsOf = (open: Parameters<typeof NeedsUnits>[0]['open'], doing: Doing<unknown> = idle) =>
  part(
    fixture.view,
    'units',
    <NeedsUnits
      units={[fixture.office, ...fixture.units]}
      open={open}
      doing={doing}
      onOpen={nothing}
      onKeep={nothing}
      onRemove={nothing}
    />,
  )

export const stories: Story[] = [
  { name: 'needs / map', render: () => part(fixture.view, 'map', <NeedsPicture rows={fixture.rows} year={2027} />) },
  {
    name: 'needs / map / nothing yet',
    render: () => part(fixture.empty, 'map', <NeedsPicture rows={[]} year={2027} />),
  },
  {
    name: 'needs / map / lacks asked for',
    render: () =>
      part({ ...fixture.view, next: [] }, 'map', <NeedsPicture rows={fixture.rows} year={2027} />, {
        at: 'done',
        reply: { made: 12 },
      }),
  },
  {
    name: 'needs / list',
    render: () =>
      part(
        { ...fixture.view, next: [{ step: 'propose', count: 12 }] },
        'list',
        <NeedsList rows={fixture.rows} year={2027} />,
      ),
  },
  {
    name: 'needs / list / nothing yet',
    render: () =>
      part({ ...fixture.empty, next: [{ step: 'workload', count: 0 }] }, 'list', <NeedsList rows={[]} year={2027} />),
  },
  { name: 'needs / row', render: () => pair(whole) },
  {
    name: 'needs / row / saved',
    render: () => pair(whole, { keeping: { at: 'done', reply: {} }, asking: { at: 'done', reply: {} } }),
  },
  {
    name: 'needs / row / wrong numbers',
    render: () =>
      pair(
        {
          duties: [...fixture.duties, { task: 'Rujukan', product: '', volume: 'dua', per: 'day', minutes: '' }],
          inPlace: '',
        },
        { figure: null },
      ),
  },
  {
    name: 'needs / row / somebody else was faster',
    render: () =>
      pair(whole, { keeping: refused('changed-meanwhile'), asking: refused('grant-in-use', { used: '2' }) }),
  },
  {
    name: 'needs / row / new',
    render: () =>
      pair(draftOf(null), {
        figure: null,
        row: { ...row, request: null, workload: null, need: 0, inPlace: 0, gap: 0, efficiency: null },
      }),
  },
  {
    name: 'needs / row / choose',
    render: () => (
      <CommitteePage screen="needs">
        <PairChoice units={fixture.units} positions={fixture.positions} year={2027} onChosen={nothing} />
      </CommitteePage>
    ),
  },
  { name: 'needs / units', render: () => unitsOf(null) },
  { name: 'needs / units / new', render: () => unitsOf({ unit: null }) },
  {
    name: 'needs / units / code taken',
    render: () => unitsOf({ unit: fixture.office }, refused('code-taken', { code: 'DINKES' })),
  },
  {
    name: 'needs / units / nothing yet',
    render: () =>
      part(
        fixture.empty,
        'units',
        <NeedsUnits units={[]} open={null} doing={idle} onOpen={nothing} onKeep={nothing} onRemove={nothing} />,
      ),
  },
  {
    name: 'needs / positions',
    render: () =>
      part(
        fixture.view,
        'positions',
        <NeedsPositions positions={fixture.positions} programmes={fixture.programmes} onRemove={nothing} />,
      ),
  },
  {
    name: 'needs / positions / one',
    render: () => (
      <CommitteePage screen="needs">
        <PositionEditor
          position={fixture.positions[0] ?? null}
          programmes={fixture.programmes}
          doing={idle}
          onKeep={nothing}
        />
      </CommitteePage>
    ),
  },
  {
    name: 'needs / remove / in use',
    render: () =>
      part(
        fixture.view,
        'units',
        <RemoveDialog
          name="Puskesmas Babeko"
          doing={refused('still-used', { what: 'Unit' })}
          onRemove={nothing}
          onClose={nothing}
        />,
      ),
  },
  {
    name: 'needs / minutes',
    render: () =>
      part(fixture.view, 'map', <MinutesDialog view={fixture.view} doing={idle} onKeep={nothing} onClose={nothing} />),
  },
]
