import { type RefObject, useEffect, useRef, useState } from 'react'

const MARGIN = '400px'
const heard = new WeakMap<Element, (near: boolean) => void>()
let observer: IntersectionObserver | undefined

/**
 * Whether an element is on the screen or almost. One observer for all: of 5,000 tiles only those that a person can see
 * keep a ticking clock.
 */
export function useNear<Found extends Element>(): [RefObject<Found | null>, boolean] {
  const ref = useRef<Found | null>(null)
  const [near, setNear] = useState(false)
  useEffect(() => {
    const element = ref.current
    if (!element) return
    observer ??= new IntersectionObserver(
      (entries) => {
        for (const entry of entries) heard.get(entry.target)?.(entry.isIntersecting)
      },
      { rootMargin: MARGIN },
    )
    heard.set(element, setNear)
    observer.observe(element)
    return () => {
      observer?.unobserve(element)
      heard.delete(element)
    }
  }, [])
  return [ref, near]
}
