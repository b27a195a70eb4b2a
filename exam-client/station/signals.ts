import type { StationSignal } from '../../server/protocol/station.ts'
import type { Page } from './page.ts'
import { type Telling, withFullScreen, withSignal } from './telling.ts'

/** A glance at another window that ends by then is none. */
export const FOCUS_PATIENCE_MS = 500
/** The same again within this is the same: a key held down is one try. */
export const SAME_TRY_MS = 2000
export const NOTED_MS = 8000

export interface SignalPorts {
  page: Page
  /** Monotonic ms. */
  local(): number
  later(work: () => void, ms: number): () => void
  /** A candidate is signed in here. */
  signedIn(): boolean
  /** Items are on the screen. */
  exam(): boolean
  /** The committee asks for full screen. */
  fullAsked(): boolean
  telling(): Telling
  told(next: Telling): void
  /** What the candidate is told that it was written down; null: no longer. */
  noted(kind: StationSignal | null): void
  outOfFull(on: boolean): void
  beat(): void
  network(): void
}

/** Turns what happens to the page into numbered signals. They inform the proctor; nothing here punishes anybody. */
export function watchSignals(ports: SignalPorts): { start(): void; fullScreen(): void } {
  const { page, later } = ports
  let away = false
  let cancelGlance = () => {}
  let cancelNote = () => {}
  const tries = new Map<StationSignal, number>()

  const tell = (next: Telling, kind: StationSignal) => {
    ports.told(next)
    // While she is away nobody reads it; it is said when she is back.
    if (kind !== 'focus-lost') {
      cancelNote()
      ports.noted(kind)
      cancelNote = later(() => ports.noted(null), NOTED_MS)
    }
    ports.beat()
  }
  const signal = (kind: StationSignal) => tell(withSignal(ports.telling(), kind), kind)

  const focus = () => {
    cancelGlance()
    if (page.focused()) {
      if (!away) return
      away = false
      if (ports.signedIn()) signal('focus-back')
    } else if (!away)
      cancelGlance = later(() => {
        if (page.focused()) return
        if (!ports.exam()) return ports.beat()
        away = true
        signal('focus-lost')
      }, FOCUS_PATIENCE_MS)
  }

  const fullScreen = () => {
    const full = page.full()
    const asked = ports.signedIn() && ports.fullAsked() && full !== null
    ports.outOfFull(asked && ports.exam() && full === false)
    // Only the exam is watched; filling the screen before it counts, so that leaving it is seen.
    if (!asked || full === null || (!full && !ports.exam())) return
    const before = ports.telling()
    const next = withFullScreen(before, full)
    const last = next.signals.at(-1)
    if (last && next.signals.length > before.signals.length) tell(next, last.kind)
    else ports.told(next)
  }

  return {
    fullScreen,
    start: () =>
      page.listen({
        guarded: ports.exam,
        focus,
        full: fullScreen,
        tried(kind) {
          const last = tries.get(kind) ?? Number.NEGATIVE_INFINITY
          tries.set(kind, ports.local())
          if (ports.local() - last > SAME_TRY_MS) signal(kind)
        },
        network: ports.network,
      }),
  }
}
