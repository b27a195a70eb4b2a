/** What one cell may say. Each reader gives the value, or the sentence that tells what is wrong with it. */

const WHOLE_MAX = 1_000_000

export function wholeOf(text: string, least = 0, most = WHOLE_MAX): number | string {
  if (!/^\d+$/.test(text)) return `${quoted(text)} bukan bilangan bulat`
  const value = Number(text)
  return value < least || value > most ? `${text} harus dari ${least} sampai ${most}` : value
}

const YES = new Set(['true', '1', 'yes', 'y', 'ya', 'hadir', 'present', 'benar'])
const NO = new Set(['false', '0', 'no', 'n', 'tidak', 'tidak hadir', 'absen', 'absent', 'salah', 'th'])

export function yesNoOf(text: string): boolean | string {
  const word = text.toLowerCase()
  if (YES.has(word)) return true
  return NO.has(word) ? false : `${quoted(text)} tidak terbaca; tulis true atau false (ya atau tidak)`
}

/** The same, where the column speaks of a disqualification. */
export function disqualifiedOf(text: string): boolean | string {
  return /^(?:dis|diskualifikasi|didiskualifikasi|disqualified)$/i.test(text) ? true : yesNoOf(text)
}

/** ISO date. `{ date }`, so that it cannot be taken for a sentence. */
export function dateOf(text: string): { date: string } | string {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  const local = /^(\d{1,2})([-/])(\d{1,2})\2(\d{4})$/.exec(text)
  const [year, month, day] = iso
    ? [iso[1], iso[2], iso[3]].map(Number)
    : local
      ? [local[4], local[3], local[1]].map(Number)
      : []
  if (year === undefined || month === undefined || day === undefined)
    return `${quoted(text)} bukan tanggal; tulis seperti 1996-05-10 atau 10-05-1996`
  const date = new Date(Date.UTC(year, month - 1, day))
  if (year < 1900 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)
    return `tanggal ${quoted(text)} tidak ada dalam kalender`
  return { date: date.toISOString().slice(0, 10) }
}

const SHOWN_MAX = 40

/** As it is written, cut where it would fill the screen. */
export function quoted(text: string): string {
  return `"${text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text}"`
}
