import { useContext } from 'react'
import type { TimeView } from '../../../server/protocol/proctor.ts'
import { clockWib, count, timeLeft } from '../../shared/format.ts'
import { type Language, useLanguage, useText } from '../../shared/language.tsx'
import { Notice } from '../../shared/parts/kit-basics.tsx'
import { commandText } from '../../shared/text/proctor-commands.ts'
import { ClockContext, useClockText } from '../clock.tsx'
import { type TimeLine, timeSum } from '../time-sum.ts'

/** The sum of one candidate's time: what was given, by whom and why, what is left now, and how it agrees with the wall clock. */
export function TimePanel({
  view,
  withWall = true,
}: {
  view: TimeView
  /** The sum over the wall clock too; without it where that stands beside. */
  withWall?: boolean
}) {
  const text = useText(commandText)
  const { language } = useLanguage()
  const clock = useContext(ClockContext)
  // The figures that tick make the text; the component is drawn again each second that one of them moves.
  useClockText(({ exam }) => String(Math.floor(exam() / 1000)))
  const sum = timeSum(view, clock.exam(), clock.wall())
  const { wall } = sum
  if (sum.lines.length === 0) return <p className="k-soft">{text.timeNone}</p>
  return (
    <div className="k-stack-small">
      <div className="k-table-wrap" tabIndex={0} role="group" aria-label={text.time}>
        <table className="k-table p-time">
          <thead>
            <tr>
              <th scope="col">{text.columns.cause}</th>
              <th scope="col">{text.columns.when}</th>
              <th scope="col" className="num">
                {text.columns.ms}
              </th>
            </tr>
          </thead>
          <tbody>
            {sum.lines.map((line, n) => (
              <Line key={n} line={line} />
            ))}
          </tbody>
          <tfoot>
            <Total name={text.given} ms={sum.given} />
            <Total name={text.used} ms={sum.used} />
            <tr className="p-time-left">
              <th scope="row" colSpan={2}>
                {text.remaining}
              </th>
              <td className="num">
                <strong>{timeLeft(sum.remaining)}</strong>
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
      {sum.held ? (
        <Notice tone="amber">
          {text.heldSince(clockWib(sum.held.since))} {sum.held.untilShown ? text.untilShown : ''}
        </Notice>
      ) : null}
      {wall && withWall ? (
        <div className="k-small">
          <p className="k-strong">
            {text.wallTitle}:{' '}
            <span className="k-num">
              {text.wallSpan(clockWib(wall.startedAt), wall.finished ? clockWib(wall.until) : text.wallNow)}
            </span>
          </p>
          <p className="k-num">
            {text.wallParts.used} {span(sum.used, language)}
            {wall.stood > 0 ? ` + ${text.wallParts.stood} ${span(wall.stood, language)}` : ''}
            {wall.outage > 0 ? ` + ${text.wallParts.outage} ${span(wall.outage, language)}` : ''}
            {Math.abs(wall.rest) >= REST_SHOWN_MS ? ` + ${text.wallParts.rest} ${span(wall.rest, language)}` : ''} ={' '}
            <strong>{span(shownTotal(sum.used, wall), language)}</strong>
          </p>
        </div>
      ) : null}
      {view.outages.length > 0 ? (
        <div className="k-small">
          <p className="k-strong">{text.outages}</p>
          <ul className="k-list k-num">
            {view.outages.map((one) => (
              <li key={one.id}>
                {text.outageCauses[one.cause]} {text.fromUntil(clockWib(one.fromWall), clockWib(one.untilWall))} (
                {span(one.untilWall - one.fromWall, language)})
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  )
}

/** Below this the difference is how fast a message travels. */
const REST_SHOWN_MS = 2000

/** The total of the parts as they stand there, in whole seconds: a sum on the screen must add up to the eye. */
function shownTotal(used: number, { stood, outage, rest }: NonNullable<ReturnType<typeof timeSum>['wall']>): number {
  const parts = [used, stood, outage, Math.abs(rest) >= REST_SHOWN_MS ? rest : 0]
  return parts.reduce((sum, part) => sum + Math.round(part / 1000) * 1000, 0)
}

function Line({ line }: { line: TimeLine }) {
  const text = useText(commandText)
  const { language } = useLanguage()
  const when =
    line.from !== null && line.until !== null
      ? text.fromUntil(clockWib(line.from), clockWib(line.until))
      : line.from !== null
        ? text.since(clockWib(line.from))
        : line.at === null
          ? ''
          : clockWib(line.at)
  const who = [line.by, line.approvedBy === null ? '' : text.approvedBy(line.approvedBy)].filter(Boolean).join(', ')
  return (
    <tr>
      <td>
        {text.timeCauses[line.cause]}
        {who === '' && line.reason === '' ? null : (
          <small className="k-soft p-time-who">{[who, line.reason].filter(Boolean).join(': ')}</small>
        )}
      </td>
      <td className="tight k-num">{when}</td>
      <td className="num">{line.ms === null ? text.standsStill : `+${span(line.ms, language)}`}</td>
    </tr>
  )
}

function Total({ name, ms }: { name: string; ms: number }) {
  const { language } = useLanguage()
  return (
    <tr>
      <th scope="row" colSpan={2}>
        {name}
      </th>
      <td className="num">{span(ms, language)}</td>
    </tr>
  )
}

/** '100 mnt', '3 mnt 53 dtk', '7 dtk' */
export function span(ms: number, language: Language): string {
  const sign = ms < 0 ? '−' : ''
  const seconds = Math.round(Math.abs(ms) / 1000)
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60]
  const [minute, second] = language === 'id' ? ['mnt', 'dtk'] : ['min', 's']
  const parts = [
    minutes > 0 ? `${count(minutes, language)} ${minute}` : '',
    rest > 0 || minutes === 0 ? `${rest} ${second}` : '',
  ]
  return sign + parts.filter(Boolean).join(' ')
}
