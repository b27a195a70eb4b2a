import { useEffect, useRef } from 'react'

export interface Keys {
  choose: (index: number) => void
  move: (step: -1 | 1) => void
  first: () => void
  last: () => void
  flag: () => void
  goTo: () => void
  help: () => void
  time: () => void
}

/** The item screen's keys. Silent while typing, in a dialog, with a modifier, and for a key that another part took. */
export function useKeys(keys: Keys, on: boolean): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    if (!on) return
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return
      const target = event.target as HTMLElement
      if (target.closest('dialog, textarea, select, [contenteditable], input:not([type=radio])')) return
      const act = action(event.key, latest.current)
      if (!act) return
      event.preventDefault() // a radio would take ← → for itself and change the answer
      act()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [on])
}

function action(key: string, keys: Keys): (() => void) | null {
  const index = 'abcde'.indexOf(key.toLowerCase())
  if (key.length === 1 && index >= 0) return () => keys.choose(index)
  if (/^[1-5]$/.test(key)) return () => keys.choose(Number(key) - 1)
  switch (key) {
    case 'ArrowLeft':
      return () => keys.move(-1)
    case 'ArrowRight':
      return () => keys.move(1)
    case 'Home':
      return keys.first
    case 'End':
      return keys.last
    case 'r':
    case 'R':
      return keys.flag
    case 'g':
    case 'G':
      return keys.goTo
    case 'w':
    case 'W':
      return keys.time
    case '?':
      return keys.help
    default:
      return null
  }
}
