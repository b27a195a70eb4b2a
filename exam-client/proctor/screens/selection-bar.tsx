import type { SittingState, Tile } from '../../../server/protocol/proctor.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { proctorText } from '../../shared/text/proctor.ts'
import { commandText } from '../../shared/text/proctor-commands.ts'
import { KEY_OF } from '../keys.ts'
import { isGrave, offers, type PersonKind } from '../orders.ts'
import { Seen, StateMark, TimeLeft } from './tile.tsx'

/** What can be done with the chosen stations; for a single one also what is most wanted of it. */
export function SelectionBar({
  tiles,
  sitting,
  onOrder,
  onPins,
  onOpen,
  onClear,
}: {
  tiles: readonly Tile[]
  sitting: SittingState
  onOrder: (kind: PersonKind, tiles: readonly Tile[], chosen: number) => void
  onPins: (tiles: readonly Tile[]) => void
  onOpen: (candidate: string) => void
  onClear: () => void
}) {
  const text = useText(proctorText)
  const words = useText(commandText)
  const { language } = useLanguage()
  const one = tiles.length === 1 ? tiles[0] : undefined
  return (
    <section className="p-selection" aria-label={text.selected(count(tiles.length, language))}>
      {one ? <One tile={one} /> : <strong role="status">{text.selected(count(tiles.length, language))}</strong>}
      <span className="k-line p-orders">
        {one ? (
          <button type="button" className="k-button" aria-keyshortcuts="Enter" onClick={() => onOpen(one.candidate)}>
            {words.details}
          </button>
        ) : null}
        <Orders tiles={tiles} sitting={sitting} onOrder={onOrder} />
        <button type="button" className="k-button" disabled={sitting === 'closed'} onClick={() => onPins(tiles)}>
          {text.pinsSelected}
        </button>
        <button type="button" className="k-button quiet" aria-keyshortcuts="Escape" onClick={onClear}>
          {text.clearSelection}
        </button>
      </span>
    </section>
  )
}

/** A button for each command that somebody of these can take. */
export function Orders({
  tiles,
  sitting,
  onOrder,
  small = false,
}: {
  tiles: readonly Tile[]
  sitting: SittingState
  onOrder: (kind: PersonKind, tiles: readonly Tile[], chosen: number) => void
  small?: boolean
}) {
  const words = useText(commandText)
  const { language } = useLanguage()
  return offers(tiles, sitting).map(({ kind, tiles: fit }) => (
    <button
      key={kind}
      type="button"
      className={`k-button${isGrave(kind) ? ' danger' : ''}${small ? ' small' : ''}`}
      aria-keyshortcuts={KEY_OF[kind]}
      onClick={() => onOrder(kind, fit, tiles.length)}
    >
      {words.buttons[kind]}
      {fit.length < tiles.length ? ` (${count(fit.length, language)})` : ''}
    </button>
  ))
}

function One({ tile }: { tile: Tile }) {
  const text = useText(proctorText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  return (
    <p className="k-line p-one">
      <strong>
        {tile.room} · {tile.station} {tile.name}
      </strong>
      <span className="k-num k-soft">{tile.number}</span>
      <StateMark state={tile.state} />
      <span className="k-num">{text.answeredLong(n(tile.answered), n(tile.items))}</span>
      <TimeLeft tile={tile} />
      <Seen tile={tile} />
    </p>
  )
}
