import type { Catalogue } from '../announcements/catalogue.ts'
import { count, type Language, longDay, longMoment } from '../announcements/days.ts'
import { framed } from '../announcements/frame.ts'
import type { Ways } from '../announcements/ways.ts'
import { html, type Markup } from '../protocol/markup.ts'
import type { AnnouncedRow, AnnouncementSummary, PublicAnnouncement } from '../protocol/verification.ts'
import { VERDICT_WORDS } from '../protocol/verification-words.ts'

/** The announced result for everybody: a page without scripts, read by number or through. Pure (VC12). */
export const RESULT_ROWS = 100

const WORDS = {
  id: {
    title: 'Hasil seleksi administrasi',
    about: 'Hasil seleksi administrasi yang diumumkan panitia, dengan nomor lamaran dan MS atau TMS.',
    none: 'Belum ada hasil yang diumumkan.',
    noneAdvice: 'Hasil seleksi administrasi terbit di halaman ini setelah diumumkan panitia.',
    announced: 'Diumumkan',
    counts: (ms: string, tms: string) => `${ms} memenuhi syarat (MS), ${tms} tidak memenuhi syarat (TMS).`,
    appeal: (from: string, to: string, by: string) =>
      `Sanggah diterima ${from} sampai ${to} lewat portal pelamar, dan dijawab paling lambat ${by}.`,
    find: 'Nomor lamaran',
    search: 'Cari',
    all: 'Tampilkan semua',
    number: 'Nomor',
    name: 'Nama',
    vacancy: 'Formasi',
    result: 'Hasil',
    lost: 'Nomor ini tidak ada dalam daftar. Periksa nomornya pada tanda terima lamaran.',
    rows: (from: string, to: string, of: string) => `Baris ${from} sampai ${to} dari ${of}`,
    previous: 'Sebelumnya',
    next: 'Berikutnya',
    digest: 'Sidik daftar (SHA-256)',
    digestAdvice: 'Daftar ini tidak dapat diubah lagi. Siapa pun dapat menghitung sidiknya dari berkas JSON.',
    files: 'Unduh daftar',
  },
  en: {
    title: 'Administrative results',
    about: 'The administrative results announced by the committee: application numbers with MS or TMS.',
    none: 'No result has been announced yet.',
    noneAdvice: 'The administrative result appears on this page once the committee has announced it.',
    announced: 'Announced',
    counts: (ms: string, tms: string) => `${ms} meet the requirements (MS), ${tms} do not (TMS).`,
    appeal: (from: string, to: string, by: string) =>
      `Objections are taken from ${from} to ${to} in the applicants’ portal and answered by ${by}.`,
    find: 'Application number',
    search: 'Search',
    all: 'Show all',
    number: 'Number',
    name: 'Name',
    vacancy: 'Vacancy',
    result: 'Result',
    lost: 'This number is not in the list. Check it on the receipt of your application.',
    rows: (from: string, to: string, of: string) => `Rows ${from} to ${to} of ${of}`,
    previous: 'Previous',
    next: 'Next',
    digest: 'Digest of the list (SHA-256)',
    digestAdvice: 'This list can no longer be changed. Anybody can compute its digest from the JSON file.',
    files: 'Download the list',
  },
}

/** '/hasil-seleksi/ID' and '/en/results/ID'; without an id the list of all. */
export const resultWay = (language: Language, id = '', query = ''): string =>
  `${language === 'id' ? '/hasil-seleksi' : '/en/results'}${id === '' ? '' : `/${encodeURIComponent(id)}`}${query}`

const otherOf = (language: Language): Language => (language === 'id' ? 'en' : 'id')

/** Every announcement, the newest first. */
export function resultsPage(
  catalogue: Catalogue,
  ways: Ways,
  language: Language,
  announced: readonly AnnouncementSummary[],
): string {
  const text = WORDS[language]
  const page = {
    ...{ title: text.title, about: text.about, here: resultWay(language), other: resultWay(otherOf(language)) },
    ...{ image: ways.whole('image', language), steps: [], indexed: announced.length > 0 },
  }
  const n = (value: number) => count(value, language)
  return framed(
    catalogue,
    ways,
    language,
    page,
    announced.length === 0
      ? html`<h1>${text.none}</h1><p>${text.noneAdvice}</p>`
      : html`<h1>${text.title}</h1><ol class="story">${announced.map(
          (one) =>
            html`<li><a href="${resultWay(language, one.id)}">${one.title[language]}, ${one.period.name}</a><br><span class="soft">${text.announced} ${longMoment(one.announcedAt, language)}. ${text.counts(n(one.MS), n(one.TMS))}</span></li>`,
        )}</ol>`,
  )
}

/** One announcement: found by a number, or read page by page. */
export function resultPage(
  catalogue: Catalogue,
  ways: Ways,
  language: Language,
  { id, digest, announcedAt, document }: PublicAnnouncement,
  asked: { number: string; page: number },
): string {
  const text = WORDS[language]
  const n = (value: number) => count(value, language)
  const bare = (number: string) => number.replace(/[\s.-]/g, '').toUpperCase()
  const wanted = bare(asked.number)
  const rows = wanted === '' ? document.rows : document.rows.filter(({ number }) => bare(number) === wanted)
  const pages = Math.max(1, Math.ceil(rows.length / RESULT_ROWS))
  const at = Math.min(Math.max(1, asked.page), pages)
  const from = (at - 1) * RESULT_ROWS
  const shown = rows.slice(from, from + RESULT_ROWS)
  const passed = document.rows.filter(({ verdict }) => verdict === 'MS').length
  const title = `${document.title[language]}, ${document.period}`
  const page = {
    ...{ title, about: text.about, here: resultWay(language, id), other: resultWay(otherOf(language), id) },
    ...{ image: ways.whole('image', language), indexed: wanted === '' && at === 1 },
    steps: [
      { title: text.title, way: resultWay(language) },
      { title: document.title[language], way: null },
    ],
  }
  const { window } = document
  const turn = (to: number, words: string) =>
    html`<a href="${resultWay(language, id, to === 1 ? '' : `?halaman=${to}`)}">${words}</a>`
  return framed(
    catalogue,
    ways,
    language,
    page,
    html`<h1>${title}</h1>
<p>${document.decree === '' ? null : html`${document.decree}. `}${text.announced} ${longMoment(announcedAt, language)}. ${text.counts(n(passed), n(document.rows.length - passed))}</p>
${window ? html`<p class="notice">${text.appeal(longDay(window.opensOn, language), longDay(window.closesOn, language), longDay(window.answerBy, language))}</p>` : null}
<form class="ask" action="${resultWay(language, id)}" method="get" role="search"><div class="words"><div><label for="nomor">${text.find}</label> <input id="nomor" name="nomor" value="${asked.number}" maxlength="40" autocomplete="off"></div><button class="button">${text.search}</button></div></form>
${wanted === '' ? null : html`<p><a href="${resultWay(language, id)}">${text.all}</a></p>`}
${shown.length === 0 ? null : html`<p class="soft">${text.rows(n(from + 1), n(from + shown.length), n(rows.length))}</p>`}
${shown.length === 0 ? html`<p class="notice">${text.lost}</p>` : table(shown, document.names !== 'none', language)}
${pages === 1 ? null : html`<p class="pager">${at > 1 ? turn(at - 1, text.previous) : null} ${at < pages ? turn(at + 1, text.next) : null}</p>`}
<p>${text.files}: <a href="/api/verification/announcements/${encodeURIComponent(id)}/export.csv">CSV</a> · <a href="/api/verification/announcements/${encodeURIComponent(id)}">JSON</a></p>
<p class="small soft">${text.digest}: ${broken(digest)}. ${text.digestAdvice}</p>`,
  )
}

/** A digest is longer than a phone is wide: it may break after every eighth sign. */
const broken = (digest: string): Markup[] => (digest.match(/.{1,8}/g) ?? []).map((part) => html`${part}<wbr>`)

function table(rows: readonly AnnouncedRow[], named: boolean, language: Language): Markup {
  const text = WORDS[language]
  return html`<table class="plain"><thead><tr><th scope="col">${text.number}</th>${named ? html`<th scope="col">${text.name}</th>` : null}<th scope="col">${text.vacancy}</th><th scope="col">${text.result}</th></tr></thead><tbody>${rows.map(
    (row) =>
      html`<tr><th scope="row">${row.number}</th>${named ? html`<td>${row.name}</td>` : null}<td>${row.vacancy}</td><td><abbr title="${VERDICT_WORDS[row.verdict][language]}">${row.verdict}</abbr></td></tr>`,
  )}</tbody></table>`
}
