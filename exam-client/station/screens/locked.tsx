import { useState } from 'react'
import type { StationPhase, StationView } from '../../../server/protocol/station.ts'
import { useText } from '../../shared/language.tsx'
import { stationRoomWords } from '../../shared/text/station-room.ts'
import type { Look } from '../look.ts'
import { Clock } from '../parts/clock.tsx'
import { Icon } from '../parts/icon.tsx'
import { Messages } from '../parts/messages.tsx'
import { Page } from '../parts/page.tsx'
import { Strip, type StripState } from '../parts/strip.tsx'
import { TimeDetails } from '../parts/time-details.tsx'
import type { Message } from '../telling.ts'
import { standsStill } from '../time-sum.ts'

export interface LockedProps {
  look: Look
  view: StationView
  phase: Extract<StationPhase, { at: 'working' }>
  state: StripState & { messages: readonly Message[] }
  now: () => number | null
  onReadMessage: (id: string) => void
}

/** A proctor took the screen away; the time goes on, and says so. */
export function LockedScreen({ look, view, phase, state, now, onReadMessage }: LockedProps) {
  const text = useText(stationRoomWords)
  const [timeOpen, setTimeOpen] = useState(false)
  return (
    <Page
      look={look}
      sitting={`${view.sitting.test} · ${view.sitting.name}`}
      foot={<Strip state={state} paused />}
      over={<Messages messages={state.messages} onRead={onReadMessage} />}
    >
      <section className="stop">
        <span className="stop-sign">
          <Icon name="lock" size={40} />
        </span>
        <div role="alert">
          <h1>{text.lockedTitle}</h1>
          {phase.locked ? (
            <p className="stop-reason">
              {text.message}: <strong>{phase.locked}</strong>
            </p>
          ) : null}
          <p>{text.lockedHelp}</p>
        </div>
        <div className="locked-time">
          <span className="soft">{standsStill(phase.ledger) ? text.leftStanding : text.lockedTime}</span>
          <Clock ledger={phase.ledger} now={now} onDetails={() => setTimeOpen(true)} />
        </div>
      </section>
      {timeOpen ? <TimeDetails ledger={phase.ledger} now={now} onClose={() => setTimeOpen(false)} /> : null}
    </Page>
  )
}
