import { useCallback, useEffect, useRef, useState } from 'react'
import { isRefusal, type Refusal } from '../../../server/protocol/refusals.ts'
import { ask, Unreachable } from '../../shared/ask.ts'

export interface Kept<Value> {
  /** The last that was heard; it stays while the server is away. */
  value: Value | null
  /** `performance.now` when it was heard. */
  heardAt: number
  lost: boolean
  refused: Refusal | null
  refresh: () => void
}

/** Asks for `path` now, every `everyMs` while the page is seen, and when it is looked at again. */
export function useKept<Value>(path: string, everyMs: number): Kept<Value> {
  const [kept, setKept] = useState<Omit<Kept<Value>, 'refresh'>>({
    value: null,
    heardAt: 0,
    lost: false,
    refused: null,
  })
  const turn = useRef(0)
  const refresh = useCallback(() => {
    const mine = ++turn.current
    ask<Value>('GET', path).then(
      (reply) => {
        if (mine !== turn.current) return
        if (isRefusal(reply)) setKept((now) => ({ ...now, lost: false, refused: reply }))
        else setKept({ value: reply, heardAt: performance.now(), lost: false, refused: null })
      },
      (error: unknown) => {
        if (!(error instanceof Unreachable)) throw error
        if (mine === turn.current) setKept((now) => ({ ...now, lost: true }))
      },
    )
  }, [path])
  useEffect(() => {
    const seen = () => (document.visibilityState === 'visible' ? refresh() : undefined)
    refresh()
    const timer = setInterval(seen, everyMs)
    document.addEventListener('visibilitychange', seen)
    addEventListener('focus', seen)
    return () => {
      turn.current++
      clearInterval(timer)
      document.removeEventListener('visibilitychange', seen)
      removeEventListener('focus', seen)
    }
  }, [refresh, everyMs])
  return { ...kept, refresh }
}
