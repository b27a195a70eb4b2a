import { type FormEvent, useState } from 'react'
import type { OwnVerification } from '../../../server/protocol/verification.ts'
import { count, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { DoingNotice, Mark, Notice } from '../../shared/parts/kit-basics.tsx'
import { applicantStatusText } from '../../shared/text/applicant-status.ts'
import { AField, dayWords } from './parts.tsx'

const LEAST = 20
const MOST = 4000

/** The objection: the form while it may be filed, and what became of it. */
export function AppealForm({
  appeal,
  doing,
  onSend,
}: {
  appeal: NonNullable<OwnVerification['appeal']>
  doing: Doing<OwnVerification>
  onSend: (text: string) => void
}) {
  const text = useText(applicantStatusText)
  const { language } = useLanguage()
  const [words, setWords] = useState('')
  const [truthful, setTruthful] = useState(false)
  const ready = truthful && words.trim().length >= LEAST
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ready && doing.at !== 'sending') onSend(words.trim())
  }
  const { own, window } = appeal
  return (
    <section className="k-panel k-stack" aria-labelledby="a-appeal">
      <h2 id="a-appeal">{text.appeal}</h2>
      <p className="k-small k-soft">
        {text.appealBefore(dayWords(window.opensOn, language), dayWords(window.closesOn, language))}{' '}
        {text.answerBy(dayWords(window.answerBy, language))}.
      </p>
      {own ? (
        <>
          <p className="k-line">
            <strong className="k-num">{own.receipt}</strong>
            <Mark
              shape={own.state === 'granted' ? 'check' : own.state === 'rejected' ? 'cross' : 'ring'}
              tone={own.state === 'granted' ? 'ok' : own.state === 'rejected' ? 'danger' : 'accent'}
            >
              {text.appealStates[own.state]}
            </Mark>
          </p>
          {doing.at === 'done' ? (
            <Notice tone="ok" live>
              {text.appealSent(own.receipt)}
            </Notice>
          ) : null}
          <p className="k-small k-soft">{momentWib(own.filedAt, language)}</p>
          <p className="a-words">{own.text}</p>
          {own.answer ? (
            <>
              <p className="k-legend">{text.appealAnswer}</p>
              <p className="a-words">{own.answer[language]}</p>
            </>
          ) : null}
        </>
      ) : appeal.open ? (
        <form className="k-stack" onSubmit={submit}>
          <p>{text.appealLead}</p>
          <AField label={text.appealText} hint={text.appealHint(count(words.trim().length, language))}>
            {(props) => (
              <textarea
                {...props}
                className="k-input"
                rows={6}
                maxLength={MOST}
                value={words}
                onChange={(event) => setWords(event.target.value)}
              />
            )}
          </AField>
          <label className="k-check a-check">
            <input type="checkbox" checked={truthful} onChange={(event) => setTruthful(event.target.checked)} />
            <span>{text.appealTruth}</span>
          </label>
          {doing.at === 'idle' ? null : <DoingNotice doing={doing} />}
          <p>
            <button type="submit" className="k-button primary" disabled={!ready} aria-disabled={doing.at === 'sending'}>
              {text.appealSend}
            </button>
          </p>
        </form>
      ) : null}
    </section>
  )
}
