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
    case 'finished':
      if (event.how === 'candidate') return ['selesai oleh peserta', 'finished by the candidate']
      if (event.how === 'expiry') return ['waktu habis', 'time was over']
      return [`diakhiri oleh ${event.by}: ${event.reason}`, `ended by ${event.by}: ${event.reason}`]
  }
}
