import { type FormEvent, type ReactNode, useState } from 'react'
import type { OwnApplication } from '../../../server/protocol/applications.ts'
import type { OwnVerification } from '../../../server/protocol/verification.ts'
import { momentWib, shortDigest } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { DoingNotice, Facts, Mark, type Tone } from '../../shared/parts/kit-basics.tsx'
import type { ShapeName } from '../../shared/parts/kit-shapes.tsx'
import { applicantStatusText } from '../../shared/text/applicant-status.ts'
import { type StandingWord, stagesOf, standingOf } from '../standing.ts'
import { Accepted } from './documents.tsx'
import { AField, dayWords } from './parts.tsx'

const LOOKS: Record<StandingWord, [ShapeName, Tone]> = {
  draft: ['dashed', 'amber'],
  'draft-closed': ['cross', 'soft'],
  submitted: ['clock', 'accent'],
  passed: ['check', 'ok'],
  granted: ['half', 'ok'],
  candidate: ['check', 'ok'],
  'failed-open': ['triangle', 'amber'],
  'failed-waiting': ['half', 'amber'],
  failed: ['cross', 'danger'],
  withdrawn: ['away', 'soft'],
}

/** Where it stands, why, until when to act, what comes next: in this order. */
export function StatusScreen({
  application,
  verification,
  receipt,
  withdrawing,
  onWithdraw,
  appeal,
}: {
  application: OwnApplication
  verification: OwnVerification | null
  /** Address of the receipt. */
  receipt: string
  withdrawing: Doing<OwnApplication>
  onWithdraw: (reason: string) => void
  appeal: ReactNode
}) {
  const text = useText(applicantStatusText)
  const { language } = useLanguage()
  const { word, until } = standingOf(application, verification)
  const [shape, tone] = LOOKS[word]
  const { vacancy, number } = application
  return (
    <div className="k-stack">
      <section className={`k-panel k-stack-small a-standing ${tone}`} aria-labelledby="a-now">
        <p className="k-small k-soft">{application.period.name}</p>
        <h1 id="a-now">
          <Mark shape={shape} tone={tone}>
            {text.standing[word].title}
          </Mark>
        </h1>
        <p>{text.standing[word].lead}</p>
        {until ? (
          <p className="k-strong">
            {word === 'failed-waiting'
              ? text.answerBy(dayWords(until, language))
              : text.until(dayWords(until, language))}
          </p>
        ) : null}
        {number ? (
          <p>
            <span className="k-small k-soft">{text.number}</span>
            <br />
            <strong className="a-number">{number}</strong>
          </p>
        ) : null}
        <p className="k-line">
          {application.card ? (
            <a className="k-button primary" href="/api/applicant/card">
              {text.card}
            </a>
          ) : null}
          {number ? (
            <a className="k-button" href={receipt}>
              {text.receipt}
            </a>
          ) : null}
        </p>
      </section>
      <Reasons verification={verification} />
      {appeal}
      <Timeline application={application} />
      {vacancy && number ? (
        <section className="k-panel k-stack" aria-labelledby="a-sent">
          <h2 id="a-sent">{text.sentData}</h2>
          <Facts
            of={[
              { name: text.vacancy, value: `${vacancy.code} · ${vacancy.position}`, text: true },
              { name: text.unit, value: vacancy.unit, text: true },
              {
                ...{ name: text.submitted, text: true },
                value: application.submittedAt === null ? '' : momentWib(application.submittedAt, language),
              },
              { name: text.digest, value: <span className="k-code">{shortDigest(application.digest ?? '')}</span> },
            ]}
          />
          <details>
            <summary>{text.documents}</summary>
            <div className="k-stack-small a-in">
              {application.documents.map((one) => {
                const title = application.documentRules.find(({ kind }) => kind === one.kind)?.[language] ?? one.kind
                return (
                  <div key={one.id}>
                    <p className="k-strong">{title}</p>
                    <Accepted own={one} title={title} />
                  </div>
                )
              })}
            </div>
          </details>
        </section>
      ) : null}
      <details className="k-panel">
        <summary className="k-strong">{text.story}</summary>
        <ol className="a-story a-in">
          {application.story.map((one) => (
            <li key={`${one.at}${one.kind}`}>
              <span className="k-small k-soft">{momentWib(one.at, language)}</span>
              <br />
              {one.words[language]}
            </li>
          ))}
        </ol>
      </details>
      {application.canWithdraw ? <WithdrawForm doing={withdrawing} onWithdraw={onWithdraw} /> : null}
    </div>
  )
}

/** Each requirement with the officer's word on it, once it was announced. */
function Reasons({ verification }: { verification: OwnVerification | null }) {
  const text = useText(applicantStatusText)
  const { language } = useLanguage()
  const result = verification?.result
  if (!result) return null
  return (
    <section className="k-panel k-stack-small" aria-labelledby="a-why">
      <h2 id="a-why">{text.why}</h2>
      <ul className="a-reasons">
        {result.requirements.map((one) => (
          <li key={one.requirement}>
            <p className="k-line">
              <strong>{one.title[language]}</strong>
              <Mark shape={one.verdict === 'MS' ? 'check' : 'cross'} tone={one.verdict === 'MS' ? 'ok' : 'danger'}>
                {text.verdicts[one.verdict]}
              </Mark>
            </p>
            <p className="k-small k-soft">{one.asked[language]}</p>
            {one.reason ? <p>{one.reason[language]}</p> : null}
            {one.text ? <p className="a-words">{one.text}</p> : null}
          </li>
        ))}
      </ul>
      <p className="k-small">
        <a href={`${language === 'id' ? '/hasil-seleksi' : '/en/results'}/${result.announcement.split('/').at(-1)}`}>
          {text.list}
        </a>
      </p>
    </section>
  )
}

function Timeline({ application }: { application: OwnApplication }) {
  const text = useText(applicantStatusText)
  const { language } = useLanguage()
  return (
    <section className="k-panel k-stack-small" aria-labelledby="a-when">
      <h2 id="a-when">{text.timeline}</h2>
      <ol className="a-stages">
        {stagesOf(application).map((one) => (
          <li key={one.stage} data-place={one.place}>
            <span>{one[language]}</span>
            <span className="k-small k-soft">
              {one.from === one.until
                ? dayWords(one.from, language)
                : `${dayWords(one.from, language)} – ${dayWords(one.until, language)}`}
              {one.place === 'now' ? <strong> · {text.place.now}</strong> : null}
              <span className="a-hidden">{one.place === 'now' ? '' : ` (${text.place[one.place]})`}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

function WithdrawForm({ doing, onWithdraw }: { doing: Doing<OwnApplication>; onWithdraw: (reason: string) => void }) {
  const text = useText(applicantStatusText)
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (doing.at !== 'sending') onWithdraw(reason)
  }
  if (!open)
    return (
      <p>
        <button type="button" className="k-button danger" onClick={() => setOpen(true)}>
          {text.withdraw}
        </button>
      </p>
    )
  return (
    <form className="k-panel k-stack" onSubmit={submit} aria-labelledby="a-withdraw">
      <h2 id="a-withdraw">{text.withdraw}</h2>
      <p>{text.withdrawLead}</p>
      <AField label={text.withdrawReason}>
        {(props) => (
          <textarea
            {...props}
            className="k-input"
            rows={3}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </AField>
      {doing.at === 'idle' || doing.at === 'done' ? null : <DoingNotice doing={doing} />}
      <p className="k-line">
        <button
          type="submit"
          className="k-button danger primary"
          disabled={reason.trim().length < 5}
          aria-disabled={doing.at === 'sending'}
        >
          {text.withdrawNow}
        </button>
        <button type="button" className="k-button" onClick={() => setOpen(false)}>
          {text.cancel}
        </button>
      </p>
    </form>
  )
}
