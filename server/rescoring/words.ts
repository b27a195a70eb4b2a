import type { Effect } from '../protocol/http.ts'
import { type Refusal, sentence } from '../protocol/refusals.ts'
import type { RescoreCounts, ToReplace } from '../protocol/rescoring.ts'
import type { Affected } from './affected.ts'
import { keyWords, statedKey } from './key-change.ts'
import type { Effects } from './preview.ts'

const numbers = { id: new Intl.NumberFormat('id-ID'), en: new Intl.NumberFormat('en-GB') }
const say = (id: (n: (value: number) => string) => string, en: (n: (value: number) => string) => string): Effect => ({
  id: id((value) => numbers.id.format(value)),
  en: en((value) => numbers.en.format(value)),
})

/** What a second person reads in one line. Names no key: the audit trail keeps it. */
export function titleOf({ bank, items }: Pick<Affected, 'bank' | 'items'>): Effect {
  const sources = items.map(({ item }) => item.source)
  const shown = sources.length > 3 ? `${sources.slice(0, 3).join(', ')} …` : sources.join(', ')
  return say(
    (n) => `Ubah kunci ${n(items.length)} soal (${shown}) · bank ${bank.name}`,
    (n) => `Change the keys of ${n(items.length)} items (${shown}) · bank ${bank.name}`,
  )
}

/** 'Soal TIU-014: kunci C menjadi semua mendapat nilai penuh.' */
export const itemSentences = ({ items }: Pick<Affected, 'items'>): Effect[] =>
  items.map(({ item, before, after }) => {
    const [old, now] = [keyWords(statedKey(before)), keyWords(statedKey(after))]
    return {
      id: `Soal ${item.source}: kunci ${old.id} menjadi ${now.id}.`,
      en: `Item ${item.source}: key ${old.en} becomes ${now.en}.`,
    }
  })

/** The totals in sentences: who changes, who crosses a line, and what else must be known before it is signed. */
export function effectSentences(affected: Affected, effects: Effects, publications: ToReplace[]): Effect[] {
  return [
    ...countSentences(effects.counts),
    ...affected.waiting.map(({ name, finished }) =>
      say(
        (n) =>
          `Sesi "${name}" belum ditutup dan tidak dihitung di sini: pesertanya dinilai dengan kunci baru saat selesai${finished > 0 ? `, dan ${n(finished)} yang sudah selesai dinilai ulang saat usulan disetujui` : ''}.`,
        (n) =>
          `Sitting "${name}" is not closed and not counted here: its candidates are scored with the new key when they finish${finished > 0 ? `, and ${n(finished)} who have finished are scored anew at the approval` : ''}.`,
      ),
    ),
    ...effects.unranked.map(({ code, why }) => unrankedSentence(code, why)),
    ...(publications.length === 0
      ? []
      : [
          say(
            (n) => `${n(publications.length)} pengumuman yang berlaku harus diganti setelah ini.`,
            (n) => `${n(publications.length)} publications in force must be replaced after this.`,
          ),
        ]),
  ]
}

function countSentences(counts: RescoreCounts): Effect[] {
  const { had, changed, raised, lowered, thresholdIn, thresholdOut, cutIn, cutOut, placeOnly } = counts
  if (had === 0)
    return [
      say(
        () => 'Belum ada peserta sesi yang sudah ditutup yang mendapat soal ini; tidak ada nilai yang berubah.',
        () => 'No candidate of a closed sitting had these items; no score changes.',
      ),
    ]
  const sentences = [
    say(
      (n) =>
        `${n(had)} peserta mendapat soal ini; nilai ${n(changed)} orang berubah: ${n(raised)} naik, ${n(lowered)} turun.`,
      (n) => `${n(had)} candidates had these items; ${n(changed)} change: ${n(raised)} up, ${n(lowered)} down.`,
    ),
  ]
  if (thresholdIn + thresholdOut > 0)
    sentences.push(
      say(
        (n) =>
          `${n(thresholdIn)} orang menjadi memenuhi nilai ambang batas, ${n(thresholdOut)} orang tidak lagi memenuhinya.`,
        (n) => `${n(thresholdIn)} reach the threshold now, ${n(thresholdOut)} no longer do.`,
      ),
    )
  if (cutIn + cutOut > 0)
    sentences.push(
      say(
        (n) => `${n(cutIn)} orang masuk batas kelulusan, ${n(cutOut)} orang keluar dari batas itu.`,
        (n) => `${n(cutIn)} come within the cut, ${n(cutOut)} fall out of it.`,
      ),
    )
  else
    sentences.push(
      say(
        () => 'Tidak ada yang melewati batas kelulusan.',
        () => 'Nobody crosses the cut.',
      ),
    )
  if (placeOnly > 0)
    sentences.push(
      say(
        (n) => `${n(placeOnly)} orang lain hanya bergeser peringkatnya.`,
        (n) => `${n(placeOnly)} others only move in place.`,
      ),
    )
  return sentences
}

const unrankedSentence = (code: string, why: Refusal): Effect => ({
  id: `Formasi ${code} tidak dapat diperingkat, hanya nilainya yang dihitung: ${sentence(why, 'id')}`,
  en: `Vacancy ${code} cannot be ranked, only its points are computed: ${sentence(why, 'en')}`,
})
