import { type ReactNode, useId, useState } from 'react'
import type { FieldProblem } from '../../../server/protocol/identity.ts'
import { dateWib } from '../../shared/format.ts'
import type { Language } from '../../shared/language.tsx'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Shape } from '../../shared/parts/kit-shapes.tsx'
import { applicantText } from '../../shared/text/applicant.ts'

/** '5 Des 2026': a day in WIB, given as an ISO date. */
export const dayWords = (day: string, language: Language): string => dateWib(Date.parse(`${day}T00:00:00Z`), language)

/** A labelled control with its hint, and under it what is wrong with it; a screen reader hears all of that at the control. */
export function AField({
  label,
  hint,
  problem,
  children,
}: {
  label: string
  hint?: ReactNode
  problem?: FieldProblem | null | undefined
  children: (props: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean }) => ReactNode
}) {
  const id = useId()
  const { language } = useLanguage()
  const described = [hint ? `${id}h` : '', problem ? `${id}p` : ''].filter(Boolean).join(' ') || undefined
  return (
    <div className="k-field a-field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': described, 'aria-invalid': Boolean(problem) })}
      {hint ? <small id={`${id}h`}>{hint}</small> : null}
      {problem ? (
        <p className="a-problem" id={`${id}p`}>
          <Shape name="cross" size={14} /> <span>{problem[language]}</span>
        </p>
      ) : null}
    </div>
  )
}

/** A password that can be looked at: on a telephone nobody types blind. */
export function PasswordField({
  label,
  hint,
  value,
  problem,
  fresh = false,
  onChange,
}: {
  label: string
  hint?: string
  value: string
  problem?: FieldProblem | null | undefined
  fresh?: boolean
  onChange: (value: string) => void
}) {
  const text = useText(applicantText)
  const [shown, setShown] = useState(false)
  return (
    <div className="k-stack-small">
      <AField label={label} hint={hint} problem={problem}>
        {(props) => (
          <input
            {...props}
            className="k-input"
            type={shown ? 'text' : 'password'}
            autoComplete={fresh ? 'new-password' : 'current-password'}
            autoCapitalize="none"
            spellCheck={false}
            maxLength={200}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </AField>
      <label className="k-check">
        <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />
        {text.showPassword}
      </label>
    </div>
  )
}
