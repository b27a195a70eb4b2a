import type { ReactNode } from 'react'
import type { PublicationStage } from '../../../server/protocol/board.ts'
import type { CaseAttempt, CaseFile } from '../../../server/protocol/objections.ts'
import { clockWib, count, dateWib, momentWib, timeLeft } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Empty, Facts, Mark, Notice } from '../../shared/parts/kit-basics.tsx'
import { CodeMark } from '../../shared/parts/kit-code.tsx'
import { boardText } from '../../shared/text/board.ts'
import type { CodeSense } from '../../shared/text/codes.ts'
import { committeeText } from '../../shared/text/committee.ts'
import { objectionText } from '../../shared/text/objection.ts'
import { DaysLeft, dayText, isUndecided, ObjectionState } from './objections.tsx'
import { Head } from './shell.tsx'

const senseOf = (stage: PublicationStage): CodeSense => (stage === 'integration' || stage === 'final' ? 'final' : 'skd')

/** Everything an objection is judged by, on one page; the decision stands at its end. */
export function CaseScreen({ file, decision }: { file: CaseFile; decision: ReactNode }) {
  const text = useText(objectionText)
  const screen = useText(committeeText).screens.objections
  const { language } = useLanguage()
  const { objection, publication } = file
  return (
    <>
      <Head title={text.file.title(objection.receipt)} back={{ href: '?screen=objections', title: screen }}>
        <a className="k-button" href={`/api/objections/${encodeURIComponent(objection.id)}/case.pdf`} download>
          {text.file.pdf}
        </a>
      </Head>
      <Facts
        of={[
          { name: text.number, value: objection.number, text: true },
          { name: text.name, value: objection.name, text: true },
          { name: text.state, value: <ObjectionState state={objection.state} />, text: true },
          {
            name: text.answerBy,
            value: (
              <>
                {dayText(objection.answerBy, language)}{' '}
                {isUndecided(objection) ? <DaysLeft days={objection.daysLeft} /> : null}
              </>
            ),
            text: true,
          },
        ]}
      />
      <section className="k-panel k-stack-small" aria-labelledby="says">
        <h2 id="says">{text.file.says}</h2>
        <blockquote className="c-quote">{objection.text}</blockquote>
        <p className="k-small k-soft">
          {momentWib(objection.filedAt, language)} · {text.vias[objection.via]}
          {objection.via === 'officer' ? ` (${objection.filedBy})` : ''}
        </p>
      </section>
      <Place file={file} />
      <Attempt attempt={file.attempt} />
      <Records file={file} />
      <p className="k-small k-soft">
        {text.file.publication}:{' '}
        <a href={`/board/?publication=${encodeURIComponent(publication.id)}`}>{publication.title}</a>,{' '}
        {momentWib(publication.publishedAt, language)} · {publication.list} ·{' '}
        <span className="k-code c-wrap">SHA-256 {publication.digest}</span>
      </p>
      {decision}
    </>
  )
}

function Place({ file: { row, sections, neighbours, objection } }: { file: CaseFile }) {
  const text = useText(objectionText).file
  const { language } = useLanguage()
  const n = (value: number | null) => (value === null ? '–' : count(value, language))
  const { final } = useText(boardText)
  const sense = senseOf(objection.stage)
  return (
    <section className="k-panel k-stack-small" aria-labelledby="place">
      <h2 id="place">{text.place}</h2>
      {row ? (
        <>
          <p className="k-line">
            <span>
              {text.rank} <strong>{n(row.place)}</strong>
            </span>
            <CodeMark code={row.code} sense={sense} />
            {row.points
              ? sections.map((section, at) => (
                  <span key={section.id} title={section.title}>
                    {section.id} <strong>{n(row.points?.[at] ?? 0)}</strong>
                  </span>
                ))
              : null}
            <span>
              {text.total} <strong>{n(row.total)}</strong>
            </span>
            {row.final ? (
              <span>
                {final} <strong>{language === 'id' ? row.final.final.replace('.', ',') : row.final.final}</strong>
              </span>
            ) : null}
          </p>
          <p>{row.reason[language]}</p>
        </>
      ) : (
        <p>{text.notThere}</p>
      )}
      {neighbours.length > 0 ? (
        <Plain
          caption={text.neighbours}
          heads={[text.where, text.rank, objectionNumber(language), text.total, text.code]}
          rows={neighbours.map((one) => [
            text.wheres[one.where],
            n(one.place),
            one.number,
            n(one.total),
            <CodeMark key="code" code={one.code} sense={sense} />,
          ])}
        />
      ) : null}
    </section>
  )
}
const objectionNumber = (language: 'id' | 'en') => objectionText[language].number

function Attempt({ attempt }: { attempt: CaseAttempt | null }) {
  const text = useText(objectionText).file
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  if (!attempt)
    return (
      <section className="k-panel k-stack-small" aria-labelledby="attempt">
        <h2 id="attempt">{text.attempt}</h2>
        <Notice>{text.noAttempt}</Notice>
      </section>
    )
  const moment = (at: number | null) => (at === null ? '–' : `${dateWib(at, language)}, ${clockWib(at)} WIB`)
  const events = n(attempt.events)
  return (
    <section className="k-panel k-stack" aria-labelledby="attempt">
      <h2 id="attempt">{text.attempt}</h2>
      <dl className="c-terms">
        <Term name={text.sitting}>
          {attempt.sitting.name} · {attempt.sitting.venue}
        </Term>
        <Term name={text.seat}>
          {attempt.room} · {attempt.station || '–'}
        </Term>
        <Term name={text.started}>{moment(attempt.startedAt)}</Term>
        <Term name={text.finished}>
          {moment(attempt.finishedAt)} {attempt.how ? `(${text.how[attempt.how] ?? attempt.how})` : ''}
        </Term>
        <Term name={text.left}>
          {attempt.leftMs === null ? '–' : text.leftOf(timeLeft(attempt.leftMs), n(attempt.minutes))}
        </Term>
        <Term name={text.handIn}>
          <span className="k-code">{attempt.receipt ?? '–'}</span>
        </Term>
        <Term name={text.chain}>
          <Mark shape={attempt.chainWhole ? 'check' : 'cross'} tone={attempt.chainWhole ? 'ok' : 'danger'}>
            {attempt.chainWhole ? text.whole(events) : text.broken(events)}
          </Mark>
        </Term>
      </dl>
      {attempt.silences.length === 0 ? (
        <p>{text.noSilence}</p>
      ) : (
        <div>
          <p>{text.silences(n(attempt.silences.length))}:</p>
          <ul className="k-list">
            {attempt.silences.map(({ from, to }) => (
              <li key={from} className="k-num">
                {clockWib(from)} – {clockWib(to)} ({timeLeft(to - from)})
              </li>
            ))}
          </ul>
        </div>
      )}
      <Plain
        caption={text.section}
        heads={[text.section, text.points, text.max, text.answered, text.blank]}
        numeric={[1, 2, 3, 4]}
        rows={attempt.sections.map((one) => [
          one.title,
          <strong key="points">{n(one.points)}</strong>,
          n(one.max),
          n(one.answered),
          n(one.blank),
        ])}
      />
      <Notice>{text.withheld}</Notice>
      <details>
        <summary className="c-summary">
          {text.items} ({n(attempt.items.length)})
        </summary>
        <div className="c-tall">
          <Plain
            caption={text.items}
            heads={[text.item, text.section, text.choice, text.points, text.lastChange, text.changes]}
            numeric={[3, 5]}
            rows={attempt.items.map((one) => [
              n(one.number),
              one.section,
              one.choice ?? <span className="k-soft">{text.blankItem}</span>,
              n(one.points),
              one.at === null ? '–' : clockWib(one.at),
              n(one.changes),
            ])}
          />
        </div>
      </details>
      <details>
        <summary className="c-summary">
          {text.timeline} ({events})
        </summary>
        <ol className="k-plain c-tall">
          {attempt.timeline.map(({ at, words }, place) => (
            <li key={place} className="c-moment">
              <span className="k-num k-soft">{clockWib(at)}</span> <span>{words[language]}</span>
            </li>
          ))}
        </ol>
      </details>
    </section>
  )
}

/** Standings and what staff did, in one order of time. */
function Records({ file }: { file: CaseFile }) {
  const text = useText(objectionText).file
  const { language } = useLanguage()
  const rows = [
    ...file.standings.map(({ at, actor, code, reason }) => ({ at, actor, what: `${text.standing(code)}: ${reason}` })),
    // Standings come with their reasons above, and need not be told twice.
    ...file.audit
      .filter(({ action }) => action !== 'standing.set')
      .map(({ at, actor, words }) => ({ at, actor, what: words })),
  ].sort((a, b) => a.at - b.at)
  return (
    <section className="k-panel k-stack-small" aria-labelledby="records">
      <h2 id="records">{text.records}</h2>
      {rows.length === 0 ? (
        <Empty title={text.noRecords} />
      ) : (
        <Plain
          caption={text.records}
          heads={[text.when, text.who, text.what]}
          rows={rows.map((row) => [
            momentWib(row.at, language),
            row.actor,
            <span key="what" className="c-wrap">
              {row.what}
            </span>,
          ])}
        />
      )}
    </section>
  )
}

function Term({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** A short table that neither sorts nor filters. */
export function Plain({
  caption,
  heads,
  rows,
  numeric = [],
}: {
  caption: string
  heads: string[]
  rows: ReactNode[][]
  /** Columns of figures, from 0. */
  numeric?: number[]
}) {
  const kind = (at: number) => (numeric.includes(at) ? 'num' : undefined)
  return (
    <div className="k-table-wrap" tabIndex={0} role="region" aria-label={caption}>
      <table className="k-table">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {heads.map((head, at) => (
              <th key={head} scope="col" className={kind(at)}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, at) => (
                <td key={heads[at]} className={kind(at)} data-label={heads[at]}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
