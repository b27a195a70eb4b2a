import { useEffect, useState } from 'react'
import type { StationView } from '../../../server/protocol/station.ts'
import { useText } from '../../shared/language.tsx'
import { stationWords } from '../../shared/text/station.ts'
import type { Look } from '../look.ts'
import { clockOfDay } from '../parts/clock-of-day.ts'
import { Icon } from '../parts/icon.tsx'
import { Messages } from '../parts/messages.tsx'
import { Page } from '../parts/page.tsx'
import type { PaperAt } from '../station-state.ts'
import type { Message } from '../telling.ts'
import { PaperLine } from './paper-coming.tsx'

/** Everything is said and tried; the hall waits. `wallNow` is the server's wall clock, for show. */
export function WaitingScreen({
  look,
  view,
  paper,
  connected,
  messages,
  wallNow,
  onRules,
  onReadMessage,
}: {
  look: Look
  view: StationView
  paper: PaperAt
  /** By socket, or by the spare way. */
  connected: boolean
  messages: readonly Message[]
  wallNow: () => number
  onRules: () => void
  onReadMessage: (id: string) => void
}) {
  const text = useText(stationWords)
  const [now, setNow] = useState(wallNow)
  useEffect(() => {
    const timer = setInterval(() => setNow(wallNow()), 250)
    return () => clearInterval(timer)
  }, [wallNow])
  const { time, zone } = clockOfDay(now)
  return (
    <Page
      look={look}
      sitting={`${view.sitting.test} · ${view.sitting.name}`}
      over={<Messages messages={messages} onRead={onReadMessage} />}
    >
      <section className="wait">
        <h1>{text.waitTitle}</h1>
        <p role="status">{text.waitHelp}</p>
        <p className="wait-clock">
          <span className="soft">{text.serverClock}</span>
          <span className="tabular" role="timer">
            {time} <span className="wait-zone">{zone}</span>
          </span>
        </p>
        <p className="wait-who">
          <strong>{view.candidate.name}</strong>
          <span className="tabular">{view.candidate.number}</span>
          <span>
            {text.seatIs(view.seat.room, view.seat.station)} · {text.timeIs(view.minutes)}
          </span>
        </p>
        <PaperLine paper={paper} />
        {connected ? null : (
          <p className="callout" data-level="danger" role="alert">
            <Icon name="offline" size={22} />
            {text.unreachableTitle}. {text.autoRetry}
          </p>
        )}
        <button type="button" className="button" onClick={onRules}>
          {text.backToRules}
        </button>
      </section>
    </Page>
  )
}
