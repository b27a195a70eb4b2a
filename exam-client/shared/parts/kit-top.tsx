import { type ReactNode, useState } from 'react'
import type { Me } from '../../../server/protocol/http.ts'
import { useLanguage, useText } from '../language.tsx'
import { kitText } from '../text/kit.ts'
import { setTheme, THEMES, type Theme, theme } from '../theme.ts'

/** The bar that every staff and public page has: where am I, in which language and theme, and who am I. */
export function Top({
  title,
  demo,
  staff,
  onSignOut,
  children,
}: {
  title?: string
  demo: boolean
  staff?: Me['staff']
  onSignOut?: () => void
  children?: ReactNode
}) {
  const text = useText(kitText)
  return (
    <header className="k-top">
      <a className="k-brand" href="/" aria-label={text.brandHome}>
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="6" />
          <path
            d="M8 16.5l5.2 5.2L24 10.5"
            fill="none"
            strokeWidth="3.5"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </svg>
        Seleksi
      </a>
      {title ? <span className="k-top-title">{title}</span> : null}
      {demo ? <span className="k-demo">{text.demo}</span> : null}
      <div className="k-top-tools">
        {children}
        <LanguageSwitch />
        <ThemeSwitch />
        {staff ? (
          <div className="k-who">
            <strong>{staff.name}</strong>
            <span>{text.roles[staff.role]}</span>
          </div>
        ) : null}
        {staff && onSignOut ? (
          <button type="button" className="k-button small" onClick={onSignOut}>
            {text.signOut}
          </button>
        ) : null}
      </div>
    </header>
  )
}

export function LanguageSwitch() {
  const { language, setLanguage } = useLanguage()
  const text = useText(kitText)
  return (
    <div className="k-switch" role="group" aria-label={text.language}>
      <button
        type="button"
        aria-pressed={language === 'id'}
        onClick={() => setLanguage('id')}
        lang="id"
        aria-label="Bahasa Indonesia"
      >
        ID
      </button>
      <button
        type="button"
        aria-pressed={language === 'en'}
        onClick={() => setLanguage('en')}
        lang="en"
        aria-label="English"
      >
        EN
      </button>
    </div>
  )
}

const SIGNS: Record<Theme, string> = {
  light:
    'M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM7.3 1h1.4v2.5H7.3zM7.3 12.5h1.4V15H7.3zM1 7.3h2.5v1.4H1zM12.5 7.3H15v1.4h-2.5z',
  dark: 'M6.5 1.5a6.5 6.5 0 1 0 8 8A5.5 5.5 0 0 1 6.5 1.5z',
  contrast: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM8 3.3v9.4a4.7 4.7 0 0 0 0-9.4z',
}

export function ThemeSwitch() {
  const text = useText(kitText)
  const [now, setNow] = useState<Theme>(theme)
  const choose = (next: Theme) => {
    setTheme(next)
    setNow(next)
  }
  return (
    <div className="k-switch" role="group" aria-label={text.theme}>
      {THEMES.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={now === one}
          onClick={() => choose(one)}
          aria-label={text.themes[one]}
          title={text.themes[one]}
        >
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d={SIGNS[one]} fill="currentColor" fillRule="evenodd" />
          </svg>
        </button>
      ))}
    </div>
  )
}
