import { useSyncExternalStore } from 'react'

/** A phone or a very small window: the number tiles fold into a drawer. The same width stands in station.css. */
const query = () => window.matchMedia('(max-width: 799px)')

export const useNarrow = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      const list = query()
      list.addEventListener('change', changed)
      return () => list.removeEventListener('change', changed)
    },
    () => query().matches,
  )
