import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import './tokens.css'
import './kit.css'
import { followLinks } from './address.tsx'
import { LanguageProvider } from './language.tsx'
import { startTheme } from './theme.ts'

/** Starts a staff or public page: theme before the first paint, then the language, then the app. */
export function startPage(app: ReactNode): void {
  startTheme()
  followLinks()
  createRoot(document.getElementById('root') as HTMLElement).render(<LanguageProvider>{app}</LanguageProvider>)
}
