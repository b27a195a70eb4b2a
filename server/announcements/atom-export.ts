import { Feed } from 'feed'
import { escaped } from '../protocol/markup.ts'
import type { Catalogue, PublicVacancy } from './catalogue.ts'
import { count, type Language, longDay } from './days.ts'
import { titleOf } from './media.ts'
import { requirementWords } from './requirement-words.ts'
import type { Ways } from './ways.ts'
import { WORDS } from './words.ts'

/** Readers ask for the whole feed each time, so it names the newest only. */
const ENTRIES_MAX = 100

/** The vacancies as an Atom feed, what changed last first: a change after publication is news again (AN7). */
export function atomFeed(catalogue: Catalogue, ways: Ways, language: Language): string {
  const text = WORDS[language]
  const { organisation, period, vacancies } = catalogue
  const newest = [...vacancies]
    .sort((a, b) => b.updatedAt - a.updatedAt || (a.code < b.code ? -1 : 1))
    .slice(0, ENTRIES_MAX)
  const list = ways.address(ways.list(language))
  const feed = new Feed({
    title: period ? `${period.name} · ${organisation}` : `${text.title} · ${organisation}`,
    id: list,
    link: list,
    language,
    feedLinks: { atom: ways.address(ways.whole('atom', language)) },
    author: { name: organisation },
    updated: new Date(newest[0]?.updatedAt ?? 0),
    generator: false,
  })
  for (const vacancy of newest) {
    const link = ways.address(ways.vacancy(language, vacancy.code))
    feed.addItem({
      // A title of an entry is HTML to a reader of feeds.
      title: escaped(titleOf(vacancy)),
      id: link,
      link,
      date: new Date(vacancy.updatedAt),
      published: new Date(vacancy.publishedAt),
      content: content(catalogue, vacancy, language),
    })
  }
  return feed.atom1()
}

/** HTML, as a feed's content is; every word in it is escaped. */
function content({ period }: Catalogue, vacancy: PublicVacancy, language: Language): string {
  const text = WORDS[language]
  const list = (lines: string[]) => `<ul>${lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`
  const until = period?.registration.until ?? ''
  const facts = [
    `${text.need}: ${count(vacancy.need, language)}`,
    ...(until === '' ? [] : [`${text.deadline}: ${longDay(until, language)}`]),
  ]
  const change = vacancy.changes[0]
  return [
    ...(change
      ? [`<p>${escaped(`${text.changes}: ${change.note}`)}</p>${list(change.lines.map((line) => line[language]))}`]
      : []),
    list(facts),
    list(requirementWords(vacancy.requirements, vacancy.education, period?.settings.documents ?? [], language)),
  ].join('')
}
