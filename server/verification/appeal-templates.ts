import type { Effect } from '../protocol/http.ts'
import { withoutLongNumbers } from '../protocol/identity.ts'
import type { AppealTemplate } from '../protocol/verification.ts'

/**
 * How an answer is worded. `{fill}` is what the committee adds; the rest is the same for everybody. An objection is
 * granted only where the mistake was not the applicant's (D.3: calonpppk.com; PermenPANRB 28/2021 Pasal 31).
 */
export const APPEAL_TEMPLATES: readonly AppealTemplate[] = [
  {
    id: 'officer-mistaken',
    verdict: 'granted',
    title: { id: 'Pemeriksa keliru', en: 'The officer was mistaken' },
    text: {
      id: 'Sanggah diterima. Dokumen yang Anda unggah diperiksa kembali dan memenuhi persyaratan; kekeliruan ada pada pemeriksa. {fill}',
      en: 'The objection is granted. The documents you uploaded were examined again and meet the requirements; the mistake was the officer’s. {fill}',
    },
  },
  {
    id: 'system-mistaken',
    verdict: 'granted',
    title: { id: 'Gangguan sistem, bukan kesalahan pelamar', en: 'A fault of the system, not of the applicant' },
    text: {
      id: 'Sanggah diterima. Kekurangan pada lamaran Anda berasal dari sistem dan bukan kesalahan Anda. {fill}',
      en: 'The objection is granted. What was lacking in your application came from the system and was no fault of yours. {fill}',
    },
  },
  {
    id: 'not-met',
    verdict: 'rejected',
    title: { id: 'Persyaratan tetap tidak terpenuhi', en: 'The requirement is still not met' },
    text: {
      id: 'Sanggah ditolak. Lamaran Anda diperiksa kembali oleh petugas lain dan persyaratan itu tetap tidak terpenuhi. {fill}',
      en: 'The objection is rejected. Your application was examined again by another officer and the requirement is still not met. {fill}',
    },
  },
  {
    id: 'own-mistake',
    verdict: 'rejected',
    title: { id: 'Kesalahan pada pelamar', en: 'The mistake was the applicant’s' },
    text: {
      id: 'Sanggah ditolak. Kekurangan itu berasal dari isian atau dokumen yang Anda kirim, dan setelah pendaftaran ditutup tidak dapat diperbaiki. {fill}',
      en: 'The objection is rejected. What was lacking came from what you filled in or uploaded, and cannot be mended after registration has closed. {fill}',
    },
  },
  {
    id: 'new-document',
    verdict: 'rejected',
    title: { id: 'Meminta dokumen baru dipertimbangkan', en: 'It asks to consider a new document' },
    text: {
      id: 'Sanggah ditolak. Dokumen yang tidak diunggah pada saat pendaftaran tidak dapat dipertimbangkan. {fill}',
      en: 'The objection is rejected. A document that was not uploaded during registration cannot be considered. {fill}',
    },
  },
]

export const appealTemplate = (id: string): AppealTemplate | null =>
  APPEAL_TEMPLATES.find((one) => one.id === id) ?? null

/** The answer as the applicant reads it; what the committee adds stands in both languages as it was written. */
export function answerOf({ text }: AppealTemplate, fill: string): Effect {
  const added = withoutLongNumbers(fill.trim())
  const filled = (words: string) => words.replace('{fill}', () => added).trim()
  return { id: filled(text.id), en: filled(text.en) }
}
