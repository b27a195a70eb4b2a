import type { ReactNode } from 'react'
import { useText } from '../../shared/language.tsx'
import { stationWords } from '../../shared/text/station.ts'
import { stationRoomWords } from '../../shared/text/station-room.ts'
import type { Look } from '../look.ts'
import { finishing, type StationState } from '../station-state.ts'
import { Clock } from './clock.tsx'
import { FullScreenBar } from './full-screen-bar.tsx'
import { Icon } from './icon.tsx'
import { Notices } from './notices.tsx'
import { scaled } from './page.tsx'
import { Strip } from './strip.tsx'
import { TimeDetails } from './time-details.tsx'

/** What the candidate can do while working. */
export interface ExamActs {
  choose: (slot: number, choice: number | null) => void
  flag: (slot: number, on: boolean) => void
  go: (slot: number) => void
  review: (on: boolean) => void
  finish: () => void
  readMessage: (id: string) => void
  readRefusal: () => void
  fullScreen: () => void
}

export interface ExamProps {
  state: StationState
  look: Look
  /** The server's exam clock. */
  now: () => number | null
  acts: ExamActs
  /** The gallery opens a dialog from the start. */
  dialog?: 'help' | 'go' | 'time'
}

/** Header with the clock, the strip, and what lies over the pane: the same around the item and the review. */
export function ExamFrame({
  state,
  look,
  now,
  acts,
  where,
  time,
  children,
}: ExamProps & {
  where: ReactNode
  /** Whether the sum of the time is open, and how to open and close it. */
  time: { open: boolean; set: (open: boolean) => void }
  children: ReactNode
}) {
  const text = useText(stationRoomWords)
  const phase = state.view?.phase
  return (
    <div className="station exam" style={scaled(look)}>
      <header className="exam-head">
        <span className="exam-name">
          {state.view?.sitting.test} · {state.view?.sitting.name}
        </span>
        <span className="exam-where">{where}</span>
        {phase?.at === 'working' ? <Clock ledger={phase.ledger} now={now} onDetails={() => time.set(true)} /> : null}
      </header>
      <div className="exam-strip">
        <Strip state={state} />
        {state.outOfFull ? <FullScreenBar onBack={acts.fullScreen} /> : null}
      </div>
      <div className="exam-over">
        <Notices
          messages={state.messages}
          refusal={state.refusal}
          onReadMessage={acts.readMessage}
          onReadRefusal={acts.readRefusal}
        />
        <Lock state={state} />
      </div>
      {children}
      <span className="sr-only" role="status">
        {phase?.at === 'working' && phase.untilShown ? text.resumingLive : ''}
      </span>
      {time.open && phase?.at === 'working' ? (
        <TimeDetails ledger={phase.ledger} now={now} onClose={() => time.set(false)} />
      ) : null}
    </div>
  )
}

/** Why the controls are locked: the last answers are on their way, or the time is over here and the server has yet to say so. */
function Lock({ state }: { state: StationState }) {
  const text = useText(stationWords)
  const sending = finishing(state)
  if (!sending && !state.timeOver) return null
  return (
    <div className="notice" data-level="calm" role="alert">
      <Icon name={sending ? 'saving' : 'clock'} size={22} />
      <p>
        <strong>{sending ? text.sendingLast : text.timeOverTitle}</strong>
        <br />
        {sending ? text.sendingLastHelp : text.timeOverHelp}
      </p>
    </div>
  )
}

export const locked = (state: StationState): boolean => state.timeOver || finishing(state)
