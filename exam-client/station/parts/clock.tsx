import { useEffect, useRef, useState } from 'react'
import { useText } from '../../shared/language.tsx'
import { stationWords } from '../../shared/text/station.ts'
import { Icon } from './icon.tsx'

export const AMBER_MS = 10 * 60_000
export const RED_MS = 2 * 60_000
/** Spoken at these minutes and never else: a reader that counts seconds makes an exam impossible. */
const SPOKEN_MINUTES = [30, 10, 5, 1]

/** Time left until the server's deadline. Redraws itself alone, so the page does not tick with it. */
export function Clock({ deadline, now }: { deadline: number; now: () => number | null }) {
  const text = useText(stationWords)
  const left = useLeft(deadline, now)
  const spoken = useSpoken(left)
  const level = left === null || left > AMBER_MS ? 'calm' : left > RED_MS ? 'amber' : 'red'
  return (
    <span className="clock" data-level={level}>
      <Icon name={level === 'red' ? 'warning' : 'clock'} size={22} />
      {level === 'red' ? <span className="clock-word">{left === 0 ? text.timeUp : text.timeLow}</span> : null}
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

function useLeft(deadline: number, now: () => number | null): number | null {
  const read = () => {
    const t = now()
    return t === null ? null : Math.max(0, Math.ceil((deadline - t) / 1000) * 1000)
  }
  const [left, setLeft] = useState(read)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `read` is made of these two
  useEffect(() => {
    setLeft(read())
    const timer = setInterval(() => setLeft(read()), 250)
    return () => clearInterval(timer)
  }, [deadline, now])
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
