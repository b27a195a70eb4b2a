import { html, type Markup } from '../../../server/protocol/markup.ts'
import type { Language } from '../../shared/language.tsx'
import { staticText } from '../../shared/text/static.ts'
import { inLanguage, type Page, type Site, wayTo } from './site.ts'

/** Nothing from outside, nothing inline: what is in these pages comes from people and must never run. */
const POLICY =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"

export interface Step {
  title: string
  /** From the top of the bundle, without the language; null: this page. */
  path: string | null
}

/** A whole page with its head, its way back and its foot. `path` is without the language. */
export function framed(
  site: Site,
  language: Language,
  page: { path: string; title: string; steps: Step[]; wide?: boolean },
  content: Markup,
): Page {
  const text = staticText[language]
  const other = language === 'id' ? 'en' : 'id'
  const path = inLanguage(language, page.path)
  const to = (file: string) => wayTo(path, file)
  const home = to(inLanguage(language, 'index.html'))
  const whole = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${page.title} · ${site.organisation}</title>
<link rel="icon" href="${to('aset/ikon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${to('aset/gaya.css')}">
<link rel="alternate" hreflang="${other}" href="${to(inLanguage(other, page.path))}">
<script src="${to('aset/halaman.js')}" defer></script>
</head>
<body class="k-app">
<a class="s-skip" href="#isi">${text.toContent}</a>
<header class="k-top">
<a class="k-brand" href="${home}">${text.title}</a>
<span class="k-top-title">${site.organisation}</span>
<nav class="k-top-tools" aria-label="${text.language}"><a href="${to(inLanguage(other, page.path))}" lang="${other}" hreflang="${other}">${text.otherLanguage}</a></nav>
</header>
<main id="isi" class="k-main${page.wide ? ' b-main' : ''}" data-top="${to('index.html').replace(/index\.html$/, '')}">
${page.steps.length === 0 ? null : way(language, path, page.steps)}
${content}
</main>
<footer class="s-foot k-small k-soft">
<p>${text.footer}</p>
<p class="k-noprint"><a href="${to(inLanguage(language, 'cara-memeriksa.html'))}">${text.check}</a></p>
</footer>
</body>
</html>
`
  return { path, text: whole.text }
}

function way(language: Language, from: string, steps: Step[]): Markup {
  return html`<nav class="s-way k-small k-noprint" aria-label="${staticText[language].where}"><ol>${steps.map(
    ({ title, path }) =>
      path === null
        ? html`<li aria-current="page">${title}</li>`
        : html`<li><a href="${wayTo(from, inLanguage(language, path))}">${title}</a></li>`,
  )}</ol></nav>`
}

/** First, previous, next and last of some pages; nothing where there is one. `files` are in the folder of `path`. */
export function pager(language: Language, files: string[], at: number, n: (value: number) => string): Markup | null {
  const text = staticText[language]
  if (files.length < 2) return null
  const link = (to: number, title: string) =>
    to < 0 || to >= files.length || to === at
      ? html`<span class="k-soft">${title}</span>`
      : html`<a class="k-button small" href="${files[to] ?? ''}">${title}</a>`
  return html`<nav class="k-pager s-pager" aria-label="${text.pages}"><span class="k-num">${text.page(n(at + 1), n(files.length))}</span>
${link(0, text.first)} ${link(at - 1, text.previous)} ${link(at + 1, text.next)} ${link(files.length - 1, text.last)}</nav>`
}
