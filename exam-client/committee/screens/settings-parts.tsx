import type { ReactNode } from 'react'
import { count } from '../../shared/format.ts'
import { useLanguage } from '../../shared/language.tsx'
import { Field } from '../../shared/parts/kit-basics.tsx'
import { LIMITS, type Limited } from '../policy-draft.ts'

/** One subject of the settings. */
export function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="k-group c-group">
      <legend>{title}</legend>
      <div className="k-stack">{children}</div>
    </fieldset>
  )
}

/** A choice whose ways need a sentence each. */
export function Ways<Way extends string>({
  name,
  label,
  hint,
  value,
  ways,
  order,
  onChange,
}: {
  name: string
  label: string
  hint?: string
  value: Way
  ways: Record<Way, ReactNode>
  order: readonly Way[]
  onChange: (way: Way) => void
}) {
  return (
    <fieldset className="c-choices">
      <legend className="k-legend">{label}</legend>
      {order.map((way) => (
        <label key={way} className="k-check">
          <input type="radio" name={name} checked={value === way} onChange={() => onChange(way)} />
          <span>{ways[way]}</span>
        </label>
      ))}
      {hint ? <small className="k-small k-soft">{hint}</small> : null}
    </fieldset>
  )
}

/** A whole number within its limits; outside them it says so and cannot be saved. */
export function Whole({
  field,
  label,
  hint,
  value,
  disabled,
  onChange,
}: {
  field: Limited
  label: string
  hint?: string
  value: number
  disabled?: boolean
  onChange: (value: number) => void
}) {
  const { language } = useLanguage()
  const [least, most] = LIMITS[field]
  const wrong = !Number.isInteger(value) || value < least || value > most
  return (
    <Field
      label={label}
      hint={
        <>
          {hint ? `${hint} ` : null}
          <span className="k-num">
            ({count(least, language)}–{count(most, language)})
          </span>
        </>
      }
    >
      <input
        className="k-input short"
        type="number"
        min={least}
        max={most}
        step={1}
        disabled={disabled}
        aria-invalid={wrong || undefined}
        value={Number.isNaN(value) ? '' : value}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
    </Field>
  )
}

export function Tick({
  label,
  hint,
  checked,
  onChange,
}: {
  label: string
  hint?: string
  checked: boolean
  onChange: (checked: boolean) => void
}) {
  return (
    <div>
      <label className="k-check">
        <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
        {label}
      </label>
      {hint ? <p className="k-small k-soft c-tick-hint">{hint}</p> : null}
    </div>
  )
}
