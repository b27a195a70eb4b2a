import type { ReactNode } from 'react'
import type { ProposalRow } from '../../server/protocol/http.ts'
import type { Refusal } from '../../server/protocol/refusals.ts'
import { ApprovalsScreen } from '../committee/screens/approvals.tsx'
import { useText } from '../shared/language.tsx'
import type { Loaded } from '../shared/load.ts'
import { Shown } from '../shared/parts/kit-basics.tsx'
import { committeeText } from '../shared/text/committee.ts'
import { CommitteePage } from './committee-frame.tsx'
import { history, keyChange, own, proposal } from './stages-fixtures.ts'
import type { Story } from './story.ts'

const nothing = () => {}
const idle = { at: 'idle' } as const
const first = proposal(1)

const approvals = (proposals: ProposalRow[], change: Partial<Parameters<typeof ApprovalsScreen>[0]> = {}) => (
  <CommitteePage screen="approvals" waiting={proposals.filter((one) => one.state === 'open' && one !== own).length}>
    <ApprovalsScreen
      proposals={proposals}
      username="panitia"
      task={null}
      doing={idle}
      decided={null}
      onTask={nothing}
      onApprove={nothing}
      onDecline={nothing}
      onReload={nothing}
      {...change}
    />
  </CommitteePage>
)
const asked = (refused: Refusal['refused'], kind: 'approve' | 'decline' = 'approve', detail?: Record<string, string>) =>
  approvals([first, own], {
    task: { kind, proposal: first },
    doing: { at: 'refused', why: { refused, detail } },
  })
const all = [first, keyChange, own, ...history]

export const stories: Story[] = [
  { name: 'approvals / loading', render: () => <NotReady of={{ at: 'loading' }} /> },
  { name: 'approvals / unreachable', render: () => <NotReady of={{ at: 'unreachable' }} /> },
  { name: 'approvals / waiting', render: () => approvals(all) },
  {
    name: 'approvals / many effects',
    render: () =>
      approvals([
        {
          ...first,
          effect: Array.from({ length: 120 }, (_, n) => ({
            id: `6101${String(n).padStart(4, '0')}: 57 peserta (P/L 6, P 34, TL 15, TH 2).`,
            en: `6101${String(n).padStart(4, '0')}: 57 candidates (P/L 6, P 34, TL 15, TH 2).`,
          })),
        },
      ]),
  },
  { name: 'approvals / own only', render: () => approvals([own]) },
  { name: 'approvals / empty', render: () => approvals([]) },
  { name: 'approvals / approve', render: () => approvals(all, { task: { kind: 'approve', proposal: first } }) },
  { name: 'approvals / decline', render: () => approvals(all, { task: { kind: 'decline', proposal: first } }) },
  { name: 'approvals / take back', render: () => approvals(all, { task: { kind: 'decline', proposal: own } }) },
  {
    name: 'approvals / sending',
    render: () => approvals(all, { task: { kind: 'approve', proposal: first }, doing: { at: 'sending', tries: 1 } }),
  },
  { name: 'approvals / same person', render: () => asked('same-person') },
  { name: 'approvals / results changed', render: () => asked('results-changed') },
  { name: 'approvals / already decided', render: () => asked('already-decided', 'decline', { by: 'ketua' }) },
  {
    name: 'approvals / approved',
    render: () => approvals(history, { decided: history[0] ?? null }),
  },
  {
    name: 'approvals / declined',
    render: () => approvals(history, { decided: history[1] ?? null }),
  },
]

function NotReady({ of }: { of: Loaded<never> }): ReactNode {
  const title = useText(committeeText).screens.approvals
  return (
    <CommitteePage screen="approvals">
      <Shown title={title} of={of} retry={nothing}>
        {() => null}
      </Shown>
    </CommitteePage>
  )
}
