import { memo } from 'react'
import type { SuperState, Tile } from '../../../server/protocol/proctor.ts'
import { age, count, timeLeft } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Bar, Mark, type Tone } from '../../shared/parts/kit-basics.tsx'
import type { ShapeName } from '../../shared/parts/kit-shapes.tsx'
import { proctorText } from '../../shared/text/proctor.ts'
import { useClockText } from '../clock.tsx'

/** Each state has its own shape; the tone only repeats what shape and word say. */
export const STATE_LOOKS: Record<SuperState, [ShapeName, Tone]> = {
  absent: ['dashed', 'soft'],
  'signed-in': ['ring', 'accent'],
  waiting: ['half', 'accent'],
  working: ['play', 'accent'],
  idle: ['dot', 'amber'],
  'focus-lost': ['away', 'amber'],
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
  onToggle: (candidate: string) => void
  onReach: (candidate: string) => void
}

/** One station. Drawn again only when its own tile, selection or minute has changed. */
export const StationTile = memo(function StationTile({ tile, selected, reachable, onToggle, onReach }: Props) {
  const text = useText(proctorText)
  const { language } = useLanguage()
  const [, tone] = STATE_LOOKS[tile.state]
  const answered = count(tile.answered, language)
  return (
    <li className={`p-tile ${tone}`} data-selected={selected || undefined} data-candidate={tile.candidate}>
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
          <TimeLeft tile={tile} />
        </span>
        <span className="p-tile-name">{tile.name}</span>
        <span className="p-tile-number k-num">{tile.number}</span>
        <span className="p-tile-state">
          <StateMark state={tile.state} />
          {tile.attempt !== null && tile.items > 0 ? (
            <span className="k-num" aria-hidden="true">
              {text.answered(answered, count(tile.items, language))}
            </span>
          ) : null}
        </span>
        <Bar value={tile.answered} max={tile.items} label={text.answeredLong(answered, count(tile.items, language))} />
        <span className="p-tile-foot">
          <Seen tile={tile} />
          {tile.unsaved > 0 ? (
            <span className="p-tile-warn">{text.unsaved(count(tile.unsaved, language))}</span>
          ) : tile.movedTo ? (
            <span className="p-tile-warn">{text.movedTo(tile.movedTo)}</span>
          ) : tile.accommodatedMinutes ? (
            <span>{text.extra(String(tile.accommodatedMinutes))}</span>
          ) : null}
        </span>
      </label>
    </li>
  )
})

const RUNS: SuperState[] = ['working', 'idle', 'focus-lost', 'disconnected', 'paused']

/** Whole minutes until the last ten: 500 clocks that tick each second would only make a room nervous. */
export function TimeLeft({ tile }: { tile: Tile }) {
  const text = useText(proctorText)
  const left = useClockText((clock) => {
    if (tile.deadline === null || !RUNS.includes(tile.state)) return ''
    const ms = tile.deadline - clock.exam()
    return ms > 600_000 ? text.leftShort(String(Math.ceil(ms / 60_000))) : timeLeft(ms)
  })
  return left === '' ? null : <span className="p-tile-left k-num">{left}</span>
}

export function Seen({ tile }: { tile: Tile }) {
  const text = useText(proctorText)
  const { language } = useLanguage()
  const seen = useClockText((clock) =>
    tile.connected
      ? text.connected
      : tile.lastSeen === null
        ? text.never
        : text.lastSeen(age(clock.wall() - tile.lastSeen, language)),
  )
  return <span>{seen}</span>
}
