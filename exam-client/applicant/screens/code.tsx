import { type FormEvent, useState } from 'react'
import type { CodeSent } from '../../../server/protocol/applications.ts'
import { hourWib } from '../../shared/format.ts'
import { useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { DoingNotice } from '../../shared/parts/kit-basics.tsx'
import { applicantText } from '../../shared/text/applicant.ts'
import { AField, PasswordField } from './parts.tsx'
import { saidOf } from './register.tsx'

/** The code of six digits; with `password`, the new one beside it. */
export function CodeScreen({
  sent,
  password = false,
  doing,
  asking,
  onConfirm,
  onAgain,
  onBack,
}: {
  sent: CodeSent
  password?: boolean
  doing: Doing<unknown>
  /** Of a new code. */
  asking: Doing<CodeSent>
  onConfirm: (digits: string, password: string) => void
  onAgain: () => void
  onBack: () => void
}) {
  const text = useText(applicantText)
  const [digits, setDigits] = useState('')
  const [secret, setSecret] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (doing.at !== 'sending' && digits.trim() !== '') onConfirm(digits, secret)
  }
  return (
    <form className="k-stack" onSubmit={submit}>
      <div>
        <h1>{text.codeTitle}</h1>
        <p>{text.codeLead(sent.sentTo)}</p>
        <p className="k-small k-soft">
          {text.codeUntil(hourWib(sent.expiresAt))} {text.codeWhere}
        </p>
      </div>
      <div className="k-panel k-stack">
        <AField label={text.code}>
          {(props) => (
            <input
              {...props}
              className="k-input a-code"
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={9}
              value={digits}
              onChange={(event) => setDigits(event.target.value)}
            />
          )}
        </AField>
        {password ? (
          <PasswordField
            fresh
            label={text.newPassword}
            hint={text.passwordHint}
            value={secret}
            problem={saidOf(doing, 'password')}
            onChange={setSecret}
          />
        ) : null}
        {doing.at === 'done' || doing.at === 'idle' ? null : <DoingNotice doing={doing} />}
        {asking.at === 'refused' || asking.at === 'unreachable' ? <DoingNotice doing={asking} /> : null}
        <p className="k-line">
          <button type="submit" className="k-button primary a-wide" aria-disabled={doing.at === 'sending'}>
            {password ? text.setPassword : text.confirm}
          </button>
        </p>
        <p className="k-line">
          <button type="button" className="k-button" aria-disabled={asking.at === 'sending'} onClick={onAgain}>
            {text.again}
          </button>
          <button type="button" className="k-button quiet" onClick={onBack}>
            {text.changeTyped}
          </button>
        </p>
      </div>
    </form>
  )
}
