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
  'no-skb-participants': {
    status: 409,
    id: 'Belum ada peserta SKB tanpa tempat duduk. Peserta SKB adalah yang berkode P/L pada pengumuman SKD yang berlaku.',
    en: 'There is no SKB participant without a seat. Participants are those with code P/L in the SKD publication in force.',
  },
  'same-person': {
    status: 409,
    id: 'Anda yang mengusulkan ini; orang kedua harus menyetujuinya. Tidak ada yang berubah.',
    en: 'You proposed this yourself; a second person must approve it. Nothing was changed.',
  },
  'already-proposed': {
    status: 409,
    id: 'Usulan yang sama masih menunggu persetujuan orang kedua. Lihat layar Persetujuan.',
    en: 'The same proposal is still waiting for a second person. See the screen Approvals.',
  },
  'already-decided': {
    status: 409,
    id: 'Usulan ini sudah diputuskan oleh {by}. Muat ulang layar untuk melihatnya.',
    en: 'This proposal was already decided by {by}. Reload the screen to see it.',
  },
  'rule-set-wrong': {
    status: 400,
    id: 'Aturan belum dapat disimpan. {problems}',
    en: 'The rule set cannot be kept yet. {problems}',
  },
  'rule-set-exists': {
    status: 409,
    id: 'Aturan dengan id "{id}" sudah ada dan tidak dapat diubah. Pakai id lain, misalnya dengan tahun atau nomor keputusan.',
    en: 'A rule set with the id "{id}" exists and cannot be changed. Use another id, for example with the year or the decree.',
  },
  'rule-set-other-sections': {
    status: 409,
    id: 'Nilai formasi {vacancy} berasal dari subtes lain, sehingga aturan ini tidak dapat dicoba di sana.',
    en: 'The scores of vacancy {vacancy} come from other sections, so this rule set cannot be tried there.',
  },
  'no-objection-window': {
    status: 409,
    id: 'Pengumuman ini belum mempunyai masa sanggah.',
    en: 'This publication has no objection window yet.',
  },
  'objection-closed': {
    status: 409,
    id: 'Masa sanggah pengumuman ini {opens} sampai {closes} (WIB); sanggah tidak dapat diterima di luar itu.',
    en: 'The objection window of this publication is {opens} to {closes} (WIB); no objection can be taken outside it.',
  },
  'objection-short': {
    status: 400,
    id: 'Alasan sanggah terlalu pendek. Tulis paling sedikit {least} huruf.',
    en: 'The reason is too short. Write at least {least} characters.',
  },
  'objected-withdrawn': {
    status: 409,
    id: 'Pengumuman ini sudah dicabut, sehingga tidak dapat disanggah lagi. Sanggah pengumuman yang menggantikannya.',
    en: 'This publication was withdrawn and can no longer be objected to. Object to the one that replaces it.',
  },
  'objected-already': {
    status: 409,
    id: 'Anda sudah menyanggah pada tahap ini ({receipt}). Sanggah hanya satu kali.',
    en: 'You have already objected in this stage ({receipt}). An objection is possible once.',
  },
  'who-are-you': {
    status: 401,
    id: 'Nomor peserta atau NIK tidak cocok. Periksa keduanya pada kartu Anda.',
    en: 'The card number or the NIK does not match. Check both on your cards.',
  },
  'not-on-the-list': {
    status: 409,
    id: 'Nomor peserta {number} tidak ada dalam pengumuman ini, sehingga tidak dapat menyanggahnya.',
    en: 'Card number {number} is not in this publication and cannot object to it.',
  },
  'window-wrong': {
    status: 400,
    id: 'Masa sanggah tidak mungkin: {what}.',
    en: 'This objection window is impossible: {what}.',
  },
  'window-fixed': {
    status: 409,
    id: 'Sudah ada {count} sanggah; masa sanggah tidak dapat diubah lagi.',
    en: 'There are {count} objections already; the window can no longer be changed.',
  },
  'remedy-wrong': {
    status: 409,
    id: 'Tindak lanjut tidak dapat dijalankan: {what}.',
    en: 'What should follow cannot be done: {what}.',
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
  'same-as-published': {
    status: 409,
    id: 'Daftar ini sama dengan pengumuman yang sedang berlaku; tidak ada yang perlu diumumkan.',
    en: 'This list is the same as the publication in force; there is nothing to publish.',
  },
  'publication-moved': {
    status: 409,
    id: 'Pengumuman lain sudah terbit sejak pratinjau ini. Tidak ada yang tertulis; lihat pratinjau yang baru.',
    en: 'Another publication was made since this preview. Nothing was written; look at the new preview.',
  },
  'already-withdrawn': {
    status: 409,
    id: 'Pengumuman ini sudah dicabut sebelumnya. Tidak ada yang berubah.',
    en: 'This publication was withdrawn before. Nothing was changed.',
  },
  'scores-missing': {
    status: 409,
    id: '{count} pengerjaan yang sudah selesai belum bernilai; tanpa nilai mereka akan tampak tidak hadir. Server terus mencoba menilai; periksa ruang disk lalu muat ulang.',
    en: '{count} finished attempts have no score yet; without it they would look absent. The server keeps trying to score them; check the disk space, then reload.',
  },
  'candidates-unseated': {
    status: 409,
    id: '{count} peserta formasi {vacancy} belum mendapat tempat di sesi mana pun. Jadwalkan mereka; yang tidak datang akan tercatat TH.',
    en: '{count} candidates of vacancy {vacancy} have no seat in any sitting. Schedule them; those who do not come are recorded as TH.',
  },
  'does-not-add-up': {
    status: 409,
    id: 'Jumlah pada daftar tidak cocok satu sama lain; lihat rekonsiliasi pada pratinjau. Laporkan ini; jangan diumumkan.',
    en: 'The figures of the list do not add up; see the reconciliation in the preview. Report this; do not publish.',
  },
  'tie-undecided': {
    status: 409,
    id: '{count} peserta formasi {vacancy} sama dalam segala hal pada tempat terakhir. Panitia harus menetapkan urutannya.',
    en: '{count} candidates of vacancy {vacancy} are equal on everything at the last place. The committee must give them an order.',
  },
  'no-such-tie': {
    status: 409,
    id: 'Peserta itu tidak (lagi) persis kelompok yang sama nilainya. Muat ulang pratinjau lalu susun kembali.',
    en: 'These are not (or no longer) exactly the candidates who are equal. Reload the preview and order them again.',
  },
  'need-type-unknown': {
    status: 409,
    id: 'Jenis kebutuhan "{need}" formasi {vacancy} tidak dikenal aturan {rules}, sehingga tidak dapat diperingkat.',
    en: 'The kind of need "{need}" of vacancy {vacancy} is unknown to the rules {rules}, so it cannot be ranked.',
  },
  'threshold-not-stated': {
    status: 409,
    id: 'Formasi {vacancy} belum menyatakan nilai ambang batas {what} yang diminta aturannya. Impor formasi dengan kolom ambang_batas.',
    en: 'Vacancy {vacancy} does not state its threshold for {what}, which its rules ask for. Import it with the column ambang_batas.',
  },
  'threshold-not-asked': {
    status: 409,
    id: 'Formasi {vacancy} menyatakan nilai ambang batas {what} yang tidak dikenal aturannya.',
    en: 'Vacancy {vacancy} states a threshold for {what}, which its rules do not know.',
  },
  'group-unknown': {
    status: 409,
    id: 'Formasi {vacancy} memuat kelompok prioritas "{what}" yang tidak dikenal aturan {rules}. Perbaiki data peserta.',
    en: 'Vacancy {vacancy} has the priority group "{what}", unknown to the rules {rules}. Mend the candidates’ data.',
  },
  'no-skd-published': {
    status: 409,
    id: 'Belum ada pengumuman SKD yang berlaku dan meloloskan peserta ke SKB.',
    en: 'There is no SKD publication in force that lets anybody go on to the SKB.',
  },
  'skd-not-published': {
    status: 409,
    id: 'Formasi {vacancies} belum mempunyai pengumuman SKD yang berlaku. Umumkan dahulu; pengisian formasi kosong memerlukan semuanya.',
    en: 'Vacancies {vacancies} have no SKD publication in force. Publish them first; filling empty places needs them all.',
  },
  'skd-outdated': {
    status: 409,
    id: 'Peringkat SKD formasi {vacancy} sudah berbeda dari pengumumannya yang berlaku. Umumkan SKD yang baru dahulu.',
    en: 'The SKD ranking of vacancy {vacancy} differs from its publication in force. Publish the SKD anew first.',
  },
  'skb-plan-refused': {
    status: 409,
    id: 'Rencana SKB formasi {vacancy} tidak sesuai aturan; pratinjau menyebut apa yang salah.',
    en: 'The SKB plan of vacancy {vacancy} is against the rules; the preview says what is wrong.',
  },
  'no-integration-published': {
    status: 409,
    id: 'Belum ada pengumuman hasil integrasi yang berlaku; pengumuman setelah sanggah menyusul sesudahnya.',
    en: 'There is no integration publication in force; the one after objections follows it.',
  },
  'objection-window-missing': {
    status: 409,
    id: 'Masa sanggah untuk pengumuman integrasi belum ditetapkan. Tetapkan dahulu di layar Sanggah.',
    en: 'The objection window of the integration publication is not set. Set it first on the screen Objections.',
  },
  'objection-window-open': {
    status: 409,
    id: 'Masa sanggah berlangsung sampai {day} pukul 24.00 WIB; pengumuman setelah sanggah menunggu.',
    en: 'The objection window runs until {day}, 24:00 WIB; the publication after objections waits for it.',
  },
  'objections-undecided': {
    status: 409,
    id: '{count} sanggahan belum diputuskan. Putuskan semuanya sebelum pengumuman setelah sanggah.',
    en: '{count} objections are not decided yet. Decide them all before the publication after objections.',
  },
  'standing-unchanged': {
    status: 409,
    id: 'Status peserta ini memang sudah demikian. Tidak ada yang berubah.',
    en: 'This candidate already has that status. Nothing was changed.',
  },
  'key-unchanged': {
    status: 409,
    id: 'Kunci soal {item} sudah seperti itu; tidak ada yang perlu diubah. Pilih kunci lain, atau keluarkan soal ini dari daftar.',
    en: 'The key of item {item} is like that already; there is nothing to change. Choose another key, or take the item off the list.',
  },
  'key-of-other-kind': {
    status: 400,
    id: 'Soal {item} dinilai dengan cara lain (satu kunci, atau bobot tiap pilihan). Tidak ada yang berubah; isi kunci sesuai jenis soalnya.',
    en: 'Item {item} is scored in another way (one key, or a weight for each option). Nothing was changed; state the key in that way.',
  },
  'no-such-option': {
    status: 400,
    id: 'Soal {item} tidak mempunyai pilihan {option}. Tidak ada yang berubah; periksa huruf pilihannya.',
    en: 'Item {item} has no option {option}. Nothing was changed; check the letter.',
  },
  'weight-out-of-limits': {
    status: 400,
    id: 'Bobot pilihan {option} soal {item} harus bilangan bulat {least} sampai {most}. Tidak ada yang berubah; isi bobot semua pilihan.',
    en: 'The weight of option {option} of item {item} must be a whole number from {least} to {most}. Nothing was changed; state a weight for every option.',
  },
  'item-named-twice': {
    status: 400,
    id: 'Soal {item} ada dua kali dalam usulan. Tidak ada yang berubah; sisakan satu.',
    en: 'Item {item} is in the proposal twice. Nothing was changed; keep one of them.',
  },
  'scores-on-the-way': {
    status: 409,
    id: 'Nilai {count} peserta sesi "{name}" masih dihitung dengan kunci yang berlaku. Tidak ada yang berubah; tunggu beberapa detik lalu buka pratinjau lagi.',
    en: 'The scores of {count} candidates of sitting "{name}" are still being computed with the keys in force. Nothing was changed; wait a few seconds, then open the preview again.',
  },
  'items-of-many-banks': {
    status: 400,
    id: 'Satu usulan hanya untuk soal dari satu bank. Tidak ada yang berubah; usulkan soal bank lain tersendiri.',
    en: 'One proposal is about items of one bank. Nothing was changed; propose the items of the other bank apart.',
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
