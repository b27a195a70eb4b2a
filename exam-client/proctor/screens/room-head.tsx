import type { SittingSummary, SuperState, Tile } from '../../../server/protocol/proctor.ts'
import { clockWib, count, dateWib, hourWib } from '../../shared/format.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { Mark, Notice, type Tone } from '../../shared/parts/kit-basics.tsx'
import type { ShapeName } from '../../shared/parts/kit-shapes.tsx'
import { SittingState } from '../../shared/parts/kit-sitting-state.tsx'
import { proctorText } from '../../shared/text/proctor.ts'
import { useClockText } from '../clock.tsx'
import type { Link } from '../live-room.ts'
import { NO_PAPER } from '../room.ts'
import { StateMark } from './tile.tsx'

const LINK_LOOKS: Record<Link, [ShapeName, Tone]> = {
  live: ['dot', 'ok'],
  'catching-up': ['half', 'accent'],
  polling: ['ring', 'amber'],
  lost: ['broken', 'danger'],
}

export type Step = 'open' | 'start' | 'close'

/** Which sitting, its state, the server's clock, whether we hear the server, and the one step that comes next. */
export function RoomHead({
  sitting,
  tiles,
  link,
  onStep,
  onPins,
}: {
  sitting: SittingSummary
  tiles: readonly Tile[]
  link: Link
  onStep: (step: Step) => void
  onPins: () => void
}) {
  const text = useText(proctorText)
  const { language } = useLanguage()
  const n = (value: number) => count(value, language)
  const ready = tiles.filter((tile) => tile.state === 'waiting').length
  const papers = tiles.filter((tile) => tile.state === 'waiting' && tile.paper).length
  const working = tiles.filter(isWorking).length
  const begun = tiles.some(
    (tile) =>
      tile.deadline !== null || tile.state === 'finished' || tile.state === 'terminated' || tile.state === 'time-over',
  )
  const advice =
    sitting.state === 'open'
      ? text.stepAdvice.open(n(ready), n(tiles.length))
      : sitting.state === 'running'
        ? begun
          ? text.stepAdvice.running(n(working))
          : text.stepAdvice.begun
        : text.stepAdvice[sitting.state]
  const [shape, tone] = LINK_LOOKS[link]
  const nextStep: Step | null =
    sitting.state === 'scheduled'
      ? 'open'
      : sitting.state === 'open'
        ? 'start'
        : sitting.state === 'running' && working === 0 && begun
          ? 'close'
          : null
  const look = (step: Step) => (step === nextStep ? 'k-button primary' : 'k-button')
  return (
    <section className="p-head">
      <div className="p-head-name">
        <p className="k-line">
          <SittingState state={sitting.state} />
          <span className="k-soft">
            {sitting.venue} · {dateWib(sitting.startsAt, language, true)} {hourWib(sitting.startsAt)} {text.wib} ·{' '}
            {text.minutes(n(sitting.minutes))}
          </span>
        </p>
        <h1>{sitting.name}</h1>
        <p>{advice}</p>
        {ready > 0 ? <p>{text.papers(n(papers), n(ready))}</p> : null}
      </div>
      <div className="p-head-steps">
        <button
          type="button"
          className={look('open')}
          disabled={sitting.state !== 'scheduled'}
          onClick={() => onStep('open')}
        >
          {text.open}
        </button>
        <button
          type="button"
          className={look('start')}
          disabled={sitting.state !== 'open'}
          onClick={() => onStep('start')}
        >
          {text.start}
        </button>
        <button
          type="button"
          className={look('close')}
          disabled={sitting.state !== 'running'}
          onClick={() => onStep('close')}
        >
          {text.closeSitting}
        </button>
        <button type="button" className="k-button" disabled={sitting.state === 'closed'} onClick={onPins}>
          {text.pins}
        </button>
      </div>
      <div className="p-head-clock">
        <span className="k-small k-soft">{text.serverClock}</span>
        <WallClock />
        <span role="status">
          <Mark shape={shape} tone={tone}>
            {text.link[link]}
          </Mark>
        </span>
      </div>
      {link === 'lost' ? (
        <div className="p-head-lost">
          <Notice tone="danger" live>
            {text.lostAdvice}
          </Notice>
        </div>
      ) : null}
    </section>
  )
}

function WallClock() {
  const text = useText(proctorText)
  const now = useClockText((clock) => clockWib(clock.wall()))
  return (
    <strong className="k-num">
      {now} <small>{text.wib}</small>
    </strong>
  )
}

const WORKING: SuperState[] = ['working', 'idle', 'focus-lost', 'second-sign-in', 'locked', 'paused', 'disconnected']
/** A disconnected station without a deadline has not begun. */
export const isWorking = (tile: Tile): boolean => WORKING.includes(tile.state) && tile.deadline !== null

const CHIP_ORDER: SuperState[] = [
  'second-sign-in',
  'disconnected',
  'focus-lost',
  'idle',
  'locked',
  'paused',
  'absent',
  'checked-in',
  'signed-in',
  'waiting',
  'working',
  'finished',
  'time-over',
  'terminated',
]

/** How many stations in each state; each count is also the filter for it. */
export function StateCounts({
  counts,
  noPaper,
  chosen,
  onChoose,
}: {
  counts: Map<SuperState, number>
  /** How many wait without the sealed paper. */
  noPaper: number
  chosen: string
  onChoose: (state: string | null) => void
}) {
  const text = useText(proctorText)
  const { language } = useLanguage()
  return (
    <div className="p-counts" role="group" aria-label={text.state}>
      {CHIP_ORDER.filter((state) => counts.has(state) || chosen === state).map((state) => (
        <button
          key={state}
          type="button"
          aria-pressed={chosen === state}
          onClick={() => onChoose(chosen === state ? null : state)}
        >
          <StateMark state={state} />
          <strong className="k-num">{count(counts.get(state) ?? 0, language)}</strong>
        </button>
      ))}
      {noPaper > 0 || chosen === NO_PAPER ? (
        <button
          type="button"
          aria-pressed={chosen === NO_PAPER}
          onClick={() => onChoose(chosen === NO_PAPER ? null : NO_PAPER)}
        >
          <Mark shape="dashed" tone="amber">
            {text.noPaper}
          </Mark>
          <strong className="k-num">{count(noPaper, language)}</strong>
        </button>
      ) : null}
    </div>
  )
}
