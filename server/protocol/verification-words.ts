import type { Effect } from './http.ts'

/** Why a requirement is not met: the closed list that officers choose from and applicants read. Light: for browsers too. */
export const REASON_CODES = [
  ...['document-missing', 'document-unreadable', 'document-wrong', 'document-not-own', 'document-expired'],
  ...['document-unsigned', 'photo-unfit', 'data-differs', 'education-differs', 'institution-unaccredited', 'gpa-low'],
  ...['age-outside', 'experience-short', 'not-proven', 'other'],
] as const
export type ReasonCode = (typeof REASON_CODES)[number]

/** What kind of requirement a reason speaks of: 'any' fits all. */
type About = 'document' | 'education' | 'gpa' | 'age' | 'experience' | 'any'
export const REASONS: Record<ReasonCode, Effect & { about: readonly About[] }> = {
  'document-missing': {
    about: ['any'],
    id: 'Dokumen yang diwajibkan tidak diunggah.',
    en: 'The required document was not uploaded.',
  },
  'document-unreadable': {
    about: ['any'],
    id: 'Dokumen tidak terbaca, terpotong, atau halamannya tidak lengkap.',
    en: 'The document cannot be read, is cut off, or lacks pages.',
  },
  'document-wrong': {
    about: ['any'],
    id: 'Dokumen yang diunggah bukan dokumen yang diminta.',
    en: 'The uploaded document is not the one that was asked for.',
  },
  'document-not-own': {
    about: ['any'],
    id: 'Dokumen atas nama orang lain.',
    en: 'The document is in another person’s name.',
  },
  'document-expired': {
    about: ['document'],
    id: 'Masa berlaku dokumen sudah habis pada tanggal yang ditentukan.',
    en: 'The document had expired on the day that counts.',
  },
  'document-unsigned': {
    about: ['document'],
    id: 'Dokumen tidak ditandatangani, atau meterai maupun pengesahannya tidak sesuai ketentuan.',
    en: 'The document is unsigned, or its stamp duty or certification is not as required.',
  },
  'photo-unfit': {
    about: ['document'],
    id: 'Foto tidak sesuai ketentuan (latar, wajah, atau ukurannya).',
    en: 'The photograph is not as required (background, face or size).',
  },
  'data-differs': {
    about: ['any'],
    id: 'Data yang diisikan tidak sama dengan dokumen.',
    en: 'What was filled in differs from the document.',
  },
  'education-differs': {
    about: ['education'],
    id: 'Kualifikasi pendidikan tidak sesuai dengan yang dipersyaratkan formasi.',
    en: 'The education is not one that the vacancy asks for.',
  },
  'institution-unaccredited': {
    about: ['education'],
    id: 'Perguruan tinggi atau program studi tidak terakreditasi pada tanggal kelulusan.',
    en: 'The institution or programme was not accredited on the day of graduation.',
  },
  'gpa-low': {
    about: ['gpa'],
    id: 'IPK atau nilai ijazah di bawah batas yang dipersyaratkan.',
    en: 'The grade average is below what is required.',
  },
  'age-outside': {
    about: ['age'],
    id: 'Usia di luar batas yang dipersyaratkan.',
    en: 'The age is outside the required limits.',
  },
  'experience-short': {
    about: ['experience'],
    id: 'Pengalaman kerja kurang dari yang dipersyaratkan atau tidak relevan.',
    en: 'The work experience is shorter than required or not relevant.',
  },
  'not-proven': {
    about: ['any'],
    id: 'Dokumen tidak membuktikan bahwa persyaratan ini terpenuhi.',
    en: 'The document does not show that this requirement is met.',
  },
  other: { about: ['any'], id: 'Alasan lain, lihat keterangan.', en: 'Another reason, see the note.' },
}

/** The reasons that make sense for a requirement, those made for it first. */
export function reasonsFor(requirement: string): ReasonCode[] {
  const kind = requirement.startsWith('doc:') ? 'document' : requirement
  const own = REASON_CODES.filter((code) => (REASONS[code].about as readonly string[]).includes(kind))
  return [
    ...own,
    ...REASON_CODES.filter((code) => REASONS[code].about.includes('any') && !own.includes(code) && code !== 'other'),
    ...(own.includes('other') ? [] : (['other'] as const)),
  ]
}

export const VERDICT_WORDS: Record<'MS' | 'TMS', Effect> = {
  MS: { id: 'Memenuhi syarat (MS)', en: 'Meets the requirements (MS)' },
  TMS: { id: 'Tidak memenuhi syarat (TMS)', en: 'Does not meet the requirements (TMS)' },
}
