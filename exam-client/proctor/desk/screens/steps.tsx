import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { DeskPerson, DeskSitting, DeskStep } from '../../../../server/protocol/desk.ts'
import type { CheckInStep } from '../../../../server/protocol/policy.ts'
import { useText } from '../../../shared/language.tsx'
import { Notice } from '../../../shared/parts/kit-basics.tsx'
import { deskText } from '../../../shared/text/desk.ts'
import { missingDocuments } from '../desk-state.ts'
import { PhotoStep } from './photo-step.tsx'

export interface StepProps {
  sitting: DeskSitting
  person: DeskPerson
  again: boolean
  busy: boolean
  onMove: (step: DeskStep) => void
  onBack: (() => void) | null
}

/** The step that is open: Enter goes on, wherever in it the focus stands. */
export function OpenStep({ step, ...props }: StepProps & { step: CheckInStep }) {
  const text = useText(deskText)
  const { sitting, again, busy, onMove, onBack } = props
  switch (step) {
    case 'documents':
      return <Documents {...props} />
    case 'photo':
      return <PhotoStep {...props} />
    case 'belongings':
    case 'body':
      return (
        <StepForm go={text[step].go} busy={busy} onBack={onBack} onGo={() => onMove({ step })}>
          <p>{text[step].text}</p>
        </StepForm>
      )
    case 'pin':
      return (
        <StepForm go={again ? text.pin.anew : text.pin.go} busy={busy} onBack={onBack} onGo={() => onMove({ step })}>
          <p>{again ? text.pin.anewText : text.pin.text}</p>
        </StepForm>
      )
    case 'seat': {
      const lottery = sitting.seating === 'lottery'
      return (
        <StepForm
          go={lottery ? text.seatStep.goLottery : text.seatStep.goPlan}
          busy={busy}
          onBack={onBack}
          onGo={() => onMove({ step })}
        >
          <p>{lottery ? text.seatStep.lottery : text.seatStep.plan}</p>
          {lottery ? null : (
            <p className="d-sign-seat">
              <span>{text.roomName(props.person.seat.room)}</span>
              <span>
                {text.station} <strong className="k-num">{props.person.seat.station}</strong>
              </span>
            </p>
          )}
        </StepForm>
      )
    }
  }
}

/** An Enter pressed twice is meant for the step before; nobody reads a step in less. */
const SETTLE_MS = 300

/** A step as a form, so that Enter goes on; its first control has the focus as soon as it opens. */
export function StepForm({
  go,
  busy,
  lacks = null,
  side,
  more,
  onGo,
  onBack,
  children,
}: {
  go: string
  busy: boolean
  /** What is still missing, said once the officer wanted to go on. */
  lacks?: string | null
  /** Stands at the left of what is asked. */
  side?: ReactNode
  /** Other ways, under the button that goes on. */
  more?: ReactNode
  onGo: () => void
  onBack: (() => void) | null
  children: ReactNode
}) {
  const text = useText(deskText)
  const form = useRef<HTMLFormElement>(null)
  const [asked, setAsked] = useState(false)
  const opened = useRef(0)
  useEffect(() => {
    opened.current = performance.now()
    const first =
      form.current?.querySelector<HTMLElement>('[data-first]') ??
      form.current?.querySelector<HTMLElement>('button[type=submit]')
    first?.focus({ preventScroll: true })
    form.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (lacks === null && !busy && performance.now() - opened.current > SETTLE_MS) onGo()
  }
  const asks = (
    <div className="k-stack-small d-step-asks">
      {children}
      {asked && lacks !== null ? (
        <Notice tone="amber" live>
          {lacks}
        </Notice>
      ) : null}
      <div className="k-line">
        {/* Not disabled where something is missing: it says what, and Enter reaches it. */}
        <button type="submit" className="k-button primary d-big" disabled={busy}>
          {go}
        </button>
        {onBack ? (
          <button type="button" className="k-button d-big" onClick={onBack}>
            {text.back}
          </button>
        ) : null}
      </div>
      {more}
    </div>
  )
  return (
    <form ref={form} className={side ? 'd-step-form with-side' : 'd-step-form'} onSubmit={submit}>
      {side}
      {asks}
    </form>
  )
}

function Documents({ sitting, busy, onMove, onBack }: StepProps) {
  const text = useText(deskText)
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const missing = missingDocuments(sitting, ticked)
  const toggle = (id: string) => {
    const next = new Set(ticked)
    if (!next.delete(id)) next.add(id)
    setTicked(next)
  }
  return (
    <StepForm
      go={text.documents.go}
      busy={busy}
      lacks={missing.length === 0 ? null : text.documents.missing(missing.map((one) => one.label).join('; '))}
      onGo={() => onMove({ step: 'documents', seen: [...ticked] })}
      onBack={onBack}
    >
      {sitting.documents.length === 0 ? (
        <p>{text.documents.none}</p>
      ) : (
        <fieldset className="d-choices" onKeyDown={walkChoices}>
          <legend>{text.documents.ask}</legend>
          {sitting.documents.map((one, n) => (
            <label key={one.id} className="d-choice">
              <input
                type="checkbox"
                data-first={n === 0 || undefined}
                checked={ticked.has(one.id)}
                onChange={() => toggle(one.id)}
              />
              <span>
                {one.label}
                {one.needed ? <em> ({text.documents.needed})</em> : null}
              </span>
            </label>
          ))}
        </fieldset>
      )}
    </StepForm>
  )
}

/** Up and down walk the check boxes, as they walk a list of radio buttons by themselves. */
function walkChoices(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const boxes = [...event.currentTarget.querySelectorAll<HTMLInputElement>('input[type=checkbox]')]
  const next = boxes[boxes.indexOf(event.target as HTMLInputElement) + (event.key === 'ArrowDown' ? 1 : -1)]
  if (!next) return
  event.preventDefault()
  next.focus()
}
