import { html, type Markup, scriptMarkup } from '../protocol/markup.ts'
import type { Catalogue } from './catalogue.ts'
import { type Language, longDay } from './days.ts'
import type { Ways } from './ways.ts'
import { WORDS } from './words.ts'

/** What a server says in a header, a folder must say in the page. */
const POLICY =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"

export interface Framed {
  title: string
  /** One sentence for search engines and previews. */
  about: string
  /** This page, and the same in the other language. */
  here: string
  other: string
  /** The picture that stands for it where it is shared. */
  image: string
  /** On the way from the list to here. */
  steps: { title: string; way: string | null; words?: Language }[]
  /** JSON-LD, where search engines know the kind of thing that the page shows. */
  data?: object
  /** False where it should be in no index: it says that there is nothing. */
  indexed?: boolean
}

/** The whole page with head, way back and foot. Browsers run nothing here and ask no other host for anything (AN3). */
export function framed(
  { organisation, period }: Catalogue,
  ways: Ways,
  language: Language,
  page: Framed,
  content: Markup,
): string {
  const text = WORDS[language]
  const other = language === 'id' ? 'en' : 'id'
  const list = ways.list(language)
  const meta = (name: string, value: string) => html`<meta property="og:${name}" content="${value}">\n`
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
${ways.asks ? null : html`<meta http-equiv="Content-Security-Policy" content="${POLICY}">\n`}<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} · ${organisation}</title>
<meta name="description" content="${page.about}">
${page.indexed === false ? html`<meta name="robots" content="noindex">\n` : null}<link rel="canonical" href="${ways.address(page.here)}">
<link rel="alternate" hreflang="${language}" href="${ways.address(page.here)}">
<link rel="alternate" hreflang="${other}" href="${ways.address(page.other)}">
<link rel="alternate" type="application/atom+xml" title="${text.title}" href="${ways.whole('atom', language)}">
<link rel="icon" href="${ways.asset('icon')}" type="image/svg+xml">
${ways.asks ? html`<link rel="preload" href="${ways.asset('font')}" as="font" type="font/woff2" crossorigin>\n` : null}<link rel="stylesheet" href="${ways.asset('style')}">
${meta('type', 'website')}${meta('site_name', organisation)}${meta('locale', language === 'id' ? 'id_ID' : 'en_GB')}${meta('title', page.title)}${meta('description', page.about)}${meta('url', ways.address(page.here))}${meta('image', ways.address(page.image))}${meta('image:width', '1200')}${meta('image:height', '630')}${meta('image:alt', page.title)}<meta name="twitter:card" content="summary_large_image">
${page.data ? html`<script type="application/ld+json">${scriptMarkup(page.data)}</script>\n` : null}</head>
<body>
<a class="skip" href="#isi">${text.toContent}</a>
<header class="top">
<a class="brand" href="${list}">${text.title}</a>
<span class="soft"${inIndonesian(language)}>${organisation}</span>
<nav aria-label="${text.language}"><a href="${page.other}" lang="${other}" hreflang="${other}">${text.otherLanguage}</a></nav>
</header>
<main id="isi">
${page.steps.length === 0 ? null : trail(language, page.steps)}
${content}
</main>
<footer>
<p>${text.free}</p>
${
  period && period.settings.contact !== ''
    ? html`<p>${text.contact}: <span${inIndonesian(language)}>${period.settings.contact}</span></p>`
    : null
}
</footer>
</body>
</html>
`.text
}

/** What stays in the committee's language on an English page says so, for whoever has it read aloud (AN8). */
export const inIndonesian = (language: Language): Markup | null => (language === 'id' ? null : html` lang="id"`)

function trail(language: Language, steps: Framed['steps']): Markup {
  return html`<nav class="trail" aria-label="${WORDS[language].where}"><ol>${steps.map(({ title, way, words }) =>
    way === null
      ? html`<li aria-current="page"${words ? inIndonesian(language) : null}>${title}</li>`
      : html`<li><a href="${way}">${title}</a></li>`,
  )}</ol></nav>`
}

/** Where the registration stands, with the door while it is open (AN6). `code`: of the vacancy the page is about. */
export function registration({ period }: Catalogue, ways: Ways, language: Language, code: string | null): Markup {
  if (!period) return html``
  const text = WORDS[language]
  const { state, from, until } = period.registration
  if (state === 'before')
    return html`<p class="notice">${text.registrationBefore(from === '' ? text.unplanned.toLowerCase() : longDay(from, language))}</p>`
  if (state === 'after')
    return html`<p class="notice">${text.registrationAfter(longDay(until, language))} <a href="${ways.apply(null)}">${text.signIn}</a></p>`
  return html`<p class="notice open"><a class="button" href="${ways.apply(code)}">${code === null ? text.apply : text.applyFor}</a> <span>${text.registrationOpen(longDay(until, language))} <a href="${ways.apply(null)}">${text.signIn}</a></span></p>`
}
