import { memo } from 'react'
import type { SuperState, Tile } from '../../../server/protocol/proctor.ts'
import { age, count, timeLeft } from '../../shared/format.ts'
import { type Language, useLanguage, useText } from '../../shared/language.tsx'
import { Bar, Mark, type Tone } from '../../shared/parts/kit-basics.tsx'
import { Shape, type ShapeName } from '../../shared/parts/kit-shapes.tsx'
import { proctorText } from '../../shared/text/proctor.ts'
import { type Clock, useClockText } from '../clock.tsx'
import { OVER } from '../incidents.ts'
import { lacksPaper } from '../room.ts'
import { useNear } from './use-near.ts'

/** Each state has its own shape; the tone only repeats what shape and word say. */
export const STATE_LOOKS: Record<SuperState, [ShapeName, Tone]> = {
  absent: ['dashed', 'soft'],
  'checked-in': ['square', 'soft'],
  'signed-in': ['ring', 'accent'],
  waiting: ['half', 'accent'],
  working: ['play', 'accent'],
  idle: ['dot', 'amber'],
  'focus-lost': ['away', 'amber'],
  'second-sign-in': ['both', 'danger'],
  locked: ['triangle', 'amber'],
  disconnected: ['broken', 'danger'],
  paused: ['pause', 'amber'],
  finished: ['check', 'ok'],
  'time-over': ['clock', 'ok'],
  terminated: ['cross', 'soft'],
}

export function StateMark({ state }: { state: SuperState }) {
  const text = useText(proctorText)
  const [shape, tone] = STATE_LOOKS[state]
  return (
    <Mark shape={shape} tone={tone}>
      {text.states[state]}
    </Mark>
  )
}

interface Props {
  tile: Tile
  selected: boolean
  /** The one tile of the grid that Tab reaches; arrows move it. */
  reachable: boolean
  /** Its cell on the plan, counted from 1; none in a list. */
  row?: number
  column?: number
  onToggle: (candidate: string) => void
  onReach: (candidate: string) => void
}

/** One station. Drawn again only when its own tile, selection or minute has changed. */
export const StationTile = memo(function StationTile({
  tile,
  selected,
  reachable,
  row,
  column,
  onToggle,
  onReach,
}: Props) {
  const text = useText(proctorText)
  const { language } = useLanguage()
  const [ref, near] = useNear<HTMLLIElement>()
  const [, tone] = STATE_LOOKS[tile.state]
  const answered = count(tile.answered, language)
  const items = count(tile.items, language)
  const begun = tile.attempt !== null && tile.items > 0
  return (
    <li
      ref={ref}
      className={`p-tile ${tone}`}
      data-selected={selected || undefined}
      data-candidate={tile.candidate}
      style={row === undefined || column === undefined ? undefined : { gridRow: row, gridColumn: column }}
    >
      <label>
        <span className="p-tile-top">
          <input
            type="checkbox"
            checked={selected}
            tabIndex={reachable ? 0 : -1}
            onChange={() => onToggle(tile.candidate)}
            onFocus={() => onReach(tile.candidate)}
          />
          <strong className="p-tile-station k-num">
            <span className="sr-only">{text.station} </span>
            {tile.station}
          </strong>
          <TimeLeft tile={tile} ticking={near} />
        </span>
        <span className="p-tile-name">{tile.name}</span>
        <span className="p-tile-number k-num">{tile.number}</span>
        <span className="p-tile-state">
          <StateMark state={tile.state} />
        </span>
        <span className="p-tile-bar">
          <Bar value={tile.answered} max={tile.items} label={text.answeredLong(answered, items)} />
          {begun ? (
            <span className="k-num" aria-hidden="true">
              {text.answered(answered, items)}
            </span>
          ) : null}
        </span>
        <span className="p-tile-foot">
          <Note tile={tile} ticking={near} />
          {tile.signals.count > 0 ? (
            <span className="p-tile-signals k-num" title={text.signals(count(tile.signals.count, language))}>
              <Shape name="triangle" size={12} />
              <span aria-hidden="true">{tile.signals.count}</span>
              <span className="sr-only">{text.signals(count(tile.signals.count, language))}</span>
            </span>
          ) : null}
        </span>
      </label>
    </li>
  )
})

/** The last line of a tile: the worst that is true of it, else when it was seen. */
function Note({ tile, ticking }: { tile: Tile; ticking: boolean }) {
  const text = useText(proctorText)
  const { language } = useLanguage()
  if (tile.wantsMove) return <span className="p-tile-warn">{text.asksMove}</span>
  if (tile.unsaved > 0) return <span className="p-tile-warn">{text.unsaved(count(tile.unsaved, language))}</span>
  if (lacksPaper(tile)) return <span className="p-tile-warn">{text.noPaper}</span>
  if (tile.movedTo) return <span className="p-tile-warn">{text.movedTo(tile.movedTo)}</span>
  if (tile.accommodatedMinutes && tile.connected)
    return <span>{text.extra(count(tile.accommodatedMinutes, language))}</span>
  return <Seen tile={tile} ticking={ticking} coarse />
}

const RUNS: SuperState[] = ['working', 'idle', 'focus-lost', 'second-sign-in', 'locked', 'disconnected', 'paused']

/** Whole minutes until the last ten; while held it stands still, with a mark that says so. */
export function TimeLeft({ tile, ticking = true }: { tile: Tile; ticking?: boolean }) {
  const text = useText(proctorText)
  const left = useClockText(
    (clock) => {
      const ms = leftOf(tile, clock)
      return ms === null ? '' : ms > 600_000 ? text.leftShort(String(Math.ceil(ms / 60_000))) : timeLeft(ms)
    },
    ticking && tile.heldFrom === null,
  )
  if (left === '') return null
  return (
    <span className="p-tile-left k-num">
      {tile.heldFrom === null ? null : (
        <>
          <Shape name="pause" size={11} />
          <span className="sr-only">{text.stands}: </span>
        </>
      )}
      {left}
    </span>
  )
}

/** Remaining working time in ms, or null where none runs. */
function leftOf(tile: Tile, clock: Clock): number | null {
  if (tile.deadline === null || OVER.includes(tile.state) || !RUNS.includes(tile.state)) return null
  return Math.max(0, tile.deadline - (tile.heldFrom ?? clock.exam()))
}

/** `coarse`: in steps of ten seconds, since a silent hall would otherwise draw each of its tiles each second. */
export function Seen({ tile, ticking = true, coarse = false }: { tile: Tile; ticking?: boolean; coarse?: boolean }) {
  const text = useText(proctorText)
  const { language } = useLanguage()
  const seen = useClockText(
    (clock) =>
      tile.connected
        ? text.connected
        : tile.lastSeen === null
          ? text.never
          : text.lastSeen(seenAgo(clock.wall() - tile.lastSeen, coarse, language)),
    ticking && !tile.connected,
  )
  return <span>{seen}</span>
}

const seenAgo = (ms: number, coarse: boolean, language: Language): string =>
  age(coarse && ms < 60_000 ? Math.floor(ms / 10_000) * 10_000 : ms, language)
