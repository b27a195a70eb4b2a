import { isRefusal, sentence } from '../../server/protocol/refusals.ts'
import type { KeyWanted } from '../../server/protocol/rescoring.ts'
import { prepareRescore, previewOf } from '../../server/rescoring/rescore-store.ts'
import { itemsOfSource } from '../../server/rescoring/workbench-view.ts'
import { type Command, type Flags, Stop, text } from './command.ts'

/** Rows printed for a person; --json has up to the screen's number. */
const ROWS_PRINTED = 40

export const rescoreCommands: Record<string, Command> = {
  'rescore preview': {
    usage: 'rescore preview --item SOAL --key A[,B] | --given | --void | --weights A:1,B:5,… [--bank BANK] [--json]',
    what: 'Siapa berubah, berapa, dan siapa melewati ambang atau batas bila kunci satu soal diubah. Hanya membaca; mengubahnya perlu dua orang di layar Penilaian ulang.',
    names: { least: 0, most: 0 },
    flags: {
      item: { type: 'string' },
      key: { type: 'string' },
      weights: { type: 'string' },
      given: { type: 'boolean' },
      void: { type: 'boolean' },
      bank: { type: 'string' },
    },
    check({ flags }) {
      if (!text(flags, 'item')?.trim()) throw new Stop('sebut soalnya: --item SOAL (kode sumbernya)')
      wantedKey(flags)
    },
    async run({ flags, workplace, json, print }) {
      const source = (text(flags, 'item') as string).trim()
      const bank = text(flags, 'bank') ?? null
      const items = await itemsOfSource(workplace.services, source, bank)
      const [item] = items
      if (!item) throw new Stop(`soal "${source}" tidak ada${bank === null ? '' : ` di bank "${bank}"`}`)
      if (items.length > 1)
        throw new Stop(
          `soal "${source}" ada di ${items.length} bank; pilih dengan --bank: ${items.map((one) => `"${one.bank}"`).join(', ')}`,
        )
      const prepared = await prepareRescore(workplace.services, workplace.delivery, [
        { item: item.id, key: wantedKey(flags) },
      ])
      if (isRefusal(prepared)) throw new Stop(sentence(prepared, 'id'))
      const preview = previewOf(prepared, {})
      if (json) {
        print(JSON.stringify(preview, null, 1))
        return
      }
      const lines = preview.rows.slice(0, ROWS_PRINTED).map(({ number, vacancy, before, after, name }) => {
        const by = (after.total ?? 0) - (before.total ?? 0)
        const moved = (one: typeof before) => `${one.place ?? '–'} ${one.code ?? ''}`.trim()
        return `${number}  ${vacancy}  ${by > 0 ? '+' : ''}${by}  ${before.total ?? '–'} menjadi ${after.total ?? '–'}  (${moved(before)}) menjadi (${moved(after)})  ${name}`
      })
      const more = preview.matching - lines.length
      print(
        [
          ...preview.sentences.map((one) => one.id),
          ...lines,
          ...(more > 0 ? [`… dan ${more} lagi; --json memuat lebih banyak`] : []),
        ].join('\n'),
      )
    },
  },
}

/** The one key that the flags state. */
function wantedKey(flags: Flags): KeyWanted {
  const stated = ['key', 'weights', 'given', 'void'].filter((name) => flags[name] !== undefined)
  if (stated.length !== 1)
    throw new Stop('sebut tepat satu kunci baru: --key A[,B], --given, --void, atau --weights A:1,B:5,…')
  if (flags['given'] === true) return { kind: 'given' }
  if (flags['void'] === true) return { kind: 'void' }
  const parts = (text(flags, stated[0] as string) ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (parts.length === 0) throw new Stop(`--${stated[0]} kosong; contoh: --key A atau --weights A:1,B:5`)
  if (stated[0] === 'key') return { kind: 'single', correct: [...new Set(parts)] }
  const weights: Record<string, number> = {}
  for (const part of parts) {
    const [, label, value] = part.match(/^(.+?)\s*[:=]\s*(-?\d+)$/) ?? []
    if (label === undefined || value === undefined)
      throw new Stop(`--weights: "${part}" bukan pilihan dan bobot; contoh: A:1,B:5`)
    if (weights[label] !== undefined) throw new Stop(`--weights: pilihan ${label} disebut dua kali`)
    weights[label] = Number(value)
  }
  return { kind: 'weighted', weights }
}
