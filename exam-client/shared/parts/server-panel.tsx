import type { ServerState } from '../../../server/protocol/server-state.ts'
import { count } from '../format.ts'
import { useLanguage, useText } from '../language.tsx'
import type { Loaded } from '../load.ts'
import { serverText } from '../text/server.ts'
import { Facts, Mark, Notice, type Tone } from './kit-basics.tsx'
import type { ShapeName } from './kit-shapes.tsx'

/** Above this the server is late enough to be said; the queue before the door uses the same. */
const LATE_MS = 150

type Standing = 'well' | 'busy' | 'diskLow' | 'diskFull' | 'notReady'
const LOOK: Record<Standing, { shape: ShapeName; tone: Tone }> = {
  well: { shape: 'check', tone: 'ok' },
  busy: { shape: 'triangle', tone: 'amber' },
  diskLow: { shape: 'triangle', tone: 'amber' },
  diskFull: { shape: 'cross', tone: 'danger' },
  notReady: { shape: 'cross', tone: 'danger' },
}

function standingOf({ ready, disk, waiting, delayMs }: ServerState): Standing {
  if (disk.state === 'full') return 'diskFull'
  if (!ready) return 'notReady'
  if (disk.state === 'low') return 'diskLow'
  return waiting > 0 || delayMs > LATE_MS ? 'busy' : 'well'
}

/** All figures, for the committee's first page. */
export function ServerPanel({ of }: { of: Loaded<ServerState> }) {
  const text = useText(serverText)
  const n = useCount()
  if (of.at === 'loading' || of.at === 'refused') return null
  if (of.at === 'unreachable') return <ServerTrouble of={of} />
  const { value: state } = of
  const { free, total, held, wanted } = state.disk
  return (
    <section className="k-panel k-stack-small" aria-labelledby="server">
      <h2 id="server">{text.title}</h2>
      {standingOf(state) === 'well' ? (
        <p>
          <Standing of={state} />
        </p>
      ) : (
        <ServerTrouble of={of} />
      )}
      <Facts
        of={[
          { name: text.stations, value: n(state.stations) },
          { name: text.waiting, value: n(state.waiting) },
          { name: text.delay, value: text.ms(n(state.delayMs)) },
          { name: text.depth, value: n(state.depth) },
          {
            name: text.free,
            value: total === 0 ? text.notWatched : text.of(size(free, n), size(total, n)),
            text: true,
          },
          {
            name: text.reserve,
            value: total === 0 ? text.notWatched : text.of(size(held, n), size(wanted, n)),
            text: true,
          },
        ]}
      />
    </section>
  )
}

/** One quiet line, for the foot of a console. */
export function ServerLine({ of }: { of: Loaded<ServerState> }) {
  const text = useText(serverText)
  const n = useCount()
  if (of.at !== 'ready') return null
  const { value: state } = of
  return (
    <p className="k-soft k-small">
      {text.title}: <Standing of={state} /> · {text.delay} {text.ms(n(state.delayMs))} · {text.depth} {n(state.depth)} ·{' '}
      {text.stations} {n(state.stations)}
      {state.disk.total > 0 ? ` · ${text.free} ${size(state.disk.free, n)}` : ''}
    </p>
  )
}

/** What is wrong and what to do, or nothing. */
export function ServerTrouble({ of }: { of: Loaded<ServerState> }) {
  const text = useText(serverText)
  const { language } = useLanguage()
  const n = useCount()
  if (of.at === 'unreachable')
    return (
      <Notice tone="amber">
        <p className="k-strong">{text.unknown}</p>
        <p>{text.unknownAdvice}</p>
      </Notice>
    )
  if (of.at !== 'ready') return null
  const { value: state } = of
  const standing = standingOf(state)
  if (standing === 'well') return null
  return (
    <Notice tone={LOOK[standing].tone} live>
      <p className="k-strong">
        {text.title}: {text[standing]}
      </p>
      {state.reasons.map((reason) => (
        <p key={reason.en}>{reason[language]}</p>
      ))}
      {state.disk.state === 'low' ? <p>{text.diskLowAdvice}</p> : null}
      {state.waiting > 0 ? <p>{text.busyAdvice(n(state.waiting), n(state.perSecond))}</p> : null}
      {state.delayMs > LATE_MS ? <p>{text.delayAdvice}</p> : null}
    </Notice>
  )
}

function Standing({ of }: { of: ServerState }) {
  const text = useText(serverText)
  const standing = standingOf(of)
  return <Mark {...LOOK[standing]}>{text[standing]}</Mark>
}

function useCount(): (value: number) => string {
  const { language } = useLanguage()
  return (value) => count(value, language)
}

/** Decimal units, as disks are sold and file managers count. */
function size(bytes: number, n: (value: number) => string): string {
  if (bytes >= 1e10) return `${n(Math.round(bytes / 1e9))} GB`
  return `${n(Math.round(bytes / 1e6))} MB`
}
