import type { EducationLevel } from './recruitment.ts'

/** How the decrees write a level of education. */
export const LEVEL_WORDS: Record<EducationLevel, { id: string; en: string }> = {
  sd: { id: 'SD', en: 'Primary school' },
  smp: { id: 'SMP', en: 'Lower secondary school' },
  sma: { id: 'SMA/SMK', en: 'Upper secondary school' },
  d1: { id: 'D-I', en: 'Diploma I' },
  d2: { id: 'D-II', en: 'Diploma II' },
  d3: { id: 'D-III', en: 'Diploma III' },
  d4: { id: 'D-IV', en: 'Diploma IV' },
  s1: { id: 'S-1', en: 'Bachelor' },
  profesi: { id: 'Profesi', en: 'Professional degree' },
  s2: { id: 'S-2', en: 'Master' },
  sp: { id: 'Spesialis', en: 'Medical specialist' },
  s3: { id: 'S-3', en: 'Doctorate' },
}

/** A programme of the coded list, with the levels at which it is taught. */
export interface Programme {
  code: string
  id: string
  en: string
  levels: EducationLevel[]
}
