import type { Words } from '../language.tsx'

/** The result codes of the announcements, each as one word and as a sentence. */
const id = {
  code: 'Kode',
  legend: 'Arti kode',
  words: {
    'P/L': 'Lanjut SKB',
    P: 'Memenuhi',
    TL: 'Tidak memenuhi',
    TH: 'Tidak hadir',
    DIS: 'Diskualifikasi',
    'P/L-1': 'Lulus, pindah jenis',
    'P/L-2': 'Lulus, pindah lokasi',
    'P/TL': 'Di luar kebutuhan',
    'P/TH': 'Tidak hadir SKB',
    SERI: 'Menunggu penetapan',
    TMS: 'Tidak memenuhi syarat',
    'TMS-1': 'Syarat SKB',
    APS: 'Mengundurkan diri',
    R2: 'Eks THK-II',
    R3: 'Non-ASN terdata',
    R4: 'Non-ASN lain',
    'R2/L': 'Lulus',
    'R3/L': 'Lulus',
    'R4/L': 'Lulus',
  },
  sentences: {
    'P/L': 'Memenuhi nilai ambang batas dan berhak mengikuti SKB (dalam tiga kali jumlah kebutuhan).',
    P: 'Memenuhi nilai ambang batas, tetapi di luar tiga kali jumlah kebutuhan.',
    TL: 'Tidak memenuhi nilai ambang batas.',
    TH: 'Tidak hadir.',
    DIS: 'Didiskualifikasi.',
    'P/L-1': 'Lulus setelah pindah antarjenis kebutuhan, pada jabatan, kualifikasi pendidikan, dan unit yang sama.',
    'P/L-2': 'Lulus setelah pindah lokasi, pada jabatan dan kualifikasi pendidikan yang sama.',
    'P/TL': 'Mengikuti seluruh SKB, tetapi peringkatnya di luar jumlah kebutuhan.',
    'P/TH': 'Tidak hadir pada satu, sebagian, atau seluruh tes SKB.',
    SERI: 'Sama pada semua ukuran di batas kebutuhan; panitia menetapkan urutannya.',
    TMS: 'Gugur: persyaratan instansi tidak terpenuhi.',
    'TMS-1': 'Gugur: persyaratan pada salah satu tahap SKB tidak terpenuhi.',
    APS: 'Mengajukan pengunduran diri.',
    R2: 'Eks tenaga honorer kategori II, di luar jumlah kebutuhan.',
    R3: 'Pegawai non-ASN yang terdata di BKN, di luar jumlah kebutuhan.',
    R4: 'Pegawai non-ASN yang tidak terdata di BKN, di luar jumlah kebutuhan.',
    'R2/L': 'Eks tenaga honorer kategori II, lulus.',
    'R3/L': 'Pegawai non-ASN yang terdata di BKN, lulus.',
    'R4/L': 'Pegawai non-ASN yang tidak terdata di BKN, lulus.',
  },
  /** Where the test decides alone (PPPK): no SKB follows. */
  alone: {
    words: { 'P/L': 'Lulus', P: 'Di luar kebutuhan' },
    sentences: {
      'P/L': 'Masuk jumlah kebutuhan.',
      P: 'Di luar jumlah kebutuhan.',
    },
  },
  /** After the integration of SKD and SKB. */
  final: {
    words: { 'P/L': 'Lulus' },
    sentences: { 'P/L': 'Lulus: masuk jumlah kebutuhan formasi yang dilamar.' },
  },
}
export type ResultCode = keyof typeof id.words
/** Where a code is read: 'skd' leads to the SKB, 'alone' is a test that decides alone, 'final' is after integration. */
export type CodeSense = 'skd' | 'alone' | 'final'

export const codesText: Words<typeof id> = {
  id,
  en: {
    code: 'Code',
    legend: 'What the codes mean',
    words: {
      'P/L': 'Goes on to SKB',
      P: 'Meets',
      TL: 'Does not meet',
      TH: 'Absent',
      DIS: 'Disqualified',
      'P/L-1': 'Passed, other kind',
      'P/L-2': 'Passed, other place',
      'P/TL': 'Beyond the need',
      'P/TH': 'Absent from SKB',
      SERI: 'To be decided',
      TMS: 'Not eligible',
      'TMS-1': 'SKB requirement',
      APS: 'Resigned',
      R2: 'Former THK-II',
      R3: 'Registered non-ASN',
      R4: 'Other non-ASN',
      'R2/L': 'Passed',
      'R3/L': 'Passed',
      'R4/L': 'Passed',
    },
    sentences: {
      'P/L': 'Meets the thresholds and may take the SKB (within three times the need).',
      P: 'Meets the thresholds, but lies outside three times the need.',
      TL: 'Does not meet the thresholds.',
      TH: 'Absent.',
      DIS: 'Disqualified.',
      'P/L-1': 'Passed after moving to another kind of need, with the same position, qualification and unit.',
      'P/L-2': 'Passed after moving to another place, with the same position and qualification.',
      'P/TL': 'Took the whole SKB, but the place is beyond the need.',
      'P/TH': 'Absent from one, some or all tests of the SKB.',
      SERI: 'Equal on everything at the last place; the committee decides the order.',
      TMS: 'Dropped: a requirement of the agency is not met.',
      'TMS-1': 'Dropped: a requirement at a stage of the SKB is not met.',
      APS: 'Has resigned.',
      R2: 'Former category-II honorary worker, beyond the need.',
      R3: 'Non-ASN employee registered with BKN, beyond the need.',
      R4: 'Non-ASN employee not registered with BKN, beyond the need.',
      'R2/L': 'Former category-II honorary worker, passed.',
      'R3/L': 'Non-ASN employee registered with BKN, passed.',
      'R4/L': 'Non-ASN employee not registered with BKN, passed.',
    },
    alone: {
      words: { 'P/L': 'Passed', P: 'Beyond the need' },
      sentences: {
        'P/L': 'Within the need.',
        P: 'Beyond the need.',
      },
    },
    final: {
      words: { 'P/L': 'Passed' },
      sentences: { 'P/L': 'Passed: within the need of the vacancy applied for.' },
    },
  },
}

export const isCode = (code: string): code is ResultCode => code in id.words

/** The code's word at this place in the work; '' for a code we have no word for. */
export const codeWord = (code: string, sense: CodeSense, language: 'id' | 'en'): string =>
  saidOf('words', code, sense, language)
/** What the code means, as a sentence; '' for a code we have none for. */
export const codeSentence = (code: string, sense: CodeSense, language: 'id' | 'en'): string =>
  saidOf('sentences', code, sense, language)

function saidOf(what: 'words' | 'sentences', code: string, sense: CodeSense, language: 'id' | 'en'): string {
  if (!isCode(code)) return ''
  const text = codesText[language]
  const here: Partial<Record<string, string>> = sense === 'skd' ? {} : text[sense][what]
  return here[code] ?? text[what][code]
}
