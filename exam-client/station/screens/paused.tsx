import type { StationView } from '../../../server/protocol/station.ts'
import { useText } from '../../shared/language.tsx'
import { stationWords } from '../../shared/text/station.ts'
import type { Look } from '../look.ts'
import { figures } from '../parts/clock.tsx'
import { Icon } from '../parts/icon.tsx'
import { Page } from '../parts/page.tsx'
import { Strip, type StripState } from '../parts/strip.tsx'

/** The items are not on the page at all while paused. */
export function PausedScreen({
  look,
  view,
  leftMs,
  state,
  notice,
}: {
  look: Look
  view: StationView
  leftMs: number | null
  state: StripState
  notice: string | null
}) {
  const text = useText(stationWords)
  return (
    <Page look={look} sitting={`${view.sitting.test} · ${view.sitting.name}`} foot={<Strip state={state} paused />}>
      <section className="stop">
        <span className="stop-sign">
          <Icon name="pause" size={40} />
        </span>
        <div role="alert">
          <h1>{text.pausedTitle}</h1>
          <p>{text.pausedHelp}</p>
        </div>
        {leftMs === null ? null : (
          <p className="wait-clock">
            <span className="soft">{text.pausedLeft}</span>
            <span className="tabular">{figures(leftMs)}</span>
          </p>
        )}
        {notice === null ? null : (
          <p className="callout" data-level="amber">
            <Icon name="message" size={22} />
            <span>
              <strong>{text.notice}:</strong> {notice}
            </span>
          </p>
        )}
      </section>
    </Page>
  )
}
