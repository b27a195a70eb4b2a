import { createContext, type ReactNode, useCallback, useContext, useMemo, useState, useSyncExternalStore } from 'react'

/**
 * A screen keeps its state in the query string: a link shows a colleague the same list, Back goes back, and the server
 * needs to know one path for each app. The gallery and tests give an address in memory.
 */
export type Address = Record<string, string>
/** `push` for another screen (Back returns), `replace` for a filter being typed. null takes a word away. */
export type Go = (change: Record<string, string | null>, how?: 'push' | 'replace') => void

const MemoryContext = createContext<{ address: Address; go: Go } | null>(null)

export function MemoryAddress({ initial = {}, children }: { initial?: Address; children: ReactNode }) {
  const [address, setAddress] = useState(initial)
  const value = useMemo(() => ({ address, go: ((change) => setAddress((now) => merge(now, change))) as Go }), [address])
  return <MemoryContext value={value}>{children}</MemoryContext>
}

export function useAddress(): { address: Address; go: Go } {
  const memory = useContext(MemoryContext)
  const search = useSyncExternalStore(listen, () => location.search)
  const real = useMemo(() => Object.fromEntries(new URLSearchParams(search)), [search])
  const go = useCallback<Go>((change, how = 'push') => {
    const next = merge(Object.fromEntries(new URLSearchParams(location.search)), change)
    history[how === 'push' ? 'pushState' : 'replaceState'](null, '', query(next))
    for (const heard of listeners) heard()
  }, [])
  return memory ?? { address: real, go }
}

/** '?screen=results&sort=-total' */
export const query = (address: Address): string => {
  const text = new URLSearchParams(address).toString()
  return text === '' ? location.pathname : `?${text}`
}

/**
 * Makes links like `?screen=results` change the address without loading the page again. The new screen begins at its
 * top, and focus goes to its main part, so that a screen reader starts there.
 */
export function followLinks(): void {
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest?.('a')
    const href = link?.getAttribute('href')
    if (
      !href?.startsWith('?') ||
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return
    event.preventDefault()
    history.pushState(null, '', href === '?' ? location.pathname : href)
    for (const heard of listeners) heard()
    scrollTo(0, 0)
    const main = document.querySelector('main')
    main?.setAttribute('tabindex', '-1')
    main?.focus({ preventScroll: true })
  })
}

const listeners = new Set<() => void>()
function listen(heard: () => void): () => void {
  listeners.add(heard)
  addEventListener('popstate', heard)
  return () => {
    listeners.delete(heard)
    removeEventListener('popstate', heard)
  }
}

function merge(address: Address, change: Record<string, string | null>): Address {
  const next = { ...address }
  for (const [word, value] of Object.entries(change)) {
    if (value === null || value === '') delete next[word]
    else next[word] = value
  }
  return next
}
