import { type ReactNode, useEffect, useRef } from 'react'
import type { CommandRow, SignalRow, SittingState, Tile } from '../../../server/protocol/proctor.ts'
import { clockWib, count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { proctorText } from '../../shared/text/proctor.ts'
import { commandText } from '../../shared/text/proctor-commands.ts'
import type { PersonKind } from '../orders.ts'
import { lacksPaper } from '../room.ts'
import { Command } from './command-list.tsx'
import { Orders } from './selection-bar.tsx'
import { Seen, StateMark, TimeLeft } from './tile.tsx'

const SIGNALS_SHOWN_MAX = 8
const COMMANDS_SHOWN_MAX = 8

/** Everything the console knows of one candidate, beside the map: what to do, her time as a sum, what was ordered. */
export function TilePanel({
  tile,
  sitting,
  state,
  commands,
  signals,
  tiles,
  time,
  carry,
  onOrder,
  onClose,
}: {
  tile: Tile
  sitting: string
  state: SittingState
  commands: readonly CommandRow[]
  signals: readonly SignalRow[]
  tiles: ReadonlyMap<string, Tile>
  time: ReactNode
  carry: ReactNode
  onOrder: (kind: PersonKind, tiles: readonly Tile[], chosen: number) => void
  onClose: () => void
}) {
  const text = useText(commandText)
  const words = useText(proctorText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const heading = useRef<HTMLHeadingElement>(null)
  // Opened for another candidate: a screen reader starts at the name.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the candidate is the reason
  useEffect(() => heading.current?.focus({ preventScroll: true }), [tile.candidate])
  const advice = tile.state in words.stateAdvice ? words.stateAdvice[tile.state as keyof typeof words.stateAdvice] : ''
  const hers = commands.filter((row) => isFor(row, tile.candidate)).slice(0, COMMANDS_SHOWN_MAX)
  const seen = signals.filter((one) => one.candidate === tile.candidate).slice(0, SIGNALS_SHOWN_MAX)
  const link = (view: string) => `?${new URLSearchParams({ sitting, view, candidate: tile.candidate })}`
  return (
    <aside className="p-panel" aria-label={text.panel}>
      <div className="p-panel-top">
        <h2 ref={heading} tabIndex={-1}>
          <span className="k-num">
            {tile.room} · {tile.station}
          </span>{' '}
          {tile.name}
        </h2>
        <button type="button" className="k-button small" aria-keyshortcuts="Escape" onClick={onClose}>
          {text.closePanel}
        </button>
      </div>
      <p className="k-line">
        <span className="k-num k-soft">{tile.number}</span>
        <StateMark state={tile.state} />
        <TimeLeft tile={tile} />
      </p>
      {advice === '' ? null : <p className="k-small">{advice}</p>}
      {lacksPaper(tile) ? <p className="k-small">{words.noPaperAdvice}</p> : null}
      <p className="k-line k-small">
        <a href={link('story')}>{words.story}</a>
        <a href={link('desk')}>{words.desk}</a>
      </p>
      <div className="k-line p-orders">
        <Orders tiles={[tile]} sitting={state} onOrder={onOrder} small />
      </div>
      <dl className="p-facts">
        <Fact name={text.facts.answered}>{words.answered(n(tile.answered), n(tile.items))}</Fact>
        <Fact name={text.facts.flagged}>{n(tile.flagged)}</Fact>
        <Fact name={text.facts.seen}>
          <Seen tile={tile} />
        </Fact>
        {tile.unsaved > 0 ? <Fact name={text.facts.unsaved}>{n(tile.unsaved)}</Fact> : null}
        {tile.movedTo ? <Fact name={text.facts.place}>{tile.movedTo}</Fact> : null}
        {tile.wantsMove ? (
          <Fact name={text.facts.wants}>
            {tile.wantsMove.room} · {tile.wantsMove.station}
          </Fact>
        ) : null}
        {tile.accommodatedMinutes ? (
          <Fact name={text.facts.accommodation}>{words.minutes(n(tile.accommodatedMinutes))}</Fact>
        ) : null}
      </dl>
      <section>
        <h3>{text.time}</h3>
        {time}
      </section>
      <section>
        <h3>
          {text.lastSignals} <span className="k-soft k-num">({n(tile.signals.count)})</span>
        </h3>
        {seen.length === 0 ? (
          <p className="k-soft k-small">
            {tile.signals.last === null || tile.signals.at === null
              ? text.none
              : `${clockWib(tile.signals.at)} ${text.signalKinds[tile.signals.last] ?? tile.signals.last}`}
          </p>
        ) : (
          <ul className="k-plain k-small">
            {seen.map((one) => (
              <li key={one.id}>
                <span className="k-num">{clockWib(one.at)}</span> {text.signalKinds[one.kind] ?? one.kind}
              </li>
            ))}
          </ul>
        )}
      </section>
      <section>
        <h3>{text.herCommands}</h3>
        {hers.length === 0 ? (
          <p className="k-soft k-small">{text.none}</p>
        ) : (
          <ul className="k-plain p-panel-commands">
            {hers.map((row) => (
              <Command key={row.id} row={row} tiles={tiles} />
            ))}
          </ul>
        )}
      </section>
      {tile.attempt === null ? null : (
        <section>
          <h3>{text.carry}</h3>
          {carry}
        </section>
      )}
    </aside>
  )
}

/** No names: for everybody; opening and closing are the sitting's alone. */
const isFor = (row: CommandRow, candidate: string): boolean =>
  row.kind !== 'open' && row.kind !== 'close' && (row.candidates.length === 0 || row.candidates.includes(candidate))

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)
