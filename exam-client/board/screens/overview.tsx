import type { BoardOverview, PublicationSummary } from '../../../server/protocol/board.ts'
import { useAddress } from '../../shared/address.tsx'
import { momentWib, shortDigest } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Empty, Field, Mark } from '../../shared/parts/kit-basics.tsx'
import { SittingState } from '../../shared/parts/kit-sitting-state.tsx'
import { useTyped } from '../../shared/parts/kit-table.tsx'
import { boardText } from '../../shared/text/board.ts'

/** The public's first page: what runs now, and what has been published, newest first and replaced ones last. */
export function BoardOverviewScreen({ overview }: { overview: BoardOverview }) {
  const text = useText(boardText)
  const { address, go } = useAddress()
  const [search, setSearch] = useTyped(address, go, 'q')
  const order = { running: 0, open: 1, closed: 2 }
  const sittings = [...overview.sittings].sort((a, b) => order[a.state] - order[b.state])
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const found = overview.publications
    .filter((one) =>
      words.every((word) =>
        `${one.title} ${one.position} ${one.unit} ${one.vacancyCode} ${one.digest}`.toLowerCase().includes(word),
      ),
    )
    .sort((a, b) => Number(a.replacedBy !== null) - Number(b.replacedBy !== null) || b.publishedAt - a.publishedAt)
  return (
    <div className="k-stack">
      <div>
        <h1>{text.title}</h1>
        <p className="k-soft">{text.lead}</p>
      </div>
      <h2>{text.live}</h2>
      {sittings.length === 0 ? (
        <p className="k-soft">{text.noLive}</p>
      ) : (
        <ul className="k-plain k-panel flush">
          {sittings.map((sitting) => (
            <li key={sitting.id} className="b-line">
              <strong>{sitting.name}</strong>
              <SittingState state={sitting.state} />
              <a
                className="k-button"
                href={`?sitting=${encodeURIComponent(sitting.id)}`}
                aria-label={`${text.watch}: ${sitting.name}`}
              >
                {text.watch}
              </a>
            </li>
          ))}
        </ul>
      )}
      <div className="k-line b-find">
        <h2>{text.publications}</h2>
        {overview.publications.length > 0 ? (
          <Field label={text.searchPublications}>
            <input
              className="k-input"
              type="search"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          </Field>
        ) : null}
      </div>
      {overview.publications.length === 0 ? (
        <div className="k-panel">
          <Empty title={text.noPublications}>
            <p>{text.noPublicationsAdvice}</p>
          </Empty>
        </div>
      ) : found.length === 0 ? (
        <p className="k-soft">{text.noMatch}</p>
      ) : (
        <ul className="k-plain k-panel flush">
          {found.map((one) => (
            <Publication key={one.id} of={one} />
          ))}
        </ul>
      )}
    </div>
  )
}

function Publication({ of }: { of: PublicationSummary }) {
  const text = useText(boardText)
  const { language } = useLanguage()
  return (
    <li className="b-publication">
      <a href={`?publication=${encodeURIComponent(of.id)}`}>{of.title}</a>
      <p className="k-small k-soft">
        {of.vacancyCode} · {of.position} · {of.unit}
      </p>
      <p className="k-line k-small">
        {of.replacedBy ? (
          <Mark shape="ring" tone="soft">
            {text.replaced}
          </Mark>
        ) : (
          <Mark shape="check" tone="ok">
            {text.published}
          </Mark>
        )}
        <span className="k-num">{momentWib(of.publishedAt, language)}</span>
        <span className="k-soft">
          SHA-256 <span className="k-code">{shortDigest(of.digest)}</span>
        </span>
      </p>
    </li>
  )
}
