import type { MediaView, Shared } from '../protocol/announcements.ts'
import { escaped } from '../protocol/markup.ts'
import { type Catalogue, type PublicVacancy, totalNeed } from './catalogue.ts'
import { count, longDay } from './days.ts'
import { periodTexts, vacancyTexts } from './share-texts.ts'
import type { Ways } from './ways.ts'
import { WORDS } from './words.ts'

/** What the committee can send out, print and paste. */
export function mediaView(catalogue: Catalogue, ways: Ways, siteMapAddress: string): MediaView {
  const { period, vacancies } = catalogue
  const whole = (file: Parameters<Ways['whole']>[0]) => ways.address(ways.whole(file, 'id'))
  return {
    period: period && { name: period.name, vacancies: vacancies.length, need: totalNeed(vacancies) },
    shared: period && sharedList(catalogue, ways),
    links: {
      ...{ announcement: whole('announcement'), atom: whole('atom'), json: whole('json'), widget: whole('widget') },
      siteMap: siteMapAddress,
    },
    snippet: snippet(whole('widget')),
    vacancies: vacancies.map(({ code, position, unit, need, applicants }) => ({
      ...{ code, position, unit, need, applicants },
    })),
  }
}

function sharedList(catalogue: Catalogue, ways: Ways): Shared {
  const { organisation, period, vacancies } = catalogue
  const lead = WORDS.id.lead(count(vacancies.length, 'id'), count(totalNeed(vacancies), 'id'))
  return {
    page: ways.address(ways.list('id')),
    pageEn: ways.address(ways.list('en')),
    image: ways.address(ways.whole('image', 'id')),
    poster: ways.address(ways.whole('poster', 'id')),
    posterPicture: ways.address(ways.whole('poster-picture', 'id')),
    title: period?.name ?? WORDS.id.title,
    about: `${organisation}: ${lead}`,
    ...periodTexts(catalogue, ways.address(ways.list('id'))),
  }
}

/** The same of one vacancy. */
export function sharedVacancy(catalogue: Catalogue, vacancy: PublicVacancy, ways: Ways): Shared {
  const page = ways.address(ways.vacancy('id', vacancy.code))
  return {
    page,
    pageEn: ways.address(ways.vacancy('en', vacancy.code)),
    image: ways.address(imageOf(vacancy, ways)),
    poster: ways.address(ways.of(vacancy.code, 'poster')),
    posterPicture: ways.address(ways.of(vacancy.code, 'poster-picture')),
    title: titleOf(vacancy),
    about: aboutOf(catalogue, vacancy, 'id'),
    ...vacancyTexts(catalogue, vacancy, page),
  }
}

export const titleOf = ({ position, unit }: PublicVacancy): string => `${position}, ${unit}`

/** One sentence of a vacancy, for search engines and previews. */
export function aboutOf({ period }: Catalogue, vacancy: PublicVacancy, language: 'id' | 'en'): string {
  const text = WORDS[language]
  const until = period?.registration.until ?? ''
  return [
    text.vacancyOf(count(vacancy.need, language)),
    vacancy.education,
    until === '' ? '' : `${text.deadline}: ${longDay(until, language)}`,
  ]
    .filter(Boolean)
    .join(' · ')
}

/** WhatsApp keeps a picture by its address: a changed vacancy gets a new one. */
export const imageOf = ({ code, version }: PublicVacancy, ways: Ways): string =>
  `${ways.of(code, 'image')}${ways.asks ? `?v=${version}` : ''}`

const snippet = (widget: string): string =>
  `<iframe src="${escaped(widget)}" title="${escaped(WORDS.id.widgetTitle)}" width="100%" height="520" loading="lazy" style="border:1px solid #d5d9d4"></iframe>`
