import { type ReactNode, type RefObject, useRef, useState } from 'react'
import type { RoomPlan } from '../../../server/protocol/venues.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Choice, Field } from '../../shared/parts/kit-basics.tsx'
import { venuesText } from '../../shared/text/venues.ts'
import {
  CELL_KINDS,
  type CellKind,
  cellAt,
  named,
  SIDE_MOST,
  type Spot,
  STATION_MOST,
  withColumn,
  withKind,
  withoutColumn,
  withoutRow,
  withRow,
} from '../plan-draft.ts'
import { type Brush, PlanGrid, useCellWords } from './plan-grid.tsx'
import { PlanNumbering } from './plan-numbering.tsx'

/** Draws a room: the grid, and beside it all that can be done to it without a mouse. */
export function PlanEditor({
  plan,
  room,
  canUndo,
  onPlan,
  onUndo,
  head,
  aside,
}: {
  plan: RoomPlan
  room: string
  canUndo: boolean
  /** `again`: belongs to the change before, so that one undo takes both back. */
  onPlan: (plan: RoomPlan, again?: boolean) => void
  onUndo: () => void
  /** Stands beside the numbering. */
  head: ReactNode
  /** Stands under the chosen cell. */
  aside: ReactNode
}) {
  const text = useText(venuesText).plan
  const words = useCellWords()
  const [brush, setBrush] = useState<Brush>('select')
  const [wanted, setSpot] = useState<Spot>({ row: 0, column: 0 })
  const [said, setSaid] = useState('')
  const name = useRef<HTMLInputElement>(null)
  // A row may be gone from under the cursor.
  const spot = { row: Math.min(wanted.row, plan.rows - 1), column: Math.min(wanted.column, plan.columns - 1) }
  const change = (next: RoomPlan, again?: boolean, where: Spot = spot) => {
    onPlan(next, again)
    setSaid(words.long(where, cellAt(next, where)))
  }
  return (
    <div className="k-stack">
      <div className="c-plan-head">
        {head}
        <PlanNumbering plan={plan} onPlan={onPlan} />
      </div>
      <div className="c-plan-work">
        <div className="k-stack-small">
          <Brushes brush={brush} onBrush={setBrush} />
          <p className="c-plan-front" aria-hidden="true">
            {text.front}
          </p>
          <PlanGrid
            plan={plan}
            label={room.trim() ? text.grid(room.trim()) : text.gridUnnamed}
            brush={brush}
            spot={spot}
            onSpot={setSpot}
            onPlan={change}
            onName={() => {
              name.current?.focus()
              name.current?.select()
            }}
            onUndo={onUndo}
          />
          <p className="k-small k-soft">{text.keys}</p>
          <span className="sr-only" role="status">
            {said}
          </span>
        </div>
        <div className="k-stack c-plan-side">
          <CellPanel plan={plan} spot={spot} input={name} canUndo={canUndo} onPlan={onPlan} onUndo={onUndo} />
          {aside}
        </div>
      </div>
    </div>
  )
}

function Brushes({ brush, onBrush }: { brush: Brush; onBrush: (brush: Brush) => void }) {
  const text = useText(venuesText).plan
  const all: Brush[] = ['select', ...CELL_KINDS.filter((kind) => kind !== 'empty'), 'empty']
  return (
    <fieldset className="c-brushes">
      <legend className="k-legend">{text.brush}</legend>
      {all.map((one) => (
        <label key={one} className="k-check">
          <input type="radio" name="brush" checked={brush === one} onChange={() => onBrush(one)} />
          {one === 'select' ? text.brushSelect : text.kinds[one]}
        </label>
      ))}
    </fieldset>
  )
}

/** The cell under the cursor, and the row and column it stands in. */
function CellPanel({
  plan,
  spot,
  input,
  canUndo,
  onPlan,
  onUndo,
}: {
  plan: RoomPlan
  spot: Spot
  input: RefObject<HTMLInputElement | null>
  canUndo: boolean
  onPlan: (plan: RoomPlan, again?: boolean) => void
  onUndo: () => void
}) {
  const text = useText(venuesText).plan
  const { language } = useLanguage()
  const cell = cellAt(plan, spot)
  const n = (value: number) => count(value, language)
  const typing = useRef('')
  const at = `${spot.row}.${spot.column}`
  const rename = (station: string) => {
    onPlan(named(plan, spot, station), typing.current === at)
    typing.current = at
  }
  const edits: [string, boolean, () => RoomPlan][] = [
    [text.insertRow, plan.rows < SIDE_MOST, () => withRow(plan, spot.row)],
    [text.insertColumn, plan.columns < SIDE_MOST, () => withColumn(plan, spot.column)],
    [text.deleteRow, plan.rows > 1, () => withoutRow(plan, spot.row)],
    [text.deleteColumn, plan.columns > 1, () => withoutColumn(plan, spot.column)],
    [text.addRow, plan.rows < SIDE_MOST, () => withRow(plan, plan.rows)],
    [text.addColumn, plan.columns < SIDE_MOST, () => withColumn(plan, plan.columns)],
  ]
  return (
    <section className="k-panel k-stack" aria-label={text.chosen(n(spot.row + 1), n(spot.column + 1))}>
      <h2>{text.chosen(n(spot.row + 1), n(spot.column + 1))}</h2>
      <Choice
        label={text.kind}
        value={cell.kind}
        options={CELL_KINDS.map((kind) => ({ value: kind, title: text.kinds[kind] }))}
        onChange={(kind) => onPlan(withKind(plan, spot, kind as CellKind))}
      />
      <Field label={text.station} hint={text.stationHint}>
        <input
          ref={input}
          className="k-input"
          maxLength={STATION_MOST}
          value={cell.station}
          onChange={(event) => rename(event.target.value)}
          onBlur={() => {
            typing.current = ''
          }}
        />
      </Field>
      <div className="c-plan-edits">
        {edits.map(([label, can, edit]) => (
          <button key={label} type="button" className="k-button small" disabled={!can} onClick={() => onPlan(edit())}>
            {label}
          </button>
        ))}
      </div>
      <p>
        <button type="button" className="k-button" disabled={!canUndo} onClick={onUndo}>
          {text.undo}
        </button>
      </p>
    </section>
  )
}
