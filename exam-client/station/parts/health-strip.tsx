import { useText } from '../../shared/language.tsx'
import { type StationText, stationWords } from '../../shared/text/station.ts'
import { Icon } from './icon.tsx'

export interface HealthView {
  server: 'asking' | 'yes' | 'no' | 'old'
  /** This PC's clock minus the server's, ms; null until known. */
  clockOffMs: number | null
  screen: { width: number; height: number }
  storage: boolean
}

/** Below this the clocks count as the same: nobody at a desk sees two seconds. */
const CLOCK_SAME_MS = 2000
export const SCREEN_GOOD = { width: 1024, height: 600 }

/** What a proctor looks at when walking along the row before the exam. */
export function HealthStrip({ health }: { health: HealthView }) {
  const text = useText(stationWords)
  const size = `${health.screen.width} × ${health.screen.height}`
  const good = health.screen.width >= SCREEN_GOOD.width && health.screen.height >= SCREEN_GOOD.height
  const server = { asking: text.serverAsking, yes: text.serverYes, no: text.serverNo, old: text.serverOld }[
    health.server
  ]
  return (
    <footer className="health">
      <h2 className="sr-only">{text.health}</h2>
      <dl>
        <Part
          name={text.server}
          good={health.server === 'yes' ? true : health.server === 'asking' ? null : false}
          says={server}
        />
        {health.clockOffMs === null ? null : (
          <Part
            name={text.clock}
            good={true}
            says={
              Math.abs(health.clockOffMs) < CLOCK_SAME_MS
                ? text.clockSame
                : text.clockOff(amount(Math.abs(health.clockOffMs), text))
            }
          />
        )}
        <Part name={text.screen} good={good} says={good ? text.screenGood(size) : text.screenSmall(size)} />
        <Part name={text.storage} good={health.storage} says={health.storage ? text.storageYes : text.storageNo} />
      </dl>
    </footer>
  )
}

function Part({ name, good, says }: { name: string; good: boolean | null; says: string }) {
  return (
    <div data-level={good === null ? 'calm' : good ? 'ok' : 'amber'}>
      <dt>
        <Icon name={good === null ? 'clock' : good ? 'check' : 'warning'} size={16} />
        {name}
      </dt>
      <dd>{says}</dd>
    </div>
  )
}

function amount(ms: number, text: StationText): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 120) return text.seconds(seconds)
  if (seconds < 2 * 3600) return text.minutes(Math.round(seconds / 60))
  if (seconds < 48 * 3600) return text.hours(Math.round(seconds / 3600))
  const days = Math.round(seconds / 86_400)
  return days < 730 ? text.days(days) : text.years(Math.round(days / 365))
}
