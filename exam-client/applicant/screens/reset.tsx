import type { FormEvent } from 'react'
import type { CodeSent } from '../../../server/protocol/applications.ts'
import { useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { DoingNotice } from '../../shared/parts/kit-basics.tsx'
import { applicantText } from '../../shared/text/applicant.ts'
import { AField } from './parts.tsx'
import { saidOf } from './register.tsx'

export function ResetScreen({
  vacancy,
  address,
  doing,
  onType,
  onSend,
}: {
  vacancy: string | null
  address: string
  doing: Doing<CodeSent>
  onType: (address: string) => void
  onSend: () => void
}) {
  const text = useText(applicantText)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (doing.at !== 'sending') onSend()
  }
  const said = saidOf(doing, 'address')
  return (
    <form className="k-stack" onSubmit={submit}>
      <div>
        <h1>{text.resetTitle}</h1>
        <p className="k-soft">{text.resetLead}</p>
      </div>
      <div className="k-panel k-stack">
        <AField label={text.address} problem={said}>
          {(props) => (
            <input
              {...props}
              className="k-input"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={254}
              value={address}
              onChange={(event) => onType(event.target.value)}
            />
          )}
        </AField>
        {doing.at === 'done' || said ? null : <DoingNotice doing={doing} />}
        <p className="k-line">
          <button type="submit" className="k-button primary a-wide" aria-disabled={doing.at === 'sending'}>
            {text.sendCode}
          </button>
          <a href={vacancy ? `?vacancy=${encodeURIComponent(vacancy)}` : '?'}>{text.backToSignIn}</a>
        </p>
      </div>
    </form>
  )
}
