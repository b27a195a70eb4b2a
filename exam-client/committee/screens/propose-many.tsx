import type { ProposalRow } from '../../../server/protocol/http.ts'
import { count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { Bar, Empty, Notice, Shown } from '../../shared/parts/kit-basics.tsx'
import { stagesText } from '../../shared/text/stages.ts'
import type { Checked, CheckMany } from '../check-many.ts'
import { codesOf } from '../document.ts'
import { ProposeFrame } from './propose-frame.tsx'

interface Props {
  /** How many were chosen. */
  chosen: number
  check: CheckMany
  doing: Doing<ProposalRow>
  onPropose: (ready: Checked[], reason: string) => void
  onAgain: () => void
  onClose: () => void
}

/** Several vacancies at once: what was checked, which of them go, which stay behind and why; then one proposal. */
export function ProposeMany({ chosen, check, doing, onPropose, onAgain, onClose }: Props) {
  const stages = useText(stagesText)
  const text = stages.many
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const ready = check.at === 'checked' ? check.ready : []
  return (
    <ProposeFrame
      title={text.title}
      understand={text.understand}
      again={text.again}
      ready={ready.length > 0}
      doing={doing}
      onPropose={(reason) => onPropose(ready, reason)}
      onAgain={onAgain}
      onClose={onClose}
    >
      {(asks) =>
        check.at === 'checking' ? (
          <div className="k-stack-small">
            <Notice live>{text.checking(n(check.done), n(chosen))}</Notice>
            <Bar value={check.done} max={chosen} label={text.checking(n(check.done), n(chosen))} />
          </div>
        ) : check.at === 'unreachable' ? (
          <Shown of={{ at: 'unreachable' }} retry={onAgain}>
            {() => null}
          </Shown>
        ) : check.at === 'checked' ? (
          <>
            {check.blocked.length > 0 ? <Blocked blocked={check.blocked} /> : null}
            {ready.length === 0 ? (
              <Empty title={text.none} />
            ) : (
              asks(
                <>
                  <div className="k-stack-small">
                    <h3>{stages.effect}</h3>
                    <ul className="k-list">
                      <li>{text.effectLists(n(ready.length), n(ready.reduce((sum, one) => sum + one.rows, 0)))}</li>
                      <li>{stages.effectFrozen}</li>
                    </ul>
                  </div>
                  <Ready ready={ready} />
                </>,
              )
            )}
          </>
        ) : null
      }
    </ProposeFrame>
  )
}

function Blocked({ blocked }: { blocked: Checked[] }) {
  const text = useText(stagesText).many
  const { language } = useLanguage()
  return (
    <Notice tone="amber">
      <p className="k-strong">{text.blocked(count(blocked.length, language))}</p>
      <ul className="k-list c-problems">
        {blocked.map(({ vacancy, blockedBy }) => (
          <li key={vacancy.id}>
            <span className="k-num">{vacancy.code}</span> {vacancy.position}:{' '}
            {blockedBy.map((effect) => effect[language]).join(' ')}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function Ready({ ready }: { ready: Checked[] }) {
  const stages = useText(stagesText)
  const text = stages.many
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const label = text.ready(n(ready.length))
  return (
    <div className="k-stack-small">
      <h3>{label}</h3>
      <div className="k-table-wrap c-exactly" tabIndex={0} role="region" aria-label={label}>
        <table className="k-table">
          <thead>
            <tr>
              <th scope="col">{stages.vacancy}</th>
              <th scope="col" className="num">
                {text.rows}
              </th>
              <th scope="col">{text.codes}</th>
              <th scope="col">{text.state}</th>
            </tr>
          </thead>
          <tbody>
            {ready.map(({ vacancy, rows, byCode, replaces, changes }) => (
              <tr key={vacancy.id}>
                <td>
                  <span className="k-num">{vacancy.code}</span> · {vacancy.position} · {vacancy.needType}
                </td>
                <td className="num">{n(rows)}</td>
                <td className="k-num">
                  {codesOf({ byCode })
                    .map(([code, many]) => `${code} ${n(many)}`)
                    .join(' · ')}
                </td>
                <td>{replaces === null ? text.first : text.replaces(n(changes))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
