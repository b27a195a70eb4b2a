import { useId, useState } from 'react'
import type { Check, RequirementToJudge, Verdict } from '../../../server/protocol/verification.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { DoingNotice, Field } from '../../shared/parts/kit-basics.tsx'
import { Ask } from '../../shared/parts/kit-dialog.tsx'
import { kitText } from '../../shared/text/kit.ts'
import { verificationText } from '../../shared/text/verification.ts'
import { type Judging, standing } from '../judging.ts'
import { VerdictMark } from './verification-requirement.tsx'

/** What is lacking, what it would come to, and the one button that decides. */
export function DecideEnd({
  judging,
  requirements,
  doing,
  onDecide,
}: {
  judging: Judging
  requirements: RequirementToJudge[]
  doing: Doing<{ verdict: Verdict }>
  onDecide: () => void
}) {
  const text = useText(verificationText).desk
  const { language } = useLanguage()
  const { open, unexplained, ready, verdict } = standing(judging, requirements)
  const says = [
    open > 0 ? text.left(count(open, language)) : '',
    unexplained > 0 ? text.reasonsLeft(count(unexplained, language)) : '',
  ]
  return (
    <div className="v-end k-stack-small">
      {doing.at === 'refused' || doing.at === 'unreachable' ? <DoingNotice doing={doing} /> : null}
      <p className="k-line" role="status">
        {ready ? (
          <>
            {text.becomes('')} <VerdictMark word={{ verdict }} />
          </>
        ) : (
          says.filter(Boolean).join(' · ')
        )}
      </p>
      <button type="button" className="k-button primary" disabled={!ready || doing.at === 'sending'} onClick={onDecide}>
        {text.decide}
      </button>
    </div>
  )
}

/** The second officer: confirm, or return with a note. */
export function CheckEnd({
  verdict,
  doing,
  onCheck,
}: {
  verdict: Verdict
  doing: Doing<{ outcome: Check['outcome'] }>
  onCheck: (outcome: Check['outcome'], note: string) => void
}) {
  const text = useText(verificationText).desk
  const [note, setNote] = useState('')
  const sending = doing.at === 'sending'
  return (
    <div className="v-end k-stack-small">
      {doing.at === 'refused' || doing.at === 'unreachable' ? <DoingNotice doing={doing} /> : null}
      <p className="k-line">
        {text.becomes('')} <VerdictMark word={{ verdict }} />
      </p>
      <Field label={text.check.note} hint={text.check.noteHint}>
        <textarea className="k-input" maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
      <p className="k-line">
        <button
          type="button"
          className="k-button primary"
          disabled={sending}
          onClick={() => onCheck('confirmed', note)}
        >
          {text.check.confirm}
        </button>
        <button
          type="button"
          className="k-button danger"
          disabled={sending || note.trim().length < 4}
          onClick={() => onCheck('returned', note)}
        >
          {text.check.back}
        </button>
      </p>
    </div>
  )
}

/** Lets the application go undecided, or for good where it is her own. */
export function LeaveButtons({ sending, onLeave }: { sending: boolean; onLeave: (own: boolean) => void }) {
  const text = useText(verificationText).desk
  const kit = useText(kitText)
  const id = useId()
  const [asking, setAsking] = useState(false)
  return (
    <>
      <button type="button" className="k-button" disabled={sending} onClick={() => onLeave(false)}>
        {text.leave}
      </button>
      <button type="button" className="k-button quiet" disabled={sending} onClick={() => setAsking(true)}>
        {text.own}
      </button>
      {asking ? (
        <Ask
          open
          alert
          title={text.ownTitle}
          onClose={() => setAsking(false)}
          actions={
            <>
              <button type="button" className="k-button" onClick={() => setAsking(false)}>
                {kit.cancel}
              </button>
              <button
                type="button"
                className="k-button primary"
                aria-describedby={id}
                disabled={sending}
                onClick={() => {
                  setAsking(false)
                  onLeave(true)
                }}
              >
                {text.ownNow}
              </button>
            </>
          }
        >
          <p id={id}>{text.ownNote}</p>
        </Ask>
      ) : null}
    </>
  )
}
