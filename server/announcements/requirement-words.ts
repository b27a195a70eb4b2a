import type { DocumentRule, Requirements } from '../protocol/recruitment.ts'
import { wantedWords } from '../recruitment/education.ts'
import { type Language, longDay } from './days.ts'
import { oneLine } from './plain-words.ts'

/** What a vacancy asks, one sentence each. Its education as the announcement words it stands where no list was made. */
export function requirementWords(
  requirements: Requirements,
  education: string,
  documents: readonly DocumentRule[],
  language: Language,
): string[] {
  const id = language === 'id'
  const { education: wanted, ageMin, ageMax, ageOn, gpaMin, experienceMonths, disability, others } = requirements
  const lines: string[] = []
  const listed = wanted && wanted.length > 0 ? wantedWords(wanted, language) : education
  if (listed !== '') lines.push(id ? `Pendidikan: ${listed}.` : `Education: ${listed}.`)
  if (ageMin !== undefined || ageMax !== undefined) lines.push(ageLine(ageMin, ageMax, ageOn, language))
  if (gpaMin !== undefined)
    lines.push(id ? `IPK paling rendah ${gpaMin.replace('.', ',')}.` : `Grade point average of at least ${gpaMin}.`)
  if (experienceMonths !== undefined && experienceMonths > 0)
    lines.push(
      id
        ? `Pengalaman kerja yang relevan paling sedikit ${duration(experienceMonths, 'id')}.`
        : `Relevant work for at least ${duration(experienceMonths, 'en')}.`,
    )
  if (disability) lines.push(id ? 'Khusus penyandang disabilitas.' : 'For people with a disability alone.')
  for (const { id: wordsId, en, document, needed } of others ?? []) {
    const rule = documents.find(({ kind }) => kind === document)
    const shown = rule ? (id ? `, dibuktikan dengan ${rule.id}` : `, shown by: ${rule.en}`) : ''
    const optional = needed ? '' : id ? ' (menguatkan, tidak wajib)' : ' (helps, not required)'
    lines.push(`${oneLine(id ? wordsId : en).replace(/[.;]$/, '')}${shown}${optional}.`)
  }
  return lines.map(oneLine)
}

function ageLine(min: number | undefined, max: number | undefined, on: string | undefined, language: Language): string {
  const id = language === 'id'
  const when =
    on === undefined || on === 'submission'
      ? id
        ? 'saat mengirim lamaran'
        : 'when the application is sent'
      : id
        ? `pada ${longDay(on, 'id')}`
        : `on ${longDay(on, 'en')}`
  if (min !== undefined && max !== undefined)
    return id ? `Usia ${min} sampai ${max} tahun ${when}.` : `Aged ${min} to ${max} ${when}.`
  if (max !== undefined) return id ? `Usia paling tinggi ${max} tahun ${when}.` : `At most ${max} years old ${when}.`
  return id ? `Usia paling rendah ${min} tahun ${when}.` : `At least ${min} years old ${when}.`
}

/** '2 tahun', '18 bulan': whole years are said as years. */
function duration(months: number, language: Language): string {
  if (months % 12 === 0) {
    const years = months / 12
    return language === 'id' ? `${years} tahun` : `${years} ${years === 1 ? 'year' : 'years'}`
  }
  return language === 'id' ? `${months} bulan` : `${months} ${months === 1 ? 'month' : 'months'}`
}

const KB = 1024
/** '200 KB', '1,5 MB' */
export function sizeWords(bytes: number, language: Language): string {
  if (bytes < KB * KB) return `${Math.floor(bytes / KB)} KB`
  const tenths = String(Math.floor((bytes * 10) / (KB * KB)) / 10)
  return `${language === 'id' ? tenths.replace('.', ',') : tenths} MB`
}
