import type { FormEvent } from 'react'
import type {
  PlacementForm,
  PlacementPreview,
  PlacementVenue,
  SessionTimes,
} from '../../../server/protocol/placement.ts'
import { count, dateWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { Choice, DoingNotice, Field, Notice } from '../../shared/parts/kit-basics.tsx'
import { placementText } from '../../shared/text/placement.ts'
import {
  capacityOf,
  type DayKind,
  daysOf,
  endOf,
  isWhole,
  type PlacementDraft,
  withDay,
  withNewSession,
  withoutSession,
  withRange,
  withSession,
} from '../placement-draft.ts'
import { PlacementVenues } from './placement-venues.tsx'
import { Group } from './settings-parts.tsx'

/** The plan of a schedule: which test and people, where, on which days, in which sessions. */
export function PlacementPlan({
  form,
  draft,
  doing,
  onChange,
  onFacts,
  onPreview,
}: {
  form: PlacementForm
  draft: PlacementDraft
  doing: Doing<PlacementPreview>
  onChange: (draft: PlacementDraft) => void
  onFacts: (venue: PlacementVenue) => void
  onPreview: () => void
}) {
  const text = useText(placementText).plan
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const test = form.tests.find((one) => one.id === draft.test)
  const minutes = test?.minutes ?? 0
  const { seats, sessions } = capacityOf(draft, form)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isWhole(draft) && doing.at !== 'sending') onPreview()
  }
  const choose = (id: string) => {
    const plan = form.tests.find((one) => one.id === id)?.plan
    onChange({ ...draft, test: id, plan: plan ?? draft.plan })
  }
  return (
    <form className="k-panel k-stack" onSubmit={submit} aria-label={text.title}>
      <h2>{text.title}</h2>
      <div className="k-grid2">
        <Choice
          label={text.test}
          value={draft.test}
          options={form.tests.map((one) => ({ value: one.id, title: text.minutes(one.name, n(one.minutes)) }))}
          onChange={choose}
        />
        <Choice
          label={text.period}
          value={draft.period}
          all={text.allPeriods}
          options={form.periods.map((one) => ({ value: one.id, title: one.name }))}
          onChange={(period) => onChange({ ...draft, period })}
        />
      </div>
      <Group title={text.venues}>
        <p className="k-small k-soft">{text.venuesHint}</p>
        <PlacementVenues form={form} draft={draft} onChange={onChange} onFacts={onFacts} />
      </Group>
      <Group title={text.days}>
        <Days draft={draft} least={form.firstDay} onChange={onChange} />
      </Group>
      <Group title={text.sessions}>
        <div className="c-sessions">
          {(['weekdays', 'friday'] as const).map((kind) => (
            <Sessions key={kind} kind={kind} draft={draft} minutes={minutes} onChange={onChange} />
          ))}
        </div>
        <div className="k-grid2">
          <Amount
            label={text.turnover}
            value={draft.plan.turnoverMinutes}
            most={240}
            onChange={(turnoverMinutes) => onChange({ ...draft, plan: { ...draft.plan, turnoverMinutes } })}
          />
          <Amount
            label={text.reserve}
            hint={text.reserveHint}
            value={draft.plan.reservePerRoom}
            most={100}
            onChange={(reservePerRoom) => onChange({ ...draft, plan: { ...draft.plan, reservePerRoom } })}
          />
        </div>
        <p className="k-small k-soft k-line">
          {text.basis}
          <button
            type="button"
            className="k-button small quiet"
            onClick={() => onChange({ ...draft, plan: test?.plan ?? draft.plan })}
          >
            {text.reset}
          </button>
        </p>
      </Group>
      <p className="k-line">
        <button type="submit" className="k-button primary" disabled={!isWhole(draft) || doing.at === 'sending'}>
          {text.preview}
        </button>
        <span className="k-num">{sessions > 0 ? text.capacity(n(seats), n(sessions)) : text.noDays}</span>
      </p>
      {doing.at === 'sending' ? (
        <Notice live>{text.computing}</Notice>
      ) : doing.at === 'done' ? null : (
        <DoingNotice doing={doing} />
      )}
    </form>
  )
}

function Days({
  draft,
  least,
  onChange,
}: {
  draft: PlacementDraft
  least: string
  onChange: (draft: PlacementDraft) => void
}) {
  const text = useText(placementText).plan
  const { language } = useLanguage()
  const days = daysOf(draft)
  return (
    <>
      <div className="k-grid2">
        <Field label={text.from}>
          <input
            className="k-input"
            type="date"
            required
            min={least}
            value={draft.from}
            onChange={(event) => onChange(withRange(draft, event.target.value, draft.until))}
          />
        </Field>
        <Field label={text.until}>
          <input
            className="k-input"
            type="date"
            required
            min={draft.from || least}
            value={draft.until}
            onChange={(event) => onChange(withRange(draft, draft.from, event.target.value))}
          />
        </Field>
      </div>
      {days === null ? (
        <Notice tone="amber">{text.badRange}</Notice>
      ) : (
        <fieldset className="c-days">
          <legend className="k-small k-soft">{text.daysHint}</legend>
          {days.map((day) => (
            <label key={day} className="k-check">
              <input
                type="checkbox"
                checked={!draft.off.includes(day)}
                onChange={(event) => onChange(withDay(draft, day, event.target.checked))}
              />
              {dateWib(Date.parse(`${day}T05:00:00Z`), language, true)}
            </label>
          ))}
        </fieldset>
      )}
    </>
  )
}

function Sessions({
  kind,
  draft,
  minutes,
  onChange,
}: {
  kind: DayKind
  draft: PlacementDraft
  minutes: number
  onChange: (draft: PlacementDraft) => void
}) {
  const text = useText(placementText).plan
  const title = text[kind]
  const rows = draft.plan[kind]
  const field = (at: number, row: SessionTimes, part: keyof SessionTimes) => (
    <input
      className="k-input c-time"
      type="time"
      required
      aria-label={(part === 'opens' ? text.opensOf : text.startsOf)(title, String(at + 1))}
      value={row[part]}
      onChange={(event) => onChange(withSession(draft, kind, at, { ...row, [part]: event.target.value }))}
    />
  )
  return (
    <div className="k-stack-small">
      <table className="c-times">
        <caption>{title}</caption>
        <thead>
          <tr>
            {[text.session, text.opens, text.starts, text.ends].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
            <th />
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              <th scope="row">{at + 1}</th>
              <td>{field(at, row, 'opens')}</td>
              <td>{field(at, row, 'starts')}</td>
              <td className="k-num">{row.starts === '' ? '–' : endOf(row.starts, minutes)}</td>
              <td>
                <button
                  type="button"
                  className="k-button small quiet"
                  aria-label={text.removeSession(title, String(at + 1))}
                  onClick={() => onChange(withoutSession(draft, kind, at))}
                >
                  ×
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 ? <p className="k-soft">{text.noSession}</p> : null}
      {rows.length < 8 ? (
        <p>
          <button
            type="button"
            className="k-button small"
            onClick={() => onChange(withNewSession(draft, kind, minutes))}
          >
            {text.addSession}
            <span className="sr-only">: {title}</span>
          </button>
        </p>
      ) : null}
    </div>
  )
}

function Amount({
  label,
  hint,
  value,
  most,
  onChange,
}: {
  label: string
  hint?: string
  value: number
  most: number
  onChange: (value: number) => void
}) {
  return (
    <Field label={label} hint={hint}>
      <input
        className="k-input short"
        type="number"
        min={0}
        max={most}
        step={1}
        required
        value={Number.isNaN(value) ? '' : value}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
    </Field>
  )
}
