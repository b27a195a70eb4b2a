import type { RoomEventKind, RoomEventRow } from '../protocol/room-log.ts'
import {
  asWritten,
  capital,
  categoryWords,
  clockOf,
  joined,
  placeOf,
  refusedEntryWords,
  say,
  spanOf,
  type Words,
} from './words.ts'

/** What a room event is read from: its kind, where it was, and its detail. */
export type SpokenEvent = Pick<RoomEventRow, 'kind' | 'room' | 'station' | 'detail'>

/** One event of the room's log as a sentence in both languages (MN1). A detail that is missing is left out. */
export function roomSentence(event: SpokenEvent): Words {
  const compared = event.kind === 'photo-taken' && event.detail['picture'] === false
  const [phrase, parts] = [compared ? COMPARED : PHRASES[event.kind], additions(event)]
  return capital(parts.length === 0 ? phrase : joined([phrase, joined(parts, ', ')], ': '))
}

/** Where the committee asks for no picture, the face is compared all the same. */
const COMPARED = say('wajah dicocokkan tanpa foto', 'the face was compared without a photo')

/** What happened, in a few words; also the name of a signal where several are told in one line. */
export const PHRASES: Record<RoomEventKind, Words> = {
  'signed-in': say('masuk di komputer', 'signed in at the computer'),
  'second-sign-in': say('percobaan masuk kedua di komputer lain', 'a second sign-in was tried at another computer'),
  'wrong-seat': say('mencoba masuk di meja yang bukan mejanya', 'tried to sign in at another’s seat'),
  'move-asked': say('meminta melanjutkan di komputer lain', 'asked to go on at another computer'),
  'signed-out': say('keluar dari komputer', 'signed out of the computer'),
  disconnected: say('komputer tidak terhubung', 'the computer lost its connection'),
  reconnected: say('komputer terhubung kembali', 'the computer is connected again'),
  'focus-lost': say('jendela ujian ditinggalkan', 'the exam window was left'),
  'focus-back': say('kembali ke jendela ujian', 'back at the exam window'),
  'full-screen-left': say('layar penuh ditinggalkan', 'full screen was left'),
  'full-screen-back': say('kembali ke layar penuh', 'back in full screen'),
  'copy-tried': say('mencoba menyalin', 'tried to copy'),
  'paste-tried': say('mencoba menempel', 'tried to paste'),
  'print-tried': say('mencoba mencetak', 'tried to print'),
  'station-changed': say('dikerjakan di komputer lain', 'taken at another computer'),
  'address-changed': say('alamat jaringan berubah', 'the network address changed'),
  burst: say(
    'banyak jawaban sekaligus setelah terhubung kembali',
    'many responses at once after the connection came back',
  ),
  'answered-while-held': say('menjawab selagi waktu dihentikan', 'answered while the time stood still'),
  'seb-refused': say('kunci Safe Exam Browser tidak cocok', 'the Safe Exam Browser key does not match'),
  'room-silent': say('banyak komputer berhenti memberi kabar bersamaan', 'many computers fell silent at once'),
  'room-paused': say('ruang dijeda sistem, waktu berhenti', 'the room was paused by the system, the time stands still'),
  'room-resumed': say('jeda ruang berakhir, waktu berjalan lagi', 'the pause of the room ended, the time goes on'),
  'server-outage': say('server mati', 'the server was down'),
  'server-stalled': say('server tertahan', 'the server stood still'),
  'spare-lost': say(
    'server cadangan tidak menjawab; server bekerja sendiri, jawaban tersimpan di server utama saja',
    'the spare server is silent; the server goes on alone, responses are kept by the main server only',
  ),
  'spare-back': say('server cadangan mengikuti lagi', 'the spare server follows again'),
  'spare-took-over': say('server cadangan mengambil alih', 'the spare server took over'),
  'other-line': say(
    'sebuah komputer baru saja dilayani salinan data lain; periksa apakah dua server menyala',
    'a computer was served by another copy of the records a moment ago; see whether two servers are running',
  ),
  arrived: say('datang di meja registrasi', 'arrived at the desk'),
  'documents-checked': say('dokumen diperiksa', 'documents were checked'),
  'belongings-kept': say('barang dititipkan', 'belongings were left in keeping'),
  'photo-taken': say('foto diambil dan wajah dicocokkan', 'a photo was taken and the face compared'),
  'face-overridden': say('wajah diterima dengan keterangan petugas', 'the face was accepted on the officer’s word'),
  'body-checked': say('pemeriksaan badan selesai', 'the body check is done'),
  'pin-issued': say('PIN diberikan', 'a PIN was given'),
  seated: say('diberi tempat duduk', 'was given a seat'),
  late: say('datang terlambat', 'came too late'),
  'refused-entry': say('tidak diperkenankan masuk', 'was not let in'),
  'refusal-withdrawn': say('penolakan masuk dibatalkan', 'the refusal was taken back'),
  note: say('catatan', 'note'),
  correction: say('koreksi', 'correction'),
  rescheduled: say('waktu mulai diubah', 'the start time was changed'),
}

type Detail = RoomEventRow['detail']
const text = (detail: Detail, ...names: string[]): string | null => {
  for (const name of names) {
    const value = detail[name]
    if (typeof value === 'string' && value.trim() !== '') return value.trim()
  }
  return null
}
const amount = (detail: Detail, ...names: string[]): number | null => {
  for (const name of names) {
    const value = detail[name]
    if (typeof value === 'number' && Number.isFinite(value)) return value
  }
  return null
}

/** What the detail adds to the phrase, in the order in which it is read out. */
function additions({ kind, room, station, detail }: SpokenEvent): Words[] {
  const parts: (Words | null)[] = []
  const place = placeOf(room, station)
  const free = text(detail, 'text', 'note')
  switch (kind) {
    case 'signed-in':
      parts.push(place)
      break
    case 'seated':
    case 'station-changed': {
      const before = text(detail, 'before')
      parts.push(place, before === null ? null : say(`sebelumnya ${before}`, `before ${before}`))
      break
    }
    case 'documents-checked': {
      const seen = text(detail, 'seen')
      parts.push(seen === null ? null : asWritten(seen))
      break
    }
    // The line stands under her own seat; where it was tried is in the detail.
    case 'second-sign-in':
    case 'wrong-seat':
    case 'move-asked':
      parts.push(placeOf(text(detail, 'room') ?? '', text(detail, 'station') ?? ''))
      break
    case 'address-changed': {
      const [before, now] = [text(detail, 'before'), text(detail, 'now')]
      if (before !== null && now !== null) parts.push(say(`${before} menjadi ${now}`, `${before} to ${now}`))
      break
    }
    case 'disconnected':
    case 'reconnected': {
      const unsaved = amount(detail, 'unsaved') ?? 0
      if (unsaved > 0) parts.push(say(`${unsaved} jawaban belum terkirim`, `${unsaved} responses not sent yet`))
      break
    }
    case 'burst':
    case 'answered-while-held': {
      const n = amount(detail, 'count')
      if (n !== null) parts.push(say(`${n} jawaban`, `${n} responses`))
      break
    }
    case 'room-silent': {
      const [silent, of] = [amount(detail, 'silent'), amount(detail, 'of', 'working')]
      if (silent !== null)
        parts.push(of === null ? say(`${silent}`, `${silent}`) : say(`${silent} dari ${of}`, `${silent} of ${of}`))
      break
    }
    case 'room-paused':
    case 'room-resumed': {
      const n = amount(detail, 'candidates', 'held', 'count', 'released')
      if (n !== null) parts.push(say(`${n} peserta`, `${n} candidates`))
      break
    }
    case 'server-outage':
    case 'server-stalled': {
      const [from, until] = [amount(detail, 'from'), amount(detail, 'until')]
      if (from !== null && until !== null) parts.push(stretch(from, until))
      break
    }
    case 'late':
      break
    case 'refused-entry':
    case 'refusal-withdrawn': {
      const reason = text(detail, 'reason')
      if (reason !== null) parts.push(refusedEntryWords(reason))
      break
    }
    case 'face-overridden': {
      const reason = text(detail, 'reason')
      if (reason !== null) parts.push(asWritten(reason))
      break
    }
    case 'note':
    case 'correction': {
      const category = text(detail, 'category')
      parts.push(category === null ? null : categoryWords(category))
      break
    }
    case 'rescheduled': {
      const to = amount(detail, 'to', 'startsAt')
      if (to !== null) parts.push(joined([say('menjadi pukul ', 'to '), clockOf(to)]))
      const reason = text(detail, 'reason')
      if (reason !== null) parts.push(asWritten(reason))
      break
    }
  }
  if (free !== null) parts.push(asWritten(free))
  return parts.filter((part) => part !== null && part.id !== '') as Words[]
}

/** '3 menit 5 detik (08.12.03 sampai 08.15.08)': the difference of the two clocks as they are read. */
export const stretch = (from: number, until: number): Words =>
  joined([
    spanOf((Math.floor(until / 1000) - Math.floor(from / 1000)) * 1000),
    say(' (', ' ('),
    clockOf(from),
    say(' sampai ', ' to '),
    clockOf(until),
    say(')', ')'),
  ])
