import type { Effect } from '../protocol/http.ts'
import type { PeriodSettings } from '../protocol/recruitment.ts'
import type {
  AnnouncedRow,
  AnnouncementDocument,
  AnnouncementDraft,
  AnnouncementKind,
  Verdict,
} from '../protocol/verification.ts'
import { dayOf, type Window, windowAfter } from '../protocol/wib-days.ts'
import { publicName } from './masks.ts'

const TITLES: Record<AnnouncementKind, Effect> = {
  result: { id: 'Hasil seleksi administrasi', en: 'Result of the administrative selection' },
  'after-appeal': {
    id: 'Hasil seleksi administrasi pascasanggah',
    en: 'Result of the administrative selection after objections',
  },
}

/** The days of the objection after an announcement made at `at` (VC13); none follow the one after objections. */
export const appealWindow = (kind: AnnouncementKind, settings: PeriodSettings, at: number): Window | null =>
  kind === 'result' ? windowAfter(at, settings.appealDays, settings.answerDays) : null

/** One who is announced, as the store knows her. */
export interface Announced {
  number: string
  name: string
  vacancyCode: string
  verdict: Verdict
}

/** The frozen list (VC12): rows in the order of vacancy and number. */
export function announcementOf(
  draft: AnnouncementDraft,
  period: { name: string; settings: PeriodSettings },
  ordinal: number,
  at: number,
  vacancies: AnnouncementDocument['vacancies'],
  announced: readonly Announced[],
): AnnouncementDocument {
  const rows = rowsOf(draft, announced)
  const codes = new Set(rows.map(({ vacancy }) => vacancy))
  return {
    kind: draft.kind,
    period: period.name,
    ordinal,
    title: TITLES[draft.kind],
    decree: period.settings.decree,
    names: draft.names,
    announcedOn: dayOf(at),
    window: appealWindow(draft.kind, period.settings, at),
    vacancies: vacancies.filter(({ code }) => codes.has(code)),
    rows,
  }
}

export const rowsOf = ({ names }: AnnouncementDraft, announced: readonly Announced[]): AnnouncedRow[] =>
  announced
    .map(({ number, name, vacancyCode, verdict }) => ({
      number,
      name: publicName(name, names),
      vacancy: vacancyCode,
      verdict,
    }))
    .sort((a, b) => (a.vacancy === b.vacancy ? order(a.number, b.number) : order(a.vacancy, b.vacancy)))

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** What an applicant is told when her result is announced. */
export function noticeOf(
  row: { number: string; vacancyCode: string; position: string; verdict: Verdict; failed: readonly Effect[] },
  window: Window | null,
): { subject: Effect; body: Effect } {
  const subject = { id: `Hasil seleksi administrasi ${row.number}`, en: `Result of your application ${row.number}` }
  const head = {
    id: `Lamaran ${row.number} untuk ${row.position} (${row.vacancyCode})`,
    en: `Your application ${row.number} for ${row.position} (${row.vacancyCode})`,
  }
  if (row.verdict === 'MS')
    return {
      subject,
      body: {
        id: `${head.id} memenuhi syarat (MS). Ikuti jadwal berikutnya di halaman status Anda.`,
        en: `${head.en} meets the requirements (MS). Follow the next dates on your status page.`,
      },
    }
  const reasons = {
    id: row.failed.map((one) => `- ${one.id}`).join('\n'),
    en: row.failed.map((one) => `- ${one.en}`).join('\n'),
  }
  const appeal = window
    ? {
        id: `\nBila kesalahan bukan pada Anda, ajukan sanggah di halaman status pada ${window.opensOn} sampai ${window.closesOn} WIB, satu kali dan tanpa dokumen baru.`,
        en: `\nIf the mistake is not yours, object on your status page from ${window.opensOn} to ${window.closesOn} WIB, once and without new documents.`,
      }
    : { id: '', en: '' }
  return {
    subject,
    body: {
      id: `${head.id} tidak memenuhi syarat (TMS):\n${reasons.id}${appeal.id}`,
      en: `${head.en} does not meet the requirements (TMS):\n${reasons.en}${appeal.en}`,
    },
  }
}
