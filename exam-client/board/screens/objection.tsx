import { type FormEvent, type ReactNode, useState } from 'react'
import type { OwnObjection, OwnObjections } from '../../../server/protocol/objections.ts'
import { count, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { DoingNotice, Field, Mark, Notice, type Tone } from '../../shared/parts/kit-basics.tsx'
import { CodeMark } from '../../shared/parts/kit-code.tsx'
import type { ShapeName } from '../../shared/parts/kit-shapes.tsx'
import { boardText } from '../../shared/text/board.ts'
import { objectionPublicText } from '../../shared/text/objection-public.ts'
import { decimal } from '../listing.ts'
import { dayWords, nikOf, TEXT_LEAST, TEXT_MOST } from '../objection.ts'

/** What an objection is, above whatever step one is at. */
export function ObjectionScreen({ publication, children }: { publication: string | null; children: ReactNode }) {
  const text = useText(objectionPublicText)
  return (
    <div className="k-stack b-objection">
      <p className="k-small k-noprint">
        <a href={publication ? `?publication=${encodeURIComponent(publication)}` : '?'}>‹ {text.back}</a>
      </p>
      <div>
        <h1>{text.title}</h1>
        <p className="k-soft">{text.lead}</p>
      </div>
      {children}
    </div>
  )
}

/** The card number and the NIK together say who it is. */
export function Identify({
  doing,
  onGo,
}: {
  doing: Doing<OwnObjections>
  onGo: (card: { number: string; nik: string }) => void
}) {
  const text = useText(objectionPublicText)
  const [number, setNumber] = useState('')
  const [nik, setNik] = useState('')
  const [asked, setAsked] = useState(false)
  const digits = nikOf(nik)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (digits !== null && number.trim() !== '') onGo({ number: number.trim(), nik: digits })
  }
  return (
    <form className="k-panel k-stack" onSubmit={submit}>
      <Field label={text.number} hint={text.numberHint}>
        <input
          className="k-input"
          required
          maxLength={40}
          autoComplete="off"
          value={number}
          onChange={(event) => setNumber(event.target.value)}
        />
      </Field>
      <Field label={text.nik} hint={text.nikHint}>
        <input
          className="k-input"
          required
          inputMode="numeric"
          maxLength={24}
          autoComplete="off"
          aria-invalid={asked && digits === null}
          value={nik}
          onChange={(event) => setNik(event.target.value)}
        />
      </Field>
      {asked && digits === null ? (
        <Notice tone="danger" live>
          {text.nikWrong}
        </Notice>
      ) : null}
      {doing.at === 'done' ? null : <DoingNotice doing={doing} />}
      <p>
        <button type="submit" className="k-button primary" disabled={doing.at === 'sending'}>
          {text.go}
        </button>
      </p>
    </form>
  )
}

/** One's own: what was objected and became of it, and what can still be objected to. */
export function OwnObjectionsScreen({
  own,
  first,
  receipt,
  doing,
  onSend,
  onLeave,
}: {
  own: OwnObjections
  /** The publication one came from stands first. */
  first: string | null
  /** Of the objection that was sent a moment ago. */
  receipt: string | null
  doing: Doing<OwnObjections>
  onSend: (publication: string, text: string) => void
  onLeave: () => void
}) {
  const text = useText(objectionPublicText)
  const open = own.open
    .filter(({ filed }) => !filed)
    .sort((a, b) => Number(b.publication === first) - Number(a.publication === first))
  return (
    <>
      <p className="k-line">
        <strong>{text.who(own.name, own.number)}</strong>
        <button type="button" className="k-button small" onClick={onLeave}>
          {text.another}
        </button>
      </p>
      {receipt ? (
        <Notice tone="ok" live>
          <p>{text.sent}</p>
          <p className="b-receipt">{receipt}</p>
        </Notice>
      ) : null}
      {own.objections.length > 0 ? (
        <>
          <h2>{text.mine}</h2>
          {own.objections.map((one) => (
            <Own key={one.receipt} one={one} />
          ))}
        </>
      ) : null}
      <h2>{text.open}</h2>
      {open.length === 0 ? <p className="k-soft">{own.open.length > 0 ? text.done : text.noneOpen}</p> : null}
      {open.map((one) => (
        <OpenOne key={one.publication} one={one} doing={doing} onSend={onSend} />
      ))}
    </>
  )
}

const STATES: Record<OwnObjection['state'], [ShapeName, Tone]> = {
  received: ['ring', 'accent'],
  examined: ['half', 'amber'],
  granted: ['check', 'ok'],
  rejected: ['cross', 'danger'],
}

function Own({ one }: { one: OwnObjection }) {
  const text = useText(objectionPublicText)
  const { language } = useLanguage()
  const [shape, tone] = STATES[one.state]
  return (
    <section className="k-panel k-stack-small" aria-label={one.receipt}>
      <p className="k-line">
        <strong className="k-num">{one.receipt}</strong>
        <Mark shape={shape} tone={tone}>
          {text.states[one.state]}
        </Mark>
      </p>
      <p className="k-small k-soft">
        {one.title} · {text.filedAt} {momentWib(one.filedAt, language)}.{' '}
        {one.decidedAt === null
          ? text.answerBy(dayWords(one.answerBy, language))
          : text.decidedAt(momentWib(one.decidedAt, language))}
      </p>
      {one.answer ? (
        <>
          <p className="k-legend">{text.answer}</p>
          <p className="b-words">{one.answer[language]}</p>
          {one.state === 'granted' ? <p className="k-small k-soft">{text.follows}</p> : null}
        </>
      ) : null}
      <details>
        <summary>{text.says}</summary>
        <p className="b-words">{one.text}</p>
      </details>
    </section>
  )
}

function OpenOne({
  one,
  doing,
  onSend,
}: {
  one: OwnObjections['open'][number]
  doing: Doing<OwnObjections>
  onSend: (publication: string, text: string) => void
}) {
  const text = useText(objectionPublicText)
  const { stages, final } = useText(boardText)
  const { language } = useLanguage()
  const [words, setWords] = useState('')
  const [truthful, setTruthful] = useState(false)
  const [sent, setSent] = useState(false)
  const ready = truthful && words.trim().length >= TEXT_LEAST
  const { row } = one
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    setSent(true)
    onSend(one.publication, words.trim())
  }
  return (
    <section className="k-panel k-stack" aria-label={one.title}>
      <div>
        <h3>{one.title}</h3>
        <p className="k-small k-soft">
          {stages[one.stage]} · {one.vacancyCode} · {text.until(dayWords(one.closesOn, language))}
        </p>
      </div>
      <div className="k-stack-small">
        <p className="k-legend">{text.yourRow}</p>
        <p className="k-line">
          <CodeMark code={row.code} sense={one.stage === 'integration' || one.stage === 'final' ? 'final' : 'skd'} />
          <span>
            {text.place} <strong>{row.place === null ? '–' : count(row.place, language)}</strong>
          </span>
          {row.total === null ? null : (
            <span>
              {text.total} <strong>{count(row.total, language)}</strong>
            </span>
          )}
          {row.final ? (
            <span>
              {final} <strong>{decimal(row.final.final, language)}</strong>
            </span>
          ) : null}
        </p>
        <p>{row.reason[language]}</p>
      </div>
      <form className="k-stack" onSubmit={submit}>
        <Field label={text.text} hint={text.textHint}>
          <textarea
            className="k-input b-long"
            required
            minLength={TEXT_LEAST}
            maxLength={TEXT_MOST}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </Field>
        <p className="k-small k-soft k-num">{text.used(count(words.trim().length, language))}</p>
        <label className="k-check">
          <input type="checkbox" checked={truthful} onChange={(event) => setTruthful(event.target.checked)} />{' '}
          {text.truthful}
        </label>
        {sent && doing.at !== 'done' ? <DoingNotice doing={doing} /> : null}
        <p>
          <button type="submit" className="k-button primary" disabled={!ready || doing.at === 'sending'}>
            {text.send}
          </button>
        </p>
      </form>
    </section>
  )
}

/** Above a publication whose window is open. */
export function ObjectionLink({ publication, until }: { publication: string; until: string }) {
  const text = useText(objectionPublicText)
  const { language } = useLanguage()
  return (
    <div className="k-noprint b-window">
      <Notice tone="accent">
        {text.openNotice(dayWords(until, language))}{' '}
        <a href={`?objection=${encodeURIComponent(publication)}`}>{text.toForm}</a>
      </Notice>
    </div>
  )
}

/** On the first page, whether or not a window is open. */
export function ObjectionsOpenNotice({ open }: { open: number }) {
  const text = useText(objectionPublicText)
  const { language } = useLanguage()
  return open > 0 ? (
    <div className="k-noprint b-window">
      <Notice tone="accent">
        {text.openSome(count(open, language))} <a href="?objection=all">{text.toForm}</a>
      </Notice>
    </div>
  ) : (
    <p className="k-small k-noprint b-window">
      <a href="?objection=all">{text.toStatus}</a>
    </p>
  )
}
