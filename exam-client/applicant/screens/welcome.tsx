import { type FormEvent, useState } from 'react'
import type { Portal } from '../../../server/protocol/applications.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { DoingNotice, Notice } from '../../shared/parts/kit-basics.tsx'
import { applicantText } from '../../shared/text/applicant.ts'
import { AField, dayWords, PasswordField } from './parts.tsx'

const withVacancy = (page: string, vacancy: string | null) =>
  `?page=${page}${vacancy ? `&vacancy=${encodeURIComponent(vacancy)}` : ''}`

/** The first view: what is open until when, and the way in. */
export function Welcome({
  portal,
  vacancy,
  doing,
  onSignIn,
}: {
  portal: Portal
  vacancy: string | null
  doing: Doing<unknown>
  onSignIn: (address: string, password: string) => void
}) {
  const text = useText(applicantText)
  const [address, setAddress] = useState('')
  const [password, setPassword] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (doing.at !== 'sending') onSignIn(address.trim(), password)
  }
  return (
    <div className="k-stack">
      <PeriodCard portal={portal} />
      {vacancy ? <Notice tone="accent">{text.applyFor(vacancy)}</Notice> : null}
      <form className="k-panel k-stack" onSubmit={submit}>
        <h2>{text.signInTitle}</h2>
        <AField label={text.address}>
          {(props) => (
            <input
              {...props}
              className="k-input"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              required
              maxLength={254}
              value={address}
              onChange={(event) => setAddress(event.target.value)}
            />
          )}
        </AField>
        <PasswordField label={text.password} value={password} onChange={setPassword} />
        {doing.at === 'done' ? null : <DoingNotice doing={doing} />}
        <p className="k-line">
          <button type="submit" className="k-button primary a-wide" aria-disabled={doing.at === 'sending'}>
            {text.signIn}
          </button>
          <a href={withVacancy('reset', vacancy)}>{text.forgot}</a>
        </p>
      </form>
      {portal.period?.open ? (
        <p className="k-panel k-line">
          <span>{text.noAccount}</span>
          <a className="k-button a-wide" href={withVacancy('register', vacancy)}>
            {text.makeAccount}
          </a>
        </p>
      ) : null}
    </div>
  )
}

function PeriodCard({ portal }: { portal: Portal }) {
  const text = useText(applicantText)
  const { language } = useLanguage()
  const { period, today } = portal
  const day = (iso: string) => dayWords(iso, language)
  return (
    <div className="k-stack-small">
      <p className="k-small k-soft">{portal.organisation}</p>
      <h1>{period ? period.name : text.welcome}</h1>
      {period === null ? (
        <p>
          {text.noPeriod} {text.noPeriodAdvice}
        </p>
      ) : (
        <p>
          {period.registration === null
            ? null
            : period.open
              ? text.openUntil(day(period.registration.until))
              : today < period.registration.from
                ? text.opensOn(day(period.registration.from))
                : text.closedOn(day(period.registration.until))}{' '}
          {text.free}
        </p>
      )}
      <p>
        <a href="/lowongan">{text.seeVacancies}</a>
      </p>
    </div>
  )
}
