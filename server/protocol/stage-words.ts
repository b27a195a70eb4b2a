import type { PeriodStageName } from './recruitment.ts'

/** The stages of a period as the announcements name them. */
export const STAGE_WORDS: Record<PeriodStageName, { id: string; en: string }> = {
  announcement: { id: 'Pengumuman lowongan', en: 'Announcement of the vacancies' },
  registration: { id: 'Pendaftaran', en: 'Registration' },
  verification: { id: 'Seleksi administrasi', en: 'Administrative selection' },
  'verification-result': { id: 'Pengumuman hasil seleksi administrasi', en: 'Result of the administrative selection' },
  appeal: { id: 'Masa sanggah', en: 'Objections' },
  'appeal-answer': { id: 'Jawab sanggah', en: 'Answers to objections' },
  'final-result': { id: 'Pengumuman pascasanggah', en: 'Result after objections' },
  card: { id: 'Cetak kartu peserta', en: 'Printing of exam cards' },
  scheduling: { id: 'Penjadwalan', en: 'Scheduling' },
  skd: { id: 'Pelaksanaan SKD', en: 'SKD' },
  'skd-result': { id: 'Pengumuman hasil SKD', en: 'Result of the SKD' },
  skb: { id: 'Pelaksanaan SKB', en: 'SKB' },
  integration: { id: 'Integrasi nilai', en: 'Integration of scores' },
  graduation: { id: 'Pengumuman kelulusan', en: 'Final result' },
}
