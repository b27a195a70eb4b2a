import type { Form } from '../../question-bank/form.ts'
import type { AttemptEvent } from './attempt.ts'
import { eventOf, type LogRow } from './event-log.ts'

/** One event in words, with the wall clock it was labelled with. */
export interface StoryLine {
  at: number
  seq: number
  id: string
  en: string
}

/** Letter of an option as it stood on this candidate's screen, not in the bank. */
export const letterOf = (form: Form, slot: number, option: string | null): string | null => {
  if (option === null) return null
  const place = form.slots[slot]?.options.indexOf(option) ?? -1
  return place < 0 ? null : String.fromCharCode(65 + place)
}

/** One attempt in plain sentences, in both languages. Letters are those of the screen. Pure. */
export function storyOf(log: LogRow[]): StoryLine[] {
  let form: Form = { slots: [] }
  return log.map((row) => {
    const { event } = eventOf(row)
    if (event.kind === 'opened') form = event.form
    const [id, en] = say(event, form)
    return { at: row.at, seq: row.seq, id, en }
  })
}

const because = (reason: string): string => (reason.trim() === '' ? '' : `: ${reason.trim()}`)

/** '10 menit', '1 menit 5 detik': nobody reads milliseconds. */
function spanOf(ms: number): { id: string; en: string } {
  const [minutes, seconds] = [Math.floor(ms / 60_000), Math.round((ms % 60_000) / 1000)]
  const part = (minute: string, second: string) =>
    [minutes > 0 || seconds === 0 ? `${minutes} ${minute}` : '', seconds > 0 ? `${seconds} ${second}` : '']
      .filter((word) => word !== '')
      .join(' ')
  return { id: part('menit', 'detik'), en: part('min', 's') }
}

function say(event: AttemptEvent, form: Form): [string, string] {
  switch (event.kind) {
    case 'opened': {
      const [items, minutes] = [event.form.slots.length, event.limitMs / 60_000]
      return [
        `paket ${items} soal ditarik, waktu ${minutes} menit`,
        `a form of ${items} items was drawn, ${minutes} minutes`,
      ]
    }
    case 'claimed':
      return event.place
        ? [
            `dikerjakan di ruang ${event.place.room}, meja ${event.place.station}`,
            `taken at room ${event.place.room}, station ${event.place.station}`,
          ]
        : ['dikerjakan di komputer tanpa nomor meja', 'taken at a computer without a station number']
    case 'started':
      return event.by === 'server'
        ? ['dimulai oleh sistem (sesi sudah berjalan)', 'started by the system (the sitting was running)']
        : [`dimulai oleh ${event.by}`, `started by ${event.by}`]
    case 'answered': {
      const [item, letter] = [event.slot + 1, letterOf(form, event.slot, event.option)]
      return letter === null
        ? [`soal ${item} dikosongkan`, `item ${item} cleared`]
        : [`soal ${item} dijawab ${letter}`, `item ${item} answered ${letter}`]
    }
    case 'flagged': {
      const item = event.slot + 1
      return event.on
        ? [`soal ${item} ditandai ragu-ragu`, `item ${item} flagged`]
        : [`soal ${item} tidak lagi ragu-ragu`, `item ${item} no longer flagged`]
    }
    case 'late':
      return [
        `kiriman terlambat disimpan tanpa dinilai (${event.why})`,
        `a late entry was kept unscored (${event.why})`,
      ]
    case 'held':
      return event.hold === 'paused'
        ? [`waktu dijeda oleh ${event.by}${because(event.reason)}`, `time held by ${event.by}${because(event.reason)}`]
        : event.hold === 'outage-room'
          ? [
              `waktu berhenti: gangguan ruang${because(event.reason)}`,
              `time stands: outage of the room${because(event.reason)}`,
            ]
          : [
              'waktu berhenti: server sempat mati, sampai soal tampil lagi',
              'time stands: the server was down, until the item is shown again',
            ]
    case 'released':
      return event.by === 'server'
        ? event.reason === 'shown'
          ? ['soal tampil lagi, waktu berjalan', 'the item is shown again, time runs']
          : ['waktu berjalan lagi: batas menunggu lewat', 'time runs again: the wait was over']
        : [
            `waktu dilanjutkan oleh ${event.by}${because(event.reason)}`,
            `time resumed by ${event.by}${because(event.reason)}`,
          ]
    case 'credited': {
      const span = spanOf(event.ms)
      const who = `${event.by}, ${event.approvedBy}`
      return event.cause === 'credited'
        ? [
            `gangguan diganti ${span.id} oleh ${who}${because(event.reason)}`,
            `an outage of ${span.en} credited by ${who}${because(event.reason)}`,
          ]
        : [
            `waktu ditambah ${span.id} oleh ${who}${because(event.reason)}`,
            `${span.en} added by ${who}${because(event.reason)}`,
          ]
    }
    case 'reopened': {
      const who = `${event.by}, ${event.approvedBy}`
      const span = spanOf(event.ms)
      return [
        `dibuka kembali oleh ${who}, ditambah ${span.id}${because(event.reason)}`,
        `re-opened by ${who}, ${span.en} added${because(event.reason)}`,
      ]
    }
    case 'locked':
      return event.on
        ? [
            `layar dikunci oleh ${event.by}${because(event.reason)}`,
            `screen locked by ${event.by}${because(event.reason)}`,
          ]
        : [
            `kunci layar dibuka oleh ${event.by}${because(event.reason)}`,
            `screen unlocked by ${event.by}${because(event.reason)}`,
          ]
    case 'moved': {
      const { to } = event
      return to
        ? [
            `boleh pindah ke ruang ${to.room}, meja ${to.station}, oleh ${event.by}${because(event.reason)}`,
            `may move to room ${to.room}, station ${to.station}, by ${event.by}${because(event.reason)}`,
          ]
        : [
            `boleh masuk lagi di meja mana pun, oleh ${event.by}${because(event.reason)}`,
            `may sign in again at any station, by ${event.by}${because(event.reason)}`,
          ]
    }
    case 'carried': {
      const items = event.answers
        .map(({ slot, option }) => `${slot + 1} ${letterOf(form, slot, option) ?? '-'}`)
        .join(', ')
      return [
        `jawaban dari komputer lama dibawa masuk oleh ${event.by}: ${items}`,
        `responses of the old computer carried over by ${event.by}: ${items}`,
      ]
    }
    case 'finished':
      if (event.how === 'candidate') return ['selesai oleh peserta', 'finished by the candidate']
      if (event.how === 'expiry') return ['waktu habis', 'time was over']
      return [`diakhiri oleh ${event.by}: ${event.reason}`, `ended by ${event.by}: ${event.reason}`]
  }
}
