import { type Slot, timeOf } from './day-plan.ts'
import type { Placed, UnplacedReason } from './placement.ts'

/** Why somebody sits where she sits, or has no seat, as sentences in both languages (PM9). Pure. */
export interface Words {
  id: string
  en: string
}

const n = (value: number) => ({
  id: new Intl.NumberFormat('id-ID').format(value),
  en: new Intl.NumberFormat('en-GB').format(value),
})

export const UNPLACED: Record<UnplacedReason, Words> = {
  full: {
    id: 'Semua meja pada sesi yang dipilih sudah terisi. Tambahkan hari, sesi, atau lokasi.',
    en: 'Every station of the chosen sessions is taken. Add days, sessions or venues.',
  },
  'no-room-for': {
    id: 'Tidak ada ruang di lokasi yang dipilih yang ditandai sesuai untuk akomodasinya. Tandai ruangnya pada keterangan lokasi.',
    en: 'No room of the chosen venues is marked as fit for the accommodation. Mark it in the facts of the venue.',
  },
  time: {
    id: 'Ada ruang yang sesuai, tetapi waktu pengerjaannya yang lebih panjang tidak selesai sebelum sesi berikutnya atau sebelum lokasi tutup. Ubah jam sesi atau jedanya.',
    en: 'There is a fit room, but the longer working time does not end before the next session or before the venue closes. Change the sessions or the time between.',
  },
  'rooms-full': {
    id: 'Meja di ruang yang sesuai untuk akomodasinya sudah terisi di semua sesi. Tambahkan ruang atau hari.',
    en: 'The stations of the rooms that are fit for the accommodation are taken in every session. Add a room or a day.',
  },
}

const VENUE: Record<Placed['why']['venue'], Words> = {
  wish: { id: 'Lokasi ini pilihan peserta sendiri.', en: 'This venue is the candidate’s own choice.' },
  near: { id: 'Lokasi ini dekat dengan kecamatan asalnya.', en: 'This venue is near the home district.' },
  'wish-full': {
    id: 'Lokasi pilihannya sudah penuh pada sesi ini, jadi dipilih lokasi yang paling lapang.',
    en: 'The venue of choice is full in this session, so it is the one with the most room.',
  },
  'near-full': {
    id: 'Lokasi yang dekat dengan kecamatan asalnya sudah penuh pada sesi ini, jadi dipilih lokasi yang paling lapang.',
    en: 'The venues near the home district are full in this session, so it is the one with the most room.',
  },
  'none-near': {
    id: 'Tidak ada lokasi yang dicatat dekat dengan kecamatan asalnya, jadi dipilih lokasi yang paling lapang.',
    en: 'No venue is recorded as near the home district, so it is the one with the most room.',
  },
  unknown: {
    id: 'Kecamatan asalnya tidak tercatat, jadi dipilih lokasi yang paling lapang.',
    en: 'The home district is not on record, so it is the venue with the most room.',
  },
  accommodation: {
    id: 'Lokasi ini mempunyai ruang yang sesuai untuk akomodasinya.',
    en: 'This venue has a room that is fit for the accommodation.',
  },
}

/** The reasons for one seat, the weightiest first. `minutes`: her working time. */
export function whySeat(
  why: Placed['why'],
  { vacancy, accommodation, minutes }: { vacancy: string; accommodation: string | null; minutes: number },
): Words[] {
  const fitted: Words[] =
    why.fitted && accommodation !== null
      ? [
          {
            id: `Ruang ini sesuai untuk akomodasi ${accommodation}, dan ${minutes} menit pengerjaannya selesai sebelum sesi berikutnya.`,
            en: `This room is fit for the accommodation ${accommodation}, and the ${minutes} minutes end before the next session.`,
          },
        ]
      : []
  const [here, all] = [n(why.here), n(why.vacancy)]
  const session: Words =
    why.here === why.vacancy
      ? {
          id: `Semua peserta formasi ${vacancy} (${all.id}) mengerjakan pada sesi yang sama ini.`,
          en: `All candidates of vacancy ${vacancy} (${all.en}) take this same session.`,
        }
      : {
          id: `Formasi ${vacancy} (${all.id} peserta) terbagi ke beberapa sesi karena tidak ada satu sesi yang memuat semuanya; ${here.id} di antaranya pada sesi ini.`,
          en: `Vacancy ${vacancy} (${all.en} candidates) is divided among sessions because no single one holds them all; ${here.en} of them take this one.`,
        }
  return [
    ...fitted,
    session,
    VENUE[why.venue],
    {
      id: 'Meja di ruang ini diundi dari biji yang dikunci sebelumnya.',
      en: 'The station was drawn from the seed that was committed before.',
    },
  ]
}

/** Why some sessions cannot be used at a venue (PM2); null where all can. */
export function unusedNote(
  venue: string,
  slots: readonly Slot[],
  minutes: number,
  { opens, closes }: { opens: number; closes: number },
): Words | null {
  const out = slots.filter((slot) => slot.opens < opens || slot.starts + minutes > closes)
  if (out.length === 0) return null
  const names = [...new Set(out.map(({ starts }) => timeOf(starts)))].sort().join(', ')
  return {
    id: `${venue} buka pukul ${timeOf(opens)} sampai ${timeOf(closes)}: sesi pukul ${names} tidak dipakai di sana.`,
    en: `${venue} is open from ${timeOf(opens)} to ${timeOf(closes)}: the sessions at ${names} are not used there.`,
  }
}

const BUSY_NAMED = 6

/** Which rooms other sittings need on these days (PM2); null where none does. */
export function busyNote(rooms: readonly { venue: string; room: string; day: string; from: number }[]): Words[] | null {
  if (rooms.length === 0) return null
  const say = (language: 'id' | 'en') =>
    rooms
      .slice(0, BUSY_NAMED)
      .map((one) => `${one.venue} ${one.room} (${shortDay[language].format(dateOf(one.day))}, ${timeOf(one.from)})`)
      .join('; ')
  const more = rooms.length - BUSY_NAMED
  return [
    {
      id: `Ruang yang sedang dipakai sesi lain tidak dipakai bersamaan: ${say('id')}${more > 0 ? `; dan ${more} lagi` : ''}.`,
      en: `Rooms that other sittings need are not used at the same time: ${say('en')}${more > 0 ? `; and ${more} more` : ''}.`,
    },
  ]
}
const short = (locale: string) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
const shortDay = { id: short('id-ID'), en: short('en-GB') }
const dateOf = (day: string) => new Date(`${day}T00:00:00Z`)

const DAY = { id: 'id-ID', en: 'en-GB' } as const
/** 'Kamis, 26 November 2026' / 'Thursday, 26 November 2026'. */
export const dayWords = (day: string): Words => {
  const say = (language: 'id' | 'en') =>
    new Intl.DateTimeFormat(DAY[language], { dateStyle: 'full', timeZone: 'UTC' }).format(dateOf(day))
  return { id: say('id'), en: say('en') }
}

/** What a sitting of the schedule is called: 'SKD CPNS 2026 · SMKN 1 · 26 Nov 2026 sesi 2'. */
export const sittingName = (test: string, venue: string, { day, session }: Pick<Slot, 'day' | 'session'>): string =>
  `${test} · ${venue} · ${shortDay.id.format(dateOf(day))} sesi ${session}`
