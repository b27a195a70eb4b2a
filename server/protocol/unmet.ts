import type { Unmet } from './recruitment.ts'

type Language = 'id' | 'en'

/**
 * Each unmet requirement as a sentence: what is asked, and what is known of the applicant. `{name}` is filled from
 * `detail`; a word that differs by language has its English beside it, as `word:en`.
 */
const SENTENCES: Record<Exclude<Unmet['code'], 'unknown'>, { id: string; en: string }> = {
  education: {
    id: 'Pendidikan yang diminta: {wanted}. Pendidikan Anda: {has}.',
    en: 'The education asked for: {wanted}. Yours: {has}.',
  },
  'age-min': {
    id: 'Usia paling rendah {min} tahun pada {on}. Usia Anda pada hari itu {age} tahun.',
    en: 'The least age is {min} years on {on}. You are {age} on that day.',
  },
  'age-max': {
    id: 'Usia paling tinggi {max} tahun pada {on}. Usia Anda pada hari itu {age} tahun.',
    en: 'The greatest age is {max} years on {on}. You are {age} on that day.',
  },
  gpa: {
    id: 'IPK paling rendah {min}. IPK Anda {has}.',
    en: 'The least grade point average is {min}. Yours is {has}.',
  },
  experience: {
    id: 'Pengalaman kerja yang sesuai paling sedikit {min} bulan. Yang Anda tulis {has} bulan.',
    en: 'At least {min} months of relevant work are asked for. You wrote {has}.',
  },
  disability: {
    id: 'Formasi ini khusus penyandang disabilitas.',
    en: 'This vacancy is for people with a disability.',
  },
  other: {
    id: 'Persyaratan "{name}" belum Anda nyatakan terpenuhi.',
    en: 'You have not declared that you meet "{name}".',
  },
}

/** What is still missing before the requirement can be judged, by `detail.what`. */
const MISSING: Record<string, { id: string; en: string }> = {
  'birth-date': {
    id: 'Tanggal lahir belum diisi atau tidak terbaca; usia belum dapat diperiksa.',
    en: 'The birth date is missing or cannot be read; the age cannot be judged yet.',
  },
  education: {
    id: 'Pendidikan belum diisi; persyaratan pendidikan belum dapat diperiksa.',
    en: 'The education is missing; what is asked of it cannot be judged yet.',
  },
  gpa: {
    id: 'IPK belum diisi atau bukan bilangan 0 sampai 4; persyaratan IPK belum dapat diperiksa.',
    en: 'The grade point average is missing or is no number from 0 to 4; it cannot be judged yet.',
  },
}

/** The sentence of an unmet requirement. To an officer it is the same one: what the applicant read, she reads. */
export function unmetSentence({ code, detail }: Unmet, language: Language): string {
  const words = code === 'unknown' ? MISSING[String(detail['what'])] : SENTENCES[code]
  if (!words) throw new Error(`bug: no sentence for ${code} ${detail['what']}`)
  return words[language].replace(/\{(\w+)\}/g, (_, name: string) => {
    const word = String((language === 'en' ? detail[`${name}:en`] : undefined) ?? detail[name] ?? '…')
    return /^\d{4}-\d{2}-\d{2}$/.test(word) ? dayWords(word, language) : word
  })
}

/** '20 September 2024': an ISO date as people write it. */
export const dayWords = (day: string, language: Language): string =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString(language === 'id' ? 'id-ID' : 'en-GB', {
    ...{ timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' },
  })
