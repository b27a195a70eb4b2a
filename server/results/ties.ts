import type { Effect } from '../protocol/http.ts'

/** Names a group of equal candidates of a vacancy, whatever their order. */
export const groupKey = (vacancy: string, candidates: readonly string[]): string =>
  [vacancy, ...[...candidates].sort()].join(' ')

/** Why people must decide, without anybody's birth date or IPK. */
export const tieWords = (why: 'all-equal' | 'gpa-missing' | 'gpa-mixed' | 'birth-date-missing'): Effect =>
  ({
    'all-equal': {
      id: 'Sama dalam segala hal yang diatur; peraturan tidak menyebut pembeda berikutnya.',
      en: 'Equal on everything the rules name; they state no further key.',
    },
    'gpa-missing': {
      id: 'Nilai sama, tetapi IPK atau nilai ijazah sebagian peserta tidak ada dalam data.',
      en: 'Equal scores, but the IPK or diploma mean of some of them is not in the data.',
    },
    'gpa-mixed': {
      id: 'Nilai sama, tetapi IPK dan nilai ijazah bercampur sehingga tidak dapat dibandingkan.',
      en: 'Equal scores, but IPK and diploma means are mixed and cannot be compared.',
    },
    'birth-date-missing': {
      id: 'Nilai sama, tetapi tanggal lahir sebagian peserta tidak ada dalam data.',
      en: 'Equal scores, but the birth date of some of them is not in the data.',
    },
  })[why]

/** The reason of a place that people decided in the SKD or a test that decides alone. */
export const decidedWords = ({ place, tiedWith }: { place: number | null; tiedWith: readonly string[] }): Effect => {
  const others = tiedWith.length - 1
  return {
    id: `Peringkat ${place}: sama dengan ${others} peserta lain pada semua urutan, sehingga panitia yang memutuskan.`,
    en: `Place ${place}: equal with ${others === 1 ? '1 other' : `${others} others`} on everything, so the committee decided.`,
  }
}
