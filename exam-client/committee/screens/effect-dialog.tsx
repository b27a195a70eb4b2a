import type { Effect, ProposalRow } from '../../../server/protocol/http.ts'
import type { Refusal } from '../../../server/protocol/refusals.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing, Loaded } from '../../shared/load.ts'
import { RefusalNotice, Shown } from '../../shared/parts/kit-basics.tsx'
import { approvalsText } from '../../shared/text/approvals.ts'
import { vacanciesText } from '../../shared/text/vacancies.ts'
import { Effects } from './effects.tsx'
import { ProposeFrame } from './propose-frame.tsx'

export interface LookedAt {
  title: { id: string; en: string }
  effect: Effect[]
}

/** What would happen, as the server works it out, and the proposal to a second person. */
export function EffectDialog({
  title,
  look,
  doing,
  onPropose,
  onAgain,
  onClose,
}: {
  title: string
  look: Loaded<LookedAt>
  doing: Doing<ProposalRow>
  onPropose: (reason: string) => void
  onAgain: () => void
  onClose: () => void
}) {
  const text = useText(vacanciesText)
  const approvals = useText(approvalsText)
  const { language } = useLanguage()
  return (
    <ProposeFrame
      title={title}
      understand={text.understand}
      again={text.lookAgain}
      ready={look.at === 'ready'}
      doing={doing}
      onPropose={onPropose}
      onAgain={onAgain}
      onClose={onClose}
    >
      {(asks) =>
        look.at === 'refused' ? (
          <RefusalNotice why={look.why as Refusal} />
        ) : (
          <Shown of={look} retry={onAgain}>
            {(looked) =>
              asks(
                <>
                  <p className="k-strong">{looked.title[language]}</p>
                  <Effects of={looked.effect} label={approvals.effect} />
                </>,
              )
            }
          </Shown>
        )
      }
    </ProposeFrame>
  )
}
