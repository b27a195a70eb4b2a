import { useText } from '../../shared/language.tsx'
import { stationWords } from '../../shared/text/station.ts'
import { stationRoomWords } from '../../shared/text/station-room.ts'
import { Dialog } from './dialog.tsx'

/** What the keys do, and what the boxes mean. */
export function HelpDialog({ onClose }: { onClose: () => void }) {
  const text = useText(stationWords)
  const room = useText(stationRoomWords)
  const keys: [string[], string, string][] = [
    [['A', 'E'], text.keysTo, text.keysChoose],
    [['1', '5'], text.keysTo, text.keysChoose],
    [['←', '→'], '', text.keysMove],
    [['Home', 'End'], '', text.keysEnds],
    [['R'], '', text.keysFlag],
    [['G'], '', text.keysGo],
    [['W'], '', room.keysTime],
    [['?'], '', text.keysHelp],
  ]
  const legend = [
    ['open', text.legendOpen],
    ['answered', text.legendAnswered],
    ['flagged', text.legendFlagged],
    ['current', text.legendCurrent],
  ] as const
  return (
    <Dialog title={text.keysTitle} onClose={onClose}>
      <dl className="keys">
        {keys.map(([caps, between, does]) => (
          <div key={caps.join()}>
            <dt>
              {caps.map((cap, i) => (
                <span key={cap}>
                  {i > 0 ? ` ${between} ` : ''}
                  <kbd>{cap}</kbd>
                </span>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <h3>{text.legend}</h3>
      <ul className="legend">
        {legend.map(([kind, means]) => (
          <li key={kind}>
            <span
              className="tile tabular"
              aria-hidden="true"
              data-answered={kind === 'answered' || undefined}
              data-flagged={kind === 'flagged' || undefined}
              data-current={kind === 'current' || undefined}
            >
              12
            </span>
            {means}
          </li>
        ))}
      </ul>
      <p className="dialog-buttons">
        <button type="button" className="button primary" onClick={onClose}>
          {text.close}
        </button>
      </p>
    </Dialog>
  )
}
