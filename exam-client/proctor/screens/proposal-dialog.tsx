import { useState } from 'react'
import type { RoomProposal } from '../../../server/protocol/proctor.ts'
import { clockWib, count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { DoingNotice, Field } from '../../shared/parts/kit-basics.tsx'
import { Ask } from '../../shared/parts/kit-dialog.tsx'
import { kitText } from '../../shared/text/kit.ts'
import { commandText } from '../../shared/text/proctor-commands.ts'
import { focusFirst, Problem } from './command-fields.tsx'

const EFFECTS_SHOWN_MAX = 20

export type Decision = 'approve' | 'decline' | 'take-back'

/** What the second person is asked: all that would happen, then yes or no. Who proposed it can only take it back. */
export function ProposalDialog({
  proposal,
  own,
  decided,
  doing,
  onDecide,
  onClose,
}: {
  proposal: RoomProposal
  own: boolean
  /** What was chosen, once it is on its way. */
  decided: Decision | null
  doing: Doing<unknown>
  onDecide: (decision: Decision, note: string) => void
  onClose: () => void
}) {
  const text = useText(commandText)
  const kit = useText(kitText)
  const { language } = useLanguage()
  const [note, setNote] = useState('')
  const [asked, setAsked] = useState(false)
  const missing = asked && note.trim() === ''
  const sending = doing.at === 'sending'
  const decide = (decision: Decision, said: string) => {
    if (!sending) onDecide(decision, said)
  }
  const decline = () => {
    setAsked(true)
    if (note.trim() !== '') decide('decline', note.trim())
  }
  const over = doing.at === 'done'
  return (
    <Ask
      open
      alert
      title={own ? text.ownTitle : text.proposalTitle}
      onClose={onClose}
      actions={
        <>
          <button
            key={over ? 'close' : 'cancel'}
            ref={over ? focusFirst : null}
            type="button"
            className="k-button"
            onClick={onClose}
          >
            {over ? kit.close : kit.cancel}
          </button>
          {over ? null : own ? (
            <button
              type="button"
              className="k-button danger"
              aria-disabled={sending}
              onClick={() => decide('take-back', text.takeBack)}
            >
              {text.takeBack}
            </button>
          ) : (
            <>
              <button type="button" className="k-button danger" aria-disabled={sending} onClick={decline}>
                {text.decline}
              </button>
              <button
                type="button"
                className="k-button primary"
                aria-disabled={sending}
                onClick={() => decide('approve', '')}
              >
                {text.approve}
              </button>
            </>
          )}
        </>
      }
    >
      <p className="k-strong">{proposal.title[language]}</p>
      <p>
        {text.proposedAt(proposal.by, clockWib(proposal.at))} {text.reason}: {proposal.reason}
      </p>
      <div>
        <p className="k-strong k-small">{text.effectTitle}</p>
        <ul className="k-list">
          {proposal.effect.slice(0, EFFECTS_SHOWN_MAX).map((line, n) => (
            <li key={n}>{line[language]}</li>
          ))}
          {proposal.effect.length > EFFECTS_SHOWN_MAX ? (
            <li>{text.andMore(count(proposal.effect.length - EFFECTS_SHOWN_MAX, language))}</li>
          ) : null}
        </ul>
      </div>
      {own || over ? null : (
        <Field label={text.declineNote} hint={missing ? <Problem>{text.declineNeeded}</Problem> : text.declineHint}>
          <textarea
            className="k-input"
            maxLength={500}
            value={note}
            aria-invalid={missing}
            onChange={(event) => setNote(event.target.value)}
          />
        </Field>
      )}
      <DoingNotice
        doing={doing}
        done={() => (decided === 'approve' ? text.approved : decided === 'take-back' ? text.takenBack : text.declined)}
      />
    </Ask>
  )
}
