import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import type { CheckInStep, SittingPolicy } from '../../../server/protocol/policy.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Shape } from '../../shared/parts/kit-shapes.tsx'
import { settingsText } from '../../shared/text/sitting-settings.ts'
import {
  DOCUMENTS_MOST,
  LABEL_MOST,
  STEPS,
  withDocument,
  withDocumentMoved,
  withNewDocument,
  withoutDocument,
  withoutStep,
  withStep,
  withStepMoved,
} from '../policy-draft.ts'

interface Props {
  policy: SittingPolicy
  onChange: (policy: SittingPolicy) => void
}

/**
 * Focus for the first of these that can take it, once the change is drawn: a row that moves or goes is taken out of the
 * page, and the focus of its button would be dropped.
 */
function useFocusLater(): [RefObject<HTMLDivElement | null>, (...selectors: string[]) => void] {
  const root = useRef<HTMLDivElement>(null)
  const [wanted, setWanted] = useState<string[]>([])
  useEffect(() => {
    for (const selector of wanted) {
      const found = root.current?.querySelector<HTMLElement>(`${selector}:not(:disabled)`)
      if (found) return found.focus()
    }
  }, [wanted])
  return [root, (...selectors) => setWanted(selectors)]
}

/** Which steps the desk takes, and in which order. */
export function StepsField({ policy, onChange }: Props) {
  const text = useText(settingsText)
  const { language } = useLanguage()
  const { steps } = policy.checkIn
  const unused = STEPS.filter((step) => !steps.includes(step))
  const [said, setSaid] = useState('')
  const [root, focusLater] = useFocusLater()
  const move = (step: CheckInStep, by: 1 | -1) => {
    const next = withStepMoved(policy, step, by)
    const place = next.checkIn.steps.indexOf(step)
    if (place === steps.indexOf(step)) return
    onChange(next)
    focusLater(`[data-step="${step}"] .${by === -1 ? 'up' : 'down'}`, `[data-step="${step}"] .out`)
    setSaid(text.stepMoved(text.stepNames[step], count(place + 1, language)))
  }
  const keys = (event: KeyboardEvent, step: CheckInStep) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    event.preventDefault()
    move(step, event.key === 'ArrowUp' ? -1 : 1)
  }
  return (
    <div ref={root} className="k-stack-small">
      <p className="k-legend">{text.steps}</p>
      <p className="k-small k-soft">{text.stepsHint}</p>
      {steps.length === 0 ? <p>{text.noSteps}</p> : null}
      <ol className="k-plain c-order c-steps">
        {steps.map((step, at) => (
          <li key={step} data-step={step}>
            <span className="k-num k-soft">{count(at + 1, language)}</span>
            <span className="c-order-name">{text.stepNames[step]}</span>
            <span
              className="c-order-move"
              role="group"
              aria-label={text.stepNames[step]}
              onKeyDown={(event) => keys(event, step)}
            >
              <button
                type="button"
                className="k-button small up"
                disabled={at === 0}
                aria-label={text.stepUp(text.stepNames[step])}
                title={text.up}
                onClick={() => move(step, -1)}
              >
                <Shape name="up" size={12} />
              </button>
              <button
                type="button"
                className="k-button small down"
                disabled={at === steps.length - 1}
                aria-label={text.stepDown(text.stepNames[step])}
                title={text.down}
                onClick={() => move(step, 1)}
              >
                <Shape name="down" size={12} />
              </button>
              <button
                type="button"
                className="k-button small out"
                aria-label={text.stepOut(text.stepNames[step])}
                onClick={() => {
                  onChange(withoutStep(policy, step))
                  focusLater(`[data-unused="${step}"]`)
                }}
              >
                {text.out}
              </button>
            </span>
          </li>
        ))}
      </ol>
      <span className="sr-only" role="status">
        {said}
      </span>
      {unused.length > 0 ? (
        <p className="k-line">
          <span className="k-small k-soft">{text.notUsed}:</span>
          {unused.map((step) => (
            <button
              key={step}
              type="button"
              className="k-button small"
              data-unused={step}
              aria-label={text.stepIn(text.stepNames[step])}
              onClick={() => {
                onChange(withStep(policy, step))
                focusLater(`[data-step="${step}"] .up`, `[data-step="${step}"] .out`)
              }}
            >
              + {text.stepNames[step]}
            </button>
          ))}
        </p>
      ) : null}
    </div>
  )
}

/** What the officer asks to see, and which of it holds the PIN back. */
export function DocumentsField({ policy, onChange }: Props) {
  const text = useText(settingsText)
  const { language } = useLanguage()
  const { documents } = policy.checkIn
  const [root, focusLater] = useFocusLater()
  const move = (at: number, by: 1 | -1) => {
    onChange(withDocumentMoved(policy, at, by))
    const row = `[data-document="${documents[at]?.id}"]`
    focusLater(`${row} .${by === -1 ? 'up' : 'down'}`, `${row} input`)
  }
  const added = withNewDocument(policy)
  return (
    <div ref={root} className="k-stack-small">
      <p className="k-legend">{text.documents}</p>
      <p className="k-small k-soft">{text.documentsHint}</p>
      <ol className="k-plain c-documents">
        {documents.map((document, at) => {
          const name = document.label.trim() || text.document(count(at + 1, language))
          return (
            <li key={document.id} data-document={document.id}>
              <input
                className="k-input"
                aria-label={text.document(count(at + 1, language))}
                maxLength={LABEL_MOST}
                aria-invalid={document.label.trim() === '' || undefined}
                value={document.label}
                onChange={(event) => onChange(withDocument(policy, at, { label: event.target.value }))}
              />
              <label className="k-check">
                <input
                  type="checkbox"
                  checked={document.needed}
                  aria-label={`${text.needed}: ${name}`}
                  onChange={(event) => onChange(withDocument(policy, at, { needed: event.target.checked }))}
                />
                {text.needed}
              </label>
              <span className="c-order-move">
                <button
                  type="button"
                  className="k-button small up"
                  disabled={at === 0}
                  aria-label={text.stepUp(name)}
                  onClick={() => move(at, -1)}
                >
                  <Shape name="up" size={12} />
                </button>
                <button
                  type="button"
                  className="k-button small down"
                  disabled={at === documents.length - 1}
                  aria-label={text.stepDown(name)}
                  onClick={() => move(at, 1)}
                >
                  <Shape name="down" size={12} />
                </button>
                <button
                  type="button"
                  className="k-button small"
                  aria-label={text.removeDocument(name)}
                  onClick={() => {
                    onChange(withoutDocument(policy, at))
                    focusLater('.add')
                  }}
                >
                  {text.remove}
                </button>
              </span>
            </li>
          )
        })}
      </ol>
      <p>
        <button
          type="button"
          className="k-button small add"
          disabled={documents.length >= DOCUMENTS_MOST}
          onClick={() => {
            onChange(added)
            focusLater(`[data-document="${added.checkIn.documents.at(-1)?.id}"] input`)
          }}
        >
          {text.addDocument}
        </button>
      </p>
    </div>
  )
}
