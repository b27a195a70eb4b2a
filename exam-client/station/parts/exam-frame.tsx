import type { ReactNode } from 'react'
import { useText } from '../../shared/language.tsx'
import { stationWords } from '../../shared/text/station.ts'
import type { Look } from '../look.ts'
import { finishing, type StationState } from '../station-state.ts'
import { Clock } from './clock.tsx'
import { Icon } from './icon.tsx'
import { Notices } from './notices.tsx'
import { scaled } from './page.tsx'
import { Strip } from './strip.tsx'

/** What the candidate can do while working. */
export interface ExamActs {
  choose: (slot: number, choice: number | null) => void
  flag: (slot: number, on: boolean) => void
  go: (slot: number) => void
  review: (on: boolean) => void
  finish: () => void
  readNotice: () => void
  readRefusal: () => void
}

export interface ExamProps {
  state: StationState
  look: Look
  /** The server's exam clock. */
  now: () => number | null
  acts: ExamActs
}

/** Header with the clock, the strip, and what lies over the pane: the same around the item and the review. */
export function ExamFrame({
  state,
  look,
  now,
  acts,
  where,
  children,
}: ExamProps & { where: ReactNode; children: ReactNode }) {
  const phase = state.view?.phase
  return (
    <div className="station exam" style={scaled(look)}>
      <header className="exam-head">
        <span className="exam-name">
          {state.view?.sitting.test} · {state.view?.sitting.name}
        </span>
        <span className="exam-where">{where}</span>
        {phase?.at === 'working' ? <Clock deadline={phase.deadline} now={now} /> : null}
      </header>
      <Strip state={state} />
      <div className="exam-over">
        <Notices
          notice={state.notice}
          refusal={state.refusal}
          onReadNotice={acts.readNotice}
          onReadRefusal={acts.readRefusal}
        />
        <Lock state={state} />
      </div>
      {children}
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
