import { useEffect, useRef, useState } from 'react'
import type { TimeLedger } from '../../../server/protocol/time.ts'
import { useText } from '../../shared/language.tsx'
import { stationWords } from '../../shared/text/station.ts'
import { stationRoomWords } from '../../shared/text/station-room.ts'
import { leftOf, standsStill } from '../time-sum.ts'
import { Icon } from './icon.tsx'

export const AMBER_MS = 10 * 60_000
export const RED_MS = 2 * 60_000
/** Spoken at these minutes and never else: a reader that counts seconds makes an exam impossible. */
const SPOKEN_MINUTES = [30, 10, 5, 1]

/** Time left by the ledger and the server's clock. Redraws itself alone, so the page does not tick with it. */
export function Clock({
  ledger,
  now,
  onDetails,
}: {
  ledger: TimeLedger
  now: () => number | null
  /** Opens the sum behind it. */
  onDetails: () => void
}) {
  const text = useText(stationWords)
  const room = useText(stationRoomWords)
  const left = useLeft(ledger, now)
  const spoken = useSpoken(left)
  const held = standsStill(ledger)
  const level = held ? 'held' : left === null || left > AMBER_MS ? 'calm' : left > RED_MS ? 'amber' : 'red'
  const word = held ? room.standing : level === 'red' ? (left === 0 ? text.timeUp : text.timeLow) : null
  return (
    <span className="clock" data-level={level}>
      <button
        type="button"
        className="clock-details"
        aria-label={room.timeDetails}
        aria-haspopup="dialog"
        title={`${room.timeDetails} (W)`}
        onClick={onDetails}
      >
        <Icon name={held ? 'pause' : level === 'red' ? 'warning' : 'clock'} size={22} />
      </button>
      {word === null ? null : <span className="clock-word">{word}</span>}
      <span role="timer" aria-label={text.timeLeft} className="clock-figures tabular">
        {left === null ? '--:--:--' : figures(left)}
      </span>
      <span className="sr-only" role="status">
        {spoken === null ? '' : text.timeLeftLive(spoken)}
      </span>
    </span>
  )
}

/** Rounded up: "00:00:00" stands there only when the time is really over. */
export function figures(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')
}

function useLeft(ledger: TimeLedger, now: () => number | null): number | null {
  const read = () => {
    const left = leftOf(ledger, now())
    return left === null ? null : Math.ceil(left / 1000) * 1000
  }
  const [left, setLeft] = useState(read)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `read` is made of these two
  useEffect(() => {
    setLeft(read())
    const timer = setInterval(() => setLeft(read()), 250)
    return () => clearInterval(timer)
  }, [ledger, now])
  return left
}

function useSpoken(left: number | null): number | null {
  const before = useRef(left)
  const [spoken, setSpoken] = useState<number | null>(null)
  useEffect(() => {
    const was = before.current
    before.current = left
    if (was === null || left === null) return
    const crossed = SPOKEN_MINUTES.find((minutes) => was > minutes * 60_000 && left <= minutes * 60_000)
    if (crossed !== undefined) setSpoken(crossed)
  }, [left])
  return spoken
}
