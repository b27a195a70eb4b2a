import { type FormEvent, useState } from 'react'
import type { Figure, NeedsRow, WorkloadBody } from '../../../server/protocol/needs.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { DoingNotice, Facts, Field, Notice } from '../../shared/parts/kit-basics.tsx'
import { needsText } from '../../shared/text/needs.ts'
import { DUTIES_MAX, EMPTY_DUTY, isPeople, keptOf, PERIODS, type WorkloadDraft, wrongIn } from '../duty-draft.ts'
import { GapMark, ratio } from './needs-list.tsx'
import { RequestForm, type RequestKept } from './needs-request.tsx'
import { Head } from './shell.tsx'

export type WorkKept = Pick<WorkloadBody, 'duties' | 'inPlace'>

/** One position in one unit: its duties with what they come to, the people in place, and the request. */
export function NeedsPair({
  row,
  year,
  draft,
  figure,
  keeping,
  asking,
  onDraft,
  onKeep,
  onAsk,
}: {
  row: NeedsRow
  year: number
  draft: WorkloadDraft
  /** As the server works the draft out; null while it cannot. */
  figure: Figure | null
  keeping: Doing<unknown>
  asking: Doing<unknown>
  onDraft: (draft: WorkloadDraft) => void
  onKeep: (kept: WorkKept) => void
  onAsk: (kept: RequestKept) => void
}) {
  const all = useText(needsText)
  const text = all.pair
  const [tried, setTried] = useState(false)
  const kept = keptOf(draft)
  const wrong = [
    ...draft.duties.flatMap((duty, at) => {
      const fields = wrongIn(duty).map((name) => text[name].toLowerCase())
      return fields.length === 0 ? [] : [`${text.duty(String(at + 1))}: ${fields.join(', ')}`]
    }),
    ...(isPeople(draft.inPlace) ? [] : [text.inPlace.toLowerCase()]),
  ]
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (kept && keeping.at !== 'sending') onKeep(kept)
  }
  return (
    <>
      <Head
        title={text.title(row.position.name, row.unit.name)}
        back={{ href: `?screen=needs&tab=list&year=${year}`, title: all.back }}
      />
      <form className="k-panel k-stack" onSubmit={submit}>
        <div>
          <h2>{text.duties}</h2>
          <p className="k-small k-soft">{text.dutiesHint}</p>
        </div>
        <Duties draft={draft} figure={figure} tried={tried} onDraft={onDraft} />
        <div className="c-needs-people">
          <Field label={text.inPlace}>
            <input
              className="k-input c-few"
              inputMode="numeric"
              value={draft.inPlace}
              aria-invalid={!isPeople(draft.inPlace)}
              onChange={(event) => onDraft({ ...draft, inPlace: event.target.value })}
            />
          </Field>
          {kept ? <Figures figure={figure} /> : <Notice tone="amber">{text.wrong(wrong.join('; '))}</Notice>}
        </div>
        <DoingNotice doing={keeping} done={() => all.saved} />
        <p>
          <button type="submit" className="k-button primary" disabled={keeping.at === 'sending'}>
            {text.saveWork}
          </button>
        </p>
      </form>
      <RequestForm key={row.request?.version ?? 0} row={row} doing={asking} onKeep={onAsk} />
    </>
  )
}

function Figures({ figure }: { figure: Figure | null }) {
  const all = useText(needsText)
  const text = all.pair
  const { language } = useLanguage()
  if (!figure) return null
  const n = (value: number) => count(value, language)
  return (
    <section aria-label={text.figures} aria-live="polite">
      <Facts
        of={[
          { name: all.list.load, value: n(Number(figure.load)) },
          { name: text.need, value: n(figure.need) },
          { name: all.list.gap, value: <GapMark gap={figure.gap} />, text: true },
          {
            name: text.ej,
            value: figure.efficiency
              ? `${ratio(figure.efficiency.ej, language)} · ${all.bands[figure.efficiency.band]}`
              : text.nobody,
            text: true,
          },
        ]}
      />
    </section>
  )
}

function Duties({
  draft,
  figure,
  tried,
  onDraft,
}: {
  draft: WorkloadDraft
  figure: Figure | null
  tried: boolean
  onDraft: (draft: WorkloadDraft) => void
}) {
  const all = useText(needsText)
  const text = all.pair
  const { language } = useLanguage()
  const change = (at: number, part: Partial<WorkloadDraft['duties'][number]>) =>
    onDraft({ ...draft, duties: draft.duties.map((duty, place) => (place === at ? { ...duty, ...part } : duty)) })
  // Loads come for the lines that were sent; blank ones have none.
  const sent = draft.duties.map((duty) => duty.task + duty.product + duty.volume + duty.minutes !== '')
  const loadAt = (at: number) => figure?.loads[sent.slice(0, at).filter(Boolean).length]
  return (
    <div className="k-stack-small">
      {draft.duties.map((duty, at) => {
        const wrong = wrongIn(duty)
        // A field is called wrong only when something stands in it, or when it was tried to save.
        const bad = (name: 'task' | 'volume' | 'minutes') => wrong.includes(name) && (tried || duty[name].trim() !== '')
        return (
          <fieldset key={at} className="c-duty" aria-label={text.duty(String(at + 1))}>
            <Field label={text.task}>
              <input
                className="k-input"
                maxLength={300}
                value={duty.task}
                aria-invalid={bad('task')}
                onChange={(event) => change(at, { task: event.target.value })}
              />
            </Field>
            <Field label={text.product}>
              <input
                className="k-input"
                maxLength={200}
                value={duty.product}
                onChange={(event) => change(at, { product: event.target.value })}
              />
            </Field>
            <Field label={text.volume}>
              <input
                className="k-input"
                inputMode="decimal"
                value={duty.volume}
                aria-invalid={bad('volume')}
                onChange={(event) => change(at, { volume: event.target.value })}
              />
            </Field>
            <Field label={text.per}>
              <select
                className="k-input"
                value={duty.per}
                onChange={(event) => change(at, { per: event.target.value as (typeof PERIODS)[number] })}
              >
                {PERIODS.map((per) => (
                  <option key={per} value={per}>
                    {all.per[per]}
                  </option>
                ))}
              </select>
            </Field>
            <Field label={text.minutes}>
              <input
                className="k-input"
                inputMode="decimal"
                value={duty.minutes}
                aria-invalid={bad('minutes')}
                onChange={(event) => change(at, { minutes: event.target.value })}
              />
            </Field>
            <p className="c-duty-load">
              <span>{text.load}</span>
              <strong className="k-num">
                {sent[at] && wrong.length === 0 && loadAt(at) !== undefined ? count(Number(loadAt(at)), language) : '–'}
              </strong>
            </p>
            <button
              type="button"
              className="k-button small quiet"
              aria-label={text.removeDuty(duty.task || String(at + 1))}
              onClick={() => onDraft({ ...draft, duties: draft.duties.filter((_, place) => place !== at) })}
            >
              {all.remove}
            </button>
          </fieldset>
        )
      })}
      <p>
        <button
          type="button"
          className="k-button small"
          disabled={draft.duties.length >= DUTIES_MAX}
          onClick={() => onDraft({ ...draft, duties: [...draft.duties, EMPTY_DUTY] })}
        >
          {text.add}
        </button>
      </p>
    </div>
  )
}
