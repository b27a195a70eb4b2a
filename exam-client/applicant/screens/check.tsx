import { type ReactNode, useState } from 'react'
import type { ApplicantMe, Choices, OwnApplication } from '../../../server/protocol/applications.ts'
import { LEVEL_WORDS } from '../../../server/protocol/education.ts'
import type { ApplicationDraft } from '../../../server/protocol/recruitment.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { DoingNotice, Facts, Notice } from '../../shared/parts/kit-basics.tsx'
import { applicantFormText } from '../../shared/text/applicant-form.ts'
import type { Step } from '../standing.ts'
import { dayWords } from './parts.tsx'
import { UnmetNotice } from './steps.tsx'

/** Everything once more, what is still open with the way to it, and the sending in two presses. */
export function CheckStep({
  application,
  me,
  draft,
  programmes,
  doing,
  onTruthful,
  onSend,
}: {
  application: OwnApplication
  me: ApplicantMe | null
  draft: ApplicationDraft
  programmes: Choices['programmes']
  doing: Doing<OwnApplication>
  onTruthful: (truthful: boolean) => void
  onSend: () => void
}) {
  const text = useText(applicantFormText)
  const { language } = useLanguage()
  const [asking, setAsking] = useState(false)
  const missing = application.missing.filter(({ field }) => field !== 'truthful')
  const ready = missing.length === 0 && application.unmet.length === 0 && draft.truthful === true
  return (
    <div className="k-stack">
      <p className="k-soft">{text.checkLead}</p>
      {missing.length > 0 ? (
        <Notice tone="amber">
          <p className="k-strong">{text.missingTitle}</p>
          <ul className="a-list">
            {missing.map((one) => (
              <li key={`${one.step}${one.field}`}>
                <a href={`?step=${one.step}`}>{one[language]}</a>
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <UnmetNotice application={application} all />
      <Summary application={application} me={me} draft={draft} programmes={programmes} />
      <label className="k-check a-check k-panel">
        <input
          type="checkbox"
          checked={draft.truthful ?? false}
          onChange={(event) => onTruthful(event.target.checked)}
        />
        <span>{text.truthful}</span>
      </label>
      {doing.at === 'done' || doing.at === 'idle' ? null : <DoingNotice doing={doing} />}
      {asking && ready ? (
        <section className="k-panel k-stack a-ask" aria-labelledby="a-send">
          <h2 id="a-send">{text.sendTitle}</h2>
          <p>
            {text.sendLead(
              `${application.vacancy?.position}, ${application.vacancy?.unit} (${application.vacancy?.code})`,
            )}
          </p>
          <p className="k-line">
            <button
              type="button"
              className="k-button primary"
              aria-disabled={doing.at === 'sending'}
              onClick={() => (doing.at === 'sending' ? undefined : onSend())}
            >
              {text.sendNow}
            </button>
            <button type="button" className="k-button" onClick={() => setAsking(false)}>
              {text.cancel}
            </button>
          </p>
        </section>
      ) : (
        <p>
          <button type="button" className="k-button primary a-wide" disabled={!ready} onClick={() => setAsking(true)}>
            {text.send}
          </button>
        </p>
      )}
    </div>
  )
}

function Summary({
  application,
  me,
  draft,
  programmes,
}: {
  application: OwnApplication
  me: ApplicantMe | null
  draft: ApplicationDraft
  programmes: Choices['programmes']
}) {
  const text = useText(applicantFormText)
  const { language } = useLanguage()
  const { education, disability } = draft
  const value = (said: string | null | undefined) => (said ? said : <span className="k-soft">{text.none}</span>)
  const programme = programmes.find(({ code }) => code === education?.programme)?.[language] ?? education?.programme
  const parts: { step: Step; of: { name: string; value: ReactNode; text?: boolean }[] }[] = [
    {
      step: 'vacancy',
      of: [
        {
          ...{ name: text.steps.vacancy, text: true },
          value: value(
            application.vacancy &&
              `${application.vacancy.code} · ${application.vacancy.position}, ${application.vacancy.unit}`,
          ),
        },
      ],
    },
    {
      step: 'identity',
      of: [
        { name: text.name, value: value(me?.name), text: true },
        { name: 'NIK', value: value(me?.nik) },
        {
          name: text.born,
          value: value(
            [draft.birthPlace, draft.birthDate && dayWords(draft.birthDate, language)].filter(Boolean).join(', '),
          ),
          text: true,
        },
        {
          name: text.address,
          value: value([draft.address, application.regionName].filter(Boolean).join(', ')),
          text: true,
        },
        {
          ...{ name: text.fields.disability, text: true },
          value: disability ? (text.disabilityKinds[disability.kind] ?? disability.kind) : text.disabilityNo,
        },
      ],
    },
    {
      step: 'education',
      of: [
        {
          name: text.steps.education,
          value: value(education?.level && `${LEVEL_WORDS[education.level][language]} ${programme}`),
          text: true,
        },
        {
          name: text.institution,
          value: value(education?.institution && `${education.institution}, ${education.year}`),
          text: true,
        },
        { name: text.gpa, value: value(education?.gpa) },
        { name: text.fields.experienceMonths, value: text.months(count(draft.experienceMonths ?? 0, language)) },
      ],
    },
    {
      step: 'documents',
      of: application.documentRules
        .filter(
          ({ kind }) =>
            application.neededDocuments.includes(kind) || application.documents.some((one) => one.kind === kind),
        )
        .map((rule) => ({
          ...{ name: rule[language], text: true },
          value: value(application.documents.find(({ kind }) => kind === rule.kind)?.name),
        })),
    },
  ]
  return parts.map(({ step, of }) => (
    <section key={step} className="k-panel k-stack-small" aria-labelledby={`s-${step}`}>
      <p className="k-line">
        <strong id={`s-${step}`}>{text.steps[step]}</strong>
        <a className="k-push" href={`?step=${step}`} aria-label={`${text.edit}: ${text.steps[step]}`}>
          {text.edit}
        </a>
      </p>
      <Facts of={of} />
    </section>
  ))
}
