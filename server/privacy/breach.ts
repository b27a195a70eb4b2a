import type { BreachClass, BreachContent } from '../protocol/privacy.ts'

/** The register of breaches: its clock, and what is written to whom. Pure; rules PV14 and PV15 (UU 27/2022 Pasal 46). */

export const NOTICE_MS = 72 * 3_600_000

/** What is left to tell those concerned and the authority, below zero where it is over; null when both were told. */
export const leftMs = (
  breach: { foundAt: number; authorityAt: number | null; peopleAt: number | null },
  now: number,
): number | null => (breach.authorityAt !== null && breach.peopleAt !== null ? null : breach.foundAt + NOTICE_MS - now)

/** The overdue and the soonest first, then those that were told, the newest first. */
export const byUrgency = (
  a: { leftMs: number | null; number: number },
  b: { leftMs: number | null; number: number },
): number => (a.leftMs ?? Number.POSITIVE_INFINITY) - (b.leftMs ?? Number.POSITIVE_INFINITY) || b.number - a.number

export const CLASS_WORDS: Record<BreachClass, { id: string; en: string }> = {
  identity: { id: 'nama, NIK, nomor KK, tanggal lahir', en: 'name, NIK, family card number, birth date' },
  contact: { id: 'alamat, surel, nomor telepon', en: 'address, e-mail, telephone' },
  face: { id: 'foto wajah', en: 'picture of the face' },
  documents: { id: 'dokumen lamaran', en: 'documents of the application' },
  health: { id: 'keterangan disabilitas atau kesehatan', en: 'disability or health' },
  answers: { id: 'jawaban ujian', en: 'answers of the exam' },
  scores: { id: 'nilai yang belum diumumkan', en: 'scores not yet published' },
  accounts: { id: 'kata sandi atau akun', en: 'password or account' },
}

export const classWords = (classes: BreachClass[], language: 'id' | 'en'): string =>
  classes.map((one) => CLASS_WORDS[one][language]).join('; ')

export interface Told {
  organisation: string
  /** WIB, as people write it. */
  foundAt: string
  contact: string
}

/** To each of those concerned: the data, when and how, what was done, what they can do. */
export const peopleText = (
  of: BreachContent,
  { organisation, foundAt, contact }: Told,
): { id: string; en: string } => ({
  id: `Kami memberitahukan kegagalan pelindungan data pribadi yang menyangkut Anda.

Data yang terungkap: ${classWords(of.classes, 'id')}.
Diketahui pada ${foundAt}. ${of.how}
Yang sudah dan sedang kami lakukan: ${of.measures}
Yang dapat Anda lakukan: ${of.advice}
${contact ? `Pertanyaan: ${contact}\n` : ''}
${organisation}
Pemberitahuan tertulis menurut UU 27/2022 Pasal 46.`,
  en: `We inform you of a failure to protect personal data that concerns you.

Data exposed: ${classWords(of.classes, 'en')}.
Found on ${foundAt}. ${of.how}
What we did and are doing: ${of.measures}
What you can do: ${of.advice}
${contact ? `Questions: ${contact}\n` : ''}
${organisation}
Written notice under Law 27/2022, article 46.`,
})

/** To the authority for the protection of personal data. */
export const authorityText = (
  of: BreachContent & { number: number },
  { organisation, foundAt, contact }: Told,
): string =>
  `PEMBERITAHUAN TERTULIS KEGAGALAN PELINDUNGAN DATA PRIBADI
(UU 27/2022 Pasal 46 ayat (1) dan (2))

Pengendali data: ${organisation}
Nomor register: ${of.number}
Perihal: ${of.title}

1. Data pribadi yang terungkap
   ${classWords(of.classes, 'id')}
   Subjek data: ${of.count} orang

2. Kapan dan bagaimana data terungkap
   Diketahui pada ${foundAt}.
   ${of.how}

3. Upaya penanganan dan pemulihan
   ${of.measures}

4. Pemberitahuan kepada subjek data
   Disampaikan tertulis melalui portal pelamar dan alamat yang terdaftar, dengan anjuran:
   ${of.advice}

5. Pemberitahuan kepada masyarakat
   ${of.publicNotice ? 'Dilakukan, karena mengganggu pelayanan publik atau berdampak serius.' : 'Tidak diperlukan menurut penilaian pengendali.'}

Narahubung: ${contact || '-'}
`

/** For the public, where it disturbs a public service or is grave. */
export const publicText = (of: BreachContent, { organisation, foundAt, contact }: Told): string | null =>
  of.publicNotice
    ? `${organisation} memberitahukan kegagalan pelindungan data pribadi yang diketahui pada ${foundAt}.

Data yang terungkap: ${classWords(of.classes, 'id')}, milik ${of.count} orang.
${of.how}
Penanganan: ${of.measures}
Anjuran: ${of.advice}${contact ? `\nPertanyaan: ${contact}` : ''}`
    : null
