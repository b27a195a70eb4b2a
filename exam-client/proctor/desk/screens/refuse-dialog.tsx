import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import type { DeskPerson } from '../../../../server/protocol/desk.ts'
import { REFUSAL_REASONS, type RefusalReason } from '../../../../server/protocol/reasons.ts'
import { useText } from '../../../shared/language.tsx'
import { Field, Notice } from '../../../shared/parts/kit-basics.tsx'
import { Ask } from '../../../shared/parts/kit-dialog.tsx'
import { deskText } from '../../../shared/text/desk.ts'
import { kitText } from '../../../shared/text/kit.ts'
import { isReason } from '../desk-state.ts'

/** Why she is not admitted. After the closing moment being late is the reason that lies ready. */
export function RefuseDialog({
  person,
  late,
  onRefuse,
  onClose,
}: {
  person: DeskPerson
  late: boolean
  onRefuse: (reason: RefusalReason, text: string) => void
  onClose: () => void
}) {
  const text = useText(deskText)
  const kit = useText(kitText)
  const group = useId()
  const [reason, setReason] = useState<RefusalReason | null>(late ? 'late' : null)
  const [words, setWords] = useState('')
  const [asked, setAsked] = useState(false)
  // Who was never at a desk before it closed is late and nothing else; who was may have had another reason.
  const reasons = REFUSAL_REASONS.filter((one) => one !== 'late' || late)
  // The reasons with a name say enough; "another reason" does not.
  const lacks = reason === null ? 'needReason' : reason === 'other' && !isReason(words) ? 'needText' : null
  const form = useId()
  const asks = useRef<HTMLFormElement>(null)
  useEffect(() => asks.current?.querySelector<HTMLElement>('input, textarea')?.focus(), [])
  const send = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (lacks === null && reason !== null) onRefuse(reason, words.trim())
  }
  return (
    <Ask
      open
      alert
      title={text.dialog.title(person.name)}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="k-button d-big" onClick={onClose}>
            {kit.cancel}
          </button>
          <button type="submit" form={form} className="k-button danger primary d-big">
            {reason === 'late' ? text.dialog.goLate : text.dialog.go}
          </button>
        </>
      }
    >
      <form id={form} ref={asks} className="k-stack" onSubmit={send}>
        <p>{reason === 'late' ? text.dialog.effectLate : text.dialog.effect}</p>
        {late && person.version === 0 ? null : (
          <fieldset className="d-choices">
            <legend>{text.dialog.reason}</legend>
            {reasons.map((one) => (
              <label key={one} className="d-choice">
                <input type="radio" name={group} checked={reason === one} onChange={() => setReason(one)} />
                <span>{text.dialog.reasons[one]}</span>
              </label>
            ))}
          </fieldset>
        )}
        <Field label={text.dialog.text} hint={text.dialog.textHint}>
          <textarea
            className="k-input"
            maxLength={300}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </Field>
        {asked && lacks !== null ? (
          <Notice tone="amber" live>
            {text.dialog[lacks]}
          </Notice>
        ) : null}
      </form>
    </Ask>
  )
}

/** Before a refusal is taken back. */
export function WithdrawDialog({ onWithdraw, onClose }: { onWithdraw: () => void; onClose: () => void }) {
  const text = useText(deskText)
  const kit = useText(kitText)
  return (
    <Ask
      open
      alert
      title={text.refused.withdrawAsk}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="k-button d-big" onClick={onClose}>
            {kit.cancel}
          </button>
          <button type="button" className="k-button primary d-big" onClick={onWithdraw}>
            {text.refused.withdraw}
          </button>
        </>
      }
    >
      <p>{text.refused.withdrawText}</p>
    </Ask>
  )
}
