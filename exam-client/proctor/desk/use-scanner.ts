import { useEffect, useRef } from 'react'
import { NO_BURST, takeKey, tidyScan } from './scanner.ts'

/**
 * Hears a keyboard scanner wherever the focus stands, and keeps its Enter from whatever is focused. `box` is the field
 * that takes scans by itself.
 */
export function useScanner(box: () => HTMLInputElement | null, onScan: (text: string) => void): void {
  const heard = useRef({ box, onScan })
  heard.current = { box, onScan }
  useEffect(() => {
    let burst = NO_BURST
    const press = (event: KeyboardEvent) => {
      // An Enter that is held down would walk through the steps by itself.
      if (event.key === 'Enter' && event.repeat && !(event.target instanceof HTMLTextAreaElement))
        event.preventDefault()
      if (event.ctrlKey || event.altKey || event.metaKey) return
      const taken = takeKey(burst, event.key, event.timeStamp)
      burst = taken.burst
      if (taken.scan === null || event.target === heard.current.box()) return
      event.preventDefault()
      event.stopPropagation()
      const text = tidyScan(taken.scan)
      if (text !== '') heard.current.onScan(text)
    }
    document.addEventListener('keydown', press, true)
    return () => document.removeEventListener('keydown', press, true)
  }, [])
}
