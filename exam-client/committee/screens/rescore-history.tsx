import type { RescoringRow, ToReplace } from '../../../server/protocol/rescoring.ts'
import { count, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Empty, Mark, type Tone } from '../../shared/parts/kit-basics.tsx'
import type { ShapeName } from '../../shared/parts/kit-shapes.tsx'
import { keyWords, rescoreText } from '../../shared/text/rescore.ts'
import { RescoreHead } from './rescore-find.tsx'

const LOOKS: Record<RescoringRow['proposal']['state'], [ShapeName, Tone]> = {
  open: ['half', 'accent'],
  approved: ['check', 'ok'],
  declined: ['cross', 'danger'],
  'taken-back': ['dashed', 'soft'],
}

const isWaiting = (one: ToReplace) => one.replacedBy === null && !one.withdrawn

/** What was changed and by whom, with the memo of each, and the publications that still hold the old scores. */
export function RescoreHistory({ rows }: { rows: RescoringRow[] }) {
  const text = useText(rescoreText).history
  const { language } = useLanguage()
  const waiting = rows.flatMap((row) => row.publications).filter(isWaiting).length
  return (
    <>
      <RescoreHead tab="history" next={waiting > 0 ? text.next(count(waiting, language)) : undefined} />
      {rows.length === 0 ? (
        <div className="k-panel">
          <Empty title={text.empty}>
            <p>{text.emptyAdvice}</p>
          </Empty>
        </div>
      ) : (
        rows.map((row) => <One key={row.proposal.id} row={row} />)
      )}
    </>
  )
}

function One({ row }: { row: RescoringRow }) {
  const whole = useText(rescoreText)
  const text = whole.history
  const { language } = useLanguage()
  const { proposal } = row
  const [shape, tone] = LOOKS[proposal.state]
  const path = `/api/rescoring/${encodeURIComponent(proposal.id)}`
  const title = `rescore-${proposal.id}`
  return (
    <article className="k-panel k-stack-small" aria-labelledby={title}>
      <div className="k-line">
        <h2 id={title} className="c-history-title">
          {proposal.title[language]}
        </h2>
        <Mark shape={shape} tone={tone}>
          {text.states[proposal.state]}
        </Mark>
      </div>
      <ul className="k-plain c-draft">
        {row.items.map((item) => (
          <li key={item.source}>
            <span className="k-num">{item.source}</span>
            <span>{whole.becomes(keyWords(item.before, language), keyWords(item.after, language))}</span>
          </li>
        ))}
      </ul>
      <p className="c-wrap">{proposal.reason}</p>
      <p className="k-small k-soft">
        {text.proposedBy(proposal.proposedBy, momentWib(proposal.proposedAt, language))}
        {proposal.decidedBy && proposal.decidedAt
          ? ` · ${text.states[proposal.state]}: ${text.decidedBy(proposal.decidedBy, momentWib(proposal.decidedAt, language))}`
          : ''}
        {proposal.note ? ` · ${proposal.note}` : ''}
      </p>
      {row.publications.length > 0 ? <Publications of={row.publications} /> : null}
      {proposal.state === 'approved' || proposal.state === 'open' ? (
        <p className="k-line">
          <a href={`${path}/memo.pdf`}>{row.memo === null ? whole.draftMemo : text.memo(row.memo)}</a>
          <a href={`${path}/changes.csv`} download>
            {text.changes}
          </a>
          {proposal.state === 'open' ? <a href="?screen=approvals">{whole.toApprovals}</a> : null}
        </p>
      ) : null}
    </article>
  )
}

function Publications({ of }: { of: ToReplace[] }) {
  const whole = useText(rescoreText)
  const text = whole.history
  return (
    <ul className="k-plain c-draft" aria-label={whole.publications}>
      {of.map((one) => (
        <li key={one.id}>
          <Mark shape={isWaiting(one) ? 'triangle' : 'check'} tone={isWaiting(one) ? 'amber' : 'ok'}>
            {one.withdrawn ? text.withdrawn : one.replacedBy ? text.replaced : text.toReplace}
          </Mark>
          <a href={`/board/?publication=${encodeURIComponent(one.replacedBy ?? one.id)}`}>{one.title}</a>
          {isWaiting(one) ? (
            <a href={`?screen=publications&stage=${encodeURIComponent(one.stage)}`}>{text.publish}</a>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
