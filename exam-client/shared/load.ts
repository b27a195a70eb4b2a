import { useCallback, useEffect, useRef, useState } from 'react'
import { isRefusal, type Refusal } from '../../server/protocol/refusal.ts'
import { ask, Unreachable } from './ask.ts'

/** What a screen knows of something it asked for. It never has to guess: silence, a refusal and a value look different. */
export type Loaded<Value> =
  | { at: 'loading' }
  | { at: 'ready'; value: Value }
  | { at: 'refused'; why: Refusal }
  | { at: 'unreachable' }

/** Asks for `path` (null: not yet) and again on `reload`; a value already shown stays while the new one is on its way. */
export function useLoad<Value>(path: string | null): { loaded: Loaded<Value>; reload: () => void } {
  const [state, setState] = useState<{ path: string | null; loaded: Loaded<Value> }>({
    path: null,
    loaded: { at: 'loading' },
  })
  const turn = useRef(0)
  const reload = useCallback(() => {
    if (path === null) return
    const mine = ++turn.current
    ask<Value>('GET', path).then(
      (reply) => {
        if (mine === turn.current)
          setState({ path, loaded: isRefusal(reply) ? { at: 'refused', why: reply } : { at: 'ready', value: reply } })
      },
      (error: unknown) => {
        if (!(error instanceof Unreachable)) throw error
        if (mine === turn.current) setState({ path, loaded: { at: 'unreachable' } })
      },
    )
  }, [path])
  useEffect(reload, [reload])
  return { loaded: state.path === path ? state.loaded : { at: 'loading' }, reload }
}

/** Waits for two things at once; the first that is not there yet speaks for both. */
export const both = <A, B>(a: Loaded<A>, b: Loaded<B>): Loaded<[A, B]> =>
  a.at !== 'ready' ? a : b.at !== 'ready' ? b : { at: 'ready', value: [a.value, b.value] }

/** Where something the person asked to be done stands. */
export type Doing<Reply> =
  | { at: 'idle' }
  | { at: 'sending'; tries: number }
  | { at: 'done'; reply: Reply }
  | { at: 'refused'; why: Refusal }
  | { at: 'unreachable' }

/**
 * Sends something once and says where it stands. With `again` it is sent again every two seconds until the server
 * answers: only for what carries its own id and so is done once however often it arrives.
 */
export function useDoing<Reply>(): {
  doing: Doing<Reply>
  run: (
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    again?: boolean,
  ) => Promise<Reply | null>
  reset: () => void
} {
  const [doing, setDoing] = useState<Doing<Reply>>({ at: 'idle' })
  const turn = useRef(0)
  useEffect(() => () => void turn.current++, [])
  const run = useCallback(
    async (
      method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
      path: string,
      body?: unknown,
      again = false,
    ): Promise<Reply | null> => {
      const mine = ++turn.current
      for (let tries = 1; ; tries++) {
        setDoing({ at: 'sending', tries })
        try {
          const reply = await ask<Reply>(method, path, body)
          if (mine === turn.current) setDoing(isRefusal(reply) ? { at: 'refused', why: reply } : { at: 'done', reply })
          return isRefusal(reply) ? null : reply
        } catch (error) {
          if (!(error instanceof Unreachable)) throw error
          if (!again) {
            if (mine === turn.current) setDoing({ at: 'unreachable' })
            return null
          }
          await new Promise((resolve) => setTimeout(resolve, 2000))
          if (mine !== turn.current) return null
        }
      }
    },
    [],
  )
  const reset = useCallback(() => {
    turn.current++
    setDoing({ at: 'idle' })
  }, [])
  return { doing, run, reset }
}
