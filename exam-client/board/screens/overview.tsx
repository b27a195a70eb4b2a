import { useState } from 'react'
import type { BoardOverview, PublicationSummary } from '../../../server/protocol/board.ts'
import { useAddress } from '../../shared/address.tsx'
import { count, momentWib, shortDigest } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Empty, Field, Mark } from '../../shared/parts/kit-basics.tsx'
import { SittingState } from '../../shared/parts/kit-sitting-state.tsx'
import { useTyped } from '../../shared/parts/kit-table.tsx'
import { boardText } from '../../shared/text/board.ts'
import { byStage, type StageGroup, standingOf } from '../publications.ts'

/** The public's first page: what runs now, and what has been published, by stage, with what is in force first. */
export function BoardOverviewScreen({ overview }: { overview: BoardOverview }) {
  const text = useText(boardText)
  const { address, go } = useAddress()
  const [search, setSearch] = useTyped(address, go, 'q')
  const order = { running: 0, open: 1, closed: 2 }
  const sittings = [...overview.sittings].sort((a, b) => order[a.state] - order[b.state])
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const found = overview.publications.filter((one) =>
    words.every((word) =>
      `${one.title} ${one.position} ${one.unit} ${one.vacancyCode} ${one.digest}`.toLowerCase().includes(word),
    ),
  )
  const titles = new Map(overview.publications.map((one) => [one.id, one.title]))
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
        <p className="k-soft" role="status">
          {text.noMatch}
        </p>
      ) : (
        byStage(found).map((group) => (
          <Stage key={`${group.stage} ${search}`} group={group} titles={titles} open={words.length > 0} />
        ))
      )}
    </div>
  )
}

/** Where there are thousands, a part at a time: what is looked for is found by the search above. */
const SHOWN_AT_ONCE = 50

function Stage({ group, titles, open }: { group: StageGroup; titles: Map<string, string>; open: boolean }) {
  const text = useText(boardText)
  const { language } = useLanguage()
  const { stage, inForce, older } = group
  return (
    <section className="k-stack-small" aria-labelledby={`stage-${stage}`}>
      <h3 id={`stage-${stage}`}>{text.stages[stage]}</h3>
      {inForce.length > 0 ? <Some of={inForce} titles={titles} /> : null}
      {older.length > 0 ? (
        <details className="b-older" open={open || inForce.length === 0 || undefined}>
          <summary>{text.older(count(older.length, language))}</summary>
          <Some of={older} titles={titles} />
        </details>
      ) : null}
    </section>
  )
}

function Some({ of, titles }: { of: PublicationSummary[]; titles: Map<string, string> }) {
  const text = useText(boardText)
  const { language } = useLanguage()
  const [shown, setShown] = useState(SHOWN_AT_ONCE)
  return (
    <>
      <ul className="k-plain k-panel flush">
        {of.slice(0, shown).map((one) => (
          <Publication
            key={one.id}
            of={one}
            replacement={one.replacedBy ? (titles.get(one.replacedBy) ?? null) : null}
          />
        ))}
      </ul>
      {of.length > shown ? (
        <p className="k-noprint">
          <button type="button" className="k-button" onClick={() => setShown(shown + SHOWN_AT_ONCE)}>
            {text.moreOf(count(Math.min(SHOWN_AT_ONCE, of.length - shown), language))}
          </button>
        </p>
      ) : null}
    </>
  )
}

const LOOKS = { 'in-force': ['check', 'ok'], replaced: ['ring', 'soft'], withdrawn: ['cross', 'danger'] } as const

function Publication({ of, replacement }: { of: PublicationSummary; replacement: string | null }) {
  const text = useText(boardText)
  const { language } = useLanguage()
  const standing = standingOf(of)
  const [shape, tone] = LOOKS[standing]
  return (
    <li className="b-publication">
      <a href={`?publication=${encodeURIComponent(of.id)}`}>{of.title}</a>
      <p className="k-small k-soft">
        {of.vacancyCode === ''
          ? text.manyVacancies(count(of.vacancies, language))
          : `${of.vacancyCode} · ${of.position} · ${of.unit}`}
        {' · '}
        {text.rowsOf(count(of.rows, language))}
      </p>
      <p className="k-line k-small">
        <Mark shape={shape} tone={tone}>
          {standing === 'in-force' ? text.inForce : standing === 'replaced' ? text.replaced : text.withdrawn}
        </Mark>
        <span className="k-num">{momentWib(of.publishedAt, language)}</span>
        <span className="k-soft">
          SHA-256 <span className="k-code">{shortDigest(of.digest)}</span>
        </span>
      </p>
      {of.withdrawn ? (
        <p className="k-small">
          {text.withdrawnBecause(momentWib(of.withdrawn.at, language), of.withdrawn.reason)}
          {of.replacedBy ? null : ` ${text.noReplacement}`}
        </p>
      ) : null}
      {of.replacedBy ? (
        <p className="k-small">
          {text.replacedBy}{' '}
          <a href={`?publication=${encodeURIComponent(of.replacedBy)}`}>{replacement ?? text.theNewer}</a>
        </p>
      ) : null}
    </li>
  )
}
