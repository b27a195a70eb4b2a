import { type KeyboardEvent, memo, type PointerEvent, useEffect, useMemo, useRef } from 'react'
import type { RoomPlan } from '../../../server/protocol/venues.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { venuesText } from '../../shared/text/venues.ts'
import {
  type Cell,
  type CellKind,
  cellAt,
  cellsOf,
  moved,
  named,
  type Spot,
  type Step,
  toggled,
  withKind,
} from '../plan-draft.ts'

/** What a click puts down; 'select' only moves the cursor. */
export type Brush = 'select' | CellKind

const STEPS: Record<string, Step> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  Home: 'row-start',
  End: 'row-end',
}

/**
 * The room as a grid to be walked with arrows: one cell is in the order of Tab, the others are reached from it. `onPlan`
 * gets each new plan; `again` says that it belongs to the change before (a stroke of the mouse, the next digit).
 */
export function PlanGrid({
  plan,
  label,
  brush,
  spot,
  onSpot,
  onPlan,
  onName,
  onUndo,
}: {
  plan: RoomPlan
  label: string
  brush: Brush
  spot: Spot
  onSpot: (spot: Spot) => void
  onPlan: (plan: RoomPlan, again?: boolean) => void
  onName: () => void
  onUndo: () => void
}) {
  const words = useCellWords()
  const cells = useMemo(() => cellsOf(plan), [plan])
  const grid = useRef<HTMLDivElement>(null)
  const typed = useRef<{ at: string; text: string }>({ at: '', text: '' })
  const stroke = useRef<CellKind | null>(null)
  const byMouse = useRef(false)

  // The cursor takes the focus along, but only where the focus is in the grid already.
  useEffect(() => {
    if (!grid.current?.contains(document.activeElement)) return
    grid.current
      .querySelector<HTMLElement>(`[data-row="${spot.row}"] [data-column="${spot.column}"]`)
      ?.focus({ preventScroll: false })
  }, [spot])
  useEffect(() => {
    const end = () => {
      stroke.current = null
    }
    addEventListener('pointerup', end)
    return () => removeEventListener('pointerup', end)
  }, [])

  const go = (next: Spot) => {
    typed.current = { at: '', text: '' }
    onSpot(next)
  }
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'z' && (event.ctrlKey || event.metaKey)) return handled(event, onUndo)
    const step = STEPS[event.key]
    if (step) {
      const far = event.ctrlKey && (step === 'row-start' ? 'first' : step === 'row-end' ? 'last' : null)
      return handled(event, () => go(moved(plan, spot, far || step)))
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === ' ') return handled(event, () => onPlan(toggled(plan, spot, event.shiftKey ? -1 : 1)))
    if (event.key === 'Delete' || event.key === 'Backspace')
      return handled(event, () => onPlan(withKind(plan, spot, 'empty')))
    if (event.key === 'Enter' || event.key === 'F2') return handled(event, onName)
    if (/^\d$/.test(event.key)) return handled(event, () => digit(event.key))
  }
  const digit = (figure: string) => {
    const at = `${spot.row}.${spot.column}`
    const more = typed.current.at === at && cellAt(plan, spot).station === typed.current.text
    const text = `${more ? typed.current.text : ''}${figure}`
    typed.current = { at, text }
    onPlan(named(plan, spot, text), more)
  }
  const press = (where: Spot) => {
    go(where)
    if (brush === 'select') return
    const kind = brush !== 'empty' && cellAt(plan, where).kind === brush ? 'empty' : brush
    stroke.current = kind
    onPlan(withKind(plan, where, kind))
  }
  const down = (event: PointerEvent) => {
    byMouse.current = event.pointerType === 'mouse'
    const where = spotOf(event.target)
    if (byMouse.current && event.button === 0 && where) press(where)
  }
  const over = (event: PointerEvent) => {
    const where = spotOf(event.target)
    if (!where || stroke.current === null || event.buttons !== 1 || cellAt(plan, where).kind === stroke.current) return
    onPlan(withKind(plan, where, stroke.current), true)
  }
  // A finger scrolls the plan: it paints what it taps, not what it passes.
  const click = (target: EventTarget) => {
    const where = spotOf(target)
    if (where && !byMouse.current) press(where)
    byMouse.current = false
    stroke.current = null
  }
  return (
    <div className="c-plan-scroll">
      <div
        ref={grid}
        role="grid"
        className="c-plan"
        aria-label={label}
        aria-rowcount={plan.rows}
        aria-colcount={plan.columns}
        onKeyDown={keys}
        onPointerDown={down}
        onPointerOver={over}
        onClick={(event) => click(event.target)}
        onFocus={(event) => {
          const where = spotOf(event.target)
          if (where && (where.row !== spot.row || where.column !== spot.column)) go(where)
        }}
      >
        {cells.map((line, row) => (
          <PlanRow
            key={row}
            row={row}
            line={line}
            drawn={line.map((cell) => `${cell.kind}:${cell.station}:${cell.crowded}`).join('|')}
            cursor={row === spot.row ? spot.column : -1}
            words={words}
          />
        ))}
      </div>
    </div>
  )
}

type CellWords = ReturnType<typeof useCellWords>

/** How a cell is read aloud, and what is written in it. Made anew only with the language, so that rows stay as drawn. */
export function useCellWords() {
  const text = useText(venuesText).plan
  const { language } = useLanguage()
  return useMemo(() => {
    const what = (cell: Cell): string => {
      const name = cell.station.trim() || text.nameless
      const thing =
        cell.kind === 'seat'
          ? text.seatNamed(name)
          : cell.kind === 'spare'
            ? text.spareNamed(name)
            : text.kinds[cell.kind].toLowerCase()
      return cell.crowded ? `${thing}, ${text.crowded}` : thing
    }
    return {
      long: ({ row, column }: Spot, cell: Cell) =>
        text.cell(count(row + 1, language), count(column + 1, language), what(cell)),
      short: (cell: Cell) =>
        cell.kind === 'empty' || cell.kind === 'wall'
          ? ''
          : cell.kind === 'seat' || cell.kind === 'spare'
            ? cell.station.trim() || '?'
            : text.kinds[cell.kind],
    }
  }, [text, language])
}

interface RowProps {
  row: number
  line: Cell[]
  /** All that is drawn of the row: it is drawn again only when this changes. */
  drawn: string
  /** Column of the cursor, or -1. */
  cursor: number
  words: CellWords
}
const PlanRow = memo(
  function PlanRow({ row, line, cursor, words }: RowProps) {
    return (
      // biome-ignore lint/a11y/useFocusableInteractive: the focus is in the cells, as in every grid
      <div role="row" className="c-plan-row" aria-rowindex={row + 1} data-row={row}>
        {line.map((cell, column) => (
          <div
            key={column}
            role="gridcell"
            className={`c-cell ${cell.kind}`}
            aria-colindex={column + 1}
            aria-selected={column === cursor}
            aria-label={words.long({ row, column }, cell)}
            tabIndex={column === cursor ? 0 : -1}
            data-column={column}
            data-crowded={cell.crowded || undefined}
            title={cell.station || undefined}
          >
            <span>{words.short(cell)}</span>
          </div>
        ))}
      </div>
    )
  },
  (before, after) => before.drawn === after.drawn && before.cursor === after.cursor && before.words === after.words,
)

function spotOf(target: EventTarget): Spot | null {
  const cell = (target as Element).closest?.<HTMLElement>('[data-column]')
  const row = cell?.closest<HTMLElement>('[data-row]')
  return cell && row ? { row: Number(row.dataset['row']), column: Number(cell.dataset['column']) } : null
}

function handled(event: KeyboardEvent, does: () => void): void {
  event.preventDefault()
  does()
}
