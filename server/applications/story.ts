import type { Effect } from '../protocol/http.ts'

/**
 * The story of an application for its applicant. Pure; rule AP2: what is not in this list is not told. Decisions, checks
 * and leases of the officers are not in it; the announcement is.
 */
const LINES = new Map<string, Effect>(
  Object.entries({
    begun: { id: 'Lamaran dibuat', en: 'Application begun' },
    submitted: { id: 'Lamaran dikirim', en: 'Application submitted' },
    withdrawn: { id: 'Lamaran Anda tarik', en: 'Application withdrawn by you' },
    announced: { id: 'Hasil seleksi administrasi diumumkan', en: 'Result of the administrative selection announced' },
    appeal: { id: 'Sanggah Anda diterima panitia', en: 'Your objection was received' },
    'appeal-answered': { id: 'Sanggah dijawab', en: 'Objection answered' },
    corrected: { id: 'Data diperbaiki panitia', en: 'Data corrected by the committee' },
    candidate: { id: 'Terdaftar sebagai peserta ujian', en: 'Registered as a candidate of the exam' },
  }),
)

export const storyLine = (kind: string): Effect | null => LINES.get(kind) ?? null
