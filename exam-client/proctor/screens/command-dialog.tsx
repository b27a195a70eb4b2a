import { useState } from 'react'
import type { CommandDone, ProctorCommand } from '../../../server/protocol/proctor.ts'
import { REASON_CATEGORIES } from '../../../server/protocol/reasons.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { Choice, DoingNotice, Field, useSay } from '../../shared/parts/kit-basics.tsx'
import { Ask } from '../../shared/parts/kit-dialog.tsx'
import { kitText } from '../../shared/text/kit.ts'
import { proctorText } from '../../shared/text/proctor.ts'

export type Reason = ProctorCommand['reason']

export interface Ending {
  attempt: string
  station: string
  name: string
}

/** What the proctor is about to do, with the numbers that tell its effect. */
export type Wanted =
  | { kind: 'open'; seats: number }
  | { kind: 'start'; ready: number; seats: number }
  | { kind: 'close'; working: Ending[] }
  | { kind: 'end'; attempts: Ending[] }

const NAMES_SHOWN_MAX = 6

/** Asks for the reason, states the effect, and then tells how the command fares until the server has answered. */
export function CommandDialog({
  wanted,
  doing,
  onSend,
  onEnd,
  onClose,
}: {
  wanted: Wanted
  doing: Doing<CommandDone>
  onSend: (reason: Reason) => void
  onEnd: (attempts: Ending[]) => void
  onClose: () => void
}) {
  const text = useText(proctorText)
  const kit = useText(kitText)
  const say = useSay()
  const { language } = useLanguage()
  const grave = wanted.kind === 'end'
  // The server closes only when nobody works any more; better said here than after a reason was typed.
  const blocked = wanted.kind === 'close' && wanted.working.length > 0 && doing.at === 'idle' ? wanted.working : null
  const [category, setCategory] = useState<Reason['category']>(wanted.kind === 'end' ? 'misconduct' : 'schedule')
  const [words, setWords] = useState<string>(grave ? '' : text.onSchedule)
  const [asked, setAsked] = useState(false)
  const missing = words.trim() === ''
  const n = (value: number) => count(value, language)
  const sent = doing.at === 'sending' || doing.at === 'done'
  const send = () => {
    setAsked(true)
    if (!missing) onSend({ category, text: words.trim() })
  }
  const go = wanted.kind === 'end' ? text.dialog.end.go : text.dialog[wanted.kind].go
  return (
    <Ask
      open
      alert
      title={wanted.kind === 'end' ? text.dialog.end.title(n(wanted.attempts.length)) : text.dialog[wanted.kind].title}
      onClose={onClose}
      actions={
        doing.at === 'done' ? (
          <button type="button" className="k-button primary" onClick={onClose}>
            {kit.close}
          </button>
        ) : (
          <>
            <button type="button" className="k-button" onClick={onClose}>
              {kit.cancel}
            </button>
            {blocked ? (
              <button type="button" className="k-button danger" onClick={() => onEnd(blocked)}>
                {text.endWorking(n(blocked.length))}
              </button>
            ) : (
              <button
                type="button"
                className={grave ? 'k-button danger primary' : 'k-button primary'}
                disabled={doing.at === 'sending'}
                onClick={send}
              >
                {go}
              </button>
            )}
          </>
        )
      }
    >
      <Effect wanted={wanted} />
      {sent || blocked ? null : (
        <>
          <Choice
            label={text.reason}
            value={category}
            options={REASON_CATEGORIES.map((value) => ({ value, title: text.categories[value] }))}
            onChange={(value) => setCategory(value as Reason['category'])}
          />
          <Field
            label={text.reasonText}
            hint={asked && missing ? <span className="k-mark danger">{text.reasonNeeded}</span> : text.reasonHint}
          >
            <textarea
              className="k-input"
              maxLength={500}
              value={words}
              aria-invalid={asked && missing}
              onChange={(event) => setWords(event.target.value)}
            />
          </Field>
        </>
      )}
      <DoingNotice
        doing={doing}
        done={(reply) => (
          <>
            <p>{wanted.kind === 'end' ? text.doneCount(n(reply.done)) : text.doneSitting}</p>
            {reply.refused.length > 0 ? (
              <>
                <p>{text.refusedCount(n(reply.refused.length))}</p>
                <ul className="k-list">
                  {reply.refused.map((one) => (
                    <li key={one.attempt}>
                      {nameOf(wanted, one.attempt)}: {say(one.why)}
                    </li>
                  ))}
                </ul>
              </>
            ) : null}
          </>
        )}
      />
    </Ask>
  )
}

function Effect({ wanted }: { wanted: Wanted }) {
  const text = useText(proctorText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  if (wanted.kind === 'open') return <p>{text.dialog.open.effect(n(wanted.seats))}</p>
  if (wanted.kind === 'close') return <p>{text.dialog.close.effect(n(wanted.working.length))}</p>
  if (wanted.kind === 'start')
    return (
      <p>
        {text.dialog.start.effect(n(wanted.ready))}{' '}
        {wanted.ready < wanted.seats ? text.notReady(n(wanted.seats - wanted.ready)) : ''}
      </p>
    )
  const shown = wanted.attempts.slice(0, NAMES_SHOWN_MAX)
  return (
    <>
      <p>{text.dialog.end.effect}</p>
      <ul className="k-list">
        {shown.map((one) => (
          <li key={one.attempt}>
            {text.station} {one.station}: {one.name}
          </li>
        ))}
        {wanted.attempts.length > shown.length ? (
          <li>{text.andMore(n(wanted.attempts.length - shown.length))}</li>
        ) : null}
      </ul>
    </>
  )
}

function nameOf(wanted: Wanted, attempt: string): string {
  const one = wanted.kind === 'end' ? wanted.attempts.find((other) => other.attempt === attempt) : undefined
  return one ? `${one.station} ${one.name}` : attempt
}
