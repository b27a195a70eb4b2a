import { type KeyboardEvent, memo, useEffect, useRef } from 'react'
import type { PaperSection } from '../../../server/protocol/station.ts'
import { useText } from '../../shared/language.tsx'
import { stationWords } from '../../shared/text/station.ts'
import type { Marks } from '../station-state.ts'

/** Number tiles by section. One Tab stop; arrows walk among the tiles, Enter opens. */
export function Navigator({
  sections,
  marks,
  current,
  onGo,
}: {
  sections: readonly PaperSection[]
  marks: Marks
  current: number
  onGo: (slot: number) => void
}) {
  const text = useText(stationWords)
  const box = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new current tile is the reason
  useEffect(() => {
    const tile = box.current?.querySelector<HTMLElement>('[aria-current]')
    const scroller = box.current?.closest('.side')
    if (!tile || !scroller) return
    // Not scrollIntoView: it would also move the page behind it on a phone.
    const [t, s] = [tile.getBoundingClientRect(), scroller.getBoundingClientRect()]
    if (t.top < s.top) scroller.scrollTop -= s.top - t.top + 40
    if (t.bottom > s.bottom) scroller.scrollTop += t.bottom - s.bottom + 40
  }, [current])
  let from = 0
  return (
    <div
      ref={box}
      className="navigator"
      role="toolbar"
      aria-label={text.navigator}
      aria-orientation="horizontal"
      onKeyDown={walk}
    >
      {sections.map((section) => {
        const first = from
        from += section.count
        return (
          <div key={section.id} role="group" aria-label={section.title}>
            <p className="navigator-title">
              {section.title} <span className="navigator-range">{text.range(first + 1, first + section.count)}</span>
            </p>
            <div className="tiles">
              {Array.from({ length: section.count }, (_, i) => first + i).map((slot) => (
                <Tile
                  key={slot}
                  slot={slot}
                  answered={(marks.responses[slot] ?? null) !== null}
                  flagged={marks.flags[slot] === true}
                  current={slot === current}
                  stop={slot === current}
                  onGo={onGo}
                />
              ))}
            </div>
          </div>
        )
      })}
    </div>
  )
}

interface TileProps {
  slot: number
  answered: boolean
  flagged: boolean
  current: boolean
  /** Reached by Tab. */
  stop: boolean
  onGo: (slot: number) => void
}

/** Memoised: one click changes one tile, not a hundred and ten. */
export const Tile = memo(function Tile({ slot, answered, flagged, current, stop, onGo }: TileProps) {
  const text = useText(stationWords)
  return (
    <button
      type="button"
      className="tile tabular"
      data-answered={answered || undefined}
      data-flagged={flagged || undefined}
      aria-current={current ? 'true' : undefined}
      aria-label={text.tile(slot + 1, answered, flagged)}
      tabIndex={stop ? 0 : -1}
      onClick={() => onGo(slot)}
    >
      {slot + 1}
    </button>
  )
})

function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -10, ArrowDown: 10 }[event.key]
  const tiles = [...event.currentTarget.querySelectorAll<HTMLElement>('.tile')]
  const at = tiles.indexOf(event.target as HTMLElement)
  if (step === undefined || at < 0) return
  event.preventDefault() // else the same key would also move to another item
  tiles[Math.max(0, Math.min(at + step, tiles.length - 1))]?.focus()
}
