import type { StatisticsFlag, StatisticsFlagName } from '../protocol/item-statistics.ts'

/** A flag as the sheets and the command write it. */
export const flagWords = ({ flag, options }: StatisticsFlag): string =>
  options.length === 0 ? WORDS[flag] : `${WORDS[flag]} (${options.join(', ')})`

const WORDS: Record<StatisticsFlagName, string> = {
  'key-doubtful': 'kunci diragukan',
  negative: 'daya beda negatif',
  'weights-disordered': 'urutan bobot diragukan',
  'too-hard': 'terlalu sukar',
  'too-easy': 'terlalu mudah',
  weak: 'daya beda lemah',
  'many-blank': 'banyak yang kosong',
  'harder-than-before': 'lebih sukar daripada dulu',
  'easier-than-before': 'lebih mudah daripada dulu',
  'idle-option': 'pengecoh tidak dipilih',
  'few-takers': 'peserta terlalu sedikit',
}
