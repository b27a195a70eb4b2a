import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'

export type Language = 'id' | 'en'

/** A screen's words in both languages; English must have every word that Indonesian has, or it does not compile. */
export interface Words<Text> {
  id: Text
  en: Text
}

const LanguageContext = createContext<{ language: Language; setLanguage: (language: Language) => void }>({
  language: 'id',
  setLanguage: () => {},
})

/** Keeps the chosen language for this browser; switching needs no reload. Indonesian first. */
export function LanguageProvider({ children, initial }: { children: ReactNode; initial?: Language }) {
  const [language, setLanguage] = useState<Language>(() => initial ?? stored())
  useEffect(() => {
    document.documentElement.lang = language
    if (!initial) keep(language)
  }, [language, initial])
  const value = useMemo(() => ({ language, setLanguage }), [language])
  return <LanguageContext value={value}>{children}</LanguageContext>
}

export const useLanguage = () => useContext(LanguageContext)
export const useText = <Text,>(words: Words<Text>): Text => words[useLanguage().language]

function stored(): Language {
  try {
    return localStorage.getItem('seleksi.language') === 'en' ? 'en' : 'id'
  } catch {
    return 'id' // a browser that forbids storage still shows Indonesian
  }
}

function keep(language: Language): void {
  try {
    localStorage.setItem('seleksi.language', language)
  } catch {
    // the choice then lasts as long as the page
  }
}
