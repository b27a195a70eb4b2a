import type { Page } from '../../../server/protocol/http.ts'
import type { PlacedRow, PlacementSummary } from '../../../server/protocol/placement.ts'
import { useAddress } from '../../shared/address.tsx'
import { count, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Loaded } from '../../shared/load.ts'
import { Empty, Field, Shown } from '../../shared/parts/kit-basics.tsx'
import { Pager, useTyped } from '../../shared/parts/kit-table.tsx'
import { placementText } from '../../shared/text/placement.ts'
import { Head } from './shell.tsx'

/** Where everybody of an approved schedule sits now, and why; page by page from the server. */
export function PlacedScreen({
  placement,
  venues,
  page,
  retry,
}: {
  placement: PlacementSummary
  venues: string[]
  page: Loaded<Page<PlacedRow>>
  retry: () => void
}) {
  const text = useText(placementText).published
  const { language } = useLanguage()
  const { address, go } = useAddress()
  const [search, setSearch] = useTyped(address, go, 'p.q')
  return (
    <>
      <Head title={placement.test} back={{ href: '?screen=sittings&tab=placement', title: text.back }} />
      <details>
        <summary>{text.cards}</summary>
        <ul className="k-list">
          {venues.map((venue) => (
            <li key={venue}>
              <a href={`/api/placements/cards.pdf?venue=${encodeURIComponent(venue)}`} target="_blank" rel="noreferrer">
                {text.cardsFor(venue)}
              </a>
            </li>
          ))}
        </ul>
      </details>
      <div className="k-panel flush">
        <div className="k-tools">
          <Field label={text.search}>
            <input
              className="k-input"
              type="search"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          </Field>
          {page.at === 'ready' ? (
            <span className="k-tools-count" role="status">
              {text.total(count(page.value.total, language))}
            </span>
          ) : null}
        </div>
        <Shown of={page} retry={retry}>
          {(value) =>
            value.rows.length === 0 ? (
              <Empty title={text.none} />
            ) : (
              <>
                <Rows rows={value.rows} label={placement.test} />
                {value.total > value.pageSize ? (
                  <Pager
                    page={value.page}
                    pages={Math.ceil(value.total / value.pageSize)}
                    onTurn={(next) => go({ 'p.page': next === 1 ? null : String(next) })}
                  />
                ) : null}
              </>
            )
          }
        </Shown>
      </div>
    </>
  )
}

function Rows({ rows, label }: { rows: PlacedRow[]; label: string }) {
  const text = useText(placementText).published
  const { spot } = useText(placementText).preview
  const { language } = useLanguage()
  return (
    <div className="k-table-wrap" tabIndex={0} role="region" aria-label={label}>
      <table className="k-table">
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr>
            {[text.number, text.name, text.vacancy, text.when, text.place, text.why, text.card].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.candidate}>
              <td className="tight k-num" data-label={text.number}>
                {row.number}
              </td>
              <td data-label={text.name}>{row.name}</td>
              <td className="tight k-num" data-label={text.vacancy}>
                {row.vacancy}
              </td>
              <td className="tight k-num" data-label={text.when}>
                {momentWib(row.startsAt, language)}
              </td>
              <td className="wide" data-label={text.place}>
                {spot(row.venue, row.room, row.station)}
              </td>
              <td data-label={text.why}>
                <details>
                  <summary aria-label={`${text.reasons}: ${row.number}`}>{text.reasons}</summary>
                  <ul className="k-list k-small">
                    {row.why.map((why) => (
                      <li key={why.id}>{why[language]}</li>
                    ))}
                  </ul>
                </details>
              </td>
              <td className="tight" data-label={text.card}>
                <a
                  href={`/api/candidates/${encodeURIComponent(row.candidate)}/card.pdf`}
                  target="_blank"
                  rel="noreferrer"
                  aria-label={text.cardOf(row.number)}
                >
                  {text.version(count(row.card, language))}
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
