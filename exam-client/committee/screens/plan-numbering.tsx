import { type FormEvent, useState } from 'react'
import type { RoomPlan } from '../../../server/protocol/venues.ts'
import { useText } from '../../shared/language.tsx'
import { Choice, Field } from '../../shared/parts/kit-basics.tsx'
import { venuesText } from '../../shared/text/venues.ts'
import { generated, type Numbering, renumbered, SEATS_MOST, SIDE_MOST } from '../plan-draft.ts'

const ORDERS: Numbering['order'][] = ['row', 'snake', 'column']
/** One seat in ten stands ready for a swap. */
const SPARE_PART = 10
const spareSuggestion = (rows: number, columns: number): number =>
  Math.max(1, Math.round((rows * columns) / SPARE_PART))

/** Fills a room with numbered seats, or numbers anew what stands there. */
export function PlanNumbering({ plan, onPlan }: { plan: RoomPlan; onPlan: (plan: RoomPlan) => void }) {
  const text = useText(venuesText).plan
  const [rows, setRows] = useState(plan.rows)
  const [columns, setColumns] = useState(plan.columns)
  const [spares, setSpares] = useState<number | null>(null)
  const [order, setOrder] = useState<Numbering['order']>('row')
  const [prefix, setPrefix] = useState('')
  const [sparePrefix, setSparePrefix] = useState('C')
  const [start, setStart] = useState(1)
  const [digits, setDigits] = useState(2)
  const numbering: Numbering = {
    order,
    prefix: prefix.trim(),
    sparePrefix: sparePrefix.trim() || null,
    start: start || 0,
    digits: digits || 1,
  }
  const spare = spares ?? spareSuggestion(rows, columns)
  const make = (event: FormEvent) => {
    event.preventDefault()
    onPlan(generated(rows, columns, spare, numbering))
  }
  const figure = (
    label: string,
    value: number,
    least: number,
    most: number,
    on: (value: number) => void,
    hint?: string,
  ) => (
    <Field label={label} hint={hint}>
      <input
        className="k-input"
        type="number"
        required
        min={least}
        max={most}
        value={Number.isNaN(value) ? '' : value}
        onChange={(event) => on(event.target.valueAsNumber)}
      />
    </Field>
  )
  return (
    <details className="k-panel" open={plan.seats.length === 0}>
      <summary className="c-summary">{text.generate}</summary>
      <form className="k-stack c-below" onSubmit={make}>
        <p className="k-small k-soft">{text.generateHint}</p>
        <div className="c-numbering">
          {figure(text.rows, rows, 1, SIDE_MOST, setRows)}
          {figure(text.columns, columns, 1, SIDE_MOST, setColumns)}
          {figure(text.spares, spare, 0, SEATS_MOST, setSpares, text.sparesHint)}
          <Choice
            label={text.order}
            value={order}
            options={ORDERS.map((value) => ({ value, title: text.orders[value] }))}
            onChange={(value) => setOrder(value as Numbering['order'])}
          />
          <Field label={text.prefix}>
            <input
              className="k-input"
              maxLength={20}
              value={prefix}
              onChange={(event) => setPrefix(event.target.value)}
            />
          </Field>
          {figure(text.start, start, 0, 99_999, setStart)}
          {figure(text.digits, digits, 1, 6, setDigits)}
          <Field label={text.sparePrefix} hint={text.sparePrefixHint}>
            <input
              className="k-input"
              maxLength={20}
              value={sparePrefix}
              onChange={(event) => setSparePrefix(event.target.value)}
            />
          </Field>
        </div>
        <p className="k-line">
          <button type="submit" className="k-button primary">
            {text.make}
          </button>
          <button
            type="button"
            className="k-button"
            disabled={plan.seats.length === 0}
            onClick={() => onPlan(renumbered(plan, numbering))}
          >
            {text.renumber}
          </button>
        </p>
      </form>
    </details>
  )
}
