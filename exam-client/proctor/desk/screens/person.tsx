import type { ReactNode } from 'react'
import type { DeskPerson, DeskSitting } from '../../../../server/protocol/desk.ts'
import { hourWib } from '../../../shared/format.ts'
import { useText } from '../../../shared/language.tsx'
import { Mark, Notice, RefusalNotice } from '../../../shared/parts/kit-basics.tsx'
import { Shape } from '../../../shared/parts/kit-shapes.tsx'
import { deskText } from '../../../shared/text/desk.ts'
import { type Desk, type StepShown, seatIsKnown, stepsShown } from '../desk-state.ts'
import type { DeskActions } from '../use-desk.ts'
import { STATE_LOOKS } from './looks.ts'
import { PinShown } from './pin-shown.tsx'
import { OpenStep } from './steps.tsx'

type AtPerson = Extract<Desk, { at: 'person' }>

interface Props {
  sitting: DeskSitting
  desk: AtPerson
  closed: boolean
  late: boolean
  actions: DeskActions
  onPrint: () => void
  onRefuse: () => void
  onLate: () => void
  onWithdraw: () => void
}

/** The person at the desk: who she is, what is done, and the one step that is open. */
export function PersonPanel(props: Props) {
  const { sitting, desk, late, closed, actions, onPrint, onRefuse, onLate, onWithdraw } = props
  const text = useText(deskText)
  const { person, pin, busy } = desk
  const refused = person.state === 'refused'
  const readOnly = sitting.sitting.state === 'closed'
  const finished = !refused && person.next === null && desk.again === null && pin === null
  // Who is late has no open step: nothing can be done any more but to record it.
  const steps = stepsShown(sitting, late ? { ...person, next: null } : person, late ? null : desk.again)
  const now = steps.find((one) => one.state === 'now')?.step ?? null
  return (
    <div className="k-stack d-person">
      <Who sitting={sitting} person={person} />
      <p className="sr-only" role="status">
        {text.found(person.name)} {now ? text.next(text.steps[now]) : text.states[person.state]}
      </p>
      <Trouble sitting={sitting} desk={desk} onLook={actions.look} />
      {pin !== null ? <PinShown pin={pin} onPrint={onPrint} onNoted={actions.noted} /> : null}
      {refused && person.refusal ? (
        <Notice tone="danger">
          <p className="d-loud">{text.refused.title}</p>
          <p className="k-strong">{text.dialog.reasons[person.refusal.reason]}</p>
          {person.refusal.text ? <p>{person.refusal.text}</p> : null}
          <p className="k-small">{text.refused.by(person.refusal.by, hourWib(person.refusal.at))}</p>
          {closed || readOnly ? (
            <p>{text.refused.over}</p>
          ) : (
            <p>
              <button type="button" className="k-button d-big" disabled={busy} onClick={onWithdraw}>
                {text.refused.withdraw}
              </button>
            </p>
          )}
        </Notice>
      ) : null}
      {late && pin === null ? (
        <Notice tone="danger">
          <p className="d-loud">{text.late.title}</p>
          <p>{text.late.text(hourWib(sitting.closesAt))}</p>
          <p>
            <button type="button" className="k-button danger primary d-big" disabled={busy} onClick={onLate}>
              {text.late.go}
            </button>
          </p>
        </Notice>
      ) : null}
      {finished ? <SeatSign sitting={sitting} person={person} /> : null}
      <ol className="k-plain d-steps">
        {steps.map((one) => (
          <li
            key={one.step}
            className={`d-step ${one.state}`}
            aria-current={one.state === 'now' && !refused ? 'step' : undefined}
          >
            <StepLine one={one} />
            {one.state === 'now' && pin === null && !refused && !readOnly ? (
              <OpenStep
                key={`${one.step}${person.version}`}
                step={one.step}
                sitting={sitting}
                person={person}
                again={desk.again === one.step}
                busy={busy}
                onMove={actions.move}
                onBack={desk.again === one.step ? () => actions.again(null) : null}
              />
            ) : null}
          </li>
        ))}
      </ol>
      {pin === null && !refused && !readOnly ? (
        <div className="k-line d-more">
          {(['photo', 'pin'] as const).map((step) =>
            steps.some((one) => one.step === step && one.state === 'done') && !(step === 'pin' && closed) ? (
              <button key={step} type="button" className="k-button" disabled={busy} onClick={() => actions.again(step)}>
                {text.again[step]}
              </button>
            ) : null,
          )}
          {late ? null : (
            <button type="button" className="k-button danger" disabled={busy} onClick={onRefuse}>
              {text.refuse}
            </button>
          )}
          <button type="button" className="k-button k-push" onClick={actions.leave}>
            {finished ? text.nextPerson : text.leave}
          </button>
        </div>
      ) : null}
      {refused || readOnly ? (
        <div className="k-line">
          <button type="button" className="k-button d-big" onClick={actions.leave}>
            {text.nextPerson}
          </button>
        </div>
      ) : null}
    </div>
  )
}

function Who({ sitting, person }: { sitting: DeskSitting; person: DeskPerson }) {
  const text = useText(deskText)
  const [shape, tone] = STATE_LOOKS[person.state]
  return (
    <div className="k-panel d-who">
      <div className="d-who-name">
        <p className="k-line">
          <Mark shape={shape} tone={tone}>
            {text.states[person.state]}
          </Mark>
          {person.scannedAs === 'signed' ? (
            <Mark shape="check" tone="ok">
              {text.signed}
            </Mark>
          ) : person.scannedAs === 'number' ? (
            <Mark shape="info" tone="soft">
              {text.byNumber}
            </Mark>
          ) : null}
        </p>
        <h2>{person.name}</h2>
        <p className="d-who-number k-num">
          <span className="sr-only">{text.number} </span>
          {person.number}
        </p>
        <dl className="d-facts">
          <Fact name={text.nik}>
            <span className="k-num">{person.nikMasked}</span>
          </Fact>
          <Fact name={text.vacancy}>{person.vacancy}</Fact>
          <Fact name={text.unit}>{person.unit}</Fact>
          <Fact name={text.seat}>
            {seatIsKnown(sitting, person)
              ? `${text.roomName(person.seat.room)} · ${text.station} ${person.seat.station}`
              : text.seatByLottery}
          </Fact>
          {person.accommodation ? (
            <Fact name={text.accommodation}>
              <strong className="d-accommodation">{person.accommodation}</strong>
            </Fact>
          ) : null}
        </dl>
      </div>
      {person.photo ? (
        <img
          className="d-photo"
          src={`/api/desk/photos/${encodeURIComponent(person.photo.id)}`}
          alt={text.photoOf(person.name)}
        />
      ) : sitting.steps.includes('photo') ? (
        <span className="d-photo none k-small">{text.noPhoto}</span>
      ) : null}
    </div>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Trouble({ sitting, desk, onLook }: { sitting: DeskSitting; desk: AtPerson; onLook: () => void }) {
  const text = useText(deskText)
  const { trouble, changed, person } = desk
  if (desk.busy)
    return (
      <p className="d-saving" role="status">
        {trouble === 'busy' ? text.waitBusy : text.busy}
      </p>
    )
  return (
    <>
      {changed ? (
        <Notice tone="amber" live>
          {text.changed(person.next && sitting.steps.includes(person.next) ? text.steps[person.next] : null)}
        </Notice>
      ) : null}
      {trouble === null || trouble === 'busy' ? null : trouble === 'holding' ? (
        <Notice tone="amber" live>
          {text.pin.holding}
        </Notice>
      ) : trouble === 'unreachable' ? (
        <Notice tone="danger" live>
          <p>{text.unknownFate}</p>
          <p>
            <button type="button" className="k-button d-big" onClick={onLook}>
              {text.look}
            </button>
          </p>
        </Notice>
      ) : (
        <RefusalNotice why={trouble} />
      )}
    </>
  )
}

/** The large sign that sends her to her place. */
function SeatSign({ sitting, person }: { sitting: DeskSitting; person: DeskPerson }) {
  const text = useText(deskText)
  return (
    <section className="d-sign">
      <p className="d-sign-state">
        <Shape name="check" size={24} /> {text.admitted}
      </p>
      {seatIsKnown(sitting, person) ? (
        <p className="d-sign-seat">
          <span>{text.roomName(person.seat.room)}</span>
          <span>
            {text.station} <strong className="k-num">{person.seat.station}</strong>
          </span>
        </p>
      ) : null}
      <p>{text.admittedText}</p>
    </section>
  )
}

function StepLine({ one }: { one: StepShown }) {
  const text = useText(deskText)
  const looks = {
    done: ['check', 'ok', text.stepDone],
    now: ['play', 'accent', text.stepNow],
    later: ['ring', 'soft', text.stepLater],
  } as const
  const [shape, tone, word] = looks[one.state]
  return (
    <div className="d-step-line">
      <Mark shape={shape} tone={tone}>
        <span className="d-step-name">{text.steps[one.step]}</span>
        <span className="sr-only">: {word}</span>
      </Mark>
      {one.last ? (
        <span className="d-step-note">
          {one.last.note ? <span>{one.last.note}</span> : null}
          <span className="k-soft k-small k-num">{text.doneBy(hourWib(one.last.at), one.last.by)}</span>
        </span>
      ) : null}
    </div>
  )
}
