import { type ReactNode, useEffect, useState } from 'react'
import type { ProposalRow } from '../../server/protocol/http.ts'
import { isRefusal } from '../../server/protocol/refusals.ts'
import { ask, Unreachable } from '../shared/ask.ts'
import { useText } from '../shared/language.tsx'
import { type Loaded, useDoing } from '../shared/load.ts'
import { Notice } from '../shared/parts/kit-basics.tsx'
import { vacanciesText } from '../shared/text/vacancies.ts'
import { useProposals } from './proposals.tsx'
import { EffectDialog, type LookedAt } from './screens/effect-dialog.tsx'

/** The server's limits want a reason also for a look; this one is never kept. */
const LOOKING = '…'

/** Shows the effect of what `body` asks of `path`, then proposes it; `body` gets the reason. */
export function AskSecond({
  title,
  path,
  body,
  onProposed,
  onClose,
}: {
  title: string
  path: string
  body: (reason: string) => object
  onProposed: () => void
  onClose: () => void
}) {
  const proposals = useProposals()
  const proposing = useDoing<ProposalRow>()
  const [look, setLook] = useState<Loaded<LookedAt>>({ at: 'loading' })
  const [turn, setTurn] = useState(0)
  // What is asked is what stood in the form when the dialog opened.
  const [asked] = useState(() => ({ path, body }))
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` asks again
  useEffect(() => {
    let over = false
    const say = (next: Loaded<LookedAt>) => (over ? undefined : setLook(next))
    ask<LookedAt>('POST', `${asked.path}?preview`, asked.body(LOOKING)).then(
      (reply) => say(isRefusal(reply) ? { at: 'refused', why: reply } : { at: 'ready', value: reply }),
      (error: unknown) => {
        if (!(error instanceof Unreachable)) throw error
        say({ at: 'unreachable' })
      },
    )
    return () => {
      over = true
    }
  }, [asked, turn])
  const propose = async (reason: string) => {
    if (!(await proposing.run('POST', asked.path, asked.body(reason)))) return
    proposals.reload()
    onProposed()
  }
  return (
    <EffectDialog
      title={title}
      look={look}
      doing={proposing.doing}
      onPropose={(reason) => void propose(reason)}
      onAgain={() => {
        proposing.reset()
        setTurn(turn + 1)
      }}
      onClose={onClose}
    />
  )
}

/** Says that it waits for the second person, with the way there. */
export function ProposedNotice(): ReactNode {
  const text = useText(vacanciesText)
  return (
    <Notice tone="ok" live>
      {text.proposed} <a href="?screen=approvals">{text.toApprovals}</a>
    </Notice>
  )
}
