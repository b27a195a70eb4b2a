import type { SittingSummary } from '../../../server/protocol/proctor.ts'
import { count, dateWib, dayWib, hourWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Empty } from '../../shared/parts/kit-basics.tsx'
import { SittingState } from '../../shared/parts/kit-sitting-state.tsx'
import { deskText } from '../../shared/text/desk.ts'
import { proctorText } from '../../shared/text/proctor.ts'

/** Which sitting does this proctor supervise? Today's stand first and large; a running one is always "today". */
export function SittingsScreen({ sittings, now }: { sittings: SittingSummary[]; now: number }) {
  const text = useText(proctorText)
  if (sittings.length === 0)
    return (
      <Empty page title={text.noSittings}>
        <p>{text.noSittingsAdvice}</p>
      </Empty>
    )
  const today = dayWib(now)
  const live = (sitting: SittingSummary) => sitting.state === 'open' || sitting.state === 'running'
  const groups = { today: [] as SittingSummary[], coming: [] as SittingSummary[], past: [] as SittingSummary[] }
  for (const sitting of [...sittings].sort((a, b) => a.startsAt - b.startsAt)) {
    const day = dayWib(sitting.startsAt)
    groups[live(sitting) || day === today ? 'today' : day > today ? 'coming' : 'past'].push(sitting)
  }
  return (
    <div className="k-stack">
      <h1>{text.sittings}</h1>
      <Group title={text.today} sittings={groups.today} none={text.noneToday} />
      {groups.coming.length > 0 ? <Group title={text.coming} sittings={groups.coming} /> : null}
      {groups.past.length > 0 ? <Group title={text.past} sittings={groups.past.toReversed()} /> : null}
    </div>
  )
}

function Group({ title, sittings, none }: { title: string; sittings: SittingSummary[]; none?: string }) {
  const text = useText(proctorText)
  const desk = useText(deskText)
  const { language } = useLanguage()
  return (
    <section className="k-stack-small">
      <h2>{title}</h2>
      {sittings.length === 0 ? (
        <p className="k-soft">{none}</p>
      ) : (
        <ul className="k-plain k-panel flush">
          {sittings.map((sitting) => (
            <li key={sitting.id} className="p-sitting">
              <span className="p-sitting-time k-num">
                {hourWib(sitting.startsAt)} {text.wib}
                <small>{dateWib(sitting.startsAt, language, true)}</small>
              </span>
              <span className="p-sitting-name">
                <strong>{sitting.name}</strong>
                <small>
                  {sitting.test} · {sitting.venue} · {text.seats(count(sitting.seats, language))} ·{' '}
                  {text.minutes(count(sitting.minutes, language))}
                </small>
              </span>
              <SittingState state={sitting.state} />
              <span className="k-line">
                <a
                  className="k-button"
                  href={`?sitting=${encodeURIComponent(sitting.id)}`}
                  aria-label={`${text.openRoom}: ${sitting.name}`}
                >
                  {text.openRoom}
                </a>
                <a
                  className="k-button"
                  href={`?sitting=${encodeURIComponent(sitting.id)}&view=desk`}
                  aria-label={`${desk.open}: ${sitting.name}`}
                >
                  {desk.open}
                </a>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
