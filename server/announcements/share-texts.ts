import { type Catalogue, type PublicVacancy, totalNeed } from './catalogue.ts'
import { count, longDay, span } from './days.ts'

export interface ShareTexts {
  whatsapp: string
  facebook: string
}

/** Signs that WhatsApp reads as bold, slanted, struck or code: in a name they are only signs. */
const unmarked = (text: string) =>
  text
    .replace(/[*_~`]/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
const plain = (text: string) => text

/** Ready words for one vacancy, in Indonesian: whom it is for, until when, where to read on. */
export function vacancyTexts(catalogue: Catalogue, vacancy: PublicVacancy, address: string): ShareTexts {
  const made = (bold: (text: string) => string, safe: (text: string) => string) =>
    lines([
      bold(`LOWONGAN ASN ${safe(catalogue.organisation)}`),
      '',
      bold(safe(vacancy.position)),
      `${safe(vacancy.unit)}${vacancy.place === '' ? '' : `, ${safe(vacancy.place)}`}`,
      `Kebutuhan: ${count(vacancy.need, 'id')} orang (${safe(vacancy.needType.id)})`,
      vacancy.education === '' ? null : `Pendidikan: ${safe(vacancy.education)}`,
      registrationLine(catalogue),
      '',
      `Syarat lengkap dan pendaftaran: ${address}`,
      FREE,
    ])
  return both(made)
}

/** Ready words for the whole announcement: the largest needs first, the rest behind the link. */
export function periodTexts(catalogue: Catalogue, address: string): ShareTexts {
  const { vacancies, organisation, period } = catalogue
  const needs = new Map<string, number>()
  for (const { position, need } of vacancies) needs.set(position, (needs.get(position) ?? 0) + need)
  const most = [...needs].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).slice(0, POSITIONS_NAMED)
  const made = (bold: (text: string) => string, safe: (text: string) => string) =>
    lines([
      bold(`LOWONGAN ASN ${safe(organisation)}`),
      period ? safe(period.name) : null,
      '',
      `${count(vacancies.length, 'id')} formasi untuk ${count(totalNeed(vacancies), 'id')} orang, di antaranya:`,
      ...most.map(([position, need]) => `• ${safe(position)}: ${count(need, 'id')}`),
      '',
      registrationLine(catalogue),
      `Semua formasi dan syaratnya: ${address}`,
      FREE,
    ])
  return both(made)
}

const POSITIONS_NAMED = 6
const FREE = 'Pendaftaran tidak dipungut biaya.'

function registrationLine({ period }: Catalogue): string | null {
  if (!period || period.registration.from === '') return null
  const { state, from, until } = period.registration
  return state === 'after' ? `Pendaftaran ditutup ${longDay(until, 'id')}.` : `Pendaftaran: ${span(from, until, 'id')}`
}

const both = (made: (bold: (text: string) => string, safe: (text: string) => string) => string): ShareTexts => ({
  whatsapp: made((text) => `*${text}*`, unmarked),
  facebook: made(plain, plain),
})

const lines = (of: (string | null)[]): string => of.filter((line) => line !== null).join('\n')
