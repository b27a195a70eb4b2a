import type { Words } from './placement-words.ts'

/** What candidates are told of their place. Pure. */
interface Spot {
  venue: string
  room: string
  startsAt: number
  card: number
}

const format = (locale: string) =>
  new Intl.DateTimeFormat(locale, {
    ...{ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' },
    timeZone: 'Asia/Jakarta',
  } as const)
const MOMENT = { id: format('id-ID'), en: format('en-GB') }

/** 'Kamis, 26 November 2026 pukul 08.00 WIB'. */
export const startWords = (at: number): Words => ({
  id: `${MOMENT.id.format(at)} WIB`,
  en: `${MOMENT.en.format(at)} WIB`,
})

const spot = ({ venue, room, startsAt }: Spot, language: 'id' | 'en'): string =>
  [startWords(startsAt)[language], venue, language === 'id' ? `ruang ${room}` : `room ${room}`]
    .filter((part) => part !== '')
    .join(', ')

/** Why somebody is where she is now, after a change. */
export const changedWords = (title: Words, reason: string): Words => ({
  id: `${title.id}. Alasan: ${reason}.`,
  en: `${title.en}. Reason: ${reason}.`,
})

/** Where she was before. */
export const formerWords = (one: Spot): Words => ({
  id: `Sebelumnya, kartu versi ${one.card}: ${spot(one, 'id')}.`,
  en: `Before, card version ${one.card}: ${spot(one, 'en')}.`,
})

export const placedNotice = (number: string, to: Spot): { subject: Words; body: Words } => ({
  subject: { id: 'Jadwal ujian Anda sudah ditetapkan', en: 'Your exam is scheduled' },
  body: {
    id: `Peserta ${number}: ${spot(to, 'id')}. Cetak kartu peserta dari portal (versi ${to.card}), bawa kartu itu dan KTP-el asli, dan datang paling lambat 60 menit sebelum mulai.`,
    en: `Candidate ${number}: ${spot(to, 'en')}. Print your exam card from the portal (version ${to.card}), bring it with your original identity card, and come no later than 60 minutes before the start.`,
  },
})

export function movedNotice(number: string, from: Spot, to: Spot, reason: string): { subject: Words; body: Words } {
  const same = from.card === to.card
  const card: Words = same
    ? { id: 'Kartu peserta Anda tetap berlaku.', en: 'Your exam card stays good.' }
    : {
        id: `Kartu lama tidak berlaku lagi: cetak kartu baru (versi ${to.card}) dari portal.`,
        en: `The old card is void: print the new one (version ${to.card}) from the portal.`,
      }
  return {
    subject: { id: 'Jadwal ujian Anda berubah', en: 'Your exam schedule has changed' },
    body: {
      id: `Peserta ${number}. Semula: ${spot(from, 'id')}. Menjadi: ${spot(to, 'id')}. Alasan: ${reason}. ${card.id}`,
      en: `Candidate ${number}. Before: ${spot(from, 'en')}. Now: ${spot(to, 'en')}. Reason: ${reason}. ${card.en}`,
    },
  }
}
