import { useState } from 'react'
import type { PublicationStage, PublicationSummary } from '../../server/protocol/board.ts'
import type { ProposalRow } from '../../server/protocol/http.ts'
import type { StagePreview, StageRow, TieOrder, Withdrawal } from '../../server/protocol/results.ts'
import { useAddress } from '../shared/address.tsx'
import { useText } from '../shared/language.tsx'
import { useDoing, useLoad } from '../shared/load.ts'
import { Notice, Shown } from '../shared/parts/kit-basics.tsx'
import { approvalsText } from '../shared/text/approvals.ts'
import { committeeText } from '../shared/text/committee.ts'
import { stagesText } from '../shared/text/stages.ts'
import { MediaPage } from './media-page.tsx'
import { useProposals } from './proposals.tsx'
import { ProposeDialog } from './screens/propose-dialog.tsx'
import { PublicationsTable } from './screens/publications.tsx'
import { StageScreen } from './screens/stage.tsx'
import { StagesScreen } from './screens/stages.tsx'
import { type Tie, TieForm } from './screens/tie-form.tsx'
import { WithdrawDialog } from './screens/withdraw-dialog.tsx'
import { previewPath, proposalOf } from './stage-paths.ts'

const id = encodeURIComponent
const OF_MANY = ['skb-participants', 'integration', 'final'] as const satisfies PublicationStage[]

/** The media of the vacancies, or which stage the address names: one over all vacancies, or one vacancy's SKD; else all of them. */
export function PublicationsPage() {
  const { stage, vacancy, part } = useAddress().address
  if (part === 'media') return <MediaPage />
  if (stage === 'skd' && vacancy) return <StagePage key={vacancy} stage="skd" scope={vacancy} />
  const wide = OF_MANY.find((one) => one === stage)
  return wide ? <StagePage key={wide} stage={wide} scope="*" /> : <AllStagesPage />
}

function AllStagesPage() {
  const title = useText(committeeText).screens.publications
  const text = useText(stagesText)
  const approvals = useText(approvalsText)
  const proposals = useProposals()
  const stages = useLoad<StageRow[]>('/api/stages')
  const publications = useLoad<PublicationSummary[]>('/api/publications')
  const withdraw = useDoing<ProposalRow>()
  const [asking, setAsking] = useState<PublicationSummary | null>(null)
  const [proposed, setProposed] = useState(false)
  const ask = (publication: PublicationSummary | null) => {
    withdraw.reset()
    if (publication) setProposed(false)
    setAsking(publication)
  }
  const send = async (publication: PublicationSummary, reason: string) => {
    const body: Withdrawal = { reason }
    if (!(await withdraw.run('POST', `/api/publications/${id(publication.id)}/withdrawal`, body))) return
    setAsking(null)
    setProposed(true)
    proposals.reload()
  }
  return (
    <Shown title={title} of={stages.loaded} retry={stages.reload}>
      {(rows) => (
        <>
          <StagesScreen
            stages={rows}
            publications={
              <>
                {proposed ? (
                  <Notice tone="ok" live>
                    {text.withdrawProposed} <a href="?screen=approvals">{approvals.toApprovals}</a>
                  </Notice>
                ) : null}
                <Shown of={publications.loaded} retry={publications.reload}>
                  {(all) => <PublicationsTable publications={all} onWithdraw={ask} />}
                </Shown>
              </>
            }
          />
          {asking ? (
            <WithdrawDialog
              key={asking.id}
              publication={asking}
              doing={withdraw.doing}
              onWithdraw={(reason) => void send(asking, reason)}
              onClose={() => ask(null)}
            />
          ) : null}
        </>
      )}
    </Shown>
  )
}

function StagePage({ stage, scope }: { stage: PublicationStage; scope: string }) {
  const title = useText(stagesText).names[stage]
  const proposals = useProposals()
  const { loaded, reload } = useLoad<StagePreview>(previewPath(stage, scope))
  const propose = useDoing<ProposalRow>()
  const [asking, setAsking] = useState(false)
  const [proposed, setProposed] = useState(false)
  const ask = (open: boolean) => {
    propose.reset()
    if (open) setProposed(false)
    setAsking(open)
  }
  const send = async (preview: StagePreview, reason: string) => {
    if (!(await propose.run('POST', `/api/stages/${stage}/proposals`, proposalOf([preview], reason)))) return
    setAsking(false)
    setProposed(true)
    proposals.reload()
  }
  return (
    <Shown title={title} of={loaded} retry={reload}>
      {(preview) => (
        <>
          <StageScreen
            preview={preview}
            proposed={proposed}
            ties={preview.undecided.map((tie) => (
              <TiePart key={keyOf(tie)} stage={stage} tie={tie} onProposed={proposals.reload} />
            ))}
            onPropose={() => ask(true)}
          />
          {asking ? (
            <ProposeDialog
              preview={loaded}
              doing={propose.doing}
              onPropose={(shown, reason) => void send(shown, reason)}
              onNewPreview={() => {
                propose.reset()
                reload()
              }}
              onClose={() => ask(false)}
            />
          ) : null}
        </>
      )}
    </Shown>
  )
}

/** One group of equals with its own request, so that several can be decided one after another. */
function TiePart({ stage, tie, onProposed }: { stage: PublicationStage; tie: Tie; onProposed: () => void }) {
  const { doing, run } = useDoing<ProposalRow>()
  const send = async (order: string[], reason: string) => {
    // Participants of the SKB are never ranked, so they have no equals.
    if (stage === 'skb-participants') return
    const body: TieOrder = { stage, vacancy: tie.vacancy.id, order, reason }
    if (await run('POST', '/api/ties', body)) onProposed()
  }
  return <TieForm tie={tie} doing={doing} onPropose={(order, reason) => void send(order, reason)} />
}

const keyOf = (tie: Tie): string => `${tie.vacancy.id} ${tie.candidates.map((one) => one.candidate).join(' ')}`
