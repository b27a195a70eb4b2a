import { useState } from 'react'
import type { ProposalRow } from '../../server/protocol/http.ts'
import { useText } from '../shared/language.tsx'
import { useDoing } from '../shared/load.ts'
import { Shown } from '../shared/parts/kit-basics.tsx'
import { committeeText } from '../shared/text/committee.ts'
import { useProposals } from './proposals.tsx'
import { ApprovalsScreen, type ApprovalTask } from './screens/approvals.tsx'

/** The second person's screen: what waits, and what was decided. */
export function ApprovalsPage({ username }: { username: string }) {
  const title = useText(committeeText).screens.approvals
  const { loaded, reload } = useProposals()
  const decide = useDoing<ProposalRow>()
  const [task, setTask] = useState<ApprovalTask | null>(null)
  const [decided, setDecided] = useState<ProposalRow | null>(null)
  const start = (next: ApprovalTask | null) => {
    decide.reset()
    if (next) setDecided(null)
    setTask(next)
  }
  const send = async (path: string, body: unknown) => {
    const row = await decide.run('POST', path, body)
    // Also after a refusal: somebody else may have decided it meanwhile.
    reload()
    if (!row) return
    setTask(null)
    setDecided(row)
  }
  return (
    <Shown title={title} of={loaded} retry={reload}>
      {(proposals) => (
        <ApprovalsScreen
          proposals={proposals}
          username={username}
          task={task}
          doing={decide.doing}
          decided={decided}
          onTask={start}
          onApprove={(id) => void send(`/api/proposals/${encodeURIComponent(id)}/approval`, {})}
          onDecline={(id, note) => void send(`/api/proposals/${encodeURIComponent(id)}/refusal`, { note })}
          onReload={() => {
            start(null)
            reload()
          }}
        />
      )}
    </Shown>
  )
}
