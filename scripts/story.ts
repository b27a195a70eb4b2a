import type { AttemptEvent } from '../server/delivery/attempt.ts'
import { eventOf, type LogRow } from '../server/delivery/event-log.ts'

const clock = new Intl.DateTimeFormat('id-ID', { timeStyle: 'medium', timeZone: 'Asia/Jakarta' })

/** One attempt in plain sentences, with the hour (WIB) of each event. */
export const story = (log: LogRow[]): string[] =>
  log.map((row) => `${clock.format(row.at)}  ${String(row.seq).padStart(4)}  ${say(eventOf(row).event)}`)

function say(event: AttemptEvent): string {
  switch (event.kind) {
    case 'opened':
      return `paket ${event.form.slots.length} soal ditarik, waktu ${event.limitMs / 60_000} menit`
    case 'claimed':
      return event.place
        ? `dikerjakan di ruang ${event.place.room}, meja ${event.place.station}`
        : 'dikerjakan di komputer tanpa nomor meja'
    case 'started':
      return `dimulai oleh ${event.by === 'server' ? 'sistem (sesi sudah berjalan)' : event.by}`
    case 'answered':
      return event.option === null
        ? `soal ${event.slot + 1} dikosongkan`
        : `soal ${event.slot + 1} dijawab ${event.option}`
    case 'flagged':
      return `soal ${event.slot + 1} ${event.on ? 'ditandai ragu-ragu' : 'tidak lagi ragu-ragu'}`
    case 'late':
      return `kiriman terlambat disimpan tanpa dinilai (${event.why})`
    case 'finished':
      return event.how === 'candidate'
        ? 'selesai oleh peserta'
        : event.how === 'expiry'
          ? 'waktu habis'
          : `diakhiri oleh ${event.by}: ${event.reason}`
  }
}
