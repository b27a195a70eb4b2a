import { type FormEvent, type ReactNode, useState } from 'react'
import type { RuleSetRow } from '../../../server/protocol/http.ts'
import { STAGE_WORDS } from '../../../server/protocol/stage-words.ts'
import type { PeriodRow } from '../../../server/protocol/vacancies.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { Choice, DoingNotice, Field, Notice } from '../../shared/parts/kit-basics.tsx'
import { vacanciesText } from '../../shared/text/vacancies.ts'
import { type PeriodDraft, wholeOf, withStage } from '../period-draft.ts'
import { Effects } from './effects.tsx'
import { PeriodDocuments } from './period-documents.tsx'
import { PeriodState } from './periods.tsx'
import { Head } from './shell.tsx'

export type PeriodAct = 'open' | 'close' | 'change'

/** Particulars, schedule, limits and documents of a period: a draft is saved, an open one is changed by two people. */
export function PeriodEditor({
  period,
  draft,
  ruleSets,
  doing,
  notice,
  onDraft,
  onSave,
  onLayOut,
  onAct,
  onRemove,
}: {
  /** Null for a new one. */
  period: PeriodRow | null
  draft: PeriodDraft
  ruleSets: RuleSetRow[]
  doing: Doing<unknown>
  /** What was proposed. */
  notice?: ReactNode
  onDraft: (draft: PeriodDraft) => void
  onSave: () => void
  onLayOut: (day: string) => void
  onAct: (act: PeriodAct) => void
  onRemove: () => void
}) {
  const all = useText(vacanciesText)
  const text = all.periods
  const state = period?.state ?? 'draft'
  const set = (part: Partial<PeriodDraft['settings']>) =>
    onDraft({ ...draft, settings: { ...draft.settings, ...part } })
  const { settings } = draft
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (doing.at === 'sending') return
    if (state === 'draft') onSave()
    else if (state === 'open') onAct('change')
  }
  const input = (value: string, most: number, onChange: (value: string) => void) => (
    <input className="k-input" maxLength={most} value={value} onChange={(event) => onChange(event.target.value)} />
  )
  return (
    <>
      <Head title={period?.name ?? text.new} back={{ href: '?screen=periods', title: text.back }}>
        {period ? <PeriodState row={period} /> : null}
        {period && state !== 'open' && period.problems.length === 0 && period.vacancies.open > 0 ? (
          <button type="button" className="k-button primary" onClick={() => onAct('open')}>
            {text.open}
          </button>
        ) : null}
        {state === 'open' ? (
          <button type="button" className="k-button danger" onClick={() => onAct('close')}>
            {text.close}
          </button>
        ) : null}
        {period && state === 'draft' && period.vacancies.open + period.vacancies.drafts === 0 ? (
          <button type="button" className="k-button quiet" onClick={onRemove}>
            {all.remove}
          </button>
        ) : null}
      </Head>
      {notice}
      {state === 'open' ? <Notice tone="amber">{text.openNote}</Notice> : null}
      {state === 'closed' ? <Notice>{text.closedNote}</Notice> : null}
      {period && period.problems.length > 0 ? (
        <Notice tone="amber">
          <p className="k-strong">{all.problems}</p>
          <Effects of={period.problems} label={all.problems} />
        </Notice>
      ) : null}
      <form className="k-stack" onSubmit={submit}>
        <fieldset className="k-stack c-plain-set" disabled={state === 'closed'}>
          <section className="k-panel k-stack" aria-label={text.text}>
            <h2>{text.text}</h2>
            <div className="k-grid2">
              <Field label={text.name} hint={text.nameHint}>
                <input
                  className="k-input"
                  required
                  pattern=".*\S.*"
                  maxLength={120}
                  value={draft.name}
                  onChange={(event) => onDraft({ ...draft, name: event.target.value })}
                />
              </Field>
              <Choice
                label={text.ruleSet}
                value={settings.ruleSet}
                all={text.chooseRules}
                options={ruleSets
                  .filter(({ stage }) => stage !== 'skb')
                  .map((one) => ({ value: one.id, title: one.title }))}
                onChange={(ruleSet) => set({ ruleSet })}
              />
              <Field label={text.decree} hint={text.decreeHint}>
                {input(settings.decree, 300, (decree) => set({ decree }))}
              </Field>
              <Field label={text.contact} hint={text.contactHint}>
                {input(settings.contact, 300, (contact) => set({ contact }))}
              </Field>
            </div>
            <h3>{text.signer}</h3>
            <div className="k-grid3">
              <Field label={text.signerName}>
                {input(settings.signer.name, 120, (name) => set({ signer: { ...settings.signer, name } }))}
              </Field>
              <Field label={text.signerTitle}>
                {input(settings.signer.title, 200, (title) => set({ signer: { ...settings.signer, title } }))}
              </Field>
              <Field label={text.signerPlace}>
                {input(settings.signer.place, 100, (place) => set({ signer: { ...settings.signer, place } }))}
              </Field>
            </div>
          </section>
          <Schedule draft={draft} onDraft={onDraft} onLayOut={onLayOut} />
          <section className="k-panel k-stack" aria-label={text.limits}>
            <h2>{text.limits}</h2>
            <div className="k-grid3">
              {(['appealDays', 'answerDays', 'samplePercent'] as const).map((name) => (
                <Field key={name} label={text[name]}>
                  <input
                    className="k-input"
                    inputMode="numeric"
                    value={settings[name]}
                    onChange={(event) => set({ [name]: wholeOf(event.target.value, 365) })}
                  />
                </Field>
              ))}
            </div>
            <label className="k-check">
              <input
                type="checkbox"
                checked={settings.checkAllFailed ?? false}
                onChange={(event) => set({ checkAllFailed: event.target.checked })}
              />
              {text.checkAllFailed}
            </label>
          </section>
          <PeriodDocuments settings={settings} onSettings={(next) => onDraft({ ...draft, settings: next })} />
        </fieldset>
        {state === 'closed' ? null : (
          <>
            <DoingNotice doing={doing} done={() => all.saved} />
            <p>
              <button type="submit" className="k-button primary" disabled={doing.at === 'sending'}>
                {state === 'open' ? text.change : all.save}
              </button>
            </p>
          </>
        )}
      </form>
    </>
  )
}

function Schedule({
  draft,
  onDraft,
  onLayOut,
}: {
  draft: PeriodDraft
  onDraft: (draft: PeriodDraft) => void
  onLayOut: (day: string) => void
}) {
  const text = useText(vacanciesText).periods
  const { language } = useLanguage()
  const [start, setStart] = useState('')
  const { settings } = draft
  return (
    <section className="k-panel k-stack" aria-label={text.schedule}>
      <div>
        <h2>{text.schedule}</h2>
        <p className="k-small k-soft">
          {text.scheduleHint} {text.layOutHint}
        </p>
      </div>
      <div className="k-line c-inline">
        <Field label={text.startDay}>
          <input className="k-input" type="date" value={start} onChange={(event) => setStart(event.target.value)} />
        </Field>
        <button type="button" className="k-button" disabled={start === ''} onClick={() => onLayOut(start)}>
          {text.layOut}
        </button>
      </div>
      <div>
        {settings.stages.map(({ stage, from, until }) => {
          const name = STAGE_WORDS[stage][language]
          return (
            <div key={stage} role="group" aria-label={name} className="c-period-stage">
              <span>{name}</span>
              <Field label={text.from}>
                <input
                  className="k-input"
                  type="date"
                  value={from}
                  onChange={(event) =>
                    onDraft({ ...draft, settings: withStage(settings, stage, { from: event.target.value }) })
                  }
                />
              </Field>
              <Field label={text.until}>
                <input
                  className="k-input"
                  type="date"
                  min={from || undefined}
                  value={until}
                  onChange={(event) =>
                    onDraft({ ...draft, settings: withStage(settings, stage, { until: event.target.value }) })
                  }
                />
              </Field>
            </div>
          )
        })}
      </div>
    </section>
  )
}
