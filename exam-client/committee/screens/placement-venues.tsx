import type { PlacementForm, PlacementVenue } from '../../../server/protocol/placement.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { placementText } from '../../shared/text/placement.ts'
import type { PlacementDraft } from '../placement-draft.ts'

/** The venues to choose from, with what each offers. */
export function PlacementVenues({
  form,
  draft,
  onChange,
  onFacts,
}: {
  form: PlacementForm
  draft: PlacementDraft
  onChange: (draft: PlacementDraft) => void
  onFacts: (venue: PlacementVenue) => void
}) {
  const text = useText(placementText).plan
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const tick = (id: string, on: boolean) =>
    onChange({ ...draft, venues: on ? [...draft.venues, id] : draft.venues.filter((one) => one !== id) })
  return (
    <div className="k-table-wrap" tabIndex={0} role="region" aria-label={text.venues}>
      <table className="k-table">
        <caption className="sr-only">{text.venues}</caption>
        <thead>
          <tr>
            <th scope="col">{text.venue}</th>
            <th scope="col" className="num">
              {text.rooms}
            </th>
            <th scope="col" className="num">
              {text.seats}
            </th>
            <th scope="col">{text.hours}</th>
            <th scope="col" className="num">
              {text.near}
            </th>
            <th scope="col">{text.fits}</th>
            <th scope="col">
              <span className="sr-only">{text.facts}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {form.venues.map((venue) => {
            const seats = venue.rooms.reduce((sum, room) => sum + room.seats, 0)
            const kinds = [...new Set(Object.values(venue.facts.fits).flat())].sort()
            return (
              <tr key={venue.id}>
                <td data-label={text.venue}>
                  <label className="k-check">
                    <input
                      type="checkbox"
                      checked={draft.venues.includes(venue.id)}
                      disabled={seats === 0}
                      aria-label={text.use(venue.name)}
                      onChange={(event) => tick(venue.id, event.target.checked)}
                    />
                    {venue.name}
                  </label>
                </td>
                <td className="num" data-label={text.rooms}>
                  {n(venue.rooms.length)}
                </td>
                <td className="num" data-label={text.seats}>
                  {n(seats)}
                </td>
                <td className="tight k-num" data-label={text.hours}>
                  {venue.facts.opens}–{venue.facts.closes}
                </td>
                <td className="num" data-label={text.near}>
                  {n(venue.facts.districts.length)}
                </td>
                <td data-label={text.fits}>
                  {kinds.length === 0 ? <span className="k-soft">{text.none}</span> : kinds.join(', ')}
                </td>
                <td className="tight">
                  <button
                    type="button"
                    className="k-button small"
                    aria-label={text.factsOf(venue.name)}
                    onClick={() => onFacts(venue)}
                  >
                    {text.facts}
                  </button>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
