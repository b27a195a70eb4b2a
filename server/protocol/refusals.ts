/**
 * Every refusal a person can meet: its HTTP status and the sentence in both languages, which says what happened,
 * what is safe and what to do next. A refusal is a value; a thrown error is our bug. `{name}` is filled from `detail`.
 */
export const REFUSALS = {
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
  'wrong-password': {
    status: 401,
    id: 'Nama pengguna atau kata sandi salah.',
    en: 'The user name or the password is wrong.',
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
  'wrong-state': {
    status: 409,
    id: 'Sesi berstatus "{state}"; perintah ini tidak dapat dijalankan sekarang.',
    en: 'The sitting is "{state}"; this command cannot be done now.',
  },
  'still-working': {
    status: 409,
    id: 'Masih ada {count} peserta yang mengerjakan. Tunggu sampai selesai, atau akhiri mereka dengan alasan.',
    en: '{count} candidates are still working. Wait for them, or end them with a reason.',
  },
  'reason-needed': { status: 400, id: 'Tuliskan alasan perintah ini.', en: 'Give the reason for this command.' },
  'name-taken': {
    status: 409,
    id: 'Nama "{name}" sudah dipakai. Pilih nama lain.',
    en: 'The name "{name}" is taken. Choose another.',
  },
  'bank-too-small': {
    status: 409,
    id: 'Bank soal tidak cukup untuk kisi-kisi: {problems}',
    en: 'The bank is too small for its blueprint: {problems}',
  },
  'nobody-seated': {
    status: 409,
    id: 'Belum ada peserta untuk sesi ini. Impor peserta terlebih dahulu.',
    en: 'No candidates for this sitting yet. Import candidates first.',
  },
  'nothing-to-publish': {
    status: 409,
    id: 'Belum ada hasil untuk formasi ini.',
    en: 'There are no results for this vacancy yet.',
  },
  'mixed-rule-sets': {
    status: 409,
    id: 'Peserta formasi ini diuji dengan aturan penilaian yang berbeda ({what}); peringkatnya tidak dapat disatukan.',
    en: 'Candidates of this vacancy were tested under different rule sets ({what}); they cannot be ranked together.',
  },
  'sitting-running': {
    status: 409,
    id: 'Sesi "{name}" masih berlangsung. Tutup sesi terlebih dahulu.',
    en: 'Sitting "{name}" is still running. Close it first.',
  },
  'results-changed': {
    status: 409,
    id: 'Hasil berubah sejak pratinjau. Lihat pratinjau baru sebelum mengumumkan.',
    en: 'The results have changed since the preview. Look at the new preview before publishing.',
  },
  'weak-password': { status: 400, id: 'Kata sandi minimal 10 karakter.', en: 'A password has at least 10 characters.' },
  'last-administrator': {
    status: 409,
    id: 'Ini administrator terakhir; tidak dapat dinonaktifkan.',
    en: 'This is the last administrator; it cannot be disabled.',
  },
} as const satisfies Record<string, { status: number; id: string; en: string }>

export type RefusalCode = keyof typeof REFUSALS

/** What travels: the code, and the words that fill its sentence. */
export interface Refusal {
  refused: RefusalCode
  detail?: Record<string, string>
}

/** Makes a refusal value. */
export const refuse = (refused: RefusalCode, detail?: Record<string, string>): Refusal =>
  detail ? { refused, detail } : { refused }

/** True where a reply is a refusal. */
export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && typeof (value as { refused?: unknown }).refused === 'string'

/** The sentence for a person, in her language. */
export const sentence = (refusal: Refusal, language: 'id' | 'en'): string =>
  REFUSALS[refusal.refused][language].replace(/\{(\w+)\}/g, (_, word: string) => refusal.detail?.[word] ?? '…')
