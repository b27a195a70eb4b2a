import { type FormEvent, type ReactNode, useId, useState } from 'react'
import type { ProposalRow } from '../../../server/protocol/http.ts'
import { useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { DoingNotice } from '../../shared/parts/kit-basics.tsx'
import { Ask } from '../../shared/parts/kit-dialog.tsx'
import { kitText } from '../../shared/text/kit.ts'
import { stagesText } from '../../shared/text/stages.ts'
import { isReason, ReasonField } from './reason-field.tsx'

/** The world moved on since the preview. */
const CHANGED = ['results-changed', 'placement-changed']

/**
 * What every proposal to publish asks: the effect first, then the reason and the word that it was read. Where the results
 * changed meanwhile nothing can be proposed but a new preview.
 */
export function ProposeFrame({
  title,
  understand,
  again,
  ready,
  doing,
  onPropose,
  onAgain,
  onClose,
  children,
}: {
  title: string
  /** What the check box says. */
  understand: string
  /** What the button for a new preview says. */
  again: string
  /** There is something to propose and nothing stands in its way. */
  ready: boolean
  doing: Doing<ProposalRow>
  onPropose: (reason: string) => void
  onAgain: () => void
  onClose: () => void
  /** Draws the dialog; `asks` gives the form with this effect in it. */
  children: (asks: (effect: ReactNode) => ReactNode) => ReactNode
}) {
  const text = useText(stagesText)
  const kit = useText(kitText)
  const form = useId()
  const [understood, setUnderstood] = useState(false)
  const [reason, setReason] = useState('')
  const stale = doing.at === 'refused' && CHANGED.includes(doing.why.refused)
  const may = ready && understood && isReason(reason)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (may && doing.at !== 'sending') onPropose(reason.trim())
  }
  return (
    <Ask
      open
      wide
      alert
      title={title}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="k-button" onClick={onClose}>
            {kit.cancel}
          </button>
          {stale ? (
            <button
              type="button"
              className="k-button primary"
              onClick={() => {
                setUnderstood(false)
                onAgain()
              }}
            >
              {again}
            </button>
          ) : (
            <button type="submit" form={form} className="k-button primary" disabled={!may || doing.at === 'sending'}>
              {text.proposeNow}
            </button>
          )}
        </>
      }
    >
      {children((effect) => (
        <form id={form} className="k-stack" onSubmit={submit}>
          {effect}
          <ReasonField label={text.reason} hint={text.reasonHint} value={reason} onChange={setReason} />
          <label className="k-check">
            <input type="checkbox" checked={understood} onChange={(event) => setUnderstood(event.target.checked)} />{' '}
            {understand}
          </label>
          <p className="k-soft">{text.proposeNote}</p>
        </form>
      ))}
      {doing.at === 'done' ? null : <DoingNotice doing={doing} />}
    </Ask>
  )
}
