import { useContext } from 'react'
import type { IssuedPin } from '../../../server/protocol/proctor.ts'
import { downloadCsv } from '../../shared/download.ts'
import { clockWib, count } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import type { Doing } from '../../shared/load.ts'
import { DoingNotice, Notice } from '../../shared/parts/kit-basics.tsx'
import { Ask } from '../../shared/parts/kit-dialog.tsx'
import { kitText } from '../../shared/text/kit.ts'
import { proctorText } from '../../shared/text/proctor.ts'
import { ClockContext } from '../clock.tsx'

/** Before PINs are made: whose, and that the old ones die. `chosen` 0 means all who have not signed in. */
export function PinDialog({
  chosen,
  absent,
  closesAt,
  doing,
  onIssue,
  onClose,
}: {
  chosen: number
  absent: number
  /** Wall clock from which the server issues no PIN any more. */
  closesAt: number
  doing: Doing<IssuedPin[]>
  onIssue: () => void
  onClose: () => void
}) {
  const text = useText(proctorText)
  const kit = useText(kitText)
  const { language } = useLanguage()
  const { wall } = useContext(ClockContext)
  const until = `${clockWib(closesAt)} ${text.wib}`
  return (
    <Ask
      open
      title={text.pinTitle}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="k-button" onClick={onClose}>
            {kit.cancel}
          </button>
          <button
            type="button"
            className="k-button primary"
            aria-disabled={doing.at === 'sending'}
            onClick={() => (doing.at === 'sending' ? undefined : onIssue())}
          >
            {text.pinGo}
          </button>
        </>
      }
    >
      <p className="k-strong">
        {chosen > 0 ? text.pinSome(count(chosen, language)) : `${text.pinAll} (${count(absent, language)})`}
      </p>
      <p>{text.pinEffect}</p>
      {wall() < closesAt ? <p>{text.pinUntil(until)}</p> : <Notice tone="amber">{text.pinClosed(until)}</Notice>}
      {doing.at === 'done' ? null : <DoingNotice doing={doing} />}
    </Ask>
  )
}

/** The PINs, once: slips to cut for paper, the same as CSV, and nothing kept when one leaves. */
export function PinSheet({ sitting, pins, onBack }: { sitting: string; pins: IssuedPin[]; onBack: () => void }) {
  const text = useText(proctorText)
  const { language } = useLanguage()
  const save = () =>
    downloadCsv(
      `pin-${sitting}.csv`,
      [text.room, text.station, text.number, text.name, text.pin],
      pins.map((one) => [one.room, one.station, one.number, one.name, one.pin]),
    )
  return (
    <div className="k-stack">
      <div className="k-line k-noprint">
        <h1>
          {text.pinSheet} <span className="k-soft k-num">({count(pins.length, language)})</span>
        </h1>
        <span className="k-push k-line">
          <button type="button" className="k-button" onClick={onBack}>
            {text.backToRoom}
          </button>
          <button type="button" className="k-button" disabled={pins.length === 0} onClick={save}>
            {text.downloadCsv}
          </button>
          <button type="button" className="k-button primary" disabled={pins.length === 0} onClick={() => print()}>
            {text.print}
          </button>
        </span>
      </div>
      <div className="k-noprint">
        {pins.length === 0 ? <Notice>{text.pinNone}</Notice> : <Notice tone="amber">{text.pinOnce}</Notice>}
      </div>
      <ul className="k-plain p-slips">
        {pins.map((one) => (
          <li key={one.candidate} className="p-slip">
            <span className="p-slip-where">
              {sitting} · {text.roomName(one.room)} · {text.station} {one.station}
            </span>
            <strong className="p-slip-name">{one.name}</strong>
            <span className="k-num">
              {text.number} <strong>{one.number}</strong>
            </span>
            <span className="p-slip-pin">
              {text.pin} <strong className="k-code">{one.pin}</strong>
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
