import { type Language, useLanguage, useText } from '../../shared/language.tsx'
import { stationWords } from '../../shared/text/station.ts'
import { type Look, nextSize, SIZES } from '../look.ts'
import { Icon } from './icon.tsx'

/** A− A A+, theme, language: on every screen, at the same place. */
export function LookBar({ look, onHelp }: { look: Look; onHelp?: () => void }) {
  const text = useText(stationWords)
  const { language, setLanguage } = useLanguage()
  const pick = (next: Language) => () => setLanguage(next)
  return (
    <div className="look-bar">
      <button
        type="button"
        className="look-button"
        aria-label={text.textSmaller}
        title={text.textSmaller}
        disabled={look.size === SIZES[0]}
        onClick={() => look.setSize(nextSize(look.size, -1))}
      >
        A−
      </button>
      <button
        type="button"
        className="look-button"
        aria-label={`${text.textNormal} (${text.textSize(look.size)})`}
        title={text.textNormal}
        onClick={() => look.setSize(100)}
      >
        A
      </button>
      <button
        type="button"
        className="look-button look-large"
        aria-label={text.textLarger}
        title={text.textLarger}
        disabled={look.size === SIZES.at(-1)}
        onClick={() => look.setSize(nextSize(look.size, 1))}
      >
        A+
      </button>
      <button
        type="button"
        className="look-button"
        aria-label={`${text.theme[look.theme]}; ${text.themeNext}`}
        title={text.theme[look.theme]}
        onClick={look.nextTheme}
      >
        <Icon name="contrast" />
      </button>
      <span className="look-language" role="group" aria-label={text.language}>
        {(['id', 'en'] as const).map((one) => (
          <button
            key={one}
            type="button"
            className="look-button"
            lang={one}
            aria-pressed={language === one}
            aria-label={text.languageName[one]}
            title={text.languageName[one]}
            onClick={pick(one)}
          >
            {one.toUpperCase()}
          </button>
        ))}
      </span>
      {onHelp ? (
        <button
          type="button"
          className="look-button"
          aria-label={text.help}
          title={`${text.help} (?)`}
          onClick={onHelp}
        >
          ?
        </button>
      ) : null}
    </div>
  )
}
