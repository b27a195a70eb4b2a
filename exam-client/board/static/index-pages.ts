import { html, type Markup } from '../../../server/protocol/markup.ts'
import { count, momentWib, shortDigest } from '../../shared/format.ts'
import type { Language } from '../../shared/language.tsx'
import { boardText } from '../../shared/text/board.ts'
import { staticText } from '../../shared/text/static.ts'
import { byStage, type StageGroup, standingOf } from '../publications.ts'
import { framed, pager } from './frame.ts'
import { filterForm } from './publication-pages.ts'
import {
  FIRST_PAGE_MAX,
  inLanguage,
  knownUntil,
  PAGE_ROWS_MAX,
  type Page,
  type Published,
  type Site,
  wayTo,
} from './site.ts'

interface Group {
  stage: StageGroup['stage']
  inForce: Published[]
  older: Published[]
}

/** The first page, a page for each stage that is too long for it, and the page that says how to check. */
export function* indexPages(site: Site, language: Language): Generator<Page> {
  const of = new Map(site.publications.map((one) => [one.summary.id, one]))
  const known = (id: string) => of.get(id) as Published
  const groups = byStage(site.publications.map(({ summary }) => summary)).map(({ stage, inForce, older }) => ({
    stage,
    inForce: inForce.map(({ id }) => known(id)),
    older: older.map(({ id }) => known(id)),
  }))
  yield firstPage(site, language, groups)
  for (const group of groups.filter(isLong)) yield* stagePages(site, language, group)
  yield checkPage(site, language, groups)
}

const isLong = ({ inForce, older }: Group) => inForce.length + older.length > FIRST_PAGE_MAX
const stageFile = (stage: string, part: number) => `tahap/${stage}${part === 1 ? '' : `-${part}`}.html`

function firstPage(site: Site, language: Language, groups: Group[]): Page {
  const board = boardText[language]
  const text = staticText[language]
  const path = 'index.html'
  const to = (file: string) => wayTo(inLanguage(language, path), inLanguage(language, file))
  const content = html`<div class="k-stack">
<div><h1>${text.title}</h1><p class="k-soft">${text.lead}</p>${
    site.publications.length === 0
      ? null
      : html`<p class="k-small k-soft">${text.knownUntil(momentWib(knownUntil(site), language))} <a href="${to('cara-memeriksa.html')}">${text.check}</a></p>`
  }</div>
${site.publications.length === 0 ? html`<div class="k-panel k-empty"><p class="k-strong">${board.noPublications}</p></div>` : searches(language)}
${groups.map(
  (
    group,
  ) => html`<section class="k-stack-small" aria-labelledby="tahap-${group.stage}"><h2 id="tahap-${group.stage}">${board.stages[group.stage]}</h2>
${
  isLong(group)
    ? html`<p><a class="k-button" href="${to(stageFile(group.stage, 1))}">${text.stageList(count(group.inForce.length + group.older.length, language))}</a></p>`
    : html`${listed(language, path, group.inForce)}${
        group.older.length === 0
          ? null
          : html`<details class="b-older"${group.inForce.length === 0 ? html` open` : ''}><summary>${board.older(count(group.older.length, language))}</summary>${listed(language, path, group.older)}</details>`
      }`
}</section>
`,
)}
</div>`
  return framed(site, language, { path, title: text.title, steps: [] }, content)
}

/** Both searches read prebuilt files, so they are shown where the script runs; without it there is the list. */
function searches(language: Language): Markup {
  const board = boardText[language]
  const text = staticText[language]
  const said = html` data-none="${text.noNumber}" data-no-vacancy="${text.noVacancy}" data-more="${text.moreFound}" data-broken="${text.searchBroken}" data-searching="${text.searching}" data-place="${text.place}" data-withdrawn="${board.withdrawn}" data-language="${language}"${(
    ['skd', 'skb-participants', 'integration', 'final'] as const
  ).map((stage) => html` data-${stage}="${board.stages[stage]}"`)}`
  const field = (id: string, what: string, label: string, hint: string) =>
    html`<form class="s-find" data-search="${what}"${said} hidden><div class="k-field"><label for="${id}">${label}</label><input class="k-input" id="${id}" type="search" autocomplete="off" aria-describedby="${id}-tentang"><small id="${id}-tentang">${hint}</small></div><button class="k-button" type="submit">${text.find}</button><div class="s-found" role="status"></div></form>`
  return html`<section class="k-panel s-searches k-noprint" aria-label="${text.find}">${field('nomor', 'number', text.findNumber, text.findNumberHint)}${field('formasi', 'vacancy', text.findVacancy, text.findVacancyHint)}<noscript><p>${text.withoutScript}</p></noscript></section>`
}

function listed(language: Language, path: string, publications: Published[]): Markup | null {
  if (publications.length === 0) return null
  return html`<ul class="k-plain k-panel flush">${publications.map((one) => item(language, path, one))}</ul>`
}

const to = (language: Language, path: string, { folder }: Published) =>
  wayTo(inLanguage(language, path), inLanguage(language, `${folder}/index.html`))

function item(language: Language, path: string, one: Published): Markup {
  const board = boardText[language]
  const { summary } = one
  return html`<li class="b-publication"><a href="${to(language, path, one)}">${summary.title}</a>
<p class="k-small k-soft">${whatOf(language, one)} · ${board.rowsOf(count(summary.rows, language))}</p>
<p class="k-line k-small">${mark(language, one)} <span class="k-num">${momentWib(summary.publishedAt, language)}</span> <span class="k-soft">SHA-256 <span class="k-code">${shortDigest(summary.digest)}</span></span></p>
${trace(language, path, one)}</li>
`
}

const whatOf = (language: Language, { summary: { vacancyCode, position, unit, vacancies } }: Published) =>
  vacancyCode === ''
    ? boardText[language].manyVacancies(count(vacancies, language))
    : `${vacancyCode} · ${position} · ${unit}`

const TONES = { 'in-force': 'ok', replaced: 'soft', withdrawn: 'danger' } as const
function mark(language: Language, { summary }: Published): Markup {
  const board = boardText[language]
  const standing = standingOf(summary)
  const word = standing === 'in-force' ? board.inForce : standing === 'replaced' ? board.replaced : board.withdrawn
  return html`<strong class="k-mark ${TONES[standing]}">${word}</strong>`
}

/** What became of it: why it was withdrawn, what replaced it. */
function trace(language: Language, path: string, { summary, replacedBy }: Published): Markup | null {
  const board = boardText[language]
  if (!summary.withdrawn && !summary.replacedBy) return null
  return html`${
    summary.withdrawn
      ? html`<p class="k-small">${board.withdrawnBecause(momentWib(summary.withdrawn.at, language), summary.withdrawn.reason)}${summary.replacedBy ? null : ` ${board.noReplacement}`}</p>`
      : null
  }${
    summary.replacedBy
      ? html`<p class="k-small">${board.replacedBy} ${replacedBy ? html`<a href="${to(language, path, replacedBy)}">${replacedBy.summary.title}</a>` : staticText[language].replacementMissing}</p>`
      : null
  }`
}

/** All publications of a stage in tables, those in force first. */
function* stagePages(site: Site, language: Language, { stage, inForce, older }: Group): Generator<Page> {
  const board = boardText[language]
  const text = staticText[language]
  const n = (value: number) => count(value, language)
  const all = [...inForce, ...older]
  const parts = Math.ceil(all.length / PAGE_ROWS_MAX)
  const files = Array.from({ length: parts }, (_, at) => stageFile(stage, at + 1).replace('tahap/', ''))
  for (let part = 1; part <= parts; part += 1) {
    const path = stageFile(stage, part)
    const turn = pager(language, files, part - 1, n)
    const here = all.slice((part - 1) * PAGE_ROWS_MAX, part * PAGE_ROWS_MAX)
    const content = html`<div class="k-stack"><h1>${board.stages[stage]}</h1>
${turn}
${filterForm(language, 'saring-baris', board.findVacancy, text.findVacancyHint)}
<section class="k-panel flush k-table-wrap" tabindex="0" aria-label="${board.stages[stage]}"><table class="k-table s-list" data-rows>
<caption class="sr-only">${board.stages[stage]}</caption>
<thead><tr><th scope="col">${text.publication}</th><th scope="col">${text.status}</th><th scope="col" class="num">${text.candidates}</th><th scope="col">${text.publishedAt}</th><th scope="col">SHA-256</th></tr></thead>
<tbody>
${here.map(
  (
    one,
  ) => html`<tr><th scope="row"><a href="${to(language, path, one)}">${whatOf(language, one)}</a></th><td>${mark(language, one)}${trace(language, path, one)}</td><td class="num" data-label="${text.candidates}">${n(one.summary.rows)}</td><td class="k-num">${momentWib(one.summary.publishedAt, language)}</td><td class="k-code">${shortDigest(one.summary.digest)}</td></tr>
`,
)}</tbody></table></section>
${turn}</div>`
    const steps = [
      { title: text.home, path: 'index.html' },
      { title: board.stages[stage], path: null },
    ]
    yield framed(site, language, { path, title: board.stages[stage], steps, wide: true }, content)
  }
}

const COMMANDS = [
  ['Linux', 'sha256sum isi.json'],
  ['macOS', 'shasum -a 256 isi.json'],
  ['Windows', 'certutil -hashfile isi.json SHA256'],
] as const

function checkPage(site: Site, language: Language, groups: Group[]): Page {
  const text = staticText[language]
  const path = 'cara-memeriksa.html'
  const sums = wayTo(inLanguage(language, path), 'SHA256SUMS')
  const content = html`<article class="k-stack s-prose"><h1>${text.check}</h1><p>${text.checkLead}</p>
<ol class="k-list">${text.checkSteps.map((step) => html`<li>${step}</li>`)}</ol>
<h2>${text.checkCommands}</h2>
<dl class="s-commands">${COMMANDS.map(([system, command]) => html`<div><dt>${system}</dt><dd><code class="k-code">${command}</code></dd></div>`)}</dl>
<h2>${text.checkWhole}</h2><p>${text.checkWholeHow} <a class="k-noprint" href="${sums}">SHA256SUMS</a></p><pre class="b-command" tabindex="0"><code>sha256sum -c SHA256SUMS</code></pre>
<h2>${text.checkContent}</h2><p>${text.checkContentHow}</p>
<h2>${text.checkReplaced}</h2><p>${text.checkReplacedHow}</p>
${groups.length === 0 ? null : digests(language, path, groups)}
</article>`
  const steps = [
    { title: text.home, path: 'index.html' },
    { title: text.check, path: null },
  ]
  return framed(site, language, { path, title: text.check, steps }, content)
}

/** The whole digests on one sheet, to print and hang beside the letter; where there are thousands, SHA256SUMS has them. */
function digests(language: Language, path: string, groups: Group[]): Markup | null {
  const text = staticText[language]
  const inForce = groups.flatMap((group) => group.inForce)
  if (inForce.length === 0 || inForce.length > FIRST_PAGE_MAX) return null
  return html`<section class="k-panel flush k-table-wrap" tabindex="0" aria-label="${text.publication}"><table class="k-table s-list"><caption class="sr-only">${text.publication}</caption><thead><tr><th scope="col">${text.publication}</th><th scope="col">SHA-256</th></tr></thead><tbody>${inForce.map(
    (one) =>
      html`<tr><th scope="row"><a href="${to(language, path, one)}">${one.summary.title}</a></th><td class="k-code">${one.summary.digest}</td></tr>`,
  )}</tbody></table></section>`
}
