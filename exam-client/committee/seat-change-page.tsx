import { useEffect, useState } from 'react'
import type { CandidateRow, Page, ProposalRow } from '../../server/protocol/http.ts'
import type { PlacementForm, SeatChange, SeatChangePreview, SeatChangeRow } from '../../server/protocol/placement.ts'
import type { SittingSummary } from '../../server/protocol/proctor.ts'
import { useText } from '../shared/language.tsx'
import { both, useDoing, useLoad } from '../shared/load.ts'
import { Shown } from '../shared/parts/kit-basics.tsx'
import { committeeText } from '../shared/text/committee.ts'
import { placementText } from '../shared/text/placement.ts'
import { useOpen, useProposals } from './proposals.tsx'
import { ProposeFrame } from './screens/propose-frame.tsx'
import { ChangeEffect } from './screens/seat-change-effect.tsx'
import { SeatChangesScreen } from './screens/seat-changes.tsx'

const id = encodeURIComponent
const SEARCH_LEAST = 3
const FOUND_MOST = 8

/** What is changed of the published schedule. */
export function SeatChangesPage() {
  const title = useText(committeeText).screens.sittings
  const proposals = useProposals()
  const waiting = useOpen('seat-change')
  const form = useLoad<PlacementForm>('/api/placements/form')
  const sittings = useLoad<SittingSummary[]>('/api/sittings')
  const history = useLoad<SeatChangeRow[]>('/api/seat-changes')
  const [search, setSearch] = useState('')
  const wanted = useLater(search.trim())
  const found = useLoad<Page<CandidateRow>>(wanted.length < SEARCH_LEAST ? null : `/api/candidates?query=${id(wanted)}`)
  const looking = useDoing<SeatChangePreview>()
  const proposing = useDoing<ProposalRow>()
  const [change, setChange] = useState<SeatChange | null>(null)
  const [proposed, setProposed] = useState(false)
  const look = async (next: SeatChange) => {
    proposing.reset()
    setProposed(false)
    setChange((await looking.run('POST', '/api/seat-changes/preview', next)) ? next : null)
  }
  const propose = async (reason: string) => {
    if (!(await proposing.run('POST', '/api/seat-changes/proposals', { change, reason }))) return
    proposals.reload()
    setChange(null)
    setProposed(true)
  }
  const retry = () => {
    form.reload()
    sittings.reload()
    history.reload()
  }
  return (
    <Shown title={title} of={both(both(form.loaded, sittings.loaded), history.loaded)} retry={retry}>
      {([[ready, all], changes]) => (
        <SeatChangesScreen
          form={ready}
          sittings={all
            .filter((one) => one.state === 'scheduled' || one.state === 'open')
            .sort((a, b) => a.startsAt - b.startsAt)}
          history={changes}
          waiting={waiting}
          proposed={proposed}
          search={search}
          onSearch={setSearch}
          found={
            wanted.length < SEARCH_LEAST
              ? null
              : found.loaded.at === 'ready'
                ? { at: 'ready', value: found.loaded.value.rows.slice(0, FOUND_MOST) }
                : found.loaded
          }
          looking={looking.doing}
          onLook={(next) => void look(next)}
        >
          {change && looking.doing.at === 'done' ? (
            <ChangeDialog
              preview={looking.doing.reply}
              doing={proposing.doing}
              onPropose={(reason) => void propose(reason)}
              onAgain={() => void look(change)}
              onClose={() => setChange(null)}
            />
          ) : null}
        </SeatChangesScreen>
      )}
    </Shown>
  )
}

export function ChangeDialog({
  preview,
  ...frame
}: { preview: SeatChangePreview } & Pick<
  Parameters<typeof ProposeFrame>[0],
  'doing' | 'onPropose' | 'onAgain' | 'onClose'
>) {
  const text = useText(placementText)
  return (
    <ProposeFrame
      title={text.change.propose}
      understand={text.change.understand}
      again={text.preview.again}
      ready={preview.moves.length > 0}
      {...frame}
    >
      {(asks) => asks(<ChangeEffect preview={preview} />)}
    </ProposeFrame>
  )
}

/** What was typed, a moment after the last key. */
function useLater(text: string): string {
  const [later, setLater] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setLater(text), 250)
    return () => clearTimeout(timer)
  }, [text])
  return later
}
