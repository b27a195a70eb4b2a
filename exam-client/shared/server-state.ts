import { useEffect } from 'react'
import type { ServerState } from '../../server/protocol/server-state.ts'
import { type Loaded, useLoad } from './load.ts'

const ASK_MS = 5000

/** How the server is doing, asked for every five seconds while the page is looked at. */
export function useServerState(): Loaded<ServerState> {
  const { loaded, reload } = useLoad<ServerState>('/api/server')
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) reload()
    }, ASK_MS)
    return () => clearInterval(timer)
  }, [reload])
  return loaded
}
