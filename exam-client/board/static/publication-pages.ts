import { countsOf, listsOf, type PublicationDocument, type PublicationList } from '../../../server/protocol/board.ts'
import { html, type Markup } from '../../../server/protocol/markup.ts'
import { count, momentWib } from '../../shared/format.ts'
import type { Language } from '../../shared/language.tsx'
import { boardText } from '../../shared/text/board.ts'
import { codeSentence, codesText, codeWord } from '../../shared/text/codes.ts'
import { staticText } from '../../shared/text/static.ts'
import { codesIn, equationOfLists, equationText } from '../counts.ts'
import { sharesOf, showsOf } from '../listing.ts'
import { framed, pager, type Step } from './frame.ts'
import { type RowsOf, rowsOfDocument, rowsTable } from './rows-page.ts'
import {
  anchorsOf,
  inLanguage,
  type ListPage,
  listPages,
  PAGE_ROWS_MAX,
  type Page,
  type Published,
  type Site,
  wayTo,
} from './site.ts'

/** The files that every publication has beside its pages. */
export interface PublicationFile {
  name: string
  title: string
}

interface Shown {
  site: Site
  language: Language
  published: Published
  rows: RowsOf
  lists: PublicationList[]
  pages: ListPage[]
  files: PublicationFile[]
  /** Names of the rows of a list in the address. */
  anchors: (list: PublicationList) => string[]
}

/** All pages of one publication in one language: its first page, its vacancies, and the rows of each. */
export function* publicationPages(
  site: Site,
  language: Language,
  published: Published,
  document: PublicationDocument,
  files: PublicationFile[],
): Generator<Page> {
  const lists = listsOf(document)
  const shown: Shown = {
    ...{ site, language, published, lists, files },
    rows: rowsOfDocument(document),
    pages: listPages(lists),
    anchors: lastKept(anchorsOfList),
  }
  if (lists.length === 1) {
    for (const page of shown.pages) yield rowsPage(shown, page, page.part === 1)
    return
  }
  const parts = Math.max(1, Math.ceil(lists.length / PAGE_ROWS_MAX))
  for (let part = 1; part <= parts; part += 1) yield vacanciesPage(shown, part, parts)
  for (const page of shown.pages) yield rowsPage(shown, page, false)
}

const anchorsOfList = ({ rows }: PublicationList) => anchorsOf(rows)
/** Keeps the last answer: the pages of a long list ask for the same one after another. */
function lastKept<In, Out>(make: (from: In) => Out): (from: In) => Out {
  let last: { from: In; out: Out } | null = null
  return (from) => {
    if (last?.from !== from) last = { from, out: make(from) }
    return last.out
  }
}
const at = ({ published }: Shown, file: string) => `${published.folder}/${file}`
const homeStep = (language: Language): Step => ({ title: staticText[language].home, path: 'index.html' })

/** A page of rows. The first page of a publication's only list says everything about the publication too. */
function rowsPage(shown: Shown, page: ListPage, isFirst: boolean) {
  const { site, language, lists, pages, rows } = shown
  const { document } = rows
  const text = staticText[language]
  const n = (value: number) => count(value, language)
  const list = lists[page.list] as PublicationList
  const { code, position, unit, needTypeTitle } = list.vacancy
  const single = lists.length === 1
  const own = pages.filter((one) => one.list === page.list)
  const title = single ? document.title : `${code} · ${position} · ${unit}`
  const steps: Step[] = [
    homeStep(language),
    ...(page.file === 'index.html' ? [] : [{ title: document.title, path: at(shown, 'index.html') }]),
    { title: single && page.part > 1 ? text.page(n(page.part), n(page.parts)) : title, path: null },
  ]
  const anchors = shown.anchors(list).slice(page.from, page.from + page.rows)
  const turn = pager(
    language,
    own.map((one) => one.file),
    page.part - 1,
    n,
  )
  const content = html`<article class="k-stack">
${outOfForce(shown, at(shown, page.file))}
${
  isFirst
    ? head(shown)
    : html`<header class="k-stack-small">
<p class="k-strong k-soft">${boardText[language].stages[document.stage]}</p>
<h1>${title}</h1>
<p class="k-soft">${single ? `${code} · ${position} · ${unit} · ${needTypeTitle}` : `${document.title} · ${needTypeTitle}`}</p>
<p class="b-print-digest">SHA-256 ${document.digest}</p>
</header>`
}
${figures(shown, [list], list.counts, page.part === 1)}
<h2>${boardText[language].rows}${page.parts > 1 ? ` · ${text.page(n(page.part), n(page.parts))}` : ''}</h2>
${page.parts > 1 ? html`<p class="k-small k-soft">${text.rowsOfPage(n(page.from + 1), n(page.from + page.rows), n(list.rows.length))}</p>` : null}
${turn}
${filterForm(language, 'saring-baris', text.filterPage, text.filterPageHint)}
${rowsTable(language, rows, list, list.rows.slice(page.from, page.from + page.rows), anchors)}
${turn}
${legend(shown, codesIn(list.counts))}
${isFirst ? digestPanel(shown) : null}
</article>`
  return framed(site, language, { path: at(shown, page.file), title: `${title}`, steps, wide: true }, content)
}

/** The first page of a publication of many vacancies: what it is, and where each vacancy is. */
function vacanciesPage(shown: Shown, part: number, parts: number) {
  const { site, language, lists, pages, rows } = shown
  const { document } = rows
  const board = boardText[language]
  const text = staticText[language]
  const n = (value: number) => count(value, language)
  const fileOf = (one: number) => (one === 1 ? 'index.html' : `formasi-${one}.html`)
  const path = at(shown, fileOf(part))
  const turn = pager(
    language,
    Array.from({ length: parts }, (_, index) => fileOf(index + 1)),
    part - 1,
    n,
  )
  const codes = document.stage === 'skb-participants' ? [] : codesIn(countsOf(document))
  const firstOf = new Map(pages.filter((page) => page.part === 1).map((page) => [page.list, page.file]))
  const from = (part - 1) * PAGE_ROWS_MAX
  const here = lists.slice(from, from + PAGE_ROWS_MAX)
  const content = html`<article class="k-stack">
${outOfForce(shown, path)}
${head(shown)}
${part === 1 ? figures(shown, lists, countsOf(document), true) : null}
<h2>${text.vacanciesOfPublication}</h2>
${turn}
${filterForm(language, 'saring-baris', board.findVacancy, text.findVacancyHint)}
<section class="k-panel flush k-table-wrap" tabindex="0" aria-label="${text.vacanciesOfPublication}"><table class="k-table s-list" data-rows>
<caption class="sr-only">${text.vacanciesOfPublication}</caption>
<thead>
<tr class="b-paper"><td colspan="${5 + codes.length}">${document.title} · SHA-256 ${document.digest}</td></tr>
<tr><th scope="col">${text.vacancy}</th><th scope="col">${text.unit}</th><th scope="col">${text.kind}</th><th scope="col" class="num">${board.need}</th><th scope="col" class="num">${text.candidates}</th>${codes.map((code) => html`<th scope="col" class="num">${code}</th>`)}</tr>
</thead>
<tbody>
${here.map(({ vacancy, counts }, index) => {
  const file = firstOf.get(from + index) ?? ''
  return html`<tr><th scope="row"><a href="${file}">${vacancy.code} · ${vacancy.position}</a></th><td>${vacancy.unit}</td><td>${vacancy.needTypeTitle}</td><td class="num" data-label="${board.need}">${n(vacancy.need)}</td><td class="num" data-label="${text.candidates}">${n(counts.total)}</td>${codes.map((code) => html`<td class="num" data-label="${code}">${n(counts.byCode[code] ?? 0)}</td>`)}</tr>
`
})}</tbody>
</table></section>
${turn}
${legend(shown, codesIn(countsOf(document)))}
${digestPanel(shown)}
</article>`
  const steps =
    part === 1
      ? [homeStep(language), { title: document.title, path: null }]
      : [
          homeStep(language),
          { title: document.title, path: at(shown, 'index.html') },
          { title: text.page(n(part), n(parts)), path: null },
        ]
  return framed(site, language, { path, title: document.title, steps, wide: true }, content)
}

/** Says first that this list does not count any more, why, and what does. */
function outOfForce({ language, published }: Shown, path: string): Markup | null {
  const board = boardText[language]
  const { withdrawn, replacedBy } = published.summary
  if (!withdrawn && !replacedBy) return null
  const newer = published.replacedBy
  const link = (to: Published) =>
    html`<a href="${wayTo(inLanguage(language, path), inLanguage(language, `${to.folder}/index.html`))}">${to.summary.title}</a>`
  return html`<div class="k-notice ${withdrawn ? 'danger' : 'amber'}"><div>
<p class="k-strong">${withdrawn ? board.withdrawnNotice : board.replacedNotice}</p>
${withdrawn ? html`<p>${board.withdrawnBecause(momentWib(withdrawn.at, language), withdrawn.reason)} ${board.withdrawnStays}</p>` : null}
<p>${newer ? html`${board.replacedBy} ${link(newer)}` : replacedBy ? staticText[language].replacementMissing : board.noReplacement}</p>
</div></div>`
}

function head({ language, rows: { document }, lists, published, files, site }: Shown): Markup {
  const board = boardText[language]
  const only = lists.length === 1 ? lists[0]?.vacancy : undefined
  const before = site.publications.find(({ summary }) => summary.id === document.replaces)
  return html`<header class="k-stack-small">
<p class="k-strong k-soft">${board.official} · ${board.stages[document.stage]} · ${momentWib(document.publishedAt, language)}</p>
<h1>${document.title}</h1>
<p>${only ? `${only.code} · ${only.position} · ${only.unit} · ${only.needTypeTitle}` : board.manyVacancies(count(lists.length, language))}</p>
<p class="k-soft">${board.ruleSet}: ${document.ruleSet.title} · ${board.decree}: ${document.ruleSet.decree}</p>
<p class="b-print-digest">SHA-256 ${document.digest}</p>
${document.replaces === null ? null : html`<p class="k-soft">${board.replacesOld}${before ? html` <a class="k-noprint" href="${wayTo(`${published.folder}/index.html`, `${before.folder}/index.html`)}">${board.seeOld}</a>` : null}</p>`}
</header>
<p class="k-line k-noprint"><span class="k-strong">${staticText[language].files}</span> ${files.map(
    ({ name, title }) => html`<a class="k-button" href="${fileWay(language, published, name)}">${title}</a> `,
  )}</p>`
}

/** From a page of the publication to one of its files, which English pages share with the Indonesian ones. */
const fileWay = (language: Language, { folder }: Published, name: string) =>
  wayTo(inLanguage(language, `${folder}/index.html`), `${folder}/${name}`)

/** How many, by code, and whether they add up. */
function figures(
  { language, rows: { document, sense } }: Shown,
  lists: PublicationList[],
  counts: PublicationList['counts'],
  whole: boolean,
): Markup | null {
  if (!whole) return null
  const board = boardText[language]
  const n = (value: number) => count(value, language)
  const results = document.stage !== 'skb-participants'
  const cut = lists.length === 1 ? lists[0]?.cut : null
  const need = lists.reduce((sum, { vacancy }) => sum + vacancy.need, 0)
  const facts: [string, number][] = [
    ...(lists.length > 1 ? [[board.vacancies, lists.length] as [string, number]] : []),
    [lists.length > 1 ? board.needTotal : board.need, need],
    ...(cut === null || cut === undefined ? [] : [[board.cut, cut] as [string, number]]),
    [board.totalPeople, counts.total],
    ...(results
      ? ([
          [board.present, counts.present],
          [board.absent, counts.absent],
          ...codesIn(counts)
            .filter((code) => code !== 'TH' && code !== 'P/TH')
            .map((code) => [`${code} ${codeWord(code, sense, language)}`.trim(), counts.byCode[code] ?? 0]),
        ] as [string, number][])
      : []),
  ]
  const equation = results ? equationOfLists(counts, lists) : null
  const shares = showsOf(document).final ? sharesOf(document) : null
  return html`<section class="k-stack-small" aria-label="${board.checkTitle}">
<dl class="k-facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${n(value)}</dd></div>`)}</dl>
${equation ? html`<p class="k-small k-num"><strong class="k-mark ${equation.holds ? 'ok' : 'danger'}">${equation.holds ? board.equationHolds : board.equationFails}</strong> ${equationText(equation, n, board.equation)}</p>` : null}
${shares ? html`<p class="k-small k-soft">${board.finalHow(String(shares.skd), String(shares.skb))}</p>` : null}
</section>`
}

/** Works in the browser alone, so it is shown where the script runs. */
export function filterForm(language: Language, id: string, label: string, hint: string): Markup {
  const { shownOf } = staticFilter[language]
  return html`<form class="s-find k-noprint" data-filter data-shown="${shownOf}" hidden><div class="k-field"><label for="${id}">${label}</label><input class="k-input" id="${id}" type="search" autocomplete="off" aria-describedby="${id}-tentang"><small id="${id}-tentang">${hint}</small></div><p class="k-tools-count" role="status"></p></form>`
}
const staticFilter = { id: { shownOf: '{n} dari {all} baris' }, en: { shownOf: '{n} of {all} rows' } }

function legend({ language, rows: { sense } }: Shown, codes: string[]): Markup {
  return html`<section class="k-panel k-stack-small b-legend"><h2>${codesText[language].legend}</h2><dl class="k-legend-list">${codes.map(
    (code) =>
      html`<div><dt><strong>${code}</strong> ${codeWord(code, sense, language)}</dt><dd>${codeSentence(code, sense, language)}</dd></div>`,
  )}</dl></section>`
}

function digestPanel({ language, published, rows: { document } }: Shown): Markup {
  const board = boardText[language]
  const text = staticText[language]
  const content = fileWay(language, published, 'isi.json')
  return html`<section class="k-panel k-stack-small"><h2>${board.digestTitle}</h2>
<p>${text.digestIs}</p>
<p><code class="k-code b-digest">${document.digest}</code></p>
<p>${text.checkShort} <a class="k-noprint" href="${wayTo(inLanguage(language, `${published.folder}/index.html`), inLanguage(language, 'cara-memeriksa.html'))}">${text.check}</a></p>
<form class="k-noprint" data-digest="${document.digest}" data-content="${content}" data-matches="${board.matches}" data-differs="${board.differs}" data-computed="${board.computed}" data-broken="${text.searchBroken}" hidden><button class="k-button" type="submit">${text.recompute}</button><p role="status"></p></form>
</section>`
}
