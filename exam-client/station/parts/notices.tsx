import type { Refusal } from '../../../server/protocol/refusal.ts'
import { stationSentence } from '../../../server/protocol/refusals-station.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { stationWords } from '../../shared/text/station.ts'
import type { Message } from '../telling.ts'
import { Icon } from './icon.tsx'
import { Messages } from './messages.tsx'

/** The proctor's words and a refused entry lie over the pane until read: they push nothing aside. */
export function Notices(props: {
  messages: readonly Message[]
  refusal: Refusal | null
  onReadMessage: (id: string) => void
  onReadRefusal: () => void
}) {
  const text = useText(stationWords)
  const { language } = useLanguage()
  return (
    <>
      <div className="notices" role="status">
        {props.refusal ? (
          <div className="notice" data-level="danger">
            <Icon name="warning" size={22} />
            <p>
              <strong>{text.refusedTitle}</strong>
              <br />
              {stationSentence(props.refusal, language)}
            </p>
            <button type="button" className="button" onClick={props.onReadRefusal}>
              {text.understood}
            </button>
          </div>
        ) : null}
      </div>
      <Messages messages={props.messages} onRead={props.onReadMessage} />
    </>
  )
}
