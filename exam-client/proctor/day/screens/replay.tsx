import { useEffect, useRef, useState } from 'react'
import type { Replay } from '../../../../server/protocol/minutes.ts'
import { useAddress } from '../../../shared/address.tsx'
import { count, hourWib } from '../../../shared/format.ts'
import { useLanguage, useText } from '../../../shared/language.tsx'
import { Empty } from '../../../shared/parts/kit-basics.tsx'
import { Shape } from '../../../shared/parts/kit-shapes.tsx'
import { dayText } from '../../../shared/text/day.ts'
import { proctorText } from '../../../shared/text/proctor.ts'
import { STATE_LOOKS, StateMark } from '../../screens/tile.tsx'
import {
  changedAt,
  linesAt,
  MINUTE_MS,
  minuteOf,
  notableCounts,
  notableFrom,
  type ReplayDeed,
  replayDeed,
  statesAt,
  stepped,
} from '../replay-steps.ts'
import { linkTo } from '../views.ts'
import { DayHead, RoomChoice, type SittingFacts } from './day-head.tsx'
import { LogLine } from './log.tsx'

const SPEEDS = [1, 4] as const
type Speed = (typeof SPEEDS)[number]
/** The address follows when the minute has stood for a while: a browser takes only so many changes of it. */
const ADDRESS_MS = 400

/** A room minute by minute: its seats at the end of the minute, and what was written in it. Nothing moves by itself. */
export function ReplayScreen({
  id,
  sitting,
  rooms,
  replay,
  onRefresh,
}: {
  id: string
  sitting: SittingFacts | null
  rooms: readonly string[]
  replay: Replay
  onRefresh: () => void
}) {
  const text = useText(dayText)
  const { address, go } = useAddress()
  return (
    <div className="k-stack">
      <DayHead
        id={id}
        sitting={sitting}
        tab="replay"
        room={address['room']}
        title={`${text.replay.title}: ${text.roomName(replay.room)}`}
      >
        <RoomChoice
          rooms={rooms}
          room={replay.room}
          all={false}
          onChoose={(room) => go({ room, minute: null }, 'replace')}
        />
        <button type="button" className="k-button h-bottom" onClick={onRefresh}>
          {text.refresh}
        </button>
      </DayHead>
      {replay.seats.length === 0 ? (
        <Empty title={text.replay.noSeats} />
      ) : replay.minutes === 0 ? (
        <Empty title={text.replay.empty}>
          <p>{text.replay.emptyAdvice}</p>
        </Empty>
      ) : (
        <Film key={replay.room} id={id} replay={replay} />
      )}
    </div>
  )
}

function Film({ id, replay }: { id: string; replay: Replay }) {
  const text = useText(dayText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const { minute, playing, speed, setSpeed, show, act } = useFilm(replay)
  const counts = statesAt(replay, minute)
  const lines = linesAt(replay, minute)
  const start = replay.from + minute * MINUTE_MS
  const at = text.replay.at(hourWib(start), hourWib(start + MINUTE_MS))
  return (
    <>
      <section className="k-panel k-stack-small h-controls k-noprint" aria-label={text.replay.slider}>
        <p className="k-line h-moment">
          <strong className="k-num">{at}</strong>
          <span className="k-num k-soft">{text.replay.minute(n(minute + 1), n(replay.minutes))}</span>
        </p>
        <Strip counts={notableCounts(replay)} minute={minute} />
        <input
          type="range"
          className="h-slider"
          aria-label={text.replay.slider}
          aria-valuetext={`${at}, ${text.replay.minute(n(minute + 1), n(replay.minutes))}`}
          min={0}
          max={replay.minutes - 1}
          value={minute}
          onChange={(event) => show(Number(event.target.value))}
        />
        <div className="k-line">
          <button type="button" className="k-button primary h-play" onClick={() => act('play')}>
            <Shape name={playing ? 'pause' : 'play'} size={14} />
            {playing ? text.replay.stop : text.replay.play}
          </button>
          <button type="button" className="k-button" disabled={minute === 0} onClick={() => act('before')}>
            {text.replay.before}
          </button>
          <button
            type="button"
            className="k-button"
            disabled={minute === replay.minutes - 1}
            onClick={() => act('after')}
          >
            {text.replay.after}
          </button>
          <button
            type="button"
            className="k-button"
            disabled={notableFrom(replay, minute, -1) === null}
            onClick={() => act('before-event')}
          >
            {text.replay.beforeEvent}
          </button>
          <button
            type="button"
            className="k-button"
            disabled={notableFrom(replay, minute, 1) === null}
            onClick={() => act('after-event')}
          >
            {text.replay.afterEvent}
          </button>
          <div className="k-switch" role="group" aria-label={text.replay.speed}>
            {SPEEDS.map((one) => (
              <button key={one} type="button" aria-pressed={speed === one} onClick={() => setSpeed(one)}>
                {text.replay.speeds[one]}
              </button>
            ))}
          </div>
        </div>
        <p className="k-small k-soft">{text.replay.keys}</p>
      </section>
      <div className="h-film">
        <section className="k-stack-small" aria-label={text.replay.seats}>
          <ul className="k-plain k-line h-states" aria-label={text.replay.states}>
            {counts.map(([state, many]) => (
              <li key={state}>
                <StateMark state={state} /> <strong className="k-num">{n(many)}</strong>
              </li>
            ))}
          </ul>
          <Seats id={id} replay={replay} minute={minute} />
        </section>
        <section className="k-stack-small" aria-label={text.replay.events}>
          <h2>
            {text.replay.events} <span className="k-soft k-num">({n(lines.length)})</span>
          </h2>
          {lines.length === 0 ? (
            <p className="k-soft">{text.replay.noEvents}</p>
          ) : (
            <ol className="k-plain k-panel flush h-narrow">
              {lines.map((line) => (
                <LogLine key={line.id} id={id} line={line} />
              ))}
            </ol>
          )}
        </section>
      </div>
      <p className="k-small k-soft">{text.replay.from}</p>
    </>
  )
}

/** Which minute is seen, whether it plays and how fast; the keys of the page. */
function useFilm(replay: Replay) {
  const { address, go } = useAddress()
  const [minute, setMinute] = useState(() => minuteOf(replay, address['minute']))
  const [playing, setPlaying] = useState(false)
  const [speed, setSpeed] = useState<Speed>(1)
  const last = replay.minutes - 1
  useEffect(() => {
    if (!playing) return
    if (minute >= last) {
      setPlaying(false)
      return
    }
    const timer = setTimeout(() => setMinute(minute + 1), 1000 / speed)
    return () => clearTimeout(timer)
  }, [playing, minute, last, speed])
  useEffect(() => {
    if (playing || minuteOf(replay, address['minute']) === minute) return
    const timer = setTimeout(() => go({ minute: String(minute) }, 'replace'), ADDRESS_MS)
    return () => clearTimeout(timer)
  }, [playing, minute, replay, address, go])
  const show = (to: number) => {
    setPlaying(false)
    setMinute(minuteOf(replay, to))
  }
  const act = (deed: ReplayDeed) => {
    if (deed !== 'play') return show(stepped(replay, minute, deed))
    // At the end "play" begins anew.
    if (!playing && minute >= last) setMinute(0)
    setPlaying(!playing)
  }
  useKeys(act)
  return { minute, playing, speed, setSpeed, show, act }
}

/** Keys of the whole page, where no control has its own use for them. */
function useKeys(act: (deed: ReplayDeed) => void): void {
  const held = useRef(act)
  held.current = act
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      const deed = replayDeed(event)
      const target = event.target as HTMLElement
      if (
        deed === null ||
        target.closest('input[type="search"], input[type="text"], textarea, select, [role="dialog"]')
      )
        return
      // A button is pressed with space; the slider walks with plain arrows, Home and End by itself.
      if (deed === 'play' && target.closest('button, a')) return
      if (target.matches('input[type="range"]') && deed !== 'play' && !event.shiftKey) return
      event.preventDefault()
      held.current(deed)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}

/** Where something happened, along the slider: the higher, the more. For the eye; the buttons go there as well. */
function Strip({ counts, minute }: { counts: number[]; minute: number }) {
  const most = Math.max(1, ...counts)
  return (
    <svg className="h-strip" viewBox={`0 0 ${counts.length} 20`} preserveAspectRatio="none" aria-hidden="true">
      {counts.map((many, at) =>
        many === 0 ? null : (
          <rect
            key={at}
            x={at + 0.1}
            width={0.8}
            y={20 - 4 - (16 * many) / most}
            height={4 + (16 * many) / most}
            className={at === minute ? 'now' : undefined}
          />
        ),
      )}
    </svg>
  )
}

function Seats({ id, replay, minute }: { id: string; replay: Replay; minute: number }) {
  const text = useText(dayText)
  const { states } = useText(proctorText)
  const { language } = useLanguage()
  const changed = changedAt(replay, minute)
  const order = new Intl.Collator('id', { numeric: true })
  const seats = replay.seats
    .map((seat, at) => ({ seat, at }))
    .sort((a, b) => order.compare(a.seat.station, b.seat.station))
  return (
    <ul className="k-plain h-seats">
      {seats.map(({ seat, at }) => {
        const frame = replay.frames[minute]?.[at]
        if (!frame) return null
        const [shape, tone] = STATE_LOOKS[frame.state]
        const answered = count(frame.answered, language)
        const label = text.replay.seat(seat.station, seat.name, states[frame.state], answered)
        return (
          <li key={seat.candidate}>
            <a
              className={`h-seat ${tone}${changed.has(at) ? ' changed' : ''}`}
              href={linkTo(id, 'story', { candidate: seat.candidate })}
              aria-label={changed.has(at) ? `${label}, ${text.replay.changed}` : label}
              title={label}
            >
              <strong className="k-num">{seat.station}</strong>
              <Shape name={shape} size={14} />
              <span className="k-num">{answered}</span>
            </a>
          </li>
        )
      })}
    </ul>
  )
}
