import { useState } from 'react'
import type { Refusal } from '../../../server/protocol/refusal.ts'
import { stationSentence } from '../../../server/protocol/refusals-station.ts'
import type { StationView } from '../../../server/protocol/station.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { stationWords } from '../../shared/text/station.ts'
import { stationRoomWords } from '../../shared/text/station-room.ts'
import type { Look } from '../look.ts'
import { Icon } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'

export interface IdentityProps {
  look: Look
  view: StationView
  confirming: 'no' | 'busy' | 'unreachable'
  refusal: Refusal | null
  /** Where the desk's picture is; the gallery has its own. */
  photo?: string
  onConfirm: () => void
  onDeny: () => void
}

/** Screen 2: is it really she who sits here. */
export function IdentityScreen({
  look,
  view,
  confirming,
  refusal,
  photo = '/api/station/photo',
  onConfirm,
  onDeny,
}: IdentityProps) {
  const text = useText(stationWords)
  const { language } = useLanguage()
  return (
    <Page look={look} sitting={`${view.sitting.test} · ${view.sitting.name}`}>
      <section className="card identity">
        <div>
          <h1>{text.identityTitle}</h1>
          <p className="soft">{text.identityHelp}</p>
        </div>
        <div className="identity-who">
          {view.candidate.photo ? <Photo src={photo} name={view.candidate.name} /> : null}
          <p className="identity-name">{view.candidate.name}</p>
        </div>
        <dl className="facts">
          <Fact name={text.number} says={view.candidate.number} tabular />
          <Fact name={text.vacancy} says={view.candidate.vacancy} />
          <Fact name={text.unit} says={view.candidate.unit} />
          <Fact name={text.sitting} says={`${view.sitting.test} · ${view.sitting.name}`} />
          <Fact name={text.seat} says={`${view.seat.venue} · ${text.seatIs(view.seat.room, view.seat.station)}`} />
          <Fact
            name={text.time}
            says={view.accommodated ? `${text.timeIs(view.minutes)}, ${text.accommodated}` : text.timeIs(view.minutes)}
          />
        </dl>
        {refusal ? (
          <p className="callout" data-level="danger" role="alert">
            <Icon name="warning" size={22} />
            {stationSentence(refusal, language)}
          </p>
        ) : null}
        {confirming === 'unreachable' ? (
          <p className="callout" data-level="amber" role="alert">
            <Icon name="offline" size={22} />
            {text.confirmUnreachable}
          </p>
        ) : null}
        <p className="choices">
          <button type="button" className="button primary large" disabled={confirming !== 'no'} onClick={onConfirm}>
            {confirming === 'no' ? text.me : text.confirming}
          </button>
          <button type="button" className="button large" onClick={onDeny}>
            {text.notMe}
          </button>
        </p>
      </section>
    </Page>
  )
}

function Photo({ src, name }: { src: string; name: string }) {
  const text = useText(stationRoomWords)
  const [missing, setMissing] = useState(false)
  return missing ? (
    <p className="identity-photo soft">{text.photoMissing}</p>
  ) : (
    <img className="identity-photo" src={src} alt={text.photoAlt(name)} onError={() => setMissing(true)} />
  )
}

function Fact({ name, says, tabular = false }: { name: string; says: string; tabular?: boolean }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={tabular ? 'tabular' : undefined}>{says}</dd>
    </div>
  )
}
