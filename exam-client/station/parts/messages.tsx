import { useText } from '../../shared/language.tsx'
import { stationWords } from '../../shared/text/station.ts'
import { stationRoomWords } from '../../shared/text/station-room.ts'
import type { Message } from '../telling.ts'
import { momentOfDay } from './clock-of-day.ts'
import { Icon } from './icon.tsx'

/** The proctor's messages, one at a time, the oldest first; each stays until the candidate has closed it. */
export function Messages({ messages, onRead }: { messages: readonly Message[]; onRead: (id: string) => void }) {
  const text = useText(stationWords)
  const room = useText(stationRoomWords)
  const [first] = messages
  return (
    <div className="notices" role="status">
      {first ? (
        <div className="notice message" data-level="amber">
          <Icon name="message" size={22} />
          <p>
            <strong>{room.message}</strong> <span className="message-at">{room.messageAt(momentOfDay(first.at))}</span>
            <br />
            <span className="message-text">{first.text}</span>
            {messages.length > 1 ? (
              <>
                <br />
                <span className="message-at">{room.messageMore(messages.length - 1)}</span>
              </>
            ) : null}
          </p>
          <button type="button" className="button" onClick={() => onRead(first.id)}>
            {text.read}
          </button>
        </div>
      ) : null}
    </div>
  )
}
