import type { PublicationDocument, PublicationList, PublicationRow } from '../../../server/protocol/board.ts'
import { escaped, html, Markup } from '../../../server/protocol/markup.ts'
import { count, momentWib } from '../../shared/format.ts'
import type { Language } from '../../shared/language.tsx'
import { boardText } from '../../shared/text/board.ts'
import { type CodeSense, codesText, codeWord } from '../../shared/text/codes.ts'
import { decimal, senseOf, sharesOf, showsOf, vacancyNamed } from '../listing.ts'

/** What every row of a document needs to know, found out once. */
export interface RowsOf {
  document: PublicationDocument
  sense: CodeSense
  shares: { skd: number; skb: number }
}
export const rowsOfDocument = (document: PublicationDocument): RowsOf => ({
  document,
  sense: senseOf(document),
  shares: sharesOf(document),
})

/** Rows of one list as a table: on a phone each is a card, on paper the head with the digest is repeated. */
export function rowsTable(
  language: Language,
  { document, sense, shares }: RowsOf,
  list: PublicationList,
  rows: PublicationRow[],
  anchors: string[],
): Markup {
  const text = boardText[language]
  const codes = codesText[language]
  const shows = showsOf(document)
  const { sections } = document
  const high = shows.final ? html` rowspan="2"` : ''
  const skd = (shows.points ? sections.length + 1 : 0) + (shows.final ? 2 : 0)
  const columns = 5 + skd + (shows.final ? 3 : 0) + (shows.sitting ? 1 : 0)
  const sectionHeads = html`${sections.map(
    (section) => html`<th scope="col" class="num"><abbr title="${section.title}">${section.id}</abbr></th>`,
  )}<th scope="col" class="num">${text.total}</th>`
  const heads = shows.final
    ? html`<th scope="colgroup" colspan="${skd}" class="b-over">${text.skd}</th><th scope="colgroup" colspan="2" class="b-over">${text.skb}</th><th scope="col" rowspan="2" class="num">${text.final}</th>`
    : html`${shows.points ? sectionHeads : null}${shows.sitting ? html`<th scope="col">${text.session}</th>` : null}`
  const caption = `${document.title} · ${list.vacancy.code} · ${list.vacancy.position} · ${list.vacancy.unit}`
  return html`<section class="k-panel flush k-table-wrap" tabindex="0" aria-label="${text.listRegion}"><table class="k-table b-rows${shows.final ? ' final' : ''}" data-rows>
<caption class="sr-only">${caption}</caption>
<thead>
<tr class="b-paper"><td colspan="${columns}">${caption} · SHA-256 ${document.digest}</td></tr>
<tr><th scope="col"${high} class="num">${text.place}</th><th scope="col"${high}>${text.number}</th><th scope="col"${high}>${text.name}</th>${heads}<th scope="col"${high}>${codes.code}</th><th scope="col"${high}>${text.reason}</th></tr>
${
  shows.final
    ? html`<tr>${sectionHeads}<th scope="col" class="num">${text.scaled}</th><th scope="col" class="num">${text.times(String(shares.skd))}</th><th scope="col" class="num">${text.scaled}</th><th scope="col" class="num">${text.times(String(shares.skb))}</th></tr>`
    : null
}
</thead>
<tbody>
${new Markup(rowsText(language, { document, sense, shares }, rows, anchors))}</tbody>
</table></section>`
}

/** A million rows are written this way, so it is plain joining; every word from outside goes through `escaped`. */
function rowsText(
  language: Language,
  { document, sense, shares }: RowsOf,
  rows: PublicationRow[],
  anchors: string[],
): string {
  const text = boardText[language]
  const shows = showsOf(document)
  const n = (value: number | null | undefined) => (value === null || value === undefined ? '–' : count(value, language))
  const figure = (label: string, value: string, strong = false) =>
    `<td class="num b-figure" data-label="${escaped(label)}">${strong ? `<strong>${value}</strong>` : value}</td>`
  const labels = {
    skd100: `${text.skd} · ${text.scaled}`,
    skdPart: `${text.skd} · ${text.times(String(shares.skd))}`,
    skb100: `${text.skb} · ${text.scaled}`,
    skbPart: `${text.skb} · ${text.times(String(shares.skb))}`,
    final: text.final,
  }
  let all = ''
  rows.forEach((row, at) => {
    all += `<tr id="${anchors[at] ?? ''}"><td class="num b-place">${n(row.place)}</td><th scope="row" class="tight b-number k-num">${escaped(row.number)}</th><td class="name b-who">${escaped(row.name)}</td>`
    if (shows.points) {
      document.sections.forEach(({ id }, section) => {
        all += figure(id, row.points ? n(row.points[section]) : '–')
      })
      all += figure(text.total, n(row.total), true)
    }
    if (shows.final)
      for (const part of ['skd100', 'skdPart', 'skb100', 'skbPart', 'final'] as const)
        all += figure(labels[part], row.final ? escaped(decimal(row.final[part], language)) : '–', part === 'final')
    if (shows.sitting) all += `<td class="b-sitting">${sittingOf(language, row).text}</td>`
    const seat = row.seat ? ` ${text.seat(row.seat, vacancyNamed(document, row.seat))}` : ''
    all += `<td class="tight b-code"><strong class="k-code-name">${escaped(row.code)}</strong> ${escaped(codeWord(row.code, sense, language))}</td><td class="wide b-why">${escaped(row.reason[language] + seat)}</td></tr>\n`
  })
  return all
}

function sittingOf(language: Language, { sitting }: PublicationRow): Markup {
  const text = boardText[language]
  if (!sitting) return html`<span class="k-soft">${text.notScheduled}</span>`
  return html`<strong class="k-num">${momentWib(sitting.startsAt, language)}</strong><br>${sitting.name} · ${sitting.venue} · ${text.roomSeat(sitting.room, sitting.station)}`
}
