import { type FormEvent, useId, useState } from 'react'
import type { PublicationSummary } from '../../../server/protocol/board.ts'
import type { NewWindow, WindowRow } from '../../../server/protocol/objections.ts'
import { count, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { DoingNotice, Empty, Field, Mark, Notice, type Tone } from '../../shared/parts/kit-basics.tsx'
import { Ask } from '../../shared/parts/kit-dialog.tsx'
import type { ShapeName } from '../../shared/parts/kit-shapes.tsx'
import { Table } from '../../shared/parts/kit-table.tsx'
import { boardText } from '../../shared/text/board.ts'
import { kitText } from '../../shared/text/kit.ts'
import { objectionText } from '../../shared/text/objection.ts'
import { DaysLeft, dayText } from './objections.tsx'

export interface PublicationWindow extends WindowRow {
  summary: PublicationSummary
}

const LOOKS: Record<WindowRow['state'], [ShapeName, Tone]> = {
  none: ['dashed', 'soft'],
  before: ['ring', 'accent'],
  open: ['play', 'ok'],
  closed: ['square', 'soft'],
}

/** Publications in force with their days, and older ones that have a window. */
export function WindowsTable({
  windows,
  onSet,
}: {
  windows: PublicationWindow[]
  onSet: (row: PublicationWindow) => void
}) {
  const text = useText(objectionText).windows
  const { stages } = useText(boardText)
  const { language } = useLanguage()
  const titled = ({ summary }: PublicationWindow) =>
    summary.vacancyCode === '' ? summary.title : `${summary.vacancyCode} · ${summary.position} · ${summary.unit}`
  return (
    <Table
      name="w"
      caption={text.list}
      rows={windows}
      rowKey={(row) => row.publication}
      words={(row) => `${row.summary.title} ${titled(row)} ${stages[row.summary.stage]}`}
      empty={
        <Empty title={text.empty}>
          <p>{text.emptyAdvice}</p>
        </Empty>
      }
      columns={[
        {
          id: 'publication',
          head: text.publication,
          kind: 'wide',
          cell: (row) => (
            <>
              <a href={`/board/?publication=${encodeURIComponent(row.publication)}`}>{titled(row)}</a>
              <span className="c-under k-soft">
                {stages[row.summary.stage]} · {momentWib(row.summary.publishedAt, language)}
                {row.summary.withdrawn ? ` · ${text.withdrawn}` : row.summary.replacedBy ? ` · ${text.replaced}` : ''}
              </span>
            </>
          ),
          value: titled,
        },
        {
          id: 'state',
          head: text.state,
          kind: 'tight',
          cell: (row) => (
            <Mark shape={LOOKS[row.state][0]} tone={LOOKS[row.state][1]}>
              {text.states[row.state]}
            </Mark>
          ),
          value: (row) => text.states[row.state],
        },
        {
          id: 'days',
          head: text.days,
          cell: (row) => {
            const { opensOn, closesOn } = row.window ?? row.suggested
            const days = `${dayText(opensOn, language)} – ${dayText(closesOn, language)}`
            return row.window ? days : <span className="k-soft">{text.suggested(days)}</span>
          },
          value: (row) => (row.window ?? row.suggested).opensOn,
        },
        {
          id: 'answer',
          head: text.answerBy,
          kind: 'tight',
          cell: (row) => (
            <>
              {row.window ? (
                dayText(row.window.answerBy, language)
              ) : (
                <span className="k-soft">{text.suggested(dayText(row.suggested.answerBy, language))}</span>
              )}
              {row.undecided + row.toAnnounce > 0 && row.daysLeft !== null ? (
                <span className="c-under">
                  <DaysLeft days={row.daysLeft} />
                </span>
              ) : null}
            </>
          ),
          value: (row) => (row.window ?? row.suggested).answerBy,
        },
        {
          id: 'filed',
          head: text.filed,
          kind: 'num',
          cell: (row) => (
            <>
              {count(row.filed, language)}
              {row.undecided > 0 ? (
                <span className="c-under k-soft">{text.undecided(count(row.undecided, language))}</span>
              ) : null}
              {row.toAnnounce > 0 ? (
                <span className="c-under k-soft">{text.toAnnounce(count(row.toAnnounce, language))}</span>
              ) : null}
            </>
          ),
          value: (row) => row.filed,
        },
        {
          id: 'set',
          head: text.set,
          kind: 'tight',
          cell: (row) =>
            row.filed > 0 ? (
              <span className="k-small k-soft">{text.fixed}</span>
            ) : row.summary.withdrawn ? null : (
              <button
                type="button"
                className="k-button small"
                aria-label={text.setOf(titled(row))}
                onClick={() => onSet(row)}
              >
                {row.window ? text.change : text.set}
              </button>
            ),
        },
      ]}
    />
  )
}

/** The three days of a window; filled with what follows from the publication. */
export function WindowDialog({
  row,
  doing,
  onSave,
  onClose,
}: {
  row: PublicationWindow
  doing: Doing<WindowRow>
  onSave: (window: NewWindow) => void
  onClose: () => void
}) {
  const text = useText(objectionText).windows
  const kit = useText(kitText)
  const form = useId()
  const [days, setDays] = useState<NewWindow>(row.window ?? row.suggested)
  const whole = Object.values(days).every((day) => day !== '')
  const ordered = days.opensOn <= days.closesOn && days.closesOn < days.answerBy
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (whole && ordered) onSave(days)
  }
  const fields = [
    ['opensOn', text.opens],
    ['closesOn', text.closes],
    ['answerBy', text.answerBy],
  ] as const
  return (
    <Ask
      open
      title={text.dialog}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="k-button" onClick={onClose}>
            {kit.cancel}
          </button>
          <button
            type="submit"
            form={form}
            className="k-button primary"
            disabled={!whole || !ordered || doing.at === 'sending'}
          >
            {text.save}
          </button>
        </>
      }
    >
      <form id={form} className="k-stack" onSubmit={submit}>
        <p className="k-strong">{row.summary.title}</p>
        <p>{text.hint}</p>
        {fields.map(([name, label]) => (
          <Field key={name} label={label}>
            <input
              className="k-input"
              type="date"
              required
              value={days[name]}
              onChange={(event) => setDays({ ...days, [name]: event.target.value })}
            />
          </Field>
        ))}
        {whole && !ordered ? <Notice tone="amber">{text.wrong}</Notice> : null}
        <p className="k-small k-soft">{text.rule}</p>
      </form>
      {doing.at === 'done' ? null : <DoingNotice doing={doing} />}
    </Ask>
  )
}
