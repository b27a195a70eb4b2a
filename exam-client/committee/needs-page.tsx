import { useEffect, useState } from 'react'
import type { Programme } from '../../server/protocol/education.ts'
import type {
  Figure,
  FigureBody,
  NeedsRow,
  NeedsView,
  PositionBody,
  PositionRow,
  RequestBody,
  UnitBody,
  UnitRow,
  WorkloadBody,
  WorkloadDetail,
} from '../../server/protocol/needs.ts'
import { isRefusal } from '../../server/protocol/refusals.ts'
import { useAddress } from '../shared/address.tsx'
import { ask, Unreachable } from '../shared/ask.ts'
import { useText } from '../shared/language.tsx'
import { useDoing, useLoad } from '../shared/load.ts'
import { Shown } from '../shared/parts/kit-basics.tsx'
import { committeeText } from '../shared/text/committee.ts'
import { needsText } from '../shared/text/needs.ts'
import { draftOf, keptOf, type WorkloadDraft } from './duty-draft.ts'
import { useImport } from './import.ts'
import { Importer } from './screens/importer.tsx'
import { NEEDS_TABS, NeedsFrame, type NeedsTab } from './screens/needs.tsx'
import { MinutesDialog, PairChoice, RemoveDialog } from './screens/needs-dialogs.tsx'
import { NeedsList } from './screens/needs-list.tsx'
import { NeedsPair } from './screens/needs-pair.tsx'
import { NeedsPicture } from './screens/needs-picture.tsx'
import { NeedsPositions, PositionEditor } from './screens/needs-positions.tsx'
import { NeedsUnits } from './screens/needs-units.tsx'

const id = encodeURIComponent
const FIGURE_DELAY_MS = 300

/** The needs analysis of a year; the address names the year, the part, and the row or position that is open. */
export function NeedsPage() {
  const title = useText(committeeText).screens.needs
  const { address } = useAddress()
  const { year, unit, position, edit } = address
  const tab: NeedsTab = NEEDS_TABS.find((one) => one === address['tab']) ?? 'map'
  const { loaded, reload } = useLoad<NeedsView>(year ? `/api/needs?year=${id(year)}` : '/api/needs')
  return (
    <Shown title={title} of={loaded} retry={reload}>
      {(view) => {
        if (tab === 'list' && unit && position)
          return (
            <PairPage
              key={`${unit}${position}${view.year}`}
              view={view}
              unit={unit}
              position={position}
              reload={reload}
            />
          )
        if (tab === 'list' && address['new']) return <NewPairPage year={view.year} />
        if (tab === 'positions' && edit) return <PositionPage key={edit} id={edit} />
        return <PartPage view={view} tab={tab} reload={reload} />
      }}
    </Shown>
  )
}

function PartPage({ view, tab, reload }: { view: NeedsView; tab: NeedsTab; reload: () => void }) {
  const asking = useDoing<{ made: number }>()
  const minutes = useDoing<object>()
  const [open, setOpen] = useState(false)
  const propose = async () => {
    if (await asking.run('POST', `/api/needs/years/${view.year}/lacks`, {})) reload()
  }
  const keepMinutes = async (effectiveMinutes: number) => {
    const body = { version: view.version, effectiveMinutes }
    if (!(await minutes.run('PUT', `/api/needs/years/${view.year}`, body))) return
    setOpen(false)
    reload()
  }
  return (
    <NeedsFrame
      view={view}
      tab={tab}
      asking={asking.doing}
      onLacks={() => void propose()}
      onMinutes={() => setOpen(true)}
    >
      {tab === 'map' ? <NeedsPicture rows={view.rows} year={view.year} /> : null}
      {tab === 'list' ? <NeedsList rows={view.rows} year={view.year} /> : null}
      {tab === 'units' ? <UnitsPart reload={reload} /> : null}
      {tab === 'positions' ? <PositionsPart reload={reload} /> : null}
      {tab === 'import' ? <ImportPart year={view.year} reload={reload} /> : null}
      {open ? (
        <MinutesDialog
          view={view}
          doing={minutes.doing}
          onKeep={(value) => void keepMinutes(value)}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </NeedsFrame>
  )
}

function ImportPart({ year, reload }: { year: number; reload: () => void }) {
  const text = useText(needsText).import
  const job = useImport(`/api/imports/needs/${year}`, reload)
  return (
    <Importer
      title={text.title(String(year))}
      hint={text.hint}
      note={text.note}
      accept=".csv,.xlsx"
      template="/api/needs/template.xlsx"
      state={job.state}
      onCheck={job.check}
      onCommit={job.commit}
      onAgain={job.again}
    />
  )
}

function UnitsPart({ reload }: { reload: () => void }) {
  const units = useLoad<UnitRow[]>('/api/needs/units')
  const [open, setOpen] = useState<{ unit: UnitRow | null } | null>(null)
  const [removing, setRemoving] = useState<UnitRow | null>(null)
  const keeping = useDoing<object>()
  const again = () => {
    units.reload()
    reload()
  }
  const keep = async (unit: string | null, body: UnitBody) => {
    const path = unit === null ? '/api/needs/units' : `/api/needs/units/${id(unit)}`
    if (!(await keeping.run(unit === null ? 'POST' : 'PUT', path, body))) return
    setOpen(null)
    again()
  }
  return (
    <Shown of={units.loaded} retry={units.reload}>
      {(rows) => (
        <>
          <NeedsUnits
            units={rows}
            open={open}
            doing={keeping.doing}
            onOpen={(next) => {
              keeping.reset()
              setOpen(next)
            }}
            onKeep={(unit, body) => void keep(unit, body)}
            onRemove={setRemoving}
          />
          {removing ? (
            <Removing
              key={removing.id}
              path={`units/${id(removing.id)}`}
              name={removing.name}
              onGone={again}
              onClose={() => setRemoving(null)}
            />
          ) : null}
        </>
      )}
    </Shown>
  )
}

function PositionsPart({ reload }: { reload: () => void }) {
  const positions = useLoad<PositionRow[]>('/api/needs/positions')
  const programmes = useLoad<Programme[]>('/api/programmes')
  const [removing, setRemoving] = useState<PositionRow | null>(null)
  const again = () => {
    positions.reload()
    reload()
  }
  return (
    <Shown of={positions.loaded} retry={positions.reload}>
      {(rows) => (
        <>
          <NeedsPositions
            positions={rows}
            programmes={programmes.loaded.at === 'ready' ? programmes.loaded.value : []}
            onRemove={setRemoving}
          />
          {removing ? (
            <Removing
              key={removing.id}
              path={`positions/${id(removing.id)}`}
              name={removing.name}
              onGone={again}
              onClose={() => setRemoving(null)}
            />
          ) : null}
        </>
      )}
    </Shown>
  )
}

function Removing({
  path,
  name,
  onGone,
  onClose,
}: {
  path: string
  name: string
  onGone: () => void
  onClose: () => void
}) {
  const removing = useDoing<object>()
  const remove = async () => {
    if (!(await removing.run('DELETE', `/api/needs/${path}`))) return
    onClose()
    onGone()
  }
  return <RemoveDialog name={name} doing={removing.doing} onRemove={() => void remove()} onClose={onClose} />
}

function PositionPage({ id: wanted }: { id: string }) {
  const title = useText(needsText).positions.back
  const { go } = useAddress()
  const positions = useLoad<PositionRow[]>('/api/needs/positions')
  const programmes = useLoad<Programme[]>('/api/programmes')
  const keeping = useDoing<{ id: string }>()
  const keep = async (body: PositionBody) => {
    const path = wanted === 'new' ? '/api/needs/positions' : `/api/needs/positions/${id(wanted)}`
    if (await keeping.run(wanted === 'new' ? 'POST' : 'PUT', path, body)) go({ edit: null })
  }
  return (
    <Shown title={title} of={positions.loaded} retry={positions.reload}>
      {(rows) => (
        <Shown title={title} of={programmes.loaded} retry={programmes.reload}>
          {(all) => (
            <PositionEditor
              position={rows.find((row) => row.id === wanted) ?? null}
              programmes={all}
              doing={keeping.doing}
              onKeep={(body) => void keep(body)}
            />
          )}
        </Shown>
      )}
    </Shown>
  )
}

function NewPairPage({ year }: { year: number }) {
  const title = useText(needsText).pair.new
  const { go } = useAddress()
  const units = useLoad<UnitRow[]>('/api/needs/units')
  const positions = useLoad<PositionRow[]>('/api/needs/positions')
  return (
    <Shown title={title} of={units.loaded} retry={units.reload}>
      {(all) => (
        <Shown title={title} of={positions.loaded} retry={positions.reload}>
          {(rows) => (
            <PairChoice
              units={all}
              positions={rows}
              year={year}
              onChosen={(unit, position) => go({ unit, position, new: null })}
            />
          )}
        </Shown>
      )}
    </Shown>
  )
}

/** The row of a pair, also where nothing of it is kept yet. */
function PairPage({
  view,
  unit,
  position,
  reload,
}: {
  view: NeedsView
  unit: string
  position: string
  reload: () => void
}) {
  const title = useText(committeeText).screens.needs
  const there = view.rows.find((row) => row.unit.id === unit && row.position.id === position)
  const units = useLoad<UnitRow[]>(there ? null : '/api/needs/units')
  const positions = useLoad<PositionRow[]>(there ? null : '/api/needs/positions')
  const work = useLoad<WorkloadDetail>(there?.workload ? `/api/needs/workloads/${id(there.workload.id)}` : null)
  if (there && !there.workload) return <PairForm row={there} detail={null} year={view.year} reload={reload} />
  if (there)
    return (
      <Shown title={title} of={work.loaded} retry={work.reload}>
        {(detail) => (
          <PairForm
            row={there}
            detail={detail}
            year={view.year}
            reload={() => {
              work.reload()
              reload()
            }}
          />
        )}
      </Shown>
    )
  return (
    <Shown title={title} of={units.loaded} retry={units.reload}>
      {(all) => (
        <Shown title={title} of={positions.loaded} retry={positions.reload}>
          {(rows) => {
            const [at, of] = [all.find((row) => row.id === unit), rows.find((row) => row.id === position)]
            if (!at || !of) return <NewPairPage year={view.year} />
            return <PairForm row={emptyRow(at, of)} detail={null} year={view.year} reload={reload} />
          }}
        </Shown>
      )}
    </Shown>
  )
}

const emptyRow = (unit: UnitRow, position: PositionRow): NeedsRow => ({
  ...{ unit, position, workload: null, load: '0', need: 0, inPlace: 0, gap: 0, efficiency: null, request: null },
})

function PairForm({
  row,
  detail,
  year,
  reload,
}: {
  row: NeedsRow
  detail: WorkloadDetail | null
  year: number
  reload: () => void
}) {
  const [draft, setDraft] = useState<WorkloadDraft>(() => draftOf(detail))
  const figure = useFigure(year, draft)
  const keeping = useDoing<object>()
  const asking = useDoing<object>()
  const pair = { year, unit: row.unit.id, position: row.position.id }
  const keep = async (kept: Pick<WorkloadBody, 'duties' | 'inPlace'>) => {
    const body: WorkloadBody = { ...pair, ...kept, version: row.workload?.version ?? 0 }
    if (await keeping.run('PUT', '/api/needs/workloads', body)) reload()
  }
  const request = async (kept: Omit<RequestBody, 'version' | 'year' | 'unit' | 'position'>) => {
    const body: RequestBody = { ...pair, ...kept, version: row.request?.version ?? 0 }
    if (await asking.run('PUT', '/api/needs/requests', body)) reload()
  }
  return (
    <NeedsPair
      row={row}
      year={year}
      draft={draft}
      figure={figure}
      keeping={keeping.doing}
      asking={asking.doing}
      onDraft={(next) => {
        keeping.reset()
        setDraft(next)
      }}
      onKeep={(kept) => void keep(kept)}
      onAsk={(kept) => void request(kept)}
    />
  )
}

/** What the draft comes to, by the server's own arithmetic, a moment after the last letter. */
function useFigure(year: number, draft: WorkloadDraft): Figure | null {
  const [figure, setFigure] = useState<Figure | null>(null)
  useEffect(() => {
    const kept = keptOf(draft)
    if (!kept) return setFigure(null)
    let over = false
    const look = async () => {
      try {
        const reply = await ask<Figure>('POST', '/api/needs/figures', { year, ...kept } satisfies FigureBody)
        if (!over && !isRefusal(reply)) setFigure(reply)
      } catch (error) {
        // Without the server the last figures stay; saving says what is the matter.
        if (!(error instanceof Unreachable)) throw error
      }
    }
    const timer = setTimeout(() => void look(), FIGURE_DELAY_MS)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [year, draft])
  return figure
}
