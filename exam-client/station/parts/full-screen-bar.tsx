import { useText } from '../../shared/language.tsx'
import { stationRoomWords } from '../../shared/text/station-room.ts'
import { Icon } from './icon.tsx'

/** Full screen was asked for and is not on: one calm row and the way back. The exam goes on beneath it. */
export function FullScreenBar({ onBack }: { onBack: () => void }) {
  const text = useText(stationRoomWords)
  return (
    <div className="full-bar" role="status">
      <Icon name="screen" />
      <span>{text.fullScreenAsked}</span>
      <button type="button" className="button" onClick={onBack}>
        {text.fullScreenBack}
      </button>
    </div>
  )
}
