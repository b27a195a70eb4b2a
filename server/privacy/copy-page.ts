import { html, type Markup } from '../protocol/markup.ts'
import type { PersonData } from '../protocol/privacy.ts'

/**
 * The copy of one person's data as a page that needs nothing besides: pictures and papers are in it (PV5). Pure. Fields
 * are shown by their names of the machine-readable copy, with the words of both languages where there are some.
 */
export function copyPage(data: PersonData): string {
  return html`<!doctype html>
<html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Salinan data pribadi</title>
<style>
body{font:16px/1.5 system-ui,sans-serif;color:#17201d;background:#fff;max-width:60rem;margin:0 auto;padding:1.5rem}
h1{font-size:1.5rem}h2{font-size:1.2rem;border-top:1px solid #9aa39e;padding-top:1rem;margin-top:2rem}
h3{font-size:1rem;margin:1.2rem 0 .3rem}dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.2rem 1rem;margin:.3rem 0}
dt{color:#55605b}dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}li{margin:.6rem 0}img{max-width:14rem;display:block}
dl dl{grid-column:1/-1;border-left:2px solid #d5d9d4;padding-left:.8rem}@media(max-width:30rem){dl{grid-template-columns:1fr}}
@media print{h2{break-after:avoid}}
</style></head><body>
<h1>Salinan data pribadi <span lang="en">· Copy of personal data</span></h1>
<p>${data.name} · ${data.organisation} · ${moment(data.madeAt)}</p>
<p>Dibuat menurut UU 27/2022 Pasal 7. Kunci jawaban tidak termasuk. <span lang="en">Made under Law 27/2022, article 7. Without keys.</span></p>
${PARTS.map((part) => section(part, data[part]))}
</body></html>`.text
}

const PARTS = ['account', 'applications', 'exam', 'messages', 'views', 'requests', 'keeping'] as const

const section = (name: (typeof PARTS)[number], value: unknown): Markup =>
  html`<h2>${words(name)}</h2>${isEmpty(value) ? html`<p>Tidak ada <span lang="en">· None</span></p>` : shown(value)}`

function shown(value: unknown, name = '', holder: Record<string, unknown> = {}): Markup | string {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value === 'number') return name === 'at' || name.endsWith('At') ? moment(value) : String(value)
  if (typeof value === 'boolean') return value ? 'ya' : 'tidak'
  if (typeof value === 'string') return name === 'content' ? file(value, holder) : value
  if (Array.isArray(value))
    return value.every((one) => typeof one === 'string')
      ? value.join(', ') || '–'
      : html`<ol>${value.map((one) => html`<li>${shown(one)}</li>`)}</ol>`
  const fields = Object.entries(value as Record<string, unknown>)
  return html`<dl>${fields.map(
    ([field, one]) => html`<dt>${words(field)}</dt><dd>${shown(one, field, value as Record<string, unknown>)}</dd>`,
  )}</dl>`
}

/** Base64 holds no sign that an attribute would end at. */
function file(content: string, { type, kind }: Record<string, unknown>): Markup {
  const mime = type === 'application/pdf' ? 'application/pdf' : 'image/jpeg'
  const address = `data:${mime};base64,${content}`
  return mime === 'image/jpeg'
    ? html`<img src="${address}" alt="${String(kind ?? 'foto')}">`
    : html`<a href="${address}" download="${String(kind ?? 'dokumen')}.pdf">PDF</a>`
}

const isEmpty = (value: unknown): boolean => value === null || (Array.isArray(value) && value.length === 0)

function moment(at: number): string {
  const wib = new Date(at + 7 * 3_600_000).toISOString()
  return `${wib.slice(8, 10)}-${wib.slice(5, 7)}-${wib.slice(0, 4)} ${wib.slice(11, 16).replace(':', '.')} WIB`
}

const words = (name: string): Markup | string => {
  const known = WORDS[name]
  return known ? html`${known[0]} <span lang="en">· ${known[1]}</span>` : name
}

const WORDS: Record<string, readonly [string, string]> = {
  account: ['Akun', 'Account'],
  applications: ['Lamaran', 'Applications'],
  exam: ['Peserta ujian', 'Candidate of the exam'],
  messages: ['Pesan', 'Messages'],
  views: ['Siapa melihat data ini', 'Who saw these data'],
  requests: ['Permintaan atas data ini', 'Requests about these data'],
  keeping: ['Penyimpanan', 'Keeping'],
  name: ['Nama', 'Name'],
  kk: ['Nomor KK', 'Family card number'],
  nik: ['NIK', 'NIK'],
  birthDate: ['Tanggal lahir', 'Birth date'],
  birthPlace: ['Tempat lahir', 'Place of birth'],
  gender: ['Jenis kelamin', 'Sex'],
  email: ['Surel', 'E-mail'],
  emailVerifiedAt: ['Surel terbukti', 'E-mail shown to be hers or his'],
  phone: ['Telepon', 'Telephone'],
  phoneVerifiedAt: ['Telepon terbukti', 'Telephone shown to be hers or his'],
  language: ['Bahasa', 'Language'],
  createdAt: ['Dibuat', 'Made'],
  number: ['Nomor', 'Number'],
  period: ['Periode', 'Period'],
  vacancy: ['Formasi', 'Vacancy'],
  state: ['Status', 'State'],
  submittedAt: ['Dikirim', 'Submitted'],
  digest: ['Sidik (SHA-256)', 'Digest (SHA-256)'],
  announcedAt: ['Diumumkan', 'Announced'],
  answers: ['Isian', 'What was filled in'],
  religion: ['Agama', 'Religion'],
  address: ['Alamat', 'Address'],
  region: ['Kode wilayah', 'Region code'],
  education: ['Pendidikan', 'Education'],
  level: ['Jenjang', 'Level'],
  programme: ['Program studi', 'Programme'],
  institution: ['Perguruan', 'Institution'],
  year: ['Tahun', 'Year'],
  gpa: ['IPK atau nilai', 'Grade average'],
  experienceMonths: ['Pengalaman (bulan)', 'Experience (months)'],
  disability: ['Disabilitas', 'Disability'],
  accommodation: ['Akomodasi', 'Accommodation'],
  declared: ['Pernyataan', 'Declarations'],
  truthful: ['Pernyataan benar', 'Declared true'],
  documents: ['Dokumen', 'Documents'],
  outsideDocuments: ['Dokumen di kantor lain', 'Documents at another office'],
  kind: ['Jenis', 'Kind'],
  type: ['Tipe', 'Type'],
  bytes: ['Ukuran (byte)', 'Size (bytes)'],
  erasedAt: ['Dihapus', 'Erased'],
  content: ['Isi', 'Content'],
  verification: ['Verifikasi', 'Verification'],
  requirement: ['Syarat', 'Requirement'],
  verdict: ['Putusan', 'Verdict'],
  reason: ['Alasan', 'Reason'],
  text: ['Teks', 'Text'],
  appeal: ['Sanggah administrasi', 'Objection'],
  receipt: ['Nomor bukti', 'Receipt'],
  filedAt: ['Diajukan', 'Filed'],
  answer: ['Jawaban', 'Answer'],
  story: ['Riwayat', 'Story'],
  at: ['Waktu', 'Time'],
  photos: ['Foto', 'Pictures'],
  takenAt: ['Diambil', 'Taken'],
  seats: ['Tempat duduk', 'Seats'],
  stage: ['Tahap', 'Stage'],
  sitting: ['Sesi', 'Sitting'],
  venue: ['Lokasi', 'Venue'],
  room: ['Ruang', 'Room'],
  station: ['Meja', 'Station'],
  startsAt: ['Mulai', 'Starts'],
  minutes: ['Menit', 'Minutes'],
  attempts: ['Pengerjaan', 'Attempts'],
  status: ['Status', 'Status'],
  events: ['Peristiwa', 'Events'],
  item: ['Soal nomor', 'Item number'],
  chosen: ['Pilihan', 'Chosen'],
  flagged: ['Ragu-ragu', 'Flagged'],
  scores: ['Nilai', 'Scores'],
  section: ['Bagian', 'Section'],
  points: ['Nilai', 'Points'],
  max: ['Maksimum', 'Maximum'],
  standings: ['Keterangan peserta', 'Standings'],
  code: ['Kode', 'Code'],
  objections: ['Sanggah hasil', 'Objections to results'],
  channel: ['Jalur', 'Channel'],
  to: ['Kepada', 'To'],
  subject: ['Perihal', 'Subject'],
  sentAt: ['Terkirim', 'Sent'],
  viewer: ['Oleh', 'By'],
  purpose: ['Tujuan', 'Purpose'],
  of: ['Yang dilihat', 'What was seen'],
  fields: ['Isian', 'Fields'],
  actor: ['Oleh', 'By'],
  approvedBy: ['Disetujui', 'Approved by'],
  class: ['Kelas data', 'Class of data'],
  basis: ['Dasar', 'Basis'],
  event: ['Sejak', 'From'],
  days: ['Disimpan (hari)', 'Kept (days)'],
  source: ['Sumber', 'Source'],
}
