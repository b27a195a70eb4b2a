import type { PresentedOption } from '../../../server/protocol/station.ts'
import { useText } from '../../shared/language.tsx'
import { ItemHtml } from '../../shared/parts/item-view.tsx'
import { stationWords } from '../../shared/text/station.ts'
import type { SaveMark } from '../station-state.ts'
import { Icon } from './icon.tsx'

export const LETTERS = 'ABCDEFGHIJ'

/** One item's options as a native radio group named by its stem. The whole row is the target. */
export function Options(props: {
  name: string
  stemId: string
  options: readonly PresentedOption[]
  choice: number | null
  mark: SaveMark
  locked: boolean
  onChoose: (choice: number) => void
}) {
  const { name, stemId, options, choice, mark, locked, onChoose } = props
  return (
    <div className="options" role="radiogroup" aria-labelledby={stemId}>
      {options.map((option, index) => (
        <label key={index} className="option" data-chosen={choice === index || undefined}>
          <input
            type="radio"
            name={name}
            checked={choice === index}
            disabled={locked}
            onChange={() => onChoose(index)}
          />
          <span className="option-letter">{LETTERS[index]}</span>
          <ItemHtml html={option.html} className="option-text" />
          <span className="option-mark" aria-hidden="true">
            {choice === index ? <Mark mark={mark} /> : null}
          </span>
        </label>
      ))}
    </div>
  )
}

/** "menyimpan…" until the server's acknowledgement, then the tick. */
export function Mark({ mark }: { mark: SaveMark }) {
  const text = useText(stationWords)
  if (mark === 'none') return null
  const saved = mark === 'saved'
  return (
    <span className="mark" data-saved={saved || undefined}>
      <Icon name={saved ? 'check' : 'saving'} size={16} />
      <span className="mark-word">{saved ? text.saved : text.saving}</span>
    </span>
  )
}
