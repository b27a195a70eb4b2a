import type { SeatChangePreview } from '../../../server/protocol/placement.ts'
import { count, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { placementText } from '../../shared/text/placement.ts'

const MOVES_SHOWN = 200

/** The effect of a change, as the dialog that proposes it shows it. */
export function ChangeEffect({ preview }: { preview: SeatChangePreview }) {
  const text = useText(placementText).change
  const { language } = useLanguage()
  const spot = (one: SeatChangePreview['moves'][number]['from']) =>
    text.spot(momentWib(one.startsAt, language), one.venue, one.room, one.station)
  return (
    <div className="k-stack-small">
      <p className="k-strong">{preview.title[language]}</p>
      <h3>{text.effect}</h3>
      <ul className="k-list">
        {preview.effect.map((one) => (
          <li key={one.id}>{one[language]}</li>
        ))}
      </ul>
      <h3>{text.moves}</h3>
      <div className="k-table-wrap c-many" tabIndex={0} role="region" aria-label={text.moves}>
        <table className="k-table">
          <caption className="sr-only">{text.moves}</caption>
          <thead>
            <tr>
              {[text.who, text.from, text.to].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.moves.slice(0, MOVES_SHOWN).map((one) => (
              <tr key={one.candidate}>
                <td>
                  <span className="k-num">{one.number}</span> {one.name}
                </td>
                <td className="k-num">{spot(one.from)}</td>
                <td className="k-num">{spot(one.to)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {preview.moves.length > MOVES_SHOWN ? (
        <p>{text.andMore(count(preview.moves.length - MOVES_SHOWN, language))}</p>
      ) : null}
    </div>
  )
}
