import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react'
import type {
  DeskFind,
  DeskMove,
  DeskPerson,
  DeskRefusal,
  DeskReply,
  DeskRow,
  DeskSitting,
  DeskStep,
} from '../../../server/protocol/desk.ts'
import type { CheckInStep } from '../../../server/protocol/policy.ts'
import { isRefusal, type Refusal } from '../../../server/protocol/refusals.ts'
import { ask, Unreachable } from '../../shared/ask.ts'
import type { Clock } from '../clock.tsx'
import { changedBy, type Desk, holds, showDesk, WAITING } from './desk-state.ts'
import { type Kept, useKept } from './use-kept.ts'

/** What an officer can do at the desk. */
export interface DeskActions {
  find: (scanned: string) => void
  move: (step: DeskStep) => void
  refuse: (reason: DeskRefusal['reason'], text: string) => void
  withdraw: () => void
  /** Asks for the newest state of the person shown. */
  look: () => void
  noted: () => void
  again: (step: CheckInStep | null) => void
  leave: () => void
}

const EVERY_MS = 5000
/** A list of thousands is half a megabyte: asked for less often. */
const LONG_LIST = 1000
const LONG_EVERY_MS = 15_000
/** No answer for so long: the desk says so, and still takes the answer when it comes. */
const PATIENCE_MS = 8000

/** The desk of one sitting, kept fresh, and what is done at it. */
export function useDesk(sitting: string): {
  about: Kept<DeskSitting>
  people: Kept<DeskRow[]>
  clock: Clock
  desk: Desk
  actions: DeskActions
} {
  const path = `/api/desk/sittings/${encodeURIComponent(sitting)}`
  const about = useKept<DeskSitting>(path, EVERY_MS)
  const long = useRef(false)
  const people = useKept<DeskRow[]>(`${path}/people`, long.current ? LONG_EVERY_MS : EVERY_MS)
  long.current = (people.value?.length ?? 0) > LONG_LIST
  const [desk, tell] = useReducer(showDesk, WAITING)
  const turn = useRef(0)
  const now = useRef(desk)
  now.current = desk

  const { refresh: refreshAbout } = about
  const { refresh: refreshPeople } = people
  const refresh = useCallback(() => {
    refreshAbout()
    refreshPeople()
  }, [refreshAbout, refreshPeople])

  const find = useCallback(
    async (scanned: string) => {
      tell({ kind: 'scanned', text: scanned })
      if (holds(now.current)) return
      const mine = ++turn.current
      const reply = await patient(ask<DeskPerson>('POST', `${path}/find`, { scanned } satisfies DeskFind))
      if (mine !== turn.current) return // another card was scanned since
      if (reply === 'unreachable' || isRefusal(reply)) tell({ kind: 'not-found', scanned, why: reply })
      else tell({ kind: 'found', scanned, person: reply })
    },
    [path],
  )

  const look = useCallback(async () => {
    const shown = now.current
    if (shown.at !== 'person') return
    const reply = await patient(ask<DeskPerson>('POST', `${path}/find`, { scanned: shown.scanned } satisfies DeskFind))
    if (reply === 'unreachable' || isRefusal(reply))
      tell({ kind: 'failed', candidate: shown.person.candidate, why: reply })
    else tell({ kind: 'newest', person: reply })
  }, [path])

  const send = useCallback(
    async (method: 'POST' | 'DELETE', what: string, body?: DeskMove | DeskRefusal) => {
      const shown = now.current
      if (shown.at !== 'person' || shown.busy) return
      const { candidate } = shown.person
      tell({ kind: 'sent' })
      const asked = ask<DeskReply>(method, `${path}/people/${encodeURIComponent(candidate)}/${what}`, body)
      const take = (reply: DeskReply | Refusal | 'unreachable') => {
        if (reply !== 'unreachable' && !isRefusal(reply)) {
          tell({ kind: 'done', reply })
          refresh()
          return
        }
        tell({ kind: 'failed', candidate, why: reply })
        if (reply !== 'unreachable' && changedBy(reply)) void look()
      }
      const reply = await patient(asked)
      take(reply)
      // A PIN that comes late is still the PIN: `showDesk` takes it where the same person still stands here.
      if (reply === 'unreachable') asked.then(take, () => {}) // a second silence says nothing new
    },
    [path, refresh, look],
  )

  // Another desk refused or admitted the person shown here: the list knows first.
  useEffect(() => {
    const shown = now.current
    if (shown.at !== 'person' || holds(shown)) return
    const row = people.value?.find((one) => one.candidate === shown.person.candidate)
    if (row && row.state !== shown.person.state) void look()
  }, [people.value, look])

  const actions = useMemo<DeskActions>(
    () => ({
      find: (scanned) => void find(scanned),
      move: (step) => {
        const shown = now.current
        if (shown.at === 'person') void send('POST', 'steps', { version: shown.person.version, move: step })
      },
      refuse: (reason, text) => {
        const shown = now.current
        if (shown.at === 'person') void send('POST', 'refusal', { version: shown.person.version, reason, text })
      },
      withdraw: () => {
        const shown = now.current
        if (shown.at === 'person') void send('DELETE', `refusal?version=${shown.person.version}`)
      },
      look: () => void look(),
      noted: () => tell({ kind: 'noted' }),
      again: (step) => tell({ kind: 'again', step }),
      leave: () => {
        turn.current++
        tell({ kind: 'leave' })
      },
    }),
    [find, send, look],
  )
  const { value, heardAt } = about
  const clock = useMemo<Clock>(
    () => ({ exam: () => 0, wall: () => (value?.wallNow ?? 0) + performance.now() - heardAt }),
    [value, heardAt],
  )
  return { about, people, clock, desk, actions }
}

/** Waits as long as an officer can, then says 'unreachable'. */
async function patient<Reply>(asked: Promise<Reply>): Promise<Reply | 'unreachable'> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<'unreachable'>((resolve) => {
    timer = setTimeout(() => resolve('unreachable'), PATIENCE_MS)
  })
  try {
    return await Promise.race([asked, late])
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    return 'unreachable'
  } finally {
    clearTimeout(timer)
  }
}
