import type { DeskSitting } from '../../../../server/protocol/desk.ts'
import { clockWib, count, dateWib, hourWib, timeLeft } from '../../../shared/format.ts'
import { useLanguage, useText } from '../../../shared/language.tsx'
import { Mark, Notice } from '../../../shared/parts/kit-basics.tsx'
import { SittingState } from '../../../shared/parts/kit-sitting-state.tsx'
import { deskText } from '../../../shared/text/desk.ts'
import { useClockText } from '../../clock.tsx'
import { untilClosing } from '../desk-state.ts'
import { STATE_LOOKS } from './looks.ts'

const STATES = ['expected', 'arrived', 'admitted', 'refused'] as const
/** The last minutes are said louder: who stands in the queue must be at a desk before the end. */
const SOON_MS = 10 * 60_000

/** Which sitting, how many are in, and how long the door stays open, by the server's clock. */
export function DeskHead({
  sitting,
  closed,
  chosen,
  onChoose,
}: {
  sitting: DeskSitting
  closed: boolean
  chosen: string
  onChoose: (state: string) => void
}) {
  const text = useText(deskText)
  const { language } = useLanguage()
  const about = sitting.sitting
  return (
    <header className="d-head d-wide">
      <div className="d-head-name">
        <p className="k-line">
          <SittingState state={about.state} />
          <span className="k-soft">
            {about.venue} · {dateWib(about.startsAt, language, true)} · {text.starts(hourWib(about.startsAt))}
          </span>
        </p>
        <h1>
          {text.title}: {about.name}
        </h1>
        <p className="k-line k-small">
          <a href={`/api/desk/sittings/${encodeURIComponent(about.id)}/cards.pdf`} target="_blank" rel="noreferrer">
            {text.cards}
          </a>
        </p>
      </div>
      <div className="p-counts d-counts" role="group" aria-label={text.list.state}>
        {STATES.map((state) => (
          <button
            key={state}
            type="button"
            aria-pressed={chosen === state}
            onClick={() => onChoose(chosen === state ? '' : state)}
          >
            <Mark shape={STATE_LOOKS[state][0]} tone={STATE_LOOKS[state][1]}>
              {text.counts[state]}
            </Mark>
            <strong className="k-num">{count(sitting.counts[state], language)}</strong>
          </button>
        ))}
      </div>
      <ToClosing sitting={sitting} closed={closed} />
      {closed || about.state === 'closed' ? (
        <div className="d-head-notice">
          <Notice tone="amber" live>
            {about.state === 'closed' ? text.sittingClosed : text.closedNotice}
          </Notice>
        </div>
      ) : null}
    </header>
  )
}

function ToClosing({ sitting, closed }: { sitting: DeskSitting; closed: boolean }) {
  const text = useText(deskText)
  const left = useClockText((clock) => timeLeft(untilClosing(sitting, clock.wall())))
  const soon = useClockText((clock) => (untilClosing(sitting, clock.wall()) <= SOON_MS ? 'soon' : '')) === 'soon'
  const now = useClockText((clock) => clockWib(clock.wall()))
  const moment = clockWib(sitting.closesAt)
  return (
    <div className={closed ? 'd-clock closed' : soon ? 'd-clock soon' : 'd-clock'}>
      <span className="k-small">{closed ? text.clock.closed : text.clock.toClosing}</span>
      <strong className="k-num" role="timer">
        {closed ? moment : left}
      </strong>
      <span className="k-small k-soft k-num">
        {closed ? text.clock.now(now) : `${text.clock.closesAt(moment)} · ${text.clock.now(now)}`}
      </span>
    </div>
  )
}
