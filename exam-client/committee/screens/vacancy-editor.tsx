import type { FormEvent, ReactNode } from 'react'
import type { Programme } from '../../../server/protocol/education.ts'
import type { DocumentRule } from '../../../server/protocol/recruitment.ts'
import type { PeriodVacancy, VacancyVersion } from '../../../server/protocol/vacancies.ts'
import { momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { Choice, DoingNotice, Field, Mark, Notice } from '../../shared/parts/kit-basics.tsx'
import { vacanciesText } from '../../shared/text/vacancies.ts'
import { type VacancyDraft, type WrongField, wrongIn } from '../vacancy-draft.ts'
import { EducationPicker } from './education-picker.tsx'
import { Effects } from './effects.tsx'
import { Head } from './shell.tsx'
import { VacancyOthers } from './vacancy-others.tsx'
import { VacancyTests } from './vacancy-tests.tsx'

/** What a vacancy asks and offers: a draft is saved, a published one is changed by two people. */
export function VacancyEditor({
  periodId,
  vacancy,
  draft,
  needTypes,
  stated,
  documents,
  programmes,
  versions,
  closed,
  doing,
  notice,
  onDraft,
  onSave,
  onRemove,
}: {
  periodId: string
  vacancy: PeriodVacancy
  draft: VacancyDraft
  needTypes: { id: string; title: string }[]
  /** Sections whose threshold this vacancy may state itself. */
  stated: string[]
  documents: DocumentRule[]
  programmes: readonly Programme[]
  versions: VacancyVersion[]
  closed: boolean
  doing: Doing<unknown>
  notice?: ReactNode
  onDraft: (draft: VacancyDraft) => void
  /** Keeps a draft, or asks a second person. */
  onSave: () => void
  onRemove: () => void
}) {
  const all = useText(vacanciesText)
  const text = all.vacancies.editor
  const { language } = useLanguage()
  const published = vacancy.state === 'open'
  const wrong = wrongIn(draft)
  const names: Record<WrongField, string> = {
    ...{ code: all.vacancies.code, need: all.vacancies.need, gpaMin: text.gpa, months: text.months },
    ...{ ageMin: `${text.age}: ${text.ageMin}`, ageMax: `${text.age}: ${text.ageMax}` },
    ...{ extras: text.tests, thresholds: text.thresholds },
  }
  const set = (part: Partial<VacancyDraft>) => onDraft({ ...draft, ...part })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (wrong.length === 0 && doing.at !== 'sending') onSave()
  }
  const input = (name: 'code' | 'need' | 'ageMin' | 'ageMax' | 'gpaMin' | 'months', more: object = {}) => (
    <input
      className="k-input"
      value={draft[name]}
      aria-invalid={wrong.includes(name)}
      onChange={(event) => set({ [name]: event.target.value })}
      {...more}
    />
  )
  return (
    <>
      <Head
        title={`${vacancy.position}, ${vacancy.unit}`}
        back={{ href: `?screen=vacancies&period=${encodeURIComponent(periodId)}`, title: text.back }}
      >
        <Mark shape={published ? 'check' : 'dashed'} tone={published ? 'ok' : 'soft'}>
          {published ? all.vacancies.published : all.vacancies.draft}
        </Mark>
        {published ? null : (
          <button type="button" className="k-button quiet" onClick={onRemove}>
            {all.remove}
          </button>
        )}
      </Head>
      {notice}
      {published ? <Notice tone="amber">{text.published}</Notice> : null}
      {!published && vacancy.problems.length > 0 ? (
        <Notice tone="amber">
          <p className="k-strong">{all.problems}</p>
          <Effects of={vacancy.problems} label={all.problems} />
        </Notice>
      ) : null}
      {!published && vacancy.problems.length === 0 && wrong.length === 0 ? (
        <Notice tone="ok">{text.ready}</Notice>
      ) : null}
      <form className="k-stack" onSubmit={submit}>
        <fieldset className="k-stack c-plain-set" disabled={closed}>
          <section className="k-panel k-stack" aria-label={text.basics}>
            <h2>{text.basics}</h2>
            <div className="k-grid3">
              <Field label={all.vacancies.code} hint={published ? text.codeStays : undefined}>
                {input('code', { maxLength: 40, readOnly: published })}
              </Field>
              <Choice
                label={all.vacancies.needType}
                value={draft.needType}
                options={needTypes.map((one) => ({ value: one.id, title: one.title }))}
                onChange={(needType) => set({ needType })}
              />
              <Field
                label={all.vacancies.need}
                hint={vacancy.grant ? text.free(String(vacancy.grant.free), vacancy.grant.decree) : undefined}
              >
                {input('need', { inputMode: 'numeric' })}
              </Field>
            </div>
            <Field label={text.description} hint={text.descriptionHint}>
              <textarea
                className="k-input"
                maxLength={5000}
                value={draft.description}
                onChange={(event) => set({ description: event.target.value })}
              />
            </Field>
          </section>
          <section className="k-panel k-stack" aria-label={text.requirements}>
            <h2>{text.requirements}</h2>
            <h3>{text.education}</h3>
            <EducationPicker
              value={draft.education}
              programmes={programmes}
              onChange={(education) => set({ education })}
            />
            <h3>{text.age}</h3>
            <div className="k-grid3">
              <Field label={text.ageMin}>{input('ageMin', { inputMode: 'numeric' })}</Field>
              <Field label={text.ageMax}>{input('ageMax', { inputMode: 'numeric' })}</Field>
              <AgeDay value={draft.ageOn} onChange={(ageOn) => set({ ageOn })} />
            </div>
            <div className="k-grid3">
              <Field label={text.gpa} hint={text.gpaHint}>
                {input('gpaMin', { inputMode: 'decimal', maxLength: 6 })}
              </Field>
              <Field label={text.months} hint={text.monthsHint}>
                {input('months', { inputMode: 'numeric' })}
              </Field>
            </div>
            <VacancyOthers others={draft.others} documents={documents} onOthers={(others) => set({ others })} />
          </section>
          <VacancyTests draft={draft} stated={stated} wrong={wrong} onDraft={onDraft} />
        </fieldset>
        {closed ? null : (
          <>
            {wrong.length > 0 ? (
              <Notice tone="amber">{text.mend(wrong.map((name) => names[name]).join(', '))}</Notice>
            ) : null}
            <DoingNotice doing={doing} done={() => all.saved} />
            <p>
              <button type="submit" className="k-button primary" disabled={wrong.length > 0 || doing.at === 'sending'}>
                {published ? text.change : all.save}
              </button>
            </p>
          </>
        )}
      </form>
      {versions.length === 0 ? null : (
        <section className="k-panel" aria-label={text.history}>
          <h2>{text.history}</h2>
          <ol className="k-plain c-history">
            {versions.map((one) => (
              <li key={one.version}>
                <strong>{text.version(String(one.version))}</strong>, {momentWib(one.at, language)}, {one.actor}
                <p className="c-wrap">{one.note}</p>
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  )
}

/** The day on which the age counts: that of submission, or a certain one. */
function AgeDay({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const text = useText(vacanciesText).vacancies.editor
  return (
    <div className="k-stack-small">
      <Choice
        label={text.ageOn}
        value={value === '' ? '' : 'day'}
        all={text.onSubmission}
        options={[{ value: 'day', title: text.onDay }]}
        onChange={(choice) => onChange(choice === '' ? '' : `${new Date().getFullYear()}-01-01`)}
      />
      {value === '' ? null : (
        <Field label={text.day}>
          <input
            className="k-input"
            type="date"
            required
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        </Field>
      )}
    </div>
  )
}
