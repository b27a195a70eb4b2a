/** How a decision is worded. `{fill}` is what the committee adds; the rest is the same for everybody. */
export interface DecisionTemplate {
  id: string
  verdict: 'granted' | 'rejected'
  title: { id: string; en: string }
  text: { id: string; en: string }
}

export const DECISION_TEMPLATES: readonly DecisionTemplate[] = [
  {
    id: 'key-wrong',
    verdict: 'granted',
    title: { id: 'Kunci soal keliru', en: 'The key was wrong' },
    text: {
      id: 'Sanggah diterima. Panel memeriksa soal yang dipersoalkan dan kuncinya diperbaiki; nilai semua peserta yang mengerjakannya dihitung ulang. {fill}',
      en: 'The objection is granted. The panel examined the item and its key was mended; all candidates who had it are scored again. {fill}',
    },
  },
  {
    id: 'standing-wrong',
    verdict: 'granted',
    title: { id: 'Status peserta keliru', en: 'The standing was wrong' },
    text: {
      id: 'Sanggah diterima. Status Anda ditetapkan keliru dan diperbaiki; peringkat formasi dihitung ulang. {fill}',
      en: 'The objection is granted. Your standing was set by mistake and is mended; the vacancy is ranked again. {fill}',
    },
  },
  {
    id: 'data-wrong',
    verdict: 'granted',
    title: { id: 'Data panitia keliru', en: 'The committee’s data were wrong' },
    text: {
      id: 'Sanggah diterima. Data yang dipakai panitia keliru, bukan kesalahan Anda, dan diperbaiki. {fill}',
      en: 'The objection is granted. Data used by the committee were wrong, through no fault of yours, and are mended. {fill}',
    },
  },
  {
    id: 'not-proven',
    verdict: 'rejected',
    title: { id: 'Tidak terbukti', en: 'Not borne out' },
    text: {
      id: 'Sanggah ditolak. Catatan pengerjaan, nilai dan peringkat Anda diperiksa dan sesuai dengan pengumuman. {fill}',
      en: 'The objection is rejected. Your log, scores and place were examined and agree with the publication. {fill}',
    },
  },
  {
    id: 'key-right',
    verdict: 'rejected',
    title: { id: 'Kunci benar menurut panel', en: 'The panel finds the key right' },
    text: {
      id: 'Sanggah ditolak. Panel memeriksa soal yang dipersoalkan dan menyatakan kuncinya benar. {fill}',
      en: 'The objection is rejected. The panel examined the item and finds its key right. {fill}',
    },
  },
  {
    id: 'outside',
    verdict: 'rejected',
    title: { id: 'Di luar yang dapat disanggah', en: 'Outside what an objection may ask' },
    text: {
      id: 'Sanggah ditolak. Yang diminta berada di luar hasil yang diumumkan, atau memerlukan dokumen baru. {fill}',
      en: 'The objection is rejected. What is asked lies outside the published result, or needs a new document. {fill}',
    },
  },
  {
    id: 'own-mistake',
    verdict: 'rejected',
    title: { id: 'Kesalahan ada pada peserta', en: 'The mistake was the candidate’s' },
    text: {
      id: 'Sanggah ditolak. Keadaan yang disampaikan berasal dari peserta sendiri, bukan dari panitia atau sistem. {fill}',
      en: 'The objection is rejected. What is described came from the candidate and not from the committee or the system. {fill}',
    },
  },
]

export const templateOf = (id: string): DecisionTemplate | null =>
  DECISION_TEMPLATES.find((template) => template.id === id) ?? null

/** The answer as the candidate reads it. */
export const answerOf = (template: DecisionTemplate, fill: string, language: 'id' | 'en'): string =>
  template.text[language].replace('{fill}', fill.trim()).trim()
