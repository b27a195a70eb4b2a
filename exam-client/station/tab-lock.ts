/**
 * One tab of a browser may hold the exam. Web Locks where the page is a secure context; a hall's server on plain http
 * is not one, so there a heartbeat in localStorage and a question on a BroadcastChannel do the same.
 */
export interface TabLock {
  /** True: this tab has it, until it closes. */
  take(): Promise<boolean>
  /** Resolves when the other tab is gone. */
  whenFree(): Promise<void>
}

const NAME = 'seleksi-station'
const BEAT_MS = 1000
/** Two beats may be missed by a busy PC. */
const STALE_MS = 3500
const ANSWER_MS = 300

export const tabLock = (): TabLock => ('locks' in navigator ? webLock(navigator.locks) : heartbeatLock())

function webLock(locks: LockManager): TabLock {
  let held = false
  return {
    take: () =>
      held
        ? Promise.resolve(true)
        : new Promise((answer) => {
            void locks.request(NAME, { ifAvailable: true }, (lock) => {
              held = lock !== null
              answer(held)
              return held ? new Promise(() => {}) : undefined
            })
          }),
    whenFree: () => locks.request(NAME, { mode: 'shared' }, () => undefined).then(() => undefined),
  }
}

function heartbeatLock(): TabLock {
  const me = `${Math.random()}`
  const channel = 'BroadcastChannel' in window ? new BroadcastChannel(NAME) : null
  let held = false
  const read = (): { who: string; at: number } | null => {
    try {
      return JSON.parse(localStorage.getItem(NAME) ?? 'null')
    } catch {
      return null
    }
  }
  const beat = () => {
    try {
      localStorage.setItem(NAME, JSON.stringify({ who: me, at: Date.now() }))
    } catch {
      // no storage: the channel alone then tells
    }
  }
  const release = () => {
    try {
      if (read()?.who === me) localStorage.removeItem(NAME)
    } catch {
      // nothing to release
    }
  }
  channel?.addEventListener('message', (event) => {
    if (event.data === 'anyone?' && held) channel.postMessage('here')
  })
  // A tab in the background beats once a minute only, but still answers: the channel asks what the heartbeat cannot tell.
  const answered = () =>
    new Promise<boolean>((answer) => {
      if (!channel) return answer(false)
      const listen = (event: MessageEvent) => {
        if (event.data === 'here') done(true)
      }
      const done = (is: boolean) => {
        channel.removeEventListener('message', listen)
        clearTimeout(timer)
        answer(is)
      }
      const timer = setTimeout(() => done(false), ANSWER_MS)
      channel.addEventListener('message', listen)
      channel.postMessage('anyone?')
    })
  const free = async () => {
    const other = read()
    // Both in the same second of this PC's own clock, so a clock that is ten years off does no harm.
    const beating = other !== null && other.who !== me && Math.abs(Date.now() - other.at) < STALE_MS
    return !beating && !(await answered())
  }
  return {
    async take() {
      if (held) return true
      if (!(await free())) return false
      held = true
      beat()
      setInterval(beat, BEAT_MS)
      window.addEventListener('pagehide', release)
      return true
    },
    async whenFree() {
      while (!(await free())) await new Promise((done) => setTimeout(done, BEAT_MS))
    },
  }
}
