import type { ReactNode } from 'react'
import '../shared/kit.css'
import '../board/board.css'
import {
  Identify,
  ObjectionLink,
  ObjectionScreen,
  ObjectionsOpenNotice,
  OwnObjectionsScreen,
} from '../board/screens/objection.tsx'
import { CaseScreen } from '../committee/screens/objection-case.tsx'
import { Decided, DecisionForm } from '../committee/screens/objection-decision.tsx'
import { ObjectionEntry } from '../committee/screens/objection-entry.tsx'
import { WindowDialog, WindowsTable } from '../committee/screens/objection-windows.tsx'
import { isUndecided, ObjectionsScreen, ObjectionsTable } from '../committee/screens/objections.tsx'
import { type Address, MemoryAddress } from '../shared/address.tsx'
import { useText } from '../shared/language.tsx'
import { Top } from '../shared/parts/kit-top.tsx'
import { boardText } from '../shared/text/board.ts'
import { CommitteePage } from './committee-frame.tsx'
import * as fixture from './objection-fixtures.ts'
import type { Story } from './story.ts'

const nothing = () => {}
const idle = { at: 'idle' } as const

const list = (rows = fixture.objections, more: ReactNode = null, address?: Address) => (
  <CommitteePage screen="objections" address={address}>
    <ObjectionsScreen tab="list" undecided={rows.filter(isUndecided).length}>
      <ObjectionsTable objections={rows} />
      {more}
    </ObjectionsScreen>
  </CommitteePage>
)
const entry = (open: { id: string; title: string }[], doing: Parameters<typeof ObjectionEntry>[0]['doing'] = idle) =>
  list(fixture.objections, <ObjectionEntry open={open} doing={doing} onSave={nothing} onClose={nothing} />)
const windows = (rows = fixture.windows, more: ReactNode = null) => (
  <CommitteePage screen="objections" address={{ tab: 'windows' }}>
    <ObjectionsScreen tab="windows" undecided={null}>
      <WindowsTable windows={rows} onSet={nothing} />
      {more}
    </ObjectionsScreen>
  </CommitteePage>
)
const file = (change: Partial<typeof fixture.file>, decision: ReactNode) => (
  <CommitteePage screen="objections" address={{ case: 'o1' }}>
    <CaseScreen file={{ ...fixture.file, ...change }} decision={decision} />
  </CommitteePage>
)
const form = (change: Partial<Parameters<typeof DecisionForm>[0]> = {}) => (
  <DecisionForm
    templates={fixture.templates}
    keyChanges={[]}
    preview={idle}
    proposing={idle}
    onPreview={nothing}
    onChange={nothing}
    onPropose={nothing}
    {...change}
  />
)

function Public({ publication = null, children }: { publication?: string | null; children: ReactNode }) {
  const text = useText(boardText)
  return (
    <MemoryAddress>
      <div className="k-app">
        <Top title={text.app} demo />
        <main className="k-main">
          <ObjectionScreen publication={publication}>{children}</ObjectionScreen>
        </main>
      </div>
    </MemoryAddress>
  )
}
const own = (change: Partial<Parameters<typeof OwnObjectionsScreen>[0]>) => (
  <Public publication="p1">
    <OwnObjectionsScreen
      own={fixture.own}
      first="p1"
      receipt={null}
      doing={idle}
      onSend={nothing}
      onLeave={nothing}
      {...change}
    />
  </Public>
)

export const stories: Story[] = [
  { name: 'objections / list', render: () => list() },
  { name: 'objections / undecided', render: () => list(fixture.objections, null, { 'g.show': 'undecided' }) },
  { name: 'objections / all decided', render: () => list(fixture.objections.filter((one) => !isUndecided(one))) },
  { name: 'objections / empty', render: () => list([]) },
  { name: 'objections / entry', render: () => entry(fixture.openNow) },
  { name: 'objections / entry none open', render: () => entry([]) },
  {
    name: 'objections / entry refused',
    render: () =>
      entry(fixture.openNow, {
        at: 'refused',
        why: { refused: 'objected-already', detail: { receipt: 'SG-000003-7C1E' } },
      }),
  },
  { name: 'objections / windows', render: () => windows() },
  { name: 'objections / windows empty', render: () => windows([]) },
  {
    name: 'objections / window',
    render: () =>
      windows(fixture.windows, <WindowDialog row={fixture.unset} doing={idle} onSave={nothing} onClose={nothing} />),
  },
  {
    name: 'objections / window refused',
    render: () =>
      windows(
        fixture.windows,
        <WindowDialog
          row={fixture.unset}
          doing={{ at: 'refused', why: { refused: 'window-fixed', detail: { count: '1' } } }}
          onSave={nothing}
          onClose={nothing}
        />,
      ),
  },
  { name: 'objections / case', render: () => file({}, form()) },
  {
    name: 'objections / case previewed',
    render: () => file({}, form({ keyChanges: fixture.keyChanges, preview: { at: 'done', reply: fixture.preview } })),
  },
  {
    name: 'objections / case refused',
    render: () =>
      file(
        {},
        form({
          preview: {
            at: 'refused',
            why: { refused: 'remedy-wrong', detail: { what: 'status peserta sudah tanpa status' } },
          },
        }),
      ),
  },
  { name: 'objections / case waiting', render: () => file(fixture.waiting, <Decided file={fixture.fileWaiting} />) },
  { name: 'objections / case decided', render: () => file(fixture.decided, <Decided file={fixture.fileDecided} />) },
  {
    name: 'objections / case without attempt',
    render: () => file({ attempt: null, audit: [], standings: [], row: null, neighbours: [] }, form()),
  },
  {
    name: 'objections / public identify',
    render: () => (
      <Public>
        <Identify doing={idle} onGo={nothing} />
      </Public>
    ),
  },
  {
    name: 'objections / public wrong',
    render: () => (
      <Public>
        <Identify doing={{ at: 'refused', why: { refused: 'who-are-you' } }} onGo={nothing} />
      </Public>
    ),
  },
  {
    name: 'objections / public too many',
    render: () => (
      <Public>
        <Identify
          doing={{ at: 'refused', why: { refused: 'too-many-tries', detail: { seconds: '3600' } } }}
          onGo={nothing}
        />
      </Public>
    ),
  },
  { name: 'objections / public form', render: () => own({}) },
  {
    name: 'objections / public sent',
    render: () => own({ own: fixture.ownSent, receipt: fixture.ownSent.objections[0]?.receipt ?? null }),
  },
  { name: 'objections / public granted', render: () => own({ own: fixture.ownGranted }) },
  { name: 'objections / public rejected', render: () => own({ own: fixture.ownRejected }) },
  { name: 'objections / public nothing', render: () => own({ own: { ...fixture.own, open: [] } }) },
  {
    name: 'objections / public notices',
    render: () => (
      <Public>
        <ObjectionLink publication="p1" until="2024-09-22" />
        <ObjectionsOpenNotice open={2} />
        <ObjectionsOpenNotice open={0} />
      </Public>
    ),
  },
]
