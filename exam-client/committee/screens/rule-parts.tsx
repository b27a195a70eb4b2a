import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Field } from '../../shared/parts/kit-basics.tsx'
import { Shape } from '../../shared/parts/kit-shapes.tsx'
import { rulesText } from '../../shared/text/rules.ts'
import { moved } from '../document.ts'
import type { Figure } from '../rule-body.ts'

const FIGURE_MAX = 100_000

/** A figure that may be empty while it is being typed; nothing is rounded or clamped behind the committee's back. */
export function FigureInput({
  value,
  label,
  onChange,
}: {
  value: Figure
  /** Where no label stands beside it. */
  label?: string
  onChange: (value: Figure) => void
}) {
  return (
    <input
      className="k-input short"
      type="number"
      inputMode="numeric"
      min={0}
      max={FIGURE_MAX}
      step={1}
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => {
        const figure = Number(event.target.value)
        onChange(event.target.value === '' || !Number.isFinite(figure) ? null : figure)
      }}
    />
  )
}

export function TextField({
  label,
  hint,
  value,
  onChange,
  max = 200,
}: {
  label: string
  hint?: ReactNode
  value: string
  onChange: (value: string) => void
  max?: number
}) {
  return (
    <Field label={label} hint={hint}>
      <input className="k-input" maxLength={max} value={value} onChange={(event) => onChange(event.target.value)} />
    </Field>
  )
}

/** A list whose order means something: moved by buttons or by ↑ and ↓, shortened and lengthened. */
export function OrderList({
  title,
  of,
  word,
  empty,
  onChange,
  children,
}: {
  title: string
  of: string[]
  word: (one: string) => string
  empty?: string
  onChange: (next: string[]) => void
  /** How one is added. */
  children?: ReactNode
}) {
  const text = useText(rulesText).edit
  const { language } = useLanguage()
  const id = useId()
  const list = useRef<HTMLOListElement>(null)
  const [said, setSaid] = useState('')
  const [focus, setFocus] = useState<{ one: string; step: -1 | 1 } | null>(null)
  // A row that moves is taken out of the page and put back, which drops the focus of its button.
  useEffect(() => {
    if (!focus) return
    const row = [...(list.current?.children ?? [])].find((one) => one.getAttribute('data-one') === focus.one)
    const [up, down] = [...(row?.querySelectorAll('button') ?? [])]
    const wanted = focus.step === -1 ? up : down
    const other = focus.step === -1 ? down : up
    ;(wanted?.disabled ? other : wanted)?.focus()
  }, [focus])
  const move = (from: number, step: -1 | 1) => {
    const one = of[from]
    const to = from + step
    if (one === undefined || to < 0 || to >= of.length) return
    onChange(moved(of, from, step))
    setFocus({ one, step })
    setSaid(text.movedTo(word(one), count(to + 1, language)))
  }
  const keys = (event: KeyboardEvent, from: number) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    event.preventDefault()
    move(from, event.key === 'ArrowUp' ? -1 : 1)
  }
  return (
    <div className="k-stack-small" role="group" aria-labelledby={id}>
      <p className="k-legend" id={id}>
        {title}
      </p>
      {of.length === 0 && empty ? <p className="k-small k-soft">{empty}</p> : null}
      <ol ref={list} className="k-plain c-order c-rule-order">
        {of.map((one, place) => (
          <li key={one} data-one={one}>
            <span className="k-num k-strong">{count(place + 1, language)}</span>
            <span>{word(one)}</span>
            <span className="c-order-move">
              {([-1, 1] as const).map((step) => (
                <button
                  key={step}
                  type="button"
                  className="k-button small"
                  aria-label={(step === -1 ? text.up : text.down)(word(one))}
                  disabled={step === -1 ? place === 0 : place === of.length - 1}
                  onClick={() => move(place, step)}
                  onKeyDown={(event) => keys(event, place)}
                >
                  <Shape name={step === -1 ? 'up' : 'down'} size={14} />
                </button>
              ))}
              <button
                type="button"
                className="k-button small"
                aria-label={text.removeOne(word(one))}
                onClick={() => onChange(of.filter((_, at) => at !== place))}
              >
                {text.remove}
              </button>
            </span>
          </li>
        ))}
      </ol>
      {of.length > 1 ? <p className="k-small k-soft">{text.moveHow}</p> : null}
      <p className="sr-only" role="status">
        {said}
      </p>
      {children}
    </div>
  )
}

/** Adds one of those that are not in the list yet. */
export function AddChoice({
  label,
  options,
  onAdd,
}: {
  label: string
  options: { value: string; title: string }[]
  onAdd: (value: string) => void
}) {
  const text = useText(rulesText).edit
  if (options.length === 0) return null
  return (
    <Field label={label}>
      <select
        className="k-input c-select"
        value=""
        onChange={(event) => event.target.value && onAdd(event.target.value)}
      >
        <option value="">{text.choose}</option>
        {options.map((one) => (
          <option key={one.value} value={one.value}>
            {one.title}
          </option>
        ))}
      </select>
    </Field>
  )
}

/** Adds a name that is typed; one that is there already is not added twice. */
export function AddText({ label, taken, onAdd }: { label: string; taken: string[]; onAdd: (value: string) => void }) {
  const text = useText(rulesText).edit
  const [value, setValue] = useState('')
  const name = value.trim()
  const good = name !== '' && !taken.includes(name)
  const add = () => {
    if (!good) return
    onAdd(name)
    setValue('')
  }
  return (
    <div className="k-line c-section-line">
      <Field label={label}>
        <input
          className="k-input c-select"
          maxLength={40}
          value={value}
          onChange={(event) => setValue(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            add()
          }}
        />
      </Field>
      <button type="button" className="k-button" disabled={!good} onClick={add}>
        {text.add}
      </button>
    </div>
  )
}
