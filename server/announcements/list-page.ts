import { LEVEL_WORDS } from '../protocol/education.ts'
import { html, type Markup } from '../protocol/markup.ts'
import {
  type Catalogue,
  type Cut,
  choicesOf,
  cut,
  found,
  PAGE_ROWS,
  type PublicVacancy,
  type Question,
  queryOf,
  totalNeed,
} from './catalogue.ts'
import { count, type Language, longDay } from './days.ts'
import { framed, inIndonesian, registration } from './frame.ts'
import { schedule } from './schedule.ts'
import type { Ways, WholeFile } from './ways.ts'
import { WORDS } from './words.ts'

/** The list of vacancies with its search (AN5); an honest empty page where no period is open. */
export function listPage(
  catalogue: Catalogue,
  ways: Ways,
  language: Language,
  question: Question,
  pageRows = PAGE_ROWS,
): string {
  const text = WORDS[language]
  const { period, vacancies, organisation } = catalogue
  const matching = found(vacancies, question)
  const part = cut(matching, question.page, pageRows)
  const n = (value: number) => count(value, language)
  const asked = matching.length !== vacancies.length || queryOf(question, 1) !== ''
  const query = queryOf(question, part.page)
  const page = {
    title: period ? period.name : text.title,
    about: period
      ? `${organisation}: ${text.lead(n(vacancies.length), n(totalNeed(vacancies)))}`
      : `${organisation}: ${text.none}.`,
    here: ways.list(language, query),
    other: ways.list(language === 'id' ? 'en' : 'id', query),
    image: ways.whole('image', language),
    steps: [],
    // A search is no page of its own for a search engine.
    indexed: period !== null && queryOf(question, 1) === '',
  }
  if (!period || vacancies.length === 0)
    return framed(
      catalogue,
      ways,
      language,
      page,
      html`<h1>${text.none}</h1><p>${text.noneAdvice}</p>${files(ways, language, ['atom', 'json'])}`,
    )
  return framed(
    catalogue,
    ways,
    language,
    page,
    html`<h1${inIndonesian(language)}>${period.name}</h1>
<p>${text.lead(n(vacancies.length), n(totalNeed(vacancies)))}${
      period.settings.decree === ''
        ? null
        : html` <span class="soft">${text.decree}: <span${inIndonesian(language)}>${period.settings.decree}</span>.</span>`
    }</p>
${registration(catalogue, ways, language, null)}
${ways.asks ? form(catalogue, ways, language, question, asked) : null}
<section aria-labelledby="daftar"><h2 id="daftar">${
      matching.length === 0
        ? text.foundNone
        : asked
          ? text.foundSome(n(matching.length), n(vacancies.length))
          : text.foundAll(n(matching.length))
    }</h2>
${matching.length === 0 ? html`<p>${text.foundNoneAdvice}</p>` : table(part.rows, catalogue, ways, language)}
${pager(part, ways, language, question)}</section>
${schedule(catalogue, language)}
${files(ways, language, ['announcement', 'poster', 'atom', 'json'])}`,
  )
}

function form({ vacancies }: Catalogue, ways: Ways, language: Language, question: Question, asked: boolean): Markup {
  const text = WORDS[language]
  const { units, kinds, levels } = choicesOf(vacancies)
  const option = (value: string, title: string, chosen: string) =>
    html`<option value="${value}"${value === chosen ? html` selected` : null}>${title}</option>`
  const select = (name: string, label: string, all: string, options: Markup[]) =>
    options.length < 2
      ? null
      : html`<div><label for="${name}">${label}</label><select id="${name}" name="${name}"><option value="">${all}</option>${options}</select></div>\n`
  // Closed, the list itself is on the first screen of a phone; open, where one of them is in use.
  const filtered = question.education !== '' || question.unit !== '' || question.kind !== ''
  return html`<form class="ask" role="search" aria-label="${text.search}" method="get" action="${ways.list(language)}">
<div class="words"><div><label for="q">${text.searchText}</label><input id="q" name="q" type="search" maxlength="200" value="${question.q}" aria-describedby="q-bantuan"></div><button class="button" type="submit">${text.find}</button></div>
<p class="small soft" id="q-bantuan">${text.searchHint}</p>
<details${filtered ? html` open` : null}><summary>${text.filters}</summary><div class="filters">
${select(
  'pendidikan',
  text.education,
  text.anyEducation,
  levels.map((level) => option(level, LEVEL_WORDS[level][language], question.education)),
)}${select(
  'unit',
  text.unit,
  text.anyUnit,
  units.map((unit) => option(unit, unit, question.unit)),
)}${select(
  'jenis',
  text.kind,
  text.anyKind,
  kinds.map(({ id, title }) => option(id, title[language], question.kind)),
)}</div></details>${asked ? html`<p><a href="${ways.list(language)}">${text.clear}</a></p>` : null}
</form>`
}

/** On a phone the rows become cards; the roles keep them a table for a screen reader when they look like none. */
function table(rows: PublicVacancy[], { period }: Catalogue, ways: Ways, language: Language): Markup {
  const text = WORDS[language]
  const until = period ? longDay(period.registration.until, language) : ''
  const id = inIndonesian(language)
  const head = (title: string, kind = '') =>
    html`<th role="columnheader" scope="col"${kind ? html` class="${kind}"` : null}>${title}</th>`
  return html`<table role="table" class="cards"><caption class="hidden">${text.tableOf}. ${text.deadline}: ${until}.</caption>
<thead role="rowgroup"><tr role="row">${head(text.position)}${head(text.unit)}${head(text.education)}${head(text.need, 'num')}${head(text.applicants, 'num')}</tr></thead>
<tbody role="rowgroup">${rows.map(
    (
      row,
    ) => html`<tr role="row"><th role="rowheader" scope="row"${id}><a href="${ways.vacancy(language, row.code)}">${row.position}</a> <span class="small soft">${row.code}${row.needTypeId === 'umum' ? null : html` · ${row.needType.id}`}</span></th><td role="cell"${id}>${row.unit}${row.place === '' ? null : html`, ${row.place}`}</td><td role="cell"${id}>${row.education}</td><td role="cell" class="num" data-label="${text.need}">${count(row.need, language)}</td><td role="cell" class="num" data-label="${text.applicants}">${count(row.applicants, language)}</td></tr>
`,
  )}</tbody></table>`
}

function pager(part: Cut<PublicVacancy>, ways: Ways, language: Language, question: Question): Markup | null {
  if (part.pages === 1) return null
  const text = WORDS[language]
  const to = (page: number, title: string, rel: string) =>
    page < 1 || page > part.pages
      ? html`<span class="soft">${title}</span>`
      : html`<a rel="${rel}" href="${ways.list(language, queryOf(question, page))}">${title}</a>`
  return html`<nav class="pager" aria-label="${text.pages}">${to(part.page - 1, text.previous, 'prev')} <span>${text.page(count(part.page, language), count(part.pages, language))}</span> ${to(part.page + 1, text.next, 'next')}</nav>`
}

function files(ways: Ways, language: Language, wanted: WholeFile[]): Markup {
  const text = WORDS[language]
  const titles: Partial<Record<WholeFile, string>> = {
    announcement: text.announcement,
    poster: text.poster,
    atom: text.feed,
    json: text.json,
  }
  return html`<section aria-labelledby="unduh"><h2 id="unduh">${text.files}</h2><ul class="links">${wanted.map(
    (file) => html`<li><a href="${ways.whole(file, language)}">${titles[file] ?? ''}</a></li>`,
  )}</ul></section>`
}
