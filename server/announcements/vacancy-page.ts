import { html, type Markup } from '../protocol/markup.ts'
import type { Catalogue, PublicVacancy } from './catalogue.ts'
import { count, type Language, longDay, longMoment } from './days.ts'
import { framed, inIndonesian, registration } from './frame.ts'
import { jobPosting } from './job-posting.ts'
import { aboutOf, imageOf, titleOf } from './media.ts'
import { requirementWords, sizeWords } from './requirement-words.ts'
import { schedule } from './schedule.ts'
import { vacancyTexts } from './share-texts.ts'
import type { Ways } from './ways.ts'
import { WORDS } from './words.ts'

/** Everything about one vacancy: what is asked, what to upload, when, and what was changed since. */
export function vacancyPage(catalogue: Catalogue, vacancy: PublicVacancy, ways: Ways, language: Language): string {
  const text = WORDS[language]
  const id = inIndonesian(language)
  const here = ways.vacancy(language, vacancy.code)
  const { period } = catalogue
  const until = period?.registration.until ?? ''
  const asked = requirementWords(vacancy.requirements, vacancy.education, period?.settings.documents ?? [], language)
  const page = {
    title: titleOf(vacancy),
    about: aboutOf(catalogue, vacancy, language),
    here,
    other: ways.vacancy(language === 'id' ? 'en' : 'id', vacancy.code),
    image: imageOf(vacancy, ways),
    steps: [
      { title: text.all, way: ways.list(language) },
      { title: vacancy.position, way: null, words: language },
    ],
    data: jobPosting(catalogue, vacancy, ways.address(here), ways.address(ways.list('id')), language),
  }
  const fact = (name: string, value: Markup | string, words = false) =>
    value === '' ? null : html`<div><dt>${name}</dt><dd${words ? id : null}>${value}</dd></div>`
  return framed(
    catalogue,
    ways,
    language,
    page,
    html`<h1${id}>${vacancy.position}</h1>
<p${id}>${vacancy.unit}${vacancy.place === '' ? null : html`, ${vacancy.place}`}</p>
<dl class="facts">${fact(text.need, count(vacancy.need, language))}${fact(text.applicantsSoFar, count(vacancy.applicants, language))}${fact(text.deadline, until === '' ? '' : html`<time datetime="${until}">${longDay(until, language)}</time>`)}${fact(text.kind, vacancy.needType[language])}${fact(text.code, vacancy.code)}</dl>
${registration(catalogue, ways, language, vacancy.code)}
${
  vacancy.description.length === 0
    ? null
    : html`<section aria-labelledby="uraian"><h2 id="uraian">${text.description}</h2><div${id}>${vacancy.description.map((line) => html`<p>${line}</p>`)}</div></section>`
}
${
  asked.length === 0
    ? null
    : html`<section aria-labelledby="syarat"><h2 id="syarat">${text.requirements}</h2><ul>${asked.map((line) => html`<li>${line}</li>`)}</ul></section>`
}
${documents(catalogue, language)}
${tests(vacancy, language)}
${schedule(catalogue, language)}
${changes(vacancy, language)}
${share(catalogue, vacancy, ways, language)}`,
  )
}

function documents({ period }: Catalogue, language: Language): Markup | null {
  const rules = period?.settings.documents ?? []
  if (rules.length === 0) return null
  const text = WORDS[language]
  const id = language === 'id'
  const head = (title: string) => html`<th scope="col">${title}</th>`
  return html`<section aria-labelledby="dokumen"><h2 id="dokumen">${text.documents}</h2>
<table class="plain"><caption class="hidden">${text.documents}</caption><thead><tr>${head(text.document)}${head(text.documentKind)}${head(text.documentMax)}${head(text.documentNeeded)}</tr></thead><tbody>${rules.map(
    (
      rule,
    ) => html`<tr><th scope="row">${id ? rule.id : rule.en} <span class="small soft">${id ? rule.hintId : rule.hintEn}</span></th><td>${rule.type === 'pdf' ? 'PDF' : 'JPG'}</td><td>${sizeWords(rule.bytesMax, language)}${rule.pagesMax ? html`, ${text.documentPages(count(rule.pagesMax, language))}` : null}</td><td>${rule.needed ? text.yes : text.no}</td></tr>
`,
  )}</tbody></table></section>`
}

function tests({ extras }: PublicVacancy, language: Language): Markup {
  const text = WORDS[language]
  const id = inIndonesian(language)
  return html`<section aria-labelledby="seleksi"><h2 id="seleksi">${text.tests}</h2>${
    extras.length === 0
      ? html`<p>${text.testsPlain}</p>`
      : html`<table class="plain"><caption class="hidden">${text.tests}</caption><thead><tr><th scope="col">${text.test}</th><th scope="col" class="num">${text.weight}</th></tr></thead><tbody>${extras.map(
          ({ kind, weight }) =>
            html`<tr><th scope="row"${id}>${kind}</th><td class="num">${count(weight, language)}%</td></tr>`,
        )}</tbody></table><p class="small soft">${text.testsNote}</p>`
  }</section>`
}

/** What was changed, never by whom (AN7). */
function changes(vacancy: PublicVacancy, language: Language): Markup {
  const text = WORDS[language]
  return html`<section aria-labelledby="riwayat"><h2 id="riwayat">${text.changes}</h2>${
    vacancy.changes.length === 0
      ? null
      : html`<ol class="story">${vacancy.changes.map(
          ({ at, note, lines }) =>
            html`<li><p><strong>${longMoment(at, language)}</strong>${note === '' ? null : html` <span${inIndonesian(language)}>${note}</span>`}</p><ul>${lines.map((line) => html`<li>${line[language]}</li>`)}</ul></li>`,
        )}</ol>`
  }<p>${text.publishedAt(longMoment(vacancy.publishedAt, language))}${vacancy.changes.length === 0 ? ` ${text.changesNone}` : null}</p></section>`
}

function share(catalogue: Catalogue, vacancy: PublicVacancy, ways: Ways, language: Language): Markup {
  const text = WORDS[language]
  const address = ways.address(ways.vacancy('id', vacancy.code))
  const said = encodeURIComponent(vacancyTexts(catalogue, vacancy, address).whatsapp)
  const out = (to: string, title: string) => html`<li><a href="${to}" rel="noopener noreferrer">${title}</a></li>`
  return html`<section aria-labelledby="bagikan"><h2 id="bagikan">${text.share}</h2><ul class="links">${out(`${WHATSAPP}?text=${said}`, text.shareWhatsapp)}${out(`${FACEBOOK}?u=${encodeURIComponent(address)}`, text.shareFacebook)}<li><a href="${ways.of(vacancy.code, 'poster')}">${text.poster}</a></li><li><a href="${ways.of(vacancy.code, 'poster-picture')}">${text.posterPicture}</a></li></ul></section>`
}

const WHATSAPP = 'https://wa.me/'
const FACEBOOK = 'https://www.facebook.com/sharer/sharer.php'
