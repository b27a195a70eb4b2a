import { memo } from 'react'
import type { SignalRow, Tile } from '../../../server/protocol/proctor.ts'
import { clockWib } from '../../shared/format.ts'
import { useText } from '../../shared/language.tsx'
import { proctorText } from '../../shared/text/proctor.ts'
import { commandText } from '../../shared/text/proctor-commands.ts'
import { nameOf, placeOfSignal } from '../room.ts'
import { walkLines } from './incidents.tsx'

/** What the stations noticed, newest first. For people to look at: none of it punishes anybody. */
export const SignalList = memo(function SignalList({
  signals,
  tiles,
  onShow,
}: {
  signals: readonly SignalRow[]
  tiles: ReadonlyMap<string, Tile>
  onShow: (candidate: string) => void
}) {
  const text = useText(commandText)
  const words = useText(proctorText)
  if (signals.length === 0) return <p className="k-empty">{text.noSignals}</p>
  return (
    <>
      <ul className="k-plain k-panel flush p-list" tabIndex={0} aria-label={text.signals} onKeyDown={walkLines}>
        {signals.map((one) => {
          const tile = one.candidate === null ? undefined : tiles.get(one.candidate)
          const place = placeOfSignal(one)
          return (
            <li key={one.id} className="p-signal">
              <span className="k-num p-command-at">{clockWib(one.at)}</span>
              <span className="p-signal-who">{one.candidate === null ? '' : nameOf(tile, one.candidate)}</span>
              <span>
                {text.signalKinds[one.kind] ?? one.kind}
                {place && tile && (place.station !== tile.station || place.room !== tile.room)
                  ? ` (${place.room} · ${place.station})`
                  : ''}
              </span>
              {tile ? (
                <button
                  type="button"
                  className="k-button small"
                  aria-label={words.showTile(tile.station, tile.name)}
                  onClick={() => onShow(tile.candidate)}
                >
                  {words.show}
                </button>
              ) : null}
            </li>
          )
        })}
      </ul>
      <p className="k-small k-soft">{text.signalsAdvice}</p>
    </>
  )
})
