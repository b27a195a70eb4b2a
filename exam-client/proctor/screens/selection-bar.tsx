import type { Tile } from '../../../server/protocol/proctor.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { proctorText } from '../../shared/text/proctor.ts'
import { canEnd } from '../room.ts'
import { Seen, StateMark, TimeLeft } from './tile.tsx'

/** What can be done with the chosen stations; for a single one also all that is known of it. */
export function SelectionBar({
  tiles,
  closed,
  onEnd,
  onPins,
  onClear,
}: {
  tiles: Tile[]
  closed: boolean
  onEnd: (tiles: Tile[]) => void
  onPins: (tiles: Tile[]) => void
  onClear: () => void
}) {
  const text = useText(proctorText)
  const { language } = useLanguage()
  const ending = tiles.filter(canEnd)
  const one = tiles.length === 1 ? tiles[0] : undefined
  return (
    <section className="p-selection" aria-label={text.selected(count(tiles.length, language))}>
      {one ? <One tile={one} /> : <strong role="status">{text.selected(count(tiles.length, language))}</strong>}
      <span className="k-line k-push">
        <button
          type="button"
          className="k-button danger"
          disabled={closed || ending.length === 0}
          onClick={() => onEnd(ending)}
        >
          {text.end}
          {ending.length > 0 && tiles.length > 1 ? ` (${count(ending.length, language)})` : ''}
        </button>
        <button type="button" className="k-button" disabled={closed} onClick={() => onPins(tiles)}>
          {text.pinsSelected}
        </button>
        <button type="button" className="k-button quiet" onClick={onClear}>
          {text.clearSelection}
        </button>
      </span>
    </section>
  )
}

function One({ tile }: { tile: Tile }) {
  const text = useText(proctorText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const advice = tile.state in text.stateAdvice ? text.stateAdvice[tile.state as keyof typeof text.stateAdvice] : ''
  return (
    <div className="p-one">
      <p>
        <strong>
          {text.station} {tile.station} · {tile.name}
        </strong>{' '}
        <span className="k-num k-soft">{tile.number}</span>
      </p>
      <p className="k-line k-small">
        <StateMark state={tile.state} />
        <span>{text.answeredLong(n(tile.answered), n(tile.items))}</span>
        <span>{text.flagged(n(tile.flagged))}</span>
        <TimeLeft tile={tile} />
        <Seen tile={tile} />
        {tile.accommodatedMinutes ? <span>{text.extra(n(tile.accommodatedMinutes))}</span> : null}
        {tile.movedTo ? <span>{text.movedTo(tile.movedTo)}</span> : null}
        <span className="k-soft">{advice}</span>
      </p>
    </div>
  )
}
