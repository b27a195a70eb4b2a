import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react'
import type { ProposalRow } from '../../server/protocol/http.ts'
import { type Loaded, useLoad } from '../shared/load.ts'

interface Proposals {
  loaded: Loaded<ProposalRow[]>
  reload: () => void
}
const ProposalsContext = createContext<Proposals>({ loaded: { at: 'loading' }, reload: () => {} })

/** Loads the proposals once for the whole console, and anew with each screen: the rail counts what waits. */
export function ProposalsProvider({ on, screen, children }: { on: boolean; screen: string; children: ReactNode }) {
  const proposals = useLoad<ProposalRow[]>(on ? '/api/proposals' : null)
  const { reload } = proposals
  const seen = useRef(screen)
  useEffect(() => {
    if (seen.current === screen) return
    seen.current = screen
    reload()
  }, [screen, reload])
  return <ProposalsContext value={proposals}>{children}</ProposalsContext>
}

/** What waits for a second person. A screen that proposes calls `reload` afterwards. */
export const useProposals = (): Proposals => useContext(ProposalsContext)

/** How many open proposals this person may approve: those that somebody else made. */
export const waitingFor = (proposals: ProposalRow[], username: string): number =>
  proposals.filter((one) => one.state === 'open' && one.proposedBy !== username).length

/** How many proposals of a kind wait for a second person. */
export function useOpen(kind: ProposalRow['kind']): number {
  const { loaded } = useProposals()
  return loaded.at === 'ready' ? loaded.value.filter((one) => one.state === 'open' && one.kind === kind).length : 0
}
