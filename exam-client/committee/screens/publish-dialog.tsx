import { useState } from 'react'
import type { PublicationSummary } from '../../../server/protocol/board.ts'
import type { RankingView } from '../../../server/protocol/http.ts'
import { count, shortDigest } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { DoingNotice } from '../../shared/parts/kit-basics.tsx'
import { CodeMark } from '../../shared/parts/kit-code.tsx'
import { Ask } from '../../shared/parts/kit-dialog.tsx'
import { workText } from '../../shared/text/committee-work.ts'
import { kitText } from '../../shared/text/kit.ts'
import { codesIn } from './ranking.tsx'

const ROWS_SHOWN = 6

interface Props {
  ranking: RankingView
  /** Title and digest of the publication this one would replace. */
  replaces: PublicationSummary | null
  doing: Doing<PublicationSummary>
  onPublish: () => void
  onNewPreview: () => void
  onClose: () => void
}

/** Shows the effect before it happens: how many, who, what it replaces, and exactly what everyone will see. */
export function PublishDialog({ ranking, replaces, doing, onPublish, onNewPreview, onClose }: Props) {
  const text = useText(workText).results
  const kit = useText(kitText)
  const { language } = useLanguage()
  const [understood, setUnderstood] = useState(false)
  const n = (value: number) => count(value, language)
  const stale = doing.at === 'refused' && doing.why.refused === 'results-changed'
  return (
    <Ask
      open
      wide
      alert
      title={text.publishTitle}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="k-button" onClick={onClose}>
            {kit.cancel}
          </button>
          {stale ? (
            <button type="button" className="k-button primary" onClick={onNewPreview}>
              {text.newPreview}
            </button>
          ) : (
            <button
              type="button"
              className="k-button primary"
              disabled={!understood || doing.at === 'sending'}
              onClick={onPublish}
            >
              {text.go}
            </button>
          )}
        </>
      }
    >
      <div className="k-stack-small">
        <h3>{text.effect}</h3>
        <ul className="k-list">
          <li>{text.effectRows(n(ranking.rows.length))}</li>
          <li>
            {codesIn(ranking.rows)
              .map(([code, many]) => text.effectCode(code, n(many)))
              .join(' · ')}
          </li>
          <li>
            {replaces ? text.effectReplaces(`"${replaces.title}" (${shortDigest(replaces.digest)})`) : text.effectNew}
          </li>
          <li>{text.effectFrozen}</li>
        </ul>
      </div>
      <div className="k-stack-small">
        <h3>{text.exactly}</h3>
        <div className="k-table-wrap c-exactly" tabIndex={0} role="region" aria-label={text.exactly}>
          <table className="k-table">
            <thead>
              <tr>
                <th scope="col" className="num">
                  {text.place}
                </th>
                <th scope="col">{text.number}</th>
                <th scope="col">{text.name}</th>
                {ranking.sections.map((section) => (
                  <th key={section.id} scope="col" className="num">
                    {section.id}
                  </th>
                ))}
                <th scope="col" className="num">
                  {text.total}
                </th>
                <th scope="col">{text.code}</th>
                <th scope="col">{text.reason}</th>
              </tr>
            </thead>
            <tbody>
              {ranking.rows.slice(0, ROWS_SHOWN).map((row) => (
                <tr key={row.candidate}>
                  <td className="num">{row.place === null ? '–' : n(row.place)}</td>
                  <td className="tight k-num">{row.number}</td>
                  <td>{row.name}</td>
                  {ranking.sections.map((section) => (
                    <td key={section.id} className="num">
                      {row.points?.[section.id] ?? '–'}
                    </td>
                  ))}
                  <td className="num">{row.total ?? '–'}</td>
                  <td className="tight">
                    <CodeMark code={row.code} />
                  </td>
                  <td className="wide">{row.reason[language]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p className="k-small k-soft">
          {ranking.rows.length > ROWS_SHOWN ? `${text.andMore(n(ranking.rows.length - ROWS_SHOWN))} · ` : ''}
          {text.hidden}
        </p>
        <p className="k-small">
          {text.digest}: <span className="k-code">{ranking.previewDigest}</span>
        </p>
      </div>
      <label className="k-check">
        <input type="checkbox" checked={understood} onChange={(event) => setUnderstood(event.target.checked)} />{' '}
        {text.understand}
      </label>
      {doing.at === 'done' ? null : <DoingNotice doing={doing} />}
    </Ask>
  )
}
