import { html } from '../protocol/markup.ts'
import type { Catalogue } from './catalogue.ts'
import type { Language } from './days.ts'
import { framed } from './frame.ts'
import type { Ways } from './ways.ts'
import { WORDS } from './words.ts'

/** Says that there is no such vacancy to be seen, whatever the reason (AN1). */
export function lostPage(catalogue: Catalogue, ways: Ways, language: Language): string {
  const text = WORDS[language]
  const page = {
    ...{ title: text.lost, about: text.lostAdvice, here: ways.list(language), image: ways.whole('image', language) },
    ...{ other: ways.list(language === 'id' ? 'en' : 'id'), steps: [], indexed: false },
  }
  return framed(
    catalogue,
    ways,
    language,
    page,
    html`<h1>${text.lost}</h1><p>${text.lostAdvice}</p><p><a href="${ways.list(language)}">${text.all}</a></p>`,
  )
}
