import type { ReactNode } from 'react'
import type { StageRow } from '../../../server/protocol/results.ts'
import { count, momentWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Mark, type Tone } from '../../shared/parts/kit-basics.tsx'
import type { ShapeName } from '../../shared/parts/kit-shapes.tsx'
import { committeeText } from '../../shared/text/committee.ts'
import { stagesText } from '../../shared/text/stages.ts'
import { Effects } from './effects.tsx'
import { PublicationTabs } from './media.tsx'
import { Head } from './shell.tsx'

/** The announcements in the order of the work: where each stands, and what stands in its way. */
export function StagesScreen({ stages, publications }: { stages: StageRow[]; publications: ReactNode }) {
  const text = useText(stagesText)
  const title = useText(committeeText).screens.publications
  const next = stages.find(mayPropose)
  const done = stages.every((one) => !one.changed && one.blockedBy.length === 0)
  return (
    <>
      <Head
        title={title}
        next={next ? text.next(text.names[next.stage]) : done ? text.allDone : undefined}
        nextDone={done}
      />
      <PublicationTabs current="results" />
      <h2 id="stages">{text.order}</h2>
      <ol className="k-plain c-stages" aria-labelledby="stages">
        {stages.map((stage, place) => (
          <Stage key={stage.stage} row={stage} place={place + 1} />
        ))}
      </ol>
      {publications}
    </>
  )
}

function Stage({ row, place }: { row: StageRow; place: number }) {
  const text = useText(stagesText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const { stage, current, vacancies } = row
  const [shape, tone, word] = stateOf(row)
  return (
    <li className="k-panel c-stage">
      <span className="c-stage-place k-num" aria-hidden="true">
        {place}
      </span>
      <div className="k-stack-small">
        <div className="k-line">
          <h3>{text.names[stage]}</h3>
          <Mark shape={shape} tone={tone}>
            {text[word]}
          </Mark>
        </div>
        <p className="k-soft">{text.what[stage]}</p>
        {vacancies ? (
          <p>
            {text.skdCounts(n(vacancies.total), n(vacancies.inForce))}
            {vacancies.total > vacancies.inForce ? ` · ${text.skdWaiting(n(vacancies.total - vacancies.inForce))}` : ''}
            {vacancies.changed > 0 ? ` · ${text.skdChanged(n(vacancies.changed))}` : ''}
          </p>
        ) : null}
        {current ? (
          <p>
            <a href={`/board/?publication=${encodeURIComponent(current.id)}`}>{text.published(current.title)}</a>
            <span className="k-soft">
              {' '}
              · {text.publishedAt(momentWib(current.publishedAt, language))} ·{' '}
              {text.lists(n(current.vacancies), n(current.rows))}
            </span>
          </p>
        ) : null}
        {row.blockedBy.length > 0 ? <Effects of={row.blockedBy} label={text.blocked} /> : null}
      </div>
      <a
        className={mayPropose(row) ? 'k-button primary' : 'k-button'}
        href={stage === 'skd' ? '?screen=results' : `?screen=publications&stage=${stage}`}
        aria-label={`${stage === 'skd' ? text.toResults : text.preview}: ${text.names[stage]}`}
      >
        {stage === 'skd' ? text.toResults : text.preview}
      </a>
    </li>
  )
}

/** The SKD is many lists, so what stands against some of them holds back no other. */
const mayPropose = (row: StageRow): boolean => row.changed && (row.blockedBy.length === 0 || row.vacancies !== null)

function stateOf(row: StageRow): [ShapeName, Tone, 'blocked' | 'some' | 'changed' | 'same' | 'ready' | 'nothing'] {
  const inForce = row.current !== null || (row.vacancies?.inForce ?? 0) > 0
  if (row.blockedBy.length > 0) return ['triangle', 'amber', row.vacancies ? 'some' : 'blocked']
  // Of the SKD, some in force and others waiting is the usual state, and no change.
  if (row.changed) return inForce && !row.vacancies ? ['half', 'accent', 'changed'] : ['play', 'accent', 'ready']
  return inForce ? ['check', 'ok', 'same'] : ['ring', 'soft', 'nothing']
}
