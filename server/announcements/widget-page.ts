import { html } from '../protocol/markup.ts'
import { type Catalogue, found, NO_QUESTION, totalNeed } from './catalogue.ts'
import { count, type Language, longDay } from './days.ts'
import { inIndonesian } from './frame.ts'
import type { Ways } from './ways.ts'
import { WORDS } from './words.ts'

/** Vacancies that the widget names; the rest is behind its last link. */
const SHOWN_MAX = 8

/** What another site shows in a frame: a few vacancies, until when, and the way here. Links leave the frame. */
export function widgetPage(catalogue: Catalogue, ways: Ways, language: Language, unit = ''): string {
  const text = WORDS[language]
  const { period, organisation } = catalogue
  const vacancies = found(catalogue.vacancies, { ...NO_QUESTION, unit })
  const id = inIndonesian(language)
  const n = (value: number) => count(value, language)
  const link = (way: string, title: string) =>
    html`<a href="${ways.address(way)}" target="_blank" rel="noopener">${title}</a>`
  const registration = period?.registration
  const when =
    registration?.state === 'open'
      ? text.registrationOpen(longDay(registration.until, language))
      : registration?.state === 'after'
        ? text.registrationAfter(longDay(registration.until, language))
        : registration?.from
          ? text.registrationBefore(longDay(registration.from, language))
          : null
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${text.widgetTitle} · ${organisation}</title>
<link rel="icon" href="${ways.asset('icon')}" type="image/svg+xml">
<link rel="stylesheet" href="${ways.asset('style')}">
</head>
<body class="widget">
<main>
<h1>${text.widgetTitle}</h1>
<p class="soft"${id}>${organisation}</p>
${
  period && vacancies.length > 0
    ? html`<p>${text.lead(n(vacancies.length), n(totalNeed(vacancies)))}${when === null ? null : ` ${when}`}</p>
<ul class="rows">${vacancies
        .slice(0, SHOWN_MAX)
        .map(
          (one) =>
            html`<li${id}>${link(ways.vacancy(language, one.code), one.position)} <span class="soft small">${one.unit} · <span lang="${language}">${text.vacancyOf(n(one.need))}</span></span></li>`,
        )}</ul>
<p>${link(ways.list(language), text.widgetAll(n(vacancies.length)))}</p>`
    : html`<p>${text.none}.</p><p>${link(ways.list(language), text.all)}</p>`
}
</main>
</body>
</html>
`.text
}
