import { type FormEvent, useId, useState } from 'react'
import type { PublicationSummary } from '../../../server/protocol/board.ts'
import type { ProposalRow } from '../../../server/protocol/http.ts'
import { shortDigest } from '../../shared/format.ts'
import { useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { DoingNotice } from '../../shared/parts/kit-basics.tsx'
import { Ask } from '../../shared/parts/kit-dialog.tsx'
import { kitText } from '../../shared/text/kit.ts'
import { stagesText } from '../../shared/text/stages.ts'
import { isReason, ReasonField } from './reason-field.tsx'

/** Asks to take a publication out of force; it stays readable, and the reason with it. */
export function WithdrawDialog({
  publication,
  doing,
  onWithdraw,
  onClose,
}: {
  publication: PublicationSummary
  doing: Doing<ProposalRow>
  onWithdraw: (reason: string) => void
  onClose: () => void
}) {
  const text = useText(stagesText)
  const kit = useText(kitText)
  const form = useId()
  const [reason, setReason] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReason(reason)) onWithdraw(reason.trim())
  }
  return (
    <Ask
      open
      alert
      title={text.withdrawTitle}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="k-button" onClick={onClose}>
            {kit.cancel}
          </button>
          <button
            type="submit"
            form={form}
            className="k-button danger"
            disabled={!isReason(reason) || doing.at === 'sending'}
          >
            {text.withdrawNow}
          </button>
        </>
      }
    >
      <form id={form} className="k-stack" onSubmit={submit}>
        <p className="k-strong">
          {publication.title} <span className="k-code">({shortDigest(publication.digest)})</span>
        </p>
        <ul className="k-list">
          {text.withdrawEffects.map((effect) => (
            <li key={effect}>{effect}</li>
          ))}
          <li>{publication.replacedBy ? text.withdrawReplaced : text.withdrawInForce}</li>
        </ul>
        <ReasonField label={text.withdrawReason} hint={text.withdrawReasonHint} value={reason} onChange={setReason} />
      </form>
      {doing.at === 'done' ? null : <DoingNotice doing={doing} />}
    </Ask>
  )
}
