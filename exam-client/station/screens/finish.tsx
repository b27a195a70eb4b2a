import { useState } from 'react'
import type { StationPhase, StationScore, StationView } from '../../../server/protocol/station.ts'
import { useText } from '../../shared/language.tsx'
import { stationWords } from '../../shared/text/station.ts'
import { stationRoomWords } from '../../shared/text/station-room.ts'
import type { Look } from '../look.ts'
import { Icon } from '../parts/icon.tsx'
import { Messages } from '../parts/messages.tsx'
import { Page } from '../parts/page.tsx'
import { QrCode } from '../parts/qr-code.tsx'
import { TimeDetails } from '../parts/time-details.tsx'
import type { Message } from '../telling.ts'

/** Screen 5: points and the receipt. Never a rank: at this moment there is none. */
export function FinishScreen({
  look,
  view,
  phase,
  messages = [],
  onReadMessage = () => {},
  onLeave,
}: {
  look: Look
  view: StationView
  phase: Extract<StationPhase, { at: 'finished' }>
  messages?: readonly Message[]
  onReadMessage?: (id: string) => void
  onLeave: () => void
}) {
  const text = useText(stationWords)
  const room = useText(stationRoomWords)
  const [timeOpen, setTimeOpen] = useState(false)
  return (
    <Page
      look={look}
      sitting={`${view.sitting.test} · ${view.sitting.name}`}
      over={<Messages messages={messages} onRead={onReadMessage} />}
    >
      <div className="finish">
        <header className="finish-head">
          <div>
            <h1>{text.finishedTitle}</h1>
            <p>
              {text.finishedHow[phase.how]} {text.finishedAnswered(phase.answered, phase.items)}
            </p>
            <p className="soft">
              {view.candidate.name} · <span className="tabular">{view.candidate.number}</span>
            </p>
          </div>
          <p className="choices">
            <button type="button" className="button" aria-haspopup="dialog" onClick={() => setTimeOpen(true)}>
              {room.timeDetails}
            </button>
            <button type="button" className="button" onClick={onLeave}>
              {text.leave}
            </button>
          </p>
        </header>
        {phase.score ? (
          <Score score={phase.score} />
        ) : (
          <p className="callout" data-level="calm">
            <Icon name="clock" size={22} />
            {text.noScore}
          </p>
        )}
        <section className="card receipt" aria-labelledby="receipt">
          <div>
            <h2 id="receipt">{text.receipt}</h2>
            <p className="receipt-code">{phase.receipt}</p>
            <p className="soft">{text.receiptHelp}</p>
          </div>
          <QrCode text={phase.receipt} label={text.receiptQr} />
        </section>
      </div>
      {timeOpen ? (
        <TimeDetails ledger={phase.ledger} now={() => view.examNow} onClose={() => setTimeOpen(false)} />
      ) : null}
    </Page>
  )
}

function Score({ score }: { score: StationScore }) {
  const text = useText(stationWords)
  const titleOf = (on: string) =>
    on === 'total' ? text.total : (score.sections.find((section) => section.id === on)?.title ?? on)
  return (
    <section className="score" aria-labelledby="score">
      <h2 id="score">{text.score}</h2>
      <dl className="score-figures tabular">
        {score.sections.map((section) => (
          <div key={section.id}>
            <dt>{section.title}</dt>
            <dd>
              <strong>{section.points}</strong> <span>{text.of(section.max)}</span>
            </dd>
          </div>
        ))}
        <div className="score-total">
          <dt>{text.total}</dt>
          <dd>
            <strong>{score.total}</strong> <span>{text.of(score.max)}</span>
          </dd>
        </div>
      </dl>
      {score.met === null ? null : (
        <div className="callout" data-level={score.met ? 'ok' : 'amber'}>
          <Icon name={score.met ? 'check' : 'warning'} size={22} />
          <div>
            <p>
              <strong>{score.met ? text.met : text.notMet}</strong>
            </p>
            {score.shortfalls.map((short) => (
              <p key={short.on} className="tabular">
                {text.shortfall(titleOf(short.on), short.have, short.need)}
              </p>
            ))}
          </div>
        </div>
      )}
    </section>
  )
}
