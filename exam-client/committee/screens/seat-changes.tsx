import { type ReactNode, useState } from 'react'
import type { CandidateRow } from '../../../server/protocol/http.ts'
import type { PlacementForm, SeatChange, SeatChangePreview, SeatChangeRow } from '../../../server/protocol/placement.ts'
import type { SittingSummary } from '../../../server/protocol/proctor.ts'
import { count, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing, Loaded } from '../../shared/load.ts'
import { DoingNotice, Empty, Notice } from '../../shared/parts/kit-basics.tsx'
import { Table } from '../../shared/parts/kit-table.tsx'
import { committeeText } from '../../shared/text/committee.ts'
import { placementText } from '../../shared/text/placement.ts'
import { ScheduleTabs } from './placements.tsx'
import { MoveForm, RoomForm, SessionForm } from './seat-change-forms.tsx'
import { Ways } from './settings-parts.tsx'
import { Head } from './shell.tsx'

const KINDS = ['move', 'session', 'room'] as const
type Kind = (typeof KINDS)[number]

/** What is changed of the schedule after it was approved: choose, see the effect, propose; and all changes so far. */
export function SeatChangesScreen({
  form,
  sittings,
  history,
  waiting,
  proposed,
  search,
  onSearch,
  found,
  looking,
  onLook,
  firstKind = 'move',
  children,
}: {
  form: PlacementForm
  /** Those that can still be changed. */
  sittings: SittingSummary[]
  history: SeatChangeRow[]
  /** Changes that wait for a second person. */
  waiting: number
  proposed: boolean
  /** What is typed to find a candidate, and who was found; null while too little is typed. */
  search: string
  onSearch: (text: string) => void
  found: Loaded<CandidateRow[]> | null
  looking: Doing<SeatChangePreview>
  onLook: (change: SeatChange) => void
  /** For the gallery. */
  firstKind?: Kind
  /** The dialog with the effect, while it is open. */
  children?: ReactNode
}) {
  const all = useText(placementText)
  const text = all.change
  const title = useText(committeeText).screens.sittings
  const { language } = useLanguage()
  const [kind, setKind] = useState<Kind>(firstKind)
  // A whole sitting may get another time also when it is open already and could not begin.
  const planned = new Set(form.venues.filter((one) => one.rooms.length > 0).map((one) => one.name))
  // Without a plan nobody knows which stations are free.
  const targets = sittings.filter((one) => one.state === 'scheduled' && planned.has(one.venue))
  return (
    <>
      <Head title={title} next={text.note} />
      <ScheduleTabs current="changes" />
      {proposed ? (
        <Notice tone="ok" live>
          {text.proposed}
        </Notice>
      ) : null}
      {waiting > 0 ? (
        <Notice tone="amber">
          {all.changeWaiting(count(waiting, language))} <a href="?screen=approvals">{all.toApprovals}</a>
        </Notice>
      ) : null}
      <section className="k-panel k-stack" aria-label={text.title}>
        <h2>{text.title}</h2>
        {sittings.length === 0 ? (
          <Empty title={text.noSittings} />
        ) : (
          <>
            <Ways name="kind" label={text.kind} value={kind} ways={text.kinds} order={KINDS} onChange={setKind} />
            {kind === 'move' ? (
              <MoveForm {...{ sittings: targets, form, search, onSearch, found, looking, onLook }} />
            ) : kind === 'session' ? (
              <SessionForm {...{ sittings, looking, onLook }} />
            ) : (
              <RoomForm {...{ sittings: targets, form, looking, onLook }} />
            )}
            {looking.at === 'done' ? null : <DoingNotice doing={looking} />}
          </>
        )}
      </section>
      <History of={history} />
      {children}
    </>
  )
}

function History({ of }: { of: SeatChangeRow[] }) {
  const text = useText(placementText).change
  const { language } = useLanguage()
  return (
    <section className="k-stack-small" aria-label={text.history}>
      <h2>{text.history}</h2>
      <Table
        name="h"
        caption={text.history}
        rows={of}
        rowKey={(row) => row.id}
        firstSort="-at"
        empty={<Empty title={text.empty} />}
        exportName="perubahan-jadwal"
        columns={[
          {
            id: 'at',
            head: text.at,
            kind: 'tight',
            cell: (row) => <span className="k-num">{momentWib(row.at, language)}</span>,
            value: (row) => row.at,
          },
          {
            id: 'what',
            head: text.what,
            kind: 'wide',
            cell: (row) => row.title[language],
            value: (row) => row.title[language],
          },
          {
            id: 'people',
            head: text.people,
            kind: 'num',
            cell: (row) => count(row.people, language),
            value: (row) => row.people,
          },
          { id: 'reason', head: text.reason, cell: (row) => row.reason, value: (row) => row.reason },
          {
            id: 'by',
            head: text.by,
            cell: (row) => (row.approvedBy === '' ? text.alone(row.by) : text.two(row.by, row.approvedBy)),
            value: (row) => row.by,
          },
        ]}
      />
    </section>
  )
}
