import { type RefObject, useEffect, useRef } from 'react'

/**
 * For a list whose lines come and go by themselves: when the line that holds the keyboard goes, the first control of the
 * section takes it, instead of the bare page.
 */
export function useStay(): RefObject<HTMLElement | null> {
  const section = useRef<HTMLElement>(null)
  const held = useRef<Element | null>(null)
  useEffect(() => {
    const hear = () => {
      held.current = section.current?.contains(document.activeElement) ? document.activeElement : null
    }
    document.addEventListener('focusin', hear)
    return () => document.removeEventListener('focusin', hear)
  }, [])
  useEffect(() => {
    if (held.current === null || held.current.isConnected) return
    held.current = null
    if (document.activeElement === document.body) section.current?.querySelector('button')?.focus()
  })
  return section
}
