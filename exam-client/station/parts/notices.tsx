import type { Refusal } from '../../../server/protocol/refusals.ts'
import { sentence } from '../../../server/protocol/refusals.ts'
import { useLanguage, useText } from '../../shared/language.tsx'
import { stationWords } from '../../shared/text/station.ts'
import { Icon } from './icon.tsx'

/** The proctor's word and a refused entry lie over the pane until read: they push nothing aside. */
export function Notices(props: {
  notice: string | null
  refusal: Refusal | null
  onReadNotice: () => void
  onReadRefusal: () => void
}) {
  const text = useText(stationWords)
  const { language } = useLanguage()
  return (
    <div className="notices" role="status">
      {props.refusal ? (
        <Notice
          level="danger"
          title={text.refusedTitle}
          body={sentence(props.refusal, language)}
          button={text.understood}
          onRead={props.onReadRefusal}
        />
      ) : null}
      {props.notice !== null ? (
        <Notice level="amber" title={text.notice} body={props.notice} button={text.read} onRead={props.onReadNotice} />
      ) : null}
    </div>
  )
}

function Notice({
  level,
  title,
  body,
  button,
  onRead,
}: {
  level: 'amber' | 'danger'
  title: string
  body: string
  button: string
  onRead: () => void
}) {
  return (
    <div className="notice" data-level={level}>
      <Icon name={level === 'danger' ? 'warning' : 'message'} size={22} />
      <p>
        <strong>{title}</strong>
        <br />
        {body}
      </p>
      <button type="button" className="button" onClick={onRead}>
        {button}
      </button>
    </div>
  )
}
