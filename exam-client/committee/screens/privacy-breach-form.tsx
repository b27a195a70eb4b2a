import { type FormEvent, useState } from 'react'
import type { BreachCase, BreachClass, BreachContent } from '../../../server/protocol/privacy.ts'
import { fromWib } from '../../shared/format.ts'
import { useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { Choice, DoingNotice, Field } from '../../shared/parts/kit-basics.tsx'
import { privacyText } from '../../shared/text/privacy.ts'

const KINDS = ['all', 'period', 'numbers'] as const

/** A breach as it is recorded or changed. `of` left out: a new one, with the moment it was found. */
export function BreachForm({
  of,
  periods,
  doing,
  onSave,
  onCancel,
}: {
  of?: BreachCase
  periods: { id: string; name: string }[]
  doing: Doing<unknown>
  onSave: (content: BreachContent, foundAt: number | null) => void
  onCancel: () => void
}) {
  const all = useText(privacyText)
  const text = all.breach
  const [content, setContent] = useState<BreachContent>(of?.content ?? EMPTY)
  const [numbers, setNumbers] = useState(
    of?.content.whose.kind === 'numbers' ? of.content.whose.numbers.join('\n') : '',
  )
  const [day, setDay] = useState('')
  const [time, setTime] = useState('')
  const change = (part: Partial<BreachContent>) => setContent({ ...content, ...part })
  const whose = (kind: string): BreachContent['whose'] =>
    kind === 'period'
      ? { kind: 'period', period: periods[0]?.id ?? '' }
      : kind === 'numbers'
        ? { kind: 'numbers', numbers: [] }
        : { kind: 'all' }
  const found = of ? of.foundAt : fromWib(day, time)
  const listed = numbers.split(/[\s,;]+/).filter(Boolean)
  const ready =
    found !== null &&
    content.classes.length > 0 &&
    content.count > 0 &&
    (content.whose.kind !== 'numbers' || listed.length > 0) &&
    (content.whose.kind !== 'period' || content.whose.period !== '')
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (ready)
      onSave(
        content.whose.kind === 'numbers' ? { ...content, whose: { kind: 'numbers', numbers: listed } } : content,
        found,
      )
  }
  return (
    <form className="k-panel k-stack" onSubmit={save}>
      <h2>{of ? of.title : text.new}</h2>
      {of ? null : (
        <div className="k-grid2">
          <Field label={text.date}>
            <input
              className="k-input"
              type="date"
              required
              value={day}
              onChange={(event) => setDay(event.target.value)}
            />
          </Field>
          <Field label={text.time}>
            <input
              className="k-input"
              type="time"
              required
              value={time}
              onChange={(event) => setTime(event.target.value)}
            />
          </Field>
        </div>
      )}
      <Field label={text.title}>
        <input
          className="k-input"
          required
          minLength={4}
          maxLength={160}
          value={content.title}
          onChange={(event) => change({ title: event.target.value })}
        />
      </Field>
      <Long label={text.how} least={10} most={4000} value={content.how} onChange={(how) => change({ how })} />
      <fieldset className="k-group">
        <legend>{text.classes}</legend>
        {(Object.keys(text.classNames) as BreachClass[]).map((name) => (
          <label key={name} className="k-check">
            <input
              type="checkbox"
              checked={content.classes.includes(name)}
              onChange={(event) =>
                change({
                  classes: event.target.checked
                    ? [...content.classes, name]
                    : content.classes.filter((one) => one !== name),
                })
              }
            />
            <span>{text.classNames[name]}</span>
          </label>
        ))}
      </fieldset>
      <div className="k-grid2">
        <Choice
          label={text.whose}
          value={content.whose.kind}
          options={KINDS.map((value) => ({ value, title: text.whoseKinds[value] }))}
          onChange={(kind) => change({ whose: whose(kind) })}
        />
        <Field label={text.count}>
          <input
            className="k-input"
            type="number"
            inputMode="numeric"
            min={1}
            required
            value={content.count || ''}
            onChange={(event) => change({ count: Number(event.target.value) })}
          />
        </Field>
      </div>
      {content.whose.kind === 'period' ? (
        <Choice
          label={text.period}
          value={content.whose.period}
          options={periods.map(({ id, name }) => ({ value: id, title: name }))}
          onChange={(period) => change({ whose: { kind: 'period', period } })}
        />
      ) : null}
      {content.whose.kind === 'numbers' ? (
        <Field label={text.numbers}>
          <textarea className="k-input" rows={4} value={numbers} onChange={(event) => setNumbers(event.target.value)} />
        </Field>
      ) : null}
      <Long
        label={text.measures}
        least={10}
        most={4000}
        value={content.measures}
        onChange={(measures) => change({ measures })}
      />
      <Long
        label={text.advice}
        least={4}
        most={2000}
        value={content.advice}
        onChange={(advice) => change({ advice })}
      />
      <label className="k-check">
        <input
          type="checkbox"
          checked={content.publicNotice}
          onChange={(event) => change({ publicNotice: event.target.checked })}
        />
        <span>{text.publicNotice}</span>
      </label>
      {doing.at === 'done' ? null : <DoingNotice doing={doing} />}
      <p className="k-line k-line-end">
        <button type="button" className="k-button" onClick={onCancel}>
          {all.cancel}
        </button>
        <button type="submit" className="k-button primary" disabled={!ready || doing.at === 'sending'}>
          {of ? text.save : text.create}
        </button>
      </p>
    </form>
  )
}

const EMPTY: BreachContent = {
  ...{
    title: '',
    how: '',
    classes: [],
    count: 0,
    whose: { kind: 'all' },
    measures: '',
    advice: '',
    publicNotice: false,
  },
}

function Long({
  label,
  least,
  most,
  value,
  onChange,
}: {
  label: string
  least: number
  most: number
  value: string
  onChange: (value: string) => void
}) {
  return (
    <Field label={label}>
      <textarea
        className="k-input"
        rows={3}
        required
        minLength={least}
        maxLength={most}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  )
}
