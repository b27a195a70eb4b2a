import { useState } from 'react'
import type { Page, ProposalRow, Unseated } from '../../server/protocol/http.ts'
import type {
  PlacedRow,
  PlacementForm,
  PlacementPreview,
  PlacementRequest,
  PlacementSummary,
  PlacementVenue,
  VenueFacts,
} from '../../server/protocol/placement.ts'
import type { SittingSummary } from '../../server/protocol/proctor.ts'
import { useAddress } from '../shared/address.tsx'
import { useText } from '../shared/language.tsx'
import { both, useDoing, useLoad } from '../shared/load.ts'
import { Empty, Shown } from '../shared/parts/kit-basics.tsx'
import { committeeText } from '../shared/text/committee.ts'
import { placementText } from '../shared/text/placement.ts'
import { draftFor, type PlacementDraft, requestOf } from './placement-draft.ts'
import { useOpen, useProposals } from './proposals.tsx'
import { PlacedScreen } from './screens/placed.tsx'
import { FactsDialog, type Home } from './screens/placement-facts.tsx'
import { PlacementPlan } from './screens/placement-plan.tsx'
import { PreviewPanel } from './screens/placement-preview.tsx'
import { PlacementScreen } from './screens/placements.tsx'
import { ProposeFrame } from './screens/propose-frame.tsx'

const id = encodeURIComponent

/** The placement: the plan and its preview, or the people of one that was approved (`placement` in the address). */
export function PlacementPage() {
  const title = useText(committeeText).screens.sittings
  const { address } = useAddress()
  const form = useLoad<PlacementForm>('/api/placements/form')
  const unseated = useLoad<Unseated>('/api/unseated')
  const published = useLoad<PlacementSummary[]>('/api/placements')
  const retry = () => {
    form.reload()
    unseated.reload()
    published.reload()
  }
  return (
    <Shown title={title} of={both(both(form.loaded, unseated.loaded), published.loaded)} retry={retry}>
      {([[ready, waiting], made]) =>
        address['placement'] ? (
          <PlacedPage key={address['placement']} placement={made.find((one) => one.id === address['placement'])} />
        ) : (
          <PlanPage form={ready} unseated={waiting.total} published={made} reload={form.reload} />
        )
      }
    </Shown>
  )
}

function PlanPage({
  form,
  unseated,
  published,
  reload,
}: {
  form: PlacementForm
  unseated: number
  published: PlacementSummary[]
  reload: () => void
}) {
  const text = useText(placementText)
  const proposals = useProposals()
  const waiting = useOpen('placement') > 0
  const look = useDoing<PlacementPreview>()
  const proposing = useDoing<ProposalRow>()
  const [draft, setDraft] = useState<PlacementDraft | null>(() => draftFor(form, null))
  const [seen, setSeen] = useState<{ request: PlacementRequest; preview: PlacementPreview } | null>(null)
  const [editing, setEditing] = useState<PlacementVenue | null>(null)
  const [asking, setAsking] = useState(false)
  const [proposed, setProposed] = useState(false)
  const show = async () => {
    if (!draft) return
    const request = requestOf(draft)
    setProposed(false)
    const preview = await look.run('POST', '/api/placements/preview', request)
    setSeen(preview ? { request, preview } : null)
  }
  const propose = async (reason: string) => {
    if (!seen) return
    const { request, preview } = seen
    const done = await proposing.run('POST', '/api/placements/proposals', { request, digest: preview.digest, reason })
    if (!done) return
    proposals.reload()
    setAsking(false)
    setSeen(null)
    setProposed(true)
  }
  const stale = draft !== null && seen !== null && JSON.stringify(requestOf(draft)) !== JSON.stringify(seen.request)
  return (
    <PlacementScreen form={form} unseated={unseated} published={published} waiting={waiting} proposed={proposed}>
      {draft ? (
        <PlacementPlan
          form={form}
          draft={draft}
          doing={look.doing}
          onChange={setDraft}
          onFacts={setEditing}
          onPreview={() => void show()}
        />
      ) : null}
      {seen ? (
        <PreviewPanel
          preview={seen.preview}
          stale={stale}
          waiting={waiting}
          onPropose={() => {
            proposing.reset()
            setAsking(true)
          }}
        />
      ) : null}
      {editing && draft ? (
        <VenueFactsDialog
          key={editing.id}
          venue={editing}
          form={form}
          draft={draft}
          onClose={(changed) => {
            setEditing(null)
            if (!changed) return
            // What was seen was made with the old facts.
            setSeen(null)
            reload()
          }}
        />
      ) : null}
      {asking && seen ? (
        <ProposeFrame
          title={text.preview.proposeTitle}
          understand={text.preview.understand}
          again={text.preview.again}
          ready
          doing={proposing.doing}
          onPropose={(reason) => void propose(reason)}
          onAgain={() => {
            setAsking(false)
            void show()
          }}
          onClose={() => setAsking(false)}
        >
          {(asks) => asks(<ProposalWords preview={seen.preview} />)}
        </ProposeFrame>
      ) : null}
    </PlacementScreen>
  )
}

function ProposalWords({ preview }: { preview: PlacementPreview }) {
  const text = useText(placementText)
  const { unplaced } = preview
  return (
    <ul className="k-list k-num">
      <li>
        {text.preview.placed}: {text.preview.ofTotal(String(preview.placed), String(preview.people))}
      </li>
      <li>{unplaced.total === 0 ? text.preview.all : text.preview.some(String(unplaced.total)).replace(/:$/, '.')}</li>
    </ul>
  )
}

function VenueFactsDialog({
  venue,
  form,
  draft,
  onClose,
}: {
  venue: PlacementVenue
  form: PlacementForm
  draft: PlacementDraft
  onClose: (changed: boolean) => void
}) {
  const period = draft.period === '' ? '' : `&period=${id(draft.period)}`
  const homes = useLoad<Home[]>(`/api/placements/homes?test=${id(draft.test)}${period}`)
  const save = useDoing<VenueFacts>()
  const send = async (facts: VenueFacts) => {
    if (await save.run('PUT', `/api/venues/${id(venue.id)}/facts`, facts)) onClose(true)
  }
  return (
    <FactsDialog
      venue={venue}
      accommodations={form.accommodations}
      homes={homes.loaded}
      doing={save.doing}
      onSave={(facts) => void send(facts)}
      onClose={() => onClose(false)}
    />
  )
}

function PlacedPage({ placement }: { placement: PlacementSummary | undefined }) {
  const text = useText(placementText).published
  const { address } = useAddress()
  const query = new URLSearchParams({ query: address['p.q'] ?? '', page: address['p.page'] ?? '1' })
  const page = useLoad<Page<PlacedRow>>(placement ? `/api/placements/${id(placement.id)}/people?${query}` : null)
  const sittings = useLoad<SittingSummary[]>('/api/sittings')
  if (!placement)
    return (
      <Empty page title={text.missing}>
        <a href="?screen=sittings&tab=placement">{text.back}</a>
      </Empty>
    )
  const all = sittings.loaded.at === 'ready' ? sittings.loaded.value : []
  const venues = [...new Set(all.filter((one) => one.state !== 'closed').map((one) => one.venue))].filter(Boolean)
  return <PlacedScreen placement={placement} venues={venues.sort()} page={page.loaded} retry={page.reload} />
}
