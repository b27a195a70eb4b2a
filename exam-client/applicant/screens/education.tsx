import { useState } from 'react'
import type { Choices, Missing, OwnApplication } from '../../../server/protocol/applications.ts'
import { LEVEL_WORDS } from '../../../server/protocol/education.ts'
import { type ApplicationDraft, EDUCATION_LEVELS, type EducationLevel } from '../../../server/protocol/recruitment.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { applicantFormText } from '../../shared/text/applicant-form.ts'
import type { Changes } from '../draft-saver.ts'
import { AField } from './parts.tsx'

type Education = NonNullable<ApplicationDraft['education']>

/** Education, work, and what else this vacancy asks. */
export function EducationStep({
  application,
  draft,
  programmes,
  onChange,
}: {
  application: OwnApplication
  draft: ApplicationDraft
  programmes: Choices['programmes']
  onChange: (changes: Changes) => void
}) {
  const text = useText(applicantFormText)
  const { language } = useLanguage()
  const { education } = draft
  /** What is half typed and no number yet. */
  const [year, setYear] = useState(education?.year ? String(education.year) : '')
  const [months, setMonths] = useState(draft.experienceMonths === undefined ? '' : String(draft.experienceMonths))
  const change = (more: Partial<Education>) =>
    onChange({
      education: {
        ...{ level: '' as EducationLevel, programme: '', institution: '', year: 0, gpa: null },
        ...education,
        ...more,
      },
    })
  const taught = programmes
    .filter(({ levels }) => education && levels.includes(education.level))
    .sort((a, b) => a[language].localeCompare(b[language], language))
  /** Said of a field once something stands in it. */
  const wrong = (field: string, filled: boolean): Missing | null =>
    filled ? (application.missing.find((one) => one.step === 'education' && one.field === field) ?? null) : null
  return (
    <div className="k-stack">
      <AField label={text.level}>
        {(props) => (
          <select
            {...props}
            className="k-input"
            value={education?.level ?? ''}
            onChange={(event) => change({ level: event.target.value as EducationLevel, programme: '' })}
          >
            <option value="">{text.levelNone}</option>
            {EDUCATION_LEVELS.map((level) => (
              <option key={level} value={level}>
                {LEVEL_WORDS[level][language]}
              </option>
            ))}
          </select>
        )}
      </AField>
      <AField label={text.programme}>
        {(props) => (
          <select
            {...props}
            className="k-input"
            disabled={!education?.level}
            value={education?.programme ?? ''}
            onChange={(event) => change({ programme: event.target.value })}
          >
            <option value="">{text.programmeNone}</option>
            {taught.map((one) => (
              <option key={one.code} value={one.code}>
                {one[language]}
              </option>
            ))}
            <option value="lainnya">{text.programmeOther}</option>
          </select>
        )}
      </AField>
      <AField label={text.institution} problem={wrong('institution', Boolean(education?.institution))}>
        {(props) => (
          <input
            {...props}
            className="k-input"
            maxLength={200}
            value={education?.institution ?? ''}
            onChange={(event) => change({ institution: event.target.value })}
          />
        )}
      </AField>
      <div className="a-pair">
        <AField label={text.year} problem={wrong('year', year.length === 4)}>
          {(props) => (
            <input
              {...props}
              className="k-input k-num"
              inputMode="numeric"
              maxLength={4}
              value={year}
              onChange={(event) => {
                const digits = event.target.value.replace(/\D/g, '')
                setYear(digits)
                change({ year: Number(digits) })
              }}
            />
          )}
        </AField>
        <AField label={text.gpa} hint={text.gpaHint} problem={wrong('gpa', Boolean(education?.gpa))}>
          {(props) => (
            <input
              {...props}
              className="k-input k-num"
              inputMode="decimal"
              maxLength={6}
              value={education?.gpa ?? ''}
              onChange={(event) => change({ gpa: event.target.value.trim() || null })}
            />
          )}
        </AField>
      </div>
      <AField label={text.experience} hint={text.experienceHint}>
        {(props) => (
          <input
            {...props}
            className="k-input short k-num"
            inputMode="numeric"
            maxLength={3}
            value={months}
            onChange={(event) => {
              const digits = event.target.value.replace(/\D/g, '')
              setMonths(digits)
              onChange({ experienceMonths: digits === '' ? null : Math.min(720, Number(digits)) })
            }}
          />
        )}
      </AField>
      <Others application={application} draft={draft} onChange={onChange} />
    </div>
  )
}

function Others({
  application,
  draft,
  onChange,
}: {
  application: OwnApplication
  draft: ApplicationDraft
  onChange: (changes: Changes) => void
}) {
  const text = useText(applicantFormText)
  const { language } = useLanguage()
  const others = application.vacancy?.requirements.others ?? []
  if (!application.vacancy) return <p className="k-soft">{text.vacancyFirst}</p>
  if (others.length === 0) return null
  const declared = draft.declared ?? []
  const document = (kind: string | null) => application.documentRules.find((rule) => rule.kind === kind)?.[language]
  return (
    <fieldset className="k-group k-stack-small">
      <legend>{text.others}</legend>
      <p className="k-small k-soft">{text.othersLead}</p>
      {others.map((one) => (
        <label key={one.code} className="k-check a-check">
          <input
            type="checkbox"
            checked={declared.includes(one.code)}
            onChange={(event) =>
              onChange({
                declared: event.target.checked ? [...declared, one.code] : declared.filter((code) => code !== one.code),
              })
            }
          />
          <span>
            {one[language]}
            <small className="k-soft">
              {[
                one.needed ? null : text.helpful,
                document(one.document) ? text.shownBy(document(one.document) ?? '') : null,
              ]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
