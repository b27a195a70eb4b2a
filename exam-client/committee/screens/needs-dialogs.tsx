import { type FormEvent, useId, useState } from 'react'
import type { NeedsView, PositionRow, UnitRow } from '../../../server/protocol/needs.ts'
import { useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { Choice, DoingNotice, Field } from '../../shared/parts/kit-basics.tsx'
import { Ask } from '../../shared/parts/kit-dialog.tsx'
import { kitText } from '../../shared/text/kit.ts'
import { needsText } from '../../shared/text/needs.ts'
import { Head } from './shell.tsx'

/** The minutes of a year that one person works; every need of the year hangs on it. */
export function MinutesDialog({
  view,
  doing,
  onKeep,
  onClose,
}: {
  view: Pick<NeedsView, 'effectiveMinutes'>
  doing: Doing<unknown>
  onKeep: (minutes: number) => void
  onClose: () => void
}) {
  const text = useText(needsText)
  const kit = useText(kitText)
  const form = useId()
  const [minutes, setMinutes] = useState(String(view.effectiveMinutes))
  const good = /^[1-9]\d{0,5}$/.test(minutes) && Number(minutes) <= 525_600
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (good && doing.at !== 'sending') onKeep(Number(minutes))
  }
  return (
    <Ask
      open
      title={text.minutesTitle}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="k-button" onClick={onClose}>
            {kit.cancel}
          </button>
          <button type="submit" form={form} className="k-button primary" disabled={!good || doing.at === 'sending'}>
            {text.save}
          </button>
        </>
      }
    >
      <form id={form} onSubmit={submit}>
        <Field label={text.minutesTitle} hint={text.minutesHint}>
          <input
            className="k-input"
            inputMode="numeric"
            value={minutes}
            aria-invalid={!good}
            onChange={(event) => setMinutes(event.target.value)}
          />
        </Field>
      </form>
      {doing.at === 'done' ? null : <DoingNotice doing={doing} />}
    </Ask>
  )
}

/** Asks once more before something is gone. */
export function RemoveDialog({
  name,
  doing,
  onRemove,
  onClose,
}: {
  name: string
  doing: Doing<unknown>
  onRemove: () => void
  onClose: () => void
}) {
  const text = useText(needsText)
  const kit = useText(kitText)
  return (
    <Ask
      open
      alert
      title={text.removeTitle(name)}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="k-button" onClick={onClose}>
            {kit.cancel}
          </button>
          <button
            type="button"
            className="k-button danger"
            disabled={doing.at === 'sending' || doing.at === 'refused'}
            onClick={onRemove}
          >
            {text.remove}
          </button>
        </>
      }
    >
      <p>{text.removeNote}</p>
      {doing.at === 'done' ? null : <DoingNotice doing={doing} />}
    </Ask>
  )
}

/** Which unit and which position a new row is about. */
export function PairChoice({
  units,
  positions,
  year,
  onChosen,
}: {
  units: UnitRow[]
  positions: PositionRow[]
  year: number
  onChosen: (unit: string, position: string) => void
}) {
  const all = useText(needsText)
  const text = all.pair
  const [unit, setUnit] = useState('')
  const [position, setPosition] = useState('')
  const options = (rows: { id: string; code: string; name: string }[]) =>
    rows.map((row) => ({ value: row.id, title: `${row.name} (${row.code})` }))
  return (
    <>
      <Head title={text.new} back={{ href: `?screen=needs&tab=list&year=${year}`, title: all.back }} />
      <form
        className="k-panel k-stack c-form"
        onSubmit={(event) => {
          event.preventDefault()
          onChosen(unit, position)
        }}
      >
        <Choice label={all.unit} value={unit} all={text.choose} options={options(units)} onChange={setUnit} />
        <Choice
          label={all.position}
          value={position}
          all={text.choose}
          options={options(positions)}
          onChange={setPosition}
        />
        <p>
          <button type="submit" className="k-button primary" disabled={unit === '' || position === ''}>
            {text.open}
          </button>
        </p>
      </form>
    </>
  )
}
