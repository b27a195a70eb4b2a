import type { ReasonCategory, RefusalReason } from '../protocol/reasons.ts'
import { WIB_MS } from '../results/export-table.ts'

/** One sentence in both languages. */
export interface Words {
  id: string
  en: string
}
export const say = (id: string, en: string): Words => ({ id, en })
export const joined = (parts: Words[], between = ''): Words => ({
  id: parts.map((part) => part.id).join(between),
  en: parts.map((part) => part.en).join(between),
})
/** Words of people, which stand as they were written. */
export const asWritten = (text: string): Words => ({ id: text, en: text })

/** '08.12.03' on the clock of WIB; the colon is the English one. */
export function clockOf(at: number): Words {
  const digits = new Date(at + WIB_MS).toISOString().slice(11, 19)
  return say(digits.replaceAll(':', '.'), digits)
}

/** '1 jam 3 menit 5 detik'; whole seconds, halves up. Parts that are nothing are left out. */
export function spanOf(ms: number): Words {
  const seconds = Math.max(0, Math.round(ms / 1000))
  const parts = [
    { n: Math.floor(seconds / 3600), id: 'jam', en: 'hour' },
    { n: Math.floor((seconds % 3600) / 60), id: 'menit', en: 'minute' },
    { n: seconds % 60, id: 'detik', en: 'second' },
  ].filter(({ n }) => n > 0)
  if (parts.length === 0) return say('0 detik', '0 seconds')
  return joined(
    parts.map(({ n, id, en }) => say(`${n} ${id}`, `${n} ${en}${n === 1 ? '' : 's'}`)),
    ' ',
  )
}

/** 'ruang A, meja 07'; what is not known is left out, and where nothing is, the reply is null. */
export function placeOf(room: string, station: string): Words | null {
  if (room && station) return say(`ruang ${room}, meja ${station}`, `room ${room}, station ${station}`)
  if (room) return say(`ruang ${room}`, `room ${room}`)
  return station ? say(`meja ${station}`, `station ${station}`) : null
}

const CATEGORIES: Record<ReasonCategory, Words> = {
  schedule: say('jadwal', 'schedule'),
  technical: say('teknis', 'technical'),
  health: say('kesehatan', 'health'),
  misconduct: say('pelanggaran', 'misconduct'),
  request: say('permintaan peserta', 'candidate’s request'),
  other: say('lain-lain', 'other'),
}
const REFUSED_ENTRY: Record<RefusalReason, Words> = {
  late: say('terlambat', 'late'),
  'no-identity': say('tanpa identitas yang sah', 'without valid identity'),
  'not-this-person': say('wajah atau identitas tidak sesuai', 'face or identity does not match'),
  'not-registered': say('tidak terdaftar', 'not registered'),
  clothes: say('pakaian tidak sesuai ketentuan', 'clothes against the rules'),
  'banned-item': say('membawa barang terlarang', 'with a banned item'),
  other: say('sebab lain', 'another reason'),
}

/** A reason's category in words; one that is not ours stands as it was written. */
export const categoryWords = (category: string): Words =>
  CATEGORIES[category as ReasonCategory] ?? asWritten(category.trim())
export const refusedEntryWords = (reason: string): Words =>
  REFUSED_ENTRY[reason as RefusalReason] ?? asWritten(reason.trim())

/** 'teknis: kabel lepas'; either half may be missing, and null where both are. */
export function reasonWords({ category, text }: { category: string; text: string }): Words | null {
  const [head, tail] = [categoryWords(category), text.trim()]
  if (!head.id) return tail ? asWritten(tail) : null
  return tail ? say(`${head.id}: ${tail}`, `${head.en}: ${tail}`) : head
}

/** Names in a row up to `most`, then how many more there are. */
export function listed(names: string[], most = 10): Words {
  const shown = names.slice(0, most).join(', ')
  const more = names.length - most
  return more > 0 ? say(`${shown} dan ${more} lainnya`, `${shown} and ${more} more`) : asWritten(shown)
}

/** A sentence that begins a line. */
export const capital = ({ id, en }: Words): Words => say(upper(id), upper(en))
const upper = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)
