import { useEffect, useId, useRef, useState } from 'react'
import type { Refusal } from '../../../server/protocol/refusal.ts'
import { stationSentence } from '../../../server/protocol/refusals-station.ts'
import type { Place } from '../../../server/protocol/station.ts'
import type { EnrolOffer, Recognised, StationFault } from '../../../server/protocol/venues.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { enrolWords } from '../../shared/text/enrol.ts'
import type { Look } from '../look.ts'
import { Icon } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'
import './enrol.css'

/** Why nothing came of it: what the server says, or that it is silent, or that this browser keeps nothing. */
export type EnrolTrouble = Refusal | 'unreachable' | 'no-storage' | null
export type EnrolStage =
  | { at: 'code'; busy: boolean; trouble: EnrolTrouble }
  | { at: 'choose'; offer: EnrolOffer; busy: boolean; trouble: EnrolTrouble }
  /** `faults` null while it is measured; 'unknown' where the server did not answer. */
  | { at: 'done'; who: Recognised; faults: StationFault[] | 'unknown' | null }

export interface EnrolProps {
  look: Look
  stage: EnrolStage
  /** What this computer is enrolled as already. */
  already: Place | null
  /** The page is not secure, so the key is not hidden from it. */
  plain: boolean
  onCode: (code: string) => void
  onStation: (station: string) => void
  onBack: () => void
}

const FIND_FROM = 24

/** The technician's screen: code, station, and what this computer is from then on. */
export function EnrolScreen({ look, stage, already, plain, onCode, onStation, onBack }: EnrolProps) {
  const text = useText(enrolWords)
  return (
    <Page look={look} sitting={`Seleksi · ${text.title}`}>
      <div className="enrol">
        {stage.at === 'code' ? (
          <CodeForm stage={stage} already={already} plain={plain} onCode={onCode} />
        ) : stage.at === 'choose' ? (
          <StationForm stage={stage} onStation={onStation} onBack={onBack} />
        ) : (
          <Done who={stage.who} faults={stage.faults} />
        )}
      </div>
    </Page>
  )
}

function CodeForm({
  stage,
  already,
  plain,
  onCode,
}: Pick<EnrolProps, 'already' | 'plain' | 'onCode'> & { stage: EnrolStage & { at: 'code' } }) {
  const text = useText(enrolWords)
  const [code, setCode] = useState('')
  const help = useId()
  const field = useFocus<HTMLInputElement>()
  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault()
        onCode(code.trim())
      }}
    >
      <div>
        <h1>{text.title}</h1>
        <p className="soft">{text.intro}</p>
      </div>
      {already ? (
        <p className="callout" data-level="amber">
          <Icon name="warning" size={22} />
          <span>{text.already(already.station, already.room)}</span>
        </p>
      ) : null}
      <div className="field">
        <label htmlFor={`${help}-code`}>{text.code}</label>
        <input
          id={`${help}-code`}
          ref={field}
          className="tabular enrol-code"
          required
          maxLength={20}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          aria-describedby={help}
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
        <p id={help} className="soft enrol-help">
          {text.codeHelp}
        </p>
      </div>
      <Trouble trouble={stage.trouble} />
      <button
        type="submit"
        className="button primary large"
        disabled={stage.busy || code.replace(/[^0-9a-z]/gi, '').length < 8 || stage.trouble === 'no-storage'}
      >
        {stage.busy ? text.checking : text.next}
      </button>
      {plain ? <p className="soft enrol-help">{text.plain}</p> : null}
      <a href="/station/">{text.toSignIn}</a>
    </form>
  )
}

function StationForm({
  stage,
  onStation,
  onBack,
}: Pick<EnrolProps, 'onStation' | 'onBack'> & { stage: EnrolStage & { at: 'choose' } }) {
  const text = useText(enrolWords)
  const { offer, busy, trouble } = stage
  const [chosen, setChosen] = useState<string | null>(null)
  const [find, setFind] = useState('')
  const title = useFocus<HTMLHeadingElement>()
  const wanted = find.trim().toLowerCase()
  const shown = offer.stations.filter((one) => one.name.toLowerCase().includes(wanted))
  const free = offer.stations.some((one) => !one.enrolled)
  const choice = offer.stations.find((one) => one.name === chosen && !one.enrolled)?.name ?? null
  return (
    <form
      className="card enrol-wide"
      onSubmit={(event) => {
        event.preventDefault()
        if (choice !== null) onStation(choice)
      }}
    >
      <div>
        <p className="soft">{offer.venue}</p>
        <h1 ref={title} tabIndex={-1}>
          {text.choose(offer.room)}
        </h1>
        <p className="soft">{free ? text.chooseHelp : text.allTaken}</p>
      </div>
      {offer.stations.length > FIND_FROM ? (
        <label className="field enrol-find">
          <span>{text.find}</span>
          <input
            className="tabular"
            autoComplete="off"
            value={find}
            onChange={(event) => setFind(event.target.value)}
          />
        </label>
      ) : null}
      <fieldset className="enrol-stations tabular">
        <legend className="sr-only">{text.choose(offer.room)}</legend>
        {shown.map((one) => (
          <label key={one.name} className="enrol-station" data-off={one.enrolled || undefined}>
            <input
              type="radio"
              name="station"
              value={one.name}
              disabled={one.enrolled}
              checked={choice === one.name}
              onChange={() => setChosen(one.name)}
            />
            <strong>{one.name}</strong>
            {one.enrolled || one.spare ? <small>{one.enrolled ? text.taken : text.spare}</small> : null}
          </label>
        ))}
        {shown.length === 0 ? <p className="soft">{text.none}</p> : null}
      </fieldset>
      <Trouble trouble={trouble} />
      <div className="choices">
        <button type="submit" className="button primary large" disabled={busy || choice === null}>
          {busy ? text.enrolling : choice === null ? text.chooseFirst : text.enrolAs(choice)}
        </button>
        <button type="button" className="button large" disabled={busy} onClick={onBack}>
          {text.back}
        </button>
      </div>
    </form>
  )
}

function Done({ who, faults }: { who: Recognised; faults: StationFault[] | 'unknown' | null }) {
  const text = useText(enrolWords)
  const title = useFocus<HTMLHeadingElement>()
  return (
    <section className="card">
      <div>
        <p className="soft">{who.venue}</p>
        <h1 ref={title} tabIndex={-1}>
          {text.doneTitle(who.station, who.room)}
        </h1>
      </div>
      <dl className="place-sign tabular">
        <div>
          <dt>{text.room}</dt>
          <dd>{who.room}</dd>
        </div>
        <div>
          <dt>{text.station}</dt>
          <dd className="place-number">{who.station}</dd>
        </div>
      </dl>
      <p className="soft">{text.doneHelp}</p>
      <div role="status" className="enrol-health">
        <h2>{text.health}</h2>
        {faults === null ? (
          <p>{text.healthBusy}</p>
        ) : faults === 'unknown' ? (
          <p>{text.healthUnknown}</p>
        ) : faults.length === 0 ? (
          <p className="callout" data-level="ok">
            <Icon name="check" size={22} />
            {text.fit}
          </p>
        ) : (
          <div className="callout" data-level="amber">
            <Icon name="warning" size={22} />
            <div>
              <p>{text.unfit}</p>
              <ul className="enrol-faults">
                {faults.map((fault) => (
                  <li key={fault}>{text.faults[fault]}</li>
                ))}
              </ul>
            </div>
          </div>
        )}
      </div>
      <a className="button primary large" href="/station/">
        {text.open}
      </a>
    </section>
  )
}

function Trouble({ trouble }: { trouble: EnrolTrouble }) {
  const text = useText(enrolWords)
  const { language } = useLanguage()
  if (trouble === null) return null
  return (
    <p className="callout" data-level="danger" role="alert">
      <Icon name={trouble === 'unreachable' ? 'offline' : 'warning'} size={22} />
      <span>
        {trouble === 'unreachable'
          ? text.unreachable
          : trouble === 'no-storage'
            ? text.noStorage
            : stationSentence(trouble, language)}
      </span>
    </p>
  )
}

/** Where the keyboard goes when this part appears. */
function useFocus<E extends HTMLElement>() {
  const ref = useRef<E>(null)
  useEffect(() => ref.current?.focus(), [])
  return ref
}
