import { useState } from 'react'
import type { StationPhase, StationView } from '../../../server/protocol/station.ts'
import { useText } from '../../shared/language.tsx'
import { stationRoomWords } from '../../shared/text/station-room.ts'
import type { Look } from '../look.ts'
import { figures } from '../parts/clock.tsx'
import { momentOfDay } from '../parts/clock-of-day.ts'
import { Icon } from '../parts/icon.tsx'
import { Messages } from '../parts/messages.tsx'
import { Page } from '../parts/page.tsx'
import { Strip, type StripState } from '../parts/strip.tsx'
import { TimeDetails } from '../parts/time-details.tsx'
import type { Message } from '../telling.ts'
import { holdToName, leftOf } from '../time-sum.ts'

export interface PausedProps {
  look: Look
  view: StationView
  phase: Extract<StationPhase, { at: 'working' }>
  state: StripState & { messages: readonly Message[] }
  now: () => number | null
  onReadMessage: (id: string) => void
}

/** The time stands still, and why. The items are not on the page at all. */
export function PausedScreen({ look, view, phase, state, now, onReadMessage }: PausedProps) {
  const text = useText(stationRoomWords)
  const [timeOpen, setTimeOpen] = useState(false)
  const hold = holdToName(phase.ledger)
  const kind = hold?.kind ?? 'paused'
  const leftMs = phase.pausedLeftMs ?? leftOf(phase.ledger, now())
  return (
    <Page
      look={look}
      sitting={`${view.sitting.test} · ${view.sitting.name}`}
      foot={<Strip state={state} paused />}
      over={<Messages messages={state.messages} onRead={onReadMessage} />}
    >
      <section className="stop">
        <span className="stop-sign">
          <Icon name={kind === 'paused' ? 'pause' : 'warning'} size={40} />
        </span>
        <div role="alert">
          <h1>{text.heldTitle[kind]}</h1>
          <p>{text.heldHelp[kind]}</p>
          {hold && hold.reason !== '' ? (
            <p className="stop-reason">
              {text.reason}: <strong>{hold.reason}</strong>
            </p>
          ) : null}
        </div>
        {leftMs === null ? null : (
          <p className="wait-clock">
            <span className="soft">{text.leftStanding}</span>
            <span className="tabular">{figures(leftMs)}</span>
            {hold ? <span className="soft">{text.since(momentOfDay(hold.at))}</span> : null}
          </p>
        )}
        <button type="button" className="button" aria-haspopup="dialog" onClick={() => setTimeOpen(true)}>
          {text.timeDetails}
        </button>
      </section>
      {timeOpen ? <TimeDetails ledger={phase.ledger} now={now} onClose={() => setTimeOpen(false)} /> : null}
    </Page>
  )
}
