import { useEffect, useState } from 'react'
import { stationSentence } from '../../../server/protocol/refusals-station.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { stationWords } from '../../shared/text/station.ts'
import { stationRoomWords } from '../../shared/text/station-room.ts'
import type { StationState } from '../station-state.ts'
import { Icon } from './icon.tsx'

export type StripState = Pick<
  StationState,
  'connected' | 'spare' | 'entries' | 'storageSafe' | 'serverTrouble' | 'noted'
>

/** One row that is always there, so that a change of state moves nothing under the finger. The worst news wins. */
export function Strip({ state, paused = false }: { state: StripState; paused?: boolean }) {
  const text = useText(stationWords)
  const room = useText(stationRoomWords)
  const { language } = useLanguage()
  const waiting = state.entries.length
  const slow = useLasting(waiting > 0, 400)
  const news =
    !state.connected && state.spare
      ? ({ level: 'amber', icon: 'offline', say: room.spare(waiting) } as const)
      : !state.connected
        ? ({
            level: 'danger',
            icon: 'offline',
            say: paused ? text.disconnectedPaused(waiting) : text.disconnected(waiting),
          } as const)
        : state.serverTrouble
          ? ({ level: 'danger', icon: 'warning', say: stationSentence(state.serverTrouble, language) } as const)
          : !state.storageSafe
            ? ({ level: 'amber', icon: 'warning', say: text.memoryOnly } as const)
            : state.noted
              ? ({ level: 'noted', icon: 'message', say: room.noted[state.noted] } as const)
              : slow
                ? ({ level: 'calm', icon: 'saving', say: text.savingN(waiting) } as const)
                : ({ level: 'calm', icon: 'check', say: text.allSaved } as const)
  return (
    <div className="strip" data-level={news.level} role="status">
      <Icon name={news.icon} />
      <span>{news.say}</span>
    </div>
  )
}

/** True once the condition has lasted: on a LAN "menyimpan" would else only flicker. */
function useLasting(is: boolean, ms: number): boolean {
  const [lasting, setLasting] = useState(false)
  useEffect(() => {
    if (!is) return setLasting(false)
    const timer = setTimeout(() => setLasting(true), ms)
    return () => clearTimeout(timer)
  }, [is, ms])
  return is && lasting
}
