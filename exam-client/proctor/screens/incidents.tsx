import { memo } from 'react'
import { age, count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Notice } from '../../shared/parts/kit-basics.tsx'
import { proctorText } from '../../shared/text/proctor.ts'
import { useClockText } from '../clock.tsx'
import type { Incident } from '../room.ts'
import { StateMark } from './tile.tsx'

/** What needs a person now, worst first, each with its age and one line of advice. */
export const Incidents = memo(function Incidents({
  incidents,
  onShow,
}: {
  incidents: Incident[]
  onShow: (candidate: string) => void
}) {
  const text = useText(proctorText)
  const { language } = useLanguage()
  return (
    <section className="p-incidents" aria-labelledby="incidents">
      <h2 id="incidents">
        {text.incidents}{' '}
        <span className="k-num" role="status">
          ({count(incidents.length, language)})
        </span>
      </h2>
      {incidents.length === 0 ? (
        <Notice tone="ok">{text.noIncidents}</Notice>
      ) : (
        <ul className="k-plain k-panel flush" tabIndex={0} aria-label={text.incidents}>
          {incidents.map((incident) => (
            <Line key={incident.tile.candidate} incident={incident} onShow={onShow} />
          ))}
        </ul>
      )}
    </section>
  )
})

function Line({ incident, onShow }: { incident: Incident; onShow: (candidate: string) => void }) {
  const text = useText(proctorText)
  const { tile } = incident
  return (
    <li className="p-incident">
      <span className="p-incident-where k-num">
        {tile.room} · {tile.station}
      </span>
      <span className="p-incident-name">{tile.name}</span>
      <StateMark state={tile.state} />
      <span className="p-incident-advice">
        <Advice incident={incident} />
      </span>
      <button
        type="button"
        className="k-button small"
        onClick={() => onShow(tile.candidate)}
        aria-label={text.showTile(tile.station, tile.name)}
      >
        {text.show}
      </button>
    </li>
  )
}

function Advice({ incident: { kind, since, tile } }: { incident: Incident }) {
  const text = useText(proctorText)
  const { language } = useLanguage()
  const said = useClockText((clock) => {
    const old = age(clock.wall() - since, language)
    if (kind === 'disconnected') return text.advice.disconnected(old, count(tile.answered, language))
    if (kind === 'unsaved') return text.advice.unsaved(old, count(tile.unsaved, language))
    if (kind === 'moved') return text.advice.moved(tile.movedTo ?? '')
    return text.advice[kind](old)
  })
  return <>{said}</>
}
