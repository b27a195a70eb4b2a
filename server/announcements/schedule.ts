import { html, type Markup } from '../protocol/markup.ts'
import { stageWords } from '../recruitment/period.ts'
import type { Catalogue } from './catalogue.ts'
import { type Language, span } from './days.ts'
import { WORDS } from './words.ts'

/** The stages of the period in WIB, the one that runs marked in words. */
export function schedule({ period, day }: Catalogue, language: Language): Markup {
  if (!period) return html``
  const text = WORDS[language]
  const now = language === 'id' ? 'berlangsung' : 'under way'
  return html`<section aria-labelledby="jadwal"><h2 id="jadwal">${text.schedule}</h2>
<table class="plain"><caption class="hidden">${text.schedule}</caption><thead><tr><th scope="col">${text.stage}</th><th scope="col">${text.dates}</th></tr></thead><tbody>${period.settings.stages.map(
    ({ stage, from, until }) =>
      html`<tr><th scope="row">${stageWords(stage)[language]}</th><td>${
        from === ''
          ? text.unplanned
          : html`<time datetime="${from}">${span(from, until, language)}</time>${from <= day && day <= until ? html` <strong>(${now})</strong>` : null}`
      }</td></tr>\n`,
  )}</tbody></table>
<p class="small soft">${text.scheduleNote}</p></section>`
}
