import type { ReactNode } from 'react'
import type { OwnApplication } from '../../../server/protocol/applications.ts'
import { unmetSentence } from '../../../server/protocol/unmet.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Notice, RefusalNotice } from '../../shared/parts/kit-basics.tsx'
import { Shape } from '../../shared/parts/kit-shapes.tsx'
import { applicantFormText } from '../../shared/text/applicant-form.ts'
import type { Saving } from '../draft-saver.ts'
import { openSteps, STEPS, type Step } from '../standing.ts'

/** The way through five steps: where one is, what is open, whether all is saved, and what does not fit the vacancy. */
export function StepFrame({
  application,
  step,
  saving,
  onChoose,
  children,
}: {
  application: OwnApplication
  step: Step
  saving: Saving
  onChoose: (mine: boolean) => void
  children: ReactNode
}) {
  const text = useText(applicantFormText)
  const open = openSteps(application)
  const at = STEPS.indexOf(step)
  const [before, after] = [STEPS[at - 1], STEPS[at + 1]]
  return (
    <div className="k-stack">
      <nav aria-label={text.stepOf(at + 1, text.steps[step])}>
        <ol className="a-steps">
          {STEPS.map((one, n) => {
            const done = !open.has(one)
            return (
              <li key={one}>
                <a href={`?step=${one}`} aria-current={one === step ? 'step' : undefined} data-done={done}>
                  <span className="a-dot" aria-hidden="true">
                    {done ? <Shape name="check" size={12} /> : n + 1}
                  </span>
                  <span className="a-step-name">{text.steps[one]}</span>
                  <span className="a-hidden">, {done ? text.stepDone : text.stepOpen}</span>
                </a>
              </li>
            )
          })}
        </ol>
      </nav>
      <div className="k-stack-small">
        <p className="k-small k-soft">
          {application.vacancy
            ? `${application.vacancy.position}, ${application.vacancy.unit}`
            : application.period.name}
        </p>
        <h1>{text.stepOf(at + 1, text.steps[step])}</h1>
      </div>
      <SavingLine saving={saving} onChoose={onChoose} />
      {step === 'check' ? null : <UnmetNotice application={application} />}
      {children}
      <p className="a-ways">
        {before ? (
          <a className="k-button" href={`?step=${before}`}>
            ‹ {text.back}
          </a>
        ) : null}
        {after ? (
          <a className="k-button primary" href={`?step=${after}`}>
            {text.next} ›
          </a>
        ) : null}
      </p>
    </div>
  )
}

function SavingLine({ saving, onChoose }: { saving: Saving; onChoose: (mine: boolean) => void }) {
  const text = useText(applicantFormText)
  if (saving.at === 'refused') return <RefusalNotice why={saving.why} />
  if (saving.at === 'differs')
    return (
      <Notice tone="amber" live>
        <p>
          {text.differs(
            saving.fields.map((field) => text.fields[field as keyof typeof text.fields] ?? field).join(', '),
          )}
        </p>
        <p className="k-line">
          <button type="button" className="k-button small" onClick={() => onChoose(true)}>
            {text.useMine}
          </button>
          <button type="button" className="k-button small" onClick={() => onChoose(false)}>
            {text.useTheirs}
          </button>
        </p>
      </Notice>
    )
  return (
    <p className={saving.at === 'unreachable' ? 'a-saving bad' : 'a-saving'} role="status">
      <Shape name={saving.at === 'saved' ? 'check' : saving.at === 'unreachable' ? 'triangle' : 'clock'} size={14} />
      {text.saving[saving.at]}
    </p>
  )
}

/** What speaks against this vacancy by what is known; what was not said yet is no reproach. */
export function UnmetNotice({ application, all = false }: { application: OwnApplication; all?: boolean }) {
  const text = useText(applicantFormText)
  const { language } = useLanguage()
  const unmet = application.unmet.filter(({ code }) => all || (code !== 'unknown' && code !== 'other'))
  if (unmet.length === 0) return null
  return (
    <Notice tone="danger" live>
      <p className="k-strong">{text.unmetTitle}</p>
      <ul className="a-list">
        {unmet.map((one) => (
          <li key={`${one.code}${one.requirement}`}>{unmetSentence(one, language)}</li>
        ))}
      </ul>
      <p className="k-small">{text.unmetAdvice}</p>
    </Notice>
  )
}
