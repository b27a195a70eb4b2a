import type { Words } from '../language.tsx'

/** The result codes of the announcements, each as one word and as a sentence. */
const id = {
  code: 'Kode',
  legend: 'Arti kode',
  words: { 'P/L': 'Lanjut SKB', P: 'Memenuhi', TL: 'Tidak memenuhi', TH: 'Tidak hadir', DIS: 'Diskualifikasi' },
  sentences: {
    'P/L': 'Memenuhi nilai ambang batas dan berhak mengikuti SKB (dalam tiga kali jumlah kebutuhan).',
    P: 'Memenuhi nilai ambang batas, tetapi di luar tiga kali jumlah kebutuhan.',
    TL: 'Tidak memenuhi nilai ambang batas.',
    TH: 'Tidak hadir.',
    DIS: 'Didiskualifikasi.',
  },
}
export type ResultCode = keyof typeof id.words

export const codesText: Words<typeof id> = {
  id,
  en: {
    code: 'Code',
    legend: 'What the codes mean',
    words: { 'P/L': 'Goes on to SKB', P: 'Meets', TL: 'Does not meet', TH: 'Absent', DIS: 'Disqualified' },
    sentences: {
      'P/L': 'Meets the thresholds and may take the SKB (within three times the need).',
      P: 'Meets the thresholds, but lies outside three times the need.',
      TL: 'Does not meet the thresholds.',
      TH: 'Absent.',
      DIS: 'Disqualified.',
    },
  },
}
