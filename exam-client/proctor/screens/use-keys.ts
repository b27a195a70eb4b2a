import { useEffect, useRef } from 'react'
import { deedOf, type KeyDeed } from '../keys.ts'

const TYPING = 'input:not([type=checkbox]), textarea, select, [contenteditable=true]'

/** Hears the console's keys; none while somebody types or a dialog asks. The last handler given is the one that is called. */
export function useKeys(onDeed: (deed: KeyDeed) => boolean): void {
  const latest = useRef(onDeed)
  latest.current = onDeed
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const target = event.target instanceof Element ? event.target : null
      if (document.querySelector('[role=dialog], [role=alertdialog]')) return
      if (target?.closest(TYPING) && event.key !== 'Escape') return
      const deed = deedOf(event.key, event)
      if (deed !== null && latest.current(deed)) event.preventDefault()
    }
    addEventListener('keydown', hear)
    return () => removeEventListener('keydown', hear)
  }, [])
}
