import type { DeskSitting } from '../../../../server/protocol/desk.ts'
import { useText } from '../../../shared/language.tsx'
import { DoingNotice, Notice, RefusalNotice } from '../../../shared/parts/kit-basics.tsx'
import { deskText } from '../../../shared/text/desk.ts'
import type { Desk } from '../desk-state.ts'

/** Nobody at the desk: what to do next, or why the last card could not be opened. */
export function ReadyPanel({
  sitting,
  desk,
  closed,
}: {
  sitting: DeskSitting
  desk: Extract<Desk, { at: 'waiting' }>
  closed: boolean
}) {
  const text = useText(deskText)
  const { failed } = desk
  return (
    <div className="k-stack">
      {failed ? (
        <section className="k-stack-small">
          <h2>
            {failed.why !== 'unreachable' && failed.why.refused === 'other-sitting' ? text.elsewhere : text.notFound}
          </h2>
          {failed.why === 'unreachable' ? (
            <DoingNotice doing={{ at: 'unreachable' }} />
          ) : (
            <RefusalNotice why={failed.why} />
          )}
          <p className="k-soft d-scanned">{text.notFoundText(failed.scanned)}</p>
        </section>
      ) : null}
      <section className="k-panel d-ready">
        {desk.looking === null ? (
          <>
            <p className="d-ready-title">{closed ? text.readyClosed : text.ready}</p>
            <p>{text.readyText}</p>
          </>
        ) : (
          <p className="d-ready-title" role="status">
            {text.scan.looking}
          </p>
        )}
        <h2 className="k-small">{text.order}</h2>
        <ol className="d-order">
          {sitting.steps.map((step) => (
            <li key={step}>{text.steps[step]}</li>
          ))}
        </ol>
        <dl className="d-keys" aria-label={text.keys}>
          {text.keyList.map(([key, what]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </section>
      {sitting.lottery ? (
        <Notice>
          <p className="k-strong">{text.lottery}</p>
          <p>{text.lotteryText}</p>
          <p>
            {text.commitment}: <span className="k-code">{sitting.lottery.commitment}</span>
          </p>
          {sitting.lottery.seed ? (
            <p>
              {text.seed}: <span className="k-code">{sitting.lottery.seed}</span>
            </p>
          ) : null}
        </Notice>
      ) : null}
    </div>
  )
}
