import { useEffect, useRef } from 'react'
import type { DeskPerson, DeskSitting } from '../../../../server/protocol/desk.ts'
import { dateWib, hourWib } from '../../../shared/format.ts'
import { useLanguage, useText } from '../../../shared/language.tsx'
import { deskText } from '../../../shared/text/desk.ts'
import { seatIsKnown } from '../desk-state.ts'

/** A second press of the Enter that made the PIN must not close it unread. */
const UNREAD_MS = 800

/** The PIN, once and large. Leaving it needs a deliberate press; Enter is on it. */
export function PinShown({ pin, onPrint, onNoted }: { pin: string; onPrint: () => void; onNoted: () => void }) {
  const text = useText(deskText)
  const noted = useRef<HTMLButtonElement>(null)
  const opened = useRef(0)
  useEffect(() => {
    opened.current = performance.now()
    noted.current?.focus()
    noted.current?.scrollIntoView({ block: 'nearest' })
    // On paper only the slip is shown, so the button may lose the focus while printing.
    const back = () => noted.current?.focus()
    addEventListener('afterprint', back)
    return () => removeEventListener('afterprint', back)
  }, [])
  return (
    <section className="d-pin" aria-label={text.pin.title}>
      <p className="k-strong">{text.pin.title}</p>
      <p className="d-pin-figures k-num" role="status" aria-label={text.pin.spoken([...pin].join(' '))}>
        {pin}
      </p>
      <p>{text.pin.once}</p>
      <div className="k-line">
        <button
          ref={noted}
          type="button"
          className="k-button primary d-big"
          onClick={() => (performance.now() - opened.current > UNREAD_MS ? onNoted() : undefined)}
        >
          {text.pin.noted}
        </button>
        <button type="button" className="k-button d-big" onClick={onPrint}>
          {text.pin.print}
        </button>
      </div>
    </section>
  )
}

/** What the printer gets while a PIN is shown: the slip alone. */
export function PinSlip({ sitting, person, pin }: { sitting: DeskSitting; person: DeskPerson; pin: string }) {
  const text = useText(deskText)
  const { language } = useLanguage()
  const about = sitting.sitting
  return (
    <div className="d-slip" aria-hidden="true">
      <p>
        <strong>{text.slip.title}</strong> · {about.name}
      </p>
      <p>
        {about.venue}, {dateWib(about.startsAt, language, true)}, {text.starts(hourWib(about.startsAt))}
      </p>
      <p className="d-slip-name">{person.name}</p>
      <p className="k-num">
        {text.number} <strong>{person.number}</strong>
      </p>
      <p>
        {seatIsKnown(sitting, person)
          ? `${text.roomName(person.seat.room)} · ${text.station} ${person.seat.station}`
          : text.slip.seatLater}
      </p>
      <p className="d-slip-pin">
        {text.slip.pin} <strong className="k-code">{pin}</strong>
      </p>
      <p>{text.slip.keep}</p>
    </div>
  )
}
