import type { StationSignal } from '../../server/protocol/station.ts'

/** What the browser tells of its own page: focus, full screen, copying, printing. Tests give one they turn by hand. */
export interface Page {
  focused(): boolean
  /** The operating system may say so long before the socket does. */
  online(): boolean
  /** Runs once what was just shown has been painted; a hidden page never comes to it. Returns how to call it off. */
  whenPainted(work: () => void): () => void
  /** Whether the page fills the screen; null where this browser has no full screen. */
  full(): boolean | null
  /** Only in answer to a press of the candidate: browsers allow it no other way. */
  goFull(): void
  listen(listener: PageListener): void
}

export interface PageListener {
  /** An exam is on the screen: copying, pasting and printing are prevented and told. */
  guarded(): boolean
  focus(): void
  full(): void
  tried(kind: Extract<StationSignal, `${string}-tried`>): void
  network(): void
}

export const browserPage = (): Page => ({
  focused: () => document.hasFocus() && !document.hidden,
  online: () => navigator.onLine,
  whenPainted(work) {
    // The first frame may be the one that is under way; in the second the new picture stands.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => work())
    })
    return () => cancelAnimationFrame(frame)
  },
  full: () => (canFull() || fills() ? document.fullscreenElement !== null || fills() : null),
  goFull() {
    if (canFull() && document.fullscreenElement === null && !fills())
      document.documentElement.requestFullscreen({ navigationUI: 'hide' }).catch(() => {}) // the bar stays and offers it again
  },
  listen(listener) {
    for (const name of ['focus', 'blur'] as const) window.addEventListener(name, () => listener.focus())
    document.addEventListener('visibilitychange', () => listener.focus())
    for (const name of ['offline', 'online'] as const) window.addEventListener(name, () => listener.network())
    document.addEventListener('fullscreenchange', () => listener.full())
    // F11 and a kiosk fill the screen without that event.
    window.addEventListener('resize', () => listener.full())
    const prevent = (event: Event, kind: Parameters<PageListener['tried']>[0]) => {
      if (!listener.guarded()) return
      event.preventDefault()
      listener.tried(kind)
    }
    for (const name of ['copy', 'cut'] as const)
      document.addEventListener(name, (event) => prevent(event, 'copy-tried'), true)
    document.addEventListener('paste', (event) => prevent(event, 'paste-tried'), true)
    document.addEventListener('dragstart', (event) => {
      if (listener.guarded()) event.preventDefault()
    })
    window.addEventListener(
      'keydown',
      (event) => {
        if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'p') prevent(event, 'print-tried')
      },
      true,
    )
    // From the menu it cannot be prevented; the style sheet then prints an empty page.
    window.addEventListener('beforeprint', (event) => prevent(event, 'print-tried'))
  },
})

const canFull = () => document.fullscreenEnabled === true
const fills = () =>
  window.matchMedia('(display-mode: fullscreen)').matches ||
  (window.innerWidth >= screen.width && window.innerHeight >= screen.height)
