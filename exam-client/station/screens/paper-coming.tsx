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
import type { PaperAt } from '../station-state.ts'
import type { Message } from '../telling.ts'
import { standsStill } from '../time-sum.ts'

/** The time has begun and the paper is not here yet: late sign-in, a reload, or a line that failed while she waited. */
export function PaperComingScreen({
  look,
  view,
  phase,
  state,
  now,
  onReadMessage,
}: {
  look: Look
  view: StationView
  phase: Extract<StationPhase, { at: 'working' }>
  state: StripState & { messages: readonly Message[]; paper: PaperAt }
  now: () => number | null
  onReadMessage: (id: string) => void
}) {
  const text = useText(stationRoomWords)
  const [timeOpen, setTimeOpen] = useState(false)
  return (
    <Page
      look={look}
      sitting={`${view.sitting.test} · ${view.sitting.name}`}
      foot={<Strip state={state} />}
      over={<Messages messages={state.messages} onRead={onReadMessage} />}
    >
      <section className="stop">
        <span className="stop-sign">
          <Icon name="saving" size={40} />
        </span>
        <div role="status">
          <h1>{text.paperTitle}</h1>
          <p>{text.paperHelp}</p>
        </div>
        <PaperTrouble paper={state.paper} />
        <div className="locked-time">
          <span className="soft">{standsStill(phase.ledger) ? text.leftStanding : text.lockedTime}</span>
          <Clock ledger={phase.ledger} now={now} onDetails={() => setTimeOpen(true)} />
        </div>
      </section>
      {timeOpen ? <TimeDetails ledger={phase.ledger} now={now} onClose={() => setTimeOpen(false)} /> : null}
    </Page>
  )
}

/** While people wait: whether the paper lies here. Always one line, so that its coming moves nothing. */
export function PaperLine({ paper }: { paper: PaperAt }) {
  const text = useText(stationRoomWords)
  const here = paper.at !== 'away'
  return (
    <>
      <p className="paper-line" role="status">
        <Icon name={here ? 'lock' : 'saving'} size={20} />
        {here ? text.paperSealed : text.paperFetching}
      </p>
      <PaperTrouble paper={paper} />
    </>
  )
}

function PaperTrouble({ paper }: { paper: PaperAt }) {
  const text = useText(stationRoomWords)
  if (paper.at !== 'away' || paper.trouble === 'none') return null
  return (
    <p className="callout" data-level="danger" role="alert">
      <Icon name="warning" size={22} />
      {paper.trouble === 'damaged' ? text.paperDamaged : text.paperUnreachable}
    </p>
  )
}
