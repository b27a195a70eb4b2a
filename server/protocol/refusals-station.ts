import type { Refusal } from './refusal.ts'

/**
 * The refusals that can reach a candidate's station, and the technician who enrols it. They stand apart from
 * `refusals-staff.ts` so that a station's page carries no sentence that it can never show.
 */
export const STATION_REFUSALS = {
  'client-too-old': {
    status: 409,
    id: 'Halaman ini versi lama. Muat ulang halaman (F5); jawaban yang tersimpan tetap aman.',
    en: 'This page is an old version. Reload it (F5); saved responses are safe.',
  },
  'bad-request': {
    status: 400,
    id: 'Permintaan tidak dapat dibaca: {what}.',
    en: 'The request cannot be read: {what}.',
  },
  'not-found': { status: 404, id: '{what} tidak ditemukan.', en: '{what} was not found.' },
  'sign-in-needed': { status: 401, id: 'Silakan masuk terlebih dahulu.', en: 'Please sign in first.' },
  'not-your-role': { status: 403, id: 'Akun Anda tidak berwenang untuk ini.', en: 'Your account may not do this.' },
  'wrong-origin': {
    status: 403,
    id: 'Permintaan datang dari alamat lain dan ditolak.',
    en: 'The request came from another address and was refused.',
  },
  'wrong-card-or-pin': {
    status: 401,
    id: 'Nomor peserta atau PIN salah. Periksa kartu Anda; bila tetap gagal, angkat tangan.',
    en: 'The card number or the PIN is wrong. Check your card; if it fails again, raise your hand.',
  },
  'too-many-tries': {
    status: 429,
    id: 'Terlalu banyak percobaan. Tunggu {seconds} detik lalu coba lagi.',
    en: 'Too many tries. Wait {seconds} seconds, then try again.',
  },
  'sitting-not-open': {
    status: 409,
    id: 'Sesi Anda belum dibuka. Tunggu pengawas membuka sesi, lalu coba lagi.',
    en: 'Your sitting is not open yet. Wait until the proctor opens it, then try again.',
  },
  'sitting-closed': { status: 409, id: 'Sesi ini sudah ditutup.', en: 'This sitting is closed.' },
  'wrong-seat': {
    status: 409,
    id: 'Ini bukan meja Anda. Tempat Anda: ruang {room}, meja {station}.',
    en: 'This is not your seat. Your place: room {room}, station {station}.',
  },
  'in-use': {
    status: 409,
    id: 'Ujian Anda masih terbuka di {where}. Tutup di sana, atau tunggu 15 detik bila komputer itu mati, lalu coba lagi. Jawaban tersimpan tetap aman.',
    en: 'Your exam is still open at {where}. Close it there, or wait 15 seconds if that computer is dead, then try again. Saved responses are safe.',
  },
  replaced: {
    status: 409,
    id: 'Ujian Anda dilanjutkan di tempat lain; halaman ini berhenti. Jawaban tersimpan tetap aman.',
    en: 'Your exam goes on at another place; this page has stopped. Saved responses are safe.',
  },
  'seb-needed': {
    status: 403,
    id: 'Ujian ini hanya dapat dikerjakan dengan Safe Exam Browser dan pengaturan dari panitia. Angkat tangan; jawaban yang tersimpan tetap aman.',
    en: 'This exam can only be taken in Safe Exam Browser with the settings of the committee. Raise your hand; saved responses are safe.',
  },
  'move-needed': {
    status: 409,
    id: 'Ujian Anda berada di ruang {room}, meja {station}. Pengawas diminta menyetujui pindah ke sini; tetap di tempat, kami bertanya lagi. Jawaban tersimpan tetap aman.',
    en: 'Your exam is at room {room}, station {station}. The proctor has been asked to approve the move to here; stay seated, we ask again. Saved responses are safe.',
  },
  'stale-source': {
    status: 409,
    id: 'Ujian Anda pernah dilanjutkan di tempat lain; jawaban lama yang tertinggal di komputer ini tidak dipakai.',
    en: 'Your exam went on at another place since; older responses left on this computer are not used.',
  },
  'not-confirmed': { status: 409, id: 'Tekan "Ini saya" terlebih dahulu.', en: 'Press "This is me" first.' },
  'not-started': {
    status: 409,
    id: 'Ujian belum dimulai. Tunggu pengawas.',
    en: 'The exam has not started. Wait for the proctor.',
  },
  paused: {
    status: 409,
    id: 'Ujian sedang dijeda pengawas; waktu Anda berhenti.',
    en: 'The proctor has paused the exam; your time stands still.',
  },
  'time-over': {
    status: 409,
    id: 'Waktu habis. Jawaban yang tersimpan sudah dihitung.',
    en: 'Time is over. The saved responses have been counted.',
  },
  'already-finished': { status: 409, id: 'Ujian ini sudah selesai.', en: 'This exam is finished.' },
  'no-such-slot': {
    status: 400,
    id: 'Soal atau pilihan itu tidak ada dalam paket Anda.',
    en: 'That item or option is not on your form.',
  },
  'storage-full': {
    status: 503,
    id: 'Server sedang tidak dapat menyimpan. Jawaban Anda aman di komputer ini; kami mencoba lagi. Tetap di tempat.',
    en: 'The server cannot save at the moment. Your responses are safe on this computer; we are trying again. Stay seated.',
  },
  'server-busy': {
    status: 503,
    id: 'Server sedang melayani banyak peserta. Anda di urutan {place}; dicoba lagi otomatis dalam {seconds} detik. Tetap di tempat; waktu ujian dan jawaban tersimpan tetap aman.',
    en: 'The server is serving many candidates. You are number {place} in the queue; it is tried again by itself in {seconds} seconds. Stay seated; exam time and saved responses are safe.',
  },
  'disk-low': {
    status: 503,
    id: 'Sisa ruang disk server disimpan untuk jawaban peserta, karena itu permintaan ini ditolak dan tidak ada yang berubah. Jawaban peserta tetap tersimpan. Kosongkan disk server, lalu ulangi.',
    en: 'What is left of the disk of the server is kept for responses, so this request was refused and nothing was changed. Responses are still saved. Free space on the disk of the server, then try again.',
  },
  'enrolment-code-wrong': {
    status: 401,
    id: 'Kode pendaftaran salah, sudah diganti, atau sudah lewat empat jam. Periksa ketikannya, atau minta kode baru dari layar ruang.',
    en: 'The enrolment code is wrong, was replaced, or is older than four hours. Check what was typed, or ask for a new code from the room screen.',
  },
  'signature-wrong': {
    status: 401,
    id: 'Tanda tangan komputer ini tidak cocok dengan kuncinya. Tidak ada yang terdaftar; muat ulang halaman lalu ulangi.',
    en: 'The signature of this computer does not match its key. Nothing was enrolled; reload the page and try again.',
  },
  'station-enrolled': {
    status: 409,
    id: 'Meja {station} ruang {room} sudah mempunyai komputer. Pilih meja lain, atau minta panitia mencabut pendaftaran komputer yang lama.',
    en: 'Station {station} of room {room} already has a computer. Choose another, or ask the committee to take the old enrolment back.',
  },
  'nonce-old': {
    status: 409,
    id: 'Pengenalan komputer ini terlalu lama tertunda. Halaman mencobanya lagi dengan sendirinya.',
    en: 'The recognition of this computer took too long. The page tries again by itself.',
  },
  'machine-unknown': {
    status: 401,
    id: 'Komputer ini tidak atau tidak lagi terdaftar. Jawaban tersimpan tetap aman; daftarkan komputer ini dengan kode ruang.',
    en: 'This computer is not, or no longer, enrolled. Saved responses are safe; enrol this computer with the code of the room.',
  },
} as const satisfies Record<string, { status: number; id: string; en: string }>

/** Said where a server newer than this page refuses with a code that the page does not know. */
const OTHER = {
  id: 'Server menolak permintaan ini ({code}). Jawaban yang tersimpan tetap aman; tetap di tempat dan panggil pengawas.',
  en: 'The server refused this request ({code}). Saved responses are safe; stay seated and call the proctor.',
}

/** The sentence for a candidate, in her language. */
export const stationSentence = ({ refused, detail }: Refusal, language: 'id' | 'en'): string =>
  isStationRefusal(refused)
    ? filled(STATION_REFUSALS[refused][language], detail, language)
    : filled(OTHER[language], { code: refused }, language)

/** True for a code that has its sentence here. */
export const isStationRefusal = (code: string): code is keyof typeof STATION_REFUSALS =>
  Object.hasOwn(STATION_REFUSALS, code)

/** Fills `{word}` from `detail`. A word that is itself a sentence has its English beside it, as `word:en`. */
export const filled = (text: string, detail: Refusal['detail'], language: 'id' | 'en'): string =>
  text.replace(
    /\{(\w+)\}/g,
    (_, word: string) => (language === 'en' ? detail?.[`${word}:en`] : undefined) ?? detail?.[word] ?? '…',
  )
