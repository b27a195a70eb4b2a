import { useState } from 'react'
import type { Refusal } from '../../../server/protocol/refusal.ts'
import { stationSentence } from '../../../server/protocol/refusals-station.ts'
import type { Place } from '../../../server/protocol/station.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { LeftRecord } from '../../shared/outbox.ts'
import { stationWords } from '../../shared/text/station.ts'
import { EnrolLink } from '../enrol-link.tsx'
import type { Look } from '../look.ts'
import { CarryBox } from '../parts/carry-box.tsx'
import { HealthStrip, type HealthView } from '../parts/health-strip.tsx'
import { Icon } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'

export interface SignInProps {
  look: Look
  place: Place | null
  prefill: { number: string; pin: string }
  busy: boolean
  refusal: Refusal | null
  /** "Bukan saya" was pressed. */
  called: boolean
  health: HealthView
  /** What former candidates could not send from here. */
  left?: readonly LeftRecord[]
  onSaved?: (source: string) => void
  onSignIn: (number: string, pin: string) => void
}

/** Screen 1: which seat this is, and who sits down. */
export function SignInScreen({
  look,
  place,
  prefill,
  busy,
  refusal,
  called,
  health,
  left = [],
  onSaved = () => {},
  onSignIn,
}: SignInProps) {
  const text = useText(stationWords)
  const [number, setNumber] = useState(prefill.number)
  const [pin, setPin] = useState(prefill.pin)
  return (
    <Page look={look} foot={<HealthStrip health={health} />}>
      <div className="sign-in">
        <PlaceSign place={place} />
        <form
          className="card sign-in-form"
          onSubmit={(event) => {
            event.preventDefault()
            onSignIn(number.trim(), pin.trim())
          }}
        >
          <div>
            <h1>{text.signInTitle}</h1>
            <p className="soft">{text.signInHelp}</p>
          </div>
          {called ? (
            <div className="callout" data-level="amber" role="alert">
              <Icon name="warning" size={22} />
              <p>
                <strong>{text.calledTitle}</strong> {text.calledHelp}
              </p>
            </div>
          ) : null}
          <label className="field">
            <span>{text.number}</span>
            <input
              className="tabular"
              name="number"
              required
              maxLength={40}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              value={number}
              onChange={(event) => setNumber(event.target.value)}
            />
          </label>
          <label className="field">
            <span>{text.pin}</span>
            <input
              className="tabular"
              name="pin"
              type="password"
              required
              maxLength={20}
              autoComplete="off"
              inputMode="numeric"
              value={pin}
              onChange={(event) => setPin(event.target.value)}
            />
          </label>
          {refusal ? <RefusalBox refusal={refusal} /> : null}
          <button
            type="submit"
            className="button primary large"
            disabled={busy || number.trim() === '' || pin.trim() === ''}
          >
            {busy ? text.signingIn : text.signIn}
          </button>
        </form>
      </div>
      {left.map((one) => (
        <CarryBox key={one.source} left={one} brief onSaved={onSaved} />
      ))}
    </Page>
  )
}

function PlaceSign({ place }: { place: Place | null }) {
  const text = useText(stationWords)
  if (!place) {
    return (
      <div className="place-sign">
        <p className="place-unset">{text.placeUnset}</p>
        <p className="soft">{text.placeUnsetHelp}</p>
        <EnrolLink />
      </div>
    )
  }
  return (
    <dl className="place-sign tabular">
      <div>
        <dt>{text.room}</dt>
        <dd>{place.room}</dd>
      </div>
      <div>
        <dt>{text.station}</dt>
        <dd className="place-number">{place.station}</dd>
      </div>
    </dl>
  )
}

/** At the wrong seat the right one stands large: she has to find it across the hall. */
function RefusalBox({ refusal }: { refusal: Refusal }) {
  const text = useText(stationWords)
  const { language } = useLanguage()
  const seat = refusal.refused === 'wrong-seat' ? refusal.detail : undefined
  return (
    <div className="callout" data-level="danger" role="alert">
      <Icon name={seat ? 'place' : 'warning'} size={22} />
      <div>
        <p>{stationSentence(refusal, language)}</p>
        {seat ? (
          <p className="right-seat tabular">
            <span className="sr-only">{text.yourPlace}: </span>
            {text.room} <strong>{seat['room']}</strong> {text.station} <strong>{seat['station']}</strong>
          </p>
        ) : null}
      </div>
    </div>
  )
}
