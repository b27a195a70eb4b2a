import { useText } from '../../shared/language.tsx'
import { Ask } from '../../shared/parts/kit-dialog.tsx'
import { kitText } from '../../shared/text/kit.ts'
import { commandText } from '../../shared/text/proctor-commands.ts'
import { KEY_LIST } from '../keys.ts'

/** Which key does what; opened by '?'. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const text = useText(commandText)
  const kit = useText(kitText)
  return (
    <Ask
      open
      title={text.keysTitle}
      onClose={onClose}
      actions={
        <button type="button" className="k-button primary" onClick={onClose}>
          {kit.close}
        </button>
      }
    >
      <dl className="p-keys">
        {KEY_LIST.map(([key, name]) => (
          <div key={name}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{text.keyNames[name]}</dd>
          </div>
        ))}
      </dl>
    </Ask>
  )
}
