import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import type { ProposalRow } from '../../../server/protocol/http.ts'
import type { StagePreview } from '../../../server/protocol/results.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { DoingNotice } from '../../shared/parts/kit-basics.tsx'
import { Shape } from '../../shared/parts/kit-shapes.tsx'
import { stagesText } from '../../shared/text/stages.ts'
import { moved } from '../document.ts'
import { isReason, ReasonField } from './reason-field.tsx'

export type Tie = StagePreview['undecided'][number]

/** Gives an order to candidates who are equal on everything; what is proposed is the order on the screen. */
export function TieForm({
  tie,
  doing,
  onPropose,
}: {
  tie: Tie
  doing: Doing<ProposalRow>
  onPropose: (order: string[], reason: string) => void
}) {
  const text = useText(stagesText)
  const { language } = useLanguage()
  const id = useId()
  const [order, setOrder] = useState(tie.candidates)
  const [reason, setReason] = useState('')
  const [said, setSaid] = useState('')
  const list = useRef<HTMLOListElement>(null)
  const [focus, setFocus] = useState<{ candidate: string; step: -1 | 1 } | null>(null)
  // A row that moves is taken out of the page and put back, which drops the focus of its button.
  useEffect(() => {
    if (!focus) return
    const row = [...(list.current?.children ?? [])].find(
      (one) => one.getAttribute('data-candidate') === focus.candidate,
    )
    const [up, down] = [...(row?.querySelectorAll('button') ?? [])]
    const wanted = focus.step === -1 ? up : down
    const other = focus.step === -1 ? down : up
    ;(wanted?.disabled ? other : wanted)?.focus()
  }, [focus])
  const move = (from: number, step: -1 | 1) => {
    const one = order[from]
    const to = from + step
    if (!one || to < 0 || to >= order.length) return
    setOrder(moved(order, from, step))
    setFocus({ candidate: one.candidate, step })
    setSaid(text.movedTo(one.name, count(to + 1, language)))
  }
  const keys = (event: KeyboardEvent, from: number) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    event.preventDefault()
    move(from, event.key === 'ArrowUp' ? -1 : 1)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReason(reason))
      onPropose(
        order.map((one) => one.candidate),
        reason.trim(),
      )
  }
  return (
    <form className="k-panel k-stack" aria-labelledby={id} onSubmit={submit}>
      <div className="k-stack-small">
        <h3 id={id}>{text.tieOf(tie.vacancy.code, tie.vacancy.position)}</h3>
        <p>{tie.why[language]}</p>
      </div>
      <div className="k-stack-small">
        <p className="k-legend">{text.tieOrder}</p>
        <ol ref={list} className="k-plain c-order">
          {order.map((one, place) => (
            <li key={one.candidate} data-candidate={one.candidate}>
              <span className="k-num k-strong">{count(place + 1, language)}</span>
              <span className="k-num">{one.number}</span>
              <span className="c-order-name">{one.name}</span>
              <span className="c-order-move">
                <button
                  type="button"
                  className="k-button small"
                  aria-label={text.up(one.name)}
                  disabled={place === 0}
                  onClick={() => move(place, -1)}
                  onKeyDown={(event) => keys(event, place)}
                >
                  <Shape name="up" size={14} />
                </button>
                <button
                  type="button"
                  className="k-button small"
                  aria-label={text.down(one.name)}
                  disabled={place === order.length - 1}
                  onClick={() => move(place, 1)}
                  onKeyDown={(event) => keys(event, place)}
                >
                  <Shape name="down" size={14} />
                </button>
              </span>
            </li>
          ))}
        </ol>
        <p className="k-small k-soft">{text.tieHow}</p>
        <p className="sr-only" role="status">
          {said}
        </p>
      </div>
      <ReasonField label={text.tieReason} hint={text.tieReasonHint} value={reason} onChange={setReason} />
      <p>
        <button type="submit" className="k-button primary" disabled={!isReason(reason) || doing.at === 'sending'}>
          {text.tiePropose}
        </button>
      </p>
      <DoingNotice doing={doing} done={() => text.tieProposed} />
    </form>
  )
}
