import { useEffect, useMemo, useReducer } from 'react'
import type { OwnApplication } from '../../server/protocol/applications.ts'
import type { Refusal } from '../../server/protocol/refusal.ts'
import { ask } from '../shared/ask.ts'
import { DraftSaver } from './draft-saver.ts'

/** The draft of this page with its saver; another application makes another one. */
export function useDraft(first: OwnApplication): DraftSaver {
  // biome-ignore lint/correctness/useExhaustiveDependencies: one saver for each application, whatever is loaded again
  const saver = useMemo(() => {
    const path = `/api/applicant/applications/${first.id}`
    return new DraftSaver(first, {
      send: (version, changes) => ask<OwnApplication>('PATCH', path, { version, changes }),
      read: () => ask<OwnApplication>('GET', path) as Promise<OwnApplication | Refusal>,
      later(work, ms) {
        const timer = setTimeout(work, ms)
        return () => clearTimeout(timer)
      },
    })
  }, [first.id])
  const [, heard] = useReducer((turn: number) => turn + 1, 0)
  useEffect(() => saver.subscribe(heard), [saver])
  useEffect(() => {
    const leaving = (event: BeforeUnloadEvent) => {
      if (!saver.unsaved) return
      void saver.flush()
      event.preventDefault()
    }
    // A telephone that puts the page aside may never come back to it.
    const hidden = () => void (document.visibilityState === 'hidden' ? saver.flush() : null)
    addEventListener('beforeunload', leaving)
    document.addEventListener('visibilitychange', hidden)
    return () => {
      removeEventListener('beforeunload', leaving)
      document.removeEventListener('visibilitychange', hidden)
      void saver.flush()
    }
  }, [saver])
  return saver
}
